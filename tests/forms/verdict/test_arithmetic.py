"""What a verdict says of itself."""

import pytest

from forms.verdict import Outcome, Outlook, assess
from tests.builders import (
    figures,
    indicator,
    item,
    rate_plan,
    target,
)
from tests.forms.verdict.judging import DEATHS, STEEP, facts, judge, typed


def test_what_was_met_and_is_not_any_more_has_no_ratio_to_show() -> None:
    """No growth was required, so no share of it can be told."""
    found = judge(">=", 90, {2020: 92, 2022: 91, 2025: 89})
    assert (facts(found), found.ratio) == (("not_met", "away"), None)
    assert found.arithmetic == "本年 89.00，目标 ≥ 90，未达标；基期 2020 年 92.00 已达标，现在反而没有达标"


def test_a_course_is_told_with_where_it_leads() -> None:
    assert judge(">=", 90, {2023: 95, 2025: 91}).arithmetic == (
        "本年 91.00，目标 ≥ 90，数值达标；照近五年的走势，2030 年约 81.00"
    )
    assert judge(">=", 90, {2023: 91, 2025: 97}).arithmetic.endswith("2030 年约 100.00")
    free = judge(">=", 90, {2023: 91, 2025: 97}, indicator={"may_exceed_100": True})
    assert free.arithmetic.endswith("2030 年约 112.00")
    assert judge("<=", 9, {2023: 9, 2025: 3}, "lower").arithmetic.endswith("2030 年约 0.00")


def test_direction_in_words() -> None:
    told = judge("increase", None, {2020: 50, 2025: "50.004"}).arithmetic
    assert told == "基期 2020 年 50.000，本年 50.004，应提高"
    assert judge("decrease", None, {2021: 50, 2025: 50}).arithmetic == (
        "基期 2021 年（2020 年以来最早有数的一年）50.00，本年 50.00，应降低"
    )
    assert judge("decrease", None, {2020: 0, 2025: 0}).arithmetic == (
        "基期 2020 年 0.00，本年 0.00，应降低；已到尽头，保持即可"
    )
    assert judge("increase", None, {2025: 5}).arithmetic == "没有 2020 年以来的基期数，需人工评估"


def test_trend_of_a_trend_in_words() -> None:
    assert judge("decrease", None, {2023: 10, 2024: 14, 2025: 16}, order=2).arithmetic == (
        "前段平均每年变化 4.000，后段 2.000，应减缓"
    )
    assert judge("decrease", None, {2024: 14, 2025: 16}, order=2).arithmetic == (
        "趋势的变化至少要三个年份的数据才能判断"
    )


def test_pooled_value_is_shown_beside() -> None:
    p = rate_plan(target("<=", 10, year=2025, unit="1/10万"), indicator=DEATHS)
    history: dict[int, dict[str, object]] = {y: {"part": 0, "whole": 2000} for y in (2021, 2022, 2023, 2024)}
    found = assess(p.targets[0], figures(p, {"part": 1, "whole": 2000}, history))
    assert found.arithmetic == "本年 50.0，目标 ≤ 10，未达标；95% 区间 1.3 至 278.6；近 5 年合计 10.0"
    assert found.summary == "未达标 · 数少"


@pytest.mark.parametrize(
    ("series", "changes", "summary"),
    [
        ({2024: 91, 2025: "90.5"}, {}, "达标·有滑落风险"),
        ({2024: 90, 2025: 91}, {}, "达标"),
        ({2020: 80, 2022: 82, 2025: 85}, {}, "进度正常"),
        ({2020: 80, 2022: 82, 2025: 84}, {}, "进度偏慢"),
        ({2020: 80, 2022: 82, 2025: 79}, {}, "背离目标"),
        ({2025: 79}, {}, "进行中·走势待定"),
        ({2025: 79}, {"year": 2025}, "未达标"),
        ({2024: 80, 2025: 79}, {"hold": True}, "未达标"),
        ({2025: "-1"}, {}, "无数据"),
        ({2025: "不适用"}, {}, "不适用"),
    ],
)
def test_summary(series: dict[int, object], changes: dict[str, object], summary: str) -> None:
    assert judge(">=", 90, series, **changes).summary == summary


def test_what_is_open_where_too_few_years_leave_the_outlook_open() -> None:
    found = judge("<=", 10, {2025: "12.41"}, year=2030)
    assert (found.outcome, found.outlook) == (Outcome.NOT_MET, Outlook.UNKNOWN)
    assert found.summary == "进行中·走势待定"
    assert found.arithmetic == "本年 12.41，目标 ≤ 10，未达标；有数的年份还不满三年，看不出走势"


@pytest.mark.parametrize(
    ("op", "value", "actual", "shown"),
    [
        (">=", 95, "94.96", "本年 94.96，目标 ≥ 95，未达标"),
        (">=", 95, "94.9999", "本年 94.9999，目标 ≥ 95，未达标"),
        (">=", 95, "94.4", "本年 94.4，目标 ≥ 95，未达标"),
        (">=", 95, "95.04", "本年 95.0，目标 ≥ 95，数值达标"),
        (">=", "95.04", "95.041", "本年 95.04，目标 ≥ 95.04，数值达标"),
        ("<=", "10", "10.04", "本年 10.04，目标 ≤ 10，未达标"),
    ],
)
def test_display_never_hides_the_outcome(op: str, value: str, actual: str, shown: str) -> None:
    better = "higher" if op == ">=" else "lower"
    told = judge(op, value, {2025: actual}, better, indicator={"decimals": 1}).arithmetic
    assert told.partition("；")[0] == shown


def test_reference_with_endless_digits_stays_readable() -> None:
    p = typed(
        target(">=", reference={"indicator": "third"}), items=[item("a"), item("b")],
        indicators=[indicator("third", ["a"], ["b"])],
    )  # fmt: skip
    found = assess(p.targets[0], figures(p, {"rate": "33.33", "a": 1, "b": 3}))
    assert found.arithmetic == "本年 33.33，目标 ≥ 33.3333（third），未达标；有数的年份还不满三年，看不出走势"


@pytest.mark.parametrize(
    ("series", "changes", "need"),
    [
        ({2025: 80}, {}, "每年还需提高 2.00 个百分点"),
        ({2030: 80}, {}, "还需提高 10.00 个百分点"),
        ({2025: 80}, {"hold": True}, "还需提高 10.00 个百分点"),
        ({2025: "89.99"}, {}, "还需提高 0.01 个百分点"),
        ({2030: "89.999"}, {}, "还需提高 0.001 个百分点"),
        ({2025: 95}, {}, ""),
        ({2025: "-1"}, {}, ""),
    ],
)
def test_need_in_words(series: dict[int, object], changes: dict[str, object], need: str) -> None:
    """Never 0 while something is missing."""
    assert judge(">=", 90, series, **changes).need == need


def test_need_of_things_and_of_rates() -> None:
    one = judge("exists", 1, {2025: 0}, indicator={"unit": "名", "decimals": 0})
    assert one.need == "还需提高 1 名"
    rate = judge("<=", 10, {2025: 20}, "lower", indicator={"unit": "1/10万", "decimals": 1})
    assert rate.need == "每年还需降低 2.0（1/10万）"


def test_recent_years_are_told_where_they_speak_against_the_base() -> None:
    found = judge("increase", None, {2020: 50, 2022: 60, 2024: 56, 2025: 55})
    assert facts(found) == ("met", "flat")
    assert found.arithmetic == "基期 2020 年 50.00，本年 55.00，应提高；2022 年 60.00，近来反向"


def test_an_unusual_change_is_told_with_what_is_usual() -> None:
    assert judge("increase", None, STEEP).arithmetic == (
        "基期 2020 年 51.00，本年 85.00，应提高；最近一年变化 30.00，往年一般 1.00，偏离超过 2.12 就算反常"
    )


def test_a_missing_standard_is_told_from_a_missing_reference() -> None:
    standard = judge("balanced", None, {2025: 1}, None, unit="倍", indicator={"unit": "倍"})
    assert standard.arithmetic == "原文没有给出标准，由人工评估"


def test_words_for_every_outcome_and_outlook() -> None:
    assert {o.value: o.label for o in Outcome} == {
        "met": "数值达标", "nearly_met": "基本达标", "not_met": "未达标", "no_data": "无数据",
        "not_applicable": "不适用", "by_hand": "需人工评估",
    }  # fmt: skip
    assert {o.value: o.label for o in Outlook} == {
        "on_track": "进度正常", "slipping": "有滑落风险", "lagging": "进度偏慢", "at_risk": "预计达标困难",
        "flat": "持平", "away": "背离目标", "no_data": "无数据", "unknown": "数据不足，暂不判断",
    }  # fmt: skip


def test_standing_still_is_no_turn() -> None:
    told = judge("increase", None, {2020: 50, 2022: 55, 2025: 55}).arithmetic
    assert told == "基期 2020 年 50.00，本年 55.00，应提高"


def test_a_rise_against_last_year_does_not_hide_with_which_year_is_compared() -> None:
    """鹿寨县民政局: 76.05 last year, 76.67 this year, and 背离目标, because it was 76.68 in 2023."""
    found = judge("increase", None, {2023: "76.68", 2024: "76.05", 2025: "76.67"})
    assert (facts(found), found.summary, found.compared) == (("not_met", "away"), "背离目标", "比 2023 年")
    assert found.arithmetic == (
        "基期 2023 年（2020 年以来最早有数的一年）76.68，本年 76.67，应提高；"
        "比上年 76.05 已提高，但还没有回到基期"
    )
    worse = judge("increase", None, {2023: 80, 2024: 79, 2025: 78})
    assert (worse.compared, worse.arithmetic.count("上年")) == ("比 2023 年", 0)
    lately = judge("increase", None, {2024: 80, 2025: 78})
    assert lately.compared == "比 2024 年"
    assert judge("increase", None, {2023: 78, 2024: 79, 2025: 80}).compared == ""


def test_a_pace_away_names_its_base_and_what_is_better_than_last_year() -> None:
    found = judge(">=", 90, {2020: 80, 2024: 70, 2025: 75})
    assert (facts(found), found.compared) == (("not_met", "away"), "比 2020 年")
    assert found.arithmetic == (
        "本年 75.00，目标 ≥ 90，未达标；基期 2020 年 80.00，至今是往反方向走；"
        "比上年 70.00 已好转，但还没有回到基期"
    )
    lost = judge(">=", 90, {2020: 92, 2022: 91, 2025: 89})
    assert lost.compared == "比 2020 年"


def test_a_pace_is_told_from_its_base() -> None:
    slow = judge("<=", 10, {2020: "12.9", 2022: "12.7", 2025: "12.41"}, "lower")
    assert slow.arithmetic == (
        "本年 12.41，目标 ≤ 10，未达标；基期 2020 年 12.90，至今的速度是按期达标所需的 0.30 倍"
    )
    still = judge(">=", 90, {2020: 80, 2022: 81, 2025: 80})
    assert still.arithmetic.endswith("基期 2020 年 80.00，至今基本没有动（按期达标所需速度的 0.00 倍）")


def test_what_the_stated_decimals_do_not_show_is_no_way_back() -> None:
    """34.652 and 34.651 stand on the form as 34.65 and 34.65: the verdict stays, nobody is alarmed."""
    found = judge("increase", None, {2024: "34.652", 2025: "34.651"})
    assert (facts(found), found.is_alarm) == (("not_met", "away"), False)
    assert (found.summary, found.compared) == ("几乎持平", "比 2024 年")
    assert found.arithmetic == (
        "基期 2024 年（2020 年以来最早有数的一年）34.652，本年 34.651，应提高；取整后相同，不算退步"
    )
    seen = judge("increase", None, {2024: "34.656", 2025: "34.654"})
    assert (seen.is_alarm, seen.summary) == (True, "背离目标")
