"""That the office still waits for answers, on the pages before 定稿; it leads to where they are given."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.models.grid.roles import Mark
from desktop.models.unit.asked import waiting_line
from desktop.models.unit.working_year import WorkingYear
from desktop.views.frame.parts.lines import Lines, RowLink, mark_label
from forms.filing.stage import Stage


class WaitingLink(Lines):
    """A mark and a sentence that leads to 回执; not there while nothing waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self.grid.setColumnStretch(1, 1)
        self.hide()

    def show_year(self, working: WorkingYear) -> None:
        """Say how many questions are open in a year."""
        said = waiting_line(working)
        self.setVisible(bool(said))
        if not said:
            return
        if self.begin(said):
            link = RowLink(f"{said}，去答复", partial(self.stage_wanted.emit, Stage.RECEIPT))
            self.add(0, mark_label(Mark.ASKED), link)
