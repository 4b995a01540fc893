"""Column types that store values as text without loss, the same in every database.

SQLAlchemy's own types would not do on SQLite: ``Numeric`` is stored as binary floating point, and
``DateTime`` drops the offset.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

from db.values import instant_text, read_decimal, read_instant, read_json
from forms.canonical import canonical_text
from forms.figures.quantity import canonical_decimal

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)

LargeInteger = BigInteger().with_variant(Integer(), "sqlite")
"""The size of any file, in bytes. SQLite's integers have room for it, and its strict tables know no other."""


class AsText(TypeDecorator[Value], Generic[Value]):
    """Stores a value as its canonical text, and NULL as NULL."""

    impl = Text
    cache_ok = True

    def text_of(self, value: Value) -> str:
        """The text that is stored."""
        raise NotImplementedError

    def read(self, text: str) -> Value:
        """The value of a stored text; ValueError for a text that is not canonical."""
        raise NotImplementedError

    def process_bind_param(self, value: Value | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Override TypeDecorator.process_bind_param."""
        return None if value is None else self.text_of(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Value | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Override TypeDecorator.process_result_value."""
        return None if value is None else self.read(value)


class DecimalText(AsText[Decimal]):
    """An exact decimal as its canonical text."""

    cache_ok = True

    def text_of(self, value: Decimal) -> str:
        """Override."""
        return canonical_decimal(value)

    def read(self, text: str) -> Decimal:
        """Override."""
        return read_decimal(text)


class UtcDateTime(AsText[datetime]):
    """An instant as UTC text with microseconds; a time without zone is refused."""

    cache_ok = True

    def text_of(self, value: datetime) -> str:
        """Override."""
        return instant_text(value)

    def read(self, text: str) -> datetime:
        """Override."""
        return read_instant(text)


class DateText(AsText[date]):
    """A day as ISO text."""

    cache_ok = True

    def text_of(self, value: date) -> str:
        """Override."""
        return value.isoformat()

    def read(self, text: str) -> date:
        """Override."""
        return date.fromisoformat(text)


class JsonText(AsText[Any]):
    """Lists, maps, texts and integers as canonical JSON; the change log has the value, not its text."""

    cache_ok = True

    def text_of(self, value: Any) -> str:
        """Override."""
        return canonical_text(value)

    def read(self, text: str) -> Any:
        """Override."""
        return read_json(text)


class OneOf(AsText[Word]):
    """The value of an enumeration's member."""

    cache_ok = True

    def __init__(self, words: type[Word]) -> None:
        super().__init__()
        self.words = words

    def text_of(self, value: Word) -> str:
        """Override."""
        return self.words(value).value

    def read(self, text: str) -> Word:
        """Override."""
        return self.words(text)
