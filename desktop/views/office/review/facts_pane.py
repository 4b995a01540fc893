"""Right on the page 审核: the facts about the package, what is bad or open first, each with its action."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.models.office.review.review_facts import Action, FactBox, FactLine, ShownFacts
from desktop.views.frame.keys import follow_in_tab_order
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.parts.lines import mark_label, muted, whole
from desktop.views.frame.parts.mark_label import MarkLabel

_LONGEST_CODE = 200
"""Characters that the line for the 校验码 takes; a scanned QR code has 64. Chosen by us."""
_LONG_RUN = re.compile(r"[0-9A-Za-z./_-]{12}(?=[0-9A-Za-z./_-])")
"""As many characters as stand in one line of the pane at any scale; chosen by us."""


class FactsPane(QWidget):
    """Shows the facts; no single light says that all is well."""

    acted = Signal(str, object)
    """Name of the fact and the ``Action`` that is wanted."""
    paper_typed = Signal(str)
    """A 校验码 was typed or scanned from stamped paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._title, self._summary = QLabel(), QHBoxLayout()
        self._title.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self._summary.setSpacing(4)
        self._foot = muted("")
        self._foot.setWordWrap(True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self.paper: QLineEdit | None = None
        """Where the 校验码 is typed; None while nobody asks for it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(self._summary)
        column.addWidget(self._area, 1)
        column.addWidget(self._foot)
        self.buttons: list[QPushButton] = []
        self.follows: QWidget | None = None
        """From where Tab leads into the facts, which are made anew."""

    def show_facts(self, title: str, facts: ShownFacts, file: str) -> None:
        """Show the facts of a package.

        Args:
            title: which package.
            facts: its facts.
            file: name of its file.
        """
        self._title.setText(title)
        self._show_summary(facts)
        self._foot.setText(f"文件 {file}\n收到的字节原样保存，接收台不改任何数。" if file else "")
        typed = self.paper.text() if self.paper is not None else ""
        self.paper, self.buttons = None, []
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        for box in facts.boxes:
            column.addWidget(self._box(box))
        column.addWidget(_lines(facts.lines))
        column.addStretch(1)
        self._area.setWidget(inner)
        if self.follows is not None:
            follow_in_tab_order(self.follows, inner)
        self._put_back(typed)

    def _put_back(self, typed: str) -> None:
        """What was being typed is not lost where the facts are shown anew."""
        if self.paper is not None:
            self.paper.setText(typed)

    def _show_summary(self, facts: ShownFacts) -> None:
        while (item := self._summary.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._summary.addWidget(muted(f"核验 {len(facts.boxes) + len(facts.lines)} 项"))
        for mark, words in facts.summary:
            self._summary.addWidget(mark_label(mark))
            self._summary.addWidget(muted(words))
        self._summary.addStretch(1)

    def _box(self, box: FactBox) -> QFrame:
        frame, head = QFrame(), QHBoxLayout()
        frame.setObjectName("letterCard")
        frame.setAccessibleName(f"{box.title}：{box.sentence}。{box.step}")
        title = whole(box.title)
        title.setFont(bold(self.font()))
        head.addWidget(mark_label(box.mark))
        head.addWidget(title, 1)
        column = QVBoxLayout(frame)
        column.setContentsMargins(9, 7, 9, 7)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(whole(box.sentence))
        if box.step:
            step = whole(box.step)
            step.setProperty("tone", "muted")
            column.addWidget(step)
        if Action.PAPER in box.actions:
            column.addLayout(self._paper_row())
        others = [action for action in box.actions if action is not Action.PAPER]
        offered = [self._button(box, action) for action in others]
        technical = whole(_breakable(box.technical))
        technical.setProperty("tone", "muted")
        technical.hide()
        if box.technical:
            offered.append(_opener(box.title, technical))
        column.addLayout(_in_rows(offered))
        column.addWidget(technical)
        return frame

    def _button(self, box: FactBox, action: Action) -> QPushButton:
        button = QPushButton(action.label)
        button.setProperty("kind", "quiet")
        button.setAutoDefault(True)
        button.setAccessibleName(f"{box.title}：{action.label}")
        button.clicked.connect(partial(self._act, box.name, action))
        self.buttons.append(button)
        return button

    def _act(self, name: str, action: Action, _checked: bool = False) -> None:
        self.acted.emit(name, action)

    def _paper_row(self) -> QHBoxLayout:
        row, line, check = QHBoxLayout(), QLineEdit(), QPushButton("核对")
        line.setPlaceholderText("输入或扫描 16 位校验码")
        line.setAccessibleName("盖章纸质表上的校验码")
        line.setMaxLength(_LONGEST_CODE)
        line.returnPressed.connect(self._enter_paper)
        check.clicked.connect(self._enter_paper)
        check.setAutoDefault(True)
        row.addWidget(line, 1)
        row.addWidget(check)
        self.paper = line
        return row

    def _enter_paper(self) -> None:
        if self.paper is not None and self.paper.text().strip():
            self.paper_typed.emit(self.paper.text())

    def first(self) -> QWidget | None:
        """Where something is to be done first; None where nothing is."""
        return self.buttons[0] if self.buttons else self.paper

    def focus_first(self) -> None:
        """Put the focus where something is to be done."""
        target = self.first()
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)


_ABREAST = 11
"""Characters on buttons beside each other; chosen by us for the pane at 150 %."""


def _in_rows(buttons: Sequence[QPushButton]) -> QVBoxLayout:
    column, row, room = QVBoxLayout(), QHBoxLayout(), _ABREAST
    column.setSpacing(4)
    for button in buttons:
        if not row.count() or len(button.text()) > room:
            row, room = QHBoxLayout(), _ABREAST
            row.addStretch(1)
            column.addLayout(row)
        row.insertWidget(row.count() - 1, button)  # before what stretches
        room -= len(button.text())
    return column


def _breakable(text: str) -> str:
    """A text in whose long runs of digits and letters a line may break: else the pane would be too narrow."""
    return _LONG_RUN.sub(lambda run: f"{run.group()}\u200b", text)


def _opener(title: str, technical: QLabel) -> QPushButton:
    """A button that shows the technical text of a fact, for whoever looks for the cause of a fault."""
    button = QPushButton("详情")
    button.setProperty("kind", "quiet")
    button.setAutoDefault(True)
    button.setCheckable(True)
    button.setAccessibleName(f"{title}：详情")
    button.setAccessibleDescription(technical.text())
    button.toggled.connect(technical.setVisible)
    return button


def _lines(lines: tuple[FactLine, ...]) -> QWidget:
    """The facts that hold, a line each."""
    made = QWidget()
    made.setObjectName("plain")
    grid = QGridLayout(made)
    grid.setContentsMargins(2, 2, 2, 2)
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(3)
    for row, one in enumerate(lines):
        grid.addWidget(MarkLabel(one.mark), row, 0)
        grid.addWidget(muted(one.title), row, 1)
        words = ElidedLabel(one.sentence)
        words.explain(one.technical)
        grid.addWidget(words, row, 2)
    grid.setColumnStretch(2, 1)
    return made
