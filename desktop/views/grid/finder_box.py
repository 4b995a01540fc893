"""The box that finds a row (Ctrl+F)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.models.grid.finder import find_rows
from forms.reporting.layout import Cell, LayoutRow, UnitLayout
from forms.text.pinyin import initials


class FinderBox(QFrame):
    """A line and what it finds; arrows choose, Enter goes there, Escape closes."""

    found = Signal(str)
    """Address to go to."""

    def __init__(
        self, layout: UnitLayout, parent: QWidget, figure_at: Callable[[LayoutRow, Cell], str]
    ) -> None:
        """Make a hidden box over its parent.

        Args:
            layout: the unit's forms.
            parent: what it lies over.
            figure_at: the figure of a cell as it is shown now.
        """
        super().__init__(parent)
        self._figure_at = figure_at
        self.setObjectName("paper")
        self.setAutoFillBackground(True)
        self._unit = layout
        self._over = parent
        self._before: QWidget | None = None
        self._line = QLineEdit()
        example = layout.forms[0].rows[0].name[:6]  # one of the unit's own, which it knows
        self._line.setPlaceholderText(
            f"名称、简称、代码、本年的数，或首字母（{initials(example)}：{example}）"
        )
        self._line.setAccessibleName("查找指标")
        self._line.textChanged.connect(self._on_text_changed)
        self._line.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName("找到的指标")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._go)
        self._nothing = QLabel("没有找到：报表里没有这个词、代码或数，换个词试试")
        self._nothing.setProperty("tone", "muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 10, 10, 10)
        for widget in (self._line, self._list, self._nothing):
            box.addWidget(widget)
        self.hide()

    def open(self) -> None:
        """Show the box, empty, near the top of its parent, in the middle of its width."""
        width = min(460, self._over.width() - 40)
        left = (self._over.width() - width) // 2
        self.setGeometry(left, 52, width, min(330, self._over.height() - 80))
        if not self.isVisible():
            # Asked only while hidden: opened again, the focus is on the line itself.
            self._before = self._over.focusWidget()
        self._line.clear()
        self._on_text_changed("")
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QFrame.eventFilter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = self._list.currentRow() + step
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go(self._list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                if self._before is not None and self._before.isVisible():
                    self._before.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        # A click on the list must still reach it, so the box stays while the pointer is there.
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and not self._list.underMouse():
            self.hide()
        return super().eventFilter(watched, event)

    def _on_text_changed(self, text: str) -> None:
        self._list.clear()
        for place in find_rows(self._unit, text, self._figure_at):
            item = QListWidgetItem(place.text)
            item.setData(Qt.ItemDataRole.UserRole, place.address)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._nothing.setVisible(bool(text.strip()) and not self._list.count())

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.hide()
            self.found.emit(item.data(Qt.ItemDataRole.UserRole))
