"""Keeping the file of either desk: backups, and the change log for inspectors."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from db.file.kept import KeptFile, kept_files, remove_kept
from db.store.backup import list_backups
from db.store.desk_store import DeskStore
from desktop.documents.log_book.log_sheet import LogSheet, Row
from desktop.documents.log_book.workbook import render_log_workbook
from desktop.services.backup_names import BACKUP_FOLDER
from desktop.services.desk import FileDesk
from desktop.services.files import require_possible_name, write_file
from forms.codes.store import StoreCode
from forms.errors import UserInputError

AnyDesk = FileDesk[DeskStore]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, in some languages full width."""
_DAILY = timedelta(hours=20)
"""A backup this old is due for renewal; less than a day, so that a morning start finds it due. Chosen by
us."""


def backup_folder(desk: AnyDesk) -> Path:
    """Where automatic backups of a store lie."""
    return desk.path.parent / BACKUP_FOLDER


def back_up(desk: AnyDesk, folder: Path, reason: str) -> Path:
    """Make a checked backup in a folder.

    Args:
        desk: the open desk.
        folder: where to; made where it is not there.
        reason: word for the file name.

    Raises:
        EnvironmentFault: disk full, folder not writable, or the copy did not pass its check.
    """
    return desk.store.backup(folder, reason, now=desk.clock())


def back_up_before(desk: AnyDesk, reason: str) -> Path:
    """Make the automatic backup before a large step, beside the store."""
    return back_up(desk, backup_folder(desk), reason)


def back_up_daily(desk: AnyDesk) -> Path | None:
    """Make the day's backup when it is due; None when there is a recent one.

    Of a large store also none when nothing was stored since the last one.
    """
    made = own_backups(desk)
    if made and desk.clock() - made[0][0] < _DAILY:
        return None
    if made and desk.store.is_backed_up(made[0][1]):
        return None
    return back_up_before(desk, "daily")


def own_backups(desk: AnyDesk) -> list[tuple[datetime, Path]]:
    """Automatic backups of a store with their times, newest first."""
    return list_backups(backup_folder(desk), desk.path.stem)


def kept_aside(desk: AnyDesk) -> list[KeptFile]:
    """Files that were kept aside of the open file, newest first."""
    return kept_files(desk.path)


def remove_kept_aside(desk: AnyDesk, path: Path) -> None:
    """Remove one of them for good.

    Raises:
        ValueError: it is none of :func:`kept_aside`.
        EnvironmentFault: it cannot be removed.
    """
    remove_kept(desk.path, path)


def export_log(desk: AnyDesk, path: Path) -> int:
    """Write the whole change log for an inspector; returns the number of entries.

    A workbook, or a table where the name ends in ``.csv``. In both, nothing that somebody typed can
    become a formula: the workbook holds texts, and the table has an apostrophe before what would.

    Raises:
        EnvironmentFault: the file cannot be written, or the log cannot be read.
    """
    rows = _Rows()
    count = desk.store.export_log(rows)
    head, *entries = rows
    if path.suffix.lower() == ".csv":
        write_file(path, _as_csv([head, *entries]))
        return count
    last = entries[-1][-1] if entries else ""
    sheet = LogSheet(
        unit_name=desk.holder,
        store_name=desk.path.name,
        entries=count,
        head=str(last or ""),
        rows=entries,
    )
    write_file(path, render_log_workbook(sheet))
    return count


class _Rows(list[Row]):
    """Takes rows as a writer of tables does."""

    def writerow(self, row: Row, /) -> None:
        """Take one row."""
        self.append(row)


def _as_csv(rows: Iterable[Row]) -> bytes:
    """The byte order mark lets Excel and WPS read the Chinese."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _guarded(cell: str | int | None) -> str | int:
    """What a spreadsheet would take for a formula, with an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return "" if cell is None else cell


def require_two_files(backup: Path, store: Path) -> None:
    """Refuse to restore a file from itself.

    Raises:
        UserInputError: both are one file (E-DB-032).
        EnvironmentFault: the name of the store is impossible.
    """
    require_possible_name(store)
    with suppress(OSError):
        if backup.samefile(store):
            raise UserInputError(
                StoreCode.BACKUP_IS_STORE,
                f"“{backup.name}”就是要恢复的数据文件，不是它的备份，没有恢复。请选择“备份”文件夹里的一份。",
            )
