"""The chosen cells of the grid as other programs take them from the clipboard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex

from desktop.models.grid.roles import Role
from desktop.models.grid.table import FormGridModel, GridColumn


def copied_text(model: FormGridModel, chosen: Iterable[QModelIndex]) -> str:
    """Rows on lines of their own, cells with tabs between, as spreadsheets copy them; empty for no cell."""
    places = sorted((index.row(), index.column()) for index in chosen)
    rows = dict.fromkeys(row for row, _ in places)
    return "\n".join("\t".join(_text(model.index(r, c)) for r, c in places if r == row) for row in rows)


def _text(index: QModelIndex) -> str:
    text = str(index.data() or "").strip()
    # A figure without separators of thousands: another program may take them for a decimal comma, or the
    # figure for a text. What was not understood is no figure, nor are names.
    is_figure = index.column() >= GridColumn.EARLIER and not index.data(Role.PROBLEM)
    return text.replace(",", "") if is_figure else text
