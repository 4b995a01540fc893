"""The plan packs of a file that a person names: of a pack file, or every version that a unit has used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from desktop.kinds.doors import PLAN_OR_STORE
from desktop.services.files import is_there
from desktop.services.incoming import require_kind
from desktop.services.plans.files import load_plan
from desktop.services.plans.packs import PlanPack, stored_pack
from desktop.services.unit.desk import open_desk

_STORE = b"SQLite format 3\x00"


def packs_in(source: str, now: datetime) -> Iterator[PlanPack]:
    """The pack in a pack file, or every version that a unit's data file has used.

    Args:
        source: id of a bundled plan, a pack file or a data file.
        now: the present time.

    Raises:
        TianbaoError: the file is neither, damaged, or cannot be read.
    """
    path = Path(source)
    if is_there(path):
        require_kind(path, PLAN_OR_STORE)
    if not _is_store(path):
        yield load_plan(source, now=now).pack
        return
    with open_desk(path) as desk:
        for digest, _, _ in desk.store.plans():
            document = desk.store.plan(digest).document
            yield stored_pack(document)


def _is_store(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_STORE)) == _STORE
    except OSError:
        return False
