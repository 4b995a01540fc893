import pytest

from forms.findings import Level
from forms.plan.pack import Plan
from tests.builders import (
    Document,
    answers,
    check,
    checker,
    figures,
    found,
    indicator,
    item,
    observation,
    only,
    rate_plan,
    target,
    typed_rate_plan,
)

RARE = {"basis": "event_rate", "multiplier": 100000, "unit": "1/10万", "better": "lower", "decimals": 1,
        "name": "死亡率"}  # fmt: skip


def typed(*targets: Document, **changes: object) -> Plan:
    return typed_rate_plan(*targets, indicator={"better": "higher"}, **changes)


def codes(p: Plan, series: dict[int, object]) -> list[str]:
    *earlier, year = sorted(series)
    report = check(p, {"rate": series[year]}, {y: {"rate": series[y]} for y in earlier}, year)
    return [f.code for f in report.findings if f.code.startswith("TB-TARGET")]


def test_missed_target() -> None:
    finding = only(check(typed(target(">=", 90, year=2025)), {"rate": "89.996"}), "TB-TARGET-001")
    assert (
        finding.message
        == "“某比率”未达标：本年 89.996，目标 ≥ 90，未达标（目标（一）1，2025 年，还需提高 0.004 个百分点）"
    )
    assert (finding.level, finding.next_step) == (Level.QUERY, "说明未达标的原因和拟采取的措施")
    assert finding.cells == ("f/01/_T",)


@pytest.mark.parametrize(
    ("changes", "value", "expected"),
    [
        ({"year": 2025}, "90", []),
        ({"year": 2025}, "89.99", ["TB-TARGET-001"]),
        ({"year": 2024}, "89", ["TB-TARGET-001"]),
        ({"year": 2026}, "89", []),
        ({"hold": True}, "89", ["TB-TARGET-001"]),
        ({"hold": True}, "90", []),
        ({"year": 2025}, "-2", []),
        ({"year": 2025}, "", []),
    ],
)
def test_only_a_due_target_is_missed(changes: dict[str, object], value: object, expected: list[str]) -> None:
    assert codes(typed(target(">=", 90, **changes)), {2025: value}) == expected


def test_warning() -> None:
    p = typed(target(">=", 90, section="strategy", item=2))
    finding = only(check(p, {"rate": 81}, {2020: {"rate": 80}, 2023: {"rate": 80}}), "TB-TARGET-002")
    assert finding.message == (
        "“某比率”预计达标困难：本年 81.00，目标 ≥ 90，未达标；"
        "基期 2020 年 80.00，至今的速度是按期达标所需的 0.20 倍"
        "（措施（一）2，2030 年，每年还需提高 1.80 个百分点）"
    )
    assert (finding.level, finding.next_step) == (Level.QUERY, "说明原因和拟采取的措施")


def test_a_way_back_that_the_stated_decimals_do_not_show_is_not_asked_about() -> None:
    p = typed(target("increase"))
    assert codes(p, {2023: "34.60", 2024: "34.652", 2025: "34.598"}) == []
    assert codes(p, {2023: "34.60", 2024: "34.652", 2025: "34.59"}) == ["TB-TARGET-002"]


def test_need_of_what_should_fall() -> None:
    p = typed_rate_plan(target("<=", 10), indicator={"better": "lower"})
    finding = only(check(p, {"rate": "11.5"}, {2020: {"rate": 12}, 2023: {"rate": 12}}), "TB-TARGET-002")
    assert finding.message.endswith("（目标（一）1，2030 年，每年还需降低 0.30 个百分点）")


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ({2020: 80, 2023: 83, 2025: 85}, []),
        ({2020: 80, 2023: 83, 2025: 84}, ["TB-TARGET-003"]),
        ({2020: 80, 2023: 81, 2025: 81}, ["TB-TARGET-002"]),
        ({2020: 80, 2023: 81, 2025: 79}, ["TB-TARGET-002"]),
        ({2020: 95, 2023: 94, 2025: 91}, ["TB-TARGET-002"]),
        ({2020: 80, 2025: 79}, []),
        ({2020: 80, 2023: 81, 2025: "-1"}, []),
    ],
)
def test_pace_before_the_due_year(series: dict[int, object], expected: list[str]) -> None:
    assert codes(typed(target(">=", 90)), series) == expected


def test_slow_progress_is_for_information() -> None:
    p = typed(target(">=", 90))
    finding = only(check(p, {"rate": 84}, {2020: {"rate": 80}, 2023: {"rate": 83}}), "TB-TARGET-003")
    assert finding.message.startswith("“某比率”进度偏慢：本年 84.00，目标 ≥ 90")
    assert (finding.level, finding.next_step) == (Level.ADVISORY, "关注进度")


def test_slipping_is_a_warning() -> None:
    p = typed(target(">=", 90))
    finding = only(check(p, {"rate": 91}, {2023: {"rate": 95}}), "TB-TARGET-002")
    assert (
        finding.message == "“某比率”达标·有滑落风险：本年 91.00，目标 ≥ 90，数值达标；"
        "照近五年的走势，2030 年约 81.00（目标（一）1，2030 年）"
    )


def test_steep_change() -> None:
    series = {2019: 50, 2020: 51, 2021: 52, 2022: 53, 2023: 54, 2024: 55, 2025: 85}
    p = typed(target(">=", 50))
    assert "TB-TARGET-004" in codes(p, series)
    report = check(p, {"rate": 85}, {y: {"rate": v} for y, v in series.items() if y < 2025})
    finding = only(report, "TB-TARGET-004")
    assert finding.message == (
        "“某比率”波动较大：本年 85.00，目标 ≥ 50，数值达标；照近五年的走势，2030 年约 100.00；"
        "最近一年变化 30.00，往年一般 1.00，偏离超过 2.12 就算反常（目标（一）1，2030 年）"
    )
    assert (finding.level, finding.next_step) == (Level.QUERY, "核对数据和口径；无误的，请说明原因")
    assert "TB-TARGET-004" not in codes(p, series | {2025: 56})


def test_few_events_advise_and_do_not_alarm() -> None:
    p = rate_plan(target("<=", 10, year=2025, unit="1/10万"), indicator=RARE)
    report = check(p, {"part": 1, "whole": 2036})
    finding = only(report, "TB-TARGET-005")
    assert finding.message == (
        "“死亡率”未达标：本年 49.1，目标 ≤ 10，未达标；95% 区间 1.2 至 273.7"
        "（目标（一）1，2025 年，还需降低 39.1（1/10万））"
    )
    assert (finding.level, finding.next_step) == (Level.ADVISORY, "结合多年合计判断")
    assert not found(report, "TB-TARGET-001")
    assert not found(check(p, {"part": 0, "whole": 2036}), "TB-TARGET-005")
    assert not found(check(p, {"part": "-1", "whole": 2036}), "TB-TARGET-005")


def test_many_events_are_simply_missed() -> None:
    p = rate_plan(target("<=", 10, year=2025, unit="1/10万"), indicator=RARE)
    report = check(p, {"part": 20, "whole": 2036})
    assert [f.code for f in report.findings] == ["TB-TARGET-001"]


def test_few_events_turn_a_warning_into_advice() -> None:
    p = rate_plan(target("<=", 10, unit="1/10万"), indicator=RARE)
    report = check(p, {"part": 1, "whole": 2000}, {2020: {"part": 0, "whole": 2000}, 2023: {"rate": 0}})
    assert not [f for f in report.findings if f.code.startswith("TB-TARGET")]


def test_one_finding_for_all_targets_of_an_indicator() -> None:
    p = typed(target(">=", 90, year=2025), target(">=", 95, year=2025))
    finding = only(check(p, {"rate": 89}), "TB-TARGET-001")
    assert "≥ 90" in finding.message


@pytest.mark.parametrize("code", [f"TB-TARGET-00{n}" for n in range(1, 6)])
def test_target_without_a_figure_is_undecidable(code: str) -> None:
    p = typed(target(">=", 90, year=2025))
    assert answers(code, p, {"rate": "-1"}) == (0, 0, 1)
    assert answers(code, p, {}) == (0, 0, 1)
    judged = {"TB-TARGET-004": (0, 0, 1)}  # one year tells nothing of changes
    assert answers(code, p, {"rate": 90}) == judged.get(code, (1, 0, 0))


@pytest.mark.parametrize("code", ["TB-TARGET-002", "TB-TARGET-003"])
def test_pace_is_undecidable_with_too_few_years(code: str) -> None:
    assert answers(code, typed(target(">=", 90)), {"rate": 80}) == (0, 0, 1)


@pytest.mark.parametrize("code", [f"TB-TARGET-00{n}" for n in range(1, 4)])
def test_a_target_without_its_base_is_undecidable(code: str) -> None:
    p = typed(target("relative_increase", 20, reference={"year": 2020, "measure": "relative"}))
    assert answers(code, p, {"rate": 80}) == (0, 0, 1)
    assert answers(code, typed(target("increase")), {"rate": 80}) == (0, 0, 1)


def test_what_is_striven_for_is_only_noted() -> None:
    p = typed(
        target(">=", 90, year=2025, tier="floor"), target("=", 100, year=2025, tier="aspiration"),
    )  # fmt: skip
    report = check(p, {"rate": 95})
    assert [f.code for f in report.findings] == ["TB-TARGET-006"]
    finding = only(report, "TB-TARGET-006")
    assert finding.message == (
        "“某比率”力争目标未达到：本年 95.00，目标 = 100，未达标"
        "（目标（一）1，2025 年，还需提高 5.00 个百分点）"
    )
    assert finding.level is Level.ADVISORY
    assert codes(p, {2025: 89}) == ["TB-TARGET-001", "TB-TARGET-006"]
    assert codes(p, {2025: 100}) == []
    assert answers("TB-TARGET-006", p, {"rate": "-1"}) == (0, 0, 1)
    assert answers("TB-TARGET-006", p, {"rate": 100}) == (1, 0, 0)


def test_an_explanation_is_bound_to_what_the_plan_demands() -> None:
    found = {
        only(check(typed(target(">=", least, year=2025)), {"rate": 80}), "TB-TARGET-001").digest
        for least in (90, 95)
    }
    assert len(found) == 2


def test_breakdowns_are_judged_apart() -> None:
    p = rate_plan(
        target(">=", 90, year=2025), target(">=", 90, year=2025, breakdown="RES=U"),
        indicator={"breakdown": ["RES=U"]}, columns=["_T", "RES=U"],
        items=[],
    )  # fmt: skip
    report = check(p, {"part": 80, "whole": 100, "part/RES=U": 9, "whole/RES=U": 20})
    assert [f.cells for f in found(report, "TB-TARGET-001")] == [("f/03/_T",), ("f/03/RES=U",)]


def test_target_on_no_form_of_the_unit_is_not_asked() -> None:
    p = rate_plan(target(">=", 90, year=2025), rows=["part", "whole"])
    assert not check(p, {"part": 1, "whole": 2}).findings


def test_change_of_the_sample_size_repeats_the_check() -> None:
    p = typed_rate_plan(
        target(">=", 90, year=2025), items=[item("asked")], rows=["asked"],
        indicator={"basis": "survey", "sample_item": "asked", "better": "higher"},
    )  # fmt: skip
    desk, before = checker(p), figures(p, {"rate": "89.5", "asked": 9000000})
    assert [f.code for f in desk.check(before).findings] == ["TB-TARGET-001"]
    after = before.with_observations([observation(p, "asked", "400")])
    repeated = desk.recheck(after, [observation(p, "asked", "400").key])
    assert [f.code for f in repeated.findings] == ["TB-TARGET-005"]
    assert repeated == checker(p).check(after)


def test_change_of_the_standard_repeats_the_check() -> None:
    p = rate_plan(
        target(">=", reference={"indicator": "standard"}, year=2025),
        items=[item("bar", unit="%", decimals=1)], indicators=[indicator("standard", ["bar"])],
        rows=["part", "whole", "=rate", "bar"],
    )  # fmt: skip
    desk, before = checker(p), figures(p, {"part": 80, "whole": 100, "bar": 80})
    assert not desk.check(before).findings
    changed = observation(p, "bar", "80.1")
    report = desk.recheck(before.with_observations([changed]), [changed.key])
    assert [f.code for f in report.findings] == ["TB-TARGET-001"]
