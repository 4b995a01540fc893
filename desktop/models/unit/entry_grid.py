"""The grid into which a unit types: it takes figures, keeps what could not be stored, shows earlier years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from desktop.models.grid.cell_text import CellText, EarlierText, StatusText
from desktop.models.grid.roles import Role
from desktop.models.grid.table import USUAL_FLAGS, FormGridModel, Index
from desktop.models.unit.past_year import PastYear
from desktop.models.unit.suggestions import answers_at, is_sentence
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.year import YearChange
from forms.reporting.layout import Cell, CellKind, FormLayout, LayoutRow

_EDITABLE = USUAL_FLAGS | Qt.ItemFlag.ItemIsEditable

Unsaved = Mapping[str, tuple[str, str]]
"""Text and the reason why it was not stored, by the address of its cell."""


class EntryGridModel(FormGridModel):
    """Shows one form of a unit's year and takes what is typed into it.

    Texts that could not be stored are kept beside the stored ones and shown in their place.

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
        # Before the base class, which reads the texts.
        self._working = working
        self._pending: dict[str, tuple[str, str]] = {}
        self._reason = ""
        self.past: PastYear | None = None
        """The earlier year that is shown in place of the one that is open."""
        super().__init__(working, form, parent)
        working.refused.connect(self._on_working_refused)

    # --- what is shown ---------------------------------------------------------------------------

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

    def value_at(self, row: LayoutRow, cell: Cell) -> CellText:
        """Override FormGridModel.value_at."""
        if self.past is not None:
            return self.past.value_text(row, cell)
        text, is_attached = super().value_at(row, cell), cell.key in self._working.attached_keys
        return replace(text, attached=True) if is_attached and cell.kind is CellKind.ENTRY else text

    def earlier_at(self, row: LayoutRow) -> EarlierText:
        """Override FormGridModel.earlier_at."""
        return super().earlier_at(row) if self.past is None else self.past.earlier_text(row, row.cells[0])

    def status_at(self, row: LayoutRow) -> StatusText:
        """Override FormGridModel.status_at."""
        return super().status_at(row) if self.past is None else self.past.status_text(row)

    def titles(self) -> list[str]:
        """Override FormGridModel.titles."""
        if self.past is None:
            return super().titles()
        return self.titled(f"{self.year} 年", f"{self.year - 1} 年", "状态")

    def is_given(self, cell: Cell) -> bool:
        """Override FormGridModel.is_given: what was given is of the open year alone."""
        return self.past is None and super().is_given(cell)

    def asks_back(self, index: Index) -> bool:
        """Override FormGridModel.asks_back."""
        cell = self.cell_at(index)
        if cell is None or not self.is_entry(index) or self.past is not None or not index.data(Role.PROBLEM):
            return False
        return bool(answers_at(self._working, cell.address)) or is_sentence(str(index.data()))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override FormGridModel.flags."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        known = self.answers(index)  # asked of every cell that is painted
        is_entry = known.get(Role.KIND) is CellKind.ENTRY and not known.get(Role.GIVEN)
        return _EDITABLE if is_entry and self._is_open(index) else USUAL_FLAGS

    def _is_open(self, index: Index) -> bool:
        if self.past is not None:
            return not self.past.why_closed(self.cell_at(index))
        return self._working.is_editable

    def _text_at(self, row: int, position: int) -> CellText:
        text, address = super()._text_at(row, position), self._form.rows[row].cells[position].address
        if self.past is not None or address not in self._pending:
            return text
        typed, reason = self._pending[address]
        tip, said = f"没有保存：{reason}", "没有保存"
        return replace(text, shown=typed, edited=typed, problem=True, tip=tip, said=said)

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
        layout = self._working.layout.cell_by_address
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

    def _on_changed(self, change: object) -> None:
        # A figure was stored by paste, undo or import; the text that was not stored is out of date.
        assert isinstance(change, YearChange)
        places = self._working.layout.cells_by_key
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
