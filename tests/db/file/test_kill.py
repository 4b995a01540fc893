"""Pulling the plug on the program: at most the cell that is being written is missing.

``TIANBAO_KILLS`` sets how many times, for the long run.
"""

import os
import random
import sqlite3
import time
from contextlib import closing

import pytest

from db.unit.store import open_store
from tests.db.samples import NOW, YEAR, key, new_store, run_python

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("TIANBAO_KILLS", "10"))

RECORD = """
import sys
from datetime import datetime, UTC
from db.unit.store import open_store
from forms.figures.breakdown import SeriesKey
from forms.reporting.entry import Observation
from forms.figures.quantity import parse_quantity
store = open_store(sys.argv[1], now=datetime.now(UTC))
number = int(sys.argv[2])
while True:
    now = datetime.now(UTC)
    if number % 7 == 3:
        store.undo(2025, "b", now)
        store.redo(2025, "b", now)
    cells = [Observation(SeriesKey("item-%03d" % (1 + i)), parse_quantity(str(number))) for i in range(3)]
    store.record(2025, cells, actor="b", now=now)
    sys.stdout.write("%d\\n" % number)
    sys.stdout.flush()
    number += 1
"""


def test_a_killed_program_loses_at_most_the_cell_being_written(path):
    chance = random.Random(20260115)
    new_store(path).close()
    number = 1
    for _ in range(KILLS):
        process = run_python(RECORD, path, number)
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.08))
        process.kill()
        lines = process.stdout.read().count("\n")
        assert process.communicate(timeout=30)[1] == ""
        acknowledged = number + lines
        stored = look_after_the_crash(path)
        assert acknowledged <= stored <= acknowledged + 1
        number = stored + 1


def look_after_the_crash(path) -> int:
    """Open, check everything, and return the number that the cells show: all three the same."""
    with open_store(path, now=NOW) as store:
        assert not store.read_only
        verification = store.verify_log()
        assert verification.ok, verification
        store.redo(YEAR, "b", NOW)  # it may have been killed between its undo and its redo
        found = store.observations(YEAR)
        values = {found[key(n)].reading.value for n in (1, 2, 3)}
        assert len(values) == 1
        assert store.undo_label(YEAR) == "填写 3 格"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return int(values.pop())


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1, 0.2, 0.3])
def test_a_program_killed_while_making_a_store_leaves_none_or_a_whole_one(path, delay):
    program = (
        "import sys\nfrom tests.db.samples import new_store\nfrom pathlib import Path\n"
        "print('ready', flush=True)\nnew_store(Path(sys.argv[1])).close()\n"
    )
    process = run_python(program, path)
    process.stdout.readline()
    time.sleep(delay / 10)
    process.kill()
    process.communicate(timeout=30)
    if not path.exists():
        new_store(path).close()
    with open_store(path, now=NOW) as store:
        assert store.verify_log().ok
        assert store.current_plan().id == "wanghua"
