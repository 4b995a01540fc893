"""The 校验码 of the stamped paper, asked first: typed, or scanned, which is typing that ends with Enter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.models.office.choice.choosing import PaperAnswer
from desktop.views.frame.dialog import muted
from desktop.views.frame.look.theme import POINT_SIZE, bold, sized
from desktop.views.frame.room import Room

_HINT = (
    "校验码印在每页左下角，16 位；也可用扫码枪扫右下角的二维码。字母 O 与数字 0、字母 I 与数字 1 "
    "混淆的会自动认出；末位用来查错。"
)
_LONGEST = 200
"""Characters that the line takes; the QR code has 64. Chosen by us."""


class PaperBox(QWidget):
    """Asks for the code, and says whose paper it is."""

    entered = Signal(str)
    """Enter, or the button: the code is to be compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask."""
        super().__init__(parent)
        title = QLabel("盖章纸质表上的校验码")
        title.setFont(bold(self.font()))
        self.line, self.check = QLineEdit(), QPushButton("核对")
        self.line.setAccessibleName("盖章纸质表上的校验码")
        self.line.setPlaceholderText("输入或扫码，按 Enter")
        self.line.setMaxLength(_LONGEST)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.line.setFont(sized(fixed, POINT_SIZE))
        self.line.setMinimumHeight(QLineEdit().sizeHint().height())
        self.line.returnPressed.connect(self._enter)
        self.check.clicked.connect(self._enter)
        self._answer, self._sentence, self._advice = QFrame(), QLabel(), QLabel()
        self._answer.setObjectName("notice")
        box = QVBoxLayout(self._answer)
        box.setContentsMargins(10, 8, 10, 8)
        box.setSpacing(3)
        self._sentence.setFont(bold(self.font()))
        for label in (self._sentence, self._advice):
            label.setWordWrap(True)
            box.addWidget(label)
        self._answer.hide()
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.check)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addWidget(title)
        column.addLayout(row)
        column.addWidget(self._answer)
        self._hint = muted(_HINT)
        self.line.setToolTip(_HINT)
        column.addWidget(self._hint)
        column.addStretch(1)

    def _enter(self) -> None:
        self.entered.emit(self.line.text())

    def make_room(self, room: Room) -> None:
        """Say where the code stands only where there is room; the field's tool tip says it too."""
        self._hint.setVisible(room.below)

    def show_answer(self, answer: PaperAnswer) -> None:
        """Say whose paper it is; nothing where nothing was typed."""
        mark = {"good": "✓ ", "bad": "✕ "}.get(answer.tone, "")
        self._sentence.setText(f"{mark}{answer.sentence}")
        self._advice.setText(answer.advice)
        self._advice.setVisible(bool(answer.advice))
        self._answer.setAccessibleName(f"{answer.sentence}{answer.advice}")
        self._answer.setProperty("tone", answer.tone)
        self._answer.style().polish(self._answer)
        self._answer.setVisible(bool(answer.sentence))

    @property
    def sentence(self) -> str:
        """What is said now; empty where nothing is."""
        return "" if self._answer.isHidden() else f"{self._sentence.text()}{self._advice.text()}"
