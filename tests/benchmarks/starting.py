"""Start and memory of the window against a bare PySide6 window with the same font, and against Calc.

Memory is the VmHWM of each process in the kernel, so this one benchmark runs on Linux only. All start from
compiled modules, as installed programs do, whatever the environment says of writing them.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk
from desktop.services.unit.sample import import_sample_history, load_sample
from desktop.services.unit.year import open_year
from tests.benchmarks.against_calc import compare
from tests.benchmarks.timing import Measurement

_ROOT = Path(__file__).parents[2]
_RUNS = 7
_ROWS = (
    ("first paint of the window", 0, 1.2),
    ("first cell editable", 1, 4.0),
    ("the same in processor time", 2, 4.0),
    ("peak memory of the open window (MB)", 3, 1.8),
)
"""What is measured, its place in the answer of a process, and the most that it may be of a bare window's."""
_BARE = r"""
import json, re, sys, time
started = float(sys.argv[1])
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
from PySide6.QtGui import QFontDatabase, QFont
import resources
app = QApplication(sys.argv[:1])
font = QFontDatabase.addApplicationFontFromData(resources.read_bytes("fonts/NotoSansSC-Regular.ttf"))
app.setFont(QFont(QFontDatabase.applicationFontFamilies(font)[0], 10))
window = QMainWindow()
window.setCentralWidget(QTableView())
window.setWindowTitle("妇女发展规划监测填报")
window.resize(1366, 728)
window.show()
app.processEvents()
window.grab()
painted = time.time() - started
peak = int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1])
print(json.dumps([painted, painted, time.process_time(), peak / 1e6]))
"""
_OURS = r"""
import json, re, sys, time
from pathlib import Path
started = float(sys.argv[1])
import gc
from desktop.own_import import import_kept
gc.disable()
with import_kept():
    import desktop.app.starting
    from desktop.app.application import begin_application
    from desktop.app.shell import Shell
application = begin_application()
shell = Shell(None)
shell.draw_curtain()
application.processEvents()
painted = time.time() - started
shell.begin(Path(sys.argv[2]), 2025)
application.processEvents()
shell.window.grab()
editable = time.time() - started
peak = int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1])
print(json.dumps([painted, editable, time.process_time(), peak / 1e6]))
"""


def run() -> Iterator[Measurement]:
    """Measure whole processes, in turns."""
    sample = load_sample()
    with TemporaryDirectory() as name, _compiled_modules():
        store = Path(name) / "unit.db"
        with create_desk(store, load_bundled(sample.plan), sample.unit) as desk:
            import_sample_history(desk, sample)
            open_year(desk, sample.year).enter(sample.figures, sources=sample.sources)
        yield from _against_bare_window(store)
        yield from compare(store, sample.year)


@contextmanager
def _compiled_modules() -> Iterator[None]:
    """Let Python keep compiled modules, and Qt settings, in a folder of their own within the block."""
    before = dict(os.environ)
    with TemporaryDirectory() as name:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = name
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def _against_bare_window(store: Path) -> Iterator[Measurement]:
    bare, ours = [], []
    for _ in range(_RUNS + 1):  # the first run makes the compiled modules
        bare.append(_process(_BARE))
        ours.append(_process(_OURS, str(store)))
    for what, column, budget in _ROWS:
        mine, theirs = _median(ours[1:], column), _median(bare[1:], column)
        yield Measurement(
            what=what, ours=mine, bare=theirs, budget=f"{budget}x", within=mine <= budget * theirs
        )


def _median(runs: list[list[float]], column: int) -> float:
    return statistics.median(run[column] for run in runs)


def _process(program: str, *arguments: str) -> list[float]:
    import time

    done = subprocess.run(
        [sys.executable, "-c", program, str(time.time()), *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(_ROOT)},
        capture_output=True,
        check=True,
        text=True,
    )
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found
