"""Sums, pairs and orders of a year, and a figure's course, at each condition of an answer."""

from dataclasses import replace
from decimal import Decimal

import pytest

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Reading
from forms.reporting.entry import Figures, Observation
from forms.slips.course import Course
from forms.slips.expectation import Nature
from forms.slips.relations import Order, Sum
from tests.builders import YEAR, counting_plan, item

PLAN = counting_plan(item("due"), item("seen"))
DUE, SEEN = SeriesKey("due"), SeriesKey("seen")


def _figures(**values: int) -> Figures:
    observations = {
        SeriesKey(code): Observation(
            key=SeriesKey(code), reading=Reading(text=str(value), value=Decimal(value))
        )
        for code, value in values.items()
    }
    return Figures(plan=PLAN, year=YEAR, observations=observations)


@pytest.mark.parametrize(
    ("parts", "is_pair"),
    [
        ((SeriesKey("due", "SEX=F"), SeriesKey("due", "SEX=M")), True),
        ((SeriesKey("due", "AREA=1"), SeriesKey("due", "AREA=2"), SeriesKey("due", "AREA=3")), False),
        ((SeriesKey("due", "SEX=F"),), False),
        ((SEEN, SeriesKey("late")), False),
    ],
)
def test_a_pair_is_the_two_groups_of_one_item(parts: tuple[SeriesKey, ...], *, is_pair: bool) -> None:
    assert Sum(DUE, parts).is_pair is is_pair


@pytest.mark.parametrize(("seen", "holds"), [(4, True), (5, True), (6, False)])
def test_a_part_may_be_as_large_as_its_whole(seen: int, *, holds: bool) -> None:
    order, figures = Order(smaller=SEEN, larger=DUE), _figures(due=5, seen=seen)
    assert order.holds(figures, SEEN, Decimal(seen)) is holds
    assert order.holds(figures, DUE, Decimal(5)) is holds


def test_an_order_with_a_missing_figure_says_nothing() -> None:
    assert Order(smaller=SEEN, larger=DUE).holds(_figures(due=5), DUE, Decimal(5)) is None


def test_a_course_follows_history_breaks_and_year() -> None:
    """It is kept only as long as all three are the same."""
    course = Course(DUE, PLAN.item_by_code["due"], Nature.COUNT)
    history = {year: {DUE: Decimal(year)} for year in range(YEAR - 3, YEAR)}
    figures = Figures(plan=PLAN, year=YEAR, history=history)
    assert [year for year, _ in course.past(figures)] == [YEAR - 3, YEAR - 2, YEAR - 1]
    broken = replace(figures, breaks={"due": YEAR - 1}, _past=Figures(plan=PLAN, year=YEAR)._past)
    assert [year for year, _ in course.past(broken)] == [YEAR - 1]
    assert len(course.past(figures)) == 3
    before = Figures(plan=PLAN, year=YEAR - 1, history=history, breaks=figures.breaks)
    assert [year for year, _ in course.past(before)] == [YEAR - 3, YEAR - 2]
    assert course.expectation_known(before)
    assert course.expectation(before) is course.expectation(before) is not None
    assert not course.is_last_year_odd(before, Decimal(1))
    other = Figures(plan=PLAN, year=YEAR - 1, history={YEAR - 2: {DUE: Decimal(1)}}, breaks=figures.breaks)
    assert course.past(other) == ((YEAR - 2, Decimal(1)),)
    assert not course.expectation_known(other)
    assert course.expectation(other) is None


def test_a_year_is_no_year_before_itself() -> None:
    course = Course(DUE, PLAN.item_by_code["due"], Nature.COUNT)
    history = {year: {DUE: Decimal(5)} for year in (YEAR - 1, YEAR)}
    figures = replace(_figures(due=7), history=history)
    assert course.past(figures) == ((YEAR - 1, Decimal(5)),)


@pytest.mark.parametrize(
    ("years", "value", "is_quiet"), [(2, "100", True), (1, "100", False), (2, "100.5", False)]
)
def test_only_what_two_years_and_the_unit_allow_is_quiet(years: int, value: str, *, is_quiet: bool) -> None:
    course = Course(DUE, PLAN.item_by_code["due"], Nature.COUNT)
    history = {YEAR - 1 - i: {DUE: Decimal(100)} for i in range(years)}
    assert course.is_quiet(Figures(plan=PLAN, year=YEAR, history=history), Decimal(value)) is is_quiet
