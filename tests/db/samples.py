"""Small stores and figures that the tests of the store share."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.description import log_of
from db.unit.kind import UNIT_STORE
from db.unit.records import StoredDocument, UnitProfile
from db.unit.store import Store, create_store
from forms.canonical import canonical_json, digest_of
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import parse_quantity
from forms.letters.kind import OfficeLetter
from forms.reporting.earlier import DefinitionChange
from forms.reporting.entry import Observation

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 1, 15, 8, 30, 5, 123456, tzinfo=UTC)
PLAN = canonical_json({"id": "wanghua", "version": "1.0.0", "title": "望花区妇女发展规划"})
YEAR = 2025
HEAD = UNIT_STORE.schema.head
"""The newest schema."""
TABLES = UNIT_STORE.schema.metadata.sorted_tables
FROZEN_TABLES = [table.name for table in TABLES if log_of(table).is_append_only]
"""Tables whose rows are never changed or removed."""


def key(number: int = 1, breakdown: str = "_T") -> SeriesKey:
    return SeriesKey(f"item-{number:03}", breakdown)


def typed(text: str, number: int = 1, **more: str) -> Observation:
    return Observation(key=key(number), reading=parse_quantity(text), **more)


def later(seconds: float = 1) -> datetime:
    return NOW + timedelta(seconds=seconds)


def new_store(path: Path) -> Store:
    return create_store(
        path, plan_bytes=PLAN, plan_id="wanghua", plan_version="1.0.0", unit="health", actor="王芳", now=NOW
    )


def put(store: Store, *observations: Observation, year: int = YEAR, **more: str) -> None:
    store.record(year, observations, actor="王芳", now=NOW, **more)


def fill_everything(store):
    """At least one row in every table."""
    put(store, typed("1"), typed("2", 2))
    store.set_people(UnitProfile(head="张"), actor="a", now=NOW)
    store.answer(YEAR, "q-2025-health-1", "数无误", actor="王芳", now=NOW)
    store.explain(YEAR, "TB-X-001", ["a"], "0" * 64, "x", "王芳", NOW)
    store.record_definition_change(DefinitionChange(key().code, YEAR, "x"), actor="王芳", now=NOW)
    store.add_attachment(YEAR, key(), "a.txt", "text/plain", b"x", now=NOW)
    documents = [StoredDocument("a.pdf", "application/pdf", b"x")]
    digest = store.current_plan().digest
    store.freeze(YEAR, 1, b"{}", digest_of(b"{}"), digest, documents, UnitProfile(), "王芳", NOW)
    store.record_package(YEAR, 1, "a.asice", "0" * 64, NOW)
    store.record_letter(YEAR, 1, OfficeLetter.RECEIPT, b"s", "王芳", NOW, number=1, is_applied=True)
    store.add_base(YEAR, 1, b"table", actor="王芳", now=NOW)
    store.trust_office(b"certificate", NOW, actor="王芳", now=NOW)


def run_python(program: str, *arguments: object) -> subprocess.Popen:
    """Start a Python of its own that sees the program's packages."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
