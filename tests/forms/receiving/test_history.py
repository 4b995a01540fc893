"""The past that a package states beside the past that the office holds."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from forms.figures.breakdown import SeriesKey
from forms.receiving.history import PastDifference, compare_past

ANAEMIA, BIRTHS = SeriesKey("anaemia", "_T"), SeriesKey("births", "F")


def test_a_rewritten_year_is_told_with_both_figures():
    found = compare_past({(ANAEMIA, 2020): Decimal(417)}, {(ANAEMIA, 2020): Decimal(349)})
    assert found.differing == (
        PastDifference(key=ANAEMIA, year=2020, held=Decimal(349), stated=Decimal(417)),
    )
    assert (found.first_seen, found.compared) == (0, 1)


def test_a_year_that_is_left_out_is_told_too():
    found = compare_past({(ANAEMIA, 2021): Decimal(1)}, {(ANAEMIA, 2020): Decimal(349)})
    assert [(one.year, one.held, one.stated) for one in found.differing] == [(2020, Decimal(349), None)]
    assert (found.first_seen, found.compared) == (1, 1)


def test_a_figure_becomes_missing_and_a_missing_one_a_figure():
    held = {(ANAEMIA, 2020): Decimal(349), (ANAEMIA, 2021): None, (BIRTHS, 2020): None}
    found = compare_past({(ANAEMIA, 2020): None, (ANAEMIA, 2021): Decimal(0), (BIRTHS, 2020): None}, held)
    told = [(one.year, one.held, one.stated) for one in found.differing]
    assert told == [(2020, Decimal(349), None), (2021, None, Decimal(0))]


def test_the_same_number_is_the_same_however_it_is_written():
    found = compare_past({(ANAEMIA, 2020): Decimal("349.00")}, {(ANAEMIA, 2020): Decimal(349)})
    assert found.differing == ()


def test_what_is_new_is_counted_and_what_is_missing_and_unknown_is_not():
    stated = {(ANAEMIA, 2020): Decimal(1), (BIRTHS, 2020): None, (BIRTHS, 2021): Decimal(2)}
    found = compare_past(stated, {})
    assert (found.differing, found.first_seen, found.compared) == ((), 2, 0)


def test_differences_come_by_year_and_series():
    held = {(key, year): Decimal(1) for key in (BIRTHS, ANAEMIA) for year in (2022, 2020)}
    found = compare_past({}, held)
    assert [(one.year, one.key) for one in found.differing] == [
        (2020, ANAEMIA),
        (2020, BIRTHS),
        (2022, ANAEMIA),
        (2022, BIRTHS),
    ]


pasts = st.dictionaries(
    st.tuples(st.sampled_from([ANAEMIA, BIRTHS]), st.integers(2020, 2023)),
    st.none() | st.integers(0, 3).map(Decimal),
)


@given(pasts, pasts)
def test_nothing_that_differs_is_passed_over(stated, held):
    found = compare_past(stated, held)
    told = {(one.key, one.year) for one in found.differing}
    assert told == {one for one, value in held.items() if stated.get(one) != value}
    assert not compare_past(held, held).differing
