"""Step 2, 审核: all findings at once, each with room for its explanation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.models.findings import FindingsModel
from desktop.models.working_year import WorkingYear
from desktop.views.explaining import FindingCard
from desktop.views.findings_pane import FindingsList, LevelFilter
from desktop.views.notice import Notice
from desktop.views.theme import POINT_SIZE, bold
from forms.findings import Finding, Level

_HINT = "强制：必须改正。核实：改正，或说明原因。提示：供参考。说明写完离开即保存（Ctrl+Enter）。"


class ReviewPage(QWidget):
    """List on the left, the chosen finding on the right."""

    jumped = Signal(str)
    """Address of the cell to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self.card: FindingCard | None = None
        self._summary = QLabel()
        self._summary.setProperty("tone", "muted")
        self._summary.setWordWrap(True)
        self.levels, self.list, self.notice = LevelFilter(), FindingsList(), Notice()
        self.list.jumps_on_click = False
        self.list.jumped.connect(self.jumped)
        self.list.chosen.connect(self._show_finding)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(10)
        layout.addWidget(self._left(), 3)
        layout.addWidget(self._right(), 2)

    def _left(self) -> QWidget:
        paper = _paper()
        column = QVBoxLayout(paper)
        column.setContentsMargins(12, 10, 12, 10)
        heading = QLabel("审核结果")
        heading.setFont(bold(self.font(), points=POINT_SIZE + 1))
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addWidget(self.levels)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self._summary)
        column.addWidget(self.notice)
        column.addWidget(self.list, 1)
        return paper

    def _right(self) -> QWidget:
        paper = _paper()
        column = QVBoxLayout(paper)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        self._place = QLabel()
        self._place.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self._place.setWordWrap(True)
        self._go = QPushButton("到该格（Enter）")
        self._go.clicked.connect(self._on_go_clicked)
        inner = QWidget()
        inner.setObjectName("plain")
        self._room = QVBoxLayout(inner)
        self._room.setContentsMargins(0, 0, 6, 0)
        self._room.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        self._hint = QLabel(_HINT)
        self._hint.setProperty("tone", "muted")
        self._hint.setWordWrap(True)
        column.addWidget(self._place)
        column.addWidget(area, 1)
        column.addWidget(self._hint)
        column.addWidget(self._go, 0, Qt.AlignmentFlag.AlignLeft)
        return paper

    def show_year(self, working: WorkingYear) -> None:
        """Show a year's findings."""
        self._working = working
        model = FindingsModel(working, working)
        self.list.setModel(model)
        self.levels.show_model(model)
        model.modelReset.connect(self._on_model_reset)
        model.dataChanged.connect(self._on_data_changed)
        working.refused.connect(lambda _, reason: self.notice.say(reason, "bad"))
        working.changed.connect(lambda _: self.notice.clear())
        self._on_model_reset()

    def activate(self) -> None:
        """Take the focus."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_model_reset(self) -> None:
        model = self.list.model()
        kept = self.card.finding if self.card is not None else None
        row = model.row_of(kept) if isinstance(model, FindingsModel) and kept is not None else -1
        self._summarise()
        if model.rowCount():
            self.list.setCurrentIndex(model.index(max(row, 0), 0))
        else:
            self._show_finding(None)

    def _on_data_changed(self) -> None:
        self._summarise()
        if self.card is not None:
            self.card.refresh()

    def _summarise(self) -> None:
        if self._working is None:
            return
        report = self._working.year.report
        total = report.passed + report.undecidable + len(report.findings)
        parts = [f"共检查 {total} 项，{report.passed} 项通过"]
        if report.undecidable:
            parts.append(f"{report.undecidable} 项因缺数无法判断")
        if report.is_clear:
            parts.append("没有强制性问题，核实性问题都已说明，可以到第 3 步定稿")
        else:
            parts.append(f"还须改正 {len(report.blocking)} 项、说明 {len(report.unexplained)} 项")
        self._summary.setText("；".join(parts) + "。")

    def _show_finding(self, finding: Finding | None) -> None:
        if self.card is not None:
            self._room.removeWidget(self.card)
            self.card.hide()
            self.card.deleteLater()
            self.card = None
        self._go.setVisible(finding is not None)
        if finding is None or self._working is None:
            self._place.setText("没有问题")
            return
        self._place.setText(self._place_of(finding))
        self.card = FindingCard(self._working, finding)
        self.card.accepted.connect(self._working.accept)
        self._room.insertWidget(0, self.card)
        if finding.enforcement is Level.QUERY and self.card.editor is not None:
            self.card.editor.setFixedHeight(150)

    def _place_of(self, finding: Finding) -> str:
        if self._working is None or not finding.cells:
            return ""
        form = self._working.year.layout.form_of(finding.cells[0])
        row = self._working.row(finding.cells[0])
        return f"《{form.form.title}》{row.code} {row.name}"

    def _on_go_clicked(self) -> None:
        finding = self.list.current_finding()
        if finding is not None and finding.cells:
            self.jumped.emit(finding.cells[0])


def _paper() -> QFrame:
    paper = QFrame()
    paper.setObjectName("paper")
    return paper
