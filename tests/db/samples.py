"""Small stores and figures that the tests of the store share."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.store import Store, create_store
from forms.breakdown import SeriesKey
from forms.canonical import canonical_json
from forms.entry import Observation
from forms.quantity import parse_quantity

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 1, 15, 8, 30, 5, 123456, tzinfo=UTC)
PLAN = canonical_json({"id": "wanghua", "version": "1.0.0", "title": "望花区妇女发展规划"})
YEAR = 2025


def key(number: int = 1, breakdown: str = "_T") -> SeriesKey:
    return SeriesKey(f"item-{number:03}", breakdown)


def typed(text: str, number: int = 1, **more: str) -> Observation:
    return Observation(key(number), parse_quantity(text), **more)


def later(seconds: float = 1) -> datetime:
    return NOW + timedelta(seconds=seconds)


def new_store(path: Path) -> Store:
    return create_store(
        path, plan_bytes=PLAN, plan_id="wanghua", plan_version="1.0.0", unit="health", actor="王芳", now=NOW
    )


def put(store: Store, *observations: Observation, year: int = YEAR, **more: str) -> None:
    store.record(year, observations, actor="王芳", now=NOW, **more)


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
