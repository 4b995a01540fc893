"""The tables of the office's store, each described once. This module is the schema of the present version.

What came from a unit is stored as it came and never changed: the tables of files, packages and figures are
append-only, and triggers refuse everything else. What an officer decides is a row of its own beside them.
The statements made of these descriptions also run on PostgreSQL.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
)

from db.column_types import DateText, DecimalText, JsonText, LargeInteger, OneOf, UtcDateTime
from db.description import Logged, alone, described, digest_check, kept, new_metadata, quoted
from db.log.tables import add_common_tables
from db.office.records import ArrivalOutcome, CertificatePurpose, DecisionKind
from db.store.columns import at_time, by_whom, one_of, text_column, year_check
from db.store.plans import add_plan_versions
from forms.letters.kind import OfficeLetter
from forms.letters.question import QuestionScope

METADATA = new_metadata()
"""All tables of the office's store."""

add_common_tables(METADATA)
STORE_META = METADATA.tables["store_meta"]
PLAN_VERSION = add_plan_versions(METADATA)
"""Versions of the plan pack: the office's own, and those under which units filed."""

OFFICER = described(
    "officer",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False, info=alone("officer:{name}")),
    is_keyed=True,
)
"""A person at the desk, and what for."""

CERTIFICATE = described(
    "certificate",
    METADATA,
    Column("fingerprint", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False, info=kept("fingerprint")),
    text_column("unit", "unit"),
    text_column("holder", "holder"),
    Column("purpose", OneOf(CertificatePurpose), nullable=False, info=quoted("purpose")),
    Column("valid_from", UtcDateTime, nullable=False, info=quoted("from")),
    Column("valid_until", UtcDateTime, nullable=False, info=quoted("until")),
    Column("renews", Text, ForeignKey("certificate.fingerprint"), info=quoted("renews")),
    by_whom(),
    at_time(),
    digest_check("fingerprint"),
    one_of("purpose", CertificatePurpose),
    Index(None, "unit"),
    log=Logged("certificate:{fingerprint}", is_append_only=True),
)
"""A certificate that an officer compared with a stamped sheet; never changed."""

REVOCATION = described(
    "revocation",
    METADATA,
    Column("fingerprint", Text, ForeignKey("certificate.fingerprint"), primary_key=True),
    Column("since", UtcDateTime, primary_key=True),
    text_column("reason", "reason"),
    by_whom(),
    at_time(),
    log=Logged("revocation:{fingerprint}/{since}", is_append_only=True),
)
"""From when on a certificate no longer speaks for its unit; of several the earliest counts."""

REGISTER_CORRECTION = described(
    "register_correction",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", Text, ForeignKey("certificate.fingerprint"), nullable=False, info=quoted("of")),
    Column("since", UtcDateTime, info=quoted("since")),
    text_column("unit", "unit"),
    Column("stands", Integer, nullable=False, info=quoted("stands")),
    text_column("reason", "reason"),
    by_whom(),
    at_time(),
    CheckConstraint("stands IN (0, 1)", name="stands"),
    Index(None, "fingerprint"),
    log=Logged("correction:{id}", is_append_only=True),
)
"""A later entry that corrects a registration, or with ``since`` a revocation; the last of each counts."""

RECEIVED_FILE = described(
    "received_file",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False, info=kept(newest=3)),
    Column("size", Integer, nullable=False, info=quoted("size")),
    digest_check(),
    CheckConstraint("size >= 0", name="size"),
    log=Logged("file:{digest}", is_append_only=True),
)
"""The bytes of a package, or of a file that could not be read yet, once; never changed."""

ARRIVAL = described(
    "arrival",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    text_column("name", "name"),
    Column("size", LargeInteger, nullable=False, info=quoted("size")),
    text_column("kind", "kind"),
    Column("outcome", OneOf(ArrivalOutcome), nullable=False, info=quoted("outcome")),
    text_column("code", "code"),
    Column("file", Text, ForeignKey("received_file.digest"), info=quoted("file")),
    Column("mailed_at", UtcDateTime, info=quoted("mailed")),
    by_whom(),
    at_time(),
    digest_check(),
    one_of("outcome", ArrivalOutcome),
    Index(None, "file"),
    log=Logged("arrival:{digest}{place}", is_append_only=True),
    is_keyed=True,
)
"""A file that was handed over, by its digest, and with ``place`` each file inside it; never changed.

Of what is none of ours there are only name, size and digest.
"""

PACKAGE = described(
    "received_package",
    METADATA,
    Column("digest", Text, ForeignKey("received_file.digest"), primary_key=True),
    text_column("content", "content"),
    text_column("unit", "unit"),
    Column("year", Integer, nullable=False, info=quoted("year")),
    Column("revision", Integer, nullable=False, info=quoted("revision")),
    Column("replaces", Text, info=quoted("replaces")),
    text_column("region", "region"),
    text_column("plan_id", "plan_id"),
    text_column("plan_digest", "plan"),
    text_column("signer", "signer"),
    text_column("signer_unit", "signer_unit"),
    Column("signer_from", UtcDateTime, info=quoted("signer_from")),
    Column("signer_until", UtcDateTime, info=quoted("signer_until")),
    Column("signed_at", UtcDateTime, info=quoted("signed_at")),
    text_column("values_digest", "values"),
    by_whom(),
    at_time(),
    digest_check(),
    digest_check("content"),
    Index(None, "unit", "year"),
    Index(None, "signer"),
    log=Logged("package:{digest}", is_append_only=True),
)
"""What a package says of itself; never changed. The signer's columns are empty without a sound signature."""

JUDGEMENT = described(
    "judgement",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("package", Text, ForeignKey("received_package.digest"), nullable=False, info=quoted("package")),
    Column("engine", Integer, nullable=False, info=quoted("engine")),
    Column("facts", JsonText, nullable=False, info=quoted("facts")),
    at_time(),
    Index(None, "package"),
    log=Logged("judgement:{id}", is_append_only=True),
)
"""What the program found in a package by its bytes and its plan alone; judged again, a newer row counts."""

VALUE = described(
    "received_value",
    METADATA,
    Column("content", Text, primary_key=True),
    Column("form", Text, primary_key=True),
    Column("row", Text, primary_key=True),
    Column("breakdown", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("value", DecimalText),
    Column("missing", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("source", Text, nullable=False),
    digest_check("content"),
    log=Logged(is_append_only=True),
    is_keyed=True,
)
"""A figure of a frozen content, as the unit stated it; never changed, held against its package's digest."""

DECISION = described(
    "decision",
    METADATA,
    Column("id", Integer, primary_key=True),
    text_column("unit", "unit"),
    Column("year", Integer, nullable=False),
    Column("kind", OneOf(DecisionKind), nullable=False, info=quoted("kind")),
    text_column("content", "content"),
    text_column("subject", "subject"),
    text_column("answer", "answer"),
    text_column("reason", "reason"),
    by_whom(),
    at_time(),
    year_check(),
    one_of("kind", DecisionKind),
    Index(None, "unit", "year"),
    log=Logged("decision:{id}", is_append_only=True),
)
"""What an officer decided about a unit's year; never changed, a later one takes it back."""

PAST_VALUE = described(
    "past_value",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("breakdown", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("value", DecimalText, nullable=False, info=quoted("value")),
    text_column("source", "source"),
    year_check(),
    CheckConstraint("number >= 1", name="number"),
    log=Logged("past:{code}/{breakdown}/{number}", is_append_only=True),
    is_keyed=True,
)
"""A figure of an earlier year that the office itself published; never changed, of several the last counts."""

DEADLINE = described(
    "deadline",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("day", DateText, nullable=False, info=quoted("day")),
    year_check(),
    log=Logged("deadline:{unit}"),
    is_keyed=True,
)
"""Until when a unit is to file a year; an empty unit stands for all that have no day of their own."""

LETTER = described(
    "letter",
    METADATA,
    Column("unit", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", OneOf(OfficeLetter), nullable=False, info=quoted("kind")),
    text_column("name", "name"),
    text_column("content", "content"),
    text_column("digest", "digest"),
    Column("data", LargeBinary, nullable=False, info=kept(newest=3)),
    by_whom(),
    at_time(),
    year_check(),
    text_column("questions", "questions"),
    Column("recalls", Integer, info=quoted("recalls")),
    one_of("kind", OfficeLetter),
    digest_check(),
    CheckConstraint("number >= 1", name="number"),
    log=Logged("letter:{unit}/{number}", is_append_only=True),
)
"""A letter that the office signed for a unit's year; never changed."""

BASE_PACK = described(
    "base_pack",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    text_column("name", "name"),
    text_column("digest", "digest"),
    Column("data", LargeBinary, nullable=False, info=kept(newest=3)),
    text_column("table_digest", "table"),
    Column("figures", LargeBinary, nullable=False, info=kept("table_digest", newest=3)),
    by_whom(),
    at_time(),
    year_check(),
    digest_check(),
    digest_check("table_digest"),
    CheckConstraint("number >= 1", name="number"),
    log=Logged("base:{number}", is_append_only=True),
)
"""Base figures that the office signed for a year, and their table alone; never changed, the last counts."""

PLAN_FILE = described(
    "plan_file",
    METADATA,
    Column("digest", Text, ForeignKey("plan_version.digest"), primary_key=True),
    text_column("file_digest", "file"),
    Column("data", LargeBinary, nullable=False, info=kept("file_digest", newest=3)),
    by_whom(),
    at_time(),
    digest_check("file_digest"),
    log=Logged("plan_file:{digest}", is_append_only=True),
)
"""A version of the plan as it was handed over, with its own signature and approval; never changed."""

TASK = described(
    "task",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    text_column("name", "name"),
    text_column("digest", "digest"),
    Column("terms", JsonText, nullable=False, info=quoted("terms")),
    Column("data", LargeBinary, nullable=False, info=kept(newest=3)),
    by_whom(),
    at_time(),
    year_check(),
    digest_check(),
    CheckConstraint("number >= 1", name="number"),
    log=Logged("task:{number}", is_append_only=True),
)
"""A task that the office signed for a year, with its terms as members of ``letter.json``; never changed."""

COLLECTION = described(
    "collection",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    text_column("name", "name"),
    text_column("digest", "digest"),
    text_column("state_digest", "state"),
    Column("filings", JsonText, nullable=False, info=quoted("filings")),
    Column("data", LargeBinary, nullable=False, info=kept(newest=3)),
    by_whom(),
    at_time(),
    year_check(),
    digest_check(),
    digest_check("state_digest"),
    CheckConstraint("number >= 1", name="number"),
    log=Logged("collection:{number}", is_append_only=True),
)
"""A county's year that was frozen (定库), with the content that counts of each unit; never changed."""

QUESTION = described(
    "question",
    METADATA,
    Column("id", Text, primary_key=True),
    text_column("unit", "unit"),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False, info=quoted("number")),
    Column("scope", OneOf(QuestionScope), nullable=False, info=quoted("scope")),
    text_column("cell", "cell"),
    text_column("other_cell", "other_cell"),
    text_column("code", "code"),
    text_column("text", "text"),
    Column("deadline", DateText, info=quoted("deadline")),
    by_whom(),
    at_time(),
    year_check(),
    one_of("scope", QuestionScope),
    CheckConstraint("number >= 1", name="number"),
    UniqueConstraint("unit", "year", "number"),
    log=Logged("question:{id}", is_append_only=True),
)
"""A question that an officer wrote down; never changed. Letters send it, decisions settle it."""

SETTING = described(
    "setting",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False, info=alone("setting:{name}")),
    is_keyed=True,
)
"""Something that the desk remembers: where its key files lie."""
