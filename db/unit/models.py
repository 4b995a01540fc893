"""The tables of a store, as typed SQLAlchemy models. This module is the schema of the present version.

Migrations never import it: they are frozen, it moves on. A test compares the two. All tables are
STRICT: elsewhere SQLite would take the text ``abc`` in a number column. Objects of these classes are
never made; they type the columns of Core statements, and nothing of them leaves ``db``.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.column_types import DecimalText, UtcDateTime
from db.unit.records import SlipKind
from forms.figures.quantity import Missing
from forms.filing.state import YearState

_STRICT = {"sqlite_strict": True}
_STRICT_KEYED = {"sqlite_strict": True, "sqlite_with_rowid": False}
_FIRST_YEAR, _LAST_YEAR = 1949, 2999


def _one_of(column: str, values: type[YearState | SlipKind | Missing]) -> CheckConstraint:
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)


def _digest(column: str = "digest") -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 64", name=column)


def _year() -> CheckConstraint:
    return CheckConstraint(f"year BETWEEN {_FIRST_YEAR} AND {_LAST_YEAR}", name="year")


class Base(DeclarativeBase):
    """Root of the models: names for all constraints, one SQL type for each Python type."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        int: Integer,
        bytes: LargeBinary,
        Decimal: DecimalText,
        datetime: UtcDateTime,
    }


class StoreMeta(Base):
    """Facts about the file: its random id, the unit, the plan in force."""

    __tablename__ = "store_meta"
    __table_args__ = (_STRICT_KEYED,)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class PlanVersion(Base):
    """A version of the plan pack, compressed; never changed."""

    __tablename__ = "plan_version"
    __table_args__ = (_digest(), _STRICT)
    digest: Mapped[str] = mapped_column(primary_key=True)
    plan_id: Mapped[str]
    version: Mapped[str]
    document: Mapped[bytes]
    actor: Mapped[str]
    at: Mapped[datetime]


class Person(Base):
    """One line of the form's foot: who has which role."""

    __tablename__ = "person"
    __table_args__ = (_STRICT_KEYED,)
    role: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class ReportYear(Base):
    """A reporting year and where it stands."""

    __tablename__ = "report_year"
    __table_args__ = (
        _year(),
        _one_of("state", YearState),
        CheckConstraint("revision >= 0", name="revision"),
        _STRICT,
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    revision: Mapped[int]
    deadline: Mapped[str | None]
    reason: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime]


class ObservationRow(Base):
    """One figure as it stands in a cell now."""

    __tablename__ = "observation"
    __table_args__ = (
        _one_of("missing", Missing),
        CheckConstraint(
            "(value IS NOT NULL) + (missing IS NOT NULL) + (problem IS NOT NULL) <= 1", name="one_reading"
        ),
        _STRICT_KEYED,
    )
    year: Mapped[int] = mapped_column(ForeignKey("report_year.year"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    breakdown: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    value: Mapped[Decimal | None]
    missing: Mapped[str | None]
    problem: Mapped[str | None]
    message: Mapped[str]
    note: Mapped[str]
    source: Mapped[str]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime | None]


class ChangeLog(Base):
    """Everything that ever changed, append-only, each row hashed together with the one before."""

    __tablename__ = "change_log"
    __table_args__ = (_digest("hash"), Index(None, "year", "subject"), _STRICT)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    year: Mapped[int | None]
    kind: Mapped[str]
    subject: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]
    reason: Mapped[str]
    hash: Mapped[str]


class LogState(Base):
    """Length and head of the change log, so that a cut tail is noticed; a single row."""

    __tablename__ = "log_state"
    __table_args__ = (CheckConstraint("id = 1", name="single"), _digest("head"), _STRICT)
    id: Mapped[int] = mapped_column(primary_key=True)
    entries: Mapped[int]
    head: Mapped[str]


class UndoRow(Base):
    """A step that can be undone or, once undone, done again."""

    __tablename__ = "undo_step"
    __table_args__ = (
        CheckConstraint("undone IN (0, 1)", name="undone"),
        _digest(),
        Index(None, "year", "undone", "id"),
        _STRICT,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("report_year.year"))
    undone: Mapped[int]
    kind: Mapped[str]
    label: Mapped[str]
    changes: Mapped[str]
    digest: Mapped[str]


class ExplanationRow(Base):
    """An explanation of a finding; never changed, a newer one is added."""

    __tablename__ = "explanation"
    __table_args__ = (_digest("values_digest"), Index(None, "year"), _STRICT)
    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("report_year.year"))
    code: Mapped[str]
    cells: Mapped[str]
    values_digest: Mapped[str]
    text: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime]


class Blob(Base):
    """The bytes of an attachment, stored once."""

    __tablename__ = "blob"
    __table_args__ = (_digest(), _STRICT)
    digest: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes]


class AttachmentRow(Base):
    """A file that belongs to a cell."""

    __tablename__ = "attachment"
    __table_args__ = (CheckConstraint("size >= 0", name="size"), _STRICT_KEYED)
    year: Mapped[int] = mapped_column(ForeignKey("report_year.year"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    breakdown: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("blob.digest"), primary_key=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    actor: Mapped[str]
    at: Mapped[datetime]


class HistoryRow(Base):
    """A figure of an earlier year that was taken over from outside."""

    __tablename__ = "history_value"
    __table_args__ = (_year(), _STRICT_KEYED)
    year: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    breakdown: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Decimal]
    source: Mapped[str]


class DefinitionRow(Base):
    """A break in a series: from this year on the figure means something else."""

    __tablename__ = "definition_change"
    __table_args__ = (_year(), _STRICT_KEYED)
    code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime]


class RevisionRow(Base):
    """What was frozen at a 定稿; never changed."""

    __tablename__ = "revision"
    __table_args__ = (
        CheckConstraint("number >= 1", name="number"),
        _digest("content_digest"),
        _STRICT,
    )
    year: Mapped[int] = mapped_column(ForeignKey("report_year.year"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    content_digest: Mapped[str]
    plan_digest: Mapped[str] = mapped_column(ForeignKey("plan_version.digest"))
    people: Mapped[str]
    log_entries: Mapped[int]
    log_head: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime]


class DocumentRow(Base):
    """A file made at 定稿; never changed, so that it reprints as the same bytes."""

    __tablename__ = "revision_document"
    __table_args__ = (
        _digest(),
        ForeignKeyConstraint(["year", "revision"], ["revision.year", "revision.number"]),
        _STRICT,
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    media_type: Mapped[str]
    digest: Mapped[str]
    data: Mapped[bytes]


class PackageRow(Base):
    """A package that was exported; never changed."""

    __tablename__ = "package"
    __table_args__ = (_digest(), Index(None, "year"), _STRICT)
    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("report_year.year"))
    revision: Mapped[int]
    file_name: Mapped[str]
    digest: Mapped[str]
    at: Mapped[datetime]


class SlipRow(Base):
    """A receipt or return slip that came back; never changed."""

    __tablename__ = "slip"
    __table_args__ = (_digest(), _one_of("kind", SlipKind), _STRICT)
    digest: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("report_year.year"), index=True)
    revision: Mapped[int]
    kind: Mapped[str]
    data: Mapped[bytes]
    actor: Mapped[str]
    at: Mapped[datetime]


class SettingRow(Base):
    """Something the window remembers; not logged."""

    __tablename__ = "setting"
    __table_args__ = (_STRICT_KEYED,)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


FROZEN_TABLES = (
    "plan_version",
    "change_log",
    "explanation",
    "blob",
    "revision",
    "revision_document",
    "package",
    "slip",
)
"""Tables whose rows are never changed or removed; triggers see to it."""


def trigger_statements() -> dict[str, str]:
    """Name and SQL of all triggers."""
    return {
        f"tr_{table}_no_{event.lower()}": (
            f"CREATE TRIGGER tr_{table}_no_{event.lower()} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        for table in FROZEN_TABLES
        for event in ("UPDATE", "DELETE")
    }
