"""The grid of one form: row code, name, unit, last year, this year's columns, target, status."""

from __future__ import annotations

from collections.abc import Container, Mapping
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.grid.cell_text import (
    CellText,
    EarlierText,
    StatusText,
    earlier_text,
    status_legend,
    status_text,
    value_text,
)
from desktop.models.grid.roles import Role
from desktop.models.grid.shown_year import ShownYear
from desktop.models.wording import target_column_text, target_column_title
from forms.reporting.layout import GIVEN, SURVEYED, Cell, CellKind, FormLayout, LayoutRow

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
USUAL_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_NOWHERE = QModelIndex()
_PAINTED = [
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Role.MARK,
    Role.PROBLEM,
]


class GridColumn(IntEnum):
    """Fixed columns in front; value columns follow, then target and status."""

    CODE = 0
    NAME = 1
    UNIT = 2
    EARLIER = 3
    FIRST_VALUE = 4


_LOCKED = f"{GIVEN}，已锁定"
_LETTERS = {GIVEN: "统", SURVEYED: "调", _LOCKED: "锁"}
_ATTACHED = "附"
"""Mark in the cells of a row whose figures the unit does not count itself; its name says the whole word."""


class FormGridModel(QAbstractTableModel):
    """Shows one form of a year to a table view; nothing can be typed into it.

    The texts of all cells are kept, since ``data`` is called for every visible cell at each paint; they are
    computed again when the year changes. What a desk shows otherwise it overrides in ``value_at`` and the
    methods beside it; where figures are typed, a class of its own takes them.

    Args:
        shown: the year.
        form: the form to show.
    """

    def __init__(self, shown: ShownYear, form: FormLayout, parent: QObject | None = None) -> None:
        """Show a form."""
        super().__init__(parent)
        self._shown = shown
        self._form = form
        self._values: list[list[CellText]] = []
        self._status: list[StatusText] = []
        self._titles: list[str] | None = None
        """Titles of the columns, until something is read anew."""
        self._answers: dict[tuple[int, int], dict[int, Any]] = {}
        """What was answered by row and column, until something changes there."""
        self._read()
        shown.changed.connect(self._on_changed)
        shown.state_changed.connect(self._refresh)

    # --- shape -----------------------------------------------------------------------------------

    @property
    def form(self) -> FormLayout:
        """The form shown."""
        return self._form

    @property
    def target_column(self) -> int:
        """Column of the targets."""
        return GridColumn.FIRST_VALUE + len(self._form.column_names)

    @property
    def status_column(self) -> int:
        """Column of the status."""
        return self.target_column + 1

    def show_form(self, form: FormLayout) -> None:
        """Show another form."""
        # A reset, since forms differ in rows and columns.
        self.beginResetModel()
        self._form = form
        self._answers.clear()
        self._read()
        self.endResetModel()

    @property
    def year(self) -> int:
        """The year whose figures are shown."""
        return self._shown.desk_year

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractTableModel.rowCount."""
        # Qt asks also for the rows below a cell; a table has none.
        return 0 if parent.isValid() else len(self._form.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractTableModel.columnCount."""
        return 0 if parent.isValid() else self.status_column + 1

    def cell_at(self, index: Index) -> Cell | None:
        """The cell of the form under an index; the row's first cell for the columns beside values."""
        if not index.isValid():
            return None
        cells = self._form.rows[index.row()].cells
        position = index.column() - GridColumn.FIRST_VALUE
        return cells[position] if 0 <= position < len(cells) else cells[0]

    def index_of(self, address: str) -> QModelIndex:
        """The index of a cell; an invalid one if it is on another form."""
        for number, row in enumerate(self._form.rows):
            for position, cell in enumerate(row.cells):
                if cell.address == address:
                    return self.index(number, GridColumn.FIRST_VALUE + position)
        return QModelIndex()

    def is_value(self, index: Index) -> bool:
        """Whether an index is in one of this year's columns."""
        return index.isValid() and GridColumn.FIRST_VALUE <= index.column() < self.target_column

    def is_entry(self, index: Index) -> bool:
        """Whether a unit types a figure at an index: not where the statistics office gave it."""
        cell = self.cell_at(index)
        if cell is None or not self.is_value(index) or cell.kind is not CellKind.ENTRY:
            return False
        return not self.is_given(cell)

    def is_given(self, cell: Cell) -> bool:
        """Whether the statistics office gave the figure of a cell."""
        return self._shown.is_given(cell)

    def asks_back(self, index: Index) -> bool:
        """Whether what was typed at an index was not understood, but something can be offered instead."""
        del index
        return False

    def forget_rejected(self, address: str) -> bool:
        """Drop text that could not be stored and show what is stored again; False where there is none."""
        del address
        return False

    # --- what is shown, for desks that show it otherwise -----------------------------------------

    def value_at(self, row: LayoutRow, cell: Cell) -> CellText:
        """Text of a value cell."""
        return value_text(self._shown, row, cell)

    def earlier_at(self, row: LayoutRow) -> EarlierText:
        """Text of the year before it, of the row's first cell."""
        return earlier_text(self._shown, row, row.cells[0])

    def status_at(self, row: LayoutRow) -> StatusText:
        """Text of the status column."""
        return status_text(self._shown, row)

    def name_at(self, row: LayoutRow) -> StatusText:
        """Name of a row, with what is to be told of it there and its mark."""
        subject = row.item or row.indicator
        return StatusText(row.label, None, subject.definition if subject is not None else "")

    def titles(self) -> list[str]:
        """Titles of all columns."""
        return self.titled("本年", "上年", "状态")

    def titled(self, this: str, last: str, status: str) -> list[str]:
        """Titles of all columns, with these for the year, the one before and the status."""
        names = list(self._form.column_names)
        names[0] = f"{this} {names[0]}" if len(names) > 1 else this
        target = target_column_title(self._shown.plan, self._form)
        return ["代码", "指标名称", "计量单位", last, *names, target, status]

    # --- reading ---------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractTableModel.flags."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return USUAL_FLAGS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Override QAbstractTableModel.headerData."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _CENTRE
        if role == Qt.ItemDataRole.ToolTipRole and section == self.status_column:
            return status_legend()
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if self._titles is None:
            # Whatever else it paints, a view asks for every one of them some ten times.
            self._titles = self.titles()
        return self._titles[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractTableModel.data."""
        return self.answers(index).get(role) if index.isValid() else None

    def answers(self, index: Index) -> Mapping[int, Any]:
        """All that is known of a valid index, by role, as the painter needs it."""
        place = index.row(), index.column()
        answers = self._answers.get(place)
        if answers is None:
            # A view asks for some ten roles of every cell at each paint.
            answers = self._answers[place] = self._answers_at(index)
        return answers

    def _answers_at(self, index: Index) -> dict[int, Any]:
        """What is known of an index, by role."""
        row, cell = self._form.rows[index.row()], self.cell_at(index)
        if self.is_value(index):
            answers = self._value_answers(index)
        elif index.column() == self.status_column:
            answers = self._status_answers(index.row())
        else:
            answers = self._beside_answers(row, index.column())
        answers[Role.DERIVED_ROW] = row.cells[0].kind is CellKind.DERIVED
        answers[Role.ADDRESS] = cell.address if cell is not None else None
        return answers

    def _value_answers(self, index: Index) -> dict[int, Any]:
        position = index.column() - GridColumn.FIRST_VALUE
        cell = self._form.rows[index.row()].cells[position]
        text = self._text_at(index.row(), position)
        is_given = self.is_given(cell)
        origin = self._form.rows[index.row()].origin if cell.kind is CellKind.ENTRY else ""
        origin = _LOCKED if is_given else origin
        said = text.said or ("填写有误" if text.problem else "")
        wrong = f"，{said}" if said else ""
        wrong += "，统计局提问，待答复" if text.asked else ""
        wrong += "，有附件" if text.attached else ""
        spoken = f"{text.shown or '空'}{wrong}{f'，{origin}' if origin else ''}"
        letters = _LETTERS.get(origin, "") + _ATTACHED * text.attached
        return {
            Qt.ItemDataRole.DisplayRole: text.shown,
            Qt.ItemDataRole.EditRole: text.edited,
            Qt.ItemDataRole.TextAlignmentRole: _RIGHT,
            Qt.ItemDataRole.ToolTipRole: text.tip or None,
            Qt.ItemDataRole.AccessibleTextRole: spoken,
            Role.DETAIL: letters or None,
            Role.KIND: cell.kind,
            Role.GIVEN: is_given,
            Role.MARK: text.mark,
            Role.PROBLEM: text.problem,
            Role.ASKED: text.asked,
        }

    def _text_at(self, row: int, position: int) -> CellText:
        return self._values[row][position]

    def _status_answers(self, number: int) -> dict[int, Any]:
        status = self._status[number]
        return {
            Qt.ItemDataRole.DisplayRole: status.text,
            Qt.ItemDataRole.ToolTipRole: status.tip or None,
            Qt.ItemDataRole.TextAlignmentRole: _LEFT,
            Role.MARK: status.mark,
        }

    def _beside_answers(self, row: LayoutRow, column: int) -> dict[int, Any]:
        if column == GridColumn.EARLIER:
            return self._earlier_answers(row)
        if column == GridColumn.NAME:
            name = self.name_at(row)
            return {
                Qt.ItemDataRole.DisplayRole: name.text,
                Qt.ItemDataRole.ToolTipRole: name.tip or None,
                Qt.ItemDataRole.TextAlignmentRole: _LEFT,
                Role.DETAIL: row.origin or None,
                Role.MARK: name.mark,
            }
        plan = self._shown.plan
        texts = {GridColumn.CODE: row.code, GridColumn.UNIT: row.unit}
        # Targets come after a number of value columns that differs from form to form, so their column has no
        # member of GridColumn.
        text = texts[GridColumn(column)] if column in texts else target_column_text(plan, self._form, row)
        alignment = _CENTRE if column == GridColumn.CODE else _LEFT
        return {Qt.ItemDataRole.DisplayRole: text, Qt.ItemDataRole.TextAlignmentRole: alignment}

    def _earlier_answers(self, row: LayoutRow) -> dict[int, Any]:
        earlier = self.earlier_at(row)
        spoken = f"{earlier.shown}，{earlier.apart}" if earlier.apart else None
        return {
            Qt.ItemDataRole.DisplayRole: earlier.shown,
            Qt.ItemDataRole.ToolTipRole: earlier.why or None,
            Qt.ItemDataRole.AccessibleTextRole: spoken,
            Qt.ItemDataRole.TextAlignmentRole: _RIGHT,
            Role.DETAIL: earlier.apart or None,
        }

    # --- following -------------------------------------------------------------------------------

    def _read(self) -> None:
        """Compute the texts of all cells, so that ``data`` need not."""
        self._titles = None
        # All cells and not the changed one: a figure also changes computed cells, findings and verdicts of
        # others.
        self._values = [[self.value_at(row, cell) for cell in row.cells] for row in self._form.rows]
        self._status = [self.status_at(row) for row in self._form.rows]

    def _refresh(self) -> None:
        self._answers.clear()
        self._read()
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, GridColumn.FIRST_VALUE), last, _PAINTED)

    def _refresh_changed(self, addresses: Container[str] = ()) -> None:
        """Compute all texts anew; only cells that differ, and these, are painted."""
        values, status = self._values, self._status
        self._read()
        for row, cells in enumerate(self._form.rows):
            for position, cell in enumerate(cells.cells):
                if self._values[row][position] != values[row][position] or cell.address in addresses:
                    self._repaint(row, GridColumn.FIRST_VALUE + position)
            if self._status[row] != status[row]:
                self._repaint(row, self.status_column)

    def _repaint(self, row: int, column: int) -> None:
        """Paint one cell anew: of several at once a view would paint everything."""
        self._answers.pop((row, column), None)
        index = self.index(row, column)
        self.dataChanged.emit(index, index, _PAINTED)

    def _on_changed(self, change: object) -> None:
        del change
        self._refresh_changed()
