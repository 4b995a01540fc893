"""Files from outside: their kind is recognised before they are read.

A store is recognised by its first bytes; the module for all other kinds is imported only when such a file
comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import NotAStore, StoreCorrupt
from desktop.kinds.binary import SQLITE, kind_of_binary
from desktop.kinds.kind import Kind
from desktop.services.files import read_file, read_start
from forms.codes.store import StoreCode
from forms.errors import EnvironmentFault, UserInputError

if TYPE_CHECKING:
    from desktop.kinds.doors import Door
    from desktop.kinds.kind import Recognised

_HEAD = 100
"""Bytes of the header of an SQLite file (its file format, section 1.3)."""


class WrongKind(UserInputError):
    """A file is not of the kind that is read here; the sentence says what it is and what to do."""


def read_incoming(path: Path, door: Door, limit: int) -> bytes:
    """Read a whole file, of a kind that a door takes.

    Args:
        path: the file.
        door: the input that takes it, with the kinds that it accepts.
        limit: most bytes that are read.

    Raises:
        WrongKind: it is something else (E-KIND-001 to 038).
        EnvironmentFault: it cannot be read, or is larger than ``limit``.
    """
    require_kind(path, door)
    return read_file(path, limit)


def require_kind(path: Path, door: Door) -> None:
    """Refuse a file that a door does not take; its beginning is read.

    Raises:
        WrongKind: it is something else.
        EnvironmentFault: it cannot be read.
    """
    from desktop.kinds.doors import refusal

    answer = refusal(door, recognise_file(path), path.name)
    if answer is not None:
        raise WrongKind(*answer)


def is_store(path: Path) -> bool:
    """Whether a file is a store, sound or not, by its first bytes; False where they cannot be read."""
    try:
        return kind_of_binary(read_start(path, _HEAD)) is Kind.STORE
    except EnvironmentFault:
        return False


def is_office_store(path: Path) -> bool:
    """Whether a file is the statistics office's, sound or not, by its first bytes; False as above."""
    try:
        return kind_of_binary(read_start(path, _HEAD)) is Kind.OFFICE_STORE
    except EnvironmentFault:
        return False


def recognise_file(path: Path) -> Recognised:
    """Say what a file is; of a database, which may be large, only the head is read.

    Raises:
        EnvironmentFault: it cannot be read.
    """
    from desktop.kinds.recognition import MAX_LOOKED_AT, recognise

    head = read_start(path, _HEAD)
    return recognise(head if head.startswith(SQLITE) else read_start(path, MAX_LOOKED_AT))


def require_own_store(path: Path, kind: Kind) -> None:
    """Refuse the store of the other desk before anything is done with it, its journal included.

    Raises:
        NotAStore: it is one (E-OFFICE-001); the sentence says whose it is, and what to do.
    """
    try:
        found = kind_of_binary(read_start(path, _HEAD))
    except EnvironmentFault:
        return  # opening it says why
    if found in {Kind.STORE, Kind.OFFICE_STORE} - {kind}:
        told = _not_a_store(path, kind)
        if told is not None:
            raise told


@contextmanager
def telling_other_kinds(path: Path, kind: Kind = Kind.STORE) -> Iterator[None]:
    """Say what a file is that the store refuses within the block, if it is of another kind.

    Args:
        path: the file.
        kind: which kind of store is wanted.

    Raises:
        NotAStore: it is of another kind; the sentence says which, and what to do (E-DB-007, E-OFFICE-001).
        EnvironmentFault: it is a damaged store, or cannot be read.
    """
    require_own_store(path, kind)
    try:
        yield
    except (NotAStore, StoreCorrupt) as error:
        told = _not_a_store(path, kind)
        if told is None:
            raise
        raise told from error


def _not_a_store(path: Path, wanted: Kind) -> NotAStore | None:
    """The error for a file of another kind; None for a file of the wanted kind."""
    from desktop.kinds.doors import OFFICE, STORE, refusal

    door, found = STORE if wanted is Kind.STORE else OFFICE, recognise_file(path)
    answer = refusal(door, found, path.name)
    if answer is None:
        return None
    return NotAStore(door.codes.get(found.kind, StoreCode.NOT_A_STORE), answer[1], path=str(path))
