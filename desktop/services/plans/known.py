"""Finding the plan pack that a package names, among all that came bundled and those that a person gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from desktop.services.plans.packs import PlanPack, bundled_ids, load_bundled
from desktop.services.plans.released import released_pack

PlanFinder = Callable[[str, str], PlanPack | None]
"""Plan id and digest to that very version, or else the nearest known one of that plan, or None."""


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
