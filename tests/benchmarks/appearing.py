"""How long until a program's window shows a form, seen from outside: by the pixels of a real X screen.

``python -m tests.benchmarks.appearing COMMAND ...`` starts the command on the display of DISPLAY and looks at
the screen until it has not changed for a while. It prints the seconds from the start until the screen looked,
but for a cursor or a line of status, as it looks in the end, and the processor time of all processes of the
command up to then. Nothing is asked of the program, and no waiting time stands for an answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_SIZE = "1600x900x24"
"""Larger than both windows need, so that no window manager has to place them."""
_PIECE = 40
"""Pixels of a line that are compared together."""
_SAME = 0.985
"""Share of the pieces that must look as in the end; a cursor and a line of status are less than the rest."""
_STILL = 8.0
"""Seconds without a new picture after which a window counts as complete: longer than any step of a start."""
_GIVEN_UP = 90.0
_PAUSE = 0.02
"""Between two looks; each takes 5 ms of a processor that the program could use."""
_ROOT = Path(__file__).parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class _Look:
    """What was seen at a moment, and the processor time that the program had used by then."""

    at: float
    processor: float
    pixels: bytes


@contextmanager
def screen() -> Iterator[str]:
    """A screen of its own for the time of the block: the value of DISPLAY."""
    reading, writing = os.pipe()
    options = ["-screen", "0", _SIZE, "-nolisten", "tcp", "-noreset"]
    command = ["Xvfb", "-displayfd", str(writing), *options]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def until_shown(display: str, command: list[str]) -> tuple[float, float]:
    """Seconds, and seconds of processor time, from the start of a program until its window is complete."""
    watching = [sys.executable, "-m", "tests.benchmarks.appearing", *command]
    surroundings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(_ROOT)}
    done = subprocess.run(watching, env=surroundings, stdout=subprocess.PIPE, check=True, text=True)
    seconds, processor = map(float, done.stdout.split())
    return seconds, processor


def main(command: list[str]) -> None:
    """Start a program, watch the screen, print the two times, and end what was started."""
    from PySide6.QtGui import QGuiApplication, QImage

    application = QGuiApplication([])
    screen = application.primaryScreen()

    def pixels() -> bytes:
        picture = screen.grabWindow(0).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        return bytes(picture.constBits())

    looks = [_Look(0, 0, pixels())]
    started = time.perf_counter()
    quiet = subprocess.DEVNULL
    program = subprocess.Popen(command, start_new_session=True, stdout=quiet, stderr=quiet)
    try:
        while (now := time.perf_counter() - started) < _GIVEN_UP:
            seen = pixels()
            if seen != looks[-1].pixels:
                looks.append(_Look(now, _processor_seconds(program.pid), seen))
            elif len(looks) > 1 and now > looks[-1].at + _STILL:
                break
            time.sleep(_PAUSE)
    finally:
        os.killpg(program.pid, 9)
        program.wait()
    complete = _complete(looks)
    print(complete.at, complete.processor)


def _complete(looks: list[_Look]) -> _Look:
    """The first of the looks from which on all are like the last one."""
    found = looks[-1]
    for look in reversed(looks):
        if _likeness(look.pixels, looks[-1].pixels) < _SAME:
            break
        found = look
    return found


def _likeness(one: bytes, other: bytes) -> float:
    """Share of the pieces of both pictures that are the same."""
    pieces = range(0, len(one), _PIECE)
    return sum(one[at : at + _PIECE] == other[at : at + _PIECE] for at in pieces) / len(pieces)


def _processor_seconds(session: int) -> float:
    """Processor time of the living processes of a session and of those that they have waited for."""
    ticks = 0
    for process in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            fields = process.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                ticks += sum(map(int, fields[11:15]))
    return ticks / _TICKS


if __name__ == "__main__":
    main(sys.argv[1:])
