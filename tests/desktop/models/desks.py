"""Real stores with invented figures, for tests of models and views."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.desk import Desk, create_desk, open_desk
from desktop.services.unit.sample import explanation_for, import_sample_history
from desktop.services.unit.year import open_year
from tests.plans import sample as frozen_sample
from tests.plans import wanghua

YEAR = 2025
BIRTHS = "maternal-health/01/_T"
BIRTHS_URBAN = "maternal-health/01/RES=U"
DEATHS = "maternal-health/02/_T"
MORTALITY = "maternal-health/03/_T"
TESTED_RURAL = "maternal-health/06/RES=R"


START = datetime(2026, 3, 26, 14, 2, 30, tzinfo=UTC)


class Clock:
    """A clock that a test can set; every reading is a second later."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def new_desk(path: Path, *, filled: bool = False, clock: Clock | None = None) -> Desk:
    """A store of the demonstration unit; with last year's figures, and this year's if asked.

    It is a copy of one that is made once, and the clock goes on where that one was made.
    """
    made, until = _made_store(filled)
    clock = clock or Clock()
    assert clock.now == START, "set the clock afterwards"
    clock.now = until
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(made, path)
    return open_desk(path, clock)


@cache
def _made_store(filled: bool) -> tuple[Path, datetime]:
    path, clock, sample = Path(mkdtemp()) / "made.db", Clock(), frozen_sample()
    with create_desk(path, wanghua(), "health", clock) as desk:
        desk.name_people(**sample.people)
        import_sample_history(desk, sample)
        if filled:
            open_year(desk, YEAR).enter(sample.figures)
    return path, clock.now


def clear_all(working: WorkingYear) -> None:
    """Explain every question, so that the year can be finalised."""
    sample = frozen_sample()
    for finding in working.year.report.unexplained:
        assert working.explain(finding, explanation_for(sample, finding))


def text_on_disk(path: Path, address: str) -> str:
    """What another program finds in the file for a cell, read through a new connection."""
    with open_desk(path) as desk:
        year = open_year(desk, YEAR)
        return year.reading(year.entry_cell(address).key).text


def homeless(monkeypatch, folder: Path) -> None:
    """Keep settings and documents out of the real home."""
    for name in ("XDG_CONFIG_HOME", "XDG_DOCUMENTS_DIR", "HOME", "APPDATA", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, os.fspath(folder))
    # Windows asks the system, not the environment, for these places.
    monkeypatch.setattr("desktop.views.frame.file.recent._kept_in", [folder / "settings"])
