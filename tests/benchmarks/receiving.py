"""Taking in packages against verifying them and inserting their bytes and figures without any store.

The packages are those of a few invented units, each with a chain of revisions: all bytes and contents differ.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.services.demonstration.filing import FilingUnit
from desktop.services.demonstration.scene import Scene
from desktop.services.office.desk import init_office
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.overview.board import board_of
from desktop.services.packages.verification import Premises, verify_package
from desktop.services.plans.known import finder
from desktop.services.plans.packs import load_bundled
from desktop.submission.profile.datapackage import OBSERVATIONS
from tests.benchmarks.timing import Measurement, MemoryMeasurement

PLAN, UNITS, YEAR = "wanghua", ("health", "education", "civil-affairs", "women-federation"), 2025
NOW = datetime(2026, 6, 1, tzinfo=UTC)
SHORT, LONG = 40, 1000
FEW = 10
_BUDGET, _LIMIT = 1.3, 2
"""Times verifying and inserting: the budget, and beyond what it is a defect (receiving desk, section 19)."""
_MEMORY = 1.2


def run(many: int = SHORT) -> Iterator[Measurement | MemoryMeasurement]:
    """Measure taking in, and taking in again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make_packages(folder, many)
        pack = load_bundled(PLAN)
        find = finder([pack])
        verified = _spent(lambda: [verify_package(f.read_bytes(), find, Premises(now=NOW)) for f in files])
        raw = _spent(lambda: _insert(folder / "raw.db", files, find))
        with init_office(folder / "office.db", pack, "", lambda: NOW) as desk:
            taken = _spent(lambda: receive(desk, Batch(files)))
            again = _spent(lambda: receive(desk, Batch(files)))
            board = _spent(lambda: board_of(desk, YEAR))
        yield Measurement(
            what=f"take in {len(files)} packages, against verify and insert",
            ours=taken,
            bare=verified + raw,
            budget=f"{_BUDGET}x, at most {_LIMIT}x",
            within=taken <= _BUDGET * (verified + raw),
            is_beyond=taken > _LIMIT * (verified + raw),
        )
        yield Measurement(
            what="a package handed over again",
            ours=again / len(files),
            bare=None,
            budget="5 ms",
            within=again / len(files) <= 0.005,
        )
        yield Measurement(what="the board", ours=board, bare=None, budget="0.5 s", within=board <= 0.5)
        few, whole = _memory(folder, files[:FEW]), _memory(folder, files)
        what = f"memory while it takes in {len(files)} packages, against that with {FEW}"
        yield MemoryMeasurement(what, few, whole, _MEMORY)


def make_packages(folder: Path, many: int) -> list[Path]:
    """Packages of a few units, each a chain of revisions of one year."""
    pack = load_bundled(PLAN)
    units = [one for one in UNITS if one in pack.plan.unit_by_code] or [pack.plan.reporting_units[0].code]
    scene = Scene(folder / "scene", pack, pack, "benchmark words")
    made: list[Path] = []
    target = folder / "packages"
    target.mkdir()
    for number, unit in enumerate(units):
        post = scene.post(unit, number)
        with FilingUnit(post, folder / unit) as filing:
            before = filing.file(YEAR)
            data, content = before.data, before.content_digest
            for revision in range(1, many // len(units) + 1):
                path = target / f"{unit}-{revision}.asice"
                path.write_bytes(data)
                made.append(path)
                following, replaced = revision + 1, content

                def change(
                    document: dict[str, Any],
                    _files: dict[str, bytes],
                    number: int = following,
                    replaced: str = replaced,
                ) -> None:
                    document["revision"], document["replaces"] = number, replaced

                moment = post.clock.now + timedelta(seconds=revision)
                signed = filing.signed_by(YEAR, post.identity, moment, change)
                data, content = signed.data, signed.content_digest
    return made


def _spent(work: Any) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _insert(path: Path, files: Sequence[Path], find: Any) -> None:
    """Bytes and figures of each package in one durable transaction, as plain SQL."""
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute("CREATE TABLE file (name TEXT, data BLOB)")
        connection.execute("CREATE TABLE value (name TEXT, cell TEXT, year TEXT, value TEXT)")
        row = ("a cell of the form", "2025", "1234.5")
        count = len(verify_package(files[0].read_bytes(), find, Premises(now=NOW)).tables[OBSERVATIONS.name])
        for file in files:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO file VALUES (?, ?)", (file.name, file.read_bytes()))
            rows = [(file.name, *row)] * count
            connection.executemany("INSERT INTO value VALUES (?, ?, ?, ?)", rows)
            connection.execute("COMMIT")


_ALONE = """
import sys
from pathlib import Path
from tests.benchmarks.receiving import take_alone
from tests.fuzz.runner import peak_mb
take_alone(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
print(round(peak_mb()))
"""


def take_alone(folder: Path, files: Sequence[Path]) -> None:
    """Take files into an office's store of their own."""
    path = folder / f"alone-{len(files)}.db"
    with init_office(path, load_bundled(PLAN), "", lambda: NOW) as desk:
        receive(desk, Batch(files))


def _memory(folder: Path, files: Sequence[Path]) -> int:
    """Highest resident memory of a process that takes these files in, in MB."""
    command = [sys.executable, "-c", _ALONE, str(folder), *map(str, files)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(run.stdout)
