"""Keeping a unit's store: backups, restoring, and the change log for inspectors."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from db.file.kept import KeptFile, kept_files, remove_kept
from db.store.backup import list_backups, require_restorable, restore
from db.unit.kind import UNIT_STORE
from db.unit.owner import Owner, owner_of
from db.unit.records import BackupComparison
from desktop.documents.log_book.log_sheet import LogSheet, Row
from desktop.documents.log_book.workbook import render_log_workbook
from desktop.services.clock import Clock, local_now
from desktop.services.desk import UNSIGNED
from desktop.services.files import require_place_of_file, require_possible_name, write_file
from desktop.services.incoming import telling_other_kinds
from desktop.services.plans.packs import read_pack
from desktop.services.unit.backup_names import BACKUP_FOLDER
from desktop.services.unit.desk import Desk, open_desk
from forms.codes.store import StoreCode
from forms.errors import EnvironmentFault, TianbaoError, UserInputError
from forms.frozen import frozen

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
        ValueError: it is none of :func:`kept_aside`.
        EnvironmentFault: it cannot be removed.
    """
    remove_kept(desk.path, path)


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


def restore_backup(
    backup: Path, store: Path, clock: Clock = local_now, *, other_unit: bool = False
) -> Path | None:
    """Put a backup in the place of a store that nobody has open.

    Args:
        backup: the backup; it is not changed.
        store: the file that it becomes.
        clock: gives the present.
        other_unit: whether a person who was told whose both are wants another unit's backup there.

    Returns:
        Where the replaced store is kept, None when there was none.

    Raises:
        UserInputError: both are one file (E-DB-032), or of different units or counties (E-DB-031).
        EnvironmentFault: the backup cannot be read or is not sound, somebody has the store open, or there is
            something else than a file in its place.
    """
    require_place_of_file(store)
    _require_two_files(backup, store)
    if not other_unit and (difference := difference_of_owners(backup, store)):
        raise UserInputError(
            StoreCode.BACKUP_OF_OTHER_UNIT,
            f"{difference}，没有恢复。请核对两个文件；确实要换成备份里的单位的，在命令后面加 --other-unit。",
        )
    with telling_other_kinds(backup):
        return restore(backup, store, UNIT_STORE, actor=_clerk_of(store, clock), now=clock())


def _require_two_files(backup: Path, store: Path) -> None:
    require_possible_name(store)
    with suppress(OSError):
        if backup.samefile(store):
            raise UserInputError(
                StoreCode.BACKUP_IS_STORE,
                f"“{backup.name}”就是要恢复的数据文件，不是它的备份，没有恢复。请选择“备份”文件夹里的一份。",
            )


def difference_of_owners(backup: Path, store: Path) -> str:
    """Clause that the two files are of different units or counties (Chinese), naming both; else empty."""
    there, here = owner_of(backup), owner_of(store)
    if there is None or here is None:
        return ""
    (theirs, their_name), (ours, our_name) = _named(there), _named(here)
    if theirs == ours:
        return ""
    return f"备份“{backup.name}”是{their_name}的，数据文件“{store.name}”是{our_name}的"


def _named(owner: Owner) -> tuple[tuple[str, str], str]:
    """Region and unit of a file, and how people call both."""
    try:
        plan = read_pack(owner.plan).plan
    except TianbaoError:
        return ("", owner.unit), owner.unit
    unit = plan.unit_by_code.get(owner.unit)
    name = owner.unit if unit is None else unit.name
    return (plan.region_code, owner.unit), (unit and unit.full_name) or f"{name}（{plan.place}）"


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
        other_unit: clause that the two are of different units or counties; empty where they are not.
    """

    comparison: BackupComparison | None
    trouble: str = ""
    other_unit: str = ""

    @property
    def sentences(self) -> list[str]:
        """All that there is to say before it is restored."""
        warning = [f"注意：{self.other_unit}！"] if self.other_unit else []
        if self.comparison is None:
            return [*warning, self.trouble]
        return [*warning, *comparison_sentences(self.comparison)]


def preview_restore(backup: Path, store: Path, clock: Clock = local_now) -> RestorePreview:
    """See what restoring would change; neither file is.

    Raises:
        UserInputError: both are one file (E-DB-032).
        EnvironmentFault: the backup cannot be read or is not sound.
    """
    _require_two_files(backup, store)
    with telling_other_kinds(backup):
        require_restorable(backup, UNIT_STORE)
    difference = difference_of_owners(backup, store)
    try:
        with open_desk(store, clock) as desk:
            return RestorePreview(desk.store.compare(backup), other_unit=difference)
    except EnvironmentFault as error:
        return RestorePreview(None, error.message, difference)


def preview_with_open(desk: Desk, backup: Path) -> RestorePreview:
    """See what restoring would change in a file that is open; neither is changed.

    Raises:
        UserInputError: both are one file (E-DB-032).
        EnvironmentFault: the backup cannot be read or is not sound.
    """
    _require_two_files(backup, desk.path)
    with telling_other_kinds(backup):
        found = desk.store.compare(backup)
    return RestorePreview(found, other_unit=difference_of_owners(backup, desk.path))


def export_log(desk: Desk, path: Path) -> int:
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
        unit_name=desk.unit.official_name,
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
