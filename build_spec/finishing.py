"""A packed program becomes something to hand out: its papers, its checks, its archive and installer."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from build_spec.check_dist import (
    DOWNLOAD_BUDGET_MB,
    LINUX_FILES,
    is_for_windows,
    megabytes,
    problems,
    size_report,
)
from build_spec.packing import ROOT
from build_spec.papers import (
    FOLDER_NAME,
    SBOM_NAME,
    components,
    read_packed,
    write_licences,
    write_sbom,
)
from desktop import __version__

ON_WINDOWS = os.name == "nt"
SUMS_NAME = "SHA256SUMS"
_STARTS = 5

Starter = Callable[[Path, list[str]], tuple[int, str, str]]
"""Starts a built program with arguments; returns exit code, output, errors."""


class NotInOrder(Exception):
    """The built program is not what it should be; each argument is a sentence."""


def require(fact: bool, message: str) -> None:
    """Raise NotInOrder with ``message`` unless ``fact`` is true."""
    if not fact:
        raise NotInOrder(message)


def wait_for(fact: Callable[[], bool], seconds: float, message: str) -> None:
    """Wait until ``fact`` returns true; raise NotInOrder with ``message`` when it does not in time."""
    until = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > until:
            raise NotInOrder(message)
        time.sleep(0.2)


def say(text: str) -> None:
    """Print a line of progress."""
    print(text, flush=True)


def finish(folder: Path, work: Path, search_path: list[str], python_folder: Path) -> None:
    """Add the papers to a packed program and check it.

    Raises:
        NotInOrder: something is missing or too much.
    """
    packed = read_packed(work)
    found = components(packed, search_path, python_folder)
    write_licences(found, folder / FOLDER_NAME)
    write_sbom(found, folder / SBOM_NAME, packed["platform"])
    if not is_for_windows(folder):
        add_linux_files(folder)
    wrong = problems(folder)
    if wrong:
        raise NotInOrder(*wrong)
    say("\n".join(size_report(folder)))


def add_linux_files(folder: Path) -> None:
    """Put beside a program what has a Linux desktop open its files by a double click."""
    for name in LINUX_FILES:
        shutil.copy(ROOT / "build_spec" / "linux" / name, folder / name)


# --- trying it ---------------------------------------------------------------------------------------


def start_here(program: Path, arguments: list[str]) -> tuple[int, str, str]:
    """Start a program as a person without this checkout would."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_"))}
    with tempfile.TemporaryDirectory(prefix="别处 ") as elsewhere:
        answer = subprocess.run(
            [str(program), *arguments],
            env=kept,
            cwd=elsewhere,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    return answer.returncode, answer.stdout, answer.stderr


def try_out(program: Path, start: Starter) -> dict[str, Any]:
    """Run a program's self-check several times and measure the time.

    Returns:
        Its own report.

    Raises:
        NotInOrder: it failed, or said something on standard error.
    """
    code, output, errors = start(program, ["--selftest", "--json"])
    if code != 0 or errors.strip():
        raise NotInOrder(f"--selftest: exit code {code}", output, errors)
    report: dict[str, Any] = json.loads(output)
    wall = []
    for _ in range(_STARTS):
        begun = time.monotonic()
        start(program, ["--version"])
        wall.append(time.monotonic() - begun)
    say(
        f"selftest: {len(report['steps'])} steps passed in {report['milliseconds'] / 1000:.1f} s"
        f" ({report['system']}, Python {report['python']}); start to answer: {min(wall):.2f} s"
    )
    return report


# --- what is handed out ------------------------------------------------------------------------------


def compress(folder: Path, dist: Path, suffix: str) -> Path:
    """Make an archive of the program, with one folder of the program's name in it."""
    stem = f"tianbao-{__version__}-{suffix}"
    files = sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    if "windows" in suffix:
        made = dist / f"{stem}.zip"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path in files:
                archive.write(path, f"{stem}/{path.relative_to(folder).as_posix()}")
    else:
        made = dist / f"{stem}.tar.xz"
        with tarfile.open(made, "w:xz", preset=6) as archive:
            for path in files:
                archive.add(path, f"{stem}/{path.relative_to(folder).as_posix()}")
    say(f"{made.name}: {megabytes(made):.0f} MB (aim {DOWNLOAD_BUDGET_MB})")
    return made


def make_installer(folder: Path, dist: Path, version: str = __version__, *, quickly: bool = False) -> Path:
    """Compile the installer for people; needs NSIS.

    Args:
        folder: the program.
        dist: folder for the installer.
        version: three numbers with dots.
        quickly: for tests: compressed less, in a fifth of the time.

    Raises:
        RuntimeError: makensis found a mistake.
    """
    made = dist / f"tianbao-{version}-setup.exe"
    options = {
        "FILES": f"{folder}{os.sep}*",
        "OUTPUT": made,
        "VERSION": version,
        "SIZE_KB": int(megabytes(folder) * 1000),
        "ICON": next((ROOT / "build").glob("*/tianbao.ico")),
    }
    mark = "/" if ON_WINDOWS else "-"
    command = ["makensis", f"{mark}V2", *(f"{mark}D{name}={value}" for name, value in options.items())]
    command += [f"{mark}XSetCompressor /FINAL zlib"] if quickly else []
    answer = subprocess.run(
        [*command, str(ROOT / "build_spec" / "installer.nsi")],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if answer.returncode != 0:
        raise RuntimeError(answer.stdout + answer.stderr)
    say(f"{made.name}: {megabytes(made):.0f} MB (aim {DOWNLOAD_BUDGET_MB})")
    return made


def write_sums(files: list[Path], dist: Path) -> None:
    """Write the checksums of what is handed out, in the form that ``sha256sum --check`` reads."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (dist / SUMS_NAME).write_text("".join(lines), encoding="utf-8", newline="\n")
