"""A unit's year opened in the office's window: from the wish until it is read, judged, laid out and painted.

Processor time of the whole process on a screen of 1366 x 768; the first opening makes the page too. The
window is in a process of its own, since Qt has one screen in each.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtTest import QTest

from desktop.services.demonstration.county import make_county
from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.plans.packs import read_pack
from tests.benchmarks.timing import Measurement

_ROOT = Path(__file__).parents[2]
PLAN, UNITS, YEARS, UNIT = "wanghua", 4, (2024, 2025), "health"
_SCREEN = {"name": "1366 x 768", "x": 0, "y": 0, "width": 1366, "height": 728}
_SCALE = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
_BUDGET, _TIMES = 0.3, 5


def run() -> Iterator[Measurement]:
    """Measure the largest unit of a county, with the packages of two years."""
    with TemporaryDirectory() as name:
        folder, screen = Path(name), Path(name) / "screen.json"
        make_county(folder / "county", PLAN, lambda *_: None, most_units=UNITS, years=YEARS)
        pack = read_pack((folder / "county/plan.json").read_bytes())
        with init_office(folder / "office.db", pack, "甲") as desk:
            receive(desk, Batch(paths=[folder / "county/packages"]))
        screen.write_text(json.dumps({"screens": [_SCREEN | _SCALE]}), encoding="utf-8")
        platform = f"offscreen:configfile={screen.as_posix()}"
        surroundings = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(_ROOT)}
        surroundings |= {"HOME": name, "XDG_CONFIG_HOME": name}
        command = [sys.executable, "-m", "tests.benchmarks.opening", str(folder / "office.db")]
        done = subprocess.run(command, env=surroundings, stdout=subprocess.PIPE, check=True, text=True)
    first, again = json.loads(done.stdout.splitlines()[-1])
    for what, seconds in (("a unit's year opened first", first), ("the same again, another before", again)):
        yield Measurement(
            what=what, ours=seconds, bare=None, budget=f"{_BUDGET} s", within=seconds <= _BUDGET
        )


def main(store: Path) -> None:
    """Open units in a window of this process, and print what the first and the later ones took."""
    from desktop.app.application import begin_application, complete_application
    from desktop.models.office.place import OfficePlace
    from desktop.views.office.window import OfficeWindow

    complete_application(begin_application())
    window = OfficeWindow(open_office_desk(store, clock=lambda: datetime.now().astimezone()), YEARS[-1])
    window.showMaximized()
    _settle(window)
    others = [one.code for one in window.desk_year.desk.plan.reporting_units if one.code != UNIT]
    spent = []
    for number in range(_TIMES + 1):
        started = time.process_time()
        window.show_place(OfficePlace.REVIEW, UNIT)
        _settle(window)
        spent.append(time.process_time() - started)
        window.show_place(OfficePlace.REVIEW, others[number % len(others)])
        _settle(window)
    window.close()
    print(json.dumps([spent[0], statistics.median(spent[1:])]))


def _settle(window) -> None:  # type: ignore[no-untyped-def]
    """Wait, mostly asleep, until nothing is under way and everything is painted."""
    for _ in range(3):
        while window.tasks.is_busy:
            QTest.qWait(5)
        QTest.qWait(20)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
