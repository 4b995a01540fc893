"""What this package needs to know of the content of a file; :mod:`db.log` and :mod:`db.unit` implement it.

Whether a journal belongs to a file, whether a file is still the one that was opened, and whether a copy is
one state of a store cannot be told from bytes alone. It takes the change log and the tables, which this
package does not know.
"""

from __future__ import annotations

import sqlite3
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from db.file.schema import Schema
from forms.frozen import frozen


class Degree(IntEnum):
    """How consistent a file is; higher is better, and degrees are compared."""

    BROKEN = 0
    """It cannot be read as a whole, or its log does not end where the file notes."""
    DIFFERING = 1
    """It can be read, but the tables differ from the log."""
    WHOLE = 2
    """Nothing that was checked differs."""


@frozen
class Examined:
    """Result of checking a file.

    Attributes:
        degree: how consistent it is.
        store: id of the store; empty where the file is broken.
        entries: length of the change log; 0 where the file is broken.
        head: hash of its newest row; empty where the file is broken.
        differing: subjects that differ, in the log's words, without figures.
    """

    degree: Degree
    store: str = ""
    entries: int = 0
    head: str = ""
    differing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing that was checked differs."""
        return self.degree is Degree.WHOLE


class StoreKind(Protocol):
    """What this package asks of one kind of store."""

    @property
    def schema(self) -> Schema:
        """The schemas of this kind that the program knows."""
        ...

    @property
    def has_spare(self) -> bool:
        """Whether what a window stores is recorded once more outside the file (:mod:`db.file.spare`)."""
        ...

    def is_large(self, connection: sqlite3.Connection) -> bool:
        """Whether an open file is so large that what is done with all of it takes a person's time."""
        ...

    def departure(self, connection: sqlite3.Connection) -> str:
        """What in the schema of an open file is not as it was made, in words; empty if all is."""

    def examine(self, connection: sqlite3.Connection) -> Examined:
        """Check an open file; damage of any kind is a result and not an error.

        Raises:
            sqlite3.OperationalError: the file is busy or cannot be reached.
        """

    def is_sound(self, connection: sqlite3.Connection, path: Path) -> bool:
        """Whether the log is whole and the tables hold what it says."""

    def position(self, connection: sqlite3.Connection) -> tuple[int, str] | None:
        """Length and head of the change log; None where the file says none."""

    def holds(self, connection: sqlite3.Connection, entries: int, head: str) -> bool:
        """Whether the log once had this length and head: the file holds all that was stored then."""

    def identity(self, connection: sqlite3.Connection) -> str | None:
        """Id of the store, the same in all its copies."""

    def latest(self, connection: sqlite3.Connection) -> str | None:
        """Time of the newest row of the log, as text."""
