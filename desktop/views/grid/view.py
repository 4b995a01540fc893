"""The grid of a form with the habits of a spreadsheet."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.models.grid.roles import Role
from desktop.models.grid.table import FormGridModel, GridColumn
from desktop.views.grid.delegate import ROW_HEIGHT, GridDelegate, Move, row_height, small_font
from desktop.views.grid.frozen_columns import FrozenColumns

Index = QModelIndex | QPersistentModelIndex
_MINIMUM_NAME = 140
"""Pixels of the name column at least; our own choice, a word of ten characters."""
_FLAG = QItemSelectionModel.SelectionFlag


class FormGridView(QTableView):
    """Shows a :class:`FormGridModel`."""

    cell_chosen = Signal(str)
    """Address of the current cell."""
    refused = Signal(str)
    """Address of a cell into which somebody tried to type although it is closed."""
    pasted = Signal(str)
    """Clipboard text to be entered at the current cell."""
    filled_down = Signal(dict)
    """Address to text: cells to be filled from the top of the selection."""
    cleared = Signal(list)
    """Addresses to be emptied."""
    end_reached = Signal()
    """Enter or Tab in the last cell of the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty grid."""
        super().__init__(parent)
        self.setObjectName("formGrid")
        self.setAccessibleName("报表")
        self._delegate = GridDelegate(self)
        self._delegate.left.connect(self._move)
        self._delegate.pasted.connect(self._on_pasted_while_typing)
        self.setItemDelegate(self._delegate)
        self._frozen = FrozenColumns(self)
        self._fitted: tuple[int, str] | None = None
        """View width and font that columns and rows are fitted to; None where the texts have changed."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        # Qt's own Tab stops at closed and computed cells as well; see `_on_key`.
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(36)
        header.setSectionsClickable(False)

    def grid_model(self) -> FormGridModel:
        """The model, typed."""
        return cast("FormGridModel", self.model())

    def show_model(self, model: FormGridModel) -> None:
        """Show a model and choose its first entry cell."""
        self.leave()
        self.setModel(model)
        model.modelAboutToBeReset.connect(self.leave)
        model.modelReset.connect(self._on_model_reset)
        model.dataChanged.connect(self._on_texts_changed)
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
        model = self.grid_model()
        entries = [i for i in self._places() if model.is_entry(i)]
        # Where work is left; with nothing left, at the beginning.
        blank = next((i for i in entries if not i.data()), entries[0] if entries else None)
        if blank is not None:
            self.setCurrentIndex(blank)

    # --- layout ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QTableView.resizeEvent: the name takes what is left."""
        super().resizeEvent(event)
        self._fit()

    def _on_model_reset(self) -> None:
        self._fitted = None
        self._fit()
        self.choose_first()

    def _on_texts_changed(self) -> None:
        self._fitted = None

    def _fit(self) -> None:
        if not isinstance(self.model(), FormGridModel):
            return
        fitted = self.viewport().width(), self.font().toString()
        # Qt resizes a table several times before it is shown; measuring all its texts takes milliseconds.
        if fitted != self._fitted:
            self._fitted = fitted
            self._fit_texts()
        self._frozen.follow()

    def _fit_texts(self) -> None:
        grid = self.grid_model()
        widths = {c: self._width_of(c) for c in range(grid.columnCount()) if c != GridColumn.NAME}
        # The name wraps and the others do not, so it takes what is left, and the heights follow from it.
        name = max(_MINIMUM_NAME, self.viewport().width() - sum(widths.values()))
        for column, width in {**widths, GridColumn.NAME: name}.items():
            self.setColumnWidth(column, width)
        for row in range(grid.rowCount()):
            index = grid.index(row, GridColumn.NAME)
            text, word = str(grid.data(index)), str(grid.data(index, Role.DETAIL) or "")
            self.setRowHeight(row, row_height(self.font(), text, word, name))

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Override QTableView.scrollTo: a cell never stays below the columns that are kept in sight."""
        super().scrollTo(index, hint)
        self._frozen.follow()
        # The base class takes a cell below the frozen columns for visible.
        hidden = self._frozen.covered - self.visualRect(index).left()
        if index.column() > GridColumn.NAME and hidden > 0:
            bar = self.horizontalScrollBar()
            first = index.column() == GridColumn.FIRST_VALUE
            bar.setValue(0 if first else bar.value() - hidden)

    def _width_of(self, column: int) -> int:
        grid, metrics = self.grid_model(), self.fontMetrics()
        title = str(grid.headerData(column, Qt.Orientation.Horizontal) or "")
        # The head is bold and padded by the style sheet, and these are the metrics of the usual weight;
        # factor and margin are our own choice.
        widest = metrics.horizontalAdvance(title) * 1.06 + 12
        margin = 28 if column == grid.status_column else 14
        small = QFontMetrics(small_font(self.font()))
        for row in range(grid.rowCount()):
            index = grid.index(row, column)
            spare = margin
            if beside := grid.data(index, Role.DETAIL):
                spare += small.horizontalAdvance(beside) + 8
            widest = max(widest, metrics.horizontalAdvance(str(grid.data(index) or "")) + spare)
        least, most = {
            GridColumn.CODE: (40, 48),
            GridColumn.UNIT: (58, 84),
            GridColumn.EARLIER: (62, 140),
        }.get(GridColumn(min(column, GridColumn.FIRST_VALUE)), (68, 118))
        if column in (grid.target_column, grid.status_column):
            least, most = 96, 150
        return int(min(max(widest, least), most))

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
            if self.grid_model().is_value(index) and _is_wanted(event):
                self.refused.emit(self.current_address())
            return False
        # By typing one overwrites, and arrows go on to the next cell; by F2 or double click one corrects, and
        # they move in the text. As in Excel.
        self._delegate.arrows_move = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(index, trigger, event)  # type: ignore[call-overload]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QTableView.keyPressEvent."""
        # While an editor is open the keys are the delegate's.
        if self.state() == QAbstractItemView.State.EditingState or not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        # Before the keys one by one: some have a second meaning, as Shift+Delete, which cuts.
        if self._on_clipboard_key(event):
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._move(Move.UP if shift else Move.DOWN)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._move(Move.PREVIOUS if shift or key == Qt.Key.Key_Backtab else Move.NEXT)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not control:
            self._clear()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._jump(to_start=key == Qt.Key.Key_Home, whole=control)
        elif control and key == Qt.Key.Key_D:
            self._fill_down()
        elif key == Qt.Key.Key_Escape and self.grid_model().forget_rejected(self.current_address()):
            pass
        else:
            return False
        return True

    def _on_clipboard_key(self, event: QKeyEvent) -> bool:
        """Copy, cut or paste by whatever keys the system has for it, as Ctrl+Insert and Shift+Insert."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self._clear()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        else:
            return False
        return True

    def _on_pasted_while_typing(self, text: str) -> None:
        self.leave()
        self.pasted.emit(text)

    def keyboardSearch(self, search: str) -> None:
        """Override QTableView.keyboardSearch: typing never moves the cursor."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Override QTableView.focusNextPrevChild: Tab moves inside the grid, F6 leaves it."""
        del forward
        return False

    def copy(self) -> None:
        """Put the selection on the clipboard as spreadsheets do."""
        chosen = sorted((i.row(), i.column()) for i in self.selectedIndexes())
        if not chosen:
            return
        model = self.grid_model()
        lines = []
        for row in dict.fromkeys(r for r, _ in chosen):
            texts = [_copied(model.index(r, c)) for r, c in chosen if r == row]
            lines.append("\t".join(texts))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _clear(self) -> None:
        model = self.grid_model()
        chosen = [i for i in self.selectedIndexes() if model.is_entry(i)]
        addresses = [cell.address for i in chosen if (cell := model.cell_at(i)) is not None]
        if addresses:
            self.cleared.emit(addresses)
        else:
            self.refused.emit(self.current_address())

    def _fill_down(self) -> None:
        """Repeat the top row of the selection in the rows below it; in a single row, the row above it."""
        model = self.grid_model()
        chosen = [i for i in self.selectedIndexes() if model.is_value(i)]
        if not chosen:
            return
        top = min(i.row() for i in chosen)
        # A selection of one row has nothing below to be filled; Excel too then takes the row above.
        if all(i.row() == top for i in chosen):
            top -= 1
        texts = {}
        for index in chosen:
            source = model.index(top, index.column())
            cell = model.cell_at(index)
            if index.row() > top and model.is_entry(index) and model.is_entry(source) and cell is not None:
                texts[cell.address] = str(source.data(Qt.ItemDataRole.EditRole) or "")
        if texts:
            self.filled_down.emit(texts)

    # --- moving ----------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override QTableView.currentChanged."""
        super().currentChanged(current, previous)
        self.cell_chosen.emit(self.current_address())

    def _places(self, *, by_column: bool = False) -> list[QModelIndex]:
        """Value cells row by row, or column by column."""
        model = self.grid_model()
        rows = range(model.rowCount())
        columns = range(GridColumn.FIRST_VALUE, model.target_column)
        if by_column:
            return [model.index(r, c) for c in columns for r in rows]
        return [model.index(r, c) for r in rows for c in columns]

    def _move(self, move: Move) -> None:
        current = self.currentIndex()
        if move in (Move.LEFT, Move.RIGHT):
            step = -1 if move is Move.LEFT else 1
            self._go(self.grid_model().index(current.row(), current.column() + step))
            return
        # Enter goes down a column and on to the top of the next, Tab along a row; closed and computed cells
        # are passed over.
        by_column = move in (Move.DOWN, Move.UP)
        entries = [i for i in self._places(by_column=by_column) if self.grid_model().is_entry(i)]
        here = (current.column(), current.row()) if by_column else (current.row(), current.column())

        def place(index: QModelIndex) -> tuple[int, int]:
            return (index.column(), index.row()) if by_column else (index.row(), index.column())

        if move in (Move.DOWN, Move.NEXT):
            following = next((i for i in entries if place(i) > here), None)
        else:
            following = next((i for i in reversed(entries) if place(i) < here), None)
        if following is not None:
            self._go(following)
        elif move in (Move.DOWN, Move.NEXT):
            self.end_reached.emit()

    def _jump(self, *, to_start: bool, whole: bool) -> None:
        model = self.grid_model()
        row = self.currentIndex().row()
        entries = [i for i in self._places() if model.is_entry(i) and (whole or i.row() == row)]
        if entries:
            self._go(entries[0] if to_start else entries[-1])

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _FLAG.ClearAndSelect)
            self.scrollTo(index)


def _is_wanted(event: object) -> bool:
    """Whether a key press really was an attempt to type, not a bare modifier or a shortcut."""
    if not isinstance(event, QKeyEvent):
        return True
    # Shift types capitals and the keypad has its own modifier; with Ctrl or Alt it is a shortcut.
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return bool(event.text().strip()) and not held


def _copied(index: QModelIndex) -> str:
    """A cell as other programs take it."""
    text = str(index.data() or "").strip()
    # A figure without separators of thousands: another program may take them for a decimal comma, or the
    # figure for a text. What was not understood is no figure, nor are names.
    is_figure = index.column() >= GridColumn.EARLIER and not index.data(Role.PROBLEM)
    return text.replace(",", "") if is_figure else text
