from decimal import Decimal

import pytest

from forms.plan.pack import Plan
from forms.verdict import assess
from forms.verdict.bound import numeric_bound
from forms.verdict.reliability import CERTAIN, FEW_EVENTS, Reliability, reliability
from tests.builders import figures, item, rate_plan, target, typed_rate_plan

RATE = rate_plan(
    target("<=", 10, unit="1/10万"),
    indicator={"basis": "event_rate", "multiplier": 100000, "unit": "1/10万", "better": "lower"},
    rows=["part", "whole", "=rate"],
)
SURVEY = typed_rate_plan(
    target(">=", 20), items=[item("asked")], rows=["asked"],
    indicator={"basis": "survey", "sample_item": "asked", "better": "higher"},
)  # fmt: skip


def judged(
    p: Plan,
    entries: dict[str, object],
    history: dict[int, dict[str, object]] | None = None,
    breakdown: str = "_T",
) -> Reliability:
    all_ = figures(p, entries, history)
    bound = numeric_bound(p.targets[0], p.indicators[0], all_) if p.targets else None
    return reliability(p.indicators[0], breakdown, all_, bound)


def rounded(trust: Reliability) -> tuple[str, str] | None:
    return trust.interval and tuple(f"{limit:.1f}" for limit in trust.interval)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("deaths", "births", "small", "interval"),
    [
        (0, 2036, True, ("0.0", "181.2")),
        (1, 1500, True, ("1.7", "371.4")),
        (19, 100000, False, ("11.4", "29.7")),
        (17, 100000, True, ("9.9", "27.2")),
        (4, 100000, True, ("1.1", "10.2")),
        (3, 100000, False, ("0.6", "8.8")),
        (100, 100000, False, ("81.4", "121.6")),
    ],
)
def test_rare_events(deaths: int, births: int, small: bool, interval: tuple[str, str]) -> None:
    trust = judged(RATE, {"part": deaths, "whole": births})
    assert (trust.small_numbers, rounded(trust)) == (small, interval)


@pytest.mark.parametrize(("deaths", "small"), [(19, True), (20, False)])
def test_rare_events_with_nothing_to_compare(deaths: int, small: bool) -> None:
    assert small == (deaths < FEW_EVENTS)
    all_ = figures(RATE, {"part": deaths, "whole": 100000})
    assert reliability(RATE.indicators[0], "_T", all_, None).small_numbers == small


def test_a_share_has_no_limit_beyond_a_hundred() -> None:
    p = rate_plan(target("<=", 2), indicator={"basis": "event_rate", "better": "lower"})
    interval = judged(p, {"part": 1, "whole": 5}).interval
    assert interval is not None
    assert interval[1] == 100


@pytest.mark.parametrize(
    "entries",
    [{}, {"part": 5}, {"part": 5, "whole": 0}, {"part": "2.5", "whole": 100}, {"part": "-5", "whole": 100},
     {"part": 5, "whole": "-100"}],
)  # fmt: skip
def test_what_is_no_count_of_events_has_no_interval(entries: dict[str, object]) -> None:
    assert judged(RATE, entries) == CERTAIN


def test_complete_count_has_no_interval() -> None:
    assert judged(rate_plan(target(">=", 30)), {"part": 12, "whole": 40}) == CERTAIN


@pytest.mark.parametrize(
    ("history", "pooled", "years"),
    [
        ({}, None, 0),
        ({2024: (1, 1000)}, None, 0),
        ({2024: (1, 1000), 2023: (0, 2000)}, "40", 3),
        ({2024: (1, 1000), 2020: (9, 10)}, None, 0),
        ({2024: (1, 1000), 2023: (0, 2000), 2022: (4, 1000), 2021: (3, 1000)}, "120", 5),
        ({2024: (1, 1000), 2023: (0, 0), 2022: (0, 2000)}, "40", 3),
    ],
)
def test_years_together(history: dict[int, tuple[int, int]], pooled: str | None, years: int) -> None:
    earlier: dict[int, dict[str, object]] = {y: {"part": p, "whole": w} for y, (p, w) in history.items()}
    trust = judged(RATE, {"part": 1, "whole": 2000 if years != 5 else 2500}, earlier)
    assert trust.pooled_years == years
    assert trust.pooled == (None if pooled is None else Decimal(pooled))


def test_finished_rates_cannot_be_pooled() -> None:
    trust = judged(RATE, {"part": 1, "whole": 2000}, {2024: {"rate": 5}, 2023: {"rate": 6}})
    assert (trust.pooled, trust.pooled_years) == (None, 0)


@pytest.mark.parametrize(
    ("value", "asked", "small", "interval"),
    [
        ("21.80", 640, True, ("18.8", "25.2")),
        ("30.00", 640, False, ("26.6", "33.7")),
        ("15.00", 640, False, ("12.4", "18.0")),
        ("20.00", 640, True, ("17.1", "23.3")),
        ("90.00", 29, True, ("74.0", "96.6")),
        ("90.00", 30, False, ("74.4", "96.5")),
        ("100", 1000, False, ("99.6", "100.0")),
        ("100", 1, True, ("20.7", "100.0")),
    ],
)
def test_survey(value: str, asked: int, small: bool, interval: tuple[str, str]) -> None:
    trust = judged(SURVEY, {"rate": value, "asked": asked})
    assert (trust.small_numbers, rounded(trust)) == (small, interval)
    assert (trust.pooled, trust.pooled_years) == (None, 0)


@pytest.mark.parametrize(
    "entries",
    [{"rate": 20}, {"rate": 20, "asked": 0}, {"rate": 20, "asked": "-2"}, {"rate": 140, "asked": 100},
     {"rate": "-5", "asked": 100}, {"asked": 100}],
)  # fmt: skip
def test_survey_that_cannot_be_weighed(entries: dict[str, object]) -> None:
    assert judged(SURVEY, entries) == CERTAIN


def test_survey_of_something_else_than_a_share_has_no_interval() -> None:
    p = typed_rate_plan(
        target(">=", 70, unit="岁"), items=[item("asked")],
        indicator={"basis": "survey", "sample_item": "asked", "unit": "岁"},
    )  # fmt: skip
    assert judged(p, {"rate": 75, "asked": 100}) == CERTAIN


def test_survey_without_a_sample_item_has_no_interval() -> None:
    assert judged(typed_rate_plan(target(">=", 70), indicator={"basis": "survey"}), {"rate": 75}) == CERTAIN


def test_survey_without_a_bound_is_small_only_when_few_were_asked() -> None:
    p = typed_rate_plan(items=[item("asked")], indicator={"basis": "survey", "sample_item": "asked"})
    all_ = figures(p, {"rate": 20, "asked": 100})
    assert not reliability(p.indicators[0], "_T", all_, None).small_numbers


@pytest.mark.parametrize(
    ("op", "base", "now", "few"),
    [
        ("increase", 21, 20, True),  # of 600 people asked: 17 to 23 per cent
        ("increase", 30, 20, False),
        ("increase", 21, 22, True),
        ("decrease", 21, 22, True),
        ("decrease", 10, 20, False),
    ],
)
def test_survey_within_chance_of_its_base_moved_neither_way(op, base, now, few):
    """Without a figure in the target, the base is what must be left behind."""
    plan_ = typed_rate_plan(
        target(op),
        indicator={"basis": "survey", "sample_item": "asked"},
        items=[item("asked")],
        rows=["asked"],
    )
    found = assess(plan_.targets[0], figures(plan_, {"rate": now, "asked": 600}, {2020: {"rate": base}}))
    assert found.reliability.small_numbers == few
    assert not (found.is_alarm and few)
