"""One question of the office: where and what, the figures beside it, and its answer in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.unit.asked import AskedFigure, QuestionLine
from desktop.views.entry.explaining import ExplanationEditor
from desktop.views.frame.look.theme import bold
from desktop.views.frame.parts.lines import mark_label

_HEIGHT = 58
"""Pixels of the box for an answer: two lines; our own choice."""
_INDENT = 18
"""Pixels by which everything stands below the first word; our own choice, the width of the mark."""


class QuestionBox(QWidget):
    """A question with its answer; open ones are answered here, others can be answered anew."""

    answered = Signal(str, str)
    """Id of the question and its answer, to be stored."""
    onward = Signal()
    """The next question is wanted."""
    went = Signal(str)
    """Address of the cell to go to."""
    escaped = Signal()

    def __init__(self, line: QuestionLine, parent: QWidget | None = None) -> None:
        """Show a question."""
        super().__init__(parent)
        self.line = line
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 11)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addWidget(_indented(_words(line.text)))
        for cell in line.cells:
            if cell.figures:
                column.addWidget(_indented(_Figures(cell.row, cell.figures)))
        self.editor, self.right, self.wrong = (
            ExplanationEditor(),
            QRadioButton("数无误"),
            QRadioButton("数要改"),
        )
        here = "第一格" if self._other_address() else "这一格"
        self.jump, self.save = QPushButton(f"到{here}　F4"), QPushButton("答复，下一问　Ctrl+Enter")
        self.other = QPushButton("到第二格")
        """The way to the second cell of a pair."""
        self.told = QLabel()
        self._writing = self._make_writing()
        column.addWidget(_indented(self._writing))
        self._given = self._make_given()
        column.addWidget(_indented(self._given))
        self._show(writes=line.is_open and line.can_answer)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(4)
        name, place = QLabel(f"第 {self.line.number} 问"), _words(self.line.place)
        name.setFont(bold(self.font()))
        stands = QLabel(self.line.stands)
        stands.setProperty("tone", "alarm" if self.line.is_open else "good")
        head.addWidget(mark_label(self.line.mark))
        head.addWidget(name)
        head.addSpacing(8)
        head.addWidget(place, 1)
        head.addWidget(stands)
        return head

    def _make_writing(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.editor.setAccessibleName(f"第 {self.line.number} 问的答复")
        self.editor.setPlaceholderText("写明原因，例如：活产数比上年少，已核对台账，数无误")
        self.editor.setPlainText(self.line.kept or self.line.answer)
        self.editor.document().setModified(bool(self.line.kept))
        self.editor.setFixedHeight(_HEIGHT)
        self.editor.left.connect(self.settle)
        self.editor.entered.connect(self.confirm)
        self.editor.escaped.connect(self.escaped)
        (self.wrong if self.line.is_changed else self.right).setChecked(True)
        self.wrong.clicked.connect(
            lambda: QTimer.singleShot(0, self, self.go)
        )  # after Qt moved the focus there
        for jump in (self.jump, self.other):
            jump.setProperty("kind", "quiet")
        self.jump.clicked.connect(self.go)
        self.other.clicked.connect(self.go_to_other)
        self.save.setProperty("kind", "primary")
        self.save.clicked.connect(self.confirm)
        for button in (self.jump, self.other, self.save):
            button.setAutoDefault(True)
        self.told.setWordWrap(True)
        self.told.hide()
        foot = QHBoxLayout()
        foot.setSpacing(12)
        for choice in (self.right, self.wrong, self.jump):
            foot.addWidget(choice)
            if not self.line.address:
                choice.hide()
        foot.addWidget(self.other)
        if not self._other_address():
            self.other.hide()
        foot.addStretch(1)
        foot.addWidget(self.save)
        column.addWidget(self.editor)
        column.addLayout(foot)
        column.addWidget(self.told)
        return box

    def _make_given(self) -> QWidget:
        box = QFrame()
        box.setObjectName("line")
        row = QHBoxLayout(box)
        row.setContentsMargins(10, 4, 6, 4)
        row.addWidget(_words(self.line.answer or "还没有答复。"), 1)
        self.change = QPushButton("修改")
        self.change.setProperty("kind", "quiet")
        self.change.clicked.connect(self.write)
        row.addWidget(self.change)
        if not self.line.can_answer:
            self.change.hide()
        return box

    def _show(self, *, writes: bool) -> None:
        self._writing.setVisible(writes)
        self._given.setVisible(not writes and (bool(self.line.answer) or not self.line.can_answer))

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What takes the focus while an answer is written, the words first."""
        return (self.editor, self.right, self.wrong, self.jump, self.other, self.save)

    @property
    def is_writing(self) -> bool:
        """Whether an answer can be typed now."""
        return not self._writing.isHidden()

    def write(self) -> None:
        """Let the answer be typed, and put the focus there."""
        self._show(writes=True)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go(self) -> None:
        """Go to the cell, with what has been typed stored."""
        self.settle()
        if self.line.address:
            self.went.emit(self.line.address)

    def go_to_other(self) -> None:
        """Go to the second cell of a pair likewise."""
        self.settle()
        self.went.emit(self._other_address())

    def _other_address(self) -> str:
        found = (cell.address for cell in self.line.cells)
        return next((one for one in found if one and one != self.line.address), "")

    def settle(self) -> None:
        """Store what was typed."""
        text = self.editor.toPlainText().strip()
        if self.editor.document().isModified() and text and text != self.line.answer:
            self.editor.document().setModified(False)
            self.answered.emit(self.line.id, text)

    def confirm(self) -> None:
        """Store the answer and go on; without one, say what is missing."""
        if not self.editor.toPlainText().strip():
            self.say("请先写一句答复：数为什么没有错，或者改了什么。")
            return
        self.settle()
        self.onward.emit()

    def say(self, words: str) -> None:
        """Say why nothing was stored; empty words say nothing."""
        self.told.setText(words)
        self.told.setProperty("tone", "bad")
        self.told.style().polish(self.told)
        self.told.setVisible(bool(words))


class _Figures(QFrame):
    """What stood and stands in the cell, side by side."""

    def __init__(self, row: str, figures: Sequence[AskedFigure]) -> None:
        super().__init__()
        self.setObjectName("line")
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 3, 10, 3)
        line.setSpacing(18)
        line.addWidget(_words(row), 1)
        for figure in figures:
            weight = "b" if figure.is_now else "span"
            told = QLabel(f"{escape(figure.label)}　<{weight}>{escape(figure.text)}</{weight}>")
            told.setTextFormat(Qt.TextFormat.RichText)
            line.addWidget(told)


class LetterCard(QFrame):
    """A letter with questions, unfolded."""

    answered = Signal(str, str)
    went = Signal(str)
    escaped = Signal()
    onward = Signal(str)
    """The question after the one with this id is wanted."""

    def __init__(
        self, head: str, told: str, lines: Sequence[QuestionLine], parent: QWidget | None = None
    ) -> None:
        """Show head and questions."""
        super().__init__(parent)
        self.setObjectName("letterCard")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top, name, rest = QFrame(), QLabel(head), _words(told)
        top.setObjectName("letterHead")
        name.setFont(bold(self.font()))
        rest.setProperty("tone", "muted")
        row = QHBoxLayout(top)
        row.setContentsMargins(12, 7, 12, 7)
        row.addWidget(name)
        row.addWidget(rest, 1)
        column.addWidget(top)
        self.boxes = [QuestionBox(line) for line in lines]
        for place, box in enumerate(self.boxes):
            if place:
                between = QFrame()
                between.setObjectName("between")
                between.setFixedHeight(1)
                column.addWidget(between)
            box.answered.connect(self.answered)
            box.went.connect(self.went)
            box.escaped.connect(self.escaped)
            box.onward.connect(partial(self.onward.emit, box.line.id))
            column.addWidget(box)


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _indented(widget: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(_INDENT, 0, 0, 0)
    row.addWidget(widget)
    return box
