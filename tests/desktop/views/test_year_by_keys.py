"""The whole year of three units of three plans by keyboard only, at 150 %."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.views.year_by_keys import IN_TESTS
from tests.meta.checkout import ROOT

pytestmark = pytest.mark.gui


def run(*command):
    return subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=200,
    )


@pytest.mark.parametrize("unit", IN_TESTS)
def test_a_year_needs_no_mouse(unit, tmp_path):
    """``python -m tests.desktop.views.year_by_keys FOLDER health`` is a longer one, for a person to start."""
    lived = run("tests.desktop.views.year_by_keys", tmp_path, unit)
    assert lived.returncode == 0, lived.stderr
    drafts = json.loads(lived.stdout)["opened"]
    packages = sorted(tmp_path.rglob("*.asice"))
    assert {package.with_suffix(".eml") for package in packages} == set(map(Path, drafts))
    (certificate,) = tmp_path.glob("*.cer.pem")
    for package in packages:
        answer = run("desktop", "verify", "--trust", certificate, package)
        assert answer.returncode == 0, answer.stdout
