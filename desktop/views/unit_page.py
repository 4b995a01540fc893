"""What every page of the unit's window is: it shows one year, and leads to other steps of it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.models.unit.unsaved_words import WrittenAbout
from desktop.models.unit.working_year import WorkingYear
from desktop.views.frame.page import Page
from forms.filing.stage import Stage


class UnitPage(Page):
    """A page of the unit's window."""

    stage_wanted = Signal(Stage)
    """Another step is to be shown."""

    def show_year(self, working: WorkingYear) -> None:
        """Show a year, in place of the one before."""
        raise NotImplementedError

    def attend_to_text(self, about: WrittenAbout) -> None:
        """Put the focus where a text is written, if it is written here: it could not be stored."""

    def look_at(self, form: str) -> None:
        """Show a form, by its title, when the page comes from it; only where forms are shown."""

    def print_form(self) -> None:
        """Print what the year reports (Ctrl+P); only where it is printed."""

    def accept_suggestion(self) -> None:
        """Take over what is suggested (F4), where anything is."""
