"""Which plan packs a package can be checked against: all that ever came bundled, and those a person names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from desktop.kinds.doors import PLAN_OR_STORE
from desktop.services.files import is_there
from desktop.services.incoming import require_kind
from desktop.services.packages.plan import PlanFinder
from desktop.services.plans.files import load_plan
from desktop.services.plans.packs import PlanPack, bundled_ids, load_bundled, read_pack
from desktop.services.plans.released import released_pack
from desktop.services.unit.desk import open_desk

_STORE = b"SQLite format 3\x00"


def finder(given: Iterable[PlanPack]) -> PlanFinder:
    """A finder among the bundled packs, the released ones before them, and others.

    Args:
        given: other packs, read only if none of the program's packs has the digest.
    """

    def find(plan_id: str, digest: str) -> PlanPack | None:
        nearest = load_bundled(plan_id) if plan_id in bundled_ids() else None
        if nearest is not None and nearest.digest == digest:
            return nearest
        released = released_pack(digest)
        if released is not None:
            return released
        for pack in given:
            if pack.digest == digest:
                return pack
            nearest = pack if pack.plan.id == plan_id else nearest
        return nearest

    return find


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
            yield PlanPack(read_pack(document).plan, document)


def _is_store(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_STORE)) == _STORE
    except OSError:
        return False
