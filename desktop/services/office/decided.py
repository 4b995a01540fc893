"""What a decision led to: whether the typed paper fits, and what still stands in the way of acceptance."""

from __future__ import annotations

from db.office.records import Decision, DecisionKind
from desktop.services.office.accepting import obstacles
from desktop.services.office.around import WAIVED
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.unit_year import UnitYear
from forms.canonical import check_code, format_check_code
from forms.receiving.state import ALLOWED, Deed


def other_paper(unit_year: UnitYear, made: Decision) -> str:
    """That a typed 校验码 is not that of the revision that counts, and whose it is; empty where it fits."""
    current = unit_year.current
    if made.kind is not DecisionKind.PAPER or made.answer == WAIVED:
        return ""
    own = None if current is None else check_code(current.content)
    if made.answer == own:
        return ""
    of_code = sorted({one.revision for one in unit_year.packages if check_code(one.content) == made.answer})
    whose = f"是第 {'、'.join(map(str, of_code))} 版的" if of_code else "收到的各版里没有这个校验码"
    if current is None or own is None:
        return "" if of_code else f"纸质表的校验码 {format_check_code(made.answer)} 与收到的不符：{whose}"
    return (
        f"不相符：纸质表的校验码 {format_check_code(made.answer)} {whose}；"
        f"认定的是第 {current.revision} 版，校验码 {format_check_code(own)}"
    )


def in_the_way(desk: OfficeDesk, unit_year: UnitYear) -> list[str]:
    """What stands in the way of accepting a year that is under review; empty for every other.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    is_reviewed = unit_year.current is not None and Deed.ASK in ALLOWED[unit_year.state]
    return obstacles(desk, unit_year) if is_reviewed else []


def can_be_accepted(unit_year: UnitYear, obstacles_left: list[str]) -> bool:
    """Whether a year may be accepted now, with nothing in the way."""
    return not obstacles_left and unit_year.current is not None and Deed.ACCEPT in ALLOWED[unit_year.state]
