"""What holds of every verdict, whatever the figures."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.plan.pack import Plan
from forms.verdict import Outcome, Verdict, assess
from tests.builders import Document, figures, indicator, item, rate_plan, target
from tests.forms.verdict.judging import gap_plan, typed
from tests.strategies import quantities

History = Mapping[int, Mapping[str, object]]

_RANKS = {Outcome.MET: 2, Outcome.NEARLY_MET: 1, Outcome.NOT_MET: 0}
_MARGINS = st.sampled_from([None, Decimal("0.02")])
_NEAR = st.integers(0, 120).map(Decimal)
"""Values that often coincide with one another, with 0 and with 100, where a direction ends."""
_VALUES = _NEAR | quantities(places=3).map(abs)
_COURSES = st.dictionaries(st.integers(2019, 2024), st.integers(0, 100).map(Decimal), max_size=6)


# --- a better value never gives a worse outcome (a target's own figure: test_assessment) ------------------


def _outcomes(p: Plan, history: History, *values: Decimal) -> list[int]:
    """Outcomes of several values of this year, everything else being the same."""
    judged = [assess(p.targets[0], figures(p, {"rate": value}, history)) for value in values]
    return [_RANKS[verdict.outcome] for verdict in judged]


@given(
    _VALUES.filter(lambda base: base <= 100),
    st.integers(0, 200),
    _VALUES,
    _VALUES,
    st.sampled_from(["relative", "points"]),
    _MARGINS,
)
def test_more_is_no_worse_against_a_base_year(
    base: Decimal, rise: int, one: Decimal, two: Decimal, measure: str, margin: Decimal | None
) -> None:
    aim = target("relative_increase", rise, reference={"year": 2020, "measure": measure})
    p = typed(aim, parameters={"nearly_met_margin": margin})
    worse, better = _outcomes(p, {2020: {"rate": base}}, *sorted((one, two)))
    assert worse <= better


@pytest.mark.parametrize(
    ("op", "better"), [(">=", "higher"), ("<=", "lower"), ("=", "higher"), ("~", "lower")]
)
@given(_VALUES, _VALUES, _VALUES, _MARGINS)
def test_better_is_no_worse_against_another_indicator(
    op: str, better: str, other: Decimal, one: Decimal, two: Decimal, margin: Decimal | None
) -> None:
    p = typed(
        target(op, reference={"indicator": "other"}), items=[item("other", decimals=3)],
        indicators=[indicator("other", ["other"])], better=better,
        parameters={"nearly_met_margin": margin},
    )  # fmt: skip
    outcomes = [
        _RANKS[assess(p.targets[0], figures(p, {"rate": value, "other": other})).outcome]
        for value in sorted((one, two), reverse=better == "lower")
    ]
    assert outcomes == sorted(outcomes)


@pytest.mark.parametrize("op", ["increase", "decrease"])
@given(_COURSES, _NEAR, _NEAR, st.booleans())
def test_better_is_no_worse_where_a_direction_is_asked_for(
    op: str, course: dict[int, Decimal], one: Decimal, two: Decimal, hold: bool
) -> None:
    p = typed(target(op, hold=hold))
    history = {2020: {"rate": 50}} | {year: {"rate": value} for year, value in course.items()}
    worse, better = _outcomes(p, history, *sorted((one, two), reverse=op == "decrease"))
    assert worse <= better


# --- a gap between two groups ------------------------------------------------------------------------------


_AIMS = st.sampled_from(
    [target("<=", 5), target("<=", 5, hold=True), target("<=", 0, year=2025), target("decrease"),
     target("decrease", hold=True)]
)  # fmt: skip


@given(_AIMS, st.dictionaries(st.integers(2018, 2024), st.tuples(_NEAR, _NEAR), max_size=7), _NEAR, _NEAR)
def test_a_gap_is_judged_alike_whoever_leads(
    aim: Document, course: dict[int, tuple[Decimal, Decimal]], women: Decimal, men: Decimal
) -> None:
    p = gap_plan(aim)
    one, other = (
        assess(
            p.targets[0],
            figures(
                p, dict(zip(names, (women, men), strict=True)),
                {year: dict(zip(names, values, strict=True)) for year, values in course.items()},
            ),
        )
        for names in (("women", "men"), ("men", "women"))
    )  # fmt: skip
    assert (one.outcome, one.pace.outlook, one.ratio) == (other.outcome, other.pace.outlook, other.ratio)
    assert (one.volatile, one.reliability) == (other.volatile, other.reliability)
    assert (one.shortfall or 0) == -(other.shortfall or 0)


# --- the two flags -----------------------------------------------------------------------------------------


_TARGETS = st.sampled_from(
    [target(">=", 60), target("<=", 40, hold=True), target("~", 50, year=2025), target("=", 100),
     target("balanced"), target("increase"), target("decrease", hold=True), target("decrease", order=2),
     target("relative_increase", 10, reference={"year": 2020, "measure": "relative"})]
)  # fmt: skip
_KINDS: tuple[dict[str, object], ...] = (
    {"basis": "complete_count"},
    {"basis": "complete_count", "election": True},
    {"basis": "event_rate"},
    {"basis": "survey", "sample_item": "asked"},
)


def _told(
    kind: dict[str, object], aim: Document, better: str | None, course: list[int], scale: int
) -> Verdict:
    """The verdict on a share of forty, or of many times as many, counted or asked in this way."""
    p = rate_plan(aim, indicator=kind | {"better": better}, items=[item("asked")])
    *earlier, now = ({"part": n * scale, "whole": 40 * scale, "asked": 40 * scale} for n in course)
    return assess(p.targets[0], figures(p, now, dict(zip(range(2019, 2025), earlier, strict=True))))


@given(
    _TARGETS,
    st.sampled_from(["higher", "lower", None]),
    st.lists(st.integers(0, 40), min_size=7, max_size=7),
    st.sampled_from([1, 25, 5000]),
)
def test_small_numbers_and_volatility_change_neither_outcome_nor_pace(
    aim: Document, better: str | None, course: list[int], scale: int
) -> None:
    verdicts = [_told(kind, aim, better, course, scale) for kind in _KINDS]
    assert len({(v.outcome, v.pace, v.shortfall, v.yearly_need) for v in verdicts}) == 1


def test_the_kinds_differ_in_both_flags() -> None:
    """Or the property above would compare like with like."""
    verdicts = [_told(kind, target(">=", 60), "higher", [10, 10, 11, 10, 11, 10, 22], 1) for kind in _KINDS]
    flags = {(v.reliability.small_numbers, v.volatile) for v in verdicts}
    assert flags == {(False, True), (False, False), (True, False)}
