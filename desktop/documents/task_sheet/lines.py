"""What stands on a task sheet, line by line: goal or measure, indicator, target, units, form and row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.documents.official.printed_list import ListColumn
from desktop.documents.official.wording import target_text
from forms.frozen import frozen
from forms.plan.assignments import Assignment, assignments
from forms.plan.definitions import Indicator
from forms.plan.duties import DutyRole, owners_standing
from forms.plan.pack import Plan
from forms.plan.targets import Target

TITLE = "目标任务分解表"
NONE = "—"
BY_HAND = "由评估认定"
ROLE_NAMES = {DutyRole.LEAD: "牵头", DutyRole.JOINT: "参加"}
REPORTS = "填报"
"""Part of a unit that only reports an indicator of a goal."""


@frozen
class TaskLine:
    """One line of the table.

    Attributes:
        texts: one for each column.
        is_heading: whether it only names the domain of the lines below.
    """

    texts: tuple[str, ...]
    is_heading: bool = False


@frozen
class TaskSheet:
    """A task sheet.

    Attributes:
        plan_title: title of the plan.
        version: version of the pack.
        unit_name: the unit whose sheet it is; empty for the whole plan.
        standing: whether the owners are confirmed, and by whom.
        is_confirmed: whether they are.
        columns: of the table.
        lines: of the table.
        count: goals and measures on it.
    """

    plan_title: str
    version: str
    unit_name: str
    standing: str
    is_confirmed: bool
    columns: tuple[ListColumn, ...]
    lines: tuple[TaskLine, ...]
    count: int


_OWN_PART = 1
"""Place of the column with the unit's own part, on the sheet of a unit. Follows from the columns below."""
_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("编号", 67, is_centred=True),
    ListColumn("主要目标、策略措施", 127),
    ListColumn("监测指标（计量单位）", 150),
    ListColumn("目标值", 84),
    ListColumn("牵头单位", 84),
    ListColumn("参加单位", 124),
    ListColumn("填报单位、报表和行", 120),
)
_PART_COLUMN = ListColumn("本单位", 40, is_centred=True)


def task_sheet(plan: Plan, unit: str | None = None) -> TaskSheet:
    """The sheet of a whole plan, or of the goals and measures in which a unit has a part.

    Args:
        plan: the plan.
        unit: code of one of its units; None for all.
    """
    columns = _COLUMNS
    if unit is not None:
        columns = (*_COLUMNS[:_OWN_PART], _PART_COLUMN, *_COLUMNS[_OWN_PART:])
    targets = _targets_by_place(plan)
    shown = []
    for assignment in assignments(plan):
        own = targets.get(assignment.place, ())
        part = _part_of(plan, assignment, own, unit) if unit is not None else ""
        if unit is None or part:
            shown.append((assignment, part, own))
    return TaskSheet(
        plan_title=plan.shown_title,
        version=plan.version,
        unit_name=plan.unit_by_code[unit].official_name if unit is not None else "",
        standing=owners_standing(plan.owners_confirmed),
        is_confirmed=plan.owners_confirmed is not None,
        columns=columns,
        lines=tuple(_lines(plan, shown, with_part=unit is not None)),
        count=len(shown),
    )


_Shown = tuple[Assignment, str, tuple[Target, ...]]


def _targets_by_place(plan: Plan) -> dict[str, tuple[Target, ...]]:
    found: dict[str, list[Target]] = {}
    for target in plan.targets:
        found.setdefault(target.place, []).append(target)
    return {place: tuple(targets) for place, targets in found.items()}


def _part_of(plan: Plan, assignment: Assignment, targets: Iterable[Target], unit: str) -> str:
    """What the unit does in it; empty where it has no part."""
    for role, name in ROLE_NAMES.items():
        if unit in assignment.units(role):
            return name
    owners = {plan.judged_by_code[t.indicator].owner for t in targets if t.indicator is not None}
    return REPORTS if unit in owners else ""


def _lines(plan: Plan, shown: Iterable[_Shown], *, with_part: bool) -> Iterator[TaskLine]:
    rows_of = _rows_of_indicators(plan)
    domain = None
    for assignment, part, targets in shown:
        if assignment.domain != domain:
            domain = assignment.domain
            title = f"{domain}　{plan.domain_by_no[domain].title}"
            count = len(_COLUMNS) + with_part
            yield TaskLine(("", *(("",) if with_part else ()), title, *[""] * (count - 2 - with_part)), True)
        parts = (part,) if with_part else ()
        units = tuple(_names(plan, assignment.units(role)) for role in ROLE_NAMES)
        for n, (indicator, demand, form) in enumerate(_demands(plan, targets, rows_of)):
            if n:
                yield TaskLine((assignment.place, *[""] * len(parts), "", indicator, demand, "", "", form))
            else:
                yield TaskLine((assignment.place, *parts, assignment.title, indicator, demand, *units, form))


def _names(plan: Plan, codes: Iterable[str]) -> str:
    return "、".join(plan.unit_by_code[code].name for code in codes) or NONE


def _demands(
    plan: Plan, targets: Iterable[Target], rows_of: dict[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Indicator, target value and place of entry, one for each indicator with its targets together."""
    by_indicator: dict[str | None, list[str]] = {}
    for target in targets:
        by_indicator.setdefault(target.indicator, []).append(_demand(plan, target))
    # What has no figure stands below what has one.
    for code, texts in sorted(by_indicator.items(), key=lambda entry: entry[0] is None):
        wanted = "\n".join(dict.fromkeys(texts))
        if code is None:
            yield NONE, wanted, NONE
        else:
            indicator = plan.judged_by_code[code]
            yield _named(indicator), wanted, rows_of.get(code) or _elsewhere(plan, code)
    if not by_indicator:
        yield NONE, NONE, NONE


def _demand(plan: Plan, target: Target) -> str:
    """What is to be reached; of an indicator the unit of measure stands beside its name."""
    if target.op is None and target.indicator is None:
        return BY_HAND
    text = target_text(plan, target)
    if target.indicator is not None:
        return text
    unit = f" {target.unit}" if target.value is not None and target.unit is not None else ""
    return f"{text}{unit}，{BY_HAND}"


def _named(indicator: Indicator) -> str:
    return f"{indicator.name}（{indicator.unit}）"


def _elsewhere(plan: Plan, code: str) -> str:
    """Where a figure comes from that stands on no form."""
    return f"{plan.office}计算" if code not in plan.indicator_by_code else NONE


def _rows_of_indicators(plan: Plan) -> dict[str, str]:
    """Unit, form and row of each indicator that stands on a form."""
    found: dict[str, str] = {}
    for form in plan.forms:
        for row in form.rows:
            if row.indicator is not None and row.indicator not in found:
                name = plan.unit_by_code[form.unit].name
                found[row.indicator] = f"{name}《{form.title}》{row.code} 行"
    return found
