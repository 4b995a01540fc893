"""What the methods of a store stand on: reading and writing transactions, one within the other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from db.errors import misuse
from db.file.session import Queries
from db.log.work import Work


class StorePart:
    """Base of the methods of a store, whatever keeps its rows.

    Attributes:
        path: the file, or the name of the database, for sentences about it.
    """

    path: Path

    def _read(self) -> AbstractContextManager[Queries]:
        """A reading transaction, which sees one state of the store; a running one is used again."""
        raise NotImplementedError

    def _write(self) -> AbstractContextManager[Work]:
        """A writing transaction, stored as a whole or not at all; a running one is used again."""
        raise NotImplementedError


class Transactions(StorePart):
    """Transactions of one connection, which several threads may use, one at a time.

    What keeps the rows says how a transaction begins and ends.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._thread_lock = threading.RLock()
        self._work: Work | None = None
        self._queries: Queries | None = None
        self._closed = False

    # --- what keeps the rows

    def _translated(self) -> AbstractContextManager[None]:
        """Raises the errors of :mod:`db.errors` for those of the database within the block."""
        raise NotImplementedError

    def _begin_reading(self) -> Queries:
        """Begin a transaction that sees one state."""
        raise NotImplementedError

    def _end_reading(self) -> None:
        """End it."""
        raise NotImplementedError

    def _begin(self) -> Work:
        """Begin a transaction that writes."""
        raise NotImplementedError

    def _commit(self, work: Work) -> None:
        """Store it as a whole."""
        raise NotImplementedError

    def _take_back(self) -> None:
        """Undo it, where it is not stored."""
        raise NotImplementedError

    # --- transactions

    @contextmanager
    def _read(self) -> Iterator[Queries]:
        """Override."""
        with self._thread_lock, self._translated():
            self._require_open()
            # There are no nested transactions on one connection; within a running one the same state is
            # seen anyway.
            if self._work is not None:
                yield self._work.session
            elif self._queries is not None:
                yield self._queries
            else:
                self._queries = self._begin_reading()
                try:
                    yield self._queries
                finally:
                    self._queries = None
                    self._end_reading()

    @contextmanager
    def _write(self) -> Iterator[Work]:
        """Override."""
        with self.transaction(), self._translated():
            assert self._work is not None
            yield self._work

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Several calls as one: all of them are stored, or none.

        An error of one of them undoes all of them, even where it is caught inside the block.

        Raises:
            StoreReadOnly, StoreAltered: the store can only be read.
            StoreReplaced: the file is no longer the one that was opened; nothing was stored in it.
            EnvironmentFault: disk, lock, permission, connection; nothing was stored.
        """
        with self._thread_lock:
            if self._work is not None:
                try:
                    yield
                except BaseException:
                    # What the failed call had written cannot be taken back alone, so the outer transaction
                    # must not be committed even if the caller catches the error.
                    self._work.doomed = True
                    raise
                return
            with self._translated():
                self._require_open()
                if self._queries is not None:
                    raise misuse("write inside read")
                self._work = self._begin()
            try:
                yield
                with self._translated():
                    self._commit_sound(self._work)
            except BaseException:
                with self._translated():
                    self._take_back()
                raise
            finally:
                self._work = None

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """A transaction that is taken back at its end: what the calls in it would lead to can be read in it.

        Raises:
            StoreMisuse: it is asked for within a transaction.
            EnvironmentFault: as for :meth:`transaction`.
        """
        with self._thread_lock:
            if self._work is not None or self._queries is not None:
                raise misuse("rehearsal inside a transaction")
            with self._translated():
                self._require_open()
                self._work = self._begin()
            try:
                yield
            finally:
                self._work = None
                with self._translated():
                    self._take_back()

    def _commit_sound(self, work: Work) -> None:
        if work.doomed:
            raise misuse("a step of the transaction failed")
        self._commit(work)

    def _require_open(self) -> None:
        if self._closed:
            raise misuse("store is closed")
