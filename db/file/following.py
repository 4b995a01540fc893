"""Bringing an earlier copy of a large store up to its present state: only rows that came since are written.

What such a store keeps is append-only but for a few small tables, so an earlier copy is a part of it. The
copy that is used is one that nobody needs any more; where anything goes wrong, a whole copy is made instead.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from db.file import sqlite_only
from db.file.beside import connect_for_looking
from db.file.copying import put_in_place, require_sound
from db.file.engine import connect, file_uri
from db.file.kind import StoreKind
from db.file.unfinished import unfinished
from db.translation import translated
from forms.errors import EnvironmentFault


def copy_following(
    source: Path,
    earlier: Path,
    target: Path,
    kind: StoreKind,
    check: Callable[[sqlite3.Connection], str | None],
) -> bool:
    """Make an earlier copy of a store a copy of what it is now; the earlier one is used up.

    Args:
        source: the store; it may be in use.
        earlier: the copy, in the folder of the target.
        target: the new name, which no file has.
        kind: what kind of store it is.
        check: looks at the finished copy; returns what is wrong with it, or None.

    Returns:
        Whether the target is there, sound, and holds what the store holds. Else a whole copy is to be made:
        the earlier one is no earlier state of the store, is damaged, or could not be written to.
    """
    try:
        if not _is_earlier(source, earlier, kind):
            return False
        with translated(target), unfinished(target.with_name(target.name + ".part")) as part:
            earlier.replace(part)
            with closing(connect(part)) as copy:
                _follow(copy, source)
            with closing(connect(part, "ro")) as copy, closing(connect_for_looking(source, kind)) as now:
                require_sound(copy, target, check)
                stands = kind.position(copy)
                if stands is None or not kind.holds(now, *stands) or kind.departure(copy):
                    return False
            put_in_place(part, target)
    except (sqlite3.Error, EnvironmentFault):
        return False
    return True


def _is_earlier(source: Path, earlier: Path, kind: StoreKind) -> bool:
    with closing(connect_for_looking(source, kind)) as now, closing(connect(earlier, "ro")) as copy:
        stood = kind.position(copy)
        is_same_store = kind.identity(copy) == kind.identity(now)
        is_as_made = not kind.departure(copy) and not kind.departure(now)
        return is_same_store and is_as_made and stood is not None and kind.holds(now, *stood)


def _follow(copy: sqlite3.Connection, source: Path) -> None:
    """Write what came since into the copy, in one transaction, which sees one state of the source."""
    # What is half written when the program ends is removed: no journal is to lie beside it.
    sqlite_only.set_pragma(copy, "journal_mode", "MEMORY")
    sqlite_only.set_pragma(copy, "foreign_keys", 0)
    sqlite_only.follow(copy, file_uri(source, "ro"))
    sqlite_only.set_pragma(copy, "journal_mode", "DELETE")
