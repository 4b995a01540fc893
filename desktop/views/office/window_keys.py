"""The keys that the office's window answers on every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.models.office.place import OfficePlace
from desktop.views.frame.help_key import open_help
from desktop.views.frame.keys import go_to_next_area
from desktop.views.frame.page import Page
from desktop.views.office.page import OfficePage
from desktop.views.office.taking_in import TakingIn


class WindowOfPlaces(Protocol):
    """What the keys lead through."""

    taking: TakingIn
    begin_wanted: SignalInstance

    def current_page(self) -> Page:
        """The page in front."""

    def steps(self) -> list[OfficePlace]:
        """The steps that there are."""

    def show_place(self, place: OfficePlace, unit: str = "") -> None:
        """Show a page, and on it a unit where one is named."""

    def ask_file(self) -> None:
        """Ask for another data file."""

    def compare_paper(self) -> None:
        """Ask for the 校验码 of stamped pages."""

    def go_back(self) -> None:
        """Go back to the first page."""


def answer_keys(window: WindowOfPlaces, widget: QWidget) -> None:
    """Let a window answer its keys, by what the page in front can do.

    Args:
        window: what they lead through.
        widget: the same window, in which they are heard.
    """

    def cycle(step: int) -> None:
        go_to_next_area(widget, window.current_page().areas(), step)

    def escape() -> None:
        page = window.current_page()
        if not (isinstance(page, OfficePage) and page.close_over()):
            window.go_back()

    keys: dict[str, Callable[[], object]] = {
        "F1": lambda: open_help(widget),
        "F3": window.compare_paper,
        "F6": lambda: cycle(1),
        "Shift+F6": lambda: cycle(-1),
        "F8": lambda: window.current_page().go_to_next_problem(),
        "Ctrl+Return": lambda: window.current_page().confirm(),
        "Ctrl+Enter": lambda: window.current_page().confirm(),
        "Ctrl+O": window.taking.ask_files,
        "Ctrl+Shift+O": window.ask_file,
        "Ctrl+N": window.begin_wanted.emit,
        "Alt+Home": window.go_back,
        "Escape": escape,
    }
    keys |= {f"Ctrl+{place + 1}": partial(window.show_place, place) for place in window.steps()}
    for key, answer in keys.items():
        QShortcut(QKeySequence(key), widget).activated.connect(answer)
