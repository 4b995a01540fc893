"""The texts with which several cells are filled at once: from the row above, from last year, or a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt

from desktop.models.grid.table import FormGridModel
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.last_year import last_year_texts
from forms.errors import TianbaoError
from forms.figures.quantity import Missing

Texts = Mapping[str, str]
"""Text to be entered, by the address of its cell."""


def texts_from_above(model: FormGridModel, chosen: Sequence[QModelIndex]) -> Texts:
    """The top row of a selection for the rows below it; of a single row, what stands above it.

    A cell that takes no figure is neither a source nor filled.
    """
    values = [index for index in chosen if model.is_value(index)]
    top = _source_line([index.row() for index in values])
    return _texts_from(model, [(index, model.index(top, index.column())) for index in values])


def texts_from_left(model: FormGridModel, chosen: Sequence[QModelIndex]) -> Texts:
    """The first column of a selection for those at its right; of a single column, what stands left of it."""
    values = [index for index in chosen if model.is_value(index)]
    first = _source_line([index.column() for index in values])
    return _texts_from(model, [(index, model.index(index.row(), first)) for index in values])


def _source_line(lines: Sequence[int]) -> int:
    """The row or column that is copied from those of a selection."""
    first = min(lines, default=0)
    # A selection of one line has nothing behind it to be filled; Excel too then takes the line before.
    return first - 1 if all(line == first for line in lines) else first


def _texts_from(model: FormGridModel, pairs: Iterable[tuple[QModelIndex, QModelIndex]]) -> Texts:
    """The texts of sources for the cells to be filled from them."""
    texts = {}
    for index, source in pairs:
        cell = model.cell_at(index)
        if index != source and model.is_entry(index) and model.is_entry(source) and cell is not None:
            texts[cell.address] = str(source.data(Qt.ItemDataRole.EditRole) or "")
    return texts


def texts_of_last_year(working: WorkingYear, addresses: Iterable[str]) -> Texts:
    """What stood in cells last year; cells of which nothing comparable is known are left out."""
    cells = working.year.layout.cell_by_address
    wanted = {cells[address].key: address for address in addresses}
    try:
        found = last_year_texts(working.year, wanted)
    except TianbaoError:  # the file cannot be read just now; the next thing to be stored says so
        return {}
    return {wanted[key]: text for key, text in found.items()}


def texts_of_reason(addresses: Iterable[str], reason: Missing) -> Texts:
    """A reason in place of the figures of cells."""
    return dict.fromkeys(addresses, reason.label)
