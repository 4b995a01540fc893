"""The page 回执: what has become of the figures, what the office asks, and where it is answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.models.tasks import TaskRunner
from desktop.models.unit.standing import year_head
from desktop.models.unit.thread import ThreadLine, next_stage, next_steps, thread_of, year_lines
from desktop.models.unit.unsaved_words import WrittenAbout, is_answer
from desktop.models.unit.working_year import WorkingYear
from desktop.services.places import file_name
from desktop.services.unit.filing.exported import standing_export, why_nothing_stands
from desktop.views.frame.background import Background
from desktop.views.frame.file.files import ask_save_place, save_bytes
from desktop.views.frame.file.sending_places import places_of
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.paper.scrolled_paper import scrolled_paper
from desktop.views.frame.parts.lines import Lines, RowLink, cut
from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.room import Room
from desktop.views.frame.status_line import StatusLine
from desktop.views.letters.drop_box import DropBox
from desktop.views.letters.question_list import QuestionList
from desktop.views.letters.record_button import RecordButton
from desktop.views.letters.sides import EntryFacts, NextLines, SentLines, YearLines
from desktop.views.letters.thread_view import ThreadView
from desktop.views.steps.targets_box import LateTargets
from desktop.views.unit_page import UnitPage
from forms.errors import TianbaoError
from forms.filing.stage import Stage
from forms.filing.state import YearState

_LEFT, _RIGHT = 232, 288
"""Pixels of the panes beside the paper; our own choice."""
_LEADS_ON = frozenset(YearState) - {YearState.ACCEPTED, YearState.DELIVERED, YearState.SUPERSEDED}
"""States in which the unit itself has something to do."""
_EXPORTED = "看导出的报送包"
"""Of a year that was exported: who comes from there would think that nothing was."""


class ReceiptPage(UnitPage):
    """Says where the year stands, what came and went, what is asked, and what must still come."""

    year_wanted = Signal(int)
    """Another year is to be opened."""
    went = Signal(str, int)
    """Address of the cell to go to, and its year."""
    open_wanted = Signal()
    """A file of the office is to be asked for."""

    def __init__(self, tasks: TaskRunner, status: StatusLine, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._next = Stage.ENTRY
        self.heading, self.told, self._record = QLabel(), QLabel(), QLabel()
        self.heading.setFont(bold(self.font(), points=POINT_SIZE + 5))
        self._record.setProperty("tone", "muted")
        self._record.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notice, self.lines, self.years, self.sent = Notice(), ThreadView(), YearLines(), SentLines()
        self.questions, self.facts, self.steps, self.drop = (
            QuestionList(),
            EntryFacts(),
            NextLines(),
            DropBox(),
        )
        self.record = RecordButton(self.notice, Background(tasks, status))
        self.progress = QProgressBar()
        self.targets = LateTargets(with_names=True)
        self.go = QPushButton()
        self.go.setProperty("kind", "primary")
        self.go.setMinimumSize(140, 38)
        self._area = QScrollArea()
        self._area.setAccessibleName("往来")
        row = QHBoxLayout()
        row.setSpacing(10)
        self._left, self._side = self._make_left(), self._make_right()
        row.addWidget(self._left)
        paper = QVBoxLayout()
        paper.addWidget(scrolled_paper(self._middle(), self._area), 1)
        paper.addWidget(self.notice)  # below the paper alone: what is above and beside it stays in its place
        row.addLayout(paper, 1)
        row.addWidget(self._side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addLayout(row, 1)
        self._connect()
        let_enter_press(self)

    def _connect(self) -> None:
        self.targets.chosen.connect(self.went)
        self.years.year_wanted.connect(self.year_wanted)
        self.go.clicked.connect(lambda: self.stage_wanted.emit(self._next))
        self.drop.open_wanted.connect(self.open_wanted)
        self.questions.chosen.connect(self.attend_to_question)
        self.lines.chosen.connect(self._show_entry)
        self.lines.paper_wanted.connect(self._ask_paper_place)
        self.lines.went_to.connect(self._go_to)
        self.lines.answered.connect(self._on_answered)
        self.lines.escaped.connect(self._leave_questions)

    def _make_left(self) -> QWidget:
        side, lists = QWidget(), _plain()
        side.setFixedWidth(_LEFT)
        column = QVBoxLayout(lists)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(7)
        self._asked = _heading("统计局的提问", self)
        for widget in (self._asked, self.progress, self.questions, _heading("各年度", self), self.years):
            column.addWidget(widget)
        column.addStretch(1)
        below = QVBoxLayout(side)
        below.setContentsMargins(0, 0, 0, 6)
        below.setSpacing(7)
        below.addWidget(_scrolled(lists, "提问和各年度"), 1)
        below.addWidget(self.drop)
        return side

    def _middle(self) -> QWidget:
        inner = _plain()
        column = QVBoxLayout(inner)
        column.setContentsMargins(22, 16, 22, 16)
        column.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(6)
        for label in (self.heading, self.told, self._record):
            label.setWordWrap(True)
            words.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addLayout(words, 1)
        head.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addSpacing(6)
        thread = QHBoxLayout()
        rule = cut("来件只提问，不改数；改数由本单位写明原因后重报")
        thread.addWidget(_heading("与统计局的往来", self))
        thread.addSpacing(10)
        thread.addWidget(rule, 1)
        thread.addWidget(self.record)
        column.addLayout(thread)
        column.addWidget(self.lines)
        column.addSpacing(14)
        column.addWidget(self.targets)
        column.addStretch(1)
        return inner

    def _make_right(self) -> QWidget:
        inner = _plain()
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(7)
        self._entry, self._follows = _heading("", self), _heading("接下来", self)
        self._entry.setWordWrap(True)
        for widget in (self._entry, self.facts, _heading("我方最近一次", self), self.sent):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self._follows)
        column.addWidget(self.steps)
        column.addStretch(1)
        area = _scrolled(inner, "来源、文件和接下来的事")
        area.setFixedWidth(_RIGHT)
        return area

    def make_room(self, room: Room) -> None:
        """Override Page.make_room: what the panes lead to is in the thread and in the bar too."""
        self._side.setVisible(room.right)
        self._left.setVisible(room.left)

    # --- what is shown ---------------------------------------------------------------------------

    def show_year(self, working: WorkingYear) -> None:
        """Show a year."""
        self._working = working
        self.record.show_year(working)
        self.notice.clear()
        self.lines.show_year()
        self._show_entry(None)
        working.state_changed.connect(self.show_state)
        working.changed.connect(lambda _: self.notice.clear())
        self.show_state()

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Override Page.say."""
        self.notice.say(sentence, tone)

    def activate(self) -> None:
        """Show what is true now: the first open question waits for its answer, else the way on."""
        self.show_state()
        first = self.lines.next_open()
        if not first or not self.attend_to_question(first):
            self.go.setFocus()

    def areas(self) -> Sequence[QWidget]:
        """Override Page.areas: the way on, an answer, the targets, then what the panes lead to."""
        lists: tuple[Lines, ...] = (self.questions, self.years, self.sent)
        first = [next(iter(lines.findChildren(RowLink)), None) for lines in lists]
        box = self.lines.current() or next((one for one in self.lines.boxes if one.is_writing), None)
        shown = [box.editor] if box is not None else []
        return (self.go, *shown, self.targets.view, *(link for link in first if link is not None))

    def show_state(self) -> None:
        """Say where the year stands."""
        if self._working is None or self._working.is_left:
            return
        year, record = self._working.year, self._working.year.record
        title, words = year_head(self._working)
        self.heading.setText(f"{year.year} 年度：{title}")
        self.told.setText(words)
        lines = []
        if record.revision:
            frozen = f"当前为第 {record.revision} 次报送"
            lines.append(frozen if year.state.is_frozen else f"上一次定稿的是第 {record.revision} 次报送")
        if record.changed_at is not None:
            who = f"，{record.changed_by}" if record.changed_by else ""
            lines.append(f"状态更新于 {record.changed_at.astimezone():%Y-%m-%d %H:%M}{who}")
        if record.reason:
            lines.append(f"原因：{record.reason}")
        self._record.setText("　　".join(lines))
        self._record.setVisible(bool(lines))
        self._next = next_stage(self._working)
        self.go.setText(_EXPORTED if year.state is YearState.EXPORTED else f"去{self._next.label}")
        self.go.setVisible(year.state in _LEADS_ON and not self._working.accepted_label)
        self._show_thread(thread_of(self._working))
        self.years.show_years(year_lines(self._working), year.year)
        self.sent.show_standing(standing_export(year, places_of(year.desk)), why_nothing_stands(year))
        self.targets.look_back_later(self._working)

    def _show_thread(self, thread: Sequence[ThreadLine]) -> None:
        assert self._working is not None
        self.lines.show_thread(thread)
        self.drop.setVisible(self._working.exchange is not None)
        questions = self.lines.questions
        wanted = [question for question in questions if question.is_open or question.answer]
        answered = sum(not question.is_open for question in wanted)
        self.questions.show_questions(questions)
        for widget in (self._asked, self.progress, self.questions):
            widget.setVisible(bool(questions))
        self.progress.setRange(0, max(1, len(wanted)))
        self.progress.setValue(answered)
        self.progress.setFormat(f"已答复 {answered} / {len(wanted)} 问")
        steps = next_steps(self._working, thread)
        self.steps.show_steps(steps)
        self._follows.setVisible(bool(steps))
        self.steps.setVisible(bool(steps))

    def _show_entry(self, line: ThreadLine | None) -> None:
        self._entry.setText(line.text if line is not None else "")
        self._entry.setVisible(line is not None)
        self.facts.show_entry(line)

    def _ask_paper_place(self, line: ThreadLine, paper: str) -> None:
        assert self._working is not None
        name = file_name(f"{self._working.desk_year}年{line.text}")
        place = ask_save_place(self, "保存来件的纸面", name, "PDF", ".pdf")
        if place:
            self.save_paper(paper, place)

    def save_paper(self, paper: str, place: str) -> None:
        """Write the paper of a letter into a file; the notice opens it."""
        assert self._working is not None
        try:
            data = self._working.paper(paper)
        except TianbaoError as error:
            self.notice.say(error.sentence, "bad")
        else:
            save_bytes(place, data, self.notice)

    # --- questions -------------------------------------------------------------------------------

    def attend_to_question(self, question: str) -> bool:
        """Put the focus where a question is answered; False where it is not in the thread."""
        if not self.lines.attend_to(question):
            return False
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._bring_into_sight))
        return True

    def attend_to_text(self, about: WrittenAbout) -> None:
        """Override UnitPage.attend_to_text: an answer."""
        if is_answer(about):
            self.attend_to_question(about.code)

    def _bring_into_sight(self) -> None:
        """Scroll to the question in focus, once it has been laid out."""
        box = self.lines.current()
        if box is not None:
            self._area.ensureWidgetVisible(box, 0, 20)
            self._area.ensureWidgetVisible(box.save, 0, 20)  # where both have no room, where one types

    @property
    def has_problems(self) -> bool:
        """Override Page.has_problems: where no question is open F8 leads to the figures."""
        return bool(self.lines.next_open())

    def go_to_next_problem(self) -> None:
        """Override Page.go_to_next_problem: the next open question (F8)."""
        box = self.lines.current()
        following = self.lines.next_open(box.line.id if box is not None else "")
        if box is not None:
            box.settle()
        if not following or not self.attend_to_question(following):
            open_now = self.lines.next_open()
            told = "没有别的提问了，这一问还没有答复。" if open_now else "没有等答复的提问。"
            self.notice.say(told, "alarm" if open_now else "good")

    def confirm(self) -> None:
        """Override Page.confirm: the answer is stored, and the next question comes."""
        box = self.lines.current()
        if box is not None:
            box.confirm()

    def accept_suggestion(self) -> None:
        """Override UnitPage.accept_suggestion: F4 leads to the cell of the question."""
        box = self.lines.current()
        if box is not None:
            box.go()

    def _leave_questions(self) -> None:
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, address: str) -> None:
        if self._working is not None:
            self.went.emit(address, self._working.desk_year)

    def _on_answered(self, question: str, text: str) -> None:
        if self._working is None:
            return
        if self._working.answer(question, text):
            self.notice.clear()  # it may say how many wait for an answer
            QTimer.singleShot(0, self, self._show_answered)  # not while a box is being left
            return
        box = next((one for one in self.lines.boxes if one.line.id == question), None)
        if box is not None:
            box.say(f"还没有保存：{self._working.refusal}")

    def _show_answered(self) -> None:
        self.show_state()
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._bring_into_sight))


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text)
    label.setFont(bold(parent.font(), points=POINT_SIZE + 0.5))
    return label


def _plain() -> QWidget:
    """What is scrolled, on the colour of what is below it."""
    inner = QWidget()
    inner.setObjectName("plain")
    return inner


def _scrolled(inner: QWidget, name: str) -> QScrollArea:
    """A pane whose content may be longer than the page."""
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    return area
