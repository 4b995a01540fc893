"""Columns and constraints that tables of both desks have."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Text

from db.column_types import UtcDateTime
from db.description import quoted

_FIRST_YEAR, _LAST_YEAR = 1949, 2999
"""Both are chosen by us: the founding of the state, and later than any plan."""


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """The constraint that a column holds the value of a member of an enumeration."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def year_check() -> CheckConstraint:
    """The constraint that the column ``year`` holds a year in which there can be a plan."""
    return CheckConstraint(f"year BETWEEN {_FIRST_YEAR} AND {_LAST_YEAR}", name="year")


def text_column(name: str, word: str) -> Column[str]:
    """A text, empty where there is none; ``word`` is its name in the change log."""
    return Column(name, Text, nullable=False, info=quoted(word))


def by_whom(name: str = "actor", *, is_stamp: bool = False) -> Column[str]:
    """Who did it."""
    return Column(name, Text, nullable=False, info=quoted("by", is_stamp=is_stamp))


def at_time(*, is_stamp: bool = False) -> Column[object]:
    """When it was done."""
    return Column("at", UtcDateTime, nullable=False, info=quoted("at", is_stamp=is_stamp))
