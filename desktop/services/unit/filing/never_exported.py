"""Revisions that were frozen and never exported: the office will miss them, and nothing is to be sent."""

from __future__ import annotations

from desktop.services.unit.year import YearDesk
from forms.filing.state import YearState


def never_exported(year: YearDesk, *, once_withdrawn: bool = False) -> list[int]:
    """Numbers of the revisions after the last exported one that were frozen, taken back and never exported.

    Args:
        year: the year, as it is now.
        once_withdrawn: as it will be when the revision in force, if there is one, is taken back too.

    Raises:
        EnvironmentFault: the data file is damaged.
    """
    store, number = year.desk.store, year.year
    exported = max((one.revision for one in store.packages(number)), default=0)
    frozen = [one.number for one in store.revisions(number) if one.number > exported]
    return frozen[:-1] if year.state.is_frozen and not once_withdrawn else frozen


def told_of_never_exported(numbers: list[int]) -> list[str]:
    """That the office will see missing numbers, and that nothing is to be sent for them; else nothing."""
    if not numbers:
        return []
    which = f"第 {'、'.join(map(str, numbers))} 版"
    return [f"{which}定稿后没有导出过：统计局收到下一版时会看到“缺{which}”，不用补发，如实说明没有导出过即可"]


def told_of_unsent(year: YearDesk) -> str:
    """That the office chose an earlier revision while the one in force was never exported, as a sentence.

    Empty otherwise. Such a year stands as delivered, and nobody but this file knows of its last revision.

    Raises:
        EnvironmentFault: the data file is damaged.
    """
    store, number, record = year.desk.store, year.year, year.record
    if record.state is not YearState.DELIVERED:
        return ""
    told = {one.revision for one in store.letters(number, are_whole=False) if one.is_applied}
    exported = {one.revision for one in store.packages(number)}
    if record.revision in told | exported:
        return ""
    before = max((one for one in told if one < record.revision), default=0)
    return (
        f"第 {record.revision} 次报送没有导出过，统计局说的是第 {before} 次："
        "要报这一次的，到“导出报送”导出后送去"
    )
