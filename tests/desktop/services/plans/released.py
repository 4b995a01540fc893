"""The packs of the first release, for files that began with them."""

from __future__ import annotations

import gzip

import resources
from desktop.services.plans.packs import PlanPack
from desktop.services.plans.released import FOLDER, released_names, released_pack
from forms.canonical import digest_of


def first_release(plan_id: str) -> PlanPack:
    """The first released version of a bundled plan."""
    name = next(name for name in released_names() if name.startswith(f"{plan_id}-2026.1-"))
    pack = released_pack(digest_of(gzip.decompress(resources.read_bytes(f"{FOLDER}/{name}"))))
    assert pack is not None
    return pack
