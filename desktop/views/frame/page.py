"""What every page of the window is: it shows one year, and hears when it comes to the front."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desktop.models.unit.unsaved_words import WrittenAbout
from desktop.models.unit.working_year import WorkingYear
from desktop.views.frame.notice import Notice
from desktop.views.frame.room import Room
from forms.filing.stage import Stage


class Page(QWidget):
    """A page of the window. Not abstract by ABC, whose metaclass is not that of Qt's classes."""

    stage_wanted = Signal(Stage)
    """Another step is to be shown."""

    def show_year(self, working: WorkingYear) -> None:
        """Show a year, in place of the one before."""
        raise NotImplementedError

    def activate(self) -> None:
        """Show what is true now, and put the focus where the work begins."""
        raise NotImplementedError

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget.hideEvent: what was said in passing is not found here again later."""
        super().hideEvent(event)
        if not event.spontaneous():
            for notice in self.findChildren(Notice):
                notice.fade()

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Say what a key of the window did; only where the page has a place for it.

        Args:
            sentence: what happened and what to do.
            tone: ``alarm``, ``bad`` or ``good``.
        """

    def make_room(self, room: Room) -> None:
        """Fold what the window has no room for; only where a page has something to fold."""

    def heightForWidth(self, width: int) -> int:
        """Override QWidget.heightForWidth: what words and lists need at least; with less it scrolls."""
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1

    def areas(self) -> Sequence[QWidget]:
        """Where F6 leads, one after the other; empty where it goes on to the next control."""
        return ()

    @property
    def has_problems(self) -> bool:
        """Whether F8 stays on this page; elsewhere it leads to the figures."""
        return False

    def go_to_next_problem(self) -> None:
        """Go to what is to be dealt with next (F8); only where there are problems."""

    def confirm(self) -> None:
        """Store what is written and go on (Ctrl+Enter), where anything is."""

    def attend_to_text(self, about: WrittenAbout) -> None:
        """Put the focus where a text is written, if it is written here: it could not be stored."""

    def look_at(self, form: str) -> None:
        """Show a form, by its title, when the page comes from it; only where forms are shown."""

    def print_form(self) -> None:
        """Print what the year reports (Ctrl+P); only where it is printed."""

    def accept_suggestion(self) -> None:
        """Take over what is suggested (F4), where anything is."""
