"""A kind of store with a change log: what opening, verification and backups have to know of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, func, select

from db.file import sqlite_only
from db.file.as_made import departure
from db.file.kind import Examined
from db.file.schema import Schema
from db.file.session import Executes, Session
from db.log.chain import noted_position, once_stood
from db.log.proof import LogTestimony, verify
from db.log.tables import LOG
from db.log.wholeness import NEWEST, examine, examine_newest, identity

_LATEST = select(func.max(LOG.c.at)).where(LOG.c.seq > bindparam("after"))


class LoggedKind:
    """What follows from the change log and the descriptions of the tables; each kind of store adds its own.

    Attributes:
        schema: the schemas of this kind that the program knows.
        has_spare: whether what a window stores is recorded once more outside the file.
        whole_up_to: bytes of a file up to which all of it is compared whenever it is opened; of a larger one
            only what came last (:func:`db.log.wholeness.examine_newest`), and fewer backups are kept.
            None for any size.
        remedy: what people are to do where verification finds something, as a Chinese sentence.
    """

    has_spare = True
    remedy = "请停止填写，恢复最近的备份并查明原因。"
    whole_up_to: int | None = None

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    # --- what a kind of store may add

    def testimonies(self, session: Executes) -> Sequence[LogTestimony]:  # noqa: ARG002 - for others
        """What frozen content says of the log and of what is stored."""
        return []

    def contradictions(
        self,
        session: Executes,  # noqa: ARG002 - for others
        found: Sequence[Any],  # noqa: ARG002 - for others
        places: Mapping[str, int],  # noqa: ARG002 - for others
    ) -> list[str]:
        """Sentences about everything that frozen content and the store say differently."""
        return []

    def further_differences(self, session: Session) -> Iterator[str]:  # noqa: ARG002 - for others
        """Yields what else differs in a torn copy."""
        return iter(())

    # --- what follows from the log

    def departure(self, connection: sqlite3.Connection) -> str:
        """What in the schema of an open file is not as it was made, in words; empty if all is."""
        return departure(connection, self.schema)

    def examine(self, connection: sqlite3.Connection) -> Examined:
        """Check an open file; damage of any kind is a result and not an error."""
        if self.is_large(connection):
            return examine_newest(connection, self.schema)
        return examine(connection, self.schema, self.further_differences)

    def is_sound(self, connection: sqlite3.Connection, path: Path) -> bool:
        """Whether the log is whole and the tables hold what it says; of a large file, what came last."""
        if self.is_large(connection):
            return self.examine(connection).is_whole
        return verify(connection, path, self).ok

    def is_large(self, connection: sqlite3.Connection) -> bool:
        """Whether an open file is larger than ``whole_up_to``."""
        return self.whole_up_to is not None and sqlite_only.size(connection) > self.whole_up_to

    def position(self, connection: sqlite3.Connection) -> tuple[int, str] | None:
        """Length and head of the change log; None where the file says none."""
        return noted_position(Session(connection))

    def holds(self, connection: sqlite3.Connection, entries: int, head: str) -> bool:
        """Whether the log once had this length and head: the file holds all that was stored then."""
        try:
            return once_stood(Session(connection), entries, head)
        except sqlite3.Error:
            return False

    def identity(self, connection: sqlite3.Connection) -> str | None:
        """Id of the store, the same in all its copies."""
        return identity(Session(connection))

    def latest(self, connection: sqlite3.Connection) -> str | None:
        """The latest time in the log, as text; not that of the newest row, where the clock was set back.

        Of a large file it is that of its newest rows.
        """
        after = (self.position(connection) or (0, ""))[0] - NEWEST if self.is_large(connection) else 0
        latest: str | None = Session(connection).value(_LATEST, {"after": after})
        return latest
