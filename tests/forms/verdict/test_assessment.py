from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.plan.targets import Op
from forms.verdict import Outcome, Outlook, Verdict, assess
from forms.verdict.outlook import Pace
from tests.builders import (
    figures,
    indicator,
    item,
    rate_plan,
    target,
    typed_rate_plan,
    verdict,
)
from tests.forms.verdict.judging import DEATHS, STEEP, facts, gap_plan, judge, typed
from tests.strategies import quantities

# --- the worked cases of the contract --------------------------------------------------------------------


def test_no_maternal_death_among_2036_births() -> None:
    p = rate_plan(target("~", 10, unit="1/10万"), indicator=DEATHS)
    found = assess(p.targets[0], figures(p, {"part": 0, "whole": 2036}))
    assert found.outcome is Outcome.MET
    assert found.reliability.small_numbers
    assert found.reliability.interval is not None
    assert [f"{limit:.0f}" for limit in found.reliability.interval] == ["0", "181"]
    assert not found.is_alarm
    assert found.summary == "达标 · 数少"
    assert found.arithmetic == "本年 0.0，目标 10 左右（容差 5%），数值达标；95% 区间 0.0 至 181.2"


def test_target_looser_than_the_baseline() -> None:
    found = judge("<=", 8, {2020: "7.16", 2025: "6.5"}, "lower")
    assert facts(found) == ("met", "on_track")
    assert (found.ratio, found.yearly_need, found.summary) == (None, None, "达标")


def test_anaemia_of_pregnant_women() -> None:
    found = judge("<=", 10, {2020: "12.9", 2023: "12.6", 2025: "12.41"}, "lower")
    assert facts(found) == ("not_met", "at_risk")
    assert found.ratio is not None
    assert Decimal("0.30") <= found.ratio <= Decimal("0.31")
    assert found.yearly_need == Decimal("-0.482")
    assert found.summary == "预计达标困难"
    assert found.arithmetic == (
        "本年 12.41，目标 ≤ 10，未达标；基期 2020 年 12.90，至今的速度是按期达标所需的 0.30 倍"
    )


def test_women_among_village_heads() -> None:
    p = rate_plan(target(">=", 10), indicator={"better": "higher", "election": True})
    found = assess(p.targets[0], figures(p, {"part": 24, "whole": 200}))
    assert found.outcome is Outcome.MET
    assert found.reliability.interval is None
    assert not found.reliability.small_numbers
    assert found.arithmetic == "本年 12.00，目标 ≥ 10，数值达标"


# --- outcome ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("op", "value", "better", "met", "missed"),
    [
        (">=", 95, "higher", ["95", "95.01", "140"], ["94.99", "0"]),
        ("<=", 10, "lower", ["10", "9.99", "0"], ["10.01"]),
        ("=", 100, "higher", ["100", "104.2"], ["99.99"]),
        ("=", 100, None, ["100"], ["99.99", "100.01"]),
        ("=", 0, "lower", ["0"], ["0.01"]),
        ("~", 40, "higher", ["38", "40", "99"], ["37.99"]),
        ("~", 10, "lower", ["0", "10", "10.5"], ["10.51"]),
        ("~", 40, None, ["38", "42"], ["37.99", "42.01"]),
        ("exists", 1, None, ["1", "3"], ["0"]),
        ("exists", None, None, ["1"], ["0"]),
        ("balanced", None, None, ["47.5", "52.5"], ["47.49", "52.51"]),
    ],
)  # fmt: skip
def test_point_comparison(
    op: str, value: object, better: str | None, met: list[str], missed: list[str]
) -> None:
    assert {judge(op, value, {2025: v}, better).outcome for v in met} == {Outcome.MET}
    assert {judge(op, value, {2025: v}, better).outcome for v in missed} == {Outcome.NOT_MET}


@pytest.mark.parametrize(
    ("measure", "value", "outcome"),
    [
        ("relative", "96", "met"),
        ("relative", "95.99", "not_met"),
        ("points", "100", "met"),
        ("points", "99.99", "not_met"),
    ],
)
def test_rise_over_the_base_year(measure: str, value: str, outcome: str) -> None:
    reference = {"year": 2021, "measure": measure}
    series = {2020: 1, 2021: 80, 2025: value}
    assert judge("relative_increase", 20, series, reference=reference).outcome == outcome


def test_rise_without_a_base_is_judged_by_hand() -> None:
    found = judge(
        "relative_increase", 20, {2021: 80, 2025: 99}, reference={"year": 2020, "measure": "relative"}
    )
    assert facts(found) == ("by_hand", None)
    assert found.actual == 99
    assert found.arithmetic == "目标所依据的基期或参照指标没有数值，需人工评估"


@pytest.mark.parametrize(
    ("other", "outcome"), [("70", "met"), ("70.01", "not_met"), ("-2", "by_hand"), ("", "by_hand")]
)
def test_not_lower_than_another_indicator(other: str, outcome: str) -> None:
    p = typed(
        target(">=", reference={"indicator": "other"}), items=[item("other", decimals=2)],
        indicators=[indicator("other", ["other"])],
    )  # fmt: skip
    assert assess(p.targets[0], figures(p, {"rate": "70", "other": other})).outcome == outcome


def test_target_without_a_statistic_is_judged_by_hand() -> None:
    for document in (target(None), target(None, indicator="rate"), target(">=", 5, indicator=None)):
        found = assess(typed(document).targets[0], figures(typed(document), {"rate": 5}))
        assert facts(found) == ("by_hand", None)
        assert (found.actual, found.arithmetic) == (None, "没有统计指标，由人工评估")


@pytest.mark.parametrize(
    ("entries", "outcome", "arithmetic"),
    [
        ({}, "no_data", "没有本年数值：未填，不作判断"),
        ({"part": "5", "whole": "x"}, "no_data", "没有本年数值：填写有误，不作判断"),
        ({"part": "-2", "whole": "9"}, "no_data", "没有本年数值：无数据，不作判断"),
        ({"part": "5", "whole": "-1"}, "no_data", "没有本年数值：无数据，不作判断"),
        ({"part": "不适用", "whole": "9"}, "not_applicable", "没有本年数值：无数据，不作判断"),
        ({"part": "0", "whole": "0"}, "not_applicable", "没有本年数值：不适用（分母为 0），不作判断"),
        ({"part": "5", "whole": "0"}, "not_applicable", "没有本年数值：不适用（分母为 0），不作判断"),
    ],
)
@pytest.mark.parametrize("op", [">=", "~", "increase", "decrease", "balanced", "exists"])
def test_no_value_no_judgement(entries: dict[str, object], outcome: str, arithmetic: str, op: str) -> None:
    p = rate_plan(target(op, 9 if op in (">=", "~") else None))
    found = assess(p.targets[0], figures(p, entries, {2020: {"rate": 5}, 2024: {"rate": 6}}))
    assert facts(found) == (outcome, None)
    assert (found.actual, found.arithmetic, found.volatile) == (None, arithmetic, False)


@pytest.mark.parametrize(
    ("op", "value", "better", "actual", "margin", "outcome"),
    [
        ("<=", 20, "lower", "20.1", "0.01", "nearly_met"),
        ("<=", 20, "lower", "20.2", "0.01", "nearly_met"),
        ("<=", 20, "lower", "20.21", "0.01", "not_met"),
        ("<=", 20, "lower", "20.1", None, "not_met"),
        ("<=", 20, "lower", "20", "0.01", "met"),
        (">=", 90, "higher", "89.1", "0.01", "nearly_met"),
        (">=", 90, "higher", "89.09", "0.01", "not_met"),
        ("~", 10, "lower", "10.6", "0.01", "nearly_met"),
    ],
)  # fmt: skip
def test_nearly_met_only_where_the_pack_says_so(
    op: str, value: object, better: str, actual: str, margin: str | None, outcome: str
) -> None:
    parameters = {"nearly_met_margin": None if margin is None else Decimal(margin)}
    assert judge(op, value, {2025: actual}, better, parameters=parameters).outcome == outcome


ranks = {Outcome.MET: 2, Outcome.NEARLY_MET: 1, Outcome.NOT_MET: 0}


@given(
    quantities(places=3), quantities(places=3), quantities(places=3),
    st.sampled_from([(">=", "higher"), ("<=", "lower"), ("=", "higher"), ("=", "lower"), ("~", "higher"),
                     ("~", "lower"), ("exists", "higher")]),
    st.sampled_from([None, Decimal("0.02")]),
)  # fmt: skip
def test_a_better_value_never_gives_a_worse_outcome(
    wanted: Decimal, one: Decimal, two: Decimal, kind: tuple[str, str], margin: Decimal | None
) -> None:
    op, better = kind
    p = typed(target(op, abs(wanted)), better=better, parameters={"nearly_met_margin": margin})
    worse, best = sorted((abs(one), abs(two)), reverse=better == "lower")
    outcomes = [verdict(p, {2025: v}).outcome for v in (worse, best)]
    assert ranks[outcomes[0]] <= ranks[outcomes[1]]


# --- due year, two stages, hold ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "due", "is_due", "outlook"),
    [
        ({}, 2030, False, "on_track"),
        ({"year": 2026}, 2026, False, "on_track"),
        ({"year": 2025}, 2025, True, None),
        ({"year": 2022}, 2022, True, None),
        ({"hold": True}, 2030, True, "on_track"),
        ({"year": 2025, "hold": True}, 2025, True, "on_track"),
        ({"year": 2022, "hold": True}, 2022, True, "on_track"),
    ],
)
def test_when_a_target_is_due(
    changes: dict[str, object], due: int, is_due: bool, outlook: str | None
) -> None:
    found = judge(">=", 90, {2024: 95, 2025: 96}, **changes)
    assert (found.due, found.is_due) == (due, is_due)
    assert facts(found) == ("met", outlook)


def test_two_stages_are_two_targets() -> None:
    p = typed(target("<=", "10.5", year=2025), target("<=", 10), better="lower")
    series: dict[int, object] = {2020: "12", 2022: "11.5", 2025: "10.4"}
    assert [facts(verdict(p, series, number=n)) for n in (0, 1)] == [("met", None), ("not_met", "on_track")]


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ({2024: 95, 2025: 94}, ("met", "slipping")),
        ({2024: 94, 2025: 94}, ("met", "on_track")),
        ({2024: 80, 2025: 85}, ("not_met", "on_track")),
        ({2024: 80, 2025: 81}, ("not_met", "slipping")),
        ({2025: 95}, ("met", "unknown")),
        ({2025: 80}, ("not_met", "unknown")),
    ],
)
def test_hold_asks_for_the_course(series: dict[int, object], expected: tuple[str, str]) -> None:
    assert facts(judge(">=", 90, series, hold=True)) == expected


# --- outlook ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ({2024: 91, 2025: "90.5"}, ("met", "slipping")),
        ({2020: 80, 2025: 95}, ("met", "on_track")),
        ({2025: 95}, ("met", "unknown")),
        ({2020: 80, 2022: 82, 2025: 85}, ("not_met", "on_track")),
        ({2020: 80, 2022: 82, 2025: "84.5"}, ("not_met", "lagging")),
        ({2020: 80, 2022: 82, 2025: "82.8"}, ("not_met", "at_risk")),
        ({2020: 80, 2022: 82, 2025: 80}, ("not_met", "at_risk")),
        ({2020: 80, 2022: 82, 2025: "79.99"}, ("not_met", "away")),
        ({2020: 92, 2022: 91, 2025: 89}, ("not_met", "away")),
        ({2020: 80, 2025: 85}, ("not_met", "unknown")),
        ({2019: 70, 2024: 80, 2025: 85}, ("not_met", "unknown")),
        ({2020: 0, 2022: 20, 2025: 45}, ("not_met", "on_track")),
        ({2020: 0, 2022: 20, 2025: "42.74"}, ("not_met", "lagging")),
        ({2020: 0, 2022: 20, 2025: "26.99"}, ("not_met", "at_risk")),
    ],
)
def test_pace(series: dict[int, object], expected: tuple[str, str]) -> None:
    found = judge(">=", 90, series)
    assert facts(found) == expected
    was_met = series.get(2020) == 92
    assert (found.ratio is None) == (expected[0] == "met" or expected[1] == "unknown" or was_met)


def test_what_must_hold_is_asked_for_after_its_year_too() -> None:
    found = judge(">=", 90, {2028: 95, 2030: 93}, hold=True, year=2025)
    assert facts(found) == ("met", "on_track")
    assert found.pace.expected_in == 2030
    assert found.due_text == "每年"


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        ("42.75", "on_track"),
        ("42.74", "lagging"),
        ("27", "lagging"),
        ("26.99", "at_risk"),
        ("0", "at_risk"),
        ("-1.5", "away"),
    ],
)
def test_classes_begin_at_their_bounds(reached: str, expected: str) -> None:
    # from 0 towards 90 in ten years: 45 after five years is the pace, 0.95 of it 42.75, 0.60 of it 27
    assert facts(judge(">=", 90, {2020: 0, 2022: 5, 2025: reached}))[1] == expected


def test_base_year_of_the_target_is_the_baseline() -> None:
    reference = {"year": 2022, "measure": "points"}
    found = judge("relative_increase", 8, {2020: 10, 2022: 80, 2023: 81, 2025: 83}, reference=reference)
    assert found.ratio is not None
    assert abs(float(found.ratio) - ((83 / 80) ** (1 / 3) - 1) / ((88 / 80) ** (1 / 8) - 1)) < 1e-9


def test_baseline_is_a_parameter() -> None:
    series: dict[int, object] = {2018: 80, 2019: 80, 2025: 80}
    assert facts(judge(">=", 90, series))[1] == "unknown"
    assert facts(judge(">=", 90, series, parameters={"baseline_year": 2018}))[1] == "at_risk"


def test_two_sided_targets_walk_the_distance() -> None:
    found = judge("balanced", None, {2020: 40, 2022: 41, 2025: 44}, None)
    assert facts(found) == ("not_met", "on_track")
    assert found.ratio == Decimal(4) / 5 / (Decimal("7.5") / 10)
    assert facts(judge("~", 40, {2020: 30, 2022: 31, 2025: 33}, None)) == ("not_met", "lagging")


# --- directions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("op", "series", "expected"),
    [
        ("increase", {2020: 50, 2025: 51}, ("met", "on_track")),
        ("increase", {2020: 50, 2025: 50}, ("not_met", "flat")),
        ("increase", {2020: 50, 2025: 49}, ("not_met", "away")),
        ("increase", {2020: 50, 2023: 60, 2025: 55}, ("met", "flat")),
        ("increase", {2025: 55}, ("by_hand", "unknown")),
        ("increase", {2019: 50, 2025: 55}, ("by_hand", "unknown")),
        ("increase", {2020: 100, 2025: 100}, ("met", "on_track")),
        ("decrease", {2020: 50, 2025: 49}, ("met", "on_track")),
        ("decrease", {2020: 50, 2025: 51}, ("not_met", "away")),
        ("decrease", {2020: 0, 2025: 0}, ("met", "on_track")),
        ("increase", {2020: 50, 2022: 55, 2025: 55}, ("met", "flat")),
        ("increase", {2020: 50, 2022: 100, 2025: 100}, ("met", "on_track")),
        ("decrease", {2020: 3, 2022: 0, 2025: 0}, ("met", "on_track")),
        ("decrease", {2020: 0, 2025: 1}, ("not_met", "away")),
        ("increase", {2020: 0, 2025: 0}, ("not_met", "flat")),
    ],
)
def test_direction(op: str, series: dict[int, object], expected: tuple[str, str]) -> None:
    assert facts(judge(op, None, series)) == expected


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ({2020: 50, 2025: 51}, ("met", "on_track")),
        ({2020: 50, 2025: 50}, ("met", "flat")),
        ({2020: 50, 2025: 49}, ("not_met", "away")),
    ],
)
def test_what_is_to_stay_stable_and_then_rise_may_stay(
    series: dict[int, object], expected: tuple[str, str]
) -> None:
    """保持稳定并逐步提高."""
    assert facts(judge("increase", None, series, hold=True)) == expected


def _apart(lead: Decimal) -> dict[str, Decimal]:
    return {"women": max(lead, Decimal(0)), "men": max(-lead, Decimal(0))}


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ({2020: "5", 2025: "3"}, ("met", "on_track")),
        ({2020: "1", 2025: "-5"}, ("not_met", "away")),
        ({2020: "-5", 2025: "-3"}, ("met", "on_track")),
        ({2020: "5", 2025: "-5"}, ("not_met", "flat")),
        ({2020: "5", 2024: "-1", 2025: "2"}, ("met", "flat")),
        ({2020: "0", 2025: "0"}, ("met", "on_track")),
    ],
)
def test_a_gap_narrows_towards_zero_whoever_leads(
    series: dict[int, object], expected: tuple[str, str]
) -> None:
    shares = {year: _apart(Decimal(str(lead))) for year, lead in series.items()}
    p, now = gap_plan(target("decrease")), shares.pop(2025)
    found = assess(p.targets[0], figures(p, now, shares))
    assert facts(found) == expected
    assert found.arithmetic.split("；")[0].endswith("应缩小")


def test_a_rate_typed_without_its_counts_raises_no_alarm() -> None:
    found = judge("decrease", None, {2020: 10, 2025: 12}, "lower", indicator={"basis": "event_rate"})
    assert facts(found) == ("not_met", "away")
    assert found.reliability.small_numbers
    assert found.reliability.interval is None
    assert not found.is_alarm


def test_direction_at_the_end_of_the_plan_has_no_outlook() -> None:
    assert facts(judge("increase", None, {2020: 50, 2030: 51})) == ("met", None)
    assert facts(judge("increase", None, {2020: 50, 2025: 51}, year=2025)) == ("met", None)


@pytest.mark.parametrize("better", ["higher", "lower", None])
@given(st.integers(0, 99), st.integers(0, 99))
def test_up_and_down_mirror_each_other(better: str | None, start: int, end: int) -> None:
    up = facts(judge("increase", None, {2020: start + 1, 2025: end + 1}, better, indicator={"unit": "人"}))
    down = facts(judge("decrease", None, {2020: end + 1, 2025: start + 1}, better, indicator={"unit": "人"}))
    assert up == down


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ({2025: 5}, ("no_data", "no_data")),
        ({2020: 10, 2025: 14}, ("no_data", "no_data")),
        ({2019: 1, 2020: 10, 2025: 14}, ("no_data", "no_data")),
        ({2023: 10, 2024: 14, 2025: 16}, ("met", "on_track")),
        ({2023: 10, 2024: 12, 2025: 14}, ("not_met", "away")),
        ({2023: 10, 2024: 12, 2025: 16}, ("not_met", "away")),
        ({2023: 16, 2024: 12, 2025: 11}, ("met", "on_track")),  # falls, if more slowly: no longer rises
        ({2023: 16, 2024: 12, 2025: 12}, ("met", "on_track")),
        ({2023: 16, 2024: 12, 2025: 13}, ("not_met", "away")),
    ],
)
def test_trend_of_a_trend(series: dict[int, object], expected: tuple[str, str]) -> None:
    assert facts(judge("decrease", None, series, order=2)) == expected


# --- flags and words -------------------------------------------------------------------------------------


def test_volatile() -> None:
    found = judge(">=", 50, STEEP)
    assert found.volatile
    assert found.summary == "达标 · 波动大"
    assert judge("increase", None, STEEP).volatile
    assert not judge(">=", 50, STEEP | {2025: 56}).volatile


def test_elections_are_not_volatile() -> None:
    assert not judge(">=", 50, STEEP, indicator={"election": True}).volatile
    assert not judge("increase", None, STEEP, indicator={"election": True}).volatile


def test_small_numbers_are_not_volatile() -> None:
    p = rate_plan(target("<=", 10, unit="1/10万"), indicator=DEATHS)
    history: dict[int, dict[str, object]] = {y: {"part": 0, "whole": 2000} for y in range(2019, 2025)}
    found = assess(p.targets[0], figures(p, {"part": 1, "whole": 2000}, history))
    assert not found.volatile
    assert found.reliability.small_numbers
    plenty = {y: {"part": 30, "whole": 200000} for y in history}
    assert assess(p.targets[0], figures(p, {"part": 90, "whole": 200000}, plenty)).volatile


def test_small_numbers_advise_and_never_hide_the_outcome() -> None:
    p = rate_plan(target("<=", 10, unit="1/10万"), indicator=DEATHS)
    history: dict[int, dict[str, object]] = {
        2020: {"part": 1, "whole": 20000},
        2023: {"part": 1, "whole": 20000},
    }
    found = assess(p.targets[0], figures(p, {"part": 4, "whole": 20000}, history))
    assert facts(found) == ("not_met", "away")
    assert not found.is_alarm
    assert found.summary == "进行中 · 数少"
    assert found.arithmetic == (
        "本年 20.0，目标 ≤ 10，未达标；基期 2020 年 5.0 已达标，现在反而没有达标；95% 区间 5.4 至 51.2"
    )


def test_what_chance_cannot_explain_stays_an_alarm_however_few() -> None:
    """Three of 2,000 are 150 per 100,000: the interval (31 to 438) leaves no room for 10."""
    p = rate_plan(target("<=", 10, unit="1/10万"), indicator=DEATHS)
    history: dict[int, dict[str, object]] = {y: {"part": 0, "whole": 2000} for y in (2020, 2023)}
    found = assess(p.targets[0], figures(p, {"part": 3, "whole": 2000}, history))
    assert not found.reliability.small_numbers
    assert found.is_alarm


def test_a_slowing_rise_within_chance_is_no_alarm() -> None:
    """12.0, 12.1, 12.3 % of 400 asked: 12.2 would have been no slowing, and lies within chance."""
    p = typed_rate_plan(
        target("decrease", order=2), items=[item("asked")],
        indicator={"basis": "survey", "sample_item": "asked", "better": "lower"},
    )  # fmt: skip
    history: dict[int, dict[str, object]] = {2023: {"rate": "12"}, 2024: {"rate": "12.1"}}
    few = assess(p.targets[0], figures(p, {"rate": "12.3", "asked": 400}, history))
    assert facts(few) == ("not_met", "away")
    assert not few.is_alarm
    assert "95% 区间" in few.arithmetic
    many = assess(p.targets[0], figures(p, {"rate": "19", "asked": 4000}, history))
    assert many.is_alarm


@pytest.mark.parametrize(
    ("outlook", "alarm"),
    [("on_track", False), ("slipping", True), ("lagging", False), ("at_risk", True), ("flat", False),
     ("away", True), ("no_data", False), ("unknown", False), (None, False)],
)  # fmt: skip
def test_alarms(outlook: str | None, alarm: bool) -> None:
    p = typed(target(">=", 90))
    pace = Pace(outlook=Outlook(outlook) if outlook else None)
    found = Verdict(target=p.targets[0], year=2025, due=2030, actual=None, outcome=Outcome.NOT_MET, pace=pace)
    assert found.is_alarm == alarm


@pytest.mark.parametrize(
    ("series", "changes", "need"),
    [
        ({2025: 80}, {}, "2"),
        ({2029: 80}, {}, "10"),
        ({2030: 80}, {}, None),
        ({2025: 80}, {"year": 2024}, None),
        ({2025: 95}, {}, None),
    ],
)
def test_yearly_need(series: dict[int, object], changes: dict[str, object], need: str | None) -> None:
    assert judge(">=", 90, series, **changes).yearly_need == (None if need is None else Decimal(need))


def test_later_years_are_not_looked_at() -> None:
    p = typed(target(">=", 90))
    one = assess(p.targets[0], figures(p, {"rate": 80}, {2020: {"rate": 70}, 2022: {"rate": 71}}, 2024))
    two = assess(
        p.targets[0],
        figures(p, {"rate": 80}, {2020: {"rate": 70}, 2022: {"rate": 71}, 2025: {"rate": 1}}, 2024),
    )
    assert one == two


def test_breakdown_has_its_own_verdict() -> None:
    p = rate_plan(
        target(">=", 90, breakdown="RES=U"), indicator={"breakdown": ["RES=U"]}, columns=["_T", "RES=U"]
    )
    entries: dict[str, object] = {"part": 1, "whole": 10, "part/RES=U": 9, "whole/RES=U": 10}
    assert assess(p.targets[0], figures(p, entries)).outcome is Outcome.MET


@given(
    st.sampled_from(sorted(op.value for op in Op)), st.sampled_from(["higher", "lower", None]),
    st.dictionaries(st.integers(2016, 2031), st.integers(0, 200), min_size=1, max_size=8), st.booleans(),
    st.sampled_from([None, 2022, 2025]), st.sampled_from(["complete_count", "event_rate", "survey"]),
)  # fmt: skip
def test_no_series_makes_the_judgement_stumble(
    op: str, better: str | None, values: dict[int, int], hold: bool, year: int | None, basis: str
) -> None:
    fields: dict[str, object] = {"better": better, "basis": basis, "sample_item": "asked"}
    numbers = {">=", "<=", "=", "~", "relative_increase", "exists"}
    p = rate_plan(
        target(op, 90 if op in numbers else None, hold=hold, year=year,
               reference={"year": 2020, "measure": "relative"} if op == "relative_increase" else None),
        indicator=fields, items=[item("asked")],
    )  # fmt: skip
    reporting = max(values)
    history: dict[int, dict[str, object]] = {
        y: {"part": v, "whole": 100} for y, v in values.items() if y < reporting
    }
    entries: dict[str, object] = {"part": values[reporting], "whole": 100, "asked": values[reporting]}
    found = assess(p.targets[0], figures(p, entries, history, reporting))
    assert found.actual == values[reporting]
    assert found.arithmetic
    assert found.summary
    if found.outcome is Outcome.MET:
        assert found.outlook not in (Outlook.LAGGING, Outlook.AT_RISK)
        assert found.yearly_need is None
    if found.ratio is not None:
        assert found.outcome is not Outcome.MET
