"""The office's store as it was at some time: what came later is not seen.

Rows that are never changed are left out where they were stored later, by their own time or by that of their
entry in the change log. Of what can change, the day of filing and the version of the plan in force are taken
from the log as they stood then. People and remembered places are those of today: no figure depends on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from string import Formatter
from typing import Any

from sqlalchemy import ColumnElement, MetaData, Select, Table, Text, cast, func, literal, select, union_all
from sqlalchemy.sql.selectable import CompoundSelect

from db.description import wording
from db.log.tables import CHANGE_LOG
from db.office.tables import DEADLINE, METADATA, STORE_META

Shown = Select[Any] | CompoundSelect[Any]
"""The rows that stand for a table."""

_MAIN = "main"
_DEADLINE = "deadline:"
_PLAN_IN_FORCE = "plan%:"
"""Subjects of the entries that say which version of the plan is in force (:mod:`db.store.plans`)."""


def rows_as_of(until: datetime) -> Mapping[str, Shown]:
    """What stands for each table of the office's store that may hold anything later than a time.

    Args:
        until: the first instant that is too late, with time zone.
    """
    # The rows are shown under the tables' own names, so the tables themselves are named with their schema.
    there = MetaData()
    tables = {one.name: one.to_metadata(there, schema=_MAIN) for one in METADATA.sorted_tables}
    log = tables[CHANGE_LOG.name]
    shown: dict[str, Shown] = {
        DEADLINE.name: _deadlines(log, until),
        STORE_META.name: _facts_of_file(tables[STORE_META.name], log, until),
    }
    for name, table in tables.items():
        described = wording(METADATA.tables[name]).log
        if described.is_append_only and name != log.name:
            if "at" in table.c:
                shown[name] = select(table).where(table.c.at < until)
            elif described.subject:
                shown[name] = select(table).where(_was_logged(table, described.subject, log, until))
    return shown


def _was_logged(table: Table, subject: str, log: Table, until: datetime) -> ColumnElement[bool]:
    """Whether a row's entry in the log is of an earlier time."""
    # The subject as the log words it, put together by the database: no row has to be read for it.
    words: ColumnElement[str] = literal("")
    for text, name, _, _ in Formatter().parse(subject):
        words = words + literal(text)
        if name:
            words = words + cast(table.c[name], Text)
    year = log.c.year == table.c.year if "year" in table.c else log.c.year.is_(None)
    return select(log.c.seq).where(year, log.c.subject == words, log.c.at < until).exists()


def _newest(log: Table, subjects: str, until: datetime) -> Select[Any]:
    """The number of the last entry about each subject at that time."""
    of_them = select(func.max(log.c.seq)).where(log.c.subject.like(subjects), log.c.at < until)
    return of_them.group_by(log.c.year, log.c.subject)


def _deadlines(log: Table, until: datetime) -> Shown:
    """The days of filing; one that was taken back has no value in its last entry."""
    return select(
        log.c.year.label("year"),
        func.substr(log.c.subject, len(_DEADLINE) + 1).label("unit"),
        func.json_extract(log.c.new, "$.day").label("day"),
    ).where(log.c.seq.in_(_newest(log, f"{_DEADLINE}%", until)), log.c.new.is_not(None))


def _facts_of_file(meta: Table, log: Table, until: datetime) -> Shown:
    """What the file states of itself; the versions of the plan in force are those of that time."""
    # The subject of such a fact is its name with a colon behind it (`db.log.tables`).
    name = func.substr(log.c.subject, 1, func.length(log.c.subject) - 1)
    versions = select(name.label("name"), log.c.new.label("value")).where(
        log.c.seq.in_(_newest(log, _PLAN_IN_FORCE, until)), log.c.new.is_not(None)
    )
    others = select(meta.c.name, meta.c.value).where(~(meta.c.name + ":").like(_PLAN_IN_FORCE))
    return union_all(others, versions)
