"""Verification of the change log: whether anything was changed without a row in it.

Four comparisons are made. Where one of the first three fails the verification ends, since what follows
relies on them:

1. each row with its hash;
2. the rows with the length and head that the store notes;
3. heads that were noted elsewhere with the rows;
4. the tables with the last value that the log has of each subject, stored bytes with their digests, and
   frozen content with both (the testimonies of a kind of store).

Whoever rewrites the whole log with its head fails the fourth by content that was frozen before. Whoever
rewrites the frozen content as well fails the third, where somebody noted a head: on paper, in a package, in
another copy. Without such a head that is not found.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import select

from db.file import sqlite_only
from db.file.kind import StoreKind
from db.file.session import Executes, Session
from db.log.chain import GENESIS, noted_position, row_hash
from db.log.facts import present_facts, shared_subjects, stored_bytes
from db.log.records import LogHead, LogVerification
from db.log.tables import LOG
from db.translation import decoding, translated
from forms.canonical import digest_of
from forms.errors import EnvironmentFault

_ALL_ROWS = select(LOG).order_by(LOG.c.seq)
_SHOWN = 20
"""How many differing subjects are listed: enough to see what is concerned; the sentence has the number.
Chosen by us."""

_Facts = dict[tuple[int | None, str], str]
"""Last known value by year and subject."""
_SharedFacts = defaultdict[tuple[int | None, str], list[str]]
"""Every value of a subject that several rows may bear."""


class LogTestimony(Protocol):
    """What frozen content says of the log."""

    @property
    def log_head(self) -> str:
        """Head of the log with which it was stored."""

    @property
    def head(self) -> str | None:
        """Head of the log that the content itself states; None where it states none."""


class AuditedKind(StoreKind, Protocol):
    """What verification needs to know of one kind of store."""

    @property
    def remedy(self) -> str:
        """What people are to do where something is wrong, as a Chinese sentence."""
        ...

    def testimonies(self, session: Executes) -> Sequence[LogTestimony]:
        """What frozen content says of the log and of what is stored."""

    def contradictions(self, session: Executes, found: Sequence[Any], places: Mapping[str, int]) -> list[str]:
        """Sentences about everything that frozen content and the store say differently.

        Args:
            session: the store.
            found: its testimonies.
            places: hash to the number of its row, of all rows whose hash somebody states.
        """


def verify(
    connection: sqlite3.Connection, path: Path, kind: AuditedKind, noted: Iterable[LogHead] = ()
) -> LogVerification:
    """Verify a file and its change log.

    Args:
        connection: the open file, in a reading transaction where others may write to it.
        path: the file, for sentences.
        kind: what kind of store it is.
        noted: heads that were noted elsewhere.

    Returns:
        What was found; a damaged file is a result and not an error.
    """
    try:
        with translated(path), decoding(path):
            # Before any row is read: in a damaged file a query may fail anywhere, and in an altered schema
            # a view or trigger can answer in place of a table.
            wrong = _structure(connection, kind)
            if wrong:
                return LogVerification(ok=False, entries=0, first_bad_seq=None, sentence=wrong)
            return prove(Session(connection), kind, noted)
    except EnvironmentFault as error:
        return LogVerification(ok=False, entries=0, first_bad_seq=None, sentence=error.message)


def _structure(connection: sqlite3.Connection, kind: AuditedKind) -> str:
    """What is wrong with the file itself, in a sentence; empty if nothing is."""
    # The full check, which also compares indices with tables: a query by an index would otherwise see other
    # rows than one without.
    if not sqlite_only.is_intact(connection):
        return f"数据文件的结构损坏了。{kind.remedy}"
    if sqlite_only.has_dangling_references(connection):
        return f"数据文件里有互相对不上的记录。{kind.remedy}"
    altered = kind.departure(connection)
    return f"数据文件的表结构或保护措施被改动过（{altered}）。{kind.remedy}" if altered else ""


def prove(session: Executes, kind: AuditedKind, noted: Iterable[LogHead] = ()) -> LogVerification:
    """Verify the change log against the tables, in any database; the file itself is not looked at."""
    frozen, noted = kind.testimonies(session), list(noted)
    # A head with its number is compared at that row while walking; one noted without it (on paper) only has
    # to be that of some row. GENESIS is the head of an empty log: every log begins with it, and no row has
    # it.
    heads = {head.entries: head.hash for head in noted if head.entries is not None}
    loose = {head.hash for head in noted if head.entries is None} - {GENESIS}
    shared = shared_subjects(kind.schema.metadata)
    walk = _Walk(heads, loose.union(*((one.log_head, one.head or "") for one in frozen)), shared)
    bad = walk.first_bad(session)
    if bad is not None:
        sentence = f"变更记录第 {bad} 条被改动、插入或删除过。{kind.remedy}"
        return LogVerification(ok=False, entries=walk.entries, first_bad_seq=bad, sentence=sentence)
    # After rows are cut off at the end the rest is a sound chain; only the noted length and head, and heads
    # noted elsewhere, tell of the missing rows.
    if noted_position(session) != (walk.entries, walk.head) or max(heads, default=0) > walk.entries:
        sentence = f"变更记录在第 {walk.entries} 条之后被截断或改写。{kind.remedy}"
        return LogVerification(
            ok=False, entries=walk.entries, first_bad_seq=walk.entries + 1, sentence=sentence
        )
    # Heads that frozen content states are not in `loose`: `contradictions` says of each what is wrong with
    # it.
    missing = loose - walk.places.keys()
    if missing:
        sentence = (
            f"有 {len(missing)} 个在别处记下的日志校验值在变更记录里找不到："
            f"变更记录被整体改写过，或者换成了另一个数据文件。{kind.remedy}"
        )
        return LogVerification(ok=False, entries=walk.entries, first_bad_seq=None, sentence=sentence)
    # Both comparisons are made even where the first finds something: an inspector needs to see frozen
    # content and tables side by side.
    mismatches = kind.contradictions(session, frozen, walk.places)
    found = _compare(session, kind, walk)
    if not mismatches:
        return found
    sentence = found.sentence if not found.ok else f"有 {len(mismatches)} 处与定稿内容不符。{kind.remedy}"
    return replace(found, ok=False, sentence=sentence, mismatches=tuple(mismatches))


def _compare(session: Executes, kind: AuditedKind, walk: _Walk) -> LogVerification:
    metadata = kind.schema.metadata
    present: _Facts = {}
    several: _SharedFacts = defaultdict(list)
    for fact, value in present_facts(session, metadata):
        present[fact] = value
        if fact[1].startswith(walk.shared):
            several[fact].append(value)
    damaged = [
        f"blob:{digest}" for digest, data in stored_bytes(session, metadata) if digest_of(data) != digest
    ]
    known = walk.facts
    differing = {fact for fact in present.keys() | known.keys() if present.get(fact) != known.get(fact)}
    # A row that was put beside another of the same subject hides behind its value.
    differing |= {fact for fact in several if sorted(several[fact]) != sorted(walk.several[fact])}
    if not differing and not damaged:
        sentence = f"变更记录完整，共 {walk.entries} 条，与现存内容一致。"
        if walk.set_back:
            sentence += f"其中 {walk.set_back} 次电脑时间比上一条记录早，时钟可能被调回过。"
        return LogVerification(ok=True, entries=walk.entries, first_bad_seq=None, sentence=sentence)
    # Subjects are named without their values: the sentence and the list may be sent to others, figures may
    # not.
    named = sorted(f"{year or ''} {subject}".strip() for year, subject in differing) + damaged
    sentence = f"有 {len(named)} 处内容与变更记录不一致，是绕过本程序改动的。{kind.remedy}"
    return LogVerification(
        ok=False, entries=walk.entries, first_bad_seq=None, sentence=sentence, subjects=tuple(named[:_SHOWN])
    )


class _Walk:
    """Reads the log once from its beginning: checks the hashes and collects the last value of each subject.

    One pass, because the log is the longest table of a store.
    """

    def __init__(self, heads: dict[int, str], wanted: set[str], shared: tuple[str, ...]) -> None:
        self.entries = 0
        self.head = GENESIS
        self.facts: _Facts = {}
        self.set_back = 0
        self.places: dict[str, int] = {}
        """Rows whose hash somebody stated, by hash."""
        self.shared = shared
        """How subjects begin that several rows may bear."""
        self.several: _SharedFacts = defaultdict(list)
        """All values of such subjects."""
        self._wanted = wanted
        self._heads = heads

    def first_bad(self, session: Executes) -> int | None:
        """Number of the first row that is not what was written; None when all are."""
        for seq, *fields, found in session.execute(_ALL_ROWS):
            # Of a gap the missing number is reported, not the row after it: that row may be as it was
            # written.
            if seq != self.entries + 1 or row_hash(self.head, seq, *fields) != found:
                return self.entries + 1
            # A log that was rewritten from this row on is a sound chain too, but not the one that was noted
            # elsewhere.
            if self._heads.get(seq, found) != found:
                return int(seq)
            self.entries, self.head = seq, found
            if found in self._wanted:
                self.places[found] = seq
            _at, _actor, year, kind, subject, _old, new, _reason = fields
            self.set_back += kind == "clock"
            # Removals and rows of kind `clock` have no new value; for the latter there is nothing to be
            # dropped.
            if new is None:
                self.facts.pop((year, subject), None)
            else:
                self.facts[year, subject] = new
                if subject.startswith(self.shared):
                    self.several[year, subject].append(new)
        return None
