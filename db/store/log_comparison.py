"""How the change log of a backup stands to that of the file that it would replace."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from db.errors import StoreCorrupt, fault
from db.file.beside import connect_for_looking
from db.file.engine import look_at
from db.file.kind import StoreKind
from db.translation import translated
from forms.frozen import frozen


@frozen
class LogComparison:
    """Two change logs compared.

    Attributes:
        here: rows of the file's.
        there: rows of the backup's.
        is_ancestor: whether the backup is an earlier state of the file.
    """

    here: int
    there: int
    is_ancestor: bool


def compare_logs(store: Path, backup: Path, kind: StoreKind) -> LogComparison:
    """Compare the change logs of a file and a backup; both are only read.

    Raises:
        StoreMissing, StoreCorrupt: one of them is not there, or notes no end of its log.
        EnvironmentFault: one of them cannot be read.
    """
    with translated(store):
        look_at(store)
        with (
            closing(connect_for_looking(store, kind)) as here,
            closing(connect_for_looking(backup, kind)) as there,
        ):
            ours, theirs = kind.position(here), kind.position(there)
            if ours is None or theirs is None:
                raise fault(StoreCorrupt, store if ours is None else backup)
            return LogComparison(ours[0], theirs[0], kind.holds(here, *theirs))
