"""Keeping a unit's store: backups, restoring, and the change log for inspectors."""

from __future__ import annotations

from pathlib import Path

from db.store.backup import require_restorable, restore
from db.store.stated import Stated, stated_by
from db.unit.kind import UNIT_STORE
from db.unit.records import BackupComparison
from desktop.kinds.kind import Kind
from desktop.services.clock import Clock, local_now
from desktop.services.desk import UNSIGNED
from desktop.services.files import require_place_of_file
from desktop.services.incoming import require_own_store, telling_other_kinds
from desktop.services.keeping import require_two_files
from desktop.services.plans.packs import read_pack
from desktop.services.unit.desk import Desk, open_desk
from forms.codes.store import StoreCode
from forms.errors import EnvironmentFault, TianbaoError, UserInputError
from forms.frozen import frozen


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
    require_own_store(store, Kind.STORE)
    require_two_files(backup, store)
    if not other_unit and (difference := difference_of_owners(backup, store)):
        raise UserInputError(
            StoreCode.BACKUP_OF_OTHER_UNIT,
            f"{difference}，没有恢复。请核对两个文件；确实要换成备份里的单位的，在命令后面加 --other-unit。",
        )
    with telling_other_kinds(backup):
        return restore(backup, store, UNIT_STORE, actor=_clerk_of(store, clock), now=clock())


def difference_of_owners(backup: Path, store: Path) -> str:
    """Clause that the two files are of different units or counties (Chinese), naming both; else empty."""
    there, here = stated_by(backup, UNIT_STORE), stated_by(store, UNIT_STORE)
    if there is None or here is None:
        return ""
    (theirs, their_name), (ours, our_name) = _named(there), _named(here)
    if theirs == ours:
        return ""
    return f"备份“{backup.name}”是{their_name}的，数据文件“{store.name}”是{our_name}的"


def _named(owner: Stated) -> tuple[tuple[str, str], str]:
    """Region and unit of a file, and how people call both."""
    code = owner.facts.get("unit", "")
    try:
        plan = read_pack(owner.plan).plan
    except TianbaoError:
        return ("", code), code
    unit = plan.unit_by_code.get(code)
    name = code if unit is None else unit.name
    return (plan.region_code, code), (unit and unit.full_name) or f"{name}（{plan.place}）"


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
    require_two_files(backup, store)
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
    require_two_files(backup, desk.path)
    with telling_other_kinds(backup):
        found = desk.store.compare(backup)
    return RestorePreview(found, other_unit=difference_of_owners(backup, desk.path))
