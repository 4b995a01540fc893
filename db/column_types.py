"""Column types that keep what SQLite and SQLAlchemy's own types would lose.

SQLAlchemy stores ``Numeric`` on SQLite as binary floating point and drops the offset of a
``DateTime``; neither warns.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from forms.figures.quantity import canonical_decimal

INSTANT_LENGTH = 27
"""Characters of the text of an instant."""


def instant_text(moment: datetime) -> str:
    """The one text of an instant: UTC, microseconds, 27 characters, sorts like time.

    Raises:
        ValueError: the time has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_instant(text: str) -> datetime:
    """The instant of its text; ValueError for any other text."""
    moment = datetime.fromisoformat(text)
    if instant_text(moment) != text:
        raise ValueError("not the canonical text of an instant")
    return moment


def read_decimal(text: str) -> Decimal:
    """The figure of its canonical text; ValueError for any other text."""
    try:
        value = Decimal(text)
    except ArithmeticError as error:
        raise ValueError("not a decimal") from error
    if canonical_decimal(value) != text:
        raise ValueError("not the canonical text of a decimal")
    return value


class DecimalText(TypeDecorator[Decimal]):
    """An exact decimal as its canonical text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Override TypeDecorator.process_bind_param."""
        return None if value is None else canonical_decimal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Override TypeDecorator.process_result_value."""
        return None if value is None else read_decimal(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant as UTC text with microseconds; a time without zone is refused."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Override TypeDecorator.process_bind_param."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Override TypeDecorator.process_result_value."""
        return None if value is None else read_instant(value)
