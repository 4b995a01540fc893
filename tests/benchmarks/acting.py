"""What a person waits for in the window: for how long it hears nothing after a key or a click.

Processor time of the window's thread on a screen of 1366 x 768: the longest stretch, which is the action
with what is painted at once, or what follows a frame later; waiting for the disk is measured by
``bench storing``. The window is in a process of its own, since Qt has one screen in each.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk, open_desk
from desktop.services.unit.sample import import_sample_history, load_sample
from desktop.services.unit.year import open_year
from forms.filing.stage import Stage
from tests.benchmarks.timing import Measurement

_ROOT = Path(__file__).parents[2]
_FRAME = 1 / 60
_TASK_BAR = 40
_SCREEN = {"name": "1366 x 768", "x": 0, "y": 0, "width": 1366, "height": 768 - _TASK_BAR}
_SCALE = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
_TIMES = 9
_LATER = 0.06
"""Seconds within which everything that follows an action has been done."""
_CONTROL = Qt.KeyboardModifier.ControlModifier
_Act = Callable[[], object]


def run() -> Iterator[Measurement]:
    """Measure each action in a window on the sample unit with two reported years."""
    sample = load_sample()
    with TemporaryDirectory() as name:
        store, screen = Path(name) / "unit.db", Path(name) / "screen.json"
        with create_desk(store, load_bundled(sample.plan), sample.unit) as desk:
            import_sample_history(desk, sample)
            for year in (sample.year - 1, sample.year):
                open_year(desk, year).enter(sample.figures, sources=sample.sources)
        screen.write_text(json.dumps({"screens": [_SCREEN | _SCALE]}), encoding="utf-8")
        platform = f"offscreen:configfile={screen.as_posix()}"
        surroundings = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(_ROOT)}
        surroundings |= {"HOME": name, "XDG_CONFIG_HOME": name}
        command = [sys.executable, "-m", "tests.benchmarks.acting", str(store), str(sample.year)]
        done = subprocess.run(command, env=surroundings, stdout=subprocess.PIPE, check=True, text=True)
    for what, seconds in json.loads(done.stdout.splitlines()[-1]):
        within = seconds <= _FRAME
        yield Measurement(what=what, ours=seconds, bare=None, budget="one frame, 16.7 ms", within=within)


def main(store: Path, year: int) -> None:
    """Act in a window of this process and print what each action took."""
    from desktop.app.application import begin_application, complete_application
    from desktop.views.main_window import MainWindow

    complete_application(begin_application())
    window = MainWindow(open_desk(store), year)
    window.showMaximized()
    window.activateWindow()
    window.show_stage(Stage.ENTRY)
    hand = _Hand(window)
    hand.type()
    hand.move()
    hand.turn_pages()
    hand.change_years()
    print(json.dumps(hand.found))
    window.let_go()


class _Hand:
    """Acts in a window, and notes what each action takes of its thread."""

    def __init__(self, window: object) -> None:
        from desktop.views.main_window import MainWindow

        assert isinstance(window, MainWindow)
        self._window = window
        self._first = window.working.year.layout.entry_cells[0].address
        self._figures = count(2100, 7)
        self.found: list[tuple[str, float]] = []

    def type(self) -> None:
        """Type figures and take them back."""
        enter, undo = partial(_press, Qt.Key.Key_Return), partial(_press, Qt.Key.Key_Z, _CONTROL)
        clear = partial(_press, Qt.Key.Key_Delete)
        self._measure("a figure is typed: Enter", enter, self._begin_typing)
        self._measure("its undo (Ctrl+Z)", undo, lambda: (self._begin_typing(), enter()))
        self._measure("a whole form is cleared: Delete", clear, self._choose_form, undo)
        self._measure("its undo (Ctrl+Z)", undo, lambda: (self._choose_form(), clear()))

    def move(self) -> None:
        """Go to other cells, questions and forms."""
        grid, sizes = self._window.entry.grid, cycle((1, -1))
        down, next_form = partial(_press, Qt.Key.Key_Down), partial(_press, Qt.Key.Key_PageDown, _CONTROL)
        self._measure("to the cell below", down, self._go_back)
        self._measure("to the next question (F8)", partial(_press, Qt.Key.Key_F8))
        self._measure("to the next form (Ctrl+PgDn)", next_form, self._go_back)
        self._measure("other letters (Ctrl and the wheel)", lambda: grid.zoom.step(next(sizes)))

    def turn_pages(self) -> None:
        """Go to other pages, each shown before."""
        entry, review = (partial(self._window.show_stage, stage) for stage in (Stage.ENTRY, Stage.REVIEW))
        self._measure("to the page 审核", review, entry)
        self._measure("back to 填报", entry, review)
        self._measure("to the page 概况", self._window.show_home, entry)
        entry()

    def change_years(self) -> None:
        """Look at an earlier year, and open another one."""
        window, reported = self._window, self._window.working.desk_year
        years, past = cycle((reported - 1, reported)), window.past_view
        self._measure("figures of an earlier year", lambda: past.show(reported - 2), past.leave)
        past.leave()
        self._measure("another year to report", lambda: window.open_year(next(years)))

    def _measure(self, what: str, act: _Act, before: _Act = int, after: _Act = int) -> None:
        """Note the median of an action's longest stretch; it is done once more than it is counted."""
        taken = []
        for _ in range(_TIMES + 1):
            before()
            _settle()
            taken.append(_longest_stretch(act))
            after()
        self.found.append((what, statistics.median(taken[1:])))

    def _go_back(self) -> None:
        self._window.go_to(self._first)

    def _begin_typing(self) -> None:
        self._go_back()
        _settle()
        QTest.keyClicks(self._window.entry.grid, str(next(self._figures)))

    def _choose_form(self) -> None:
        self._go_back()
        self._window.entry.grid.selectAll()


def _press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


def _longest_stretch(act: _Act) -> float:
    """Processor time of an action with what is painted at once, or of what follows, whichever is more."""
    stretches, began = [], time.thread_time()
    act()
    QApplication.processEvents()
    stretches.append(time.thread_time() - began)
    until = time.monotonic() + _LATER
    while time.monotonic() < until:
        began = time.thread_time()
        QApplication.processEvents()
        stretches.append(time.thread_time() - began)
        time.sleep(0.001)
    return max(stretches)


def _settle() -> None:
    """Let happen what follows: what is posted, timers that are due, and the painting."""
    for _ in range(3):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, QDeadlineTimer(20))
        time.sleep(0.002)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
