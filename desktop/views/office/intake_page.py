"""The page 收件: what is to be done, where every unit stands, what came."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidget, QVBoxLayout

from desktop.models.office.desk_year import DeskYear
from desktop.models.office.place import OfficePlace
from desktop.views.office.page import OfficeFrame, OfficePage


class IntakePage(OfficePage):
    """Lists the units of the year."""

    def __init__(self, frame: OfficeFrame) -> None:
        """Show no year yet."""
        super().__init__(frame)
        self.units = QListWidget()
        self.units.setAccessibleName("单位")
        self.units.itemActivated.connect(self._open)
        layout = QVBoxLayout(self)
        layout.addWidget(self.units)

    def show_desk_year(self, working: DeskYear) -> None:
        """Override OfficePage.show_desk_year."""
        del working
        self.units.clear()

    def refresh(self) -> None:
        """Override OfficePage.refresh."""
        board = self.frame.desk_year.board
        self.units.clear()
        for row in () if board is None else board.rows:
            self.units.addItem(f"{row.name}　{row.state.label}　{row.step}")

    def activate(self) -> None:
        """Override Page.activate."""
        self.units.setFocus()

    def _open(self) -> None:
        board, place = self.frame.desk_year.board, self.units.currentRow()
        if board is not None and place >= 0:
            self.frame.show_place(OfficePlace.REVIEW, board.rows[place].unit)
