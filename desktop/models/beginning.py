"""What the first screen says: the units that can begin, those that a person means, what will be made.

No widget is known here; nothing is made by asking.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import Enum

from forms.filing.people import ROLES
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.reporting.layout import lay_out
from forms.text.pinyin import abbreviated_in, found_in

NEEDED = "filler"
"""The one role that is asked for before a file is made: every change is signed with it."""
_LABELS = {role.key: role.label for role in ROLES}


class Purpose(Enum):
    """What the program is wanted for."""

    REPORTING = ("填报单位", "填写、审核、打印、签名，报送本单位的数据。")
    RECEIVING = ("统计局接收", "接收、核验各单位的报送包。")

    def __init__(self, label: str, about: str) -> None:
        """Take over what is said about it."""
        self.label = label
        self.about = about


_BEFORE = ("", "县", "区", "市")
"""What short names of units begin with in the plans, and nobody types."""


@frozen
class UnitChoice:
    """A unit that reports.

    Attributes:
        code: in the plan.
        name: in full, as it is printed and signed.
        short: as people call it.
        size: how much it has to fill in, in words.
        forms: how many forms.
    """

    code: str
    name: str
    short: str
    size: str
    forms: int


@frozen
class FoundUnit:
    """A unit that was meant.

    Attributes:
        unit: the unit.
        meant: the characters of its full name that were typed, or stand for what was typed.
    """

    unit: UnitChoice
    meant: slice


def unit_choices(plan: Plan) -> list[UnitChoice]:
    """The units of a plan that have a form to fill in, in the plan's order."""
    choices = []
    for unit in plan.reporting_units:
        forms = lay_out(plan, unit.code).forms
        cells = sum(len(form.entry_cells) for form in forms)
        choices.append(
            UnitChoice(
                code=unit.code,
                name=unit.official_name,
                short=unit.name,
                size=f"{len(forms)} 张表，{cells} 格",
                forms=len(forms),
            )
        )
    return choices


def units_meant(choices: Sequence[UnitChoice], typed: str) -> list[FoundUnit]:
    """Units whose name, short name or pinyin contains what was typed; nothing typed means all of them.

    Those that people call by a name that begins so come first: ``mz`` means 民政局 before 人民政治协商会议.
    Where none contains it, those that are abbreviated so: 医保局, ``ybj`` for 医疗保障局.
    """
    found: list[FoundUnit] = []
    first: list[FoundUnit] = []
    for unit in choices:
        meant, called = found_in(unit.name, typed), found_in(unit.short, typed)
        if meant is None and called is not None:
            meant = slice(0, 0)
        if meant is not None:
            begins_so = bool(typed.strip()) and called is not None and unit.short[: called.start] in _BEFORE
            (first if begins_so else found).append(FoundUnit(unit=unit, meant=meant))
    if first or found:
        return first + found
    # Only where nothing has it as it was typed: two letters out of a long name mean many names.
    return [FoundUnit(unit=u, meant=slice(0, 0)) for u in choices if abbreviated_in(u.short, typed)]


def made(unit: UnitChoice, plan: Plan) -> str:
    """What will be made for a unit, in words that its path follows."""
    first, last = plan.period
    return f"的填报数据文件，{unit.forms} 张表，{first} 至 {last} 年都放在里面："


def made_office(plan: Plan) -> str:
    """What will be made for the office that receives a plan's figures, in words that its path follows."""
    first, last = plan.period
    units = len(plan.reporting_units)
    return f"的接收数据文件，{units} 个单位 {first} 至 {last} 年的报送都收在里面："


def office_missing(*, plan: bool, place: bool, officer: str, role: bool) -> list[str]:
    """What has to be answered before the office's file can be made, in the order of the screen.

    Args:
        plan: whether a plan is chosen.
        place: whether a place is named.
        officer: who begins, as typed.
        role: whether it is chosen what they may do.
    """
    answers = (("规划", plan), ("放在哪里", place), ("经办人", bool(officer.strip())), ("角色", role))
    return [name for name, answered in answers if not answered]


@frozen
class BeginningStep:
    """A step of beginning, as the list beside the first screen shows it.

    Attributes:
        name: of what is answered.
        told: the answer, or what has to come first.
        is_done: whether it is answered.
        is_now: whether it is the next one to be answered.
    """

    name: str
    told: str
    is_done: bool
    is_now: bool


def beginning_heading(*, of_unit: bool, again: bool) -> str:
    """What is begun on the first screen, in Chinese.

    Args:
        of_unit: whether it is a unit's file, not the statistics office's.
        again: whether there are files already to go on with.
    """
    if again:
        return f"新建：为{'另一个单位' if of_unit else '统计局'}建立数据文件"
    return f"第一次使用：建立{'本单位' if of_unit else '统计局'}的数据文件"


def beginning_steps(
    purpose: Purpose | None,
    plan: Plan | None,
    unit: UnitChoice | None,
    people: Mapping[str, str],
    missing: Collection[str] = (),
) -> tuple[BeginningStep, ...]:
    """What is answered of the first screen, in its order, and what comes next.

    Args:
        purpose: what the program is wanted for.
        plan: the plan that is chosen.
        unit: the unit that is chosen.
        people: texts by role.
        missing: at the office, what is still to be answered.
    """
    needed = _LABELS[NEEDED]
    found = [("用途", "请选" if purpose is None else purpose.label, purpose is not None)]
    if purpose is Purpose.RECEIVING:
        found += [
            (name, "请填" if name in missing else "已填", name not in missing)
            for name in ("规划", "经办人", "角色")
        ]
    else:
        years = "" if plan is None else f"{plan.place}，{plan.period[0]}—{plan.period[1]} 年"
        named = bool(people[NEEDED].strip())
        found += [
            ("规划", years or ("请选" if purpose is not None else "选定用途以后"), plan is not None),
            (
                "单位",
                unit.name if unit else ("请选" if plan is not None else "选定规划以后"),
                unit is not None,
            ),
            ("人员", f"{needed}已写" if named else f"还差{needed}" if unit else f"{needed}必填", named),
        ]
    first = next((place for place, (_, _, is_done) in enumerate(found) if not is_done), -1)
    return tuple(
        BeginningStep(name=name, told=told, is_done=is_done, is_now=place == first)
        for place, (name, told, is_done) in enumerate(found)
    )


def still_missing(
    *, purpose: bool, plan: bool, unit: bool, place: bool, people: Mapping[str, str]
) -> list[str]:
    """What has to be answered before the file can be made, in the order of the screen.

    Args:
        purpose: whether a purpose is chosen.
        plan: whether a plan is chosen.
        unit: whether a unit is chosen.
        place: whether a place is named.
        people: texts by role.
    """
    answers = (
        ("用途", purpose),
        ("规划", plan),
        ("单位", unit),
        ("放在哪里", place),
        (_LABELS[NEEDED], people[NEEDED].strip()),
    )
    return [name for name, answered in answers if not answered]
