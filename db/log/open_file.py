"""An open SQLite file with a change log: its transactions, and that it is still the file that was opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Executable

from db.errors import StoreAltered, StoreReplaced, refuse_writing, replaced
from db.file import sqlite_only
from db.file.guard import FileGuard
from db.file.session import Queries, Session, literal_text
from db.log.chain import noted_position
from db.log.proof import AuditedKind
from db.log.transactions import Transactions
from db.log.work import Work
from db.translation import translated


class StoreCore(Transactions):
    """An open file: the connection, the checks that it is still the same, the transactions.

    Attributes:
        path: the file.
        read_only: whether this store can only be read.
        holder: who has the file open for writing, where that is the reason; else empty.
        refusal: the error that says why the file may not be written to, where its schema was altered;
            else None.
        warnings: sentences for people about the file and its place, in Chinese.
    """

    def __init__(
        self, path: Path, driver: sqlite3.Connection, kind: AuditedKind, *, read_only: bool, holder: str
    ) -> None:
        super().__init__(path)
        self.read_only = read_only
        self.holder = holder
        self.refusal: StoreAltered | None = None
        self.warnings: tuple[str, ...] = ()
        self._session = Session(driver)
        self._kind = kind
        self._head = noted_position(self._session)
        self._guard = FileGuard(path, driver, kind)

    def show_only(self, rows: Mapping[str, Executable]) -> None:
        """Show only these rows of these tables from now on; nothing can be stored any more.

        Args:
            rows: the query that stands for each table, by its name.
        """
        with self._thread_lock, translated(self.path):
            self._require_open()
            for name, query in rows.items():
                sqlite_only.show_instead(self._session.driver, name, literal_text(query))
            self.read_only = True

    def require_same_file(self) -> None:
        """Check that the path still leads to the file that was opened, and that nobody else wrote to it.

        To be called before a refusal that rests on what was read: it must not speak of another file.

        Raises:
            StoreReplaced: E-DB-021; another file has its name, or somebody else wrote to it.
        """
        with self._thread_lock, translated(self.path):
            self._require_open()
            if not self.read_only and self._work is None:
                self._guard.require_same(self._head)

    @property
    def seems_replaced(self) -> bool:
        """Whether :meth:`replacement` should be asked; one system call, no lock is waited for."""
        return not self._closed and self._guard.seems_touched(by_others_only=not self.read_only)

    def replacement(self) -> StoreReplaced | None:
        """The error that says the file was replaced or written to by somebody else; None where it was not.

        Where somebody wrote to the file it verifies the whole log and makes a copy, which takes too long
        for the window's thread.
        """
        try:
            self.require_same_file()
        except StoreReplaced as found:
            return found
        if self.read_only and self.seems_replaced:
            return replaced(self.path, None, nothing_typed=True)
        return None

    def _translated(self) -> AbstractContextManager[None]:
        """Override."""
        return translated(self.path)

    def _begin_reading(self) -> Queries:
        """Override."""
        sqlite_only.begin(self._session.driver)
        return self._session

    def _end_reading(self) -> None:
        """Override."""
        sqlite_only.roll_back(self._session.driver)

    def _begin(self) -> Work:
        """Override."""
        if self.read_only:
            refuse_writing(self.path, self.holder, self.refusal)
        # The spare's copy is made before the transaction begins: it is of a committed state, and no write
        # lock is held meanwhile.
        self._guard.require_same(self._head)
        self._guard.spare.get_ready()
        sqlite_only.begin_writing(self._session.driver)
        self._guard.spare.listen()
        try:
            work = Work(self._session, self.path)
            # Inside the write lock nobody else can write: what was checked before it is compared once more.
            if self._head not in {None, work.log.stored}:
                self._guard.refuse()
        except BaseException:
            self._take_back()
            raise
        return work

    def _take_back(self) -> None:
        """Override."""
        self._guard.spare.forget()
        sqlite_only.roll_back(self._session.driver)

    def _commit(self, work: Work) -> None:
        """Override."""
        work.log.finish()
        # Asked twice: before the commit, since with cache_spill off nothing is in the file yet and the change
        # can still be refused; and after it, since the file may be replaced during the commit.
        self._guard.require_same(work.log.stored)
        sqlite_only.commit(self._session.driver)
        self._guard.note()
        self._head = (work.log.entries, work.log.head)
        self._guard.spare.note(*self._head)
        self._guard.require_same(self._head)
