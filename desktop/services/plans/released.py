"""Every bundled pack that was ever released, found by its digest.

``resources/plans/released`` holds the packs as they were linked: canonical bytes, compressed with gzip,
named by plan, version and the first digits of the digest. A released pack is never changed, so that what
was reported under it can be repeated for ever (about 45 KB a pack). ``build_spec.release_plans`` records
them.
"""

from __future__ import annotations

import gzip
from functools import cache

import resources
from desktop.services.plans.packs import PlanPack, read_pack
from forms.canonical import digest_of

FOLDER = "plans/released"
_SUFFIX = ".json.gz"
_DIGITS = 12
"""Hexadecimal digits of the digest in a name. Chosen by us: 48 bits tell some dozen packs apart."""


def released_name(pack: PlanPack) -> str:
    """File name of a released pack."""
    return f"{pack.plan.id}-{pack.plan.version}-{pack.digest[:_DIGITS]}{_SUFFIX}"


def released_names() -> tuple[str, ...]:
    """File names of all released packs, sorted."""
    found = (name.rpartition("/")[2] for name in resources.names(FOLDER))
    return tuple(name for name in found if name.endswith(_SUFFIX))


def was_released(digest: str) -> bool:
    """Whether a released pack has this SHA-256, as far as its name tells; no pack is read for it."""
    return any(_is_of(name, digest) for name in released_names())


def _is_of(name: str, digest: str) -> bool:
    return name.endswith(f"-{digest[:_DIGITS]}{_SUFFIX}")


@cache
def released_pack(digest: str) -> PlanPack | None:
    """The released pack with this SHA-256, or None.

    Raises:
        CatalogueError: this program can no longer read it; a test holds that it can.
    """
    for name in released_names():
        if _is_of(name, digest):
            data = gzip.decompress(resources.read_bytes(f"{FOLDER}/{name}"))
            if digest_of(data) == digest:
                return PlanPack(read_pack(data).plan, data)
    return None
