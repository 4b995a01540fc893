"""What differs from last year, and what was said last year that would be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.models.grid.roles import Mark
from desktop.models.unit.working_year import WorkingYear
from desktop.models.wording import target_text
from desktop.services.unit.looking_back import PlanChange, changes_of_plan
from forms.figures.breakdown import TOTAL, SeriesKey, breakdown_name
from forms.findings import RULES, Explanation, Trait
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.plan.targets import Target
from forms.reporting.layout import CellKind, LayoutRow
from forms.verdict import Verdict
from forms.verdict.warning import early_warnings

_SAID_OF_TARGETS = {rule.code for rule in RULES if Trait.VERDICT in rule.traits}
_OF_MEANING = ("口径", "公式", "统计期间", "分组", "计量单位")
"""Facts of an item or indicator whose change makes other figures of it; chosen by us."""
KIND_MARKS = {
    "口径变动": Mark.CHANGED,
    "新增": Mark.NEW,
    "停用": Mark.DROPPED,
    "改由他处": Mark.MOVED,
    "目标变动": Mark.CHANGED,
    "改名": Mark.CHANGED,
    "变动": Mark.CHANGED,
    "本年到期": Mark.DUE,
    "上年预警": Mark.ALARM,
    "上年无数": Mark.NOTHING,
}
"""How a thing may differ, in the order in which it is told, and the shape of each."""
KINDS = tuple(KIND_MARKS)


@frozen
class Difference:
    """One thing that is not as it was last year.

    Attributes:
        kind: in a word or two: 新增, 停用, 口径变动, 本年到期 ...
        name: what it is about.
        detail: what is different; may be empty.
        address: cell to go to; empty where the unit's forms have none.
    """

    kind: str
    name: str
    detail: str
    address: str


@frozen
class Promise:
    """What was written last year about a target.

    Attributes:
        name: the figure.
        words: what was written.
        stands: what has become of it: 待回应, 已回应, 未填, 不再提示.
        address: its cell.
    """

    name: str
    words: str
    stands: str
    address: str


def differences_of(
    working: WorkingYear, verdicts: Mapping[int, Mapping[str, tuple[Verdict, ...]]]
) -> tuple[Difference, ...]:
    """All that is different, what changes the figures first; each thing once."""
    found: dict[tuple[str, str], Difference] = {}
    for difference in (
        *_redefined(working),
        *(d for change in changes_of_plan(working.year) for d in _of_plan(working, change)),
        *_due_targets(working),
        *_warned(working, verdicts.get(working.desk_year - 1, {})),
        *_unreported(working),
    ):
        found.setdefault((difference.kind, difference.name), difference)
    return tuple(sorted(found.values(), key=lambda d: KINDS.index(d.kind)))


def _redefined(working: WorkingYear) -> Iterator[Difference]:
    """Breaks that the unit itself recorded for this year."""
    plan = working.year.desk.plan
    for change in working.year.desk.definition_changes():
        thing = plan.item_by_code.get(change.code) or plan.indicator_by_code.get(change.code)
        if change.year == working.desk_year and thing is not None:
            yield Difference("口径变动", thing.name, change.note, _address_of(working, change.code))


def _of_plan(working: WorkingYear, change: PlanChange) -> Iterator[Difference]:
    address = _address_of(working, change.code)
    if change.kind == "plan" or (change.kind == "form" and change.change in ("changed", "renamed")):
        return
    if change.kind == "target":
        yield Difference("目标变动", change.name, change.detail, address)
    elif change.change == "new":
        yield Difference("新增", change.name, change.detail, address)
    elif change.change == "dropped":
        kind = "改由他处" if change.detail.startswith("改由") else "停用"
        yield Difference(kind, change.name, change.detail or "不再填", address)
    elif change.change == "renamed":
        yield Difference("改名", change.name, change.detail, address)
    else:
        means_else = any(fact.startswith(_OF_MEANING) for fact in change.detail.split("；"))
        yield Difference("口径变动" if means_else else "变动", change.name, change.detail, address)


def _rows(working: WorkingYear) -> Iterator[LayoutRow]:
    for form in working.year.layout.forms:
        yield from form.rows


def _address_of(working: WorkingYear, code: str) -> str:
    """The first cell of an item, indicator or form of the unit."""
    for form in working.year.layout.forms:
        for row in form.rows:
            if code in {form.form.code, row.cells[0].key.code}:
                return row.cells[0].address
    return ""


def _due_targets(working: WorkingYear) -> Iterator[Difference]:
    plan, year = working.year.desk.plan, working.desk_year
    for row in _rows(working):
        due = [_due_text(plan, t) for t in row.targets if plan.due_year(t) == year and t.op is not None]
        if due:
            yield Difference("本年到期", row.name, f"{year} 年 {'；'.join(due)}", row.cells[0].address)


def _due_text(plan: Plan, target: Target) -> str:
    whom = "" if target.breakdown == TOTAL else f"{breakdown_name(target.breakdown, plan.areas)} "
    return f"{whom}{target_text(plan, target)}"


def _warned(working: WorkingYear, verdicts: Mapping[str, tuple[Verdict, ...]]) -> Iterator[Difference]:
    """What last year's figures gave warning of, most urgent first, and what has become of it."""
    year = working.year
    now = {warning.verdict.target: warning.kind.label for warning in year.warnings}
    judged = {v.target for found in year.verdicts.values() for v in found if v.actual is not None}
    for warning in early_warnings(year.desk.plan, (v for found in verdicts.values() for v in found)):
        code, target = warning.verdict.target.indicator or "", warning.verdict.target
        told = f"上年{warning.kind.label}"
        if target in now:
            told += f"，本年{'仍是' if now[target] == warning.kind.label else ''}{now[target]}"
        elif target in judged:
            told += "，本年不再预警"
        yield Difference("上年预警", warning.name, told, _address_of(working, code))


def _unreported(working: WorkingYear) -> Iterator[Difference]:
    """Figures asked for now that have none of last year; nothing where nothing of last year is known."""
    before = working.year.figures.history.get(working.desk_year - 1, {})
    for row in _rows(working) if before else ():
        cell = row.cells[0]
        if cell.kind is CellKind.ENTRY and not row.is_surveyed and cell.key not in before:
            yield Difference("上年无数", row.name, "本年要填", cell.address)


def promises_of(working: WorkingYear) -> tuple[Promise, ...]:
    """What was explained last year about targets, those first that still wait for an answer."""
    said = [s for (code, _), s in working.said_last_year().items() if code in _SAID_OF_TARGETS]
    found = [_promise(working, one) for one in said if working.cell(one.cell) is not None]
    return tuple(sorted(found, key=lambda promise: _WAITING.index(promise.stands)))


_WAITING = ("待回应", "未填", "已回应", "不再提示")


def _promise(working: WorkingYear, said: Explanation) -> Promise:
    year, row = working.year, working.row(said.cell)
    now = [f for f in working.findings_at(said.cell) if f.code in _SAID_OF_TARGETS]
    cell = year.layout.cell_by_address[said.cell]
    if any(working.is_open(f) for f in now):
        stands = "待回应"
    elif any(working.year.report.explanation(f) is not None for f in now):
        stands = "已回应"
    else:
        stands = "不再提示" if _has_value(working, cell.key) else "未填"
    return Promise(row.name, said.text, stands, said.cell)


def _has_value(working: WorkingYear, key: SeriesKey) -> bool:
    figures = working.year.figures
    if key.code in figures.plan.item_by_code:
        return figures.value(key) is not None
    return figures.measured(key).value is not None
