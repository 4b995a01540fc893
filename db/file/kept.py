"""Files that were kept aside of a store: recognised by their names, listed, removed only on demand."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from db.file.keeping_place import kept_folders, kept_stem
from db.translation import translated
from forms.frozen import frozen

BEFORE_RESTORE, DAMAGED = "before-restore", "damaged"
_STORE_ENDINGS = frozenset(("bak", DAMAGED))


@frozen
class KeptFile:
    """One file that was kept aside.

    Attributes:
        path: the file.
        what: word in its name that says why it was kept, e.g. ``本窗口所填``.
        taken: when it was written, by the file system.
        is_store: whether it is a store, which can be compared and restored, and not a journal of one.
    """

    path: Path
    what: str
    taken: datetime
    is_store: bool


def kept_files(store: Path) -> list[KeptFile]:
    """Files kept aside of a store, newest first; those of a folder that cannot be read are left out."""
    aside = re.compile(re.escape(kept_stem(store)) + r"\.(?P<what>[^.]+?)(?:-\d+)?\.(?P<ending>[^.]+)")
    beside = re.compile(
        re.escape(store.name)
        + rf"\.\d{{8}}T\d{{6}}Z(?:-\d+)?\.(?P<what>{BEFORE_RESTORE}|{DAMAGED})(?P<ending>\.bak|)"
    )
    found = [
        *(one for folder in kept_folders(store) for one in _matching(folder, aside)),
        *_matching(store.absolute().parent, beside),
    ]
    return sorted(found, key=lambda one: (one.taken, one.path), reverse=True)


def _matching(folder: Path, names: re.Pattern[str]) -> Iterator[KeptFile]:
    with suppress(OSError):
        for entry in os.scandir(folder):
            match = names.fullmatch(entry.name)
            if match is None or not entry.is_file(follow_symlinks=False):
                continue
            written = datetime.fromtimestamp(entry.stat(follow_symlinks=False).st_mtime, UTC)
            is_store = (match["ending"].lstrip(".") or match["what"]) in _STORE_ENDINGS
            yield KeptFile(Path(entry.path), match["what"], written, is_store)


def remove_kept(store: Path, path: Path) -> None:
    """Remove a file that was kept aside of a store.

    Raises:
        ValueError: it is not one of :func:`kept_files`.
        EnvironmentFault: it cannot be removed.
    """
    if all(one.path != path for one in kept_files(store)):
        raise ValueError(f"{path.name} was not kept aside of {store.name}")
    with translated(path):
        path.unlink(missing_ok=True)
