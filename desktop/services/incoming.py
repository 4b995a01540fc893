"""Files from outside: what they are is asked first, then what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import NotAStore, StoreCorrupt
from desktop.kinds.binary import SQLITE
from desktop.kinds.doors import STORE, Door, refusal
from desktop.kinds.kind import Recognised
from desktop.kinds.recognition import MAX_LOOKED_AT, recognise
from desktop.services.files import read_file, read_start
from forms.errors import UserInputError

_HEAD = 100
"""Bytes of the head of a database."""


class WrongKind(UserInputError):
    """A file is not of the kind that is read here; the sentence says what it is and what to do."""


def read_incoming(path: Path, door: Door, limit: int) -> bytes:
    """Read a whole file, of a kind that a door takes.

    Args:
        path: the file.
        door: where it comes in.
        limit: most bytes that are read.

    Raises:
        WrongKind: it is something else (E-KIND-001 to 035).
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
    answer = refusal(door, recognise_file(path), path.name)
    if answer is not None:
        raise WrongKind(*answer)


def recognise_file(path: Path) -> Recognised:
    """Say what a file is; of a database, which may be large, only the head is read.

    Raises:
        EnvironmentFault: it cannot be read.
    """
    head = read_start(path, _HEAD)
    return recognise(head if head.startswith(SQLITE) else read_start(path, MAX_LOOKED_AT))


@contextmanager
def telling_other_kinds(path: Path) -> Iterator[None]:
    """Let the store's refusal of a file say what the file is, where it is something else."""
    try:
        yield
    except (NotAStore, StoreCorrupt) as error:
        answer = refusal(STORE, recognise_file(path), path.name)
        if answer is None:
            raise
        raise NotAStore("E-DB-007", answer[1], path=str(path)) from error
