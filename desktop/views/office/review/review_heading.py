"""The line above the grid of 审核: which form, for which time, and what can be looked at beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.views.frame.look.theme import POINT_SIZE, bold, sized
from desktop.views.frame.parts.elided_label import ElidedLabel, ShorteningLabel
from desktop.views.frame.room import Room


class ReviewHeading(QWidget):
    """Names the form; buttons lead to another revision, to the printed pages, and back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Name no form."""
        super().__init__(parent)
        self.forms = QPushButton("报表")
        self._title, self._about = ElidedLabel(), ShorteningLabel()
        self._title.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self._about.setProperty("tone", "muted")
        self._about.setFont(sized(self.font(), POINT_SIZE - 1))
        self._only = QLabel("只读")
        self._only.setObjectName("badge")
        self._only.setToolTip("单位报来的数，接收台不改、不增、不删")
        self.compare, self.printed = QPushButton("与上一版比较"), QPushButton("看印出的页")
        self.lines, self.facts = QPushButton("疑问"), QPushButton("核验结果")
        self.back = QPushButton("回到收件　Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.forms)
        row.addWidget(self._title)
        row.addWidget(self._about, 1)
        row.addWidget(self._only)
        for button in (self.compare, self.printed, self.lines, self.facts, self.back):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.printed.setCheckable(True)
        for button in (self.forms, self.lines, self.facts):
            button.setCheckable(True)
            # A click that took the focus would fold what is open before it is heard, and so open it again.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._form, self._unit, self._names_unit = "", "", False
        self.make_room(Room())

    def show_form(self, title: str, period: str, unit: str = "") -> None:
        """Name a form, the time that its figures are about, and whose it is where the left pane is folded."""
        self._form, self._unit = title, unit
        self._show_title()
        self._about.show_texts(*(f"统计期间 {period}", period, "") if period else ("",))

    def _show_title(self) -> None:
        named = f"{self._unit}　{self._form}" if self._unit and self._names_unit else self._form
        self._title.show_text(named)

    def make_room(self, room: Room) -> None:
        """Show what there is room for."""
        self._names_unit = not room.left
        self._show_title()
        self.forms.setVisible(not room.left)
        self.facts.setVisible(not room.right)
        self.lines.setVisible(not room.below)
        self.back.setVisible(room.left)
        self._only.setVisible(room.buttons)
