"""Questions that an office could ask a unit, each with its text ready; nothing is asked by that.

A text names what to look at and holds no figure: the unit's program draws the figures from its own revision.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

from forms.figures.breakdown import SeriesKey
from forms.findings import RULES
from forms.findings.finding import Finding, Level, Report, Trait
from forms.frozen import frozen
from forms.plan.definitions import formula_inputs
from forms.plan.pack import Plan
from forms.receiving.history import Place
from forms.receiving.pairs import PairDifference, PairRole
from forms.reporting.asked_place import PastPlace
from forms.reporting.layout import UnitLayout
from forms.verdict import Verdict

_TITLES: Mapping[str, str] = {rule.code: rule.title for rule in RULES}


class SuggestedFor(StrEnum):
    """What led to a suggested question; the values stand in JSON answers."""

    HISTORY = "history"
    """An earlier year is another one than the office holds, and nobody decided."""
    BASE = "base"
    """A figure that the office gave is another one."""
    OFFICE_PAST = "office_past"
    """A check fails with the earlier years that the office holds, and not with the unit's own."""
    FINDING = "finding"
    """A check fails, and the unit explained nothing."""
    PAIR = "pair"
    """A figure that must agree with one of another unit does not."""
    SMALL_NUMBERS = "small_numbers"
    """The figure is so small that chance moves it."""

    @property
    def label(self) -> str:
        """Chinese word."""
        return _LABELS[self]


_LABELS: Mapping[SuggestedFor, str] = {
    SuggestedFor.HISTORY: "往年数不同",
    SuggestedFor.BASE: "基础数据不同",
    SuggestedFor.OFFICE_PAST: "按本局的往年数审核",
    SuggestedFor.FINDING: "没有说明的审核",
    SuggestedFor.PAIR: "单位之间对不上",
    SuggestedFor.SMALL_NUMBERS: "数少",
}


@frozen
class SuggestedQuestion:
    """A question that could be asked.

    Attributes:
        reason: what led to it.
        is_of_finding: whether it would hang on a failed check or a fact; else on the cell alone.
        cell: the cell; empty where it is about none that was typed.
        code: of the rule or fact that led to it; empty where there is none.
        text: what would be asked, without any figure; years and names may hold digits.
        plain_text: the same without years and names.
        typed_at: the cell of this year in which a figure of an earlier year is typed; empty for others.
    """

    reason: SuggestedFor
    is_of_finding: bool
    cell: str
    code: str
    text: str
    plain_text: str
    typed_at: str = ""


def about_past(plan: Plan, layout: UnitLayout, places: Iterable[Place], code: str) -> list[SuggestedQuestion]:
    """A question for each figure of an earlier year that differs, in the forms' order.

    Its address names the year, so that the figures beside it are those of that year.

    Args:
        plan: the plan of the package.
        layout: the unit's forms.
        places: series and years that differ.
        code: of the fact.
    """
    found = [(_cell_of(plan, layout, key), PastPlace(key, year)) for key, year in dict.fromkeys(places)]
    found.sort(key=lambda one: (_order(layout, one[0]), str(one[1])))
    return [
        SuggestedQuestion(
            reason=SuggestedFor.HISTORY,
            is_of_finding=False,
            cell=str(place),
            typed_at=cell,
            code=code,
            text=f"{place.year} 年的往年数与统计局掌握的不同，{_HISTORY}",
            plain_text=f"往年数与统计局掌握的不同，{_HISTORY}",
        )
        for cell, place in found
    ]


_HISTORY = "请核对；是更正还是口径变动，请说明依据"


def about_base(
    plan: Plan, layout: UnitLayout, keys: Iterable[SeriesKey], code: str
) -> list[SuggestedQuestion]:
    """A question for each figure that the office gave otherwise; arguments as of :func:`about_past`."""
    cells = dict.fromkeys(_cell_of(plan, layout, key) for key in keys)
    text = "与统计局给出的基础数据不同，请核对，并说明用的是哪里的数"
    return [_of_cell(SuggestedFor.BASE, cell, code, text, text) for cell in cells]


def about_pairs(
    plan: Plan, layout: UnitLayout, differing: Iterable[PairDifference], code: str
) -> list[SuggestedQuestion]:
    """A question for each figure that contradicts another unit's; that one's figure is not in it.

    Args:
        plan: the plan of the package.
        layout: the unit's forms.
        differing: figures that differ.
        code: of the fact.
    """
    by_cell: dict[str, list[PairDifference]] = {}
    for one in differing:
        by_cell.setdefault(_cell_of(plan, layout, one.key), []).append(one)
    found = []
    for cell, of_cell in sorted(by_cell.items(), key=lambda one: _order(layout, one[0])):
        named = "；".join(_PAIRED[one.relation].format(_paired_name(plan, one)) for one in of_cell)
        plain = "；".join(dict.fromkeys(_PAIRED[one.relation].format("别的单位报的数") for one in of_cell))
        found.append(_of_cell(SuggestedFor.PAIR, cell, code, f"{named}，{_COMPARE}", f"{plain}，{_COMPARE}"))
    return found


_COMPARE = "请与那个单位核对，并说明以哪个为准"
_PAIRED: Mapping[PairRole, str] = {
    PairRole.SAME: "与{}应是同一个数，现在不同",
    PairRole.PART: "这是{}的一部分，现在比它大",
    PairRole.WHOLE: "{}是它的一部分，现在比它大",
}


def _paired_name(plan: Plan, one: PairDifference) -> str:
    item = plan.item_by_code[one.other.code]
    return f"{plan.unit_by_code[one.unit].official_name}报的“{item.name}”"


def about_findings(
    plan: Plan, layout: UnitLayout, stated: Report, ours: Report, explained: Collection[tuple[str, str]]
) -> list[SuggestedQuestion]:
    """Questions about failed checks: those of the office's past first, then those that nobody explained.

    Args:
        plan: the plan of the package.
        layout: the unit's forms.
        stated: checks of the unit's figures with the past that it states.
        ours: the same with the past that the office holds.
        explained: code and first cell of findings that the unit explained.
    """
    known = {finding.identity for finding in stated.findings}
    new = [
        one for one in ours.findings if one.identity not in known and one.enforcement is not Level.ADVISORY
    ]
    left = [
        one
        for one in stated.findings
        if one.identity not in explained and Trait.VERDICT not in one.traits and Trait.FIXED not in one.traits
    ]
    return [
        *(_of_finding(plan, layout, one, SuggestedFor.OFFICE_PAST) for one in new),
        *(_of_finding(plan, layout, one, SuggestedFor.FINDING) for one in left),
    ]


def _of_finding(plan: Plan, layout: UnitLayout, finding: Finding, reason: SuggestedFor) -> SuggestedQuestion:
    """A question about a failed check, at its first cell that is typed, or of which it is computed."""
    before = "按统计局掌握的往年数，" if reason is SuggestedFor.OFFICE_PAST else ""
    title = _TITLES.get(finding.code, finding.code)
    ask = f"“{title}”：请核对；数无误的，说明原因"
    key = next(iter(finding.keys), None)
    named = None if key is None else plan.item_by_code.get(key.code) or plan.judged_by_code.get(key.code)
    return SuggestedQuestion(
        reason=reason,
        is_of_finding=True,
        cell=next(filter(None, (_cell_of(plan, layout, one) for one in finding.keys)), ""),
        code=finding.code,
        text=f"{before}{ask}" if named is None else f"“{named.name}”{before}{ask}",
        plain_text=f"{before}{ask}",
    )


def about_small_numbers(
    plan: Plan, layout: UnitLayout, verdicts: Sequence[Verdict]
) -> list[SuggestedQuestion]:
    """A question at the events of each figure that is flagged for small numbers, in the forms' order."""
    names: dict[str, list[str]] = {}
    for verdict in verdicts:
        target = verdict.target
        if not verdict.reliability.small_numbers or target.indicator is None:
            continue
        indicator = plan.indicator_by_code.get(target.indicator)
        if indicator is not None:
            cell = _cell_of(plan, layout, SeriesKey(indicator.code, target.breakdown))
            names.setdefault(cell, []).append(indicator.name)
    found = []
    for cell, of_cell in sorted(names.items(), key=lambda one: _order(layout, one[0])):
        name = "、".join(dict.fromkeys(of_cell))
        text = "数少，偶然波动大：请核对有没有漏报、重报，并说明"
        found.append(_of_cell(SuggestedFor.SMALL_NUMBERS, cell, "", f"“{name}”{text}", text))
    return found


def _of_cell(reason: SuggestedFor, cell: str, code: str, text: str, plain: str) -> SuggestedQuestion:
    """A question about a cell; about the fact where nothing that was typed is concerned."""
    return SuggestedQuestion(
        reason=reason,
        is_of_finding=not cell and code != "",
        cell=cell,
        code=code,
        text=text,
        plain_text=plain,
    )


def _cell_of(plan: Plan, layout: UnitLayout, key: SeriesKey) -> str:
    """The cell in which a series is typed, of a rate that of the figure above its line; empty without."""
    indicator = None if key.code in plan.item_by_code else plan.indicator_by_code.get(key.code)
    typed = formula_inputs(indicator, key.breakdown)[0] if indicator is not None else key
    cells = [cell for cell in layout.entry_cells if cell.key == typed]
    return cells[0].address if cells else ""


def _order(layout: UnitLayout, cell: str) -> int:
    return next((i for i, one in enumerate(layout.cell_by_address) if one == cell), 0)
