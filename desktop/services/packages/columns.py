"""The columns of the tables: whether each field has its type and agrees with the plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from desktop.services.packages.descriptor import CLOCKS_DIFFER, finalised_at
from desktop.services.packages.fact import Objection
from desktop.submission.profile.datapackage import (
    ANSWERS,
    FINDINGS,
    INDICATORS,
    MISSING_REASONS,
    OBSERVATIONS,
    READBACK,
    VERDICTS,
    Table,
)
from desktop.submission.profile.published import Profile
from forms.codes.verify import VerifyCode
from forms.filing.content import SCHEMA_1
from forms.filing.engine import ENGINE
from forms.filing.tables import (
    PACE,
    Row,
    indicator_rows,
    observation_rows,
    unit_verdicts,
    utc_text,
    verdict_rows,
)
from forms.findings import Level
from forms.findings.finding import Result
from forms.frozen import frozen
from forms.reporting.asked_place import past_place
from forms.reporting.entry import Figures
from forms.reporting.layout import UnitLayout
from forms.verdict import Outcome, Outlook

_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "number": re.compile(r"(?!-0$)-?(0|[1-9][0-9]{0,40})(\.[0-9]{0,60}[1-9])?"),
    "year": re.compile(r"(19|20)[0-9]{2}|2100"),
    "boolean": re.compile(r"true|false"),
    "code": re.compile(r"TB-[A-Z]+-[0-9]{3}"),
    "digest": re.compile(r"[0-9a-f]{64}"),
}
"""How fields of a type, or of a name, are written."""
_CLOCK_WAS_WRONG = timedelta(days=366)
"""How long before an entry 定稿 may be in packages of versions that did not check the clock. Chosen by us: a
wrong year is the usual mistake."""
_PLACE = ("form", "row", "item", "breakdown", "year")
"""Columns that together say where a figure stands."""
_EXPLAINED = ("explanation", "explained_by", "explained_at")
_LEVELS = tuple(level.value for level in Level)

_WORDS: Mapping[tuple[str, str], Sequence[str]] = {
    ("observations", "missing"): MISSING_REASONS,
    ("findings", "level"): _LEVELS,
    ("findings", "enforcement"): _LEVELS,
    ("findings", "result"): (Result.FAILS.value,),
    ("verdicts", "outcome"): tuple(Outcome),
    ("verdicts", "outlook"): tuple(Outlook),
    ("verdicts", "reliability"): ("small_numbers",),
    ("verdicts", "method"): (PACE, "chance"),
}
"""Columns that hold one of a few words, where they hold anything."""

_NEVER_EMPTY: Mapping[str, Sequence[str]] = {
    "findings": ("level", "enforcement", "result", "message", "digest"),
    "verdicts": ("section", "domain", "item", "target_year", "year", "outcome", "volatile"),
}
"""Columns that this program always fills, beside those that the table calls required."""

_TARGET = ("indicator", "section", "domain", "item", "op", "target", "unit", "target_year", "tier")
"""Columns of a verdict that only say which target it judges."""
_DERIVED = ("indicator", "breakdown", "unit")
"""Columns of a derived value that only say what it is."""
_NAMING_CELLS = ((FINDINGS, "cells"), (ANSWERS, "cell"), (READBACK, "cell"))
"""Columns that name cells, several with blanks between them; empty where a row is about none."""


def type_fault(
    submission: Mapping[str, Any], tables: Mapping[str, Sequence[Row]], profile: Profile
) -> Objection | None:
    """The first field that is not of its column's type, by what the tables alone can show."""
    bounds = _bounds(submission)
    for table in profile.all_tables:
        for number, row in enumerate(tables.get(table.name, ()), start=2):
            for name in table.columns:
                if not _is_of_type(table, name, row[name], bounds):
                    return _fault(table, number, name, "写法不对")
    for number, row in enumerate(tables[FINDINGS.name], start=2):
        if not _is_whole(row, _EXPLAINED):
            return _fault(FINDINGS, number, "explanation", "缺少说明、说明人或说明时间")
    for number, row in enumerate(tables[OBSERVATIONS.name], start=2):
        if row["text"] and not (row["entered_by"].strip() and row["entered_at"]):
            return _fault(OBSERVATIONS, number, "entered_by", "或填报时间是空的")
    return _repeated_place(tables[OBSERVATIONS.name])


def _repeated_place(rows: Sequence[Row]) -> Objection | None:
    """The first figure that is stated twice; nothing says which of the two counts."""
    places: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, start=2):
        place = tuple(row[name] for name in _PLACE)
        if place in places:
            return Objection(VerifyCode.COLUMN, f"{OBSERVATIONS.path} 第 {number} 行与前面的一行是同一格")
        places.add(place)
    return None


@frozen
class _Bounds:
    """Bounds of the fields of a package.

    Attributes:
        latest: latest possible time of an entry or explanation.
        has_our_words: whether our words for outcomes are all there can be.
    """

    latest: datetime
    has_our_words: bool


def _bounds(submission: Mapping[str, Any]) -> _Bounds:
    moment = finalised_at(submission)
    if submission["schema"] == SCHEMA_1:
        return _Bounds(moment + _CLOCK_WAS_WRONG, has_our_words=True)
    return _Bounds(moment + CLOCKS_DIFFER, has_our_words=submission["engine"] <= ENGINE)


def plan_fault(
    submission: Mapping[str, Any],
    tables: Mapping[str, Sequence[Row]],
    figures: Figures,
    layout: UnitLayout,
) -> Objection | None:
    """The first field that is not what plan, forms and figures say, results of the calculation apart.

    Every column of the observations is made again from what was read of them, so that none is left out.
    """
    year = str(submission["year"])
    checks: list[Callable[[], Objection | None]] = [
        lambda: _observations_fault(tables[OBSERVATIONS.name], observation_rows(figures, layout)),
        lambda: _places_fault(INDICATORS, _DERIVED, tables[INDICATORS.name], indicator_rows(figures, layout)),
        lambda: _places_fault(
            VERDICTS, _TARGET, tables[VERDICTS.name], verdict_rows(unit_verdicts(figures, layout))
        ),
        *(
            partial(_cells_fault, table, name, tables.get(table.name, ()), layout.cell_by_address)
            for table, name in _NAMING_CELLS
        ),
        lambda: _years_fault(INDICATORS, year, tables[INDICATORS.name]),
        lambda: _years_fault(VERDICTS, year, tables[VERDICTS.name]),
    ]
    return next((found for check in checks if (found := check()) is not None), None)


def _fault(table: Table, number: int, name: str, what: str) -> Objection:
    return Objection(VerifyCode.COLUMN, f"{table.path} 第 {number} 行的“{name}”{what}")


def _is_of_type(table: Table, name: str, text: str, bounds: _Bounds) -> bool:
    """Judge one field by itself."""
    if not text:
        return name not in table.required and name not in _NEVER_EMPTY.get(table.name, ())
    words = _WORDS.get((table.name, name))
    if words is not None and (bounds.has_our_words or table.name != VERDICTS.name):
        return text in words
    kind = table.fields[name] if name not in _PATTERNS else name
    if kind == "datetime":
        return _is_time(text, bounds.latest)
    if kind in _PATTERNS:
        return _PATTERNS[kind].fullmatch(text) is not None
    return not text.isspace()


def _is_time(text: str, latest: datetime) -> bool:
    """Whether a time is written as this program writes it, and not later than it can be."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.tzinfo is not None and utc_text(moment) == text and moment <= latest
    except (ValueError, OverflowError):
        return False


def _is_whole(row: Row, names: Sequence[str]) -> bool:
    """Whether fields that belong together are all filled or all empty."""
    return all(row[name].strip() for name in names) or not any(row[name] for name in names)


def _observations_fault(stated: Sequence[Row], own: Sequence[Row]) -> Objection | None:
    """Compare every column of every row."""
    for number, (theirs, mine) in enumerate(zip(stated, own, strict=False), start=2):
        for name in OBSERVATIONS.columns:
            if theirs[name] != mine[name]:
                return _fault(OBSERVATIONS, number, name, "与规划和报表不符")
    if len(stated) != len(own):
        return Objection(VerifyCode.COLUMN, f"{OBSERVATIONS.path} 应有 {len(own)} 行，实有 {len(stated)} 行")
    return None


def _places_fault(
    table: Table, columns: Sequence[str], stated: Sequence[Row], own: Iterable[Row]
) -> Objection | None:
    """Every row must be about something that the plan has for this unit."""
    known = [tuple(row[name] for name in columns) for row in own]
    every, seen = set(known), set[tuple[str, ...]]()
    for number, row in enumerate(stated, start=2):
        if tuple(row[name] for name in columns) not in every:
            return _fault(table, number, _wrong_column(row, columns, known), "与规划不符")
        key = tuple(row[name] for name in table.primary_key)
        if key and key in seen:
            return _fault(table, number, table.primary_key[0], "与前面的一行重复")
        seen.add(key)
    return None


def _wrong_column(row: Row, columns: Sequence[str], known: Sequence[tuple[str, ...]]) -> str:
    """The first column in which a row departs from the row of ours that is nearest to it."""
    departing = [
        [name for name, text in zip(columns, one, strict=True) if row[name] != text] for one in known
    ]
    return min(departing, key=len, default=list(columns))[0]


def _years_fault(table: Table, year: str, stated: Sequence[Row]) -> Objection | None:
    wrong: Iterator[int] = (n for n, row in enumerate(stated, start=2) if row["year"] != year)
    number = next(wrong, None)
    return _fault(table, number, "year", "不是报送的年份") if number is not None else None


def _cells_fault(
    table: Table, name: str, stated: Sequence[Row], cells: Mapping[str, object]
) -> Objection | None:
    """What a row is about is a cell of the unit's own forms; an answer can be about an earlier year."""
    for number, row in enumerate(stated, start=2):
        if table is ANSWERS and past_place(row[name]) is not None:
            continue
        if any(address not in cells for address in row[name].split(" ") if row[name]):
            return _fault(table, number, name, "不是本单位报表里的格子")
    return None
