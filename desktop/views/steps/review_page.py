"""The page 审核: all findings at once, each with room for its explanation, and the early warning list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.grid.roles import Role
from desktop.models.unit.review import ReviewModel, undecided_words
from desktop.models.unit.taking_back import take_over
from desktop.models.unit.unsaved_words import WrittenAbout, reason_of
from desktop.models.unit.warnings import WarningsModel, warning_address
from desktop.models.unit.working_year import WorkingYear
from desktop.views.entry.finding_card import FindingCard
from desktop.views.entry.findings_pane import LevelFilter
from desktop.views.entry.warnings_pane import WarningsList
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.room import Room
from desktop.views.letters.waiting_link import WaitingLink
from desktop.views.steps.chosen_one import ChosenOne
from desktop.views.steps.explanation_box import ExplanationBox
from desktop.views.steps.review_list import ReviewList
from desktop.views.steps.ticking_foot import TickingFoot
from desktop.views.steps.warnings_box import WarningsBox
from desktop.views.unit_page import UnitPage
from forms.filing.stage import Stage
from forms.findings import Finding, Suggestion, Trait
from forms.verdict.warning import EarlyWarning

_WARNINGS_ABOUT = (
    "未达标、背离目标、预计达标困难、有滑落风险、波动较大、进度偏慢的目标，最急的在前；"
    "数据改了，清单随之更新。"
)
_NO_WARNINGS = "没有需要预警的目标。"


class ReviewPage(UnitPage):
    """Lists on the left, the chosen finding or warning on the right, its explanation below that."""

    jumped = Signal(str, object)
    """Address of the cell to go to, and the finding or warning that leads there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._is_given = False
        """Whether the text in the box was stored: the next one is not about those that were ticked for it."""
        self._summary = QLabel()
        self._summary.setProperty("tone", "muted")
        self._summary.setWordWrap(True)
        self.levels, self.list, self.notice = LevelFilter(), ReviewList(), Notice()
        self.foot, self.waiting = TickingFoot(), WaitingLink()
        self.foot.alike_wanted.connect(self._on_alike_clicked)
        self.waiting.stage_wanted.connect(self.stage_wanted)
        self.list.jumped.connect(self.jumped)
        self.list.chosen.connect(self._show_finding)
        self.list.left.connect(self._leave)
        self.list.alike_wanted.connect(self._on_alike_clicked)
        self.warnings = WarningsList()
        self.warnings.jumps_on_click = False
        self.warnings.jumped.connect(self.jumped)
        self.warnings.chosen.connect(self._show_warning)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(10)
        layout.addWidget(self._left(), 7)
        layout.addWidget(self._right(), 8)
        let_enter_press(self)

    def _left(self) -> QWidget:
        paper = _paper()
        column = QVBoxLayout(paper)
        column.setContentsMargins(12, 10, 12, 8)
        top = QHBoxLayout()
        top.setSpacing(10)
        self._tabs = QButtonGroup(self)
        self.findings_tab, self.warnings_tab = self._tab("审核结果"), self._tab("预警清单")
        self.findings_tab.setChecked(True)
        self._tabs.buttonToggled.connect(self._on_tab_toggled)
        for tab in (self.findings_tab, self.warnings_tab):
            top.addWidget(tab)
        top.addStretch(1)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addLayout(top)
        self._top.addWidget(self.levels, 0, Qt.AlignmentFlag.AlignLeft)
        self._top.addStretch(1)
        column.addLayout(self._top)
        column.addWidget(self._summary)
        column.addWidget(self.waiting)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self.warnings_box = WarningsBox(self.warnings)
        self.warnings_box.jumped.connect(self.jumped)
        self._lists.addWidget(self.warnings_box)
        column.addWidget(self._lists, 1)
        column.addWidget(self.notice)  # below: what is above it stays under the mouse
        column.addWidget(self.foot)
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
        self.box = ExplanationBox()
        self.box.room.stored.connect(self._on_stored)
        self.box.skipped.connect(self.go_to_next_problem)
        self.box.confirmed.connect(self._on_confirmed)
        self.box.alone_wanted.connect(self._on_alone_wanted)
        self.box.escaped.connect(self.activate)
        self.box.passed.connect(self._on_go_clicked)
        for found in (self.list, self.warnings):
            found.dealt_with_in = self.box.editor
        self.chosen = ChosenOne(self.box)
        self.chosen.accepted.connect(self._take_over)
        self.chosen.go.clicked.connect(self._on_go_clicked)
        return self.chosen

    def make_room(self, room: Room) -> None:
        """Override Page.make_room: levels below the tabs in a narrow window, a lower box in a low one."""
        wide = QBoxLayout.Direction.LeftToRight if room.left else QBoxLayout.Direction.TopToBottom
        self._top.setDirection(wide)
        self.box.make_room(room)
        self.chosen.make_room(room)
        self.warnings_box.make_room(room)

    # --- the year --------------------------------------------------------------------------------

    def show_year(self, working: WorkingYear) -> None:
        """Show a year's findings."""
        self.box.show_year(working)
        self._working = working
        self.notice.clear()
        self.chosen.show_year(working)
        model = ReviewModel(working, working)
        self.list.setModel(model)
        self.levels.show_model(model)
        model.modelReset.connect(self._on_model_reset)
        model.dataChanged.connect(self._on_data_changed)
        warnings = WarningsModel(working, working)
        self.warnings.setModel(warnings)
        self.warnings_box.show_year(working)
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
        """Put the focus into the list that is shown, and there on something that is left to be done."""
        model, here = self.list.review_model(), max(0, self.list.currentIndex().row())
        open_row = model.next_open_row(here) if model is not None else -1
        if model is not None and open_row >= 0:
            self.list.setCurrentIndex(model.index(open_row, 0))
        (self.warnings if self._shows_warnings else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def areas(self) -> Sequence[QWidget]:
        """Override Page.areas: the list, and where the chosen one is dealt with."""
        deals = self.box.editor if self.box.isVisible() else self.chosen.go
        return (self.warnings if self._shows_warnings else self.list, deals)

    @property
    def _shows_warnings(self) -> bool:
        return self.warnings_tab.isChecked()

    def _on_tab_toggled(self, tab: QPushButton, checked: bool) -> None:
        del tab
        if not checked:
            return
        self._end_text(unticks=self._shows_warnings)
        self.levels.setVisible(not self._shows_warnings)
        self.foot.setVisible(not self._shows_warnings)
        self._lists.setCurrentWidget(self.warnings_box if self._shows_warnings else self.list)
        (self._on_warnings_reset if self._shows_warnings else self._on_model_reset)()
        self.activate()

    def _on_warnings_reset(self) -> None:
        model = self.warnings.model()
        count = model.rowCount()
        self.warnings_tab.setText(f"预警清单 {count}" if count else "预警清单")
        if not self._shows_warnings or not isinstance(model, WarningsModel):
            return
        self._summarise()
        kept = self.chosen.warning or self.warnings.current_warning()
        self.warnings.setCurrentIndex(model.index(max(0, model.row_of(kept) if kept is not None else 0), 0))
        self._show_warning(self.warnings.current_warning())

    def _on_model_reset(self) -> None:
        self._summarise()
        if self._shows_warnings:
            return
        model = self.list.review_model()
        if model is None:
            return
        kept = self.chosen.finding or self.list.current_finding()
        row = model.row_of(kept) if kept is not None else -1
        self.list.setCurrentIndex(model.index(max(row, 0), 0))
        self._show_finding(self.list.current_finding())

    def _on_data_changed(self) -> None:
        self._summarise()
        self.chosen.refresh()
        if self.chosen.finding is not None:
            self._show_box(self.chosen.finding)

    def _summarise(self) -> None:
        if self._working is None:
            return
        self.waiting.show_year(self._working)
        if self._shows_warnings:
            self._summary.setText(_WARNINGS_ABOUT if self.warnings.model().rowCount() else _NO_WARNINGS)
            return
        report = self._working.year.report
        total = report.passed + report.undecidable + len(report.findings)
        parts = [f"共检查 {total} 项，{report.passed} 项通过"]
        if report.undecidable:
            parts.append(undecided_words(self._working))
        if report.is_clear:
            parts.append(f"没有强制性问题，核实性问题都已说明，{self._working.onward}")
        else:
            told = {
                "还有 {} 格未填": len(report.blank_cells),
                "还须改正 {} 项": len(report.to_mend),
                "还须说明 {} 项": len(report.unexplained),
            }
            parts.append("，".join(words.format(count) for words, count in told.items() if count))
        self._summary.setText("；".join(parts) + "。")

    # --- the chosen one --------------------------------------------------------------------------

    def _on_stored(self) -> None:
        model = self.list.review_model()
        self._is_given = model is not None and bool(model.ticked)

    def _end_text(self, *, unticks: bool = False) -> None:
        """Store what was written before something else is explained, which is not about the same ticks."""
        self.box.room.settle()
        model = self.list.review_model()
        if model is not None and (unticks or self._is_given):
            model.untick_all()
        self._is_given = False

    def _show_finding(self, finding: Finding | None) -> None:
        shown = self.chosen.finding
        if finding is not None and shown is not None and finding.identity != shown.identity:
            self._end_text()
        if finding is None:
            self.chosen.show_nothing("没有问题")
        else:
            self.chosen.show_finding(finding)
        self._show_box(finding)

    def _show_warning(self, warning: EarlyWarning | None) -> None:
        if warning is None:
            self.chosen.show_nothing("没有预警")
        else:
            self.chosen.show_warning(warning)
        self._show_box(self._question_of(warning))

    def _question_of(self, warning: EarlyWarning | None) -> Finding | None:
        """The finding that asks for words about the target of a warning."""
        address = warning_address(self._working, warning) if self._working is not None and warning else None
        found = self._working.findings_at(address) if self._working is not None and address else []
        return next((f for f in found if Trait.VERDICT in f.traits), None)

    def _show_box(self, finding: Finding | None) -> None:
        """Explain the finding together with those that are ticked, and offer those of its kind."""
        model = self.list.review_model()
        if model is None or self._working is None:
            return
        self.box.setVisible(finding is not None or not self._shows_warnings)
        self.box.show_finding(finding, model)
        self.foot.show_ticked(self._working, model, finding)

    # --- doing -----------------------------------------------------------------------------------

    @property
    def has_problems(self) -> bool:
        """Override Page.has_problems: F8 stays here."""
        return True

    def go_to_next_problem(self) -> None:
        """Go to the next finding with something to do (F8), and to what is done about it, on this page."""
        model = self.list.review_model()
        if self._working is None or model is None:
            return
        self.findings_tab.setChecked(True)
        if model.next_open_row(0) < 0:
            self.levels.choose(None)
        is_left = any(w.hasFocus() for w in (self.box.editor, self.box.skip, self.box.save, self.chosen.go))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)  # what is being written is stored first
        row = model.next_open_row(self.list.currentIndex().row() + (1 if is_left else 0))
        if row < 0:
            self.notice.say(f"没有需要处理的问题了，{self._working.onward}。", "good")
            return
        self.list.setCurrentIndex(model.index(row, 0))
        self._attend()

    def attend_to_text(self, about: WrittenAbout) -> None:
        """Put the cursor where a finding is explained."""
        model = self.list.model()
        self.findings_tab.setChecked(True)
        self.levels.choose(None)
        for row in range(model.rowCount()):
            finding = model.index(row, 0).data(Role.FINDING)
            if reason_of(finding) == about:
                self.list.setCurrentIndex(model.index(row, 0))
                self._attend()

    def _attend(self) -> None:
        """Put the focus where words are written, or where it is said why none are: Enter leads on from there.

        Whoever takes what has to be mended for another question types on, and no key reaches a figure.
        """
        self.box.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def confirm(self) -> None:
        """Override Page.confirm: the text is stored wherever on the page the focus is."""
        if self.box.save.isEnabled() and self.box.isVisible():
            self.box.room.confirm()

    def _on_confirmed(self) -> None:
        model = self.list.review_model()
        if model is not None:
            model.untick_all()
        self.go_to_next_problem()

    def _on_alone_wanted(self) -> None:
        model = self.list.review_model()
        if model is not None:
            model.untick_all()
        self._attend()

    def _on_alike_clicked(self) -> None:
        """Tick all that ask the same, and go to where they are answered at once."""
        model, finding = self.list.review_model(), self.list.current_finding()
        if model is not None and finding is not None:
            model.tick(model.alike(finding))
            self._attend()

    def accept_suggestion(self) -> None:
        """Take over what is suggested for the chosen finding (F4), else go to its cell."""
        if self._working is None:
            return
        card = self.chosen.card
        if isinstance(card, FindingCard) and card.offers:
            self._take_over(card.offers[0].suggestions)
        else:
            self._on_go_clicked()

    def _take_over(self, suggestions: Sequence[Suggestion]) -> None:
        """Take over what was suggested and say so: the list goes on to the next finding by itself."""
        if self._working is not None:
            told = take_over(self._working, suggestions)
            self.notice.say(told.sentence, told.tone)

    def _on_go_clicked(self) -> None:
        (self.warnings if self._shows_warnings else self.list).jump()

    def _leave(self) -> None:
        self.stage_wanted.emit(Stage.ENTRY)


def _paper() -> QFrame:
    paper = QFrame()
    paper.setObjectName("paper")
    return paper
