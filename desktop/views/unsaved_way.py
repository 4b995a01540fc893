"""The way to what could not be stored, which F8 takes before it leads to findings."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.models.unit.unsaved_lines import UnsavedPlace, unsaved_places
from desktop.models.unit.unsaved_words import OF_UNIT, WrittenAbout, is_answer, redefinition_of
from desktop.models.unit.working_year import WorkingYear
from desktop.views.entry.page import EntryPage
from desktop.views.unit_page import UnitPage
from forms.filing.stage import Stage

_SHORTCUT = Qt.FocusReason.ShortcutFocusReason


class PagesOfYear(Protocol):
    """What the way leads through: a window with the pages of a year."""

    entry: EntryPage

    @property
    def working(self) -> WorkingYear:
        """The year that is open."""

    def focusWidget(self) -> QWidget | None:
        """The field in focus."""

    def current_page(self) -> UnitPage:
        """The page in front."""

    def open_year(self, year: int) -> None:
        """Open another year."""

    def show_stage(self, stage: Stage) -> None:
        """Show the page of a step."""

    def go_to(self, address: str) -> None:
        """Show a cell."""

    def attend_to(self, address: str, subject: object) -> None:
        """Show a cell, with the focus where what a finding asks for is written."""

    def ask_definition(self, address: str) -> None:
        """Ask about a change of definition."""


class UnsavedWay:
    """Leads from one text that could not be stored to the next, once around, and then gives way.

    Args:
        window: the window that it leads through.
    """

    def __init__(self, window: PagesOfYear) -> None:
        """Begin at the first one."""
        self._window = window
        self._opened: WorkingYear | None = None
        """In which the places were gone to; in a year that is opened anew they are gone to again."""
        self._reached: UnsavedPlace | None = None

    def go_on(self) -> bool:
        """Go to the next one; False where there is none, or each has been gone to.

        After each has been gone to, it leads to one again that was typed anew, and to all when nothing else
        is left to be dealt with.
        """
        self._settle()
        window, places = self._window, self._places()
        is_known = self._opened is window.working and self._reached in places
        here = places.index(self._reached) if is_known else -1  # type: ignore[arg-type]
        if here == len(places) - 1:
            if not places or self._has_findings():
                return False
            here = -1
        place = self._reached = places[here + 1]
        if place.year not in (OF_UNIT, window.working.desk_year):
            window.open_year(place.year)
        self._opened = window.working
        self._go_to(place)
        return True

    def _settle(self) -> None:
        """Let the field in focus store or keep what is typed, and go on having the focus."""
        focus = self._window.focusWidget()
        if focus is not None:
            focus.clearFocus()
            if focus.isVisible():
                focus.setFocus(_SHORTCUT)

    def _places(self) -> list[UnsavedPlace]:
        """Those that can be mended from the year that is shown; a frozen one keeps its people."""
        working = self._window.working
        found = unsaved_places(working, self._window.entry.unsaved)
        return [place for place in found if place.year != OF_UNIT or working.is_editable]

    def _has_findings(self) -> bool:
        working = self._window.working
        return any(working.is_open(finding) for finding in working.year.report.findings)

    def _go_to(self, place: UnsavedPlace) -> None:
        window, about = self._window, place.about
        if about is None:
            window.go_to(place.address)
        elif is_answer(about):
            window.show_stage(Stage.RECEIPT)
            window.current_page().attend_to_text(about)
        elif about.code:
            self._go_to_reason(about)
        elif not place.address:  # a name, or why a year is taken back
            window.show_stage(Stage.FINALISE)
            window.current_page().attend_to_text(about)
        elif about == redefinition_of(place.address):
            window.go_to(place.address)
            window.ask_definition(place.address)
        else:
            window.go_to(place.address)
            window.entry.attend_to_text(about)

    def _go_to_reason(self, about: WrittenAbout) -> None:
        window = self._window
        found = window.working.year.report.findings
        finding = next((one for one in found if one.identity == (about.code, about.address)), None)
        if about.address:
            window.attend_to(about.address, finding)
        else:
            window.show_stage(Stage.REVIEW)
            window.current_page().attend_to_text(about)
