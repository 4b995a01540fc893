"""No test can write outside the folders of its run, neither itself nor through a Python that it starts."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.own_folder.sitecustomize import NOTES, WroteElsewhere

ELSEWHERE = Path(__file__).parents[2] / "resources" / "written by a test"

WAYS = {
    "open": lambda path: path.write_text("x"),
    "open to read and write": lambda path: path.open("r+b"),
    "os.open": lambda path: os.open(path, os.O_CREAT | os.O_WRONLY),
    "mkdir": lambda path: path.mkdir(),
    "rename": lambda path: path.with_name("another written by a test").rename(path),
    "remove": lambda path: path.unlink(),
    "link": lambda path: path.symlink_to("/nowhere"),
    "sqlite": sqlite3.connect,
    "sqlite by address": lambda path: sqlite3.connect(f"{path.as_uri()}?mode=rwc", uri=True),
}


@pytest.fixture
def notes():
    """What was noted of refused writes; taken away, so that this test itself does not fail by it."""
    path = Path(os.environ[NOTES])
    yield path
    path.unlink(missing_ok=True)


@pytest.mark.parametrize("way", WAYS)
def test_a_write_elsewhere_is_refused_and_noted(notes, way):
    with pytest.raises(WroteElsewhere, match="written by a test"):
        WAYS[way](ELSEWHERE)
    assert "written by a test" in notes.read_text(encoding="utf-8")
    assert not ELSEWHERE.exists()


@pytest.mark.parametrize("way", ["open", "mkdir", "link"])
def test_every_way_is_open_in_the_tests_own_folder(tmp_path, way):
    WAYS[way](tmp_path / "own")
    with tempfile.TemporaryDirectory() as folder:
        WAYS[way](Path(folder) / "own")


def test_reading_is_free():
    assert (ELSEWHERE.parents[1] / "README.md").read_bytes()
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(f"{ELSEWHERE.as_uri()}?mode=ro", uri=True)


def test_a_program_that_a_test_starts_is_held_as_well(notes, tmp_path):
    command = [sys.executable, "-c", f"import pathlib; pathlib.Path({str(ELSEWHERE)!r}).write_text('x')"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 1
    assert "WroteElsewhere" in done.stderr
    assert str(ELSEWHERE) in notes.read_text(encoding="utf-8")
    assert not ELSEWHERE.exists()
