"""The statistics office's store on a PostgreSQL server, for several desks at once.

No command leads here yet; moving a desk to a server will.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from db.log.audit import LogPart
from db.office.bases import BasePart
from db.office.collected import CollectionPart
from db.office.decisions import DecisionPart
from db.office.intake import IntakePart
from db.office.kind import OFFICE_STORE
from db.office.questions import QuestionPart
from db.office.register import RegisterPart
from db.office.tasks import TaskPart
from db.office.values import ValuePart
from db.server.store import ServerStore, make_on_server, open_on_server
from db.store.plans import PlanPart, first_plan


class OfficeOnServer(
    IntakePart,
    ValuePart,
    DecisionPart,
    QuestionPart,
    TaskPart,
    BasePart,
    CollectionPart,
    RegisterPart,
    PlanPart,
    LogPart,
    ServerStore,
):
    """An open store of the office on a server (:class:`db.server.store.ServerStore`)."""

    KIND = OFFICE_STORE


def create_office_on_server(  # noqa: PLR0913 - a store is made once, with everything it needs
    url: str,
    *,
    plan_bytes: bytes,
    plan_id: str,
    plan_version: str,
    region: str,
    actor: str,
    now: datetime,
    desks: Iterable[str] = (),
) -> OfficeOnServer:
    """Make the office's store in an empty database and open it; see :func:`db.server.store.make_on_server`.

    Args:
        url: ``postgresql+psycopg://...``, of the role that is to own the tables.
        plan_bytes: canonical JSON of the plan pack.
        plan_id: id of the plan.
        plan_version: version of the pack.
        region: administrative division (GB/T 2260) of the office.
        actor: person at the keyboard.
        now: the present, with time zone.
        desks: roles that work with the store and own nothing.
    """
    fill, facts = first_plan(plan_bytes, plan_id, plan_version), {"region": region}
    return make_on_server(url, OfficeOnServer, facts, fill, actor=actor, now=now, desks=desks)


def open_office_on_server(url: str) -> OfficeOnServer:
    """Open the office's store on a server; errors as :func:`db.server.store.open_on_server` says."""
    return open_on_server(url, OfficeOnServer)
