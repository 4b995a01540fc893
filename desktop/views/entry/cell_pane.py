"""Everything about the current cell, beside the grid."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.models.unit.cell_facts import LOG_LINES, CellFacts, cell_facts
from desktop.models.unit.past_year import PastYear
from desktop.models.unit.working_year import WorkingYear
from desktop.views.entry.asked_box import AskedBox
from desktop.views.entry.evidence_box import EvidenceBox
from desktop.views.entry.finding_card import FindingCard
from desktop.views.frame.keys import follow_in_tab_order
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.facts_table import facts_html
from desktop.views.grid.file_drops import files_in
from desktop.views.grid.trend_chart import TrendChart
from forms.findings import Finding, Suggestion

_FRAME = 17
"""Milliseconds of a frame of the screen. Chosen so that the grid has been painted by then."""


class CellPane(QScrollArea):
    """Definition, target, course, findings, evidence and changes of one cell."""

    accepted = Signal(object)
    """The suggestions to take over as one step."""
    escaped = Signal()
    """The writer wants back to the grid."""
    answer_wanted = Signal(str)
    """Address of the cell about which the office asks."""
    shown = Signal(object)
    """The ``CellFacts`` that are shown, None for no cell."""
    definition_wanted = Signal(str)
    """Address of the cell whose change of definition is to be recorded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty pane."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._past: PastYear | None = None
        self._waits = self._is_late = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._catch_up)
        self._address = ""
        self._cards: list[FindingCard] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("当前单元格")
        self.setAcceptDrops(True)
        self._build()

    def _build(self) -> None:
        inner = QWidget()
        inner.setObjectName("plain")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(10, 12, 12, 12)
        layout.setSpacing(8)
        self._title = QLabel()
        self._title.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self._title.setWordWrap(True)
        self._value, self._facts, self._log = QLabel(), QLabel(), QLabel()
        for label in (self._value, self._facts, self._log):
            label.setWordWrap(True)
            # Rich text is laid out as a document, of which a line of plain text needs nothing.
            label.setTextFormat(Qt.TextFormat.PlainText if label is self._log else Qt.TextFormat.RichText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._log.setProperty("tone", "muted")
        self._chart = TrendChart()
        self._asked = AskedBox()
        self._asked.answer_wanted.connect(lambda: self.answer_wanted.emit(self._address))
        self._findings_heading = _heading("审核与说明", self)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(12)
        self.evidence = EvidenceBox()
        self._log_heading = _heading("修改记录", self)
        # What is only looked at stands below what is written: files were three screens down, below the chart.
        above: list[QWidget] = [self._title, self._value, self._asked, self._facts]
        below: list[QWidget] = [self.evidence, self._chart, self._log_heading, self._log]
        for widget in above:
            layout.addWidget(widget)
        layout.addWidget(self._definition_link(), 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._findings_heading)
        layout.addLayout(self._findings)
        for widget in below:
            layout.addWidget(widget)
        layout.addStretch(1)
        self._inner = inner
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)

    def _definition_link(self) -> QPushButton:
        self.define = QPushButton("记录口径变动…")
        self.define.setProperty("kind", "quiet")
        self.define.setAutoDefault(False)
        self.define.setToolTip("指标的含义或统计范围变了，从某一年起不能再与以前比较时用")
        self.define.clicked.connect(lambda: self.definition_wanted.emit(self._address))
        return self.define

    def show_year(self, working: WorkingYear) -> None:
        """Follow a year; nothing of another one stays, however alike its figures are."""
        self._settle()
        self._drop_cards()
        self._working, self._past, self._address = working, None, ""
        working.changed.connect(self._on_working_changed)
        working.state_changed.connect(self._on_working_changed)

    def show_past(self, past: PastYear | None) -> None:
        """Show an earlier year's cells, or those of the year that is open again."""
        self._settle()
        self._past = past
        self._refresh()

    def show_cell(self, address: str) -> str:
        """Show a cell; returns what the one that is left keeps without being stored, empty for nothing."""
        if address == self._address:
            return ""
        self._settle()
        kept = self._said_of_unsaved()
        self._address, self._is_late = address, True
        self._refresh_unless_waiting()
        self.verticalScrollBar().setValue(0)
        return kept

    def _settle(self) -> None:
        """Store or keep what was typed about the cell that is left."""
        for card in list(self._cards):
            card.settle()
        self.evidence.settle()

    def _said_of_unsaved(self) -> str:
        working = self._working
        if working is None or not self._address:
            return ""
        findings = {card.finding.identity for card in self._cards}
        for about, text in working.words.of_year(working.desk_year).items():
            if (about.code, about.address) in findings or (not about.code and about.address == self._address):
                name = working.row(self._address).name
                reason = text.reason.rstrip("。")
                return f"“{name}”的{about.name}还没有保存，仍留在那一格右边的方框里：{reason}。"
        return ""

    def first_offer(self) -> tuple[Suggestion, ...]:
        """What F4 would take over."""
        self._catch_up()
        return next((card.offers[0].suggestions for card in self._cards if card.offers), ())

    def focus_first(self) -> None:
        """Put the cursor where something can be written."""
        self._catch_up()
        editors = [card.editor for card in self._cards if card.editor is not None]
        (editors[0] if editors else self.evidence.source).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def confirm(self) -> bool:
        """Store all that is written about the cell, as it stands; False where something could not be."""
        self._catch_up()
        written = [card for card in self._cards if card.editor is not None and card.editor.hasFocus()]
        stored = all(card.confirm() for card in written)  # one at most
        self._settle()
        return stored and not self._said_of_unsaved()

    def write_about(self, finding: Finding) -> bool:
        """Put the cursor where a finding of the cell is explained; False where that is not possible."""
        self._catch_up()
        card = next((c for c in self._cards if c.finding.identity == finding.identity), None)
        if card is None or card.editor is None or card.editor.isReadOnly():
            return False
        card.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, card, lambda: self.ensureWidgetVisible(card))  # when it has been laid out
        return True

    def write_line(self, name: str) -> None:
        """Put the cursor into the line of the source or of the remark."""
        self._catch_up()
        self.evidence.lines[name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _refresh(self) -> None:
        if self._working is None:
            return
        self._is_late = False
        if self._past is not None:
            facts = self._past.facts_of(self._address)
        else:
            facts = cell_facts(self._working, self._address)
        self.shown.emit(facts)
        self._inner.setVisible(facts is not None)
        if facts is None:
            return
        self._title.setText(facts.title)
        unit = self._working.row(self._address).unit
        apart = f"（{facts.earlier_apart}）" if facts.earlier_apart else ""
        earlier = f"　<span style='color:{now().muted}'>{facts.before} {escape(facts.earlier)}{apart}</span>"
        value = f"{facts.when} <b>{escape(facts.value)}</b> {escape(unit)}"
        if not facts.value:
            value = f"{facts.when} {'未填' if self._past is None else '没有数'}"
        self._value.setText(value + (earlier if facts.earlier else ""))
        self._value.setToolTip(facts.earlier_why)
        self._asked.show_questions(facts.questions)
        self._facts.setText(facts_html(facts.facts))
        self._chart.show_trend(facts.trend)
        self.define.setVisible(facts.can_be_redefined)
        self._show_findings(facts)
        self.evidence.show_cell(self._working, facts)
        lines = "\n".join(facts.log[:LOG_LINES])
        self._log.setText(lines)
        self._log.setVisible(bool(lines))
        self._log_heading.setVisible(bool(lines))

    def _show_findings(self, facts: CellFacts) -> None:
        shown = [(c.finding.identity, c.finding.digest) for c in self._cards]
        wanted = [(f.identity, f.digest) for f in facts.findings]
        self._findings_heading.setVisible(bool(wanted))
        if shown == wanted and all(c.finding in facts.findings for c in self._cards):
            for card in self._cards:
                card.refresh()
            return
        self._drop_cards()
        assert self._working is not None
        first = next((f for f in facts.findings if f.suggestions), None)
        self._cards = [FindingCard(self._working, f, brief=True, with_key=f is first) for f in facts.findings]
        for card in self._cards:
            card.accepted.connect(self.accepted)
            card.escaped.connect(self.escaped)
            self._findings.addWidget(card)
        follow_in_tab_order(self.define, *self._cards, self.evidence)

    def _drop_cards(self) -> None:
        for card in self._cards:
            self._findings.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Override QScrollArea.dragEnterEvent: files can be dropped where they can be attached."""
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Override QScrollArea.dragMoveEvent."""
        self._welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Override QScrollArea.dropEvent."""
        if self._welcome(event):
            self._catch_up()
            self.evidence.attach(files_in(event))

    def _welcome(self, event: QDropEvent) -> bool:
        wanted = bool(files_in(event)) and self.evidence.files.add.isVisible()
        (event.acceptProposedAction if wanted else event.ignore)()
        return wanted

    def wait(self, waits: bool) -> None:
        """Show what has changed only when the cursor has moved on; nobody sees it before."""
        self._waits = waits
        if self._is_late:
            self._refresh_unless_waiting()

    def follow_later(self) -> None:
        """Let the grid be painted first, which is what somebody looks at who goes elsewhere by a key.

        To lay the texts of the pane out and to paint them takes as long as the grid itself. Whatever reads
        the pane or writes into it in the meantime finds it up to date.
        """
        self._later.start(_FRAME)

    def _catch_up(self) -> None:
        self._later.stop()
        if self._is_late and not self._waits:
            self._refresh()

    def _refresh_unless_waiting(self) -> None:
        if not self._waits and not self._later.isActive():
            self._refresh()

    def _on_working_changed(self, change: object = None) -> None:
        del change
        self._is_late = True
        self._refresh_unless_waiting()


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text)
    label.setFont(bold(parent.font()))
    return label
