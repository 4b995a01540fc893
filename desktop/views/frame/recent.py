"""Which files were opened lately, and where new ones are put."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

FOLDER_NAME = "妇女规划监测"
_MOST = 6
"""Files listed; chosen by us."""
_MOST_READ = 50
"""Entries of the settings that are read; chosen far above ``_MOST``, since anybody can write there."""
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


def recent_files() -> list[Path]:
    """Files opened lately that are still there, newest first."""
    kept = settings().value("recent", [])
    names = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
    return [Path(name) for name in names[:_MOST_READ] if os.path.isfile(name)]  # noqa: PTH113 - may be a foreign name


def remember(path: Path) -> None:
    """Put a file in front of the list."""
    store = settings()
    names = [str(path.absolute()), *(str(p) for p in recent_files() if p != path.absolute())]
    store.setValue("recent", names[:_MOST])
