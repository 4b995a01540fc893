"""Start and memory of the window against a bare PySide6 window with the same font.

Memory is the kernel's VmHWM of each process, so this one benchmark runs on Linux only.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk
from desktop.services.unit.sample import import_sample_history, load_sample
from desktop.services.unit.year import open_year
from tests.benchmarks.timing import Measurement

_ROOT = Path(__file__).parents[2]
_RUNS = 7
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
print(json.dumps([painted, painted, peak]))
"""
_OURS = r"""
import json, re, sys, time
from pathlib import Path
started = float(sys.argv[1])
from desktop import app
application = app.begin_application()
shell = app.Shell(None)
shell.draw_curtain()
application.processEvents()
painted = time.time() - started
app.complete_application(application)
shell.begin(Path(sys.argv[2]), 2025)
application.processEvents()
shell.window.grab()
editable = time.time() - started
peak = int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1])
print(json.dumps([painted, editable, peak]))
"""


def run() -> Iterator[Measurement]:
    """Measure whole processes, alternately."""
    sample = load_sample()
    with tempfile.TemporaryDirectory() as name:
        store = Path(name) / "unit.db"
        with create_desk(store, load_bundled(sample.plan), sample.unit) as desk:
            import_sample_history(desk, sample)
            open_year(desk, sample.year).enter(sample.figures)
        bare, ours = [], []
        for _ in range(_RUNS):
            bare.append(_process(_BARE))
            ours.append(_process(_OURS, str(store)))
    theirs = _median(bare, 0)
    for what, column, budget in (("first paint of the window", 0, 1.2), ("first cell editable", 1, 2.0)):
        mine = _median(ours, column)
        yield Measurement(what, mine, theirs, f"{budget}x", mine <= budget * theirs)
    memory, bare_memory = _median(ours, 2) / 1e6, _median(bare, 2) / 1e6
    within = memory <= 1.3 * bare_memory
    yield Measurement("peak memory of the open window (MB)", memory, bare_memory, "1.3x", within)


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
