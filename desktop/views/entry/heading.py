"""The line above the grid: which form, for which time, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.models.grid.roles import Mark
from desktop.views.entry.forms_button import FormsButton
from desktop.views.frame.look.theme import POINT_SIZE, bold, sized
from desktop.views.frame.parts.elided_label import ElidedLabel, ShorteningLabel
from desktop.views.frame.parts.mark_label import MarkLabel
from desktop.views.frame.parts.more_button import MoreButton
from desktop.views.frame.room import Room


class EntryHeading(QWidget):
    """Where there is no room, the form's name opens the list of forms and buttons go into a menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Name no form."""
        super().__init__(parent)
        self.forms, self._title, self._about = FormsButton(), ElidedLabel(), ShorteningLabel()
        self.filed = ShorteningLabel()
        self._title.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self._about.setProperty("tone", "muted")
        self._about.setFont(sized(self.font(), POINT_SIZE - 1))
        self.read_book = QPushButton("从 Excel 导入")
        self.write_book = QPushButton("导出 Excel")
        self.preview = QPushButton("打印预览")
        self.more, self.cell = MoreButton(), QPushButton("本格说明　F6")
        self.cell.setAccessibleName("本格说明")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.forms)
        row.addWidget(self._title)
        self._filed_mark = MarkLabel()
        self._filed_mark.setContentsMargins(6, 0, 0, 0)
        row.addWidget(self._filed_mark)
        row.addWidget(self.filed)
        row.addWidget(self._about, 1)
        for button in (self.read_book, self.write_book, self.preview, self.more, self.cell):
            button.setAutoDefault(False)
            row.addWidget(button)
        for button in (self.forms, self.cell):
            button.setCheckable(True)
            # A click that took the focus would fold what is open before it is heard, and so open it again.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._elsewhere: list[QPushButton] = []
        self.make_room(Room())

    def offer(self, button: QPushButton) -> None:
        """Offer in the menu what stands in the pane at the left, while that is folded away."""
        self._elsewhere.append(button)

    def show_form(self, title: str, period: str, number: str) -> None:
        """Name a form.

        Args:
            title: its title.
            period: the time that its figures are about.
            number: its number (表号); left out whole where there is no room, never cut.
        """
        self._title.show_text(title)
        self._about.show_texts(
            f"统计期间 {period}　表号 {number}", f"{period}　表号 {number}", f"统计期间 {period}", period
        )

    def show_filed(self, words: str, *, is_closed: bool) -> None:
        """Say which submission the figures belong to, for as long as they do; nothing for empty words.

        Args:
            words: state and number of the submission.
            is_closed: whether nothing can be typed.
        """
        self.filed.show_texts(words, words.partition("（")[0], "")
        self.filed.setVisible(bool(words))
        self.filed.setToolTip("不能修改。要改，先撤回定稿。" if is_closed else "")
        self._filed_mark.setVisible(bool(words) and is_closed)
        if words:
            self._filed_mark.show_mark(Mark.DONE)

    def make_room(self, room: Room) -> None:
        """Show what there is room for."""
        self.forms.setVisible(not room.left)
        self._title.setVisible(room.left)
        self.cell.setVisible(not room.right)
        buttons = [self.read_book, self.write_book, self.preview]
        kept = [] if room.left else buttons[1:] if room.buttons else buttons
        self.more.keep(kept + ([] if room.left else self._elsewhere), buttons)
