"""Where the cursor goes in the grid, as in a spreadsheet; closed and computed cells are passed over."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from desktop.models.grid.shown_year import ShownYear
from desktop.models.grid.table import FormGridModel, GridColumn

Index = QModelIndex | QPersistentModelIndex


class Move(Enum):
    """Where the cursor goes from a cell."""

    DOWN = auto()
    UP = auto()
    LEFT = auto()
    RIGHT = auto()
    NEXT = auto()
    PREVIOUS = auto()


_STEPS = {Move.DOWN: (1, 0), Move.UP: (-1, 0), Move.LEFT: (0, -1), Move.RIGHT: (0, 1)}
"""Rows and columns of one step. By definition of the directions."""


def entries(model: FormGridModel, *, by_column: bool = False) -> list[QModelIndex]:
    """The cells in which figures are typed, row by row, or column by column."""
    rows = range(model.rowCount())
    columns = range(GridColumn.FIRST_VALUE, model.target_column)
    if by_column:
        found = [model.index(r, c) for c in columns for r in rows]
    else:
        found = [model.index(r, c) for r in rows for c in columns]
    return [index for index in found if model.is_entry(index)]


def first_blank(model: FormGridModel) -> QModelIndex | None:
    """Where work is left: the first blank entry cell; with nothing left, the first entry cell."""
    found = entries(model)
    return next((i for i in found if not i.data()), found[0] if found else None)


def has_blank(model: FormGridModel) -> bool:
    """Whether any cell of the form is still to be filled."""
    return any(not index.data() for index in entries(model))


def next_entry(model: FormGridModel, here: Index, move: Move) -> QModelIndex | None:
    """The entry cell that Enter or Tab leads to; None at the end of the form.

    Enter goes down a column and on to the top of the next, Tab along a row and on to the next one. Beside the
    figures of the year, where nothing is typed, Enter goes to the cell below, whatever it is.

    Args:
        model: the form.
        here: the current cell.
        move: DOWN, UP, NEXT or PREVIOUS.
    """
    by_column = move in (Move.DOWN, Move.UP)
    if by_column and not model.is_value(here):
        # What is typed after it would else go over the figures at the top of the form.
        beside = model.index(here.row() + (1 if _is_forward(move) else -1), here.column())
        return beside if beside.isValid() else None

    def place(index: Index) -> tuple[int, int]:
        return (index.column(), index.row()) if by_column else (index.row(), index.column())

    return _beyond(entries(model, by_column=by_column), place, place(here), forward=_is_forward(move))


def next_line(model: FormGridModel, here: Index, column: int) -> QModelIndex | None:
    """The entry cell that Enter leads to after Tabs: that of the next row in the column they began in.

    A row without an entry cell there is passed over; where none follows, the next row with any is taken.
    """
    below = [i for i in entries(model) if i.row() > here.row()]
    return next((i for i in below if i.column() == column), below[0] if below else None)


def following_blank(year: ShownYear, address: str, *, forward: bool) -> str:
    """Address of the next cell of the year that is still to be filled, or of the one before.

    It goes on at the other end of the year's forms. A special survey's cells may stay blank and are left out.

    Args:
        year: the year.
        address: where one is; empty for nowhere.
        forward: whether the next one is wanted.

    Returns:
        The address, empty where nothing is blank.
    """
    order = {a: place for place, a in enumerate(year.layout.cell_by_address)}
    wanted = [c for c in year.layout.entry_cells if not c.is_surveyed]
    blank = [order[c.address] for c in wanted if year.reading(c.key).is_blank]
    here = order.get(address, -1)
    if forward:
        found = min((p for p in blank if p > here), default=min(blank, default=-1))
    else:
        found = max((p for p in blank if p < here), default=max(blank, default=-1))
    return list(order)[found] if found >= 0 else ""


def edge_of_data(model: FormGridModel, here: Index, move: Move) -> QModelIndex:
    """Where Ctrl and an arrow lead: the last cell before a gap, the first one behind it, or the edge.

    Args:
        model: the form.
        here: the current cell; one beside the figures counts as the nearest figure of its row.
        move: DOWN, UP, LEFT or RIGHT.
    """
    row_step, column_step = _STEPS[move]
    row = here.row()
    column = min(max(here.column(), GridColumn.FIRST_VALUE), model.target_column - 1)

    def at(steps: int) -> QModelIndex:
        index = model.index(row + steps * row_step, column + steps * column_step)
        return index if model.is_value(index) else QModelIndex()

    steps = 0
    # As in a spreadsheet: from a filled cell before a filled one to the end of that block, from any other to
    # the first filled cell.
    is_within = bool(at(0).data() and at(1).isValid() and at(1).data())
    while at(steps + 1).isValid() and (not is_within or at(steps + 1).data()):
        steps += 1
        if not is_within and at(steps).data():
            break
    return at(steps)


def _is_forward(move: Move) -> bool:
    return move in (Move.DOWN, Move.NEXT)


def _beyond(
    ordered: list[QModelIndex],
    place: Callable[[QModelIndex], tuple[int, int]],
    here: tuple[int, int],
    *,
    forward: bool,
) -> QModelIndex | None:
    """The first of the ordered cells behind a place, or the last before it."""
    if forward:
        return next((i for i in ordered if place(i) > here), None)
    return next((i for i in reversed(ordered) if place(i) < here), None)
