"""Taking over base figures of the statistics office, from a letter of their own or from a task.

The cells that they give get the office's figures and are locked. What is frozen stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.unit.records import HistoryValue
from desktop.services.letters.base_table import BASE_NAME
from desktop.services.letters.reading import ReadLetter
from desktop.services.unit.given import own_figures
from desktop.services.unit.year import YearDesk
from forms.codes.base import BaseCode
from forms.codes.letter import OpenCode
from forms.errors import UserInputError
from forms.filing.state import YearState
from forms.letters.base_figure import BaseFigure
from forms.letters.task import Named
from forms.plan.pack import Plan
from forms.reporting.given import base_title


def take_base(year: YearDesk, read: ReadLetter) -> tuple[str, ...]:
    """Take over the base figures that a letter brings, within the transaction of the caller.

    Args:
        year: the year that they are of.
        read: the letter, by itself or a task; its base figures are those that it names.

    Returns:
        What happened, as sentences for a person; none where it brings no base figures.

    Raises:
        UserInputError: other base figures of this number were opened (E-OPEN-014), or a figure is not one of
            the unit's plan: another unit of measure, or an impossible value (E-BASE-023).
        EnvironmentFault: the store could not be written.
    """
    named = read.letter.named_base
    if named is None:
        return ()
    desk, number = year.desk, int(named.version)
    title, held = base_title(year.year, named.version), desk.store.bases(year.year)
    same = next((one for one in held if one.number == number), None)
    if same is not None:
        if same.digest != named.digest:
            raise UserInputError(
                OpenCode.CONTRADICTS, f"{title}与已打开的编号相同，内容却不同，没有采用；请向统计局核实"
            )
        # A version of the plan that came meanwhile may ask for more of them.
        if year.state.is_open and held[-1] is same:
            year.take_given()
        return (f"{title}已打开过",)
    own = own_figures(read.base, year.layout)
    _require_of_plan(desk.plan, title, own)
    desk.store.add_base(year.year, number, read.files[BASE_NAME], actor=desk.actor, now=desk.clock())
    if held and held[-1].number > number:
        return (f"{title}只留存备查，现在用的是第 {held[-1].number} 号",)
    return (*_take_year(year, title, own), *_take_years_before(year, title, own))


def told_of_waiting(year: YearDesk, before: Named | None) -> tuple[str, ...]:
    """That base figures took effect which came while a year was frozen, as sentences; else none.

    Args:
        year: the year, as it is now.
        before: the base figures that counted before it was opened again.
    """
    given = year.given
    if given.named is None or given.named == before or not given.figures:
        return ()
    return (f"这一年定稿以后收到的{given.title}现在生效：给定 {len(given.figures)} 格，已填入并锁定",)


def _require_of_plan(plan: Plan, title: str, figures: Iterable[BaseFigure]) -> None:
    for one in figures:
        item = plan.item_by_code[one.key.code]
        if one.unit != item.unit:
            why = f"计量单位是“{one.unit}”，本单位的规划里是“{item.unit}”"
        elif one.value is not None and (beyond := item.limits.passed_by(one.value)) is not None:
            why = f"的数不可能：{beyond.why}"
        else:
            continue
        message = f"{title}里“{item.name}”{one.year} 年{why}，没有采用；请向统计局核实"
        raise UserInputError(BaseCode.NOT_OF_PLAN, message)


def _take_year(year: YearDesk, title: str, own: Sequence[BaseFigure]) -> Iterable[str]:
    if not any(one.year == year.year for one in own):
        return (f"{title}里没有本单位报表上的数",)
    if not year.state.is_open:
        state = year.state.label
        return (f"{year.year} 年度{state}，数没有变；要用{title}，须等撤回或统计局退回、重开",)
    before = {one.key: year.reading(one.key) for one in own}
    year.take_given()
    others = sum(
        1
        for key in year.given.figures
        if not before[key].is_blank and not year.reading(key).says_the_same(before[key])
    )
    changed = f"，其中 {others} 格与原来填的不同" if others else ""
    return (f"{title}给定 {len(year.given.figures)} 格，已填入并锁定{changed}",)


def _take_years_before(year: YearDesk, title: str, own: Sequence[BaseFigure]) -> Iterable[str]:
    """Earlier years that are not reported in this file get the office's figures, too."""
    desk, clock = year.desk, year.desk.clock()
    past = [one for one in own if one.year < year.year]
    reported = {of for of in {one.year for one in past} if desk.state_of(of) is not YearState.EMPTY}
    rows = [
        HistoryValue(one.year, one.key, one.value)
        for one in past
        if one.value is not None and one.year not in reported
    ]
    if rows and desk.store.import_history(rows, source=title, actor=desk.actor, now=clock):
        yield f"往年数据按{title}改了 {len(rows)} 个"
    if reported:
        listed = "、".join(str(of) for of in sorted(reported))
        yield f"{listed} 年在本文件里填报，那些年的数没有变"
