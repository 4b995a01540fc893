"""The keys that the main window answers on every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop.models.unit.taking_back import take_back
from desktop.models.unit.working_year import WorkingYear
from desktop.views.entry.page import EntryPage
from desktop.views.frame.help_key import open_help
from desktop.views.frame.keys import go_to_next_area
from desktop.views.unit_page import UnitPage
from desktop.views.unsaved_way import UnsavedWay
from forms.filing.stage import Stage


class WindowOfPages(Protocol):
    """What the keys lead through: a window with the pages of a year."""

    entry: EntryPage
    unsaved_way: UnsavedWay

    @property
    def working(self) -> WorkingYear:
        """The year that is open."""

    def current_page(self) -> UnitPage:
        """The page in front."""

    def show_stage(self, stage: Stage) -> None:
        """Show the page of a step."""

    def show_home(self) -> None:
        """Show the page 概况."""

    def print_paper(self) -> None:
        """Show the official form and ask for a printer."""

    def look_for(self) -> None:
        """Ask what to look for on the forms."""


class WindowKeys:
    """Answers keys by what the page in front can do.

    Args:
        window: what they lead through.
        widget: the same window, in which they are heard.
    """

    def __init__(self, window: WindowOfPages, widget: QWidget) -> None:
        """Listen to the keys."""
        self._window, self._widget = window, widget
        keys: dict[str, Callable[[], object]] = {
            "F1": lambda: open_help(widget),
            "Ctrl+Return": lambda: window.current_page().confirm(),
            "Ctrl+Enter": lambda: window.current_page().confirm(),
            "F4": lambda: window.current_page().accept_suggestion(),
            "F6": lambda: self._cycle(1),
            "Shift+F6": lambda: self._cycle(-1),
            "F8": self._next_problem,
            "F9": self._show_findings,
            "Ctrl+Z": lambda: self._take_back(undo=True),
            "Ctrl+Y": lambda: self._take_back(undo=False),
            "Ctrl+Shift+Z": lambda: self._take_back(undo=False),
            "Ctrl+F": window.look_for,
            "Ctrl+S": self._tell_saved,
            "Ctrl+P": window.print_paper,
            "Alt+Home": window.show_home,
            "Ctrl+PgDown": lambda: self._step_form(1),
            "Ctrl+PgUp": lambda: self._step_form(-1),
        }
        keys |= {f"Ctrl+{stage + 1}": partial(window.show_stage, stage) for stage in Stage}
        for key, answer in keys.items():
            shortcut = QShortcut(QKeySequence(key), widget)
            shortcut.activated.connect(answer)

    def _is_filling_in(self) -> bool:
        return self._window.current_page() is self._window.entry

    def _cycle(self, step: int) -> None:
        window = self._window
        if self._is_filling_in():
            window.entry.panes.cycle(step)
        else:
            go_to_next_area(self._widget, window.current_page().areas(), step)

    def _show_findings(self) -> None:
        """Open the list of findings where it is folded, or fold it again; else show the page of all."""
        if not self._is_filling_in() or not self._window.entry.panes.toggle_findings():
            self._window.show_stage(Stage.REVIEW)

    def _next_problem(self) -> None:
        window = self._window
        if window.unsaved_way.go_on():
            return
        page = window.current_page() if window.current_page().has_problems else window.entry
        if page is window.entry:
            window.entry.asked_from_grid = window.entry.grid.hasFocus()  # before the page puts it there
            window.show_stage(Stage.ENTRY)
        page.go_to_next_problem()

    def _step_form(self, step: int) -> None:
        if self._is_filling_in():
            self._window.entry.cell.follow_later()
            self._window.entry.step_form(step)

    def _take_back(self, *, undo: bool) -> None:
        entry = self._window.entry
        entry.cell.follow_later()
        entry.cell.wait(True)  # the cell that is current now is left
        told = take_back(self._window.working, undo=undo)
        if told.address and self._is_filling_in():
            entry.go_to(told.address)
        entry.cell.wait(False)
        self._window.current_page().say(told.sentence, told.tone)

    def _tell_saved(self) -> None:
        focus, grid = QApplication.focusWidget(), self._window.entry.grid
        if focus is not None and grid.isAncestorOf(focus):
            grid.setFocus()
        self._window.current_page().say("不用手动保存：每一格离开时就已写入数据文件。", "good")
