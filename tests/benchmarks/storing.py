"""Leaving a cell: stored durably, against the same statements through bare sqlite3."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from db.unit.records import HistoryValue
from desktop.services.clock import local_now
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk, open_desk
from desktop.services.unit.sample import import_sample_history, load_sample
from desktop.services.unit.year import open_year
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import parse_quantity
from forms.reporting.entry import Observation
from tests.benchmarks.timing import Measurement, in_turn, median_seconds

_BIRTHS = SeriesKey("live-births")
_FRAME = 1 / 60
_SCHEMA = """
    CREATE TABLE cell (year INTEGER, code TEXT, breakdown TEXT, text TEXT, value TEXT, missing TEXT,
        problem TEXT, note TEXT, source TEXT, by TEXT, at TEXT, PRIMARY KEY (year, code, breakdown)) STRICT;
    CREATE TABLE log (seq INTEGER PRIMARY KEY, at TEXT, actor TEXT, year INTEGER, kind TEXT, subject TEXT,
        old TEXT, new TEXT, reason TEXT, hash TEXT) STRICT;
    CREATE TABLE head (id INTEGER PRIMARY KEY, entries INTEGER, hash TEXT) STRICT;
    CREATE TABLE undo (id INTEGER PRIMARY KEY, year INTEGER, undone INTEGER, changes TEXT) STRICT;
    INSERT INTO head VALUES (1, 0, '');
"""


def run() -> Iterator[Measurement]:
    """Measure storing one cell, and opening a store with many years."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _leave_a_cell(folder)
        yield from _open_many_years(folder)


def _leave_a_cell(folder: Path) -> Iterator[Measurement]:
    sample, numbers = load_sample(), count(1)
    with create_desk(folder / "ours.db", load_bundled(sample.plan), sample.unit) as desk:
        import_sample_history(desk, sample)
        year = open_year(desk, sample.year)
        year.enter(sample.figures, sources=sample.sources)
        bare = _bare_store(folder / "bare.db")

        def store_only() -> None:
            reading = parse_quantity(str(2000 + next(numbers) % 90))
            observation = Observation(key=_BIRTHS, reading=reading)
            desk.store.record(sample.year, [observation], actor="演示", now=local_now())

        ours, theirs = in_turn(store_only, lambda: _bare_cell(bare, next(numbers)), 200)
        yield Measurement(
            what="store one cell durably, with log and undo",
            ours=ours,
            bare=theirs,
            budget="1.5x",
            within=ours <= 1.5 * theirs,
        )

        def leave() -> None:
            year.enter({_BIRTHS: str(2000 + next(numbers) % 90)})

        ours, theirs = in_turn(leave, lambda: _bare_cell(bare, next(numbers)), 100)
        within = ours - theirs <= _FRAME
        yield Measurement(
            what="leave a cell: stored, rechecked, judged",
            ours=ours,
            bare=theirs,
            budget="one frame (16.7 ms) more",
            within=within,
        )
        bare.close()


def _bare_store(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.executescript(_SCHEMA)
    return connection


def _bare_cell(connection: sqlite3.Connection, number: int) -> None:
    """The same rows without any of our code: cell, log row with hash, head, undo step."""
    execute = connection.execute
    execute("BEGIN IMMEDIATE")
    old = execute("SELECT * FROM cell WHERE year=2025 AND code='live-births' AND breakdown='_T'").fetchone()
    entries, head = execute("SELECT entries, hash FROM head").fetchone()
    text = str(2000 + number % 90)
    digest = hashlib.sha256(f"{head}{entries}{old}{text}".encode()).hexdigest()
    row = (2025, "live-births", "_T", text, text, None, None, "", "", "演示", "2026-03-26T14:02:31Z")
    execute("INSERT OR REPLACE INTO cell VALUES (?,?,?,?,?,?,?,?,?,?,?)", row)
    logged = (entries + 1, row[-1], "演示", 2025, "entry", "cell:live-births/_T", str(old), text, "", digest)
    execute("INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?,?)", logged)
    execute("UPDATE head SET entries=?, hash=?", (entries + 1, digest))
    execute("INSERT INTO undo (year, undone, changes) VALUES (2025, 0, ?)", (f"{old}{row}",))
    execute("COMMIT")


def _open_many_years(folder: Path) -> Iterator[Measurement]:
    sample = load_sample()
    few, many = folder / "one.db", folder / "ten.db"
    for path, years in ((few, [2021]), (many, range(2021, 2031))):
        with create_desk(path, load_bundled(sample.plan), sample.unit) as desk:
            for year in years:
                open_year(desk, year).enter(sample.figures, sources=sample.sources)
            rows = [HistoryValue(year, _BIRTHS, parse_quantity("2000").value) for year in years]  # type: ignore[arg-type]
            desk.store.import_history(rows, source="演示数据", actor="演示", now=local_now())

    def opening(path: Path, year: int = 2021) -> object:
        with open_desk(path) as desk:
            return open_year(desk, year).report

    # The first year of both, of which no check looks back: only what else is stored differs.
    ours, theirs = in_turn(lambda: opening(many), lambda: opening(few), 15)
    yield Measurement(
        what="open the first year of ten stored / the only one stored",
        ours=ours,
        bare=theirs,
        budget="1.2x",
        within=ours <= 1.2 * theirs,
    )
    last, first = in_turn(lambda: opening(many, 2030), lambda: opening(many), 15)
    yield Measurement(
        what="open the last of ten, compared with nine / the first",
        ours=last,
        bare=first,
        budget="",
        within=None,
    )
    start = median_seconds(lambda: opening(few), 5)
    yield Measurement(what="open a store and a year, checked", ours=start, bare=None, budget="", within=None)
