"""Backups: each is opened and verified before it gets its name, and superfluous old ones are removed.

Kept are the newest ten of the last 24 hours, the newest of each of the last thirty days, and the newest of
each month for ever. Of a large store (:meth:`StoreKind.is_large`) kept are the newest two, the newest of each
of the last three months and that of each year: what it keeps is append-only, so each holds the ones before,
and one that is superfluous becomes the next by what came since. Days and months are those of UTC, as in the
names.
"""

from __future__ import annotations

import glob
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.errors import (
    BackupFailed,
    BackupMissing,
    BackupUnsound,
    StoreCorrupt,
    StoreMissing,
    fault,
    refuse_writing,
)
from db.file import sqlite_only
from db.file.beside import INDEX, JOURNAL, LOG, beside, connect_for_looking, settle
from db.file.copying import copy_checked, stamp
from db.file.durable import make_durable
from db.file.engine import connect, look_at, quick_check
from db.file.following import copy_following
from db.file.lock import Held, StoreLock
from db.file.migrate import present_revision
from db.file.session import Session
from db.file.sqlite_only import require_tables
from db.file.unfinished import unfinished
from db.log.chain import noted_position
from db.log.open_file import StoreCore
from db.log.proof import AuditedKind, verify
from db.log.restored import restorations, restoring_words
from db.log.tables import LOG as CHANGES
from db.log.work import Change, Work
from db.store.log_comparison import compare_logs
from db.translation import making, translated
from db.values import clean
from forms.codes.store import StoreCode
from forms.errors import EnvironmentFault

KEPT_OF_LAST_DAY = 10
"""Chosen for a backup before each export of a busy day; not measured."""
KEPT_DAYS = 30
"""Chosen so that a month of daily work can be looked up; older states are in the backups of the months. Not
measured."""
KEPT_OF_LARGE, MONTHS_OF_LARGE = 2, 3
"""Newest ones, and months of which one is kept, of a large store. Chosen for a city of 2.3 GB in ten years:
some 15 files."""
_UNFINISHED_SECONDS = 3600
"""Age at which a half-made copy is removed. Chosen far above the seconds that a copy takes (README)."""


class BackupPart(StoreCore):
    """The methods of a store that make and compare backups."""

    def backup(self, target_dir: Path | str, reason: str, now: datetime) -> Path:
        """Make a verified copy and remove superfluous older ones (:func:`superfluous`).

        Args:
            target_dir: folder for backups; made where it is not there.
            reason: word for the file name: daily, before-export.
            now: the present, with time zone.

        Returns:
            The copy, a complete store in a single file.

        Raises:
            BackupFailed: E-DB-012, the copy was damaged and is removed; E-DB-019, the copy is kept, but
                the store itself does not pass verification, and no old backup was removed.
            EnvironmentFault: disk full, folder not writable.
        """
        self._require_open()
        folder = Path(target_dir)
        with translated(folder), making(folder):
            folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, self.path.stem, reason, now)
        wrong: list[str] = []
        is_large = self._is_large()
        if not (is_large and self._follows(folder, target, now)):
            copy_checked(
                self.path, target, self._kind, lambda copy: _note_wrong(copy, target, self._kind, wrong)
            )
        if wrong:
            raise BackupFailed(
                StoreCode.BACKUP_OF_UNSOUND,
                f"备份“{target.name}”已经做好，但数据文件本身核对不上：{wrong[0]}",
                path=str(target),
            )
        rotate(folder, self.path.stem, now, is_large=is_large)
        return target

    def is_backed_up(self, backup: Path) -> bool:
        """Whether a large store is as it was when a backup was made; False of every other one."""
        self._require_open()
        with suppress(EnvironmentFault):
            found = compare_logs(self.path, backup, self._kind)
            return self._is_large() and found.is_ancestor and found.here == found.there
        return False

    def _is_large(self) -> bool:
        with translated(self.path), closing(connect_for_looking(self.path, self._kind)) as driver:
            return self._kind.is_large(driver)

    def _follows(self, folder: Path, target: Path, now: datetime) -> bool:
        """Whether a backup that would be removed afterwards became the new one by what came since."""
        listed = list_backups(folder, self.path.stem)
        unneeded = superfluous([(now, target), *listed], now, is_large=True)
        earlier = next((path for path in unneeded if path != target), None)
        if earlier is None:
            return False
        kind = self._kind
        return copy_following(
            self.path, earlier, target, kind, lambda copy: _what_is_wrong(copy, target, kind)
        )


def _note_wrong(copy: sqlite3.Connection, target: Path, kind: AuditedKind, wrong: list[str]) -> None:
    verification = verify(copy, target, kind)
    if not verification.ok:
        wrong.append(verification.sentence)


def _free_name(folder: Path, stem: str, reason: str, now: datetime) -> Path:
    """A name that no other backup has; further ones of the same second are numbered from 2."""
    word = re.sub(r"[^\w-]+", "-", clean(reason)).strip("-")[:20] or "backup"
    taken = {(moment, number) for moment, number, _ in _numbered(folder, stem)}
    second, number = now.astimezone(UTC).replace(microsecond=0), 1
    while (second, number) in taken:
        number += 1
    again = "" if number == 1 else f"-{number}"
    return folder / f"{stem}.{stamp(now)}{again}.{word}.bak"


def list_backups(folder: Path | str, stem: str) -> list[tuple[datetime, Path]]:
    """Backups of a store in a folder with the times in their names, newest first.

    Args:
        folder: where backups are kept; need not exist.
        stem: name of the store file without its ending.
    """
    return [(taken, path) for taken, _, path in sorted(_numbered(Path(folder), stem), reverse=True)]


def _numbered(folder: Path, stem: str) -> list[tuple[datetime, int, Path]]:
    pattern = re.compile(re.escape(stem) + r"\.(\d{8}T\d{6}Z)(?:-(\d+))?\.[^.]*\.bak")
    found = []
    with translated(folder), suppress(FileNotFoundError, NotADirectoryError):
        for path in folder.iterdir():
            match = pattern.fullmatch(path.name)
            with suppress(ValueError):
                if match:
                    taken = datetime.fromisoformat(match[1])
                    found.append((taken, int(match[2] or 1), path))
    return found


def superfluous(
    backups: Sequence[tuple[datetime, Path]], now: datetime, *, is_large: bool = False
) -> list[Path]:
    """Backups that need not be kept, newest first.

    Args:
        backups: time and file of each, newest first.
        now: the present, with time zone.
        is_large: whether they are those of a large store.
    """
    if is_large:
        return _superfluous_of_large(backups)
    recent = [path for taken, path in backups if now - taken < timedelta(days=1)]
    kept = set(recent[:KEPT_OF_LAST_DAY])
    days: set[str] = set()
    months: set[str] = set()
    for taken, path in backups:
        day, month = f"{taken:%Y%m%d}", f"{taken:%Y%m}"
        if day not in days and now - taken < timedelta(days=KEPT_DAYS):
            kept.add(path)
        if month not in months:
            kept.add(path)
        days.add(day)
        months.add(month)
    return [path for _, path in backups if path not in kept]


def _superfluous_of_large(backups: Sequence[tuple[datetime, Path]]) -> list[Path]:
    newest: dict[str, Path] = {}
    years: dict[int, Path] = {}
    for taken, path in backups:
        newest.setdefault(f"{taken:%Y%m}", path)
        years.setdefault(taken.year, path)
    kept = {path for _, path in backups[:KEPT_OF_LARGE]}
    kept.update([*newest.values()][:MONTHS_OF_LARGE], years.values())
    return [path for _, path in backups if path not in kept]


def rotate(folder: Path, stem: str, now: datetime, *, is_large: bool = False) -> None:
    """Remove superfluous backups of a store, and copies left half-made; one that cannot be removed stays."""
    for path in superfluous(list_backups(folder, stem), now, is_large=is_large):
        with suppress(OSError):
            path.unlink()
    for path in folder.glob(f"{glob.escape(stem)}.*.bak.part"):
        with suppress(OSError):  # left by a program that was killed while it copied
            if now.timestamp() - path.stat().st_mtime > _UNFINISHED_SECONDS:
                path.unlink()


def look_at_backup(path: Path, kind: AuditedKind) -> str:
    """Schema revision of a backup; raises BackupMissing, NotAStore, StoreTooNew or BackupUnsound."""
    try:
        look_at(path)
    except StoreMissing as error:
        raise fault(BackupMissing, path) from error
    with _judging(path):
        return present_revision(path, kind, lambda file: connect_for_looking(file, kind))


def require_restorable(path: Path, kind: AuditedKind) -> None:
    """Check a backup as restoring it does; nothing is written.

    Args:
        path: the backup.
        kind: what kind of store it is to be.

    Raises:
        BackupMissing, NotAStore, StoreTooNew: it is no backup.
        BackupUnsound: it is damaged or does not pass verification.
    """
    found = look_at_backup(path, kind)
    with _judging(path), translated(path), closing(connect_for_looking(path, kind)) as driver:
        quick_check(driver, path)
        require_tables(driver, CHANGES.name)
        wrong = _what_is_wrong(driver, path, kind) if found == kind.schema.head else None
        if wrong is not None:
            raise fault(BackupUnsound, path, check=wrong)


@contextmanager
def _judging(backup: Path) -> Iterator[None]:
    """Say of the backup what was found damaged within the block."""
    try:
        yield
    except BackupUnsound:
        raise
    except (BackupFailed, StoreCorrupt) as error:
        raise fault(BackupUnsound, backup, check=error.details.get("check")) from error


def restore(
    backup_path: Path | str, store_path: Path | str, kind: AuditedKind, *, actor: str, now: datetime
) -> Path | None:
    """Put a backup in the place of a store; the replaced file is kept beside it.

    Args:
        backup_path: the backup; it is not changed.
        store_path: the store, which nobody may have open; it may be damaged or missing.
        kind: what kind of store both are.
        actor: who restores; logged in the restored file, unless an older program made the backup.
        now: the present, with time zone.

    Returns:
        Path of the replaced file: a backup where it could be read, else the file itself and its journals
        under another name. None when there was none.

    Raises:
        BackupMissing, NotAStore, StoreTooNew: it is no backup; nothing was changed.
        BackupUnsound: the backup is damaged or does not pass verification (of an older program's backup
            only the structure is checked); nothing was changed.
        StoreReadOnly: somebody has the store open.
        EnvironmentFault: disk, permission; the store is as it was.
    """
    backup, path = Path(backup_path), Path(store_path)
    found = look_at_backup(backup, kind)
    with translated(path), unfinished(path.with_name(path.name + ".restored")) as fresh:
        lock = StoreLock.acquire(path)
        if isinstance(lock, Held):
            refuse_writing(path, lock.holder)
        try:
            settle(path, kind)
            current = found == kind.schema.head
            with _judging(backup):
                copy_checked(
                    backup, fresh, kind, lambda copy: _what_is_wrong(copy, backup, kind) if current else None
                )
            if current:
                _note_restoring(fresh, backup.name, _standing_of(path, kind), actor, now)
            kept = _put_aside(path, kind, now)
            fresh.replace(path)
            make_durable(path.parent)
            return kept
        finally:
            lock.release()


def _what_is_wrong(copy: sqlite3.Connection, backup: Path, kind: AuditedKind) -> str | None:
    verification = verify(copy, backup, kind)
    return None if verification.ok else verification.sentence


def _standing_of(path: Path, kind: AuditedKind) -> tuple[str | None, int]:
    """Head of the change log of the store that is to be replaced, and how often it was itself restored.

    As far as it can be read: else None and 0.
    """
    with (
        suppress(EnvironmentFault),
        translated(path),
        closing(connect_for_looking(path, kind)) as driver,
    ):
        session = Session(driver)
        noted = noted_position(session)
        return None if noted is None else noted[1], restorations(session)
    return None, 0


def _put_aside(path: Path, kind: AuditedKind, now: datetime) -> Path | None:
    """Keep the present store under another name, with no journal of it left under the old one."""
    if not path.exists():
        return None
    kept, number = path.with_name(f"{path.name}.{stamp(now)}.before-restore.bak"), 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.{stamp(now)}-{number}.before-restore.bak")
    try:
        copy_checked(path, kept, kind)
        with translated(path), closing(connect(path)) as connection:
            # Leaves nothing beside that could be applied to the restored file.
            sqlite_only.set_pragma(connection, "journal_mode", "DELETE")
        if any(beside(path, ending).exists() for ending in (JOURNAL, LOG)):
            raise fault(BackupFailed, path)
        return kept
    except EnvironmentFault:
        damaged = path.with_name(f"{path.name}.{stamp(now)}.damaged")
        path.rename(damaged)
        for ending in (JOURNAL, LOG, INDEX):
            with suppress(FileNotFoundError):
                beside(path, ending).rename(beside(damaged, ending))
        return damaged


def _note_restoring(
    path: Path, backup_name: str, replaced: tuple[str | None, int], actor: str, now: datetime
) -> None:
    """Log in the restored file that it was restored, how often, and the head of the log that it replaced."""
    with closing(connect(path)) as driver:
        sqlite_only.set_pragma(driver, "synchronous", "EXTRA")
        sqlite_only.begin_writing(driver)
        work, (head, before) = Work(Session(driver), path), replaced
        times = max(before, restorations(work.session)) + 1
        change = Change("restore", actor, now, restoring_words(clean(backup_name), times))
        work.log.append(
            change.kind, "store:", at=change.at, actor=change.actor, old=head, reason=change.reason
        )
        work.log.finish()
        sqlite_only.commit(driver)
