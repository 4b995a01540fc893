"""Mistakes in what a pack declares beside its figures: names, stand-ins, surveys, known values.

Part of :mod:`forms.plan.catalogue`, which calls these checks on a plan whose fields all have their types.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from forms.codes.plan import PlanCode
from forms.errors import Problem
from forms.plan.definitions import Indicator
from forms.plan.pack import Plan
from forms.plan.targets import Reference, Target, TargetKind

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VERSION = re.compile(r"[0-9A-Za-z]+(?:[._-][0-9A-Za-z]+)*")
_MOST_IN_A_NAME = 40
"""Characters of an id or a version, which become parts of file names; chosen by us."""
_SURVEY_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
"""Years that are believed of a figure in a plan; chosen by us, as in ``forms.plan.catalogue``."""
_NAMED = ("domains", "units", "items", "indicators", "county_indicators", "forms", "strategies")


def check_texts(plan: Plan) -> Iterable[Problem]:
    """Texts that become file names, and names that would be blank on paper."""
    for field, pattern in (("id", _CODE), ("version", _VERSION)):
        text = getattr(plan, field)
        if not pattern.fullmatch(text) or len(text) > _MOST_IN_A_NAME:
            message = "代号和版本要用作文件名，只能用字母、数字、点和连字符，代号只用小写，不超过 40 个字符"
            yield Problem(PlanCode.IDENTITY, f"规划.{field}", message)
    named = [(f"规划.{kind}[{i}]", record) for kind in _NAMED for i, record in enumerate(getattr(plan, kind))]
    for place, record in named:
        field = "name" if hasattr(record, "name") else "title"
        if not getattr(record, field):
            yield Problem(PlanCode.MISSING, f"{place}.{field}", "缺少名称，请补上")


def check_words(plan: Plan) -> Iterable[Problem]:
    """Words in the place of a standard: only a balance has them, and then nothing else to be held against."""
    for i, target in enumerate(plan.targets):
        is_measured = target.value is not None or target.reference is not None
        if target.words is not None and (target.kind is not TargetKind.BALANCE or is_measured):
            message = "没有标准的原词（words）只用于均衡类目标，并且不能再有目标值或参照"
            yield Problem(PlanCode.OPERATOR, f"规划.targets[{i}].words", message)


def check_proxies(plan: Plan) -> Iterable[Problem]:
    """Whether stand-ins (替代性指标) end at something, and special surveys say what can be held."""
    for indicator in plan.indicators:
        place = f"规划.indicators.{indicator.code}"
        if _is_circular(plan, indicator):
            message = "替代关系绕了一圈回到自己，请指明真正缺数的那个指标"
            yield Problem(PlanCode.PROXY_CIRCLE, f"{place}.proxy_for", message)
        if indicator.proxy_reason is not None and indicator.proxy_for is None:
            message = "写了替代理由，却没有写替代哪个指标"
            yield Problem(PlanCode.PROXY_OR_SURVEY, f"{place}.proxy_reason", message)
        survey = indicator.special_survey
        if survey is None:
            continue
        if survey.sample_size is not None and survey.sample_size <= 0:
            yield Problem(PlanCode.PROXY_OR_SURVEY, f"{place}.special_survey.sample_size", "样本量应大于 0")
        if survey.date is not None and not _SURVEY_DATE.fullmatch(survey.date):
            message = "调查时间应写成年或年月，如 2025 或 2025-11"
            yield Problem(PlanCode.PROXY_OR_SURVEY, f"{place}.special_survey.date", message)


def _is_circular(plan: Plan, start: Indicator) -> bool:
    seen: set[str] = set()
    code = start.proxy_for
    # ``seen`` ends a circle into which the start only leads; it is reported of its own members.
    while code is not None and code not in seen:
        if code == start.code:
            return True
        seen.add(code)
        found = plan.indicator_by_code.get(code)
        code = found.proxy_for if found is not None else None
    return False


def check_declarations(plan: Plan) -> Iterable[Problem]:
    """References that no other check follows: assumptions, and targets measured from themselves."""
    codes = set[str]()
    goals = {(domain.no, goal.no) for domain in plan.domains for goal in domain.goals}
    for i, assumption in enumerate(plan.assumptions):
        place = f"规划.assumptions[{i}]"
        if assumption.code in codes:
            yield Problem(PlanCode.CODE_REPEATED, f"{place}.code", f"代码“{assumption.code}”重复，只能有一次")
        codes.add(assumption.code)
        if assumption.indicator is not None and assumption.indicator not in plan.judged_by_code:
            message = f"指标“{assumption.indicator}”没有定义"
            yield Problem(PlanCode.UNDEFINED, f"{place}.indicator", message)
        if assumption.unit is not None and assumption.unit not in plan.unit_by_code:
            yield Problem(PlanCode.UNIT_UNDEFINED, f"{place}.unit", f"单位“{assumption.unit}”没有定义")
        named = (assumption.domain, assumption.goal)
        if named != (None, None) and named not in goals:
            yield Problem(
                PlanCode.PLACE_IN_PLAN, f"{place}.goal", "规划里没有这一条主要目标；领域和目标要一起填"
            )
    for i, target in enumerate(plan.targets):
        if target.reference == Reference():
            message = "参照是空的，请写明参照的年份或指标，或者不填"
            yield Problem(PlanCode.MEASURE, f"规划.targets[{i}].reference", message)
        yield from _check_proxy(target, f"规划.targets[{i}].proxy")
        measured = target.reference.indicator if target.reference is not None else None
        if measured is not None and measured == target.indicator:
            message = "目标不能参照它自己的指标"
            yield Problem(PlanCode.OWN_REFERENCE, f"规划.targets[{i}].reference", message)


def _check_proxy(target: Target, place: str) -> Iterable[Problem]:
    """Whether a target that is judged by a stand-in says by which, for what and why."""
    proxy = target.proxy
    if proxy is None:
        return
    if target.indicator is None:
        yield Problem(PlanCode.PROXY_OR_SURVEY, place, "写了替代什么，却没有写用哪个指标替代")
    for field, text in (("stands_for", proxy.stands_for), ("reason", proxy.reason)):
        if not text:
            message = "替代什么、为什么替代，都要写明"
            yield Problem(PlanCode.PROXY_OR_SURVEY, f"{place}.{field}", message)


def check_history(plan: Plan) -> Iterable[Problem]:
    """Known values of earlier years."""
    counts = Counter((known.indicator, known.year, known.breakdown) for known in plan.history)
    for i, known in enumerate(plan.history):
        place = f"规划.history[{i}]"
        if known.indicator not in plan.judged_by_code:
            yield Problem(PlanCode.UNDEFINED, f"{place}.indicator", f"指标“{known.indicator}”没有定义")
        if not _FIRST_YEAR <= known.year <= _LAST_YEAR:
            yield Problem(PlanCode.KNOWN_YEAR, f"{place}.year", "年份应写成四位数，如 2020")
        if counts[known.indicator, known.year, known.breakdown] > 1:
            yield Problem(PlanCode.KNOWN_REPEATED, place, "同一指标同一年的数出现了不止一次，只能留一个")
