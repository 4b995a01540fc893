"""Painting and editing of the cells of the grid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.models.grid.moving import Move
from desktop.models.grid.roles import Mark, Role
from desktop.models.grid.table import FormGridModel, GridColumn
from desktop.views.frame.look import theme
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.marks import CORNERS, MARK_SIZE, draw_corner, draw_mark
from desktop.views.frame.parts.wrapped_text import wrapped_height
from desktop.views.grid.commands import IN_EDITOR, command_of
from forms.reporting.layout import CellKind

Index = QModelIndex | QPersistentModelIndex
Known = Mapping[int, Any]
"""What the model knows of a cell, by role."""
ROW_HEIGHT, DENSE_ROW = 32, 28
"""Pixels of a row of one line in letters of the usual size, as usual and in a low window; our own choice."""
_SMALL = 0.8
"""Size of a word beside a figure in parts of the figure's; our own choice."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SELECTED, _HAS_FOCUS = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
_BLANK = "\u3000"
"""By definition one place of the indent of a row (``LayoutRow.label``)."""
_WORD_GAP = 10
"""Pixels between a name and the small word behind it; our own choice."""
_PADDING = 6
"""Pixels left and right of a text; our own choice."""
_GRID_LINE = 1
"""Pixels of a column that the line of the grid takes from its cells; Qt's."""


_KEYS = {
    Qt.Key.Key_Return: Move.DOWN,
    Qt.Key.Key_Enter: Move.DOWN,
    Qt.Key.Key_Tab: Move.NEXT,
    Qt.Key.Key_Backtab: Move.PREVIOUS,
}
_ARROWS = {
    Qt.Key.Key_Down: Move.DOWN,
    Qt.Key.Key_Up: Move.UP,
    Qt.Key.Key_Left: Move.LEFT,
    Qt.Key.Key_Right: Move.RIGHT,
}
_BUBBLE = 11
"""Pixels of the sign of a question in a cell; our own choice."""


class GridDelegate(QStyledItemDelegate):
    """Draws figures as on paper and edits them in a line edit; a spin box would change them by the wheel."""

    left = Signal(Move, bool)
    """An editor was left with a key that moves the cursor; whether its text was changed."""
    commanded = Signal(object)
    """A key of the grid was pressed in an editor, which stays open: the ``Command``."""
    leaving = Signal(bool)
    """An editor is left with a key: True before its figure is stored, False when the cursor has moved."""
    pasted = Signal(str)
    """Several cells were pasted into an editor; it shows again what stood in it before."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Edit in overwriting mode until F2 or a double click says otherwise."""
        super().__init__(parent)
        self.arrows_move = True
        """Whether arrows leave the cell, as while overwriting; F2 in an editor turns it round."""

    # --- editing ---------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Override QStyledItemDelegate.createEditor."""
        del option, index
        editor = QLineEdit(parent)
        editor.setObjectName("cellEditor")
        editor.setFrame(False)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # A figure has a few dozen characters at most; more came from the clipboard by mistake, and the
        # sentence that refuses it must stay readable.
        editor.setMaxLength(2_000)
        editor.textEdited.connect(lambda text: self._take_apart(editor, text))
        return editor

    def _take_apart(self, editor: QLineEdit, text: str) -> None:
        """Keep several pasted cells from becoming one figure: ``340`` and ``210`` are not ``340 210``."""
        one = text.rstrip("\r\n")  # a spreadsheet ends also a single cell with a line break
        if len(one.splitlines()) > 1 or "\t" in one:
            editor.undo()
            self.pasted.emit(text)
        elif one != text:
            editor.setText(one)
            editor.setModified(True)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Override QStyledItemDelegate.setEditorData."""
        line = cast("QLineEdit", editor)
        line.setText(index.data(Qt.ItemDataRole.EditRole) or "")
        line.setModified(False)
        line.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Override QStyledItemDelegate.setModelData. Leaving a cell untouched changes nothing."""
        line = cast("QLineEdit", editor)
        if line.isModified():
            model.setData(index, line.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.updateEditorGeometry."""
        del index
        editor.setGeometry(option.rect.adjusted(-1, -1, 1, 1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Override QStyledItemDelegate.eventFilter: Enter, Tab and arrows move as in a spreadsheet."""
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            pressed = cast("QKeyEvent", event)
            if self._on_other_key(pressed):
                return True
            move = self._move_for(pressed)
            if move is not None:
                is_changed = editor.isModified()
                # In this order: the figure is stored while its cell is still current, then the editor goes,
                # then the cursor moves. NoHint, since Qt's hints to edit the next cell would open closed ones
                # too.
                self.leaving.emit(True)
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                self.left.emit(move, is_changed)
                self.leaving.emit(False)
                return True
        return super().eventFilter(editor, event)

    def _on_other_key(self, event: QKeyEvent) -> bool:
        """F2 turns round whether arrows leave the cell; a command of the grid is passed on."""
        command = command_of(event)
        if event.key() == Qt.Key.Key_F2:
            self.arrows_move = not self.arrows_move
        elif command in IN_EDITOR:
            self.commanded.emit(command)
        else:
            return False
        return True

    def _move_for(self, event: QKeyEvent) -> Move | None:
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _KEYS:
            move = _KEYS[key]
            if shift and move in (Move.DOWN, Move.NEXT):
                return Move.UP if move is Move.DOWN else Move.PREVIOUS
            return move
        # Up and down do nothing in a single line, so they always leave it. Left and right move within the
        # text once F2 or a double click asked for correcting it.
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) or (self.arrows_move and not shift):
            return _ARROWS.get(key)
        return None

    # --- painting --------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        painter.save()
        box = QRectF(option.rect)
        # Everything is drawn here: the style's own painting would lay its selection over marks and waves.
        model = cast("FormGridModel", index.model())
        known = model.answers(index)
        state = option.state.value  # as a number: Python's flags take a microsecond for each question
        painter.fillRect(box, QColor(self._background(state, known)))
        mark = known.get(Role.MARK)
        if index.column() == model.status_column:
            self._paint_status(painter, option, known)
        else:
            self._paint_text(painter, option, index, known)
            if mark in CORNERS:
                draw_corner(painter, box, mark)
            if known.get(Role.ASKED):
                draw_mark(painter, QRectF(box.left() + 2, box.top() + 2, _BUBBLE, _BUBBLE), Mark.ASKED)
        if state & _HAS_FOCUS:
            painter.setPen(QPen(QColor(now().accent), 2))
            # Half of a pen of two pixels lies outside its line; beyond the cell it would not be erased.
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    def _background(self, state: int, known: Known) -> str:
        if state & _SELECTED:
            return now().current
        if known.get(Role.KIND) is CellKind.CLOSED:
            return now().closed
        return now().derived if known[Role.DERIVED_ROW] or known.get(Role.GIVEN) else now().paper

    def _paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, known: Known
    ) -> None:
        text = known[Qt.ItemDataRole.DisplayRole] or ""
        if index.column() != GridColumn.NAME and (beside := known.get(Role.DETAIL)):
            painter.setPen(QColor(now().muted))
            painter.setFont(small_font(option.font))
            painter.drawText(QRectF(option.rect).adjusted(_PADDING, 0, -_PADDING, 0), _LEFT, beside)
        if not text:
            return
        problem = bool(known.get(Role.PROBLEM))
        alignment = Qt.AlignmentFlag(known[Qt.ItemDataRole.TextAlignmentRole])
        colour = (
            now().muted
            if index.column() in (GridColumn.EARLIER, GridColumn.UNIT, GridColumn.CODE)
            else now().ink
        )
        painter.setPen(QColor(now().red if problem else colour))
        painter.setFont(option.font)
        box = QRectF(option.rect).adjusted(_PADDING, 0, -_PADDING, 0)
        if index.column() == GridColumn.NAME:
            box = _name_room(painter, option.font, box, text, known.get(Role.DETAIL) or "")
            painter.setPen(QColor(colour))
            painter.setFont(option.font)
        if wraps(index):
            wrapping = QTextOption(alignment)
            wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            painter.drawText(box.adjusted(_indent(option.font, text), 0, 0, 0), text.lstrip(_BLANK), wrapping)
            return
        # Cut off with an ellipsis: a figure whose last digits are hidden must not look like a shorter one.
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(alignment), shown)
        if problem:
            width = min(option.fontMetrics.horizontalAdvance(shown), int(box.width()))
            _draw_wave(painter, box, width)

    def _paint_status(self, painter: QPainter, option: QStyleOptionViewItem, known: Known) -> None:
        mark = known.get(Role.MARK)
        if mark is None:
            return
        box = QRectF(option.rect).adjusted(_PADDING, 0, -2, 0)
        place = QRectF(box.left(), box.center().y() - MARK_SIZE / 2, MARK_SIZE, MARK_SIZE)
        draw_mark(painter, place, mark)
        painter.setPen(QColor(now().of(mark)))
        painter.setFont(option.font)
        words = box.adjusted(MARK_SIZE + 5, 0, 0, 0)
        text = option.fontMetrics.elidedText(
            known[Qt.ItemDataRole.DisplayRole], Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, _LEFT, text)


def wraps(index: Index) -> bool:
    """Whether a text is set in as many lines as it needs: names and targets, of which nothing may be cut."""
    model = cast("FormGridModel", index.model())
    return index.column() in (GridColumn.NAME, model.target_column)


def _indent(font: QFont, text: str) -> int:
    """Pixels by which all lines of a text are set in: the width of the blanks with which it begins."""
    return QFontMetrics(font).horizontalAdvance(text[: len(text) - len(text.lstrip(_BLANK))])


def small_font(font: QFont) -> QFont:
    """The font of a word beside a figure, a fifth smaller."""
    return theme.sized(font, font.pointSizeF() * _SMALL)


def least_height(font: QFont, usual: int = ROW_HEIGHT) -> int:
    """Height in pixels of a row of one line, where ``usual`` is that in letters of the usual size."""
    return round(usual * font.pointSizeF() / theme.POINT_SIZE)


def row_height(font: QFont, text: str, word: str, width: int, usual: int = ROW_HEIGHT) -> int:
    """Height in pixels of a row in which a text is set in as many lines as it needs.

    Args:
        font: of the text.
        text: a name or a target.
        word: small word behind a name, below it where there is no room; empty for none.
        width: of the column.
        usual: height of a row of one line in letters of the usual size.
    """
    inside = width - _GRID_LINE - 2 * _PADDING
    room = inside - _indent(font, text)
    needed = wrapped_height(font, text.lstrip(_BLANK), room)
    below = 0 if _is_beside(font, text, word, inside) else QFontMetrics(small_font(font)).height()
    return max(least_height(font, usual), needed + below + 6)


def _is_beside(font: QFont, text: str, word: str, room: float) -> bool:
    """Whether a small word has room behind a name, on its one line."""
    if not word:
        return True
    small = QFontMetrics(small_font(font))
    return QFontMetrics(font).horizontalAdvance(text) + _WORD_GAP + small.horizontalAdvance(word) <= room


def _name_room(painter: QPainter, font: QFont, box: QRectF, text: str, word: str) -> QRectF:
    """Draw the small word of a row, and return where its name goes."""
    if not word:
        return box
    painter.setPen(QColor(now().muted))
    painter.setFont(small_font(font))
    if _is_beside(font, text, word, box.width()):
        painter.drawText(box, _RIGHT, word)
        return box
    height = QFontMetrics(small_font(font)).height()
    below = QRectF(box.left(), box.bottom() - height - 2, box.width(), height)
    painter.drawText(below, _RIGHT, word)
    return box.adjusted(0, 2, 0, -height - 2)


def _draw_wave(painter: QPainter, box: QRectF, width: int) -> None:
    """Draw a wavy line under a text that was not understood or not stored."""
    painter.setPen(QPen(QColor(now().red), 1))
    base = box.center().y() + 10
    x, up = box.right() - width, True
    while x < box.right() - 2:
        painter.drawLine(int(x), int(base + (2 if up else 0)), int(x + 3), int(base + (0 if up else 2)))
        x, up = x + 3, not up
