"""The statistics office's store: one SQLite file with everything that it received and decided."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from db.office.as_of import rows_as_of
from db.office.bases import BasePart
from db.office.collected import CollectionPart
from db.office.decisions import DecisionPart
from db.office.intake import IntakePart
from db.office.kind import OFFICE_STORE
from db.office.questions import QuestionPart
from db.office.register import RegisterPart
from db.office.settings import SettingPart
from db.office.tasks import TaskPart
from db.office.values import ValuePart
from db.store.desk_store import DeskStore
from db.store.opening import make_store
from db.store.opening import open_store as open_any
from db.store.plans import first_plan


class OfficeStore(
    IntakePart,
    ValuePart,
    DecisionPart,
    QuestionPart,
    TaskPart,
    BasePart,
    CollectionPart,
    RegisterPart,
    SettingPart,
    DeskStore,
):
    """An open store of the office (:class:`db.store.opening.OpenStore`)."""

    KIND = OFFICE_STORE

    def look_back_to(self, until: datetime) -> None:
        """Show the store from now on as it was; nothing can be stored any more.

        Args:
            until: the first instant of which nothing is shown, later than the making of the file.
        """
        self.show_only(rows_as_of(until))


def create_office(  # noqa: PLR0913 - a file is made once, with everything it needs
    path: Path | str,
    *,
    plan_bytes: bytes,
    plan_id: str,
    plan_version: str,
    region: str,
    actor: str,
    now: datetime,
) -> OfficeStore:
    """Make the office's store and open it.

    Args:
        path: the new file; its folder is made where it is not there.
        plan_bytes: canonical JSON of the plan pack.
        plan_id: id of the plan.
        plan_version: version of the pack.
        region: administrative division (GB/T 2260) of the office.
        actor: person at the keyboard.
        now: the present, with time zone.

    Raises:
        StoreExists: there is such a file; nothing is overwritten.
        PathTooLong: its backups would have no room for their names.
        EnvironmentFault: the folder cannot be written to, disk full.
    """
    fill = first_plan(plan_bytes, plan_id, plan_version)
    return make_store(path, OfficeStore, {"region": region}, fill, actor=actor, now=now)


def open_office(path: Path | str, *, now: datetime) -> OfficeStore:
    """Open the office's store; errors as :func:`db.store.opening.open_store` says."""
    return open_any(path, OfficeStore, now=now)
