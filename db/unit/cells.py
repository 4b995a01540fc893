"""Conversion of an observation to a row of stored values, and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from db.column_types import AsText
from db.description import Row, told_names, unsaid, wording
from db.log.records import LogEntry
from db.unit.records import CellChange, RecordKind
from db.unit.tables import OBSERVATION
from db.values import clean
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Reading
from forms.reporting.entry import Observation

WORDS = wording(OBSERVATION)
"""How the change log words cells."""
_COLUMNS = {column.name: column.type for column in OBSERVATION.columns}
_OF_READING = tuple(field.name for field in fields(Reading) if field.name in _COLUMNS)
_OF_OBSERVATION = tuple(field.name for field in fields(Observation) if field.name in _COLUMNS)


def row_of(year: int, observation: Observation, actor: str, at: str) -> dict[str, Any]:
    """The observation as a row of stored values.

    Args:
        year: reporting year.
        observation: content of the cell.
        actor: who entered it.
        at: when, as text (:func:`db.values.instant`).
    """
    said = {name: getattr(observation, name) for name in _OF_OBSERVATION}
    said |= {name: getattr(observation.reading, name) for name in _OF_READING}
    said |= {"code": observation.key.code, "breakdown": observation.key.breakdown, "entered_by": actor}
    row = {name: _as_stored(name, value) for name, value in said.items() if name != "entered_at"}
    return {**unsaid(OBSERVATION), **row, "year": year, "entered_at": at}


def _as_stored(name: str, value: Any) -> Any:
    kind = _COLUMNS[name]
    if value is not None and isinstance(kind, AsText):
        return kind.text_of(value)
    return clean(value) if isinstance(value, str) else value


def is_empty(row: Row) -> bool:
    """Whether the cell has no content at all: no reading, no note, no source."""
    return not any(row[name] for name in told_names(OBSERVATION))


def observation_of(row: Row) -> Observation:
    """The row as an observation; ValueError when its content is damaged."""
    return Observation(
        key=SeriesKey(row["code"], row["breakdown"]),
        reading=Reading(**{name: _read(name, row[name]) for name in _OF_READING}),
        **{name: _read(name, row[name]) for name in _OF_OBSERVATION},
    )


def _read(name: str, value: Any) -> Any:
    kind = _COLUMNS[name]
    return kind.read(value) if value is not None and isinstance(kind, AsText) else value


def blank(key: SeriesKey) -> Observation:
    """The observation of an empty cell."""
    return Observation(key=key, reading=Reading(text=""))


def subject_of(key: SeriesKey) -> str:
    """Subject of a cell's changes in the log."""
    return WORDS.subject({"code": key.code, "breakdown": key.breakdown})


def change_of(key: SeriesKey, entry: LogEntry) -> CellChange:
    """The change of a cell that a row of the log records; ValueError when its content is damaged."""
    kind = RecordKind(entry.kind)
    old, new = _content(key, entry.old), _content(key, entry.new)
    return CellChange(
        seq=entry.seq, at=entry.at, actor=entry.actor, kind=kind, reason=entry.reason, old=old, new=new
    )


def _content(key: SeriesKey, text: str | None) -> Observation | None:
    if text is None:
        return None
    return observation_of({"code": key.code, "breakdown": key.breakdown, **WORDS.read(text)})
