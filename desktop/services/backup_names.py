"""Which data file a backup was made of, read from the names that the program gives to backups."""

from __future__ import annotations

import re
from pathlib import Path

BACKUP_FOLDER = "备份"
"""Beside the store file."""
_KEPT_FOLDER = "另存"
"""Beside the store file, too, or in a data folder (:mod:`db.file.keeping_place`)."""
STORE_ENDING = ".db"
"""Of data files."""
_STAMPED = re.compile(r"(?P<stem>.+?)(?:\.db(?:\.\d{4})?)?\.\d{8}T\d{6}Z(?:-\d+)?(?:\.[^.]+){1,2}")
"""Automatic backups, and those made before a migration (with the old revision) or before restoring."""
_ASIDE = re.compile(r"(?P<stem>.+)\.[^.]+\.[^.]+")
_AGAIN = "（恢复）"


def data_file_of(backup: Path) -> Path:
    """The data file that a backup was probably made of; a suggestion, which a person confirms.

    Args:
        backup: as the program named it, or under any other name that a person gave it.

    Returns:
        A path that ends as data files do and is never the backup itself.
    """
    is_aside = backup.parent.name == _KEPT_FOLDER
    match = _STAMPED.fullmatch(backup.name) or (_ASIDE.fullmatch(backup.name) if is_aside else None)
    stem = match["stem"] if match is not None else backup.stem
    folder = backup.parent.parent if is_aside or backup.parent.name == BACKUP_FOLDER else backup.parent
    found = folder / f"{stem}{STORE_ENDING}"
    return found if found != backup else folder / f"{stem}{_AGAIN}{STORE_ENDING}"
