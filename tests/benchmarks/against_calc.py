"""The window against LibreOffice Calc showing the same form as .xlsx, started in turns on a real X screen."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import resources
from desktop.services.unit.desk import open_desk
from desktop.services.unit.printing import official_workbook
from desktop.services.unit.year import open_year
from tests.benchmarks.appearing import screen, until_shown
from tests.benchmarks.timing import Measurement

_RUNS = 5
_WHAT = "the window shows the form, against LibreOffice Calc"


def compare(store: Path, year: int) -> Iterator[Measurement]:
    """Seconds and processor time of both; one line that says so where Calc or a screen is not installed."""
    missing = [name for name in ("soffice", "Xvfb") if shutil.which(name) is None]
    if missing:
        yield Measurement(
            what=_WHAT,
            ours=0.0,
            bare=None,
            budget=f"not compared: no {' and no '.join(missing)} here",
            within=None,
        )
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        form = folder / "form.xlsx"
        with open_desk(store) as desk:
            form.write_bytes(official_workbook(open_year(desk, year)))
        ours, theirs = _shown_in_turns(_window(store, folder), _calc(form, folder), folder)
    for what, column in ((_WHAT, 0), ("the same in processor time", 1)):
        mine, others = (statistics.median(run[column] for run in runs) for runs in (ours, theirs))
        yield Measurement(what=what, ours=mine, bare=others, budget="1x, aim 0.8x", within=mine <= others)


def _window(store: Path, folder: Path) -> list[str]:
    return [sys.executable, "-m", "desktop", "--data-dir", str(folder / "data"), "--open", str(store)]


def _calc(form: Path, folder: Path) -> list[str]:
    profile = (folder / "profile").as_uri()
    return ["soffice", f"-env:UserInstallation={profile}", "--norestore", "--nologo", "--calc", str(form)]


def _shown_in_turns(
    window: list[str], calc: list[str], folder: Path
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Both after one start that makes profile, compiled modules and caches."""
    (folder / "fonts").symlink_to(resources.path("fonts"))
    os.environ["XDG_DATA_HOME"] = str(folder)  # so that Calc draws the form with the same Chinese fonts
    ours, theirs = [], []
    with screen() as display:
        for _ in range(_RUNS + 1):
            ours.append(until_shown(display, window))
            theirs.append(until_shown(display, calc))
            for lock in folder.glob(".~lock.*"):  # Calc was killed, and would ask about it
                lock.unlink()
    return ours[1:], theirs[1:]
