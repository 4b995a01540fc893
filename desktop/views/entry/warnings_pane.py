"""预警清单: targets that need attention, and one of them in full."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.models.grid.roles import Role
from desktop.models.grid.trend import trend_of
from desktop.models.unit.warnings import warning_address, warning_facts, warning_mark
from desktop.models.unit.working_year import WorkingYear
from desktop.views.entry.findings_pane import SentenceList
from desktop.views.frame.parts.facts_table import facts_html
from desktop.views.frame.parts.mark_label import MarkLabel
from desktop.views.grid.trend_chart import TrendChart
from forms.verdict.warning import EarlyWarning

_LABEL_WIDTH = 122
"""Pixels. Chosen for the longest label, 预计达标困难."""


class WarningsList(SentenceList):
    """A list of early warnings; Enter goes to the cell."""

    subject_role = Role.WARNING

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(_LABEL_WIDTH, parent)
        self.setAccessibleName("预警清单")

    def current_warning(self) -> EarlyWarning | None:
        """The warning that is current."""
        found = self.currentIndex().data(Role.WARNING) if self.currentIndex().isValid() else None
        return found if isinstance(found, EarlyWarning) else None


class WarningCard(QWidget):
    """One warning: why, the target, the arithmetic, what is still needed, the course so far."""

    def __init__(self, working: WorkingYear, warning: EarlyWarning) -> None:
        """Show a warning."""
        super().__init__()
        self.warning = warning
        mark, kind = MarkLabel(warning_mark(warning.kind)), QLabel(warning.kind.label)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(mark)
        top.addWidget(kind, 1)
        self.facts = QLabel(facts_html(warning_facts(working, warning)))
        self.facts.setTextFormat(Qt.TextFormat.RichText)
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.chart = TrendChart()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(top)
        for widget in (self.facts, self.chart):
            layout.addWidget(widget)
        address = warning_address(working, warning)
        cell = working.cell(address) if address else None
        self.chart.show_trend(
            trend_of(working, working.row(cell.address), cell) if cell is not None else None
        )
