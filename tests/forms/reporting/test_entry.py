from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.figures.quantity import Missing
from forms.plan.definitions import formula_inputs
from forms.reporting.earlier import known_history
from forms.reporting.entry import Figures
from forms.reporting.measured import Gap
from tests.builders import counting_plan, figures, indicator, item, key, observation, plan, rate_plan
from tests.strategies import counts

PLAN = rate_plan(
    items=[item("other")],
    indicators=[
        indicator("difference", ["part", "other"]),
        indicator("by-sex", ["part/SEX=F"], ["part"]),
    ],
)
PLAN_MINUS = rate_plan(
    indicators=[
        {**indicator("rest", ["whole"]), "formula": {
            "text": "", "numerator": [{"item": "whole"}, {"item": "part", "sign": -1}], "multiplier": 1,
        }},
    ]
)  # fmt: skip


def measured(entries: dict[str, object], code: str = "rate") -> object:
    return figures(PLAN, entries).measured(key(code))


@given(counts, counts.filter(bool))
def test_quotient_is_exact_to_34_digits(part: int, whole: int) -> None:
    found = figures(PLAN, {"part": part, "whole": whole}).measured(key("rate"))
    assert (found.numerator, found.denominator, found.gap) == (part, whole, None)
    assert found.value is not None
    assert abs(Fraction(found.value) - Fraction(100 * part, whole)) <= Fraction(100 * part, whole) / 10**33


@pytest.mark.parametrize(
    ("entries", "gap", "missing"),
    [
        ({}, Gap.BLANK, None),
        ({"part": "5"}, Gap.BLANK, None),
        ({"part": "x", "whole": "9"}, Gap.UNREADABLE, None),
        ({"part": "5", "whole": "-2"}, Gap.MISSING, Missing.NOT_CONDUCTED),
        ({"part": "不适用", "whole": "9"}, Gap.MISSING, Missing.NOT_APPLICABLE),
        ({"part": "5", "whole": "0"}, Gap.ZERO_DENOMINATOR, None),
        ({"part": "0", "whole": "0"}, Gap.ZERO_DENOMINATOR, None),
    ],
)
def test_an_unknown_part_makes_the_rate_undecidable(
    entries: dict[str, object], gap: Gap, missing: Missing | None
) -> None:
    found = figures(PLAN, entries).measured(key("rate"))
    assert (found.value, found.gap, found.missing) == (None, gap, missing)


def test_parts_that_are_known_are_shown() -> None:
    found = figures(PLAN, {"part": "5", "whole": "-2"}).measured(key("rate"))
    assert (found.numerator, found.denominator) == (5, None)


def test_sums_and_differences() -> None:
    assert figures(PLAN, {"part": "5", "other": "3"}).measured(key("difference")).value == 8
    assert figures(PLAN_MINUS, {"part": "5", "whole": "9"}).measured(key("rest")).value == 4


def test_breakdown_of_a_term_joins_the_one_asked_for() -> None:
    found = figures(PLAN, {"part/SEX=F;RES=U": "2", "part/RES=U": "8"}).measured(key("by-sex/RES=U"))
    assert found.value == 25
    assert formula_inputs(PLAN.indicator_by_code["by-sex"], "RES=U") == (
        key("part/SEX=F;RES=U"),
        key("part/RES=U"),
    )


def test_inputs_are_named_once() -> None:
    doubled = indicator("rate", ["part", "part"], ["part"])
    assert formula_inputs(plan(items=[item("part")], indicators=[doubled]).indicators[0], "_T") == (
        key("part"),
    )


def test_why_a_figure_is_not_there() -> None:
    all_ = figures(PLAN, {"part": "x", "whole": "-1", "other": "3"}, {2024: {"part": 4}})
    assert [all_.gap(key(k)) for k in ("part", "whole", "other", "part/SEX=F")] == [
        Gap.UNREADABLE, Gap.MISSING, None, Gap.BLANK,
    ]  # fmt: skip
    assert all_.gap(key("part"), 2024) is None
    assert all_.gap(key("whole"), 2024) is Gap.UNRECORDED
    assert {g: g.label for g in Gap} == {
        Gap.BLANK: "未填", Gap.UNREADABLE: "填写有误", Gap.MISSING: "无数据",
        Gap.ZERO_DENOMINATOR: "不适用（分母为 0）", Gap.UNRECORDED: "无历史数据",
        Gap.BROKEN: "口径已变，不可比", Gap.IMPOSSIBLE: "数值不可能，没有采用", Gap.FAULTY: "程序没能算出",
    }  # fmt: skip


def test_gaps_have_stable_names() -> None:
    assert {"blank", "unreadable", "missing", "zero_denominator", "unrecorded"} <= {g.value for g in Gap}


def test_earlier_years() -> None:
    all_ = figures(
        PLAN, {"part": 9, "whole": 10},
        {2020: {"rate": "12.9"}, 2022: {"part": 1, "whole": 3}, 2023: {"part": 1}, 2026: {"rate": 1}},
    )  # fmt: skip
    assert all_.value(key("part"), 2022) == 1
    assert all_.value(key("part"), 2025) == 9
    assert all_.value(key("part"), 2021) is None
    assert all_.measured(key("rate"), 2020).value == Decimal("12.9")
    assert all_.measured(key("rate"), 2022).denominator == 3
    assert all_.measured(key("rate"), 2023).gap is Gap.UNRECORDED
    assert all_.years_before(key("rate")) == [2020, 2022]


def test_items_of_an_earlier_year_go_before_the_finished_rate() -> None:
    all_ = figures(PLAN, {}, {2020: {"rate": "12.9", "part": 1, "whole": 8}})
    found = all_.measured(key("rate"), 2020)
    assert (found.value, found.numerator, found.denominator) == (Decimal("12.5"), 1, 8)


def test_finished_rate_counts_where_the_items_are_incomplete() -> None:
    all_ = figures(PLAN, {}, {2020: {"rate": "12.9", "part": 1}, 2021: {"rate": 7, "part": 1, "whole": 0}})
    assert all_.measured(key("rate"), 2020).value == Decimal("12.9")
    assert all_.measured(key("rate"), 2021).value == 7


def test_no_finished_rate_for_the_reporting_year() -> None:
    assert figures(PLAN, {}, {2025: {"rate": 7}}).measured(key("rate")).value is None


def test_changed_cells_make_new_figures() -> None:
    before = figures(PLAN, {"part": 5, "whole": 10})
    assert before.measured(key("rate")).value == 50
    after = before.with_observations([observation(PLAN, "part", "6")])
    assert (before.measured(key("rate")).value, after.measured(key("rate")).value) == (50, 60)
    emptied = after.with_observations([observation(PLAN, "part", "")])
    assert key("part") not in emptied.observations
    assert emptied.measured(key("rate")).gap is Gap.BLANK
    noted = after.with_observations([observation(PLAN, "part", "", note="等台账")])
    assert noted.observations[key("part")].note == "等台账"
    assert noted.gap(key("part")) is Gap.BLANK
    with pytest.raises(TypeError):
        after.observations[key("part")] = after.observations[key("whole")]  # type: ignore[index]


@given(st.lists(st.tuples(st.sampled_from(["part", "whole"]), counts), max_size=8))
def test_what_was_asked_before_never_colours_the_answer(edits: list[tuple[str, int]]) -> None:
    history: dict[int, dict[str, object]] = {2024: {"part": 1, "whole": 4}, 2023: {"rate": 5}}
    current, entries = figures(PLAN, {}, history), dict[str, object]()
    for place, value in edits:
        current = current.with_observations([observation(PLAN, place, str(value))])
        entries[place] = value
        fresh = figures(PLAN, entries, history)
        for year in (None, 2023, 2024, 2022):
            assert current.measured(key("rate"), year) == fresh.measured(key("rate"), year)
        assert current == fresh


def test_an_answer_is_worked_out_once() -> None:
    all_ = figures(PLAN, {"part": 5})
    asked: list[int] = []

    def answer() -> int | None:
        asked.append(1)
        return None

    assert [all_.remember("question", answer) for _ in range(3)] == [None] * 3
    assert len(asked) == 1
    all_.with_observations([]).remember("question", answer)
    assert len(asked) == 2


def test_history_stated_by_the_plan() -> None:
    known = rate_plan(
        history=[{"indicator": "rate", "year": 2020, "value": Decimal("12.9"), "source": "前言"}]
    )
    assert known_history(known) == {2020: {key("rate"): Decimal("12.9")}}
    assert Figures(plan=known, year=2025, observations={}, history=known_history(known)).measured(
        key("rate"), 2020
    ).value == Decimal("12.9")


def test_order_of_observations_does_not_matter() -> None:
    p = counting_plan(item("a"), item("b"))
    one, two = figures(p, {"a": 1, "b": 2}), figures(p, {"b": 2, "a": 1})
    assert one == two
