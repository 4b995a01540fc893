"""Comparison of the store with what its frozen content states about it.

The frozen content states head and length of the change log at 定稿, and the digests of tables and
attachments. Its own digest is printed on stamped paper. So whoever rewrites the change log would have to
rewrite the content as well, and it would no longer agree with the paper. Each contradiction is one sentence
in Chinese with year, revision and subject.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from db.description import stored
from db.file.session import Executes
from db.log.facts import expand
from db.log.tables import LOG
from db.unit.tables import CONTENT_LIMIT, REVISION, REVISION_DOCUMENT
from db.values import read_instant, read_json
from forms.bounded_json import parse_json
from forms.canonical import digest_of
from forms.codes.store import StoreCode
from forms.errors import StateError
from forms.filing.people import ROLES
from forms.frozen import frozen

_REVISION, _DOCUMENT = stored(REVISION), stored(REVISION_DOCUMENT)
_REVISIONS = select(_REVISION).order_by(_REVISION.c.year, _REVISION.c.number)
_DOCUMENTS = select(_DOCUMENT.c.name, _DOCUMENT.c.digest).where(
    _DOCUMENT.c.year == bindparam("year"), _DOCUMENT.c.revision == bindparam("revision")
)
_BETWEEN = (
    select(func.count())
    .select_from(LOG)
    .where(LOG.c.seq > bindparam("after"), LOG.c.seq < bindparam("before"), LOG.c.kind != "clock")
)
"""Number of rows between the head that the content states and 定稿: none, except those of kind ``clock``."""
_FORMS = "forms/"
"""Folder of the printed forms. They show the digest of the content, so the content cannot state theirs."""


@frozen
class RevisionTestimony:
    """What one frozen revision states, with the row of the store about it."""

    year: int
    number: int
    content: Mapping[str, Any]
    """The frozen document, empty where it is damaged; members that an older program did not write are
    absent."""
    is_genuine: bool
    """Whether the document has the digest under which it was frozen."""
    content_digest: str
    plan_digest: str
    people: Mapping[str, Any]
    log_entries: int
    log_head: str
    at: str
    documents: tuple[tuple[str, str], ...]
    """Names and digests of the files that are stored with it."""

    @property
    def head(self) -> str | None:
        """Head of the change log that the content states."""
        found = self.content.get("log_head")
        return found if isinstance(found, str) else None


def testimonies(session: Executes) -> list[RevisionTestimony]:
    """What all frozen revisions state, by year and number."""
    names = REVISION.columns.keys()
    return [
        _read(session, dict(zip(names, row, strict=True))) for row in session.execute(_REVISIONS).fetchall()
    ]


def _read(session: Executes, row: Mapping[str, Any]) -> RevisionTestimony:
    try:
        document = expand(row["content"], CONTENT_LIMIT)
        # The digest is of the expanded document: it is the one on paper, and zlib of another version may pack
        # differently.
        said, is_genuine = parse_json(document), digest_of(document) == row["content_digest"]
    except ValueError:
        said, is_genuine = {}, False
    place = {"year": row["year"], "revision": row["number"]}
    return RevisionTestimony(
        year=row["year"],
        number=row["number"],
        content=said if isinstance(said, dict) else {},
        is_genuine=is_genuine,
        content_digest=row["content_digest"],
        plan_digest=row["plan_digest"],
        people=read_json(row["people"]),
        log_entries=row["log_entries"],
        log_head=row["log_head"],
        at=row["at"],
        documents=tuple((name, digest) for name, digest in session.execute(_DOCUMENTS, place).fetchall()),
    )


def contradictions(
    session: Executes, found: Sequence[RevisionTestimony], places: Mapping[str, int]
) -> list[str]:
    """Sentences about all differences between frozen content and the store.

    Args:
        session: the store.
        found: what the frozen revisions state.
        places: number of the row of the change log by its hash, for all hashes that the revisions state.
    """
    digests = {(one.year, one.number): one.content_digest for one in found}
    sentences = []
    for one in found:
        name = f"{one.year} 年第 {one.number} 版"
        # Nothing else is compared then: what an altered document states proves nothing, for or against the
        # store.
        if not one.is_genuine:
            sentences.append(f"{name}：定稿内容被改动过，与纸质报表的校验码不再相符")
            continue
        said = [
            *_of_log(session, one, places),
            *_of_record(one, digests.get((one.year, one.number - 1))),
            *_of_documents(one),
        ]
        sentences += [f"{name}：{what}" for what in said]
    return sentences


def _of_log(session: Executes, one: RevisionTestimony, places: Mapping[str, int]) -> Iterator[str]:
    """Yields sentences where the stated head is not in the stated row, or rows follow it before 定稿."""
    # Two heads are compared. This one is of the row beside the content, written with it; the next is in the
    # content itself, under its digest, and of the moment before 定稿.
    if places.get(one.log_head) != one.log_entries:
        yield "定稿时的日志校验值在变更记录里找不到，变更记录被改写过"
    if one.head is None:
        return
    place, count = places.get(one.head), one.content.get("log_count")
    if place is None:
        yield "定稿内容所记的末条校验值在变更记录里找不到，定稿之前的变更记录被改写过"
    elif count is not None and place != count:
        yield f"定稿内容所记的末条校验值应在第 {count} 条，现在是第 {place} 条，变更记录被增删过"
    elif place >= one.log_entries or _count_between(session, place, one.log_entries):
        yield f"变更记录第 {place} 条与定稿之间被增删过记录"


def _count_between(session: Executes, after: int, before: int) -> int:
    return int(session.execute(_BETWEEN, {"after": after, "before": before}).fetchone()[0])


def _of_record(one: RevisionTestimony, replaced: str | None) -> Iterator[str]:
    """Yields what differs between the revision's row and its content, as far as the content states it."""
    said = one.content
    for what, stated, kept in (
        ("年度", said.get("year", one.year), one.year),
        ("版次", said.get("revision", one.number), one.number),
        ("更正的是哪一版", said.get("replaces", replaced), replaced),
        ("所用规划", _inner(said, "plan", "digest", one.plan_digest), one.plan_digest),
    ):
        if stated != kept:
            yield f"{what}与定稿内容不符"
    for role in ROLES:
        kept = one.people.get(role.key, "")
        if _inner(said, "people", role.key, kept) != kept:
            # Once for all roles: the names of people are not listed in a sentence that may be sent on.
            yield "责任人员与定稿内容不符"
            break
    if "finalised_at" in said and not _is_same_second(said["finalised_at"], one.at):
        yield "定稿时间与定稿内容不符"


def _of_documents(one: RevisionTestimony) -> Iterator[str]:
    """Yields sentences about stated files that are missing, altered or stored twice, and files not stated."""
    stated = _stated_documents(one.content)
    if stated is None:
        return
    kept = dict(one.documents)
    twice = {name for name, times in Counter(name for name, _ in one.documents).items() if times > 1}
    for name, digest in stated.items():
        if name not in kept:
            yield f"定稿时的文件“{name}”不见了"
        # Of two files with one name `kept` has the last; that there are two is told below.
        elif kept[name] != digest and name not in twice:
            yield f"定稿时的文件“{name}”被改动过，与定稿内容所列的摘要不符"
    for name in sorted(twice):
        yield f"文件“{name}”有两份，定稿内容只列了一份"
    for name in sorted(kept.keys() - stated.keys()):
        if not name.startswith(_FORMS):
            yield f"多出定稿内容没有列的文件“{name}”"


def _stated_documents(content: Mapping[str, Any]) -> dict[str, str] | None:
    """Files that the content names, with their digests; None where it names no tables."""
    tables, attachments = content.get("tables"), content.get("attachments", [])
    if not isinstance(tables, dict) or not isinstance(attachments, list):
        return None
    attached = {one["file"]: one["digest"] for one in attachments if isinstance(one, dict) and "file" in one}
    return {**tables, **attached}


def _inner(document: Mapping[str, Any], name: str, key: str, absent: object) -> object:
    """A member of a member of the document; ``absent`` where there is none."""
    inner = document.get(name)
    return inner.get(key, absent) if isinstance(inner, dict) else absent


def _is_same_second(stated: object, kept: str) -> bool:
    try:
        # The content states whole seconds, the row has microseconds.
        return datetime.fromisoformat(str(stated)) == read_instant(kept).replace(microsecond=0)
    except (ValueError, TypeError):
        return False


def require_present_head(content: bytes, head: str) -> None:
    """Raise where content to be frozen states another head of the change log than the present one.

    Raises:
        StateError: something was entered since the content was made (E-DB-040).
    """
    said = json.loads(content)
    # Asked in the transaction of 定稿, in which nobody else can write: between making the content and this,
    # somebody could.
    if said.get("log_head", head) != head:
        raise StateError(StoreCode.CHANGED_MEANWHILE, "定稿时又有新的改动，没有定稿。请再点一次【定稿】。")
