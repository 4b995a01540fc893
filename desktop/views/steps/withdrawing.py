"""撤回: the question for its reason, from whatever page, and the way to the figure that is to be changed."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from desktop.models.unit.unsaved_words import WITHDRAWAL
from desktop.models.unit.working_year import WorkingYear
from desktop.views.entry.page import EntryPage
from desktop.views.unit_page import UnitPage
from forms.filing.stage import Stage


class WindowOfYear(Protocol):
    """What a year is taken back in: a window with the page 填报."""

    entry: EntryPage

    @property
    def working(self) -> WorkingYear:
        """The year that is open."""

    def current_page(self) -> UnitPage:
        """The page in front."""

    def show_stage(self, stage: Stage) -> None:
        """Show the page of a step."""


class Withdrawing(QObject):
    """Takes the year of a window back.

    Args:
        window: the window.
        parent: the same as a widget, for the question.
    """

    def __init__(self, window: WindowOfYear, parent: QWidget) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._window, self._parent = window, parent

    def ask(self) -> None:
        """Ask for the reason, with what was refused before, and take the year back."""
        # Most starts need none of these.
        from desktop.models.unit.reopened import to_be_taken_back
        from desktop.views.steps.withdraw_dialog import WithdrawDialog

        working = self._window.working
        kept = working.unsaved_words(WITHDRAWAL)
        typed = kept.text if kept is not None else ""
        dialog = WithdrawDialog(to_be_taken_back(working), typed, self._parent)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.withdraw(dialog.reason.toPlainText())
        else:
            working.forget_words(WITHDRAWAL)

    def withdraw(self, reason: str) -> None:
        """Take the year back and lead to what is to be changed; a refusal is said on the page in front."""
        from desktop.models.unit.reopened import take_back  # as above

        window, working = self._window, self._window.working
        taken = take_back(working, reason)
        if taken is None:
            window.current_page().say(working.refusal, "bad")
            return
        address, words = taken
        window.show_stage(Stage.ENTRY)
        window.entry.go_to(address)
        window.entry.say(words, "good")
