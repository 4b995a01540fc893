"""Published rates beside those that a unit's figures give."""

from decimal import Decimal

import pytest

from forms.figures.breakdown import SeriesKey
from forms.receiving.history import PastDifference
from forms.receiving.rates import compare_rates
from forms.receiving.second_judgement import with_past
from forms.reporting.entry import Figures
from tests.plans import wanghua

RATE = SeriesKey("pregnancy-anaemia-rate")


@pytest.fixture(scope="module")
def plan():
    return wanghua().plan


def figures(plan, cases, year=2020):
    (above,), (below,) = (
        plan.indicator_by_code[RATE.code].formula.numerator,
        plan.indicator_by_code[RATE.code].formula.denominator,
    )
    known = {SeriesKey(above.item): Decimal(cases), SeriesKey(below.item): Decimal(1000)}
    return Figures(plan=plan, year=2025, history={year: known})


@pytest.mark.parametrize(
    ("published", "cases", "agrees"),
    [
        ("12.9", 129, True),
        ("12.95", 129, False),
        ("13", 125, True),  # half up and half down are both how a rate is rounded
        ("12", 125, True),
        ("13", 124, False),
        ("12.5", 124, False),
    ],
)
def test_a_rate_agrees_within_half_of_its_last_digit(plan, published, cases, agrees):
    found = compare_rates(figures(plan, cases), {(RATE, 2020): Decimal(published)})
    assert (found.differing == ()) is agrees
    assert found.compared == 1


def test_how_exact_a_series_is_follows_from_all_its_years(plan):
    """13.0 is kept as 13, and beside 12.9 of the year before it means no less."""
    published = {(RATE, 2019): Decimal("12.9"), (RATE, 2020): Decimal(13)}
    found = compare_rates(figures(plan, 134), published)
    told = [(one.year, one.held, one.stated) for one in found.differing]
    assert told == [(2019, Decimal("12.9"), None), (2020, Decimal(13), Decimal("13.4"))]
    assert isinstance(found.differing[0], PastDifference)


def test_a_published_rate_counts_before_the_counts_of_its_year(plan):
    stated = figures(plan, 417)
    ours = with_past(stated, {(RATE, 2020): Decimal("34.9")}, {})
    assert stated.course_before(RATE) == {2020: Decimal("41.7")}
    assert ours.course_before(RATE) == {2020: Decimal("34.9")}
    broken = with_past(stated, {(RATE, 2020): Decimal("34.9")}, {RATE.code: 2023})
    assert broken.course_before(RATE) == {}
