"""Keeping a unit's store: backups, restoring, and the change log for inspectors."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from db.file.kept import KeptFile, kept_files, remove_kept
from db.unit.backup import list_backups, look_at_backup, restore
from db.unit.records import BackupComparison
from desktop.documents.log_book.log_sheet import LogSheet, Row
from desktop.documents.log_book.workbook import render_log_workbook
from desktop.services.files import require_place_of_file, write_file
from desktop.services.incoming import telling_other_kinds
from desktop.services.unit.desk import UNSIGNED, Clock, Desk, local_now, open_desk
from forms.errors import EnvironmentFault
from forms.frozen import frozen

BACKUP_FOLDER = "备份"
"""Beside the store file."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, in some languages full width."""
_DAILY = timedelta(hours=20)
"""A backup this old is due for renewal; less than a day, so that a morning start finds it due. Chosen by
us."""


def backup_folder(desk: Desk) -> Path:
    """Where automatic backups of a store lie."""
    return desk.path.parent / BACKUP_FOLDER


def back_up(desk: Desk, folder: Path, reason: str) -> Path:
    """Make a checked backup in a folder.

    Args:
        desk: the open desk.
        folder: where to; made where it is not there.
        reason: word for the file name.

    Raises:
        EnvironmentFault: disk full, folder not writable, or the copy did not pass its check.
    """
    return desk.store.backup(folder, reason, now=desk.clock())


def back_up_before(desk: Desk, reason: str) -> Path:
    """Make the automatic backup before a large step, beside the store."""
    return back_up(desk, backup_folder(desk), reason)


def back_up_daily(desk: Desk) -> Path | None:
    """Make the day's backup when it is due; None when there is a recent one."""
    made = own_backups(desk)
    if made and desk.clock() - made[0][0] < _DAILY:
        return None
    return back_up_before(desk, "daily")


def own_backups(desk: Desk) -> list[tuple[datetime, Path]]:
    """Automatic backups of a store with their times, newest first."""
    return list_backups(backup_folder(desk), desk.path.stem)


def kept_aside(desk: Desk) -> list[KeptFile]:
    """Files that were kept aside of the open file, newest first."""
    return kept_files(desk.path)


def remove_kept_aside(desk: Desk, path: Path) -> None:
    """Remove one of them for good.

    Raises:
        EnvironmentFault: it cannot be removed.
    """
    remove_kept(desk.path, path)


def compare_with_backup(desk: Desk, backup: Path) -> BackupComparison:
    """What restoring a backup would change; neither file is.

    Raises:
        EnvironmentFault: the backup cannot be read.
    """
    return desk.store.compare(backup)


def comparison_sentences(found: BackupComparison) -> list[str]:
    """The differences between a store and a backup, year by year."""
    sentences = [
        f"{year.year} 年：{year.differing} 格不同，{year.only_here} 格只在现有文件里，"
        f"{year.only_there} 格只在备份里；状态“{year.state_here.label}”将变为“{year.state_there.label}”"
        for year in found.years
    ] or ["各年数据与备份相同"]
    if not found.is_ancestor:
        sentences.append("注意：这个备份不是现有文件的早先状态，可能来自另一台电脑或另一个单位")
    return sentences


def restore_backup(backup: Path, store: Path, clock: Clock = local_now) -> Path | None:
    """Put a backup in the place of a store that nobody has open.

    Returns:
        Where the replaced store is kept, None when there was none.

    Raises:
        EnvironmentFault: the backup cannot be read or is not sound, somebody has the store open, or there is
            something else than a file in its place.
    """
    require_place_of_file(store)
    with telling_other_kinds(backup):
        return restore(backup, store, actor=_clerk_of(store, clock), now=clock())


def _clerk_of(store: Path, clock: Clock) -> str:
    """Who is named in a store that is about to be replaced, as far as it can be read."""
    try:
        with open_desk(store, clock) as desk:
            return desk.actor
    except EnvironmentFault:
        return UNSIGNED


@frozen
class RestorePreview:
    """What restoring a backup would change.

    Attributes:
        comparison: the two files compared; None where the present file is missing or cannot be read.
        trouble: why not, in a sentence; empty where it could be compared.
    """

    comparison: BackupComparison | None
    trouble: str = ""


def preview_restore(backup: Path, store: Path, clock: Clock = local_now) -> RestorePreview:
    """See what restoring would change; neither file is.

    Raises:
        EnvironmentFault: the backup cannot be read.
    """
    with telling_other_kinds(backup):
        look_at_backup(backup)
    try:
        with open_desk(store, clock) as desk:
            return RestorePreview(desk.store.compare(backup))
    except EnvironmentFault as error:
        return RestorePreview(None, error.message)


def export_log(desk: Desk, path: Path) -> int:
    """Write the whole change log for an inspector; returns the number of entries.

    A workbook, or a table where the name ends in ``.csv``. In both, nothing that somebody typed can
    become a formula: the workbook holds texts, and the table has an apostrophe before what would.
    """
    rows = _Rows()
    count = desk.store.export_log(rows)
    head, *entries = rows
    if path.suffix.lower() == ".csv":
        write_file(path, _as_csv([head, *entries]))
        return count
    last = entries[-1][-1] if entries else ""
    sheet = LogSheet(
        unit_name=desk.unit.name, store_name=desk.path.name, entries=count, head=str(last or ""), rows=entries
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
