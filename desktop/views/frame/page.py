"""What every page of either desk's window is: it hears when it comes to the front, and answers keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.room import Room


class Page(QWidget):
    """A page of the window. Not abstract by ABC, whose metaclass is not that of Qt's classes."""

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
        """Whether F8 stays on this page; elsewhere the window decides."""
        return False

    def go_to_next_problem(self) -> None:
        """Go to what is to be dealt with next (F8); only where there are problems."""

    def confirm(self) -> None:
        """Store what is written and go on (Ctrl+Enter), where anything is."""
