"""Plan packs: the bundled ones, and any pack file handed over."""

from __future__ import annotations

from dataclasses import field
from functools import cache, cached_property, lru_cache

import resources
from forms.bounded_json import BEYOND, MAX_JSON_BYTES, BeyondBounds, parse_json
from forms.canonical import canonical_json, digest_of
from forms.codes.plan import PlanCode
from forms.errors import CatalogueError, Problem, UserInputError
from forms.frozen import frozen
from forms.plan.catalogue import plan_document, read_plan
from forms.plan.linking import link
from forms.plan.pack import Plan

BUNDLED = ("wanghua", "luzhai", "jinan", "liuhe", "dalian")
"""Plan ids in the order in which they are offered; those without a pack file are left out."""

MAX_PACK_BYTES = MAX_JSON_BYTES
"""Largest pack file in bytes, nine times the largest bundled pack, that of 大连."""
_PACKS_KEPT = 8
"""Packs of stores that stay read: a file seldom has more versions; each takes 2 MB and 40 ms to read.
Chosen by us."""
_LIBRARY = (
    "health",
    "education",
    "economy",
    "participation",
    "social-security",
    "family",
    "environment",
    "law",
)


@frozen
class PlanPack:
    """A plan with the bytes that are stored, signed and digested."""

    plan: Plan
    stored: bytes | None = field(default=None, repr=False)
    """Canonical bytes from which the plan was read, where they are known to be canonical."""

    @cached_property
    def data(self) -> bytes:
        """Canonical JSON of the published form."""
        return self.stored if self.stored is not None else canonical_json(plan_document(self.plan))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of :attr:`data`, hexadecimal."""
        return digest_of(self.data)


def bundled_ids() -> tuple[str, ...]:
    """Ids of the plans that come with the program."""
    return tuple(name for name in BUNDLED if resources.path(f"plans/{name}.json").is_file())


@cache
def load_bundled(plan_id: str) -> PlanPack:
    """Load a plan that comes with the program.

    Raises:
        UserInputError: there is no such plan (E-PLAN-060).
    """
    if plan_id not in bundled_ids():
        known = "、".join(bundled_ids())
        raise UserInputError(PlanCode.NO_SUCH_PLAN, f"没有名为“{plan_id}”的规划，可用的有：{known}")
    pack = parse_json(resources.read_bytes(f"plans/{plan_id}.json"))
    library = [
        parse_json(resources.read_bytes(f"plans/library/{name}.json"))
        for name in _LIBRARY
        if resources.path(f"plans/library/{name}.json").is_file()
    ]
    return PlanPack(read_plan(link(pack, library)))


def require_readable_size(data: bytes) -> None:
    """Refuse a pack that no reader takes, before it is read, and before it is written.

    Raises:
        CatalogueError: it is larger than ``MAX_PACK_BYTES`` (E-PLAN-061).
    """
    if len(data) > MAX_PACK_BYTES:
        most = MAX_PACK_BYTES // 1_000_000
        words = f"内容有 {len(data) / 1_000_000:.1f} MB，规划数据包最多 {most} MB"
        raise CatalogueError([Problem(PlanCode.TOO_LARGE, "规划数据包", words)])


def read_pack(data: bytes) -> PlanPack:
    """Read a complete pack from bytes that came from outside.

    Raises:
        CatalogueError: carries every mistake found; nothing is taken over.
    """
    require_readable_size(data)
    try:
        document = parse_json(data)
    except (ValueError, RecursionError) as error:
        is_beyond = isinstance(error, BeyondBounds)
        words = f"内容{BEYOND}" if is_beyond else "文件不完整或不是规划数据包"
        raise CatalogueError([Problem(PlanCode.UNREADABLE, "规划数据包", words)]) from error
    return PlanPack(read_plan(document))


@lru_cache(_PACKS_KEPT)
def stored_pack(document: bytes) -> PlanPack:
    """Read a pack as a store holds it, in canonical bytes; one that was read lately is not read again.

    Raises:
        CatalogueError: this program can no longer read it.
    """
    return PlanPack(read_pack(document).plan, document)
