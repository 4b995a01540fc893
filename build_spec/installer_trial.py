"""The installer for people on a real Windows: over an older version with data, upgraded, removed.

    python bootstrap.py build --try-installer      after a build that made the installer

It installs for the user who runs it, so it belongs on a machine for tests.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from build_spec.finishing import NotInOrder, make_installer, say, start_here, try_out
from build_spec.packing import ROOT
from desktop import __version__

OLD_VERSION = "0.0.1"
_LEFT_OVER = "_internal/left-over.txt"


def run() -> None:
    """Install, use, upgrade, remove.

    Raises:
        NotInOrder: something is not as it should be.
    """
    dist = ROOT / "dist"
    new = dist / f"tianbao-{__version__}-setup.exe"
    installed = Path(os.environ["LOCALAPPDATA"]) / "Programs" / "tianbao"
    _require(not installed.exists(), f"{installed} is there already; this trial would replace it")
    with tempfile.TemporaryDirectory(prefix="试装 ") as folder:
        old = _make_older(dist / "tianbao", Path(folder))
        store = Path(folder) / "测试单位.db"
        program = installed / "tianbao-console.exe"
        _install(old)
        _require((installed / _LEFT_OVER).exists(), "the older version is not installed")
        _tell(program, "init", "--store", str(store), "--plan", "wanghua", "--unit", "health")
        data = _digest(store)
        _install(new)
        _require(not (installed / _LEFT_OVER).exists(), "a file of the older version is left")
        _require(_digest(store) == data, "the upgrade touched the data")
        try_out(program, start_here)
        _tell(program, "log", "--store", str(store), "--verify")
        data = _digest(store)
        _remove(installed)
        _require(_digest(store) == data, "removing touched the data")
    say("installed over an older version with data, upgraded, removed: data untouched")


def _make_older(folder: Path, work: Path) -> Path:
    """Make an installer that calls itself older and brings a file that the present one lacks."""
    older = work / "older"
    shutil.copytree(folder, older)
    (older / _LEFT_OVER).write_text("of an older version\n", encoding="ascii")
    return make_installer(older, work, OLD_VERSION)


def _install(setup: Path) -> None:
    begun = time.monotonic()
    code = subprocess.run([str(setup), "/S"], check=False).returncode
    _require(code == 0, f"{setup.name}: exit code {code}")
    say(f"{setup.name}: installed in {time.monotonic() - begun:.0f} s")


def _remove(installed: Path) -> None:
    # `_?=` makes it run where it is and be waited for; it then cannot delete itself.
    command = f'"{installed / "uninstall.exe"}" /S _?={installed}'
    code = subprocess.run(command, check=False).returncode
    left = {path.name for path in installed.iterdir()} - {"uninstall.exe"} if installed.exists() else set()
    _require(code == 0 and not left, f"removing: exit code {code}, left: {sorted(left)}")
    shutil.rmtree(installed, ignore_errors=True)


def _tell(program: Path, *arguments: str) -> None:
    code, output, errors = start_here(program, list(arguments))
    _require(code == 0, f"{' '.join(arguments)}: {output}{errors}")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _require(fact: bool, message: str) -> None:
    if not fact:
        raise NotInOrder(message)
