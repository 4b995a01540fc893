"""Which files were opened lately, and where new ones are put."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSettings, QStandardPaths

FOLDER_NAME = "妇女规划监测"
_MOST = 6
"""Files listed; chosen by us."""
_MOST_READ = 50
"""Entries of the settings that are read; chosen far above ``_MOST``, since anybody can write there."""
_NOTED = "recent_facts"
"""Of the setting with what the list shows of each file."""
_LONGEST_NOTE = 20_000
"""Characters of that setting that are read. Chosen far above ``_MOST`` files with long names."""
_kept_in: list[Path] = []
"""The folder that was named for settings, when one was."""


def keep_settings_in(folder: Path) -> None:
    """Keep settings in a folder instead of the user's usual place."""
    _kept_in[:] = [folder]


def settings() -> QSettings:
    """The user's settings, an ordinary ini file on every system."""
    standard = QStandardPaths.StandardLocation.GenericConfigLocation
    usual = Path(QStandardPaths.writableLocation(standard)) / "tianbao"
    folder = _kept_in[0] if _kept_in else usual
    return QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)


def default_folder() -> Path:
    """The folder in the user's documents in which stores are made."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / FOLDER_NAME


class RecentFile(NamedTuple):
    """A file opened lately, as it was when it was left; what was not noted is empty.

    Attributes:
        path: the file.
        unit: full name of the unit.
        year: the year last worked in, 0 where it was not noted.
        state: how far that year was.
        opened: day on which it was open last.
        due: the year that was due then, 0 where it was not noted.
    """

    path: Path
    unit: str = ""
    year: int = 0
    state: str = ""
    opened: str = ""
    due: int = 0


def recent_files() -> list[Path]:
    """Files opened lately that are still there, newest first."""
    return [Path(name) for name in _listed()[:_MOST_READ] if os.path.isfile(name)]  # noqa: PTH113 - may be a foreign name


def _listed() -> list[str]:
    kept = settings().value("recent", [])
    return [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []


def recent_entries() -> list[RecentFile]:
    """The same files, with what was noted of each."""
    noted = _noted()
    return [_entry(path, noted.get(str(path), {})) for path in recent_files()]


def remember(path: Path) -> None:
    """Put a file in front of the list."""
    names = [str(path.absolute()), *(str(p) for p in recent_files() if p != path.absolute())][:_MOST]
    if names != _listed():  # writing takes 15 ms of the start, and most people open the same file again
        settings().setValue("recent", names)


def note(entry: RecentFile) -> None:
    """Keep what the list shows of a file, if it is on the list."""
    names = {str(path) for path in recent_files()}
    place = str(entry.path.absolute())
    facts = {name: value for name, value in entry._asdict().items() if name != "path"}
    noted = _noted()
    if place in names and noted.get(place) != facts:
        kept = {name: known for name, known in noted.items() if name in names} | {place: facts}
        settings().setValue(_NOTED, json.dumps(kept, ensure_ascii=True))


def forget(path: Path) -> None:
    """Take a file off the list; the file itself stays."""
    settings().setValue("recent", [str(p) for p in recent_files() if p != path])


def last_year(path: Path, due: int) -> int | None:
    """The year last worked in, None where none was noted or another year has become due since.

    Args:
        path: the file.
        due: the year that is due now.
    """
    entry = next((one for one in recent_entries() if one.path == path.absolute()), None)
    return entry.year if entry is not None and entry.year and entry.due == due else None


def _noted() -> dict[str, dict[str, object]]:
    """What was noted of files by their paths; anybody can write there, so all else is left out."""
    text = settings().value(_NOTED, "")
    try:
        kept = json.loads(text) if isinstance(text, str) and len(text) < _LONGEST_NOTE else {}
    except (ValueError, RecursionError):
        kept = {}
    items = kept.items() if isinstance(kept, dict) else ()
    return {name: facts for name, facts in items if isinstance(facts, dict)}


def _entry(path: Path, facts: dict[str, object]) -> RecentFile:
    texts = {n: v for n in ("unit", "state", "opened") if isinstance(v := facts.get(n), str)}
    years = {n: v for n in ("year", "due") if isinstance(v := facts.get(n), int)}
    return RecentFile(
        path=path,
        unit=texts.get("unit", ""),
        year=years.get("year", 0),
        state=texts.get("state", ""),
        opened=texts.get("opened", ""),
        due=years.get("due", 0),
    )
