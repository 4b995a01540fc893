"""An editing run that can be repeated exactly: what a clerk does, step by step, and what must then stand.

``python -m tests.benchmarks.editing FILE NUMBER [SECONDS]`` opens the file with the services that the window
uses, goes on with that step, and says the number of each step once it is stored; between steps it waits for
half to one and a half times so many seconds.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db.unit.records import RecordKind
from desktop.services.keeping import back_up_before
from desktop.services.unit.desk import open_desk
from desktop.services.unit.year import YearDesk, open_year
from forms.figures.breakdown import SeriesKey

YEAR = 2025
Cells = dict[SeriesKey, str]


@dataclass(frozen=True)
class Doing:
    """One step: ``enter``, ``paste``, ``undo``, ``redo`` or ``backup``, and the texts that it brings."""

    what: str
    texts: Cells


def doing(number: int, keys: Sequence[SeriesKey]) -> Doing:
    """The step of a number; the same for ever."""
    chance = random.Random(number)
    what = chance.choices(("enter", "paste", "undo", "redo", "backup"), (70, 12, 10, 6, 2))[0]
    count = {"enter": 1, "paste": chance.randint(2, 12)}.get(what, 0)
    return Doing(what, {key: _text(chance) for key in chance.sample(keys, count)})


def _text(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.08:
        return ""
    if kind < 0.14:
        return f"约{chance.randint(1, 99)}"
    return str(chance.randint(0, 99_999))


@dataclass
class Expected:
    """What the cells must show after the steps so far, kept without any of our code."""

    cells: Cells = field(default_factory=dict)
    done: list[tuple[Cells, Cells]] = field(default_factory=list)
    undone: list[tuple[Cells, Cells]] = field(default_factory=list)

    def copy(self) -> Expected:
        """A copy to go on with."""
        return Expected(dict(self.cells), list(self.done), list(self.undone))

    def take(self, step: Doing) -> None:
        """Do a step."""
        if step.what == "undo" and self.done:
            self.undone.append(self.done.pop())
            self._put(self.undone[-1][0])
        elif step.what == "redo" and self.undone:
            self.done.append(self.undone.pop())
            self._put(self.done[-1][1])
        else:
            new = {key: text for key, text in step.texts.items() if self.cells.get(key, "") != text}
            if new:
                self.done.append(({key: self.cells.get(key, "") for key in new}, new))
                self.undone.clear()
                self._put(new)

    def _put(self, texts: Cells) -> None:
        self.cells.update(texts)
        self.cells = {key: text for key, text in self.cells.items() if text}


def shown(year: YearDesk) -> Cells:
    """What the cells show."""
    return {key: found.reading.text for key, found in year.figures.observations.items()}


def perform(year: YearDesk, step: Doing) -> None:
    """Do a step as the window does it."""
    if step.what == "undo":
        year.undo()
    elif step.what == "redo":
        year.redo()
    elif step.what == "backup":
        back_up_before(year.desk, "bench")
    else:
        year.enter(step.texts, RecordKind.PASTE if step.what == "paste" else RecordKind.ENTRY)


def entry_keys(year: YearDesk) -> list[SeriesKey]:
    """The cells that can be typed into."""
    return [cell.key for cell in year.layout.entry_cells]


def main(path: str, number: int, pause: float = 0) -> None:
    """Edit until somebody pulls the plug."""
    chance = random.Random(number)
    year = open_year(open_desk(Path(path)), YEAR)
    keys = entry_keys(year)
    while True:
        perform(year, doing(number, keys))
        os.write(1, f"{number}\n".encode())
        number += 1
        if pause:
            time.sleep(pause * chance.uniform(0.5, 1.5))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *map(float, sys.argv[3:]))
