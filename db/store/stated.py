"""What a file states of itself and its plan, read without opening it as a store."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select

from db.file.beside import connect_for_looking
from db.file.engine import look_at
from db.file.kind import StoreKind
from db.file.session import Session
from db.file.sqlite_only import require_tables
from db.log.facts import expand
from db.log.tables import STORE_META
from db.store.plans import PLAN_LIMIT, PLAN_VERSION
from db.translation import decoding, translated
from forms.errors import EnvironmentFault
from forms.frozen import frozen

_META = select(STORE_META.c.name, STORE_META.c.value)
_PLAN = select(PLAN_VERSION.c.document).where(PLAN_VERSION.c.digest == bindparam("digest"))


@frozen
class Stated:
    """What a file states of itself.

    Attributes:
        facts: what it noted when it was made, by name: its unit, or its region.
        plan: the plan pack in force, as bytes.
    """

    facts: Mapping[str, str]
    plan: bytes


def stated_by(path: Path, kind: StoreKind) -> Stated | None:
    """What a store or a backup states; None where it is missing or states nothing."""
    with suppress(EnvironmentFault), translated(path), decoding(path):
        look_at(path)  # a pipe without a writer would be waited for
        with closing(connect_for_looking(path, kind)) as driver:
            require_tables(driver, STORE_META.name, PLAN_VERSION.name)
            session = Session(driver)
            found: dict[str, Any] = dict(session.execute(_META).fetchall())
            document = session.value(_PLAN, {"digest": str(found["plan"])})
            facts = {str(name): str(value) for name, value in found.items()}
            return Stated(facts, expand(document, PLAN_LIMIT))
    return None
