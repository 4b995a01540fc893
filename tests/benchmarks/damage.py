"""A finished year in a file, and what becomes of it when a bit of the file is wrong."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.services.keeping import back_up
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import Desk, create_desk, open_desk
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.sample import explanation_for, import_sample_history, load_sample
from desktop.services.unit.year import open_year
from forms.errors import EnvironmentFault, TianbaoError


@dataclass(frozen=True)
class Finished:
    """A finished store.

    Attributes:
        content: bytes of the file.
        wanted: all that the store gives out.
        backup: a backup of it.
        restored: all that a store restored from the backup gives out.
    """

    content: bytes
    wanted: Any
    backup: Path
    restored: Any


def finished_store(folder: Path) -> Finished:
    """Make the sample unit's year, finalised."""
    sample, path = load_sample(), folder / "a.db"
    with create_desk(path, load_bundled(sample.plan), sample.unit) as desk:
        desk.name_people(**sample.people)
        import_sample_history(desk, sample)
        year = open_year(desk, sample.year)
        year.enter(sample.figures, sources=sample.sources)
        for finding in year.report.unexplained:
            year.explain(finding, explanation_for(sample, finding))
        finalise(year)
        backup = back_up(desk, folder / "backups", "bench")
        wanted = everything(desk)
    # What restoring adds is one row of the log; the rest is the same.
    return Finished(path.read_bytes(), wanted, backup, {**wanted, "log": None})


def everything(desk: Desk) -> dict[str, Any]:
    """All that a store gives out."""
    store, years = desk.store, desk.years()
    return {
        "identity": store.identity(),
        "plan": store.current_plan(),
        "people": store.people(),
        "years": store.year_records(),
        "history": store.history(),
        "log": store.log_entries(),
        "figures": [store.observations(year) for year in years],
        "explanations": [store.explanations(year) for year in years],
        "revisions": [(r, store.documents(r.year, r.number)) for y in years for r in store.revisions(y)],
    }


def what_comes_of(path: Path, wanted: dict[str, Any]) -> tuple[str, bool]:
    """``detected``, ``harmless`` or ``undetected``, and whether SQLite alone would have found it."""
    plain = not _sqlite_is_content(path)
    try:
        with open_desk(path) as desk:
            whole = desk.store.verify_log().ok
            found = everything(desk) if whole else None
    except EnvironmentFault:
        return "detected", plain
    except TianbaoError:
        return "undetected", plain
    if found is None:
        return "detected", plain
    if wanted["log"] is None:
        found["log"] = None
    return ("harmless" if found == wanted else "undetected"), plain


def _sqlite_is_content(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
            return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except (sqlite3.Error, UnicodeDecodeError):  # its own words are cut short where names are damaged
        return False
