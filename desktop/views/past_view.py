"""Earlier years in the grid of 填报: to which of them one can go, correcting them, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop.models.unit.past_year import PastYear
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.past_correction import is_only_past, past_years
from desktop.views.entry.page import EntryPage
from desktop.views.frame.top_bar import TopBar
from desktop.views.frame.unread import saying_why_unread
from desktop.views.unit_page import UnitPage
from forms.filing.stage import Stage


class WindowOfYears(Protocol):
    """What earlier years are shown in: a window with the page 填报 and a bar that offers years."""

    entry: EntryPage
    bar: TopBar

    @property
    def working(self) -> WorkingYear:
        """The year that is open."""

    def open_year(self, year: int) -> None:
        """Open another year."""

    def reopen_year(self) -> None:
        """Open the year anew: what lies before it has changed."""

    def current_page(self) -> UnitPage:
        """The page in front."""

    def show_stage(self, stage: Stage) -> None:
        """Show the page of a step."""

    def go_to(self, address: str) -> None:
        """Show a cell of the open year."""


class PastView(QObject):
    """Shows earlier years in a window, beside the reporting year that is open.

    Args:
        window: the window.
        parent: the same as a widget, for dialogs.
    """

    def __init__(self, window: WindowOfYears, parent: QWidget) -> None:
        """Show none."""
        super().__init__(parent)
        self._window, self._parent = window, parent

    def show_years(self, current: int) -> None:
        """Offer the years in the bar: those to report, and those of which figures were only taken over."""
        desk, reported = self._window.working.year.desk, self._window.working.desk_year
        known = past_years(desk)
        only_past = {year for year in known if is_only_past(desk, year)}
        years = sorted({*desk.offered_years(reported), *only_past, current})
        self._window.bar.show_years(years, current, only_past)
        self._window.entry.forms.show_past_years([year for year in known if year < reported])

    def choose(self, year: int) -> None:
        """Open the year that was chosen in the bar, or show it where its figures were only taken over."""
        with saying_why_unread(self.refuse):
            self._choose(year)

    def refuse(self, sentence: str, tone: str) -> None:
        """Say why another year cannot be shown; the bar names the one that still is."""
        past = self._window.entry.past
        self._window.bar.show_year(past.year if past is not None else self._window.working.desk_year)
        self._window.current_page().say(sentence, tone)

    def _choose(self, year: int) -> None:
        working = self._window.working
        if is_only_past(working.year.desk, year) and year != working.desk_year:
            if year > working.desk_year:
                self._window.open_year(working.year.desk.suggested_year())
            self.show(year)
        else:
            self._window.open_year(year)

    def show(self, year: int, address: str = "") -> None:
        """Show an earlier year, at a cell if one is named."""
        with saying_why_unread(self.refuse):
            self._window.show_stage(Stage.ENTRY)
            entry = self._window.entry
            entry.show_past(PastYear(self._window.working, year))
            entry.grid.choose(address or entry.grid.current_address())
            entry.activate()
            self.show_years(year)

    def go_to(self, address: str, year: int) -> None:
        """Go to a cell in an earlier year of which figures are known, else in the year that is open."""
        working = self._window.working
        if year < working.desk_year and year in working.year.figures.history:
            self.show(year, address)
        else:
            self._window.go_to(address)

    def leave(self) -> None:
        """Show the reporting year that is open again."""
        if self._window.entry.past is not None:
            self._window.entry.show_past(None)
            self.show_years(self._window.working.desk_year)

    def ask_reason(self, texts: Mapping[str, str]) -> None:
        """Ask why figures of the earlier year are corrected, and correct them."""
        from desktop.views.entry.correction_dialog import CorrectionDialog

        past = self._window.entry.past
        if past is None or not texts:
            return
        refusal = past.why_not_corrected(texts)
        if refusal:
            self._window.entry.notice.say(f"没有更正：{refusal}", "bad")  # the cursor may move on
            return
        dialog = CorrectionDialog(past, texts, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.corrected.connect(lambda: self._on_corrected(past.year, next(iter(texts))))
        dialog.open()

    def _on_corrected(self, year: int, address: str) -> None:
        self._window.reopen_year()
        self.show(year, address)
        self._window.entry.notice.say(
            f"已更正 {year} 年的往年数据，原因已记入变更记录。改错了，再更正一次即可。", "good"
        )
