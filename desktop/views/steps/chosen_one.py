"""The right side of the page 审核: the finding or warning that was chosen, with its chart."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.models.grid.trend import trend_of
from desktop.models.unit.warnings import warning_address
from desktop.models.unit.working_year import WorkingYear
from desktop.views.entry.finding_card import FindingCard
from desktop.views.entry.warnings_pane import WarningCard
from desktop.views.frame.keys import follow_in_tab_order
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.room import Room
from desktop.views.grid.trend_chart import TrendChart
from forms.findings import Finding
from forms.verdict.warning import EarlyWarning

_CHART = 210
"""Pixels of the chart beside a finding; our own choice."""
_LOW_CHART = 104
"""Likewise in a low window; chosen by us."""


class ChosenOne(QFrame):
    """Where it is, with the way there, and all that is known of it; what is above the box scrolls.

    Attributes:
        place: form, code and name of the row; or that nothing is chosen.
        go: leads to the cell.
        card: what is shown, None for nothing.

    Args:
        box: where the chosen one is explained, which keeps its place at the bottom.
    """

    accepted = Signal(object)
    """Suggestions of what is shown are to be taken over, all of them as one step."""

    def __init__(self, box: QWidget) -> None:
        """Show nothing."""
        super().__init__()
        self.setObjectName("paper")
        self._working: WorkingYear | None = None
        self.card: FindingCard | WarningCard | None = None
        self.place = QLabel()
        self.place.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self.place.setWordWrap(True)
        self.go = QPushButton("到这一格（Enter）")
        self.go.setToolTip("在清单上按 Enter；在写说明的方框里先按 Esc")
        self.go.setAutoDefault(False)
        top = QHBoxLayout()
        top.addWidget(self.place, 1)
        top.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._scrolled(), 1)
        column.addWidget(box)

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        inner.setObjectName("plain")
        self._room = QVBoxLayout(inner)
        self._room.setContentsMargins(0, 0, 6, 0)
        self._room.setSpacing(12)
        self._chart = TrendChart()
        self._height = _CHART
        self._chart.setFixedHeight(self._height)
        self._chart.hide()
        self._room.addWidget(self._chart)
        self._room.addStretch(1)
        self._area = QScrollArea()
        self._area.setAccessibleName("所选的一条")
        self._area.setWidgetResizable(True)
        self._area.setWidget(inner)
        self._area.viewport().setAutoFillBackground(False)
        return self._area

    def make_room(self, room: Room) -> None:
        """Draw the course lower in a low window, where it was seen by half."""
        self._height = _CHART if room.below else _LOW_CHART
        self._chart.setFixedHeight(self._height)
        if isinstance(self.card, WarningCard):
            self.card.chart.setFixedHeight(self._height)

    @property
    def finding(self) -> Finding | None:
        """The finding that is shown, if one is."""
        return self.card.finding if isinstance(self.card, FindingCard) else None

    @property
    def warning(self) -> EarlyWarning | None:
        """The warning that is shown, if one is."""
        return self.card.warning if isinstance(self.card, WarningCard) else None

    def show_year(self, working: WorkingYear) -> None:
        """Show what is chosen of another year, so far nothing."""
        self._working = working
        self.show_nothing("")

    def show_nothing(self, words: str) -> None:
        """Say in place of a finding or warning that there is none."""
        self._show(None, words)

    def show_finding(self, finding: Finding) -> None:
        """Show a finding, with the course of its figure."""
        if self._working is None or self.finding == finding:
            return
        card = FindingCard(self._working, finding, with_room=False)
        card.accepted.connect(self.accepted)
        address = finding.cells[0] if finding.cells else None
        self._show(card, self._place_of(address))
        cell = self._working.cell(address) if address else None
        if cell is not None:
            self._chart.show_trend(trend_of(self._working, self._working.row(cell.address), cell))

    def show_warning(self, warning: EarlyWarning) -> None:
        """Show a warning; its card has a chart of its own."""
        if self._working is None or self.warning == warning:
            return
        card = WarningCard(self._working, warning)
        card.chart.setFixedHeight(self._height)
        self._show(card, self._place_of(warning_address(self._working, warning)))

    def refresh(self) -> None:
        """Show how a finding stands now."""
        if isinstance(self.card, FindingCard):
            self.card.refresh()

    def _show(self, card: FindingCard | WarningCard | None, place: str) -> None:
        if self.card is not None:
            self._room.removeWidget(self.card)
            self.card.hide()
            self.card.deleteLater()
        self.card = card
        self._chart.hide()
        self.go.setVisible(card is not None)
        self.place.setText(place)
        if card is not None:
            self._room.insertWidget(0, card)
            follow_in_tab_order(self.go, card)
            self._area.verticalScrollBar().setValue(0)

    def _place_of(self, address: str | None) -> str:
        if self._working is None or not address:
            return ""
        form = self._working.year.layout.form_of(address)
        row = self._working.row(address)
        return f"《{form.form.title}》{row.code} {row.name}"
