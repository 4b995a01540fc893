"""Restoring the office's file from a backup."""

from __future__ import annotations

from pathlib import Path

from db.office.kind import OFFICE_STORE
from db.store.backup import require_restorable, restore
from db.store.log_comparison import LogComparison, compare_logs
from db.store.stated import stated_by
from desktop.kinds.kind import Kind
from desktop.services.clock import Clock, local_now
from desktop.services.desk import UNSIGNED
from desktop.services.files import require_place_of_file
from desktop.services.incoming import require_own_store, telling_other_kinds
from desktop.services.keeping import require_two_files
from desktop.services.office.desk import open_office_desk
from forms.codes.office import OfficeCode
from forms.errors import EnvironmentFault, UserInputError
from forms.frozen import frozen
from forms.receiving.permission import Act


@frozen
class OfficePreview:
    """What restoring a backup of the office's file would change.

    Attributes:
        comparison: the two change logs compared; None where the present file cannot be read.
        trouble: why not, in a sentence; empty where it can.
    """

    comparison: LogComparison | None
    trouble: str = ""

    @property
    def sentences(self) -> list[str]:
        """What there is to say before it is restored (Chinese)."""
        found = self.comparison
        if found is None:
            return [self.trouble]
        told = [f"现有文件有 {found.here} 条变更记录，备份有 {found.there} 条"]
        if found.is_ancestor:
            lost = found.here - found.there
            return [*told, f"备份是现有文件的早先状态，恢复后最近的 {lost} 条记录只在另存的文件里"]
        return [*told, "注意：这个备份不是现有文件的早先状态，可能来自另一台电脑或另一个统计局"]


def preview_restore_office(backup: Path, store: Path) -> OfficePreview:
    """See what restoring would change; neither file is.

    Raises:
        UserInputError: both are one file (E-DB-032).
        EnvironmentFault: the backup cannot be read or is not sound.
    """
    require_two_files(backup, store)
    with telling_other_kinds(backup, Kind.OFFICE_STORE):
        require_restorable(backup, OFFICE_STORE)
    try:
        return OfficePreview(compare_logs(store, backup, OFFICE_STORE))
    except EnvironmentFault as error:
        return OfficePreview(None, error.message)


def restore_office(
    backup: Path, store: Path, actor: str = "", clock: Clock = local_now, *, other_region: bool = False
) -> Path | None:
    """Put a backup in the place of the office's file, which nobody may have open.

    Args:
        backup: the backup; it is not changed.
        store: the file that it becomes.
        actor: who does it, as typed; where people are listed in the present file, one of them.
        clock: gives the present.
        other_region: whether a person who was told whose both are wants another office's backup there.

    Returns:
        Where the replaced file is kept, None when there was none.

    Raises:
        UserInputError: both are one file (E-DB-032), of different offices (E-OFFICE-012), or whoever does it
            may not write (E-OFFICE-002, E-OFFICE-003).
        EnvironmentFault: the backup cannot be read or is not sound, somebody has the file open, or there is
            something else than a file in its place.
    """
    require_place_of_file(store)
    require_own_store(store, Kind.OFFICE_STORE)
    require_two_files(backup, store)
    here, there = stated_by(store, OFFICE_STORE), stated_by(backup, OFFICE_STORE)
    if not other_region and here is not None and there is not None:
        ours, theirs = here.facts.get("region"), there.facts.get("region")
        if ours != theirs:
            raise UserInputError(
                OfficeCode.OTHER_REGION,
                f"备份“{backup.name}”是行政区划 {theirs} 的，数据文件“{store.name}”是 {ours} 的，没有恢复。"
                "请核对两个文件；确实要换的，在命令后面加 --other-unit。",
            )
    with telling_other_kinds(backup, Kind.OFFICE_STORE):
        return restore(backup, store, OFFICE_STORE, actor=_whoever(store, actor, clock), now=clock())


def _whoever(store: Path, actor: str, clock: Clock) -> str:
    """Who restores: somebody of the present file's people, as far as it can be read."""
    try:
        with open_office_desk(store, actor, clock) as desk:
            return desk.acting(Act.RESTORE)
    except EnvironmentFault:
        return actor or UNSIGNED
