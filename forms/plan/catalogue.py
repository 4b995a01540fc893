"""From the JSON of a plan pack to a checked :class:`~forms.plan.pack.Plan`, and back.

A pack comes from outside and is hostile until read. All mistakes are collected with their place;
a pack with any mistake is not loaded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from forms.codes.plan import PlanCode
from forms.errors import CatalogueError, Problem
from forms.figures.breakdown import TOTAL, SeriesKey, canonical_breakdown
from forms.figures.quantity import MAX_DECIMALS
from forms.plan.ages import check_age_bands
from forms.plan.comparison import check_comparisons
from forms.plan.definitions import Basis, Indicator
from forms.plan.ownership import (
    check_confirmation,
    check_county_indicators,
    check_duties,
    check_full_names,
)
from forms.plan.pack import Form, Plan, RelationKind
from forms.plan.pairs import check_pairs
from forms.plan.record import decode, encode
from forms.plan.soundness import check_declarations, check_history, check_proxies, check_texts, check_words
from forms.plan.targets import Op, Target, TargetKind

MOST_PROBLEMS = 500
"""Mistakes listed of one pack; more are counted."""
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
"""Years that are believed of a plan; chosen by us: the first plan for women's development is of 1995."""
_LEVELS = ("mandatory", "query", "advisory")
_INDICATOR_LISTS = ("indicators", "county_indicators")
_NUMERIC_OPS = {Op.AT_LEAST, Op.AT_MOST, Op.EQUAL, Op.ABOUT, Op.RELATIVE_INCREASE}


def read_plan(document: object) -> Plan:
    """Build and check a plan from its published JSON document.

    Args:
        document: parsed JSON with numbers as int or Decimal.

    Returns:
        The plan; every reference in it resolves.

    Raises:
        CatalogueError: carries the mistakes found, as far as they are listed.
    """
    problems: list[Problem] = []
    plan = decode(Plan, document, "规划", problems)
    if plan is not None:
        problems.extend(_check(plan))
    if plan is None or problems:
        raise CatalogueError(_listed(problems))
    return plan


def _listed(problems: list[Problem]) -> list[Problem]:
    """The first problems, and how many more there are."""
    more = len(problems) - MOST_PROBLEMS
    if more <= 0:
        return problems
    message = f"另有 {more} 处错误没有列出，请先改正以上各处"
    return [*problems[:MOST_PROBLEMS], Problem(PlanCode.MORE_MISTAKES, "规划", message)]


def plan_document(plan: Plan) -> dict[str, Any]:
    """The published JSON document of a plan; :func:`read_plan` of it gives an equal plan."""
    document = encode(plan)
    assert isinstance(document, dict)
    return document


def _check(plan: Plan) -> Iterable[Problem]:
    """Mistakes that no single field shows."""
    for check in _CHECKS:
        yield from check(plan)


def _check_identity(plan: Plan) -> Iterable[Problem]:
    if not re.fullmatch(r"[0-9]{6}", plan.region_code):
        yield Problem(PlanCode.REGION, "规划.region_code", "行政区划代码应是 6 位数字（GB/T 2260）")
    if plan.period[0] >= plan.period[1]:
        yield Problem(PlanCode.PERIOD, "规划.period", "规划期的起始年应早于结束年")
    if not _FIRST_YEAR <= plan.period[0] <= plan.period[1] <= _LAST_YEAR:
        yield Problem(PlanCode.PERIOD, "规划.period", "规划期应写成四位数的年份，如 2021、2030")
    if plan.deadline is not None and not _is_day_of_every_year(plan.deadline):
        yield Problem(PlanCode.DEADLINE, "规划.deadline", "报送截止日应写成每年都有的 MM-DD，如 04-30")


def _is_day_of_every_year(text: str) -> bool:
    try:
        # 2023 is no leap year, so 02-29 is refused. Compared, as fromisoformat reads week dates (``W05-1``)
        # too.
        return date.fromisoformat(f"2023-{text}").strftime("%m-%d") == text
    except ValueError:
        return False


def _check_areas(plan: Plan) -> Iterable[Problem]:
    for code in plan.areas:
        if not re.fullmatch(r"[0-9]{6}", code):
            yield Problem(PlanCode.REGION, f"规划.areas.{code}", "行政区划代码应是 6 位数字（GB/T 2260）")


def _check_codes(plan: Plan) -> Iterable[Problem]:
    for name in ("items", *_INDICATOR_LISTS, "units", "forms"):
        codes = [record.code for record in getattr(plan, name)]
        counts, seen = Counter(codes), set[str]()
        for i, code in enumerate(codes):
            if not _CODE.fullmatch(code):
                message = f"代码“{code}”只能用小写字母、数字和连字符"
                yield Problem(PlanCode.CODE_SPELLING, f"规划.{name}[{i}].code", message)
            if code in seen:
                message = f"代码“{code}”出现了 {counts[code]} 次，只能有一次"
                yield Problem(PlanCode.CODE_REPEATED, f"规划.{name}[{i}].code", message)
            seen.add(code)


def _check_numbers(plan: Plan) -> Iterable[Problem]:
    for no, count in Counter(domain.no for domain in plan.domains).items():
        if count > 1:
            yield Problem(PlanCode.NUMBER_REPEATED, f"规划.domains.{no}", f"发展领域 {no} 出现了 {count} 次")
        if not 1 <= no <= 10:
            yield Problem(
                PlanCode.DOMAIN_NUMBER, f"规划.domains.{no}", f"发展领域的编号 {no} 应在 1 到 10 之间"
            )
    for domain in plan.domains:
        for no, count in Counter(goal.no for goal in domain.goals).items():
            if count > 1:
                place = f"规划.domains.{domain.no}.goals.{no}"
                yield Problem(PlanCode.NUMBER_REPEATED, place, f"主要目标 {no} 出现了 {count} 次")
    for (no, number), count in Counter((s.domain, s.no) for s in plan.strategies).items():
        if count > 1:
            place = f"规划.strategies.{no}.{number}"
            yield Problem(PlanCode.NUMBER_REPEATED, place, f"策略措施 {number} 出现了 {count} 次")


def _check_decimals(plan: Plan) -> Iterable[Problem]:
    for kind in ("items", *_INDICATOR_LISTS):
        for record in getattr(plan, kind):
            if not 0 <= record.decimals <= MAX_DECIMALS:
                place = f"规划.{kind}.{record.code}.decimals"
                yield Problem(PlanCode.DECIMALS, place, f"小数位数应在 0 到 {MAX_DECIMALS} 之间")


def _check_breakdowns(plan: Plan) -> Iterable[Problem]:
    places: list[tuple[str, str]] = []
    for kind in ("items", *_INDICATOR_LISTS):
        places += [(f"规划.{kind}.{r.code}", b) for r in getattr(plan, kind) for b in r.breakdown]
    places += [(f"规划.forms.{f.code}", b) for f in plan.forms for b in f.columns]
    places += [(f"规划.targets[{i}]", t.breakdown) for i, t in enumerate(plan.targets)]
    places += [(f"规划.history[{i}]", known.breakdown) for i, known in enumerate(plan.history)]
    for kind in _INDICATOR_LISTS:
        for indicator in getattr(plan, kind):
            formula, place = indicator.formula, f"规划.{kind}.{indicator.code}.formula"
            places += [(f"{place}.numerator", term.breakdown) for term in formula.numerator]
            places += [(f"{place}.denominator", term.breakdown) for term in formula.denominator]
            places += [(f"{place}.parts", part) for part in formula.parts]
    for place, text in places:
        try:
            if canonical_breakdown(text) != text:
                yield Problem(PlanCode.BREAKDOWN, place, f"分组“{text}”应写成“{canonical_breakdown(text)}”")
        except ValueError:
            yield Problem(PlanCode.BREAKDOWN, place, f"不认识分组“{text}”")


def _check_indicators(plan: Plan) -> Iterable[Problem]:
    for kind in _INDICATOR_LISTS:
        for indicator in getattr(plan, kind):
            yield from _check_indicator(plan, indicator, f"规划.{kind}.{indicator.code}")


def _check_indicator(plan: Plan, indicator: Indicator, place: str) -> Iterable[Problem]:
    if not indicator.formula.numerator:
        yield Problem(PlanCode.FORMULA_EMPTY, f"{place}.formula", "公式没有分子")
    yield from _check_terms(plan, indicator, place)
    if indicator.proxy_for is not None and indicator.proxy_for not in plan.indicator_by_code:
        yield Problem(
            PlanCode.UNDEFINED, f"{place}.proxy_for", f"被替代的指标“{indicator.proxy_for}”没有定义"
        )
    if indicator.sample_item is not None and indicator.sample_item not in plan.item_by_code:
        yield Problem(PlanCode.UNDEFINED, f"{place}.sample_item", f"样本量“{indicator.sample_item}”没有定义")
    shared = plan.item_by_code.get(indicator.code)
    # Whoever looks such a code up finds the item (``Plan.limits_of``), so both must be one figure.
    if shared is not None and indicator.identity_item != SeriesKey(indicator.code):
        yield Problem(
            PlanCode.SHADOWED_ITEM, place, "与基础数据代码相同的指标只能直接取这一数据，不能另行计算"
        )
    is_computed = indicator.identity_item is None
    if indicator.basis is Basis.EVENT_RATE and is_computed and not indicator.formula.denominator:
        yield Problem(PlanCode.BASIS, f"{place}.basis", "计算的发生率必须有分母，才能判断数少不少")


def _check_terms(plan: Plan, indicator: Indicator, place: str) -> Iterable[Problem]:
    for part in ("numerator", "denominator"):
        for term in getattr(indicator.formula, part):
            where = f"{place}.formula.{part}"
            if term.item not in plan.item_by_code:
                yield Problem(PlanCode.UNDEFINED, where, f"公式用到的基础数据“{term.item}”没有定义")
            if term.sign not in (1, -1):
                yield Problem(PlanCode.SIGN, where, "公式各项的符号只能是 1 或 -1")


def _check_owners(plan: Plan) -> Iterable[Problem]:
    owners = [(f"items.{i.code}", i.owner) for i in plan.items]
    owners += [(f"{kind}.{i.code}", i.owner) for kind in _INDICATOR_LISTS for i in getattr(plan, kind)]
    for place, owner in owners:
        if owner is not None and owner not in plan.unit_by_code:
            yield Problem(PlanCode.UNIT_UNDEFINED, f"规划.{place}.owner", f"责任单位“{owner}”没有定义")


def _check_targets(plan: Plan) -> Iterable[Problem]:
    numbers = {
        "goal": {(d.no, g.no) for d in plan.domains for g in d.goals},
        "strategy": {(s.domain, s.no) for s in plan.strategies},
    }
    for i, target in enumerate(plan.targets):
        # ``place`` has numerals for ten domains only; another number is a mistake that another check reports.
        place = f"规划.targets[{i}]（{target.place if 0 < target.domain <= 10 else target.domain}）"
        if (target.domain, target.item) not in numbers[target.section]:
            yield Problem(PlanCode.PLACE_IN_PLAN, place, "规划里没有这一条目标或措施")
        if target.indicator is not None and target.indicator not in plan.judged_by_code:
            yield Problem(PlanCode.UNDEFINED, place, f"指标“{target.indicator}”没有定义")
        if target.year is not None and not plan.period[0] <= target.year <= plan.period[1]:
            yield Problem(PlanCode.TARGET_YEAR, place, f"目标年 {target.year} 不在规划期内")
        yield from _check_encoding(plan, target, place)


def _check_encoding(plan: Plan, target: Target, place: str) -> Iterable[Problem]:
    """Whether kind, op, value, order and reference fit together (contracts 3)."""
    reference = target.reference
    if (target.kind is TargetKind.QUALITATIVE) != (target.op is None):
        yield Problem(PlanCode.OPERATOR, place, "没有统计数的目标（qualitative）不填 op，其他目标必须填 op")
    if target.kind is TargetKind.DIRECTIONAL and target.op not in (Op.INCREASE, Op.DECREASE):
        yield Problem(PlanCode.OPERATOR, place, "方向性目标的 op 只能是 increase 或 decrease")
    if (target.kind is TargetKind.BALANCE) != (target.op is Op.BALANCED):
        yield Problem(
            PlanCode.OPERATOR, place, "均衡类目标（balance）的 op 是 balanced，其他目标不能用 balanced"
        )
    if target.kind is TargetKind.QUANTITATIVE and target.op in (Op.INCREASE, Op.DECREASE):
        yield Problem(PlanCode.OPERATOR, place, "有数值的目标，op 不能是 increase 或 decrease")
    relative = reference is not None and reference.indicator is not None
    if target.op in _NUMERIC_OPS and (target.value is None) != relative:
        yield Problem(PlanCode.TARGET_VALUE, place, "数值目标要么有目标值，要么参照另一指标，二者取一")
    if target.op is Op.RELATIVE_INCREASE and (
        reference is None or reference.year is None or reference.measure is None
    ):
        yield Problem(PlanCode.MEASURE, place, "“在某年基础上提高”必须写明基年和口径（relative 或 points）")
    if reference is not None and reference.measure not in (None, "relative", "points"):
        yield Problem(PlanCode.MEASURE, place, "口径只能是 relative 或 points")
    if (
        reference is not None
        and reference.indicator is not None
        and reference.indicator not in plan.indicator_by_code
    ):
        message = f"参照的指标“{reference.indicator}”没有定义"
        yield Problem(PlanCode.UNDEFINED, f"{place}.reference", message)
    if target.order not in (1, 2) or (target.order == 2 and target.op is not Op.DECREASE):
        yield Problem(PlanCode.ORDER, place, "order 只能是 1 或 2；2（趋势减缓）的 op 只能是 decrease")


def _check_forms(plan: Plan) -> Iterable[Problem]:
    for form in plan.forms:
        place = f"规划.forms.{form.code}"
        if form.unit not in plan.unit_by_code:
            yield Problem(PlanCode.UNIT_UNDEFINED, place, f"填报单位“{form.unit}”没有定义")
        if form.domain not in plan.domain_by_no:
            yield Problem(PlanCode.PLACE_IN_PLAN, place, f"规划里没有第 {form.domain} 个领域")
        if not form.rows:
            yield Problem(PlanCode.FORM_EMPTY, place, "报表没有行")
        if form.columns[:1] != (TOTAL,) or len(set(form.columns)) < len(form.columns):
            yield Problem(PlanCode.COLUMNS, place, "报表的第一栏应是合计（_T），各栏不能重复")
        yield from _check_rows(plan, form, place)


def _check_rows(plan: Plan, form: Form, place: str) -> Iterable[Problem]:
    codes: set[str] = set()
    for row in form.rows:
        where = f"{place}.{row.code}"
        if row.code in codes:
            yield Problem(PlanCode.CODE_REPEATED, where, "行代码重复")
        if not re.fullmatch(r"[0-9]{2}(?:\.[0-9]+)*", row.code):
            yield Problem(PlanCode.ROW_CODE, where, "行代码应是 01、02、07.1 这样的数字")
        if (row.item is None) == (row.indicator is None):
            yield Problem(PlanCode.ROW_CONTENT, where, "每行要么是基础数据，要么是指标，二者取一")
        if row.item is not None and row.item not in plan.item_by_code:
            yield Problem(PlanCode.UNDEFINED, f"{where}.item", f"基础数据“{row.item}”没有定义")
        if row.indicator is not None and row.indicator not in plan.indicator_by_code:
            yield Problem(PlanCode.UNDEFINED, f"{where}.indicator", f"指标“{row.indicator}”没有定义")
        if row.part_of is not None and row.part_of not in codes:
            yield Problem(PlanCode.PART_BEFORE_WHOLE, where, f"“其中”行所属的行 {row.part_of} 必须排在它前面")
        codes.add(row.code)


def _check_relations(plan: Plan) -> Iterable[Problem]:
    for i, relation in enumerate(plan.relations):
        place = f"规划.relations[{i}]"
        if len(relation.items) < (3 if relation.kind is RelationKind.SUM else 2):
            yield Problem(PlanCode.RELATION, place, "审核关系涉及的数据太少")
        for code in relation.items:
            if code not in plan.item_by_code:
                yield Problem(PlanCode.UNDEFINED, place, f"基础数据“{code}”没有定义")
        if relation.enforcement not in _LEVELS:
            yield Problem(PlanCode.LEVEL, place, f"审核级别只能是 {'、'.join(_LEVELS)}")
    for code, level in plan.parameters.enforcement.items():
        if level not in (*_LEVELS, "off"):
            yield Problem(PlanCode.LEVEL, f"规划.parameters.enforcement.{code}", "级别不对")


_CHECKS: tuple[Callable[[Plan], Iterable[Problem]], ...] = (
    _check_identity,
    _check_areas,
    _check_codes,
    _check_numbers,
    _check_decimals,
    _check_breakdowns,
    _check_indicators,
    _check_owners,
    _check_targets,
    _check_forms,
    _check_relations,
    check_pairs,
    check_comparisons,
    check_age_bands,
    check_texts,
    check_words,
    check_proxies,
    check_declarations,
    check_history,
    check_full_names,
    check_duties,
    check_confirmation,
    check_county_indicators,
)
