"""What those who look after a file ask of its content; the rooms above answer it.

Whether a journal belongs to a file, whether a file is still the one that was opened, whether a copy is one
state of a store: bytes alone do not tell. The answers need the change log and the tables, which this room
does not know.
"""

from __future__ import annotations

import sqlite3
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from db.file.schema import Schema
from forms.frozen import frozen


class Degree(IntEnum):
    """How much of a file agrees with itself."""

    BROKEN = 0
    """It cannot be read through, or its log ends elsewhere than it says."""
    DIFFERING = 1
    """It can be read, but tables and log say different things."""
    WHOLE = 2


@frozen
class Examined:
    """What was found of a file.

    Attributes:
        degree: how much of it agrees.
        store: id of the store; empty where it cannot be read.
        entries: length of the change log; 0 where it cannot be read.
        head: its head; empty where it cannot be read.
        differing: what differs, in the log's words, without figures.
    """

    degree: Degree
    store: str = ""
    entries: int = 0
    head: str = ""
    differing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all that was looked at agrees."""
        return self.degree is Degree.WHOLE


class StoreKind(Protocol):
    """One kind of store, as those see it who look after its file."""

    @property
    def schema(self) -> Schema:
        """The schemas of this kind that the program knows."""
        ...

    def departure(self, connection: sqlite3.Connection) -> str:
        """What in the schema of an open file is not as it was made, in words; empty if all is."""

    def examine(self, connection: sqlite3.Connection) -> Examined:
        """Look through an open file; whatever is wrong with it is an answer, never an error.

        Raises:
            sqlite3.OperationalError: the file is busy or cannot be reached.
        """

    def is_sound(self, connection: sqlite3.Connection, path: Path) -> bool:
        """Whether the log is whole and all that is stored is what it says."""

    def position(self, connection: sqlite3.Connection) -> tuple[int, str] | None:
        """Length and head of the change log; None where the file says none."""

    def holds(self, connection: sqlite3.Connection, entries: int, head: str) -> bool:
        """Whether the log once had this length and head: the file holds all that was stored then."""

    def identity(self, connection: sqlite3.Connection) -> str | None:
        """Id of the store, the same in all its copies."""

    def latest(self, connection: sqlite3.Connection) -> str | None:
        """Time of the newest row of the log, as text."""
