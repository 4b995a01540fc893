"""The grid of one form: row code, name, unit, last year, this year's columns, target, status."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.models.grid.cell_text import (
    CellText,
    StatusText,
    earlier_text,
    status_legend,
    status_text,
    value_text,
)
from desktop.models.grid.roles import Role
from desktop.models.unit.past_year import PastYear
from desktop.models.unit.suggestions import answers_at
from desktop.models.unit.working_year import WorkingYear
from desktop.models.wording import target_column_text, target_column_title
from desktop.services.unit.year import YearChange
from forms.reporting.layout import GIVEN, SURVEYED, Cell, CellKind, FormLayout, LayoutRow

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_USUAL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _USUAL | Qt.ItemFlag.ItemIsEditable
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
"""Mark in the cells of a row whose figures the unit does not count itself; its name says the whole word."""


Unsaved = Mapping[str, tuple[str, str]]
"""Text and the reason why it was not stored, by the address of its cell."""


class FormGridModel(QAbstractTableModel):
    """Shows one form of a year to a table view.

    The texts of all cells are kept, since ``data`` is called for every visible cell at each paint; they are
    computed again when the year changes. Texts that could not be stored are kept beside them and shown in
    their place.

    Args:
        working: the year.
        form: the form to show.
    """

    unsaved_changed = Signal()
    """The texts that could not be stored changed."""
    past_typed = Signal(dict)
    """A text was typed into a cell of the earlier year that is shown, by its address."""
    rejected = Signal(str, str, str)
    """Cell address, the text that was typed, and why it was not stored."""

    def __init__(self, working: WorkingYear, form: FormLayout, parent: QObject | None = None) -> None:
        """Show a form."""
        super().__init__(parent)
        self._working = working
        self._form = form
        self._pending: dict[str, tuple[str, str]] = {}
        self._values: list[list[CellText]] = []
        self._status: list[StatusText] = []
        self._answers: dict[tuple[int, int], dict[int, Any]] = {}
        """What was answered by row and column, until something changes there."""
        self._reason = ""
        self.past: PastYear | None = None
        """The earlier year that is shown in place of the one that is open."""
        self._read()
        working.changed.connect(self._on_working_changed)
        working.state_changed.connect(self._refresh)
        working.refused.connect(self._on_working_refused)

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
        # A reset, since forms differ in rows and columns. Texts that were not stored stay, by their address:
        # they are shown again when their form is.
        self.beginResetModel()
        self._form = form
        self._answers.clear()
        self._read()
        self.endResetModel()

    def show_past(self, past: PastYear | None) -> None:
        """Show an earlier year, or the one that is open again."""
        self.beginResetModel()
        self.past = past
        self._answers.clear()
        self._read()
        self.endResetModel()

    @property
    def year(self) -> int:
        """The year whose figures are shown."""
        return self.past.year if self.past is not None else self._working.desk_year

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
        """Whether a figure is typed at an index: not where the statistics office gave it."""
        cell = self.cell_at(index)
        if cell is None or not self.is_value(index) or cell.kind is not CellKind.ENTRY:
            return False
        return self.past is not None or not self._working.is_given(cell)

    def asks_back(self, index: Index) -> bool:
        """Whether what was typed at an index was not understood, but something can be offered instead."""
        cell = self.cell_at(index)
        if cell is None or not self.is_entry(index) or self.past is not None or not index.data(Role.PROBLEM):
            return False
        return bool(answers_at(self._working, cell.address))

    # --- reading ---------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractTableModel.flags."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        known = self.answers(index)  # asked of every cell that is painted
        is_entry = known.get(Role.KIND) is CellKind.ENTRY and not known.get(Role.GIVEN)
        return _EDITABLE if is_entry and self._is_open(index) else _USUAL

    def _is_open(self, index: Index) -> bool:
        if self.past is not None:
            return not self.past.why_closed(self.cell_at(index))
        return self._working.is_editable

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
        return self._titles()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _titles(self) -> list[str]:
        names = list(self._form.column_names)
        this, last = ("本年", "上年") if self.past is None else (f"{self.year} 年", f"{self.year - 1} 年")
        names[0] = f"{this} {names[0]}" if len(names) > 1 else this
        target = target_column_title(self._working.year.desk.plan, self._form)
        return ["代码", "指标名称", "计量单位", last, *names, target, "状态"]

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
        text = self._values[index.row()][position]
        pending = self._pending.get(cell.address) if self.past is None else None
        shown = pending[0] if pending else text.shown
        is_given = self.past is None and self._working.is_given(cell)
        origin = self._form.rows[index.row()].origin if cell.kind is CellKind.ENTRY else ""
        origin = _LOCKED if is_given else origin
        wrong = "，没有保存" if pending else "，填写有误" if text.problem else ""
        wrong += "，统计局提问，待答复" if text.asked else ""
        return {
            Qt.ItemDataRole.DisplayRole: shown,
            Qt.ItemDataRole.EditRole: pending[0] if pending else text.edited,
            Qt.ItemDataRole.TextAlignmentRole: _RIGHT,
            Qt.ItemDataRole.ToolTipRole: (f"没有保存：{pending[1]}" if pending else text.tip) or None,
            Qt.ItemDataRole.AccessibleTextRole: f"{shown or '空'}{wrong}{f'，{origin}' if origin else ''}",
            Role.DETAIL: _LETTERS.get(origin),
            Role.KIND: cell.kind,
            Role.GIVEN: is_given,
            Role.MARK: text.mark,
            Role.PROBLEM: bool(pending) or text.problem,
            Role.ASKED: text.asked,
        }

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
            subject = row.item or row.indicator
            return {
                Qt.ItemDataRole.DisplayRole: row.label,
                Qt.ItemDataRole.ToolTipRole: subject and subject.definition,
                Qt.ItemDataRole.TextAlignmentRole: _LEFT,
                Role.DETAIL: row.origin or None,
            }
        plan = self._working.year.desk.plan
        texts = {GridColumn.CODE: row.code, GridColumn.UNIT: row.unit}
        # Targets come after a number of value columns that differs from form to form, so their column has no
        # member of GridColumn.
        text = texts[GridColumn(column)] if column in texts else target_column_text(plan, self._form, row)
        alignment = _CENTRE if column == GridColumn.CODE else _LEFT
        return {Qt.ItemDataRole.DisplayRole: text, Qt.ItemDataRole.TextAlignmentRole: alignment}

    def _earlier_answers(self, row: LayoutRow) -> dict[int, Any]:
        if self.past is not None:
            earlier = self.past.earlier_text(row, row.cells[0])
        else:
            earlier = earlier_text(self._working, row, row.cells[0])
        spoken = f"{earlier.shown}，{earlier.apart}" if earlier.apart else None
        return {
            Qt.ItemDataRole.DisplayRole: earlier.shown,
            Qt.ItemDataRole.ToolTipRole: earlier.why or None,
            Qt.ItemDataRole.AccessibleTextRole: spoken,
            Qt.ItemDataRole.TextAlignmentRole: _RIGHT,
            Role.DETAIL: earlier.apart or None,
        }

    # --- writing ---------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Override QAbstractTableModel.setData. It never raises; a refusal emits ``rejected``."""
        cell = self.cell_at(index)
        if role != Qt.ItemDataRole.EditRole or not self.is_entry(index) or cell is None:
            return False
        text = "" if value is None else str(value)
        if self.past is not None:
            self.past_typed.emit({cell.address: text})
            return False
        self._reason = ""
        # `enter` says why it refuses by the signal `refused`, whose slot sets `_reason` before `enter`
        # returns.
        if self._working.enter(cell.address, text):
            self._pending.pop(cell.address, None)
            self._repaint(index.row(), index.column())
            self.unsaved_changed.emit()
            return True
        # A closed cell keeps no text: nobody could come back to it and correct it.
        if not self._working.why_closed(cell.address):
            self._pending[cell.address] = (text, self._reason)
        self._repaint(index.row(), index.column())
        self.unsaved_changed.emit()
        self.rejected.emit(cell.address, text, self._reason)
        return False

    def forget_rejected(self, address: str) -> bool:
        """Drop text that could not be stored and show what is stored again."""
        found = self._pending.pop(address, None) is not None
        if found:
            self._refresh()
            self.unsaved_changed.emit()
        return found

    @property
    def has_unsaved(self) -> bool:
        """Whether a cell holds a text that could not be stored."""
        return bool(self._pending)

    @property
    def unsaved(self) -> Unsaved:
        """Texts that could not be stored, and why not, by cell."""
        return dict(self._pending)

    def hold(self, unsaved: Unsaved) -> None:
        """Show texts again that could not be stored before; those of other cells go."""
        layout = self._working.year.layout.cell_by_address
        known = {a: text for a, text in unsaved.items() if a in layout and layout[a].kind is CellKind.ENTRY}
        self._pending |= known
        if known:
            self._refresh()
            self.unsaved_changed.emit()

    def keep(self, texts: Mapping[str, str]) -> None:
        """Keep the texts of several cells, of which the last change was refused."""
        refusal = self._working.refusal
        self.hold({a: (text, refusal) for a, text in texts.items() if not self._working.why_closed(a)})

    # --- following -------------------------------------------------------------------------------

    def _read(self) -> None:
        """Compute the texts of all cells, so that ``data`` need not."""
        rows = self._form.rows
        if self.past is not None:
            self._values = [[self.past.value_text(row, cell) for cell in row.cells] for row in rows]
            self._status = [self.past.status_text(row) for row in rows]
            return
        # All cells and not the changed one: a figure also changes computed cells, findings and verdicts of
        # others.
        self._values = [[value_text(self._working, row, cell) for cell in row.cells] for row in rows]
        self._status = [status_text(self._working, row) for row in rows]

    def _refresh(self) -> None:
        self._answers.clear()
        self._read()
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, GridColumn.FIRST_VALUE), last, _PAINTED)

    def _refresh_changed(self, addresses: set[str]) -> None:
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

    def _on_working_changed(self, change: YearChange) -> None:
        # A figure was stored by paste, undo or import; the text that was not stored is out of date.
        places = self._working.year.layout.cells_by_key
        stored = {cell.address for key in change.keys for cell in places.get(key, ())}
        out_of_date = stored & self._pending.keys()
        for address in out_of_date:
            del self._pending[address]
        self._refresh_changed(out_of_date)
        if out_of_date:
            self.unsaved_changed.emit()

    def _on_working_refused(self, address: str, reason: str) -> None:
        del address
        self._reason = reason
