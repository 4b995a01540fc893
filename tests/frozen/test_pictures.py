"""The command that takes the manual's pictures finds on the pages what the text numbers."""

import os
import re
import subprocess
import sys

import pytest
from PIL import Image

from desktop.services.manual.chapters import all_chapters
from tests.meta.checkout import ROOT


def size_of(path):
    with Image.open(path) as picture:
        return picture.size


@pytest.mark.slow
def test_every_picture_of_the_manual_is_taken(tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path)}
    subprocess.run(
        [sys.executable, "-m", "build_spec.pictures", "light", str(tmp_path)],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        timeout=300,
    )
    shown = {
        path for one in all_chapters() for path in re.findall(r"!\[[^\]]+\]\(pictures/([^)]+)\)", one.text)
    }
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.png")} == shown
    for path in shown:
        taken, kept = tmp_path / path, ROOT / "resources/manual/pictures" / path
        assert size_of(taken) == size_of(kept), "python -m build_spec.pictures"
