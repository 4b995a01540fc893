"""Values as a store keeps them: text that can be encoded, instants, exact decimals, JSON."""

from __future__ import annotations

import json
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from db.errors import misuse
from forms.bounded_json import MAX_JSON_BYTES
from forms.figures.quantity import canonical_decimal

Word = TypeVar("Word", bound=StrEnum)


def read_json(text: str) -> Any:
    """Read JSON that this program stored; ValueError when it is damaged or has a number that is no integer.

    Binary floats are refused, because exact decimals are stored as texts; so is a text longer than any
    document that comes from outside, for a file that somebody else wrote may hold one.
    """
    if len(text) > MAX_JSON_BYTES:
        raise ValueError("longer than any stored JSON")
    return json.loads(text, parse_float=_no_float)


def _no_float(_: str) -> Any:
    raise ValueError("a binary float in stored JSON")


def clean(text: str) -> str:
    """The text with each unpaired surrogate replaced by U+FFFD, so that it can be encoded in UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def instant_text(moment: datetime) -> str:
    """Canonical text of an instant: UTC with microseconds, 27 characters; the order of texts is that of time.

    Raises:
        ValueError: the time has no time zone, or lies in the first or last year that there is: in another
            zone it would be beyond.
    """
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    if not MINYEAR < moment.year < MAXYEAR:
        raise ValueError("an instant that not every zone can show")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def instant(moment: datetime) -> str:
    """Canonical text of an instant (:func:`instant_text`); StoreMisuse for a time that has none."""
    try:
        return instant_text(moment)
    except ValueError as error:
        raise misuse("time without zone, or in the first or last year") from error


def read_instant(text: str) -> datetime:
    """The instant of a canonical text; ValueError for any other text."""
    moment = datetime.fromisoformat(text)
    if instant_text(moment) != text:
        raise ValueError("not the canonical text of an instant")
    return moment


def read_decimal(text: str) -> Decimal:
    """The decimal of a canonical text; ValueError for any other text."""
    try:
        value = Decimal(text)
    except ArithmeticError as error:
        raise ValueError("not a decimal") from error
    if canonical_decimal(value) != text:
        raise ValueError("not the canonical text of a decimal")
    return value


def member(kind: type[Word], value: str) -> Word:
    """The member of an enumeration with this value; StoreMisuse where there is none."""
    try:
        return kind(value)
    except ValueError as error:
        raise misuse(f"{value!r} is no {kind.__name__}") from error
