"""Does the program run on the older Qt that older Linux systems need? In a .venv of its own, with the tests.

    python -m build_spec.older_qt

It also looks whether any library in the wheels asks for a newer system library than those systems have.

Exit codes: those of what failed first, 0 when nothing did.
"""

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from build_spec.finishing import say
from build_spec.packing import ROOT

FOLDER = ROOT / "build" / "older-qt"
REQUIREMENTS = ROOT / "requirements" / "older-qt.txt"
GLIBC = 28
"""What they may ask for at most: 2.28, as in Kylin V10 and UOS V20."""
_ASKED_FOR = re.compile(rb"\0GLIBC_2\.(\d+)")
TESTS = ("tests/desktop/models", "tests/desktop/views")


def main() -> int:
    """Install, let the program check itself, and run the tests of the window."""
    done = FOLDER / REQUIREMENTS.name
    if not done.exists() or done.read_bytes() != REQUIREMENTS.read_bytes():
        install()
        shutil.copy(REQUIREMENTS, done)
    newest, library = newest_glibc(FOLDER / "lib")
    say(f"the newest glibc that a wheel asks for: 2.{newest} ({library.name})")
    if newest > GLIBC:
        return 1
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


def install() -> None:
    """Make the .venv with the wheels that pip would take on such a system, whatever this one is."""
    venv.create(FOLDER, clear=True)
    (packages,) = FOLDER.glob("lib/python3.*/site-packages")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary=:all:"]
    command += ["--no-deps", "--requirement", str(REQUIREMENTS), "--target", str(packages)]
    for platform in (*(f"manylinux_2_{number}" for number in range(GLIBC, 4, -1)), "manylinux2014"):
        command += ["--platform", f"{platform}_x86_64"]
    subprocess.run(command, check=True)


def newest_glibc(folder: Path) -> tuple[int, Path]:
    """Return the second number of the newest glibc 2.x that a library below a folder asks for, and which."""
    asked = (
        (int(number), library)
        for library in folder.rglob("*.so*")
        for number in _ASKED_FOR.findall(library.read_bytes())
    )
    return max(asked)


if __name__ == "__main__":
    sys.exit(main())
