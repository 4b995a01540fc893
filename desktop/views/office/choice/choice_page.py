"""The page 选定: contradicting revisions side by side, the stamped paper first, then a choice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.models.office.choice.candidates import NAMES, called, differing
from desktop.models.office.choice.choosing import PaperAnswer, paper_answer, why_not
from desktop.models.office.choice.fork import ForkPicture, fork_picture, table_text
from desktop.models.office.choice.fork_reading import ForkRead, read_fork
from desktop.models.office.desk_year import DeskYear
from desktop.models.office.place import OfficePlace
from desktop.models.office.window_words import window_words
from desktop.services.office.acceptance.choosing import ToChoose
from desktop.services.office.acceptance.contending import Contention
from desktop.services.office.decisions.papers import note_paper
from desktop.views.frame.keys import follow_in_tab_order, let_enter_press
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.paper.scrolled_paper import scrolled_paper
from desktop.views.frame.parts.lines import cut
from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.room import Room
from desktop.views.office.choice.chain_pane import ChainPane
from desktop.views.office.choice.choice_dialog import ChoiceDialog, WhichDialog
from desktop.views.office.choice.choice_foot import ChoiceFoot
from desktop.views.office.choice.paper_box import PaperBox
from desktop.views.office.page import OfficeFrame, OfficePage
from desktop.views.office.shown_view import ShownView
from forms.canonical import format_check_code
from forms.errors import TianbaoError

_PAPER, _PAPER_NARROW = 300, 240
"""Pixels of what is said of the stamped paper, also where there is little room; our own choice."""
_FACT, _SCROLL, _FORM = 23, 11, 130
"""Pixels of a line of facts, of a scroll bar and of a form's title; our own choice."""
_LEAST_ROWS, _FACTS = 3, 10
"""Rows of differing cells that are in sight at least, and facts beside which they are. Chosen by us."""
_MOST_CHOICES = 9
"""Candidates with a key of their own: Alt with a digit. Chosen by us, there are nine digits."""
_CODE, _NAME, _UNIT = 1, 2, 3
"""Columns of rows' codes, names and units in the table of cells; their order is our own choice."""


class ChoicePage(OfficePage):
    """Shows what a person needs to choose, and takes the choice; nothing is chosen by itself."""

    keys = "F8 下一处不同　Alt+1 选定甲　Alt+2 选定乙　Alt+3 都不选　F6 换区　Esc 回到进度　F1 帮助"

    def __init__(self, frame: OfficeFrame) -> None:
        """Show no fork yet."""
        super().__init__(frame)
        self._unit = ""
        self._read: ForkRead | None = None
        self._picture: ForkPicture | None = None
        self._answer = PaperAnswer(sentence="")
        self._reasons: dict[tuple[str, int], str] = {}
        """Reasons that were begun, by unit and year: leaving the page loses none."""
        self._is_reading = self._is_outdated = False
        self.notice, self.chain, self.paper, self.foot = Notice(), ChainPane(), PaperBox(), ChoiceFoot()
        self.facts = ShownView("各份的情况", range(1, 1 + _MOST_CHOICES), row=_FACT)
        self.cells = ShownView("不同的格", (_NAME,), narrow={0: _FORM})
        self.heading, self._about, self._count, self._summary = QLabel(), cut(""), QLabel(), cut("")
        self.heading.setFont(bold(self.font(), points=POINT_SIZE + 2))
        self._count.setFont(bold(self.font(), points=POINT_SIZE + 0.5))
        self.back, self.copy = QPushButton("回到进度　Esc"), QPushButton("Ctrl+C 复制此表")
        self.copy.setProperty("kind", "quiet")
        self._has_chain = True
        """Whether the pane at the left has room, which says whose it is."""
        self._is_high = True
        """Whether all facts have room above the cells."""
        self._openers = QHBoxLayout()
        self.openers: list[QPushButton] = []
        self._area = QScrollArea()
        self._area.setAccessibleName("选定")
        self._content = self._middle()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(self.chain)
        paper = QVBoxLayout()
        paper.addWidget(scrolled_paper(self._content, self._area), 1)
        paper.addWidget(self.foot)  # in sight whatever is scrolled
        paper.addWidget(self.notice)
        row.addLayout(paper, 1)
        self._connect()
        let_enter_press(self)

    def _middle(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(7)
        head, under, top = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.heading)
        head.addWidget(self._about, 1)
        head.addLayout(self._openers)
        head.addWidget(self.back)
        under.setSpacing(10)
        under.addWidget(self._count)
        under.addWidget(self._summary, 1)
        under.addWidget(self.copy)
        self.paper.setFixedWidth(_PAPER)
        top.setSpacing(14)
        top.addWidget(self.facts, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.paper)
        column.addLayout(head)
        column.addLayout(top)
        column.addLayout(under)
        column.addWidget(self.cells, 100)
        column.addStretch(1)
        return inner

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.frame.show_place(OfficePlace.INTAKE))
        self.copy.clicked.connect(self.copy_table)
        self.cells.copy_wanted.connect(self.copy_table)
        self.paper.entered.connect(self._compare)
        self.chain.unit_wanted.connect(lambda unit: self.frame.show_place(OfficePlace.CHOICE, unit))
        self.foot.changed.connect(self._on_reason)
        self.foot.chosen.connect(self.choose_one)
        self.foot.refused.connect(self.choose_none)
        for place in range(_MOST_CHOICES):
            key = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(partial(self._press, place))

    # --- what is shown ---------------------------------------------------------------------------

    def show_desk_year(self, working: DeskYear) -> None:
        """Override OfficePage.show_desk_year."""
        del working
        self._unit = ""
        self._forget()

    def show_unit(self, unit: str) -> None:
        """Override OfficePage.show_unit."""
        if unit != self._unit:
            self._unit = unit
            self._forget()

    def _forget(self) -> None:
        """Show nothing: another fork is coming."""
        self._read, self._picture, self._answer = None, None, PaperAnswer(sentence="")
        self._content.hide()
        self.foot.hide()
        self.paper.line.clear()
        self.paper.show_answer(self._answer)
        self.notice.clear()

    def refresh(self) -> None:
        """Override OfficePage.refresh: somebody did something, here or elsewhere."""
        if self.isVisible() and self._unit:
            self.read()

    def activate(self) -> None:
        """Override Page.activate: the stamped paper is asked first."""
        self.read()
        self._attend()

    def _attend(self) -> None:
        is_compared = self._answer.place is not None
        (self.foot.reason if is_compared else self.paper.line).setFocus()
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.paper, 0, 8))

    def read(self) -> None:
        """Read the fork off this thread; asked while it is read, it is read once more afterwards."""
        if self._is_reading or not self._unit:
            self._is_outdated = self._is_reading
            return
        working, unit = self.frame.desk_year, self._unit
        self._is_reading, self._is_outdated = True, False
        self.frame.background.run(
            "正在比较各份……",
            partial(read_fork, working.desk, unit, working.year),
            partial(self._take, working, unit),
            self._give_up,
        )

    def _take(self, working: DeskYear, unit: str, read: ForkRead) -> None:
        self._is_reading = False
        if self._is_outdated or unit != self._unit or working is not self.frame.desk_year:
            self.read()
            return
        if read.found is None:
            self._forget()
            name = working.desk.unit_name(unit)
            way = ("回到进度", lambda: self.frame.show_place(OfficePlace.INTAKE))
            self.notice.say(f"{name} {working.year} 年没有要选定的。", "good", way=way)
            return
        self._show(read, read.found)

    def _give_up(self, error: TianbaoError) -> None:
        self._is_reading = False
        self.notice.say(window_words(error.sentence), "bad")

    def _show(self, read: ForkRead, found: Contention) -> None:
        is_first = self._read is None
        self._read, self._picture = read, fork_picture(found, self.frame.desk_year.desk.unit_name)
        picture = self._picture
        self.chain.show_picture(picture)
        self._show_heading(picture)
        self._show_facts(picture)
        self._count.setText(f"不同的格 {picture.count}")
        self._summary.setText(picture.summary)
        self.cells.show_lines(picture.heads, picture.lines, picture.groups)
        self.cells.setVisible(bool(picture.lines))
        self.copy.setVisible(bool(picture.lines))
        count = len(picture.lines)
        least = _LEAST_ROWS - (len(picture.facts) > _FACTS)  # one more fact takes a row
        self.cells.setMinimumHeight(self.cells.height_of(min(count, least)) + _SCROLL)
        self.cells.setMaximumHeight(self.cells.height_of(count) + _SCROLL)
        self.foot.offer(picture.names)
        self._offer_to_open(picture.names)
        if is_first:
            self.foot.reason.setPlainText(self._reasons.get((self._unit, self.frame.desk_year.year), ""))
            self.paper.line.setText(format_check_code(found.typed))
        self._say_paper(found, self.paper.line.text())
        self._content.show()
        self.foot.show()
        if is_first:
            self._attend()

    def _show_heading(self, picture: ForkPicture) -> None:
        """Show the heading; it names the unit only while the pane at the left, which does so, is folded."""
        self.heading.setText(
            picture.heading if self._has_chain else f"{picture.unit_name}：{picture.heading}"
        )

    def _show_facts(self, picture: ForkPicture) -> None:
        """What is known of each; in a low window only that in which they differ, and what is compared."""
        lines = picture.facts if self._is_high else differing(picture.facts)
        same = len(picture.facts) - len(lines)
        self._about.show_text(picture.about + (f"；另有 {same} 项各份相同，窗口高些就列出" if same else ""))
        self.facts.show_lines(("", *picture.names), lines)
        self.facts.setFixedHeight(self.facts.height_of(len(lines)))

    def _offer_to_open(self, names: Sequence[str]) -> None:
        """A button for each candidate, that leads to its figures in the grid."""
        if len(names) == len(self.openers):
            return
        for button in self.openers:
            button.deleteLater()
        self.openers = [QPushButton(f"打开{name}") for name in names]
        for place, button in enumerate(self.openers):
            button.setAutoDefault(True)
            button.setToolTip(f"在审核页里看{names[place]}的全部报表")
            button.clicked.connect(partial(self._open_one, place))
            self._openers.addWidget(button)
            follow_in_tab_order(self.openers[place - 1] if place else self.foot.none, button)

    def _open_one(self, place: int, _checked: bool = False) -> None:
        if self._read is not None and self._read.found is not None:
            found = self._read.found
            self.frame.show_place(OfficePlace.REVIEW, found.unit, found.contenders[place].content)

    def _say_paper(self, found: Contention, text: str) -> None:
        self._answer = paper_answer(found, text)
        self.paper.show_answer(self._answer)
        self._show_locks()

    def _show_locks(self) -> None:
        if self._read is not None and self._read.found is not None:
            found, barred = self._read.found, self._read.barred
            reason = self.foot.reason.toPlainText()
            self.foot.show_locks(lambda place: why_not(found, place, reason, barred), self._answer.place)

    def _on_reason(self) -> None:
        if self._unit and self._read is not None:
            self._reasons[self._unit, self.frame.desk_year.year] = self.foot.reason.toPlainText()
        self._show_locks()

    # --- the stamped paper -----------------------------------------------------------------------

    def _compare(self, text: str) -> None:
        """Say whose paper it is, and note it: it is the mark that the paper was compared."""
        if self._read is None or self._read.found is None:
            return
        found = self._read.found
        self._say_paper(found, text)
        if not self._answer.code:
            self.paper.line.setFocus()
            return
        self.paper.line.setText(format_check_code(self._answer.code))
        self._attend()
        desk, unit, year = self.frame.desk_year.desk, self._unit, self.frame.desk_year.year
        self.frame.background.run(
            "正在记下校验码……",
            partial(note_paper, desk, unit, year, self._answer.code),
            self._on_noted,
            self._give_up,
        )

    def _on_noted(self, noted: object) -> None:
        if noted is not None:
            self.frame.desk_year.reread()
            self.read()

    # --- the choice ------------------------------------------------------------------------------

    def _press(self, place: int) -> None:
        """Alt with a digit: what the button with that digit does, or why it does nothing."""
        if self._read is None or self._read.found is None:
            return
        count = len(self._read.found.contenders)
        if place < count:
            self.choose_one(place)
        elif place == count:
            self.choose_none()

    def choose_one(self, place: int) -> None:
        """Ask for the passphrase that signs the choice; where it is locked, say why."""
        if self._read is None or self._read.found is None:
            return
        found, reason = self._read.found, self.foot.reason.toPlainText()
        why = why_not(found, place, reason, self._read.barred)
        if why:
            self.notice.say(f"还不能选定{NAMES[place]}：{why}。")
            self.foot.reason.setFocus()
            return
        wanted = ToChoose(
            unit=found.unit,
            year=found.year,
            named=found.contenders[place].content,
            reason=reason,
            is_again=bool(found.chosen),
        )
        words = f"选定{found.unit_name} {found.year} 年的{called(found, place)}。"
        dialog = ChoiceDialog(self.frame, wanted, words, self.window())
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self) -> None:
        """Go back to the board behind the dialog, which says what was written."""
        self._reasons.pop((self._unit, self.frame.desk_year.year), None)
        self._forget()
        self.frame.show_place(OfficePlace.INTAKE)

    def choose_none(self) -> None:
        """Ask the unit by a mail draft; nothing is chosen, and it is noted that it was asked."""
        if self._read is not None and self._read.found is not None:
            reason = self.foot.reason.toPlainText()
            dialog = WhichDialog(self.frame, self._read.found.unit, reason, self.window())
            dialog.finished.connect(self.read)
            dialog.open()

    # --- keys ------------------------------------------------------------------------------------

    def copy_table(self) -> None:
        """Put the table of cells into the clipboard."""
        if self._picture is not None:
            QGuiApplication.clipboard().setText(table_text(self._picture))
            self.notice.say("不同的格已复制，可以粘贴到表格里。", "good")

    def go_to_next_problem(self) -> None:
        """Override Page.go_to_next_problem: the next cell in which they differ (F8)."""
        self.cells.go_to_next()

    @property
    def has_problems(self) -> bool:
        """Override Page.has_problems."""
        return bool(self._picture is not None and self._picture.lines)

    def confirm(self) -> None:
        """Override Page.confirm: what the stamped paper speaks for is chosen (Ctrl+Enter)."""
        if self._answer.place is not None:
            self.choose_one(self._answer.place)
        else:
            self.notice.say("还没有哪一份与盖章纸质表相符；要选定的，按它的键（Alt+1、Alt+2）。")

    def areas(self) -> Sequence[QWidget]:
        """Override Page.areas."""
        return (self.paper.line, self.facts, self.cells, self.foot.reason, self.back)

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Override Page.say."""
        self.notice.say(sentence, tone)

    def make_room(self, room: Room) -> None:
        """Override Page.make_room: what the chain tells stands in the facts too."""
        self.chain.setVisible(room.left)
        self._has_chain = room.left
        if self._picture is not None:
            self._show_heading(self._picture)
        self.paper.setFixedWidth(_PAPER if room.left else _PAPER_NARROW)
        for column in (_CODE, _UNIT):
            self.cells.leave_out(column, is_out=not room.left)
        self.paper.make_room(room)
        if room.below is not self._is_high:
            self._is_high = room.below
            if self._picture is not None:
                self._show_facts(self._picture)
