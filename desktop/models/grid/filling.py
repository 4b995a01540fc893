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
    if not values:
        return {}
    top = min(index.row() for index in values)
    # A selection of one row has nothing below to be filled; Excel too then takes the row above.
    if all(index.row() == top for index in values):
        top -= 1
    texts = {}
    for index in values:
        source, cell = model.index(top, index.column()), model.cell_at(index)
        if index.row() > top and model.is_entry(index) and model.is_entry(source) and cell is not None:
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
