"""Short Chinese texts of targets, formulas, times and counts for the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from forms.figures.breakdown import TOTAL, breakdown_name
from forms.figures.quantity import canonical_decimal
from forms.plan.pack import Plan
from forms.plan.targets import Op, Target, Tier
from forms.reporting.formula_text import formula_in_rows
from forms.reporting.layout import FormLayout, LayoutRow

_SIGNS = {Op.AT_LEAST: "≥", Op.AT_MOST: "≤", Op.EQUAL: "=", Op.EXISTS: "≥"}
_DIRECTIONS = {Op.INCREASE: "提高", Op.DECREASE: "降低"}


def milestone_years(plan: Plan, form: FormLayout) -> tuple[int, ...]:
    """Target years named on a form and the end of the plan, ascending."""
    named = {t.year for row in form.rows for t in row.targets if t.year is not None}
    return tuple(sorted(named | {plan.period[1]}))


def target_column_title(plan: Plan, form: FormLayout) -> str:
    """Heading of the target column, e.g. ``目标 2025 / 2030``."""
    return "目标 " + " / ".join(str(year) for year in milestone_years(plan, form))


def target_column_text(plan: Plan, form: FormLayout, row: LayoutRow) -> str:
    """Targets of a row in the order of the heading, e.g. ``≤10.5 / ≤10`` or ``≥90（保持）``."""
    judged = [t for t in row.targets if t.op is not None]
    if not any(_is_figure(t) for t in judged):
        words = dict.fromkeys(_of_whom(plan, t) for t in row.targets)
        return "；".join(words)
    held = next((t for t in judged if t.hold and _is_figure(t)), None)
    if held is not None:
        return f"{_of_whom(plan, held)}（保持）"
    years = milestone_years(plan, form)
    return " / ".join(_text_in(plan, judged, year) for year in years)


def _is_figure(target: Target) -> bool:
    return target.op not in _DIRECTIONS and target.words is None


def _text_in(plan: Plan, targets: Sequence[Target], year: int) -> str:
    """What must be reached in a year: every target that is due then, of floor and aspiration the floor."""
    due = [t for t in targets if plan.due_year(t) == year]
    needed = [t for t in due if t.tier is not Tier.ASPIRATION] or due
    return "；".join(dict.fromkeys(_of_whom(plan, t) for t in needed)) or "无"


def _of_whom(plan: Plan, target: Target) -> str:
    """What a target demands, of a part with its name: ``城市 =100``."""
    return f"{_whom(plan, target)}{target_text(plan, target)}"


def _whom(plan: Plan, target: Target) -> str:
    return f"{target_part(plan, target)} " if target.breakdown != TOTAL else ""


def target_part(plan: Plan, target: Target) -> str:
    """Name of the part that a target is of (城市); empty where it is of the total."""
    return breakdown_name(target.breakdown, plan.areas) if target.breakdown != TOTAL else ""


def target_text(plan: Plan, target: Target) -> str:
    """What one target demands, without its year."""
    value = canonical_decimal(target.value) if target.value is not None else ""
    if target.op is None:
        return "参考"
    if target.words is not None:
        return target.words
    if target.op in _DIRECTIONS:
        return "增势减缓" if target.order > 1 else _DIRECTIONS[target.op]
    reference = target.reference
    if reference is not None and reference.indicator is not None and not value:
        return f"不低于{plan.indicator_by_code[reference.indicator].name}"
    if target.op is Op.RELATIVE_INCREASE:
        return f"+{value}{'点' if reference is not None and reference.measure == 'points' else '%'}"
    if target.op is Op.ABOUT:
        return f"{value} 左右"
    if target.op is Op.BALANCED:
        return "均衡"
    return f"{_SIGNS[target.op]}{value}" if value else target.existence


def target_sentences(plan: Plan, targets: Sequence[Target]) -> str:
    """Targets with their places in the plan: ``目标（一）8：规划期末降低；2030 年 ≤10（力争）``."""
    places: dict[str, list[str]] = {}
    for target in targets:
        places.setdefault(target.place, []).append(_target_sentence(plan, target))
    return "\n".join(f"{place}：{'；'.join(texts)}" for place, texts in places.items())


def _target_sentence(plan: Plan, target: Target) -> str:
    if target.op is None:
        return target_text(plan, target)
    when = f"{target.year} 年" if target.year is not None else "规划期末"
    if target.hold:
        when = "每年"
    whom = _whom(plan, target)
    based = target.reference
    since = f"较 {based.year} 年" if based is not None and based.year is not None else ""
    tier = "（力争）" if target.tier is Tier.ASPIRATION else ""
    return f"{when} {whom}{since}{target_text(plan, target)}{tier}"


def formula_text(form: FormLayout, row: LayoutRow) -> str:
    """How a computed row follows from rows of its form, e.g. ``07 ÷ 06 × 100``; else in words."""
    indicator = row.indicator
    if indicator is None or row.item is not None:
        return ""
    formula = indicator.formula
    codes = {r.item: r.code for r in reversed(form.form.rows) if r.item is not None}
    return formula_in_rows(formula, codes, gap=" ", minus="−")


def deadline_of(plan: Plan, year: int, stored: date | None) -> date | None:
    """Day by which a year is due: set for the year itself, else by the plan; None if not set."""
    if stored is not None or plan.deadline is None:
        return stored
    month, day = (int(part) for part in plan.deadline.split("-"))
    return date(year + 1, month, day)


def deadline_text(due: date | None, today: date) -> str:
    """What the bar says about the deadline."""
    if due is None:
        return "截止日期由统计局通知"
    return f"截止 {_day_text(due, today)}"


def limit_text(day: date, today: date) -> str:
    """What the bar says about the last day for an answer."""
    return f"回复限 {_day_text(day, today)}"


def _day_text(day: date, today: date) -> str:
    left = (day - today).days
    told = f"已过 {-left} 天" if left < 0 else f"还有 {left} 天" if left else "今天"
    return f"{day.isoformat()}（{told}）"


def size_text(size: int) -> str:
    """File size for people: ``312 KB``, ``1.2 MB``."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"
