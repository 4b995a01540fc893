"""The tables of a unit's store, each described once. This module is the schema of the present version.

What the change log says, what the audit reads, what undo keeps, and the statements are derived from here
(:mod:`db.description`). Scripts that bring older files up to date never import it: they are frozen, it moves
on. A test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Text,
)

from db.column_types import DateText, DecimalText, JsonText, OneOf, UtcDateTime
from db.description import Logged, Part, alone, described, digest_check, kept, new_metadata, quoted
from db.log.tables import add_common_tables
from db.store.columns import at_time, by_whom, one_of, text_column, year_check
from db.store.plans import add_plan_versions
from forms.bounded_json import MAX_JSON_BYTES
from forms.figures.quantity import Missing
from forms.filing.state import YearState
from forms.letters.kind import OfficeLetter

METADATA = new_metadata()
"""All tables of a unit's store."""
CONTENT_LIMIT = MAX_JSON_BYTES
"""Bytes of the content of a revision at most, as its readers take them; a few kilobytes are usual."""


def _year_key() -> Column[int]:
    return Column("year", Integer, ForeignKey("report_year.year"), primary_key=True)


def _year_of() -> Column[int]:
    return Column("year", Integer, ForeignKey("report_year.year"), nullable=False)


add_common_tables(METADATA)
STORE_META = METADATA.tables["store_meta"]

PLAN_VERSION = add_plan_versions(METADATA)
"""Versions of the plan pack."""

PERSON = described(
    "person",
    METADATA,
    Column("role", Text, primary_key=True),
    Column("value", Text, nullable=False, info=alone("people:{role}")),
    is_keyed=True,
)
"""One line of the form's foot: who has which role."""

REPORT_YEAR = described(
    "report_year",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("state", OneOf(YearState), nullable=False, info=quoted("state")),
    Column("revision", Integer, nullable=False, info=quoted("revision")),
    Column("deadline", DateText, info=alone("year:deadline")),
    text_column("reason", "reason"),
    by_whom(),
    at_time(),
    year_check(),
    one_of("state", YearState),
    CheckConstraint("revision >= 0", name="revision"),
    log=Logged("year:state"),
)
"""A reporting year and where it stands."""

OBSERVATION = described(
    "observation",
    METADATA,
    _year_key(),
    Column("code", Text, primary_key=True),
    Column("breakdown", Text, primary_key=True),
    text_column("text", "text"),
    Column("value", DecimalText, info=quoted("value")),
    Column("missing", OneOf(Missing), info=quoted("missing")),
    Column("problem", Text, info=quoted("problem")),
    text_column("message", "message"),
    text_column("note", "note"),
    text_column("source", "source"),
    by_whom("entered_by", is_stamp=True),
    Column("entered_at", UtcDateTime, info=quoted("at", is_stamp=True)),
    one_of("missing", Missing),
    CheckConstraint(
        "(value IS NOT NULL) + (missing IS NOT NULL) + (problem IS NOT NULL) <= 1", name="one_reading"
    ).ddl_if(dialect="sqlite"),
    log=Logged("cell:{code}/{breakdown}", is_sparse=True),
    is_keyed=True,
)
"""One figure as it stands in a cell now. Its columns after the key are also what a step of undo keeps."""

UNDO_STEP = described(
    "undo_step",
    METADATA,
    Column("id", Integer, primary_key=True),
    _year_of(),
    Column("undone", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("digest", Text, nullable=False),
    CheckConstraint("undone IN (0, 1)", name="undone"),
    digest_check(),
    Index(None, "year", "undone", "id"),
)
"""A step that can be undone or, once undone, done again."""

EXPLANATION = described(
    "explanation",
    METADATA,
    Column("id", Integer, primary_key=True),
    _year_of(),
    text_column("code", "code"),
    Column("cells", JsonText, nullable=False, info=quoted("cells")),
    text_column("values_digest", "digest"),
    text_column("text", "text"),
    by_whom(),
    at_time(),
    digest_check("values_digest"),
    Index(None, "year"),
    log=Logged("explanation:{id}", is_append_only=True),
)
"""An explanation of a finding; never changed, a newer one is added."""

BLOB = described(
    "blob",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False, info=kept(newest=3)),
    digest_check(),
    log=Logged(is_append_only=True),
)
"""The bytes of an attachment, stored once."""

ATTACHMENT = described(
    "attachment",
    METADATA,
    _year_key(),
    Column("code", Text, primary_key=True),
    Column("breakdown", Text, primary_key=True),
    Column("digest", Text, ForeignKey("blob.digest"), primary_key=True),
    text_column("name", "name"),
    text_column("media_type", "media_type"),
    Column("size", Integer, nullable=False, info=quoted("size")),
    by_whom(),
    at_time(),
    CheckConstraint("size >= 0", name="size"),
    log=Logged("attachment:{code}/{breakdown} {digest}"),
    is_keyed=True,
)
"""A file that belongs to a cell."""

HISTORY_VALUE = described(
    "history_value",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("breakdown", Text, primary_key=True),
    Column("value", DecimalText, nullable=False, info=quoted("value")),
    text_column("source", "source"),
    year_check(),
    log=Logged("history:{code}/{breakdown}"),
    is_keyed=True,
)
"""A figure of an earlier year that was taken over from outside."""

DEFINITION_CHANGE = described(
    "definition_change",
    METADATA,
    Column("code", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    text_column("note", "note"),
    by_whom(is_stamp=True),
    at_time(is_stamp=True),
    year_check(),
    log=Logged("definition:{code}"),
    is_keyed=True,
)
"""A break in a series: from this year on the figure means something else."""

REVISION_DOCUMENT = described(
    "revision_document",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("data", LargeBinary, nullable=False, info=kept(newest=6)),
    digest_check(),
    ForeignKeyConstraint(["year", "revision"], ["revision.year", "revision.number"]),
    log=Logged(is_append_only=True),
)
"""A file made at 定稿; never changed, so that it reprints as the same bytes."""

REVISION = described(
    "revision",
    METADATA,
    _year_key(),
    Column("number", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False, info=kept("content_digest", limit=CONTENT_LIMIT)),
    text_column("content_digest", "content"),
    Column("plan_digest", Text, ForeignKey("plan_version.digest"), nullable=False, info=quoted("plan")),
    Column("people", JsonText, nullable=False, info=quoted("people")),
    Column("log_entries", Integer, nullable=False, info=quoted("entries")),
    Column("log_head", Text, nullable=False),
    by_whom(),
    at_time(),
    CheckConstraint("number >= 1", name="number"),
    digest_check("content_digest"),
    log=Logged(
        "revision:{number}",
        is_append_only=True,
        part=Part("documents", REVISION_DOCUMENT, ("name", "media_type", "digest"), order="position"),
    ),
)
"""What was frozen at a 定稿; never changed."""

PACKAGE = described(
    "package",
    METADATA,
    Column("id", Integer, primary_key=True),
    _year_of(),
    Column("revision", Integer, nullable=False, info=quoted("revision")),
    text_column("file_name", "file_name"),
    Column("digest", Text, nullable=False),
    at_time(),
    digest_check(),
    Index(None, "year"),
    log=Logged("package:{digest}", is_append_only=True),
)
"""A package that was exported; never changed."""

LETTER = described(
    "slip",
    METADATA,
    Column("digest", Text, primary_key=True),
    _year_of(),
    Column("revision", Integer, nullable=False, info=quoted("revision")),
    Column("kind", OneOf(OfficeLetter), nullable=False, info=quoted("kind")),
    Column("data", LargeBinary, nullable=False, info=kept(newest=3)),
    by_whom(),
    at_time(),
    Column("number", Integer, info=quoted("number")),
    Column("applied", Integer, info=quoted("applied")),
    digest_check(),
    one_of("kind", OfficeLetter),
    Index(None, "year"),
    log=Logged("slip:{digest}", is_append_only=True),
)
"""A letter of the office that was opened; never changed. The first stores called the table ``slip``."""

TRUSTED_OFFICE = described(
    "trusted_office",
    METADATA,
    Column("fingerprint", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False, info=kept("fingerprint")),
    Column("since", UtcDateTime, nullable=False, info=quoted("since")),
    Column("distrusted", UtcDateTime, info=quoted("distrusted")),
    by_whom(),
    at_time(),
    digest_check("fingerprint"),
    log=Logged("office:{fingerprint}"),
    is_keyed=True,
)
"""A signing certificate of the office: compared with stamped paper, or brought by a key that was."""

ANSWER = described(
    "answer",
    METADATA,
    Column("id", Integer, primary_key=True),
    _year_of(),
    text_column("question", "question"),
    text_column("text", "text"),
    by_whom(),
    at_time(),
    Index(None, "year"),
    log=Logged("answer:{id}", is_append_only=True),
)
"""An answer to a question of the office; never changed, a newer one is added."""

GIVEN_BASE = described(
    "given_base",
    METADATA,
    _year_key(),
    Column("number", Integer, primary_key=True),
    text_column("digest", "digest"),
    Column("figures", LargeBinary, nullable=False, info=kept(newest=3)),
    by_whom(),
    at_time(),
    CheckConstraint("number >= 1", name="number"),
    digest_check(),
    log=Logged("base:{number}", is_append_only=True),
)
"""Base figures that the office gave for a year, as they came; never changed, the last number counts."""

SETTING = described(
    "setting",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    is_keyed=True,
)
"""Something the window remembers; not logged."""
