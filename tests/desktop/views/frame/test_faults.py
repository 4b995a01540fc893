"""What the log and the crash report hold, of a program that really crashes."""

import subprocess
import sys

from tests.meta.checkout import ROOT

_LARGEST = 500_000
_CRASH = """
import faulthandler, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.views.frame.faults import Faults

application = QApplication(["tests", "-platform", "offscreen"])
Faults(Path(sys.argv[1])).install()

def wrong(figure):
    raise ValueError(f"{figure} is wrong")

def crash(figure):
    faulthandler._sigsegv()

for _ in range(15_000):
    try:
        wrong("1523.25")
    except ValueError:
        sys.excepthook(*sys.exc_info())
crash("1523.25")
"""


def test_log_and_crash_report_stay_small_and_hold_no_figure(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-c", _CRASH, str(tmp_path)], cwd=ROOT, capture_output=True, check=False
    )
    assert answer.returncode != 0
    files = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert sorted(files) == ["crash.log", *(f"tianbao.log{end}" for end in ("", ".1", ".2", ".3"))]
    assert all(len(text) <= _LARGEST for text in files.values())
    assert "in crash" in files["crash.log"]
    assert "ValueError" in files["tianbao.log"]
    assert not [name for name, text in files.items() if "1523" in text]
