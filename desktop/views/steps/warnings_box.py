"""预警清单 with the picture of all targets below it: who looks at the alarming ones sees the others, too."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.grid.roles import Role
from desktop.models.unit.warnings import warning_address
from desktop.models.unit.working_year import WorkingYear
from desktop.views.entry.warnings_pane import WarningsList
from desktop.views.frame.room import Room
from desktop.views.steps.targets_box import LateTargets


class WarningsBox(QWidget):
    """A spot of the picture chooses the warning about it; where there is none, it leads to its cell."""

    jumped = Signal(str, object)
    """Address of the cell to go to; None."""

    def __init__(self, warnings: WarningsList, parent: QWidget | None = None) -> None:
        """Put the picture below a list."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._list, self.targets = warnings, LateTargets()
        self._has_room = True
        self.targets.chosen.connect(self._on_spot_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(warnings, 1)
        column.addWidget(self.targets)

    def make_room(self, room: Room) -> None:
        """Do without the picture in a low window: 概况 shows it too."""
        self._has_room = room.below
        self.targets.hide()
        self._look_again()

    def show_year(self, working: WorkingYear) -> None:
        """Show a year once it is in sight."""
        self._working = working
        working.changed.connect(self._look_again)
        self._look_again()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent."""
        super().showEvent(event)
        self._look_again()

    def _look_again(self, change: object = None) -> None:
        del change
        if self._working is not None and self._has_room and self.isVisible():
            self.targets.look_back_later(self._working)

    def _on_spot_chosen(self, address: str, year: int) -> None:
        working, model = self._working, self._list.model()
        if working is None:
            return
        for row in range(model.rowCount()):
            warning = model.index(row, 0).data(Role.WARNING)
            if year == working.desk_year and warning_address(working, warning) == address:
                self._list.setCurrentIndex(model.index(row, 0))
                self._list.setFocus()
                return
        self.jumped.emit(address, None)
