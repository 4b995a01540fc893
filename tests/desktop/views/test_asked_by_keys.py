"""A return letter is opened, its questions answered and the year sent again by keyboard only, at 150 %."""

import json

import pytest

from desktop.submission.package import inspect
from tests.desktop.views.asked_by_keys import ANSWERS
from tests.desktop.views.test_year_by_keys import run

pytestmark = pytest.mark.gui


def test_asking_back_needs_no_mouse(tmp_path):
    """``python -m tests.desktop.views.asked_by_keys FOLDER pictures`` takes pictures of it, for a person."""
    lived = run("tests.desktop.views.asked_by_keys", tmp_path)
    assert lived.returncode == 0, lived.stderr
    assert json.loads(lived.stdout)["answers"] == list(ANSWERS)
    (package,) = tmp_path.rglob("wdp-*-r2.asice")
    files = {
        entry.name: entry.data.decode()
        for entry in inspect(package.read_bytes()).payload
        if "csv" in entry.name
    }
    answers = files["data/answers.csv"].splitlines()
    assert [(row.split(",")[0], *row.split(",")[3:6]) for row in answers[1:]] == [
        ("q-2025-health-1", "true", "9", "10"),
        ("q-2025-health-2", "false", answers[2].split(",")[4], answers[2].split(",")[5]),
    ]
