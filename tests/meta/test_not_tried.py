"""A run says what it did not try, and how to try it."""

import subprocess
import sys
from types import SimpleNamespace

from tests.meta.checkout import ROOT
from tests.not_tried import not_tried


def skipped(reason):
    return SimpleNamespace(longrepr=("a.py", 1, f"Skipped: {reason}"))


def test_what_was_skipped_is_counted_with_the_way_to_try_it():
    told = not_tried([skipped("nothing is built"), skipped("no NSIS"), skipped("nothing is built")])
    assert told.startswith("not tried: 2 x the built program: python3 bootstrap.py build")
    assert "1 x the installer: sudo apt-get install nsis" in told
    assert told.count("\n") == 0


def test_a_reason_that_is_new_is_told_as_it_is():
    assert "1 x the moon is not full" in not_tried([skipped("the moon is not full")])


def test_it_is_the_last_line_of_a_run(tmp_path):
    file = "tests/meta/test_not_tried.py::test_a_reason_that_is_new_is_told_as_it_is"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", file]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1].startswith("not tried: the full numbers")
