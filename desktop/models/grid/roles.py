"""Item roles and marks shared by models and views."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

_FIRST = 256
"""``Qt.ItemDataRole.UserRole``. Importing the namespace would delay the first paint by 15 ms."""


class Role(IntEnum):
    """Roles of an index beyond Qt's own."""

    ADDRESS = _FIRST + 1
    """Cell address ``<form>/<row>/<breakdown>``, or the cell at which a finding points."""
    KIND = _FIRST + 2
    """``CellKind`` of a value cell, None elsewhere."""
    MARK = _FIRST + 3
    """``Mark`` to be drawn, or None."""
    PROBLEM = _FIRST + 4
    """Whether the text of the cell was not understood or not stored."""
    FINDING = _FIRST + 5
    """The ``Finding`` itself."""
    FORM = _FIRST + 6
    """Form code of a node in the tree of forms; None for a domain."""
    PROGRESS = _FIRST + 7
    """``Progress`` of a form."""
    DERIVED_ROW = _FIRST + 8
    """Whether the whole row is computed."""
    DETAIL = _FIRST + 9
    """Second line of a list row: what to do next. In the grid: a word or letter beside a name or figure."""
    EXPLAINED = _FIRST + 10
    """Whether the finding is explained for its present values."""
    LABEL = _FIRST + 11
    """Word in front of a list row, beside its mark."""
    WARNING = _FIRST + 12
    """The ``EarlyWarning`` itself."""
    SUBJECT = _FIRST + 13
    """What a list row is about: code and name of a form row."""
    GROUP = _FIRST + 14
    """Heading above a list row that begins a group, and the number of its rows; None elsewhere."""
    STATE = _FIRST + 15
    """Word at the end of a list row: what is still to be done."""


class Mark(StrEnum):
    """A shape with a meaning, always shown together with words."""

    GOOD = "good"
    """Disc: met."""
    DONE = "done"
    """Tick: explained, finished."""
    ALARM = "alarm"
    """Triangle: needs an explanation or attention."""
    BAD = "bad"
    """Cross: missed, or must be corrected."""
    QUIET = "quiet"
    """Ring: under way, no data, for information."""


def mark_at(index: QModelIndex | QPersistentModelIndex) -> Mark | None:
    """The mark of an index; Qt hands a ``StrEnum`` back as plain text."""
    text = index.data(Role.MARK)
    return Mark(text) if text else None
