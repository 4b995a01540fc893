"""Below a fork: why one is chosen, and a button for each candidate and for none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views.frame.look.theme import bold

_HEIGHT = 52
"""Pixels of the box for the reason, two lines; our own choice."""


class ChoiceFoot(QWidget):
    """Takes the reason; its buttons are locked with a word why."""

    chosen = Signal(int)
    """Number of the candidate, from 0."""
    refused = Signal()
    """None is chosen: the unit is to be asked."""
    changed = Signal()
    """Another reason is written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.reason, self.why = QPlainTextEdit(), QLabel()
        self.reason.setAccessibleName("选定理由")
        self.reason.setPlaceholderText("例如：盖章纸质表校验码与甲相符；已电话问单位，乙是旧电脑上误导出的")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(_HEIGHT)
        self.reason.textChanged.connect(self.changed)
        self.why.setProperty("tone", "muted")
        self.why.setWordWrap(True)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.buttons: list[QPushButton] = []
        self.none = QPushButton()
        self.none.clicked.connect(lambda _checked=False: self.refused.emit())
        title = QLabel("选定理由（必填）")
        title.setFont(bold(self.font()))
        head = QHBoxLayout()
        head.addWidget(title)
        head.addWidget(self.why, 1)
        words = QVBoxLayout()
        words.setSpacing(5)
        words.addLayout(head)
        words.addWidget(self.reason)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addLayout(self._grid)

    def offer(self, names: Sequence[str]) -> None:
        """Make a button for each candidate."""
        if len(names) != len(self.buttons):
            for button in (*self.buttons, self.none):
                self._grid.removeWidget(button)
            for button in self.buttons:
                button.deleteLater()
            self.buttons = [QPushButton(self) for _ in names]
            for place, button in enumerate(self.buttons):
                button.clicked.connect(partial(self._choose, place))
                button.setAutoDefault(True)
                button.setMinimumSize(150, 32)
                self._grid.addWidget(button, 0, place)
            self._grid.addWidget(self.none, 1, 0, 1, len(names))
            self.none.setAutoDefault(True)
            self.setTabOrder(self.reason, self.buttons[0])
            for before, after in zip(self.buttons, (*self.buttons[1:], self.none), strict=True):
                self.setTabOrder(before, after)
        for place, (name, button) in enumerate(zip(names, self.buttons, strict=True)):
            button.setText(f"选定{name}　Alt+{place + 1}")
        self.none.setText(f"都不选，请单位说明　Alt+{len(names) + 1}")

    def _choose(self, place: int, _checked: bool = False) -> None:
        self.chosen.emit(place)

    def show_locks(self, why_not: Callable[[int], str], primary: int | None) -> None:
        """Lock what cannot be done, and say why.

        Args:
            why_not: why a candidate cannot be chosen, by its place; empty where it can.
            primary: place of the candidate whose paper is stamped, its button is filled; None for none.
        """
        whys = [why_not(place) for place in range(len(self.buttons))]
        for place, (button, why) in enumerate(zip(self.buttons, whys, strict=True)):
            button.setEnabled(not why)
            button.setAccessibleDescription(why)
            button.setToolTip(why)
            button.setProperty("kind", "primary" if place == primary else "")
            button.style().polish(button)
        said = list(dict.fromkeys(filter(None, whys)))
        self.why.setText(said[0] if said else "选定以后签名，写出选定单")
