import subprocess
import sys

import pytest

pytestmark = pytest.mark.gui

PROGRAM = """
from PySide6.QtCore import QModelIndex, QObject, Signal
class Source(QObject):
    told = Signal(int)
source, index = Source(), QModelIndex()
for number in range(200_000):
    source.told.emit(number)
    source.setObjectName("")
    source.parent()
    index.isValid()
print("alive")
"""


def test_a_long_session_does_not_use_up_none_and_true():
    """PySide6 6.12.0 ends here with "deallocating None" on CPython 3.11: it drops a reference a call."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
