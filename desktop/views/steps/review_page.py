"""The page 审核: all findings at once, each with room for its explanation, and the early warning list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.grid.roles import Role
from desktop.models.unit.findings import FindingsModel
from desktop.models.unit.unsaved_words import WrittenAbout, reason_of
from desktop.models.unit.warnings import WarningsModel, warning_address
from desktop.models.unit.working_year import WorkingYear
from desktop.views.entry.explaining import FindingCard
from desktop.views.entry.findings_pane import FindingsList, LevelFilter, SentenceList
from desktop.views.entry.warnings_pane import WarningCard, WarningsList
from desktop.views.frame.notice import Notice
from desktop.views.frame.page import Page
from desktop.views.frame.theme import POINT_SIZE, bold
from forms.findings import Finding
from forms.verdict.warning import EarlyWarning

_HINT = "强制：必须改正。核实：改正，或说明原因。提示：供参考。说明写完离开即保存（Ctrl+Enter）。"
_WARNINGS_HINT = "预警由目标、历年数据和本年数据算出；数据改了，清单随之更新。"
_WARNINGS_ABOUT = "未达标、背离目标、预计达标困难、有滑落风险、波动较大、进度偏慢的目标，最急的在前。"
_NO_WARNINGS = "没有需要预警的目标。"


class ReviewPage(Page):
    """Lists on the left, the chosen finding or warning on the right."""

    has_problems = True
    jumped = Signal(str, object)
    """Address of the cell to go to, and the finding or warning that leads there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self.card: FindingCard | WarningCard | None = None
        self._summary = QLabel()
        self._summary.setProperty("tone", "muted")
        self._summary.setWordWrap(True)
        self.levels, self.list, self.notice = LevelFilter(), FindingsList(), Notice()
        self.list.jumps_on_click = False
        self.list.jumped.connect(self.jumped)
        self.list.chosen.connect(self._show_finding)
        self.warnings = WarningsList()
        self.warnings.jumps_on_click = False
        self.warnings.jumped.connect(self.jumped)
        self.warnings.chosen.connect(self._show_warning)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(10)
        layout.addWidget(self._left(), 3)
        layout.addWidget(self._right(), 2)

    def _left(self) -> QWidget:
        paper = _paper()
        column = QVBoxLayout(paper)
        column.setContentsMargins(12, 10, 12, 10)
        top = QHBoxLayout()
        top.setSpacing(16)
        self._tabs = QButtonGroup(self)
        self.findings_tab, self.warnings_tab = self._tab("审核结果"), self._tab("预警清单")
        self.findings_tab.setChecked(True)
        self._tabs.buttonToggled.connect(self._on_tab_toggled)
        for widget in (self.findings_tab, self.warnings_tab, self.levels):
            top.addWidget(widget)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self._summary)
        column.addWidget(self.notice)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.warnings)
        column.addWidget(self._lists, 1)
        return paper

    def _tab(self, text: str) -> QPushButton:
        tab = QPushButton(text)
        tab.setProperty("kind", "tab")
        tab.setCheckable(True)
        tab.setAutoDefault(False)
        tab.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self._tabs.addButton(tab)
        return tab

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
        area.setAccessibleName("所选的一条")
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
        self.notice.clear()
        self._show_card(None, "")
        model = FindingsModel(working, working)
        self.list.setModel(model)
        self.levels.show_model(model)
        model.modelReset.connect(self._on_model_reset)
        model.dataChanged.connect(self._on_data_changed)
        warnings = WarningsModel(working, working)
        self.warnings.setModel(warnings)
        warnings.modelReset.connect(self._on_warnings_reset)
        working.refused.connect(lambda _, reason: self.notice.say(reason, "bad"))
        working.changed.connect(lambda _: self.notice.clear())
        working.state_changed.connect(self._on_data_changed)
        self._on_model_reset()
        self._on_warnings_reset()

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Override Page.say."""
        self.notice.say(sentence, tone)

    def activate(self) -> None:
        """Put the focus into the list that is shown."""
        (self.warnings if self._shows_warnings else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _shows_warnings(self) -> bool:
        return self.warnings_tab.isChecked()

    def _on_tab_toggled(self, tab: QPushButton, checked: bool) -> None:
        del tab
        if not checked:
            return
        self.levels.setVisible(not self._shows_warnings)
        self._lists.setCurrentWidget(self.warnings if self._shows_warnings else self.list)
        self._hint.setText(_WARNINGS_HINT if self._shows_warnings else _HINT)
        (self._on_warnings_reset if self._shows_warnings else self._on_model_reset)()
        self.activate()

    def _on_warnings_reset(self) -> None:
        model = self.warnings.model()
        count = model.rowCount()
        self.warnings_tab.setText(f"预警清单 {count}" if count else "预警清单")
        if not self._shows_warnings or not isinstance(model, WarningsModel):
            return
        self._summarise()
        kept = self.card.warning if isinstance(self.card, WarningCard) else self.warnings.current_warning()
        self.warnings.setCurrentIndex(model.index(max(0, model.row_of(kept) if kept is not None else 0), 0))
        self._show_warning(self.warnings.current_warning())

    def _on_model_reset(self) -> None:
        self._summarise()
        if self._shows_warnings:
            return
        model = self.list.model()
        kept = self.card.finding if isinstance(self.card, FindingCard) else self.list.current_finding()
        row = model.row_of(kept) if isinstance(model, FindingsModel) and kept is not None else -1
        self.list.setCurrentIndex(model.index(max(row, 0), 0))
        self._show_finding(self.list.current_finding())

    def _on_data_changed(self) -> None:
        self._summarise()
        if isinstance(self.card, FindingCard):
            self.card.refresh()

    def _summarise(self) -> None:
        if self._working is None:
            return
        if self._shows_warnings:
            self._summary.setText(_WARNINGS_ABOUT if self.warnings.model().rowCount() else _NO_WARNINGS)
            return
        report = self._working.year.report
        total = report.passed + report.undecidable + len(report.findings)
        parts = [f"共检查 {total} 项，{report.passed} 项通过"]
        if report.undecidable:
            parts.append(f"{report.undecidable} 项因缺数无法判断")
        if report.is_clear:
            parts.append(f"没有强制性问题，核实性问题都已说明，{self._working.onward}")
        else:
            parts.append(f"还须改正 {len(report.blocking)} 项、说明 {len(report.unexplained)} 项")
        self._summary.setText("；".join(parts) + "。")

    def _show_finding(self, finding: Finding | None) -> None:
        if finding is None or self._working is None:
            self._show_card(None, "没有问题")
            return
        if isinstance(self.card, FindingCard) and self.card.finding == finding:
            return
        card = FindingCard(self._working, finding)
        card.accepted.connect(self._working.accept)
        card.escaped.connect(self.activate)
        if card.editor is not None:
            card.editor.setFixedHeight(150)
        self._show_card(card, self._place_of(finding.cells[0] if finding.cells else None))

    def _show_warning(self, warning: EarlyWarning | None) -> None:
        if warning is None or self._working is None:
            self._show_card(None, "没有预警")
        elif not isinstance(self.card, WarningCard) or self.card.warning != warning:
            place = self._place_of(warning_address(self._working, warning))
            self._show_card(WarningCard(self._working, warning), place)

    def _show_card(self, card: FindingCard | WarningCard | None, place: str) -> None:
        if self.card is not None:
            if isinstance(self.card, FindingCard):
                self.card.settle()
            self._room.removeWidget(self.card)
            self.card.hide()
            self.card.deleteLater()
        self.card = card
        self._go.setVisible(card is not None)
        self._place.setText(place)
        if card is not None:
            self._room.insertWidget(0, card)

    def _place_of(self, address: str | None) -> str:
        if self._working is None or not address:
            return ""
        form = self._working.year.layout.form_of(address)
        row = self._working.row(address)
        return f"《{form.form.title}》{row.code} {row.name}"

    def go_to_next_problem(self) -> None:
        """Go to the next finding with something to do (F8): where a reason is written, or to the cell."""
        model = self.list.model()
        if self._working is None or not isinstance(model, FindingsModel):
            return
        self.findings_tab.setChecked(True)
        if model.next_open_row(0) < 0:
            self.levels.choose(None)
        card = self.card if isinstance(self.card, FindingCard) else None
        at_it = card is not None and card.editor is not None and card.editor.hasFocus()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)  # what is being written is stored first
        row = model.next_open_row(self.list.currentIndex().row() + (1 if at_it else 0))
        if row < 0:
            self.notice.say(f"没有需要处理的问题了，{self._working.onward}。", "good")
            return
        self.list.setCurrentIndex(model.index(row, 0))
        finding = self.list.current_finding()
        if finding is not None and self._working.asks_for_words(finding):
            self._write()
        else:
            self.list.jump()

    def attend_to_text(self, about: WrittenAbout) -> None:
        """Put the cursor where a finding is explained."""
        model = self.list.model()
        self.findings_tab.setChecked(True)
        self.levels.choose(None)
        for row in range(model.rowCount()):
            finding = model.index(row, 0).data(Role.FINDING)
            if reason_of(finding) == about:
                self.list.setCurrentIndex(model.index(row, 0))
                self._write()

    def _write(self) -> None:
        if isinstance(self.card, FindingCard) and self.card.editor is not None:
            self.card.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def accept_suggestion(self) -> None:
        """Take over what is suggested for the chosen finding (F4)."""
        if self._working is not None and isinstance(self.card, FindingCard) and self.card.offers:
            self._working.accept(self.card.offers[0].suggestions)

    def _on_go_clicked(self) -> None:
        current = self._lists.currentWidget()
        if isinstance(current, SentenceList):
            current.jump()


def _paper() -> QFrame:
    paper = QFrame()
    paper.setObjectName("paper")
    return paper
