"""Which figure of a failing sum is named, and what was meant, at each condition of the answer."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Reading
from forms.reporting.entry import Figures, Observation
from forms.slips.blame import blamed_figure
from forms.slips.catalogue import Slip
from forms.slips.course import Course
from forms.slips.expectation import Nature
from forms.slips.relations import Sum, by_key
from tests.builders import YEAR, counting_plan, item

PLAN = counting_plan(item("births", breakdown=["RES=U", "RES=R"]), columns=["_T", "RES=U", "RES=R"])
WHOLE, TOWN, COUNTRY = SeriesKey("births"), SeriesKey("births", "RES=U"), SeriesKey("births", "RES=R")
KEYS = (WHOLE, TOWN, COUNTRY)
SUM = Sum(WHOLE, (TOWN, COUNTRY))

Row = tuple[int, int, int]
Blamed = tuple[SeriesKey, int, Slip]
EVEN = ((1000, 600, 400), (1001, 601, 400))


def _blamed(before: Sequence[Row], typed: Row, *, typable: Sequence[SeriesKey] = KEYS) -> Blamed | None:
    history = {
        YEAR - len(before) + i: dict(zip(KEYS, map(Decimal, row), strict=True))
        for i, row in enumerate(before)
    }
    observations = {
        key: Observation(key=key, reading=Reading(text=str(value), value=Decimal(value)))
        for key, value in zip(KEYS, typed, strict=True)
    }
    figures = Figures(plan=PLAN, year=YEAR, observations=observations, history=history)
    courses = {key: Course(key, PLAN.item_by_code["births"], Nature.COUNT) for key in typable}
    found = blamed_figure(figures, SUM, courses, by_key([SUM]))
    return None if found is None else (found[0], int(found[1].value), found[1].slip)


def test_the_cell_whose_slip_mends_the_sum_is_blamed() -> None:
    assert _blamed(EVEN, (1000, 6000, 400)) == (TOWN, 600, Slip.SHIFTED)


def test_a_sum_that_holds_blames_nobody() -> None:
    assert _blamed(EVEN, (7000, 6600, 400)) is None


def test_a_figure_that_nobody_types_is_not_blamed() -> None:
    assert _blamed(EVEN, (1000, 6000, 400), typable=(WHOLE, COUNTRY)) is None


def test_a_sum_may_require_nothing() -> None:
    """0 is a figure; what is below it is none."""
    assert _blamed(((600, 0, 600), (600, 0, 600)), (600, 700, 600)) == (TOWN, 0, Slip.OTHER)
    assert _blamed(((600, 600, 0), (600, 600, 0)), (600, 640, 0), typable=(COUNTRY,)) is None


def test_a_zero_is_not_copied_from_last_year() -> None:
    assert _blamed(((5, 0, 5), (5, 0, 5)), (28, 0, 5), typable=(TOWN,)) is None


@pytest.mark.parametrize(
    ("before", "typed", "expected"),
    [
        (
            ((6247, 2910, 894), (5953, 2870, 895), (6313, 2944, 894)),
            (3812, 4902, 894),
            (TOWN, 2918, Slip.OTHER),
        ),
        (((9582, 3892, 1918), (9631, 4022, 1919), (9599, 3476, 1918)), (5679, 7618, 1918), None),
    ],
)
def test_far_off_is_far_off(before: Sequence[Row], typed: Row, expected: Blamed | None) -> None:
    """Two cells would be mended alike: how far beyond ten spreads one of them lies does not decide."""
    assert _blamed(before, typed) == expected
