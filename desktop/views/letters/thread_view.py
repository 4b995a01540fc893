"""What came and went by date, the letters in it to be unfolded, and what must still come."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QWidget

from desktop.models.unit.asked import QuestionLine
from desktop.models.unit.thread import ThreadLine
from desktop.views.frame.keys import follow_in_tab_order
from desktop.views.frame.parts.lines import Lines, RowLink, cut, in_line, mark_label, muted, whole
from desktop.views.letters.question_box import LetterCard, QuestionBox

_ROWS = 6
"""Rows of the grid for an entry: name, words or questions, papers; our own choice."""


class ThreadView(Lines):
    """Date, mark, what it is, and a line of detail; the last letter with an open question is unfolded."""

    answered = Signal(str, str)
    """Id of a question and its answer, to be stored."""
    went_to = Signal(str)
    """Address of a cell of this year to go to."""
    paper_wanted = Signal(object, str)
    """The ``ThreadLine`` of a letter, and the paper in it that is to be written into a file."""
    chosen = Signal(object)
    """The ``ThreadLine`` whose facts are to be shown."""
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self.grid.setColumnStretch(2, 1)
        self.grid.setVerticalSpacing(3)
        self._lines: tuple[ThreadLine, ...] = ()
        self._unfolded = ""
        """Key of the entry that is unfolded; empty for none."""
        self._is_picked = False
        """Whether a person unfolded or folded it; else it follows from what is open."""
        self.boxes: list[QuestionBox] = []

    def show_year(self) -> None:
        """Forget what was unfolded in another year."""
        self._is_picked, self._unfolded, self._lines = False, "", ()

    def show_thread(self, lines: Sequence[ThreadLine]) -> None:
        """Show what came and went, and what must still come; what is being typed stays in focus."""
        self._lines = tuple(lines)
        if not self._is_picked:
            asking = [line for line in lines if line.questions]
            waiting = [line for line in asking if line.waits] or asking
            self._unfolded = waiting[-1].key if waiting else ""
        focus = self._focus()  # before what has it is taken away
        if not self.begin(self._lines, self._unfolded):
            return
        self.boxes = []
        for place, line in enumerate(self._lines):
            self._add_line(_ROWS * place, line)
        if focus is not None:
            self._give_focus(*focus)

    def _add_line(self, row: int, line: ThreadLine) -> None:
        when = f"{line.at.astimezone():%Y-%m-%d %H:%M}" if line.at is not None else "还没有"
        self.add(row, muted(when), mark_label(line.mark), self._name(line))
        if line.who or line.files:
            told = "　".join([line.who, f"{len(line.files)} 个文件" if line.files else ""]).strip("　")
            self.grid.addWidget(muted(told), row, 3)
        papers: list[QWidget] = []
        for count, paper in enumerate(line.papers, start=1):
            said = "保存、打印纸面（PDF）……" if len(line.papers) == 1 else f"纸面第 {count} 份（PDF）……"
            link = RowLink(said, partial(self.paper_wanted.emit, line, paper))
            link.setAccessibleDescription(line.text)
            self.grid.addWidget(link, row + 1 + count, 2, 1, 2)
            papers.append(link)
        if line.key and line.key == self._unfolded and line.questions:
            self._add_card(row + 1, line)
        elif line.detail:
            is_unfolded = bool(line.key) and line.key == self._unfolded
            words = whole(line.detail) if is_unfolded else cut(line.detail)
            self.grid.addWidget(in_line(words), row + 1, 2, 1, 2)
        self._last = follow_in_tab_order(self._last or self, *papers)

    def _name(self, line: ThreadLine) -> QWidget:
        if line.at is None:
            return in_line(muted(line.text))
        if not line.key:
            return in_line(QLabel(line.text))
        name = RowLink(line.text, partial(self._on_pressed, line.key))
        name.setAccessibleDescription(
            "按 Enter 展开或收起" if line.questions else "按 Enter 看全文、来源和文件"
        )
        return name

    def _add_card(self, row: int, line: ThreadLine) -> None:
        card = LetterCard(line.text, line.about, line.questions)
        card.answered.connect(self.answered)
        card.went.connect(self.went_to)
        card.escaped.connect(self.escaped)
        card.onward.connect(self.go_on_from)
        self.boxes += card.boxes
        self.grid.addWidget(card, row, 2, 1, 2)
        card.show()  # the layout would do so later, and the focus may be wanted before
        self._last = follow_in_tab_order(self._last or self, card)

    def _on_pressed(self, key: str) -> None:
        """Unfold an entry, or fold it where it was unfolded."""
        line = next(one for one in self._lines if one.key == key)
        self._is_picked = True
        self._unfolded = "" if key == self._unfolded else key
        self.show_thread(self._lines)
        self.chosen.emit(line)
        link = [one for one in self.findChildren(RowLink) if one.accessibleName() == line.text][-1]
        link.show()  # as the card: the focus stays where Enter was pressed
        link.setFocus()

    # --- questions -------------------------------------------------------------------------------

    @property
    def questions(self) -> list[QuestionLine]:
        """All questions of the year, in their order."""
        return [question for line in self._lines for question in line.questions]

    def attend_to(self, question: str) -> bool:
        """Unfold the letter of a question and put the focus where it is answered."""
        line = next((o for o in self._lines if any(q.id == question for q in o.questions)), None)
        if line is None:
            return False
        if line.key != self._unfolded:
            self._unfolded, self._is_picked = line.key, True
            self.show_thread(self._lines)
        box = next(one for one in self.boxes if one.line.id == question)
        if box.line.can_answer:
            box.write()
        else:
            box.setFocus()
        self.chosen.emit(line)
        return True

    def next_open(self, after: str = "") -> str:
        """Id of the next open question after one, round the end; empty where none is open."""
        ids = [one.id for one in self.questions]
        start = ids.index(after) + 1 if after in ids else 0
        found = [one.id for one in self.questions if one.is_open]
        return next((i for i in [*ids[start:], *ids[:start]] if i in found and i != after), "")

    def go_on_from(self, question: str) -> None:
        """Go to the next open question, else back to the way on."""
        following = self.next_open(question)
        if not following or not self.attend_to(following):
            self.escaped.emit()

    def current(self) -> QuestionBox | None:
        """The question in whose box the focus is."""
        focus: QWidget | None = self.window().focusWidget()  # None is not in the types of Qt
        return next((box for box in self.boxes if focus is not None and box.isAncestorOf(focus)), None)

    def _focus(self) -> tuple[str, int, int] | None:
        """In which question the focus is, on which of its controls, and where one types there."""
        box = self.current()
        if box is None:
            return None
        place = next((n for n, one in enumerate(box.controls) if one.hasFocus()), 0)
        return box.line.id, place, box.editor.textCursor().position()

    def _give_focus(self, question: str, control: int, place: int) -> None:
        box = next((one for one in self.boxes if one.line.id == question), None)
        if box is None:
            return
        if control and box.line.can_answer:  # the answer was stored on the way from the words to its buttons
            box.write()
            box.controls[control].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not box.is_writing:
            box.change.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        box.write()
        cursor = box.editor.textCursor()
        cursor.setPosition(min(place, len(box.editor.toPlainText())), QTextCursor.MoveMode.MoveAnchor)
        box.editor.setTextCursor(cursor)
