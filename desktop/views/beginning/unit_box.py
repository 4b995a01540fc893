"""Looking for a unit by name, short name or pinyin, and choosing it: typing alone never chooses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.models.beginning import FoundUnit, UnitChoice, units_meant
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.theme import bold

_ROW = 30
"""Pixels of a line of the list; our own choice."""
_MOST_ROWS, _FEWER_ROWS = 6, 3
"""Lines in sight, and in a low window, where what follows would be out of it; chosen by us."""
_FOUND = Qt.ItemDataRole.UserRole


class UnitBox(QWidget):
    """A line to type in, and below it the units that are meant; Enter or a click chooses one."""

    chosen = Signal()
    """A unit was chosen, perhaps the one that was chosen before."""
    dropped = Signal()
    """The unit that was chosen is no longer: another one is looked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing."""
        super().__init__(parent)
        self.unit: UnitChoice | None = None
        self._choices: Sequence[UnitChoice] = ()
        self._most = _MOST_ROWS
        self.line, self.list, self.told = _Line(self), QListWidget(), QLabel()
        self.again = QPushButton("换一个单位")
        self.again.setProperty("kind", "quiet")
        self.again.clicked.connect(self._show_all)
        self.line.setAccessibleName("单位")
        self.list.setAccessibleName("要选的单位")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its keys work in the line
        self.list.setItemDelegate(_UnitLine(self))
        self.told.setProperty("tone", "muted")
        self.line.textEdited.connect(self._look_for_another)
        self.list.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self.line, self.list, self.told):
            column.addWidget(widget)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.offer(())

    def offer(self, choices: Sequence[UnitChoice]) -> None:
        """Offer the units of a plan; none of them is chosen."""
        self._choices, self.unit = choices, None
        self.line.clear()
        self.line.setPlaceholderText("名称、简称、拼音或拼音首字母" if choices else "请先选择规划")
        self.setEnabled(bool(choices))
        self.list.setVisible(bool(choices))
        self._show_meant()

    def make_room(self, *, is_low: bool) -> None:
        """Show fewer units at once in a low window."""
        self._most = _FEWER_ROWS if is_low else _MOST_ROWS
        self._fold(is_folded=self.again.isVisibleTo(self))

    def step(self, by: int) -> None:
        """Go up or down in the list; nothing is chosen by it."""
        if self.again.isVisible():
            self._fold(is_folded=False)
        last = self.list.count() - 1
        if last >= 0:
            self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + by)))

    def take(self) -> bool:
        """Choose the unit in front; False where none is, so that nobody begins for a unit not meant."""
        items = self.list.selectedItems()
        if items:
            self._choose(items[0])
        return bool(items) or self.unit is not None

    def _show_meant(self) -> None:
        typed = self.line.text()
        found = units_meant(self._choices, typed)
        self.list.clear()
        for one in found:
            item = QListWidgetItem(one.unit.name, self.list)
            item.setData(_FOUND, one)
            item.setSizeHint(QSize(0, _ROW))
        self._fold(is_folded=False)
        self.list.setCurrentRow(0 if typed.strip() and found else -1)
        count = f"{len(found)} / {len(self._choices)} 个单位" if self._choices else ""
        none = "" if found or not self._choices else "没有这样的单位：换个说法，或删去再看全部。"
        self.told.setText(none or (f"{count}，上下键挑，Enter 或点一下选定" if self._choices else ""))

    def _choose(self, item: QListWidgetItem) -> None:
        self.unit = item.data(_FOUND).unit
        self.list.setCurrentItem(item)
        for row in range(self.list.count()):
            other = self.list.item(row)
            other.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{other.text()}{'，已选' if other is item else ''}"
            )
        self._fold(is_folded=True)
        self.chosen.emit()

    def _fold(self, *, is_folded: bool) -> None:
        """Leave the chosen unit alone in sight, so that what follows is, or show all again."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(is_folded and item.data(_FOUND).unit != self.unit)
        rows = 1 if is_folded else min(self._most, max(1, self.list.count()))
        self.list.setFixedHeight(rows * _ROW + 4)
        self.told.setVisible(bool(self._choices) and not is_folded)
        self.again.setVisible(is_folded)

    def _look_for_another(self) -> None:
        """Show what is meant by what is typed now; the unit that was chosen before is not."""
        was_chosen, self.unit = self.unit is not None, None
        self._show_meant()
        if was_chosen:
            self.dropped.emit()

    def _show_all(self) -> None:
        """Offer all units again."""
        self.line.clear()
        self._look_for_another()
        self.line.setFocus()


class _Line(QLineEdit):
    """Arrows go through the list below."""

    def __init__(self, box: UnitBox) -> None:
        super().__init__(box)
        self._box = box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        if (by := steps.get(Qt.Key(event.key()))) is not None:
            self._box.step(by)
        else:
            super().keyPressEvent(event)


class _UnitLine(QStyledItemDelegate):
    """A name with what was meant of it in another colour, and at the right how much there is to fill in."""

    def __init__(self, box: UnitBox) -> None:
        super().__init__(box)
        self._box = box

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        found = index.data(_FOUND)
        assert isinstance(found, FoundUnit)
        is_chosen = found.unit == self._box.unit
        painter.save()
        box, is_in_front = option.rect, index.row() == self._box.list.currentRow()
        if is_chosen or is_in_front:
            painter.fillRect(box, QColor(now().current if is_chosen else now().pane))
        told = f"✓ 已选　{found.unit.size}" if is_chosen else found.unit.size
        painter.setPen(QColor(now().green if is_chosen else now().muted))
        right = box.adjusted(10, 0, -10, 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, told)
        place = right.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(told) - 12, 0)
        _draw_name(painter, place, found)
        painter.restore()


def _draw_name(painter: QPainter, box: QRect, found: FoundUnit) -> None:
    name, start, end = found.unit.name, found.meant.start, found.meant.stop
    plain, strong = painter.font(), bold(painter.font())
    for text, is_meant in ((name[:start], False), (name[start:end], True), (name[end:], False)):
        painter.setFont(strong if is_meant else plain)
        painter.setPen(QColor(now().accent if is_meant else now().ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        box = box.adjusted(painter.fontMetrics().horizontalAdvance(shown), 0, 0, 0)
