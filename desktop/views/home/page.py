"""The page 概况: what is due and how far it is, what differs from last year, and how the targets stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.models.unit.differing import Difference, Promise, differences_of, promises_of
from desktop.models.unit.overview import Overview, overview
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.looking_back import verdicts_until
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.paper.scrolled_paper import scrolled_paper
from desktop.views.frame.parts.lines import Lines, RowLink
from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.room import Room
from desktop.views.frame.unread import saying_why_unread
from desktop.views.home.lines import (
    MOST,
    DifferenceLines,
    DueTable,
    FormLines,
    MessageLines,
    PromiseLines,
)
from desktop.views.steps.people_form import PeopleForm
from desktop.views.steps.targets_box import TargetsBox
from desktop.views.unit_page import UnitPage
from forms.errors import TianbaoError
from forms.filing.stage import Stage

_WHY_A_NAME = "请先写填表人姓名：每个数的修改记录都署填表人，不写就只能记“未署名”。"
_WHO = "请先写填表人（其余三项定稿以前写上）"
_SIDE = 288
"""Pixels of the pane at the right; our own choice, as on the page 填报."""


class HomePage(UnitPage):
    """Shows what is derived from the year when it comes to the front; the longer look back follows."""

    went = Signal(str)
    """Address of the cell to go to."""
    person_wanted = Signal(str)
    """Role whose name is to be written."""
    went_to = Signal(str, int)
    """Address of the cell to go to, and its year, which may be an earlier one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._shown: Overview | None = None
        self._differences: Sequence[Difference] | None = None
        self._promises: Sequence[Promise] = ()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.look_back)
        self.notice = Notice()
        self.forms, self.messages = FormLines(), MessageLines()
        area = QScrollArea()
        area.setAccessibleName("概况")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side = self._right()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(scrolled_paper(self._middle(), area), 1)
        row.addWidget(self._side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addLayout(row, 1)
        layout.addWidget(self.notice)
        for lines in self.findChildren(Lines):
            lines.went.connect(self.went)
            lines.stage_wanted.connect(self.stage_wanted)
        self.due.person_wanted.connect(self.person_wanted)
        let_enter_press(self)

    # --- layout ----------------------------------------------------------------------------------

    def _middle(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(22, 14, 22, 10)
        column.setSpacing(10)
        column.addLayout(self._head())
        self.cautions = QLabel()
        self.cautions.setProperty("tone", "alarm")
        self.cautions.setWordWrap(True)
        self._people_heading = _heading(_WHO, self)
        self.people = PeopleForm()
        self.people.setMaximumWidth(420)
        self.due = DueTable()
        for widget in (self.cautions, self._people_heading, self.people, self.due):
            column.addWidget(widget)
        column.addLayout(self._looking_back())
        self.targets_box = TargetsBox(with_names=True)
        self.targets_box.chosen.connect(self.went_to)
        column.addWidget(self.targets_box)
        column.addStretch(1)
        return inner

    def _head(self) -> QHBoxLayout:
        self.heading, self.told = QLabel(), QLabel()
        self.heading.setFont(bold(self.font(), points=POINT_SIZE + 5))
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setProperty("tone", "muted")
        self.go = QPushButton()
        self.go.setProperty("kind", "primary")
        self.go.setMinimumSize(140, 38)
        self.go.clicked.connect(self._on_go)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.heading)
        words.addWidget(self.told)
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addLayout(words, 1)
        head.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _looking_back(self) -> QHBoxLayout:
        """What differs, and beside it what was said last year."""
        self.differences, self.promises = DifferenceLines(), PromiseLines()
        self.all_differences, self.all_promises = _link("逐条看"), _link("逐条看")
        self.all_differences.clicked.connect(lambda: self._show_differences(None))
        self.all_promises.clicked.connect(lambda: self._show_promises(None))
        self._said = QWidget()
        left, right = QVBoxLayout(), QVBoxLayout(self._said)
        right.setContentsMargins(0, 0, 0, 0)
        for side in (left, right):
            side.setSpacing(4)
        left.addLayout(_row(_heading("本年要留意", self), self.all_differences))
        left.addWidget(self.differences)
        left.addStretch(1)
        right.addLayout(_row(_heading("上年说过要做的", self), self.all_promises))
        right.addWidget(self.promises)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(28)
        both.addLayout(left, 1)
        both.addWidget(self._said, 1)
        return both

    def _right(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(8)
        self._forms_heading = _heading("各表进度", self)
        to_receipt = _link("全部往来在“回执”")
        to_receipt.clicked.connect(partial(self.stage_wanted.emit, Stage.RECEIPT))
        column.addWidget(self._forms_heading)
        column.addWidget(self.forms)
        column.addSpacing(10)
        column.addWidget(_heading("往来", self))
        column.addWidget(self.messages)
        column.addWidget(to_receipt, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName("各表进度和往来")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        area.setFixedWidth(_SIDE)
        return area

    def make_room(self, room: Room) -> None:
        """Override Page.make_room: without the pane at the right, which repeats what other pages show."""
        self._side.setVisible(room.right)

    # --- the year --------------------------------------------------------------------------------

    def show_year(self, working: WorkingYear) -> None:
        """Show a year once the page is in front."""
        self._working, self._shown = working, None
        self._differences, self._promises = None, ()
        self.notice.clear()
        self._later.stop()
        working.changed.connect(self._on_year_changed)
        working.state_changed.connect(self._on_year_changed)
        if self.isVisible():
            self.refresh()

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Override Page.say."""
        self.notice.say(sentence, tone)

    def activate(self) -> None:
        """Show what is true now; the focus is on the name that is needed first, else on the way on."""
        self.notice.clear()  # that the file could not be read, the last time
        with saying_why_unread(self.say):
            self.refresh()
        first = self.people.lines["filler"]
        (first if not self.people.isHidden() and not first.text() else self.go).setFocus()

    def areas(self) -> Sequence[QWidget]:
        """Override Page.areas: the way on, the first line of each list, the picture of the targets."""
        lists = (self.due, self.differences, self.promises, self.forms)
        first = [next((w for w in found.findChildren(RowLink) if w.isVisible()), None) for found in lists]
        lines = [link for link in first if link is not None]
        return (self.go, *lines[:-1], self.targets_box.view, *lines[-1:])

    def _on_year_changed(self, change: object = None) -> None:
        del change
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the state of the year, and look back at the years before it when that is painted."""
        working = self._working
        if working is None or working.is_left:
            return
        is_new = self._shown is None
        focus = QApplication.focusWidget()
        is_in_list = focus is not None and any(
            lines.isAncestorOf(focus) for lines in (self.due, self.differences, self.promises, self.forms)
        )
        self._shown = shown = overview(working)
        self.heading.setText(shown.heading)
        self.told.setText(shown.told)
        self.told.setVisible(bool(shown.told))
        self.go.setText(shown.button)
        self.cautions.setText("\n".join(shown.cautions))
        self.cautions.setVisible(bool(shown.cautions))
        if is_new:  # not while a name is being typed
            self.people.show_year(working)
            self._people_heading.setVisible(shown.filler_missing)
            self.people.setVisible(shown.filler_missing)
            self.targets_box.hide()
            self._show_differences()
            self._show_promises()
        self.due.show_tasks(shown.tasks, shown.office, shown.until)
        filled, total = sum(f.filled for f in shown.forms), sum(f.total for f in shown.forms)
        self._forms_heading.setText(f"各表进度　已填 {filled} / {total} 格")
        self.forms.show_forms(shown.forms)
        self.messages.show_messages(shown.messages)
        if is_in_list and focus is not None and focus.isHidden():  # the lines were made anew
            self.go.setFocus()
        self._later.start(0)

    def look_back(self) -> None:
        """Show what differs from last year, what was said, and how the targets stand."""
        working = self._working
        if working is None or working.is_left:
            return
        try:
            verdicts = verdicts_until(working.year)
            self._differences = differences_of(working, verdicts)
            self._promises = promises_of(working)
        except TianbaoError as error:
            self.notice.say(error.message, "bad")
            return
        self._show_differences()
        self._show_promises()
        self.targets_box.show_targets(working, verdicts)

    def _show_differences(self, most: int | None = MOST) -> None:
        working = self._working
        before = working.year.figures.history.get(working.desk_year - 1) if working is not None else None
        self.differences.show_differences(self._differences, most, knows_before=bool(before))
        self.all_differences.setVisible(most is not None and len(self._differences or ()) > most)

    def _show_promises(self, most: int | None = MOST // 2) -> None:
        self._said.setVisible(bool(self._promises))
        self.promises.show_promises(self._promises, most)
        self.all_promises.setVisible(most is not None and len(self._promises) > most)

    def _on_go(self) -> None:
        """Go on: to the cell that was worked in last, or to the next step."""
        shown = self._shown
        if shown is None:
            return
        if not self.people.isHidden() and not self.people.texts()["filler"]:
            self.people.ask_for("filler", _WHY_A_NAME)
        elif shown.onward is Stage.ENTRY and shown.last:
            self.went.emit(shown.last)
        else:
            self.stage_wanted.emit(shown.onward)


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text)
    label.setFont(bold(parent.font(), points=POINT_SIZE + 0.5))
    return label


def _link(text: str) -> QPushButton:
    link = QPushButton(text)
    link.setProperty("kind", "quiet")
    return link


def _row(heading: QLabel, link: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(heading)
    row.addStretch(1)
    row.addWidget(link)
    return row
