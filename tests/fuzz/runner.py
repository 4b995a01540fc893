"""Brings inputs to one door of the program, in a process of its own, and says what each of them cost.

``python -m tests.fuzz.runner DOOR FOLDER SCENE``: each file of FOLDER in turn; one JSON line each with name,
exit code, processor seconds, highest resident memory of the process so far in MB, and the fault if any; of
some doors also what was answered.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

PASSPHRASE = "正确的马电池订书钉"
"""That of the key files of ``tests.desktop.submission.builders``, which this process does not import."""
COMMAND_LINE = {
    "year": "get --store SCENE/a.db --year TEXT --json CELL",
    "cell": "get --store SCENE/a.db --year 2025 --json -- TEXT",
    "revision": "past --store SCENE/a.db --year 2025 --revision TEXT --json",
    "finding": "explain --store SCENE/a.db --year 2025 --finding=TEXT --cell=TEXT --text=x",
    "paper": "verify --paper=TEXT --json SCENE/a.asice",
    "plan": "plan show --json -- TEXT",
    "path": "check --json --store=TEXT --year=2025",
}
"""One argument each that may be any text."""
DOORS = {
    "package": "verify FILE --allow-unregistered --json",
    "log package": "log --store SCENE/a.db --verify --package FILE --json",
    "plan pack": "plan check FILE --json",
    "plan workbook": "plan compile FILE -o SCENE/out.wdpplan --json",
    "form": "fill --store SCENE/a.db --year 2025 --dry-run FILE --json",
    "history workbook": "history import --store SCENE/a.db --dry-run FILE --json",
    "history csv": "history import --store SCENE/a.db --dry-run FILE --json",
    "key": "key show --key FILE --json",
    "passphrase file": "key show --key SCENE/key.p12 --passphrase-file FILE --json",
    "certificate": "verify SCENE/a.asice --trust FILE --json",
    "receiver": "decrypt FILE --key SCENE/office.p12 -o SCENE/out --json",
    "store": "get --store FILE --year 2025 --json CELL",
    "backup": "restore --store SCENE/a.db --dry-run FILE --json",
    "receive": "receive --office SCENE/office.db --key SCENE/office.p12 --dry-run FILE --json",
    "receiving": "receive --office SCENE/taking.db --key SCENE/quick.p12 FILE --json",
    "letter": "open --store SCENE/a.db FILE --json",
    "own figures": "office history --office SCENE/office.db --dry-run FILE --json",
    "base figures": "office base --office SCENE/office.db --year 2025 --dry-run FILE --json",
    "office plan": "office plan --office SCENE/office.db FILE --json",
    "registering": "office register --office SCENE/office.db FILE --json",
    "fingerprints": "office register --office SCENE/office.db SCENE/a.cer.pem --fingerprints FILE --json",
    **COMMAND_LINE,
    "paste": "",
    "settings": "",
}
"""Command of each door; the last two have none."""
ANSWERED = frozenset({"receiving"})
"""Doors of which the whole answer is told, because it matters what was taken for genuine."""
_LONGEST_ARGUMENT = 100_000
"""Bytes of one argument; Linux hands over 131,071 (MAX_ARG_STRLEN, less its end)."""
CELL = "maternal-health/01/_T"


def main(door: str, folder: Path, scene: Path) -> None:
    """Bring all inputs of a folder to a door."""
    os.environ["TIANBAO_PASSPHRASE"] = PASSPHRASE
    bring = {"paste": _paste, "settings": _settings}.get(door)
    action = bring(scene) if bring is not None else _command(door, scene)
    for path in sorted(folder.iterdir()):
        measured = _measured(action, path)
        if door not in ANSWERED:
            measured["answer"] = ""
        print(json.dumps({"name": path.name, **measured}), flush=True)


def _measured(action: Callable[[Path], int], path: Path) -> dict[str, object]:
    fault, code, out = "", -1, io.StringIO()
    started = time.process_time()  # of this process alone: other programs may be at work
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = action(path)
    except BaseException:  # noqa: BLE001 - a panic is none of Exception
        fault = traceback.format_exc()[-2000:]
    seconds = time.process_time() - started
    told = out.getvalue()
    if PASSPHRASE in told or PASSPHRASE in fault:
        fault = "the passphrase was printed"
    return {"code": code, "seconds": round(seconds, 3), "mb": peak_mb(), "fault": fault, "answer": told}


def peak_mb() -> float:
    """Highest resident memory of this process so far; 0 where the system does not say.

    Not from ``getrusage``, which begins with what the parent had.
    """
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return 0
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def words_of(door: str, path: Path, scene: Path) -> list[str]:
    """The command of a door for one input."""
    text = ""
    if "TEXT" in DOORS[door]:
        data = path.read_bytes().replace(b"\0", "\ufffd".encode())[:_LONGEST_ARGUMENT]
        text = data.decode("utf-8", "surrogateescape")
    known = {"SCENE": str(scene), "FILE": str(path), "CELL": CELL, "TEXT": text}
    return [_put(word, known) for word in DOORS[door].split()]


def _put(word: str, known: dict[str, str]) -> str:
    name = next((name for name in known if name in word), "")
    return word.replace(name, known[name]) if name else word


def _command(door: str, scene: Path) -> Callable[[Path], int]:
    from desktop.__main__ import main as run

    def action(path: Path) -> int:
        return run(words_of(door, path, scene))

    with contextlib.redirect_stdout(io.StringIO()):
        run(["plans"])  # what is imported at first is no input's cost
    return action


def _paste(scene: Path) -> Callable[[Path], int]:
    from desktop.models.unit.pasting import read_block
    from forms.figures.quantity import parse_quantity

    def action(path: Path) -> int:
        for row in read_block(path.read_text("utf-8", "surrogateescape")):
            for cell in row:
                parse_quantity(cell, "%")
        return 0

    return action


def _settings(scene: Path) -> Callable[[Path], int]:
    from desktop.views.frame.file.recent import keep_settings_in, recent_files, remember

    def action(path: Path) -> int:
        folder = scene / "settings"
        folder.mkdir(exist_ok=True)
        (folder / "settings.ini").write_bytes(path.read_bytes())
        keep_settings_in(folder)
        recent_files()
        remember(scene / "a.db")
        return 0

    return action


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
