"""记录口径变动: since when a figure means something else, and what changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.models.unit.cell_facts import redefined_name
from desktop.models.unit.unsaved_words import redefinition_of
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.text_word import text_word
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.parts.calm_combo import CalmComboBox
from desktop.views.frame.parts.text_note import TextNote

_ABOUT = (
    "从所选年份起，这个指标不再与以前的数据比较。以前的数据不会丢失：上年数照样显示，注明“口径已变”，"
    "走势图在这里断开。"
)


class DefinitionDialog(Dialog):
    """Stays open with a sentence until what is typed can be recorded.

    Args:
        working: the year.
        address: a cell of the figure.
    """

    chapter = "entry.md"
    recorded = Signal(int)
    """A change was recorded; the first year of the new definition."""

    def __init__(self, working: WorkingYear, address: str, parent: QWidget | None = None) -> None:
        """Ask about the figure of a cell."""
        super().__init__("记录口径变动", parent, heading=redefined_name(working, address))
        self._working, self._address = working, address
        self.years, self.note = CalmComboBox(), QLineEdit()
        first = working.year.desk.plan.period[0]
        for year in range(working.desk_year, first - 1, -1):
            self.years.addItem(f"{year} 年起", year)
        self.years.setCurrentIndex(-1)
        self.years.setPlaceholderText("请选择从哪一年起")
        self.years.setAccessibleName("新口径的第一年")
        self.note.setPlaceholderText("例如：由户籍人口改为常住人口")
        self.note.setAccessibleName("怎样变动")
        kept = working.unsaved_words(redefinition_of(address))
        self.note.setText(kept.text if kept is not None else "")
        form = QFormLayout()
        form.addRow("新口径", self.years)
        form.addRow("怎样变动", self.note)
        self.word = TextNote()
        self.word.accepted.connect(self._replace)
        self.note.editingFinished.connect(self._look_at_note)
        form.addRow(self.word)
        self.trouble = QLabel()
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        self.lay_out(muted(_ABOUT), form, self.trouble, buttons=self._buttons())
        self.years.setFocus()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.record = buttons.addButton("记录", QDialogButtonBox.ButtonRole.AcceptRole)
        self.record.setProperty("kind", "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        for button in buttons.buttons():
            assert isinstance(button, QPushButton)
            button.setAutoDefault(False)  # or one of them answers Enter from wherever it is pressed
        self.record.setDefault(False)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self._on_rejected)
        return buttons

    def showEvent(self, event: QShowEvent) -> None:
        """Override QDialog.showEvent: the box of buttons has just chosen one that Enter would press."""
        super().showEvent(event)
        self.record.setDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: Enter goes on, and presses only the button it was moved to."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        if event.isAutoRepeat():
            return
        if isinstance(focus, QPushButton):
            focus.click()
        elif focus is not None:
            self.focusNextChild()

    def _look_at_note(self) -> None:
        self.word.show_word(text_word("怎样变动", self.note.text()))

    def _replace(self, text: str) -> None:
        self.note.setText(text)
        self._look_at_note()

    def _on_accepted(self) -> None:
        if self.years.currentIndex() < 0:
            self.trouble.setText("请先选择新口径从哪一年起。")
            self.years.setFocus()
            return
        year = int(self.years.currentData())
        reason = self._working.redefine(self._address, year, self.note.text())
        if reason:
            self.trouble.setText(reason)
            return
        self.accept()
        self.recorded.emit(year)

    def _on_rejected(self) -> None:
        """Drop what was refused, unless nobody could have recorded it in this window."""
        if not self._working.year.desk.seems_replaced:
            self._working.forget_words(redefinition_of(self._address))
        self.reject()


def ask_definition(
    working: WorkingYear, address: str, parent: QWidget, recorded: Callable[[int], None]
) -> None:
    """Ask since when the figure of a cell means something else; tells the year once it is recorded."""
    dialog = DefinitionDialog(working, address, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.recorded.connect(recorded)
    dialog.open()
