"""Does the program run on the older Qt that older Linux systems need? In a .venv of its own, with the tests.

    python -m build_spec.older_qt

Exit codes: those of what failed first, 0 when nothing did.
"""

import os
import shutil
import subprocess
import sys
import venv

from build_spec.finishing import say
from build_spec.packing import ROOT

FOLDER = ROOT / "build" / "older-qt"
REQUIREMENTS = ROOT / "requirements" / "older-qt.txt"
TESTS = ("tests/desktop/models", "tests/desktop/views")


def main() -> int:
    """Install, let the program check itself, and run the tests of the window."""
    done = FOLDER / REQUIREMENTS.name
    if not done.exists() or done.read_bytes() != REQUIREMENTS.read_bytes():
        venv.create(FOLDER, clear=True, with_pip=True)
        command = [str(FOLDER / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*command, "--only-binary=:all:", "--requirement", str(REQUIREMENTS)], check=True)
        shutil.copy(REQUIREMENTS, done)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    told = "import PySide6; print('PySide6', PySide6.__version__)"
    steps = (["-c", told], ["-m", "desktop", "--selftest"], ["-m", "pytest", "-q", *TESTS])
    for step in steps:
        code = subprocess.run(
            [str(FOLDER / "bin" / "python"), *step], cwd=ROOT, env=environment, check=False
        ).returncode
        if code != 0:
            say(f"{' '.join(step)}: exit code {code}")
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
