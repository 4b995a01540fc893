"""将建立: whose file will be made and where it is put, or that nothing will be made yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.views.frame.look.theme import bold

_NOTHING = "现在什么也不建立。选定规划和单位以后，这里写明建立哪个单位的数据文件、放在哪里。"
_CAUTION = "印在表上、签在证书上的单位全称就是上面这个。不对时先不要建立，请统计局更正规划数据包。"
NOTHING_OF_OFFICE = "现在什么也不建立。选定规划以后，这里写明建立哪个统计局的数据文件、放在哪里。"
CAUTION_OF_OFFICE = "签在证书和单子上的名称就是上面这个。不对时先在规划数据包里改正名称，再读入。"
"""The same where the office's own file is made."""


class MadeBox(QFrame):
    """Says what will be made; its place can be changed.

    Args:
        nothing: that nothing will be made yet.
        caution: what to do where the name is not right.
    """

    place_wanted = Signal()
    """Another place is to be asked for."""

    def __init__(self, nothing: str = _NOTHING, caution: str = _CAUTION) -> None:
        """Say that nothing will be made."""
        super().__init__()
        self._nothing = nothing
        self.setObjectName("line")
        self.name, self.told, self._caution = QLabel(), QLabel(), QLabel(caution)
        self.name.setFont(bold(self.font()))
        self._caution.setProperty("tone", "muted")
        for label in (self.name, self.told, self._caution):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.place = QLineEdit()
        self.place.setAccessibleName("放在哪里")
        choose = QPushButton("换个地方……")
        choose.clicked.connect(self.place_wanted)
        self._where = QWidget()
        row = QHBoxLayout(self._where)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.place, 1)
        row.addWidget(choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(5)
        for widget in (self.name, self.told, self._where, self._caution):
            column.addWidget(widget)
        self.show_made("", "")

    def show_place(self, place: str) -> None:
        """Suggest a place; what is cut of a long one is its end, which names the unit once more."""
        self.place.setText(place)
        self.place.setCursorPosition(0)
        self.place.setToolTip(place)

    def show_made(self, name: str, words: str) -> None:
        """Say whose file will be made, and what is in it; without a name that nothing will be, or why."""
        self.name.setText(name)
        self.told.setText(words or self._nothing)
        for widget in (self.name, self._where, self._caution):
            widget.setVisible(bool(name))
