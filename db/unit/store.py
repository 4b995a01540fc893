"""The store of one unit: one SQLite file with all its years."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from db.store.desk_store import DeskStore
from db.store.opening import make_store
from db.store.opening import open_store as open_any
from db.store.plans import first_plan
from db.unit.backup_comparison import ComparisonPart
from db.unit.bases import GivenBasePart
from db.unit.entries import EntryPart
from db.unit.evidence import EvidencePart
from db.unit.kind import UNIT_STORE
from db.unit.letters import LetterPart
from db.unit.profile import ProfilePart
from db.unit.revisions import RevisionPart
from db.unit.years import YearPart


class Store(
    EntryPart,
    YearPart,
    ProfilePart,
    EvidencePart,
    RevisionPart,
    GivenBasePart,
    LetterPart,
    ComparisonPart,
    DeskStore,
):
    """An open store of a unit (:class:`db.store.opening.OpenStore`)."""

    KIND = UNIT_STORE


def create_store(  # noqa: PLR0913 - a file is made once, with everything it needs
    path: Path | str,
    *,
    plan_bytes: bytes,
    plan_id: str,
    plan_version: str,
    unit: str,
    actor: str,
    now: datetime,
) -> Store:
    """Make the store of a unit and open it.

    Args:
        path: the new file; its folder is made where it is not there.
        plan_bytes: canonical JSON of the plan pack.
        plan_id: id of the plan.
        plan_version: version of the pack.
        unit: code of the unit.
        actor: person at the keyboard.
        now: the present, with time zone.

    Raises:
        StoreExists: there is such a file; nothing is overwritten.
        PathTooLong: its backups would have no room for their names.
        EnvironmentFault: the folder cannot be written to, disk full.
    """
    fill = first_plan(plan_bytes, plan_id, plan_version)
    return make_store(path, Store, {"unit": unit}, fill, actor=actor, now=now)


def open_store(path: Path | str, *, now: datetime) -> Store:
    """Open a store; bring a file of an older program up to date first.

    Where another window has the file open for writing, where file or folder cannot be written to, or where
    its schema was altered, the store is read-only and says why: ``read_only``, ``holder``, ``refusal``.

    Args:
        path: the file.
        now: the present, with time zone: for the name of the backup that is made before a file is brought
            up to date, and for the warning about the clock.

    Raises:
        IsAFolder, StoreMissing, NotAStore, StoreTooNew: there is no store of this program at the path.
        StoreTorn: the file is damaged, or a copy that was made inside a commit.
        StoreAltered: the schema of a file of an older program was altered.
        MigrationFailed: it could not be brought up to date, and is as it was.
        EnvironmentFault: disk, permission.
    """
    return open_any(path, Store, now=now)
