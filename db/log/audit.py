"""The change log: reading it, handing it to an inspector, and proving that nothing went past it.

Four things are compared: each row with its hash, the rows with the noted length and head, everything
that is stored with what the log says was stored last, and both with what frozen content says of them
(:mod:`db.unit.witness`). A person who rewrites the whole log and its head together is found by the
content that was frozen later; one who rewrites that as well, by a head noted elsewhere: on paper,
in a package, in another copy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import func, select

from db.errors import decoding, translated
from db.file.as_made import departure
from db.file.engine import connect_for_looking, prepare
from db.log.work import GENESIS, StoreCore, read_json, row_hash
from db.unit.cells import COLUMNS, log_value, observation_of, row_of_log, subject_of
from db.unit.evidence import attachment_value, definition_value, explanation_value, history_value
from db.unit.models import ChangeLog
from db.unit.profile import expand, plan_value
from db.unit.records import CellChange, LogEntry, LogHead, LogVerification, RecordKind
from db.unit.revisions import package_value, revision_value, slip_value
from db.unit.witness import CONTENT_LIMIT, contradictions, testimonies
from db.unit.years import STATE_COLUMNS, state_value
from forms.canonical import digest_of
from forms.errors import EnvironmentFault
from forms.figures.breakdown import SeriesKey
from forms.reporting.entry import Observation

_LOG_COLUMNS = "seq, at, actor, year, kind, subject, old, new, reason, hash"
_ALL_ROWS = f"SELECT {_LOG_COLUMNS} FROM change_log ORDER BY seq"  # noqa: S608 - constants
_REVISIONS = "SELECT year, number, content_digest, plan_digest, people, actor, at, log_entries FROM revision"
_DOCUMENTS = (
    "SELECT name, media_type, digest FROM revision_document WHERE year = ? AND revision = ? ORDER BY position"
)
_PACKAGES = "SELECT year, digest, file_name, revision, at FROM package ORDER BY id"
_SHOWN = 20
"""How many differing subjects are listed."""

_REMEDY = "请停止填写，恢复最近的备份并查明原因。"

_Facts = dict[tuple[int | None, str], str]
"""Last known value by year and subject."""


class RowWriter(Protocol):
    """Takes rows, as the writers of :mod:`csv` do."""

    def writerow(self, row: Sequence[str | int | None], /) -> object:
        """Take one row."""


class AuditPart(StoreCore):
    """The part of the store that answers for its past."""

    def log_head(self) -> str:
        """Hash of the newest row of the change log."""
        return self.log_position().hash

    def log_position(self) -> LogHead:
        """Length and head of the change log."""
        with self._read() as connection, decoding(self.path):
            row = connection.exec_driver_sql("SELECT entries, head FROM log_state").one()
            return LogHead(row[0], row[1])

    def latest_entry(self) -> datetime:
        """The latest time in the change log, whichever row bears it."""
        with self._read() as connection, decoding(self.path):
            return connection.execute(select(func.max(ChangeLog.at))).scalar_one()

    def log_entries(self, *, year: int | None = None, newest: int | None = None) -> list[LogEntry]:
        """Rows of the change log, oldest first; of one year, or only the newest so many."""
        columns = ChangeLog.__table__.columns
        statement = select(*columns).order_by(ChangeLog.seq.desc())
        if year is not None:
            statement = statement.where(ChangeLog.year == year)
        with self._read() as connection, decoding(self.path):
            rows = connection.execute(statement.limit(newest)).all()
            return [LogEntry(*row) for row in reversed(rows)]

    def change_log(self, year: int, key: SeriesKey) -> list[CellChange]:
        """Every change of one cell, oldest first."""
        statement = (
            select(*ChangeLog.__table__.columns)
            .where(ChangeLog.year == year, ChangeLog.subject == subject_of(*key))
            .order_by(ChangeLog.seq)
        )
        with self._read() as connection, decoding(self.path):
            return [_cell_change(key, LogEntry(*row)) for row in connection.execute(statement)]

    def export_log(self, writer: RowWriter) -> int:
        """Write the whole change log for an inspector, header row first; returns the number of rows."""
        with self._read() as connection:
            rows = connection.exec_driver_sql(_ALL_ROWS).all()
        writer.writerow(_LOG_COLUMNS.split(", "))
        for row in rows:
            writer.writerow(tuple(row))
        return len(rows)

    def verify_log(self, noted: Iterable[LogHead] = ()) -> LogVerification:
        """Prove that the log is whole and that what is stored is what the log says.

        It reads through its own connection, so figures can be entered meanwhile.

        Args:
            noted: heads known from elsewhere (packages, paper), which find a log that was rewritten
                as a whole; heads of frozen revisions are compared anyway.
        """
        with translated(self.path), closing(connect_for_looking(self.path)) as connection:
            prepare(connection, self.path, writing=False)
            connection.execute("BEGIN")
            return verify(connection, self.path, noted)


def _cell_change(key: SeriesKey, entry: LogEntry) -> CellChange:
    def content(text: str | None) -> Observation | None:
        row = row_of_log(*key, text)
        return None if row is None else observation_of(row)

    kind = RecordKind(entry.kind)
    old, new = content(entry.old), content(entry.new)
    return CellChange(entry.seq, entry.at, entry.actor, kind, entry.reason, old, new)


def verify(connection: sqlite3.Connection, path: Path, noted: Iterable[LogHead] = ()) -> LogVerification:
    """The same for an open connection that is in a reading transaction."""
    try:
        with translated(path), decoding(path):
            return _verify(connection, noted)
    except EnvironmentFault as error:
        return LogVerification(False, 0, None, error.message)


def _verify(connection: sqlite3.Connection, noted: Iterable[LogHead]) -> LogVerification:
    answer = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if answer is None or answer[0] != "ok":
        return LogVerification(False, 0, None, f"数据文件的结构损坏了。{_REMEDY}")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        return LogVerification(False, 0, None, f"数据文件里有互相对不上的记录。{_REMEDY}")
    altered = departure(connection)
    if altered:
        return LogVerification(False, 0, None, f"数据文件的表结构或保护措施被改动过（{altered}）。{_REMEDY}")
    frozen, noted = testimonies(connection), list(noted)
    heads = {head.entries: head.hash for head in noted if head.entries is not None}
    loose = {head.hash for head in noted if head.entries is None} - {GENESIS}
    walk = _Walk(heads, loose.union(*((one.log_head, one.head or "") for one in frozen)))
    bad = walk.first_bad(connection)
    if bad is not None:
        sentence = f"变更记录第 {bad} 条被改动、插入或删除过。{_REMEDY}"
        return LogVerification(False, walk.entries, bad, sentence)
    entries, head = connection.execute("SELECT entries, head FROM log_state").fetchone()
    if (entries, head) != (walk.entries, walk.head) or max(heads, default=0) > walk.entries:
        sentence = f"变更记录在第 {walk.entries} 条之后被截断或改写。{_REMEDY}"
        return LogVerification(False, walk.entries, walk.entries + 1, sentence)
    missing = loose - walk.places.keys()
    if missing:
        sentence = (
            f"有 {len(missing)} 个在别处记下的日志校验值在变更记录里找不到："
            f"变更记录被整体改写过，或者换成了另一个数据文件。{_REMEDY}"
        )
        return LogVerification(False, walk.entries, None, sentence)
    mismatches = contradictions(connection, frozen, walk.places)
    found = _compare(connection, walk)
    if not mismatches:
        return found
    sentence = found.sentence if not found.ok else f"有 {len(mismatches)} 处与定稿内容不符。{_REMEDY}"
    return replace(found, ok=False, sentence=sentence, mismatches=tuple(mismatches))


def _compare(connection: sqlite3.Connection, walk: _Walk) -> LogVerification:
    present = dict(present_facts(connection))
    kept = _stored_bytes(connection)
    damaged = [f"blob:{digest}" for digest, data in kept if digest_of(data) != digest]
    known = walk.facts
    differing = {fact for fact in present.keys() | known.keys() if present.get(fact) != known.get(fact)}
    if not differing and not damaged:
        sentence = f"变更记录完整，共 {walk.entries} 条，与现存内容一致。"
        if walk.set_back:
            sentence += f"其中 {walk.set_back} 次电脑时间比上一条记录早，时钟可能被调回过。"
        return LogVerification(True, walk.entries, None, sentence)
    named = sorted(f"{year or ''} {subject}".strip() for year, subject in differing) + damaged
    sentence = f"有 {len(named)} 处内容与变更记录不一致，是绕过本程序改动的。{_REMEDY}"
    return LogVerification(False, walk.entries, None, sentence, tuple(named[:_SHOWN]))


class _Walk:
    """One walk along the log: checks the chain and collects what was stored last."""

    def __init__(self, heads: dict[int, str], wanted: set[str]) -> None:
        self.entries = 0
        self.head = GENESIS
        self.facts: _Facts = {}
        self.set_back = 0
        self.places: dict[str, int] = {}
        """Rows whose hash somebody stated, by hash."""
        self._wanted = wanted
        self._heads = heads

    def first_bad(self, connection: sqlite3.Connection) -> int | None:
        """Number of the first row that is not what was written; None when all are."""
        for seq, *fields, found in connection.execute(_ALL_ROWS):
            if seq != self.entries + 1 or row_hash(self.head, seq, *fields) != found:
                return self.entries + 1
            if self._heads.get(seq, found) != found:
                return int(seq)
            self.entries, self.head = seq, found
            if found in self._wanted:
                self.places[found] = seq
            _at, _actor, year, kind, subject, _old, new, _reason = fields
            self.set_back += kind == "clock"
            if new is None:
                self.facts.pop((year, subject), None)
            else:
                self.facts[year, subject] = new
        return None


def present_facts(connection: sqlite3.Connection) -> Iterator[tuple[tuple[int | None, str], str]]:
    """Everything stored that the log speaks of, in the log's words."""
    query = connection.execute
    for row in query(f"SELECT year, {COLUMNS} FROM observation"):  # noqa: S608 - constants
        yield (row[0], subject_of(row[1], row[2])), log_value(row[1:]) or ""
    for role, value in query("SELECT role, value FROM person WHERE value <> ''"):
        yield (None, f"people:{role}"), value
    for name, value in query("SELECT name, value FROM store_meta"):
        yield (None, f"{name}:"), value
    for digest, plan_id, version, actor, at in query(
        "SELECT digest, plan_id, version, actor, at FROM plan_version"
    ):
        yield (None, f"plan:{digest}"), plan_value(plan_id, version, actor, at)
    for (revision,) in query("SELECT version_num FROM alembic_version"):
        yield (None, "schema:"), revision
    for year, deadline, *state in query(f"SELECT year, deadline, {STATE_COLUMNS} FROM report_year"):  # noqa: S608 - constants
        yield (year, "year:state"), state_value(*state)
        if deadline is not None:
            yield (year, "year:deadline"), deadline
    for year, code, breakdown, value, source in query(
        "SELECT year, code, breakdown, value, source FROM history_value"
    ):
        yield (year, f"history:{code}/{breakdown}"), history_value(value, source)
    for year, code, *facts in query("SELECT year, code, note, actor, at FROM definition_change"):
        yield (year, f"definition:{code}"), definition_value(*facts)
    yield from _evidence_facts(connection)
    yield from _frozen_facts(connection)


def _evidence_facts(connection: sqlite3.Connection) -> Iterator[tuple[tuple[int | None, str], str]]:
    query = connection.execute
    for year, number, cells, *rest in query(
        "SELECT year, id, cells, code, values_digest, text, actor, at FROM explanation"
    ):
        yield (year, f"explanation:{number}"), explanation_value(read_json(cells), *rest)
    for year, code, breakdown, digest, *rest in query(
        "SELECT year, code, breakdown, digest, name, media_type, size, actor, at FROM attachment"
    ):
        yield (year, f"attachment:{code}/{breakdown} {digest}"), attachment_value(*rest)


def _frozen_facts(connection: sqlite3.Connection) -> Iterator[tuple[tuple[int | None, str], str]]:
    query = connection.execute
    for year, number, *facts in query(_REVISIONS):
        documents = query(_DOCUMENTS, (year, number)).fetchall()
        yield (year, f"revision:{number}"), revision_value(documents, facts)
    for year, digest, *facts in query(_PACKAGES):
        yield (year, f"package:{digest}"), package_value(*facts)
    for year, digest, *facts in query("SELECT year, digest, kind, revision, actor, at FROM slip"):
        yield (year, f"slip:{digest}"), slip_value(*facts)


def _stored_bytes(connection: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """Everything that is stored under its digest; ValueError when it cannot be expanded."""
    query = connection.execute
    yield from query("SELECT digest, data FROM blob")
    yield from query("SELECT digest, data FROM revision_document")
    yield from query("SELECT digest, data FROM slip")
    for digest, document in query("SELECT digest, document FROM plan_version"):
        yield digest, expand(document)
    for digest, content in query("SELECT content_digest, content FROM revision"):
        yield digest, expand(content, CONTENT_LIMIT)
