"""A collection as the sheets of its workbook, in the words and the order of the offices' own reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from desktop.documents.county_book.tables import CountyBook, CountyTable, Number, Shown, TableColumn
from desktop.documents.official.wording import target_text
from desktop.services.office.county.collecting import Collection
from desktop.services.office.county.group_tables import group_tables, not_asked_for
from desktop.services.office.county.looking_back import YearBefore
from forms.canonical import format_check_code
from forms.county.counted import CountedSeries, Measure
from forms.county.counting import Count, Rate, count, count_by
from forms.county.goals import GoalStanding, goals_now
from forms.county.standing import DUE, NOT_DUE, CountedVerdict, GoalClass
from forms.figures.quantity import canonical_decimal, round_half_up
from forms.filing.receipt_time import day_in_beijing
from forms.plan.definitions import Indicator
from forms.plan.pack import HeadlineRate, Plan
from forms.plan.series_name import part_name
from forms.plan.targets import Section, place_text

_CLASSES = (*DUE, *NOT_DUE)


def _columns(*heads: tuple[str, int]) -> tuple[TableColumn, ...]:
    """Columns by heading and width in characters; the widths are our own choice."""
    return tuple(TableColumn(head, width) for head, width in heads)


def county_book(collection: Collection, before: YearBefore) -> CountyBook:
    """The workbook of a collection.

    Args:
        collection: the county's year.
        before: the year before it, for what changed.
    """
    plan = collection.pack.plan
    return CountyBook(
        title=f"{plan.shown_title}　{collection.year} 年度",
        state=state_line(collection),
        when=day_in_beijing(collection.as_of),
        tables=(
            _about(collection, before),
            _goal_table(collection),
            _by_domain(collection),
            _goals(collection),
            *group_tables(collection),
            _warnings(collection),
            _by_owner(collection),
            _filings(collection),
        ),
    )


def state_line(collection: Collection) -> str:
    """The state of the figures in one line: it stands on every sheet."""
    kind = "初步数" if collection.has_preliminary else "已全部验收"
    return f"{kind}　未公布　数据状态码 {format_check_code(collection.code)}"


def rate_text(rate: Rate) -> str:
    """A rate with its fraction, e.g. ``42 ÷ 80 = 52.5%``; only the fraction of none."""
    percent = rate.percent()
    return f"{rate.met} ÷ {rate.of}" + ("" if percent is None else f" = {canonical_decimal(percent)}%")


def rates_in_order(collection: Collection, counted: Count) -> tuple[tuple[str, Rate], ...]:
    """Both rates by name, the one that the pack puts first first."""
    both = (("可监测口径", counted.monitorable_rate), ("全部口径", counted.all_rate))
    is_all_first = collection.pack.plan.parameters.headline_rate is HeadlineRate.ALL
    return both[::-1] if is_all_first else both


def _about(collection: Collection, before: YearBefore) -> CountyTable:
    plan, counted = collection.pack.plan, count(collection.table)
    names = {unit.code: unit.official_name for unit in plan.units}
    preliminary = [names[one.unit] for one in collection.filings if one.is_preliminary]
    rows: list[Sequence[Shown]] = [
        ("规划数据包", f"{plan.version} 版"),
        (
            "填报单位",
            f"{len(collection.filings)} 个，计入 {sum(1 for f in collection.filings if f.package)} 个",
        ),
        ("没有计入的单位", "、".join(names[unit] for unit in collection.missing) or "无"),
        ("还没有验收的（初步数）", "、".join(preliminary) or "无"),
        (
            "监测指标",
            f"{counted.total} 项，另有不适用 {counted.by_class[GoalClass.NOT_APPLICABLE]} 项",
        ),
        *((f"达标率（{name}）", rate_text(rate)) for name, rate in rates_in_order(collection, counted)),
        *before.lines,
        *(_contradiction(collection, names)),
    ]
    if lacking := not_asked_for(collection):
        rows.append(("规划的表没有要求的分组", lacking))
    if collection.left_out:
        rows.append(
            ("口径没有决定、没有计入的", "、".join(_name(plan, code) for code in collection.left_out))
        )
    return CountyTable("说明", _columns(("项目", 28), ("内容", 90)), rows, _METHOD)


_METHOD = (
    "监测指标按主要目标、指标、分组计数；同一指标有几个阶段目标的，只算当年有效的一个阶段；力争目标和定性目标的指标不计数。",
    "既有数值目标又有方向目标的，以数值目标为准。几个对象都要达到的，取最差的一个。",
    "全部口径 = 达标 ÷（全部 − 不适用）；可监测口径 = 达标 ÷（全部 − 不适用 − 无数据和要人工评估的）。",
    "各率由全县合计的分子、分母计算，不由各单位的率平均。※ 表示数少，判定不变。",
)


def _contradiction(collection: Collection, names: dict[str, str]) -> Iterable[Sequence[Shown]]:
    plan = collection.pack.plan
    for one in collection.supply.contradictions:
        item = plan.item_by_code[one.key.code].name
        first, second = (
            "没有" if value is None else canonical_decimal(value) for value in (one.stated, one.other_stated)
        )
        text = f"{item}：{names[one.unit]} {first}（采用），{names[one.other]} {second}"
        yield "两个单位报的不同", text


def _name(plan: Plan, code: str) -> str:
    found = plan.item_by_code.get(code) or plan.judged_by_code.get(code)
    return code if found is None else found.name


_GOAL_COLUMNS = _columns(
    ("领域", 16), ("主要目标", 30), ("监测指标", 34), ("分组", 8), ("类别", 8),
    ("计量单位", 10), ("基期", 12), ("上年", 12), ("本年", 12), ("比上年", 11),
    ("比基期", 11), ("目标", 20), ("差距", 12), ("判定", 14), ("走势", 16),
    ("责任单位", 24), ("备注", 30),
)  # fmt: skip


def _goal_table(collection: Collection) -> CountyTable:
    rows = [_goal_row(collection, one) for one in collection.table]
    return CountyTable("目标达标情况表", _GOAL_COLUMNS, rows)


def _goal_row(collection: Collection, one: CountedVerdict) -> Sequence[Shown]:
    plan, figures, verdict = collection.pack.plan, collection.supply.figures, one.verdict
    key, year = one.counted.key, collection.year
    indicator = plan.judged_by_code[key.code]
    base_year = plan.parameters.baseline_year
    base, last = (figures.measured(key, at).value for at in (base_year, year - 1))
    now = verdict.actual
    return (
        plan.domain_by_no[one.counted.domain].title,
        goal_name(plan, one.counted),
        indicator.name,
        part_name(plan, key.breakdown),
        one.counted.measure.label,
        indicator.unit,
        _number(base, indicator),
        _number(last, indicator),
        _number(now, indicator),
        _change(now, last, indicator),
        _change(now, base, indicator),
        "；".join(target_text(plan, v.target) for v in (verdict, *one.others)),
        _number(verdict.shortfall, indicator),
        one.standing.label + ("※" if one.rests_on_small_numbers else ""),
        "" if verdict.outlook is None else verdict.outlook.label,
        owner_name(plan, indicator),
        "；".join(_remarks(plan, one, indicator)),
    )


def goal_name(plan: Plan, one: CountedSeries) -> str:
    """A goal with its place: 目标（一）8 孕产妇贫血."""
    goals = {goal.no: goal.title for goal in plan.domain_by_no[one.domain].goals}
    return f"{place_text(Section.GOAL, one.domain, one.goal)} {goals.get(one.goal, '')}".strip()


def owner_name(plan: Plan, indicator: Indicator) -> str:
    """Name of the unit that reports an indicator; that of the office for what the county computes."""
    unit = plan.unit_by_code.get(indicator.owner or "")
    return plan.office if unit is None else unit.name


def _remarks(plan: Plan, one: CountedVerdict, indicator: Indicator) -> Iterable[str]:
    if one.is_slipping:
        yield "有滑落风险"
    if one.verdict.volatile:
        yield "波动较大"
    if indicator.proxy_for is not None or one.verdict.target.proxy is not None:
        yield "替代性指标"
    for past in one.past:
        yield f"{target_text(plan, past.target)} 已过期：{past.outcome.label}"


def _number(value: Decimal | None, indicator: Indicator) -> Shown:
    return None if value is None else Number(round_half_up(value, indicator.decimals), indicator.decimals)


def _change(now: Decimal | None, then: Decimal | None, indicator: Indicator) -> Shown:
    """The difference of the figures as they are shown, so that it can be checked on the page."""
    if now is None or then is None:
        return None
    shown = round_half_up(now, indicator.decimals) - round_half_up(then, indicator.decimals)
    return Number(shown, indicator.decimals)


_COUNT_COLUMNS = _columns(
    ("领域", 22), ("监测指标", 10), *((f"到期：{one.label}", 11) for one in DUE),
    *((f"未到期：{one.label}", 13) for one in NOT_DUE), ("其中有滑落风险", 10),
    ("不适用", 9), ("达标率（可监测口径）", 20), ("达标率（全部口径）", 20),
)  # fmt: skip


def _by_domain(collection: Collection) -> CountyTable:
    plan, table = collection.pack.plan, collection.table
    by_domain = count_by(table, lambda one: one.domain)
    by_measure = count_by(table, lambda one: one.measure)
    rows = [_count_row(plan.domain_by_no[no].title, of_domain) for no, of_domain in sorted(by_domain.items())]
    rows += [_count_row(measure.label, by_measure[measure]) for measure in Measure if measure in by_measure]
    every = count(table)
    rows.append(_count_row("合计", every))
    rows.append(_share_row(every))
    return CountyTable("分领域统计", _COUNT_COLUMNS, rows)


def _count_row(name: str, counted: Count) -> Sequence[Shown]:
    return (
        name,
        counted.total,
        *(counted.by_class[one] for one in _CLASSES),
        counted.slipping,
        counted.by_class[GoalClass.NOT_APPLICABLE],
        rate_text(counted.monitorable_rate),
        rate_text(counted.all_rate),
    )


def _share_row(counted: Count) -> Sequence[Shown]:
    """Shares of all that apply; each is rounded by itself and they are not forced to 100."""
    shares = (Rate(counted.by_class[one], counted.total).percent() for one in _CLASSES)
    shown = ("" if share is None else f"{canonical_decimal(share)}%" for share in shares)
    return ("占比", "100%" if counted.total else "", *shown, "", "", "", "")


def _goals(collection: Collection) -> CountyTable:
    plan = collection.pack.plan
    goals = goals_now(plan, collection.table)
    rows = [
        (
            plan.domain_by_no[one.domain].title,
            f"{place_text(Section.GOAL, one.domain, one.no)} {one.title}",
            one.words,
            one.counted,
            one.met,
            "有没有统计的要求，需评估认定" if one.has_words_to_assess else "",
        )
        for one in goals
    ]
    told = "，".join(
        f"{kind.label} {sum(1 for one in goals if one.standing is kind)}" for kind in GoalStanding
    )
    columns = _columns(
        ("领域", 20), ("主要目标", 40), ("按统计", 16), ("监测指标", 10),
        ("达标", 8), ("另需", 32),
    )  # fmt: skip
    return CountyTable(
        "主要目标", columns, rows, (f"主要目标 {len(goals)} 个：{told}。没有统计的目标由人评估，不算达标。",)
    )


def _warnings(collection: Collection) -> CountyTable:
    plan = collection.pack.plan
    rows = []
    for number, one in enumerate(collection.warnings, 1):
        indicator = plan.judged_by_code[one.verdict.target.indicator or ""]
        rows.append(
            (
                number,
                one.kind.label,
                f"{one.verdict.target.place} {indicator.name}",
                owner_name(plan, indicator),
                _number(one.verdict.actual, indicator),
                target_text(plan, one.verdict.target),
                one.need,
                one.verdict.arithmetic,
            )
        )
    columns = _columns(
        ("序号", 6), ("类别", 14), ("指标", 40), ("责任单位", 24), ("本年", 12),
        ("目标", 18), ("还需", 26), ("怎样得出", 90),
    )  # fmt: skip
    return CountyTable("预警", columns, rows)


def _by_owner(collection: Collection) -> CountyTable:
    plan = collection.pack.plan
    by_owner = count_by(collection.table, lambda one: owner_name(plan, plan.judged_by_code[one.key.code]))
    rows = [_count_row(name, of_owner) for name, of_owner in by_owner.items()]
    columns = (*_columns(("责任单位", 30)), *_COUNT_COLUMNS[1:])
    return CountyTable("责任单位达标情况", columns, rows)


def _filings(collection: Collection) -> CountyTable:
    names = {unit.code: unit.official_name for unit in collection.pack.plan.units}
    rows = [
        (
            names[one.unit],
            one.state.label,
            None if one.package is None else one.package.revision,
            "" if one.arrived is None else one.arrived.isoformat(),
            one.late or None,
            "" if one.package is None else "初步数" if one.is_preliminary else "已验收",
        )
        for one in collection.filings
    ]
    columns = _columns(
        ("单位", 36), ("状态", 10), ("版次", 8), ("收到", 12), ("迟报天数", 10),
        ("计入", 12),
    )  # fmt: skip
    return CountyTable("报送", columns, rows)
