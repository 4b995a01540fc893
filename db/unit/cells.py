"""How an observation is written as a row, as a value in the change log, and read back."""

from __future__ import annotations

from typing import Any

from db.column_types import read_decimal, read_instant
from db.log.work import as_json, clean, read_json
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Missing, Reading, canonical_decimal
from forms.reporting.entry import Observation

Row = tuple[Any, ...]

COLUMNS = "code, breakdown, text, value, missing, problem, message, note, source, entered_by, entered_at"
_FIELDS = ("text", "value", "missing", "problem", "message", "note", "source", "by", "at")
"""Names in the change log for the columns after the key, in the same order."""
CELL = "cell:"
"""Prefix of the subject of a cell's changes."""


def row_of(observation: Observation, actor: str, at: str) -> Row:
    """The observation as a row, entered by this person at this moment."""
    reading = observation.reading
    return (
        clean(observation.key.code),
        clean(observation.key.breakdown),
        clean(reading.text),
        None if reading.value is None else canonical_decimal(reading.value),
        None if reading.missing is None else reading.missing.value,
        reading.problem,
        clean(reading.message),
        clean(observation.note),
        clean(observation.source),
        actor,
        at,
    )


def is_empty(row: Row) -> bool:
    """Whether nothing stands in the cell: no text, no note, no source."""
    return not (row[2] or row[7] or row[8])


def observation_of(row: Row) -> Observation:
    """The row as an observation; ValueError when its content is damaged."""
    code, breakdown, text, value, missing, problem, message, note, source, by, at = row
    return Observation(
        SeriesKey(code, breakdown),
        Reading(
            text,
            None if value is None else read_decimal(value),
            None if missing is None else Missing(missing),
            problem,
            message,
        ),
        note,
        source,
        by,
        None if at is None else read_instant(at),
    )


def blank(key: SeriesKey) -> Observation:
    """The observation of a cell in which nothing stands."""
    return Observation(key, Reading(""))


def log_value(row: Row | None) -> str | None:
    """The content of a cell for the change log: what is not empty, without the key."""
    if row is None:
        return None
    return as_json({name: value for name, value in zip(_FIELDS, row[2:], strict=True) if value})


def row_of_log(code: str, breakdown: str, text: str | None) -> Row | None:
    """The row that a value in the change log speaks of."""
    if text is None:
        return None
    found = read_json(text)
    empty = {"value": None, "missing": None, "problem": None, "at": None}
    return (code, breakdown, *(found.get(name, empty.get(name, "")) for name in _FIELDS))


def subject_of(code: str, breakdown: str) -> str:
    """Subject of a cell's changes in the log."""
    return f"{CELL}{code}/{breakdown}"
