"""Which unit a dialog of the office is about: one of those that report, none chosen at first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.services.office.desk import OfficeDesk
from desktop.views.frame.parts.calm_combo import CalmComboBox


class UnitCombo(CalmComboBox):
    """The units in the plan's order.

    Args:
        desk: the office's desk.
        year: reporting year.
        unit: code of the unit that is chosen at first; empty for none.
    """

    def __init__(self, desk: OfficeDesk, year: int, unit: str = "", parent: QWidget | None = None) -> None:
        """Offer them."""
        super().__init__(parent)
        self.setAccessibleName("单位")
        self.setPlaceholderText("请选单位")
        for one in desk.pack_of(year).plan.reporting_units:
            self.addItem(one.official_name, one.code)
        self.setCurrentIndex(self.findData(unit) if unit else -1)

    @property
    def unit(self) -> str:
        """Code of the chosen unit; empty where none is."""
        return str(self.currentData() or "")
