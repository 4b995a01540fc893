"""``receive`` killed at random points: ``bench receiving-kills [--long] [--times N]``.

The command takes an invented county in, in another order of its files each time, and is ended by the system
at a random point of its run. Each time the office's file is opened, its log verified and every row compared
with those of a run that nobody disturbed; then the rest is taken in and the end compared. Counted is what
must never happen. The line is made for the README. The command runs in a fork of this process, which has the
program imported already: that is no part of the run at which anything could be half done.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from desktop.__main__ import main as run
from desktop.services.demonstration.county import make_county
from desktop.services.office.desk import open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.packages.receiving_key import open_key_for_receiving
from desktop.submission.encryption.envelope import ReceivingKey
from forms.canonical import digest_of
from forms.errors import EnvironmentFault, TianbaoError
from tests.desktop.services.county import PLAN, UNITS, YEARS, expected_of
from tests.desktop.services.office.intake.conftest import registered

SHORT, LONG = 20, 500
_SEED = 20261130
_EARLY = 8
"""Every how many-th run is killed before it is known to have begun."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
"""As sentences state the present, which is another in each run."""
_ENDED = os.WEXITED | os.WNOHANG | os.WNOWAIT
_MUST_NOT = ("unopened", "unsound", "log", "half", "foreign", "end", "left")
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Rows:
    """What came, as the tables hold it; times and names of files are left out, orders differ in them.

    Attributes:
        packages: what a package says of itself, by its digest.
        files: digests of the bytes that are kept, each taken of the bytes themselves.
        values: figures by content.
        judgements: what was found in a package, by its digest.
        arrivals: the file and what lies in it, by the digest of what was handed over.
    """

    packages: dict[str, Row]
    files: set[str]
    values: dict[str, list[Row]]
    judgements: dict[str, list[Row]]
    arrivals: dict[str, list[Row]]


@dataclass(frozen=True)
class Bench:
    """What is taken in, and what comes of it where nothing happens.

    Attributes:
        files: of the county, as they are handed over.
        office: an office's file that has registered everything and received nothing.
        key: its receiving key.
        command: the words of ``receive`` behind the files.
        rows: what its file holds in the end.
        end: where every unit's year stands in the end.
        begins: seconds until the command writes first.
        lasts: seconds from then on.
    """

    files: list[Path]
    office: Path
    key: ReceivingKey
    command: list[str]
    rows: Rows
    end: dict[Any, Any]
    begins: float
    lasts: float


def main(arguments: list[str]) -> int:
    """Print the line; 1 when anything happened that must not."""
    parser = argparse.ArgumentParser(prog="bench receiving-kills", description=__doc__)
    parser.add_argument("--long", action="store_true", help=f"{LONG} kills, not {SHORT}")
    parser.add_argument("--times", type=int, help="how many kills")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The program's own folder, also that of the processes which are started here.
        os.environ["XDG_DATA_HOME"] = os.environ["LOCALAPPDATA"] = str(folder / "own")
        county = folder / "county"
        county.mkdir()
        make_county(county, PLAN, lambda *_: None, most_units=UNITS, years=YEARS)
        line, fine = killed(county, folder, options.times or (LONG if options.long else SHORT))
    print(line, flush=True)
    return 0 if fine else 1


def killed(county: Path, folder: Path, kills: int) -> tuple[str, bool]:
    """Kill the command again and again; each time everything is looked at, and the rest is taken in."""
    bench, chance, counts = _undisturbed(county, folder), random.Random(_SEED), Counter[str]()
    for number in range(kills):
        path = Path(shutil.copy(bench.office, folder / "killed.db"))
        files = chance.sample(bench.files, len(bench.files))
        counts["finished"] += not _kill(bench, path, files, chance, early=number % _EARLY == _EARLY - 1)
        counts["journal"] += Path(f"{path}-journal").exists()
        counts.update(_look(bench, path, files))
        for left in folder.glob("killed*"):
            left.unlink()
        if number % 50 == 49:
            print(f"{number + 1} of {kills}: {dict(+counts)}", file=sys.stderr, flush=True)
    line = (
        f"| `receive` of {len(bench.files)} files killed (`kill -9`) at {kills} random points"
        f" ({counts['middle']} times with some of its {len(bench.rows.packages)} packages in,"
        f" {counts['journal']} times a journal was left) | files that do not open {counts['unopened']},"
        f" unsound {counts['unsound']}, logs that do not agree {counts['log']},"
        f" packages half there {counts['half']}, anything in that did not come {counts['foreign']},"
        f" ends other than that of a run nobody disturbed {counts['end']},"
        f" temporary files left {counts['left']} |"
    )
    return line, not any(counts[name] for name in _MUST_NOT)


def _undisturbed(county: Path, folder: Path) -> Bench:
    expected = expected_of(county)
    files = [county / one["path"] for one in expected["files"] if one["when"] == "taken_in"]
    office, path, words = folder / "office.db", folder / "whole.db", county / "passphrase.txt"
    registered(county, expected, office).close()
    shutil.copy(office, path)
    key = county / "keys/office-receiving.p12"
    command = ["--key", str(key), "--passphrase-file", str(words), "--json"]
    started = time.monotonic()
    pid = _start(path, files, command)
    begins = _wait_for_writing(path, pid) - started
    os.waitpid(pid, 0)
    return Bench(
        files=files,
        office=office,
        key=open_key_for_receiving(key, words.read_text("utf-8").strip()),
        command=command,
        rows=rows_of_file(path),
        end=end_of_file(path),
        begins=begins,
        lasts=time.monotonic() - started - begins,
    )


def _start(path: Path, files: list[Path], command: list[str]) -> int:
    """Number of the process."""
    words = ["receive", "--office", str(path), *map(str, files), *command]
    if pid := os.fork():
        return pid
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    code = 70
    with suppress(BaseException):  # of the process that was forked nothing may run on
        code = run(words)
    os._exit(code)


def _wait_for_writing(path: Path, pid: int) -> float:
    """The moment in which the file was seen to be another than before, or the process was seen to end."""
    before = path.stat().st_mtime_ns
    while path.stat().st_mtime_ns == before and os.waitid(os.P_PID, pid, _ENDED) is None:
        time.sleep(0.002)
    return time.monotonic()


def _kill(bench: Bench, path: Path, files: list[Path], chance: random.Random, *, early: bool) -> bool:
    """Whether it was killed, and had not ended before."""
    pid = _start(path, files, bench.command)
    if not early:
        _wait_for_writing(path, pid)
    time.sleep(chance.uniform(0, bench.begins if early else bench.lasts))
    os.kill(pid, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def _look(bench: Bench, path: Path, files: list[Path]) -> Counter[str]:
    """What is wrong with the file of a run that was killed, and with what comes of it afterwards."""
    counts = Counter[str]()
    try:
        with open_office_desk(path) as desk:
            counts["log"] += not desk.store.verify_log().ok
            found = rows_of_file(path)
            counts.update(_compared(found, bench.rows))
            counts["middle"] += 0 < len(found.packages) < len(bench.rows.packages)
            receive(desk, Batch(files, bench.key))
            counts["log"] += not desk.store.verify_log().ok
        counts["end"] += (rows_of_file(path), end_of_file(path)) != (bench.rows, bench.end)
    except EnvironmentFault:
        counts["unopened"] += 1
    except TianbaoError:
        counts["end"] += 1
    with closing(sqlite3.connect(path)) as connection:
        counts["unsound"] += connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
    counts["left"] += len(list(path.parent.glob(f"{path.name}?*"))) + len(list(path.parent.glob(".*")))
    return counts


def _compared(found: Rows, whole: Rows) -> Counter[str]:
    """Packages of which a part is missing or another, and rows that no run has."""
    counts = Counter[str]()
    for digest, handed in found.arrivals.items():
        # A mail or an archive comes package by package, its own row with the last.
        is_whole = any(row[0] == "" for row in handed)
        wanted = whole.arrivals.get(digest, [])
        counts["half"] += handed != wanted if is_whole else not set(handed) < set(wanted)
        # What the rows name is there: kept bytes, and the package that they are.
        named = {row[-1] for row in handed} - {None}
        counts["half"] += not named <= found.files
        counts["half"] += any(one in whole.packages and one not in found.packages for one in named)
    for digest, package in found.packages.items():
        content = package[0]
        counts["foreign"] += package != whole.packages.get(digest)
        counts["half"] += digest not in found.files
        counts["half"] += found.values.get(content) != whole.values.get(content)
        counts["half"] += found.judgements.get(digest) != whole.judgements.get(digest)
    named = {row[-1] for handed in found.arrivals.values() for row in handed}
    counts["half"] += len((found.files | found.packages.keys()) - named)
    counts["half"] += len(found.values.keys() - {package[0] for package in found.packages.values()})
    counts["half"] += len(found.judgements.keys() - found.packages.keys())
    return counts


def rows_of_file(path: Path) -> Rows:
    """What came, as an office's file holds it."""

    def grouped(statement: str) -> dict[str, list[Row]]:
        rows = connection.execute(f"{statement} ORDER BY 1, 2, 3, 4, 5, 6").fetchall()
        timeless = ([_timeless(one) for one in row] for row in rows)
        return {key: [tuple(row[1:]) for row in of] for key, of in groupby(timeless, lambda row: row[0])}

    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute("SELECT data FROM received_file")
        packages = grouped(
            "SELECT digest, content, unit, year, revision, replaces, region, plan_id, plan_digest, signer,"
            " signer_unit, signer_from, signer_until, signed_at, values_digest FROM received_package"
        )
        return Rows(
            packages={digest: row for digest, (row,) in packages.items()},
            files={digest_of(data) for (data,) in kept},
            values=grouped(
                "SELECT content, form, row, breakdown, year, item, value, missing, text, note, source"
                " FROM received_value"
            ),
            judgements=grouped("SELECT package, engine, facts, 0, 0, 0 FROM judgement"),
            arrivals=grouped("SELECT digest, place, size, kind, outcome, code, mailed_at, file FROM arrival"),
        )


def _timeless(value: Any) -> Any:
    return _MOMENT.sub("…", value) if isinstance(value, str) else value


def end_of_file(path: Path) -> dict[Any, Any]:
    """Where every unit's year stands; facts follow from the rows and are compared with them."""
    with open_office_desk(path) as desk:
        years = {one.year for one in desk.store.packages()}
        ledgers = [ledger_of(desk, year) for year in sorted(years)]
        return {(one.year, unit): _stands(one.unit_year(unit)) for one in ledgers for unit in one.units}


def _stands(unit_year: UnitYear) -> Any:
    lineage = unit_year.lineage
    current = None if lineage.current is None else lineage.current.content
    waiting = [one.digest for one in unit_year.waiting]
    return unit_year.state, current, lineage.candidates, lineage.places, waiting


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
