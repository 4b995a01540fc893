"""Every page and every dialog on the screen of an office, at four scales: nothing is cut, all has a name."""

import json
import subprocess
import sys

import pytest

from tests.desktop.views.looking import SCALES
from tests.meta.checkout import ROOT

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("desk", ["unit", "office"])
def test_nothing_is_cut_and_everything_has_a_name_at_any_scale(tmp_path, desk):
    """A person looks at the pictures: ``python -m tests.desktop.views.looking FOLDER``."""
    command = [sys.executable, "-m", "tests.desktop.views.looking", str(tmp_path), desk]
    answer = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=240
    )
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout) == []
    pictures = {path.stem.rpartition("-")[2] for path in tmp_path.glob("*.png")}
    assert pictures == {str(scale) for scale in SCALES}
