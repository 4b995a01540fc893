"""The grid of a form with the habits of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from desktop.models.grid.copying import copied_text
from desktop.models.grid.moving import Move, edge_of_data, first_blank
from desktop.models.grid.table import FormGridModel
from desktop.views.grid.choosing import BlockChoosing
from desktop.views.grid.commands import Command, command_of
from desktop.views.grid.cursor import GridCursor
from desktop.views.grid.delegate import GridDelegate
from desktop.views.grid.file_drops import FileDrops
from desktop.views.grid.fitted_table import FittedTable
from desktop.views.grid.menu import grid_menu
from desktop.views.grid.zoom import GridZoom

Index = QModelIndex | QPersistentModelIndex
_FLAG = QItemSelectionModel.SelectionFlag
_ACTION = QAbstractItemView.CursorAction
_ARROW_MOVES = {
    _ACTION.MoveUp: Move.UP,
    _ACTION.MoveDown: Move.DOWN,
    _ACTION.MoveLeft: Move.LEFT,
    _ACTION.MoveRight: Move.RIGHT,
}


class FormGridView(FittedTable):
    """Shows a :class:`FormGridModel`."""

    cell_chosen = Signal(str)
    """Address of the current cell."""
    refused = Signal(str)
    """Address of a cell into which, or beside which, somebody tried to type although it is closed."""
    status_wanted = Signal(int)
    """Row whose status was double clicked: somebody wants to know why."""
    stayed = Signal()
    """Enter or Tab did not leave a closed cell, because something was typed there that was not taken."""
    pasted = Signal(str)
    """Clipboard text to be entered at the current cell."""
    leaving = Signal(bool)
    """A cell is being left with a key: True before its figure is stored, False when the cursor has moved."""
    commanded = Signal(object)
    """A ``Command`` about the chosen cells was given by its key, or in the menu."""
    asked_back = Signal(str)
    """Address of a cell in which something unreadable was typed of which it can be said what it may mean."""
    chosen_changed = Signal()
    """Other cells are chosen, or something else stands in them."""
    end_reached = Signal()
    """Enter or Tab in the last cell of the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty grid."""
        super().__init__(parent)
        self.setObjectName("formGrid")
        self.setAccessibleName("报表")
        self._delegate = GridDelegate(self)
        self._block = BlockChoosing(self)
        self._cursor = GridCursor(
            self, self.end_reached.emit, self.asked_back.emit, self._block, self.stayed.emit
        )
        self._delegate.left.connect(self._cursor.leave_editor)
        self._delegate.leaving.connect(self.leaving)
        self._delegate.pasted.connect(self._on_pasted_while_typing)
        self._delegate.commanded.connect(self._on_commanded_while_typing)
        self.setItemDelegate(self._delegate)
        self.drops, self.zoom = FileDrops(self), GridZoom(self)
        self.zoom.changed.connect(self.fit)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        # Qt's own Tab stops at closed and computed cells as well; see `_on_key`.
        self.setTabKeyNavigation(False)

    def show_model(self, model: FormGridModel) -> None:
        """Show a model and choose its first entry cell."""
        self.leave()
        self.setModel(model)
        model.modelAboutToBeReset.connect(self.leave)
        model.modelReset.connect(self._on_model_reset)
        model.dataChanged.connect(self.follow_texts)
        self._on_model_reset()

    def leave(self) -> None:
        """Store what is being typed and close the editor, where one is open."""
        # A reset, as for another form, throws an open editor away; by the model's signal before it, the cell
        # that is being typed is still there.
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, GridDelegate.EndEditHint.NoHint)

    def choose(self, address: str) -> bool:
        """Make a cell current and scroll to it; False when it is on another form."""
        index = self.grid_model().index_of(address)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def current_address(self) -> str:
        """Address of the current cell, empty without one."""
        cell = self.grid_model().cell_at(self.currentIndex())
        return cell.address if cell is not None else ""

    def choose_first(self) -> None:
        """Make the first blank entry cell current, else the first entry cell."""
        index = first_blank(self.grid_model())
        if index is not None:
            self.setCurrentIndex(index)

    def chosen_entries(self) -> list[str]:
        """Addresses of the chosen cells in which figures are typed, row by row."""
        model = self.grid_model()
        chosen = sorted(self.selectedIndexes(), key=lambda i: (i.row(), i.column()))
        cells = [model.cell_at(index) for index in chosen if model.is_entry(index)]
        return [cell.address for cell in cells if cell is not None]

    def select_block(self, addresses: Iterable[str]) -> None:
        """Choose the block in which cells lie; its first cell becomes the current one."""
        found = [i for a in addresses if (i := self.grid_model().index_of(a)).isValid()]
        if not found:
            return
        rows, columns = [i.row() for i in found], [i.column() for i in found]
        first = self.grid_model().index(min(rows), min(columns))
        last = self.grid_model().index(max(rows), max(columns))
        self.selectionModel().setCurrentIndex(first, _FLAG.NoUpdate)
        self.selectionModel().select(QItemSelection(first, last), _FLAG.ClearAndSelect)
        self._block.end_at(last)
        self.scrollTo(first)

    def _on_model_reset(self) -> None:
        self.fit_anew()
        self.choose_first()

    # --- keys ------------------------------------------------------------------------------------

    def edit(self, index: Index, trigger: object = None, event: object = None) -> bool:  # type: ignore[override]
        """Override QTableView.edit: remember whether arrows move, and say why a cell is closed."""
        # Two functions of Qt have this name. The slot, with the index alone, returns nothing.
        if trigger is None:
            super().edit(index)
            return True
        asked = trigger in (
            QAbstractItemView.EditTrigger.EditKeyPressed,
            QAbstractItemView.EditTrigger.DoubleClicked,
            QAbstractItemView.EditTrigger.AnyKeyPressed,
        )
        if asked and index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            by_mouse = trigger is QAbstractItemView.EditTrigger.DoubleClicked
            if by_mouse and index.column() == self.grid_model().status_column:
                self.status_wanted.emit(index.row())
            elif _is_wanted(event):
                if trigger is QAbstractItemView.EditTrigger.AnyKeyPressed:
                    self._cursor.refuse()
                self.refused.emit(self.current_address())
            return False
        # By typing one overwrites, and arrows go on to the next cell; by F2 or double click one corrects, and
        # they move in the text. As in Excel.
        self._delegate.arrows_move = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        is_open: bool = super().edit(index, trigger, event)  # type: ignore[call-overload]
        editor = self.indexWidget(index)
        if isinstance(editor, QLineEdit) and not self._delegate.arrows_move:
            editor.end(False)
            if isinstance(event, QMouseEvent):
                place = editor.mapFromGlobal(event.globalPosition().toPoint())
                editor.setCursorPosition(editor.cursorPositionAt(place))
        return is_open

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QTableView.keyPressEvent."""
        # While an editor is open the keys are the delegate's.
        if self.state() == QAbstractItemView.State.EditingState or not self._on_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QTableView.mousePressEvent."""
        if not self._block.on_click(event):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QTableView.mouseReleaseEvent."""
        is_drawn = self.state() == QAbstractItemView.State.DragSelectingState
        super().mouseReleaseEvent(event)
        if is_drawn:
            self._block.settle()

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        # Before the keys one by one: some have a second meaning, as Shift+Delete, which cuts.
        command = command_of(event)
        if command is not None:
            self.command(command)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._cursor.move(Move.UP if shift else Move.DOWN)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._cursor.move(Move.PREVIOUS if shift or key == Qt.Key.Key_Backtab else Move.NEXT)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._cursor.jump(to_start=key == Qt.Key.Key_Home, whole=control, extends=shift)
        elif key == Qt.Key.Key_Escape and self.grid_model().forget_rejected(self.current_address()):
            pass
        else:
            return self._block.on_key(event)
        return True

    def command(self, command: Command) -> None:
        """Do what a command says about the chosen cells."""
        chosen = self.selectedIndexes() if command in (Command.COPY, Command.CUT) else []
        if chosen:
            QGuiApplication.clipboard().setText(copied_text(self.grid_model(), chosen))
        if command is Command.PASTE:
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif command is not Command.COPY:
            self.commanded.emit(command)

    def _on_commanded_while_typing(self, command: Command) -> None:
        if command in (Command.NEXT_BLANK, Command.PREVIOUS_BLANK):
            self.leave()
        else:  # what was typed is replaced
            self.closeEditor(self.indexWidget(self.currentIndex()), GridDelegate.EndEditHint.RevertModelCache)
        self.command(command)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Override QTableView.contextMenuEvent: as in Excel, a cell outside the selection is chosen first."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid():
            return
        self.leave()
        if not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        below = self.visualRect(index).bottomLeft()
        menu = grid_menu(self, self.command)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(event.pos() if by_mouse else below))

    def _on_pasted_while_typing(self, text: str) -> None:
        self.leave()
        self.pasted.emit(text)

    def keyboardSearch(self, search: str) -> None:
        """Override QTableView.keyboardSearch: typing never moves the cursor."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Override QTableView.focusNextPrevChild: Tab moves inside the grid, F6 leaves it."""
        del forward
        return False

    # --- moving ----------------------------------------------------------------------------------

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Override QTableView.moveCursor: Ctrl and an arrow go to the edge of the figures."""
        if modifiers & Qt.KeyboardModifier.ControlModifier and action in _ARROW_MOVES:
            return edge_of_data(self.grid_model(), self.currentIndex(), _ARROW_MOVES[action])
        return super().moveCursor(action, modifiers)

    def go_on(self) -> None:
        """Go where Enter or Tab led to before something was asked, now that it is answered."""
        self._cursor.go_on()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override QTableView.currentChanged."""
        super().currentChanged(current, previous)
        self._block.follow(current)
        self._cursor.forget()
        self.cell_chosen.emit(self.current_address())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Override QTableView.selectionChanged."""
        super().selectionChanged(selected, deselected)
        self.chosen_changed.emit()


def _is_wanted(event: object) -> bool:
    """Whether a key press really was an attempt to type, not a bare modifier or a shortcut."""
    if not isinstance(event, QKeyEvent):
        return True
    # Shift types capitals and the keypad has its own modifier; with Ctrl or Alt it is a shortcut.
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return bool(event.text().strip()) and not held
