"""When two siblings are said to stand in each other's cell, at each condition of the answer."""

from decimal import Decimal

import pytest

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Reading
from forms.reporting.entry import Figures, Observation
from forms.slips.course import Course
from forms.slips.expectation import Nature
from forms.slips.siblings import are_swapped
from tests.builders import YEAR, counting_plan, item

PLAN = counting_plan(item("births", breakdown=["RES=U", "RES=R"]), columns=["_T", "RES=U", "RES=R"])
KEYS = (SeriesKey("births", "RES=U"), SeriesKey("births", "RES=R"))

Pair = tuple[int | None, int | None]


def _swapped(before: tuple[Pair, ...], typed: Pair) -> bool:
    history = {
        YEAR - len(before) + i: {k: Decimal(v) for k, v in zip(KEYS, pair, strict=True) if v is not None}
        for i, pair in enumerate(before)
    }
    observations = {
        key: Observation(key=key, reading=Reading(text=str(value), value=Decimal(value)))
        for key, value in zip(KEYS, typed, strict=True)
        if value is not None
    }
    figures = Figures(plan=PLAN, year=YEAR, observations=observations, history=history)
    here, there = (Course(key, PLAN.item_by_code["births"], Nature.COUNT) for key in KEYS)
    return are_swapped(here, there, figures)


STEADY = ((600, 400), (601, 400))


@pytest.mark.parametrize(
    ("before", "typed", "is_swapped"),
    [
        (STEADY, (400, 600), True),
        (STEADY, (600, 400), False),
        (((30, 0), (31, 0)), (0, 30), True),
        (((0, 30), (0, 31)), (30, 0), True),
        (((600, 400),), (400, 600), False),
        (((600, 400), (None, 400)), (400, 600), False),
    ],
    ids=["turned", "as before", "a zero", "a zero there", "one year", "one year with both"],
)
def test_an_order_is_turned_against_two_years(
    before: tuple[Pair, ...], typed: Pair, *, is_swapped: bool
) -> None:
    assert _swapped(before, typed) is is_swapped


@pytest.mark.parametrize("typed", [(None, 600), (400, None), (-3, 600), (400, -3), (500, 500)])
def test_what_is_missing_impossible_or_equal_cannot_be_swapped(typed: Pair) -> None:
    assert not _swapped(STEADY, typed)


def test_nearly_equal_siblings_may_change_their_order() -> None:
    assert not _swapped(((501, 500), (502, 500)), (499, 500))


@pytest.mark.parametrize(("typed", "is_swapped"), [((300, 700), True), ((220, 780), False)])
def test_the_order_turned_too_far_is_no_swap(typed: Pair, *, is_swapped: bool) -> None:
    """Exchanged back, the two must continue the years."""
    assert _swapped(((620, 380), (600, 400), (640, 360)), typed) is is_swapped
