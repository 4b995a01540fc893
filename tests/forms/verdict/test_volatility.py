from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.verdict.pace import Series
from forms.verdict.volatility import last_change


def is_volatile(series: Series, decimals: int) -> bool:
    found = last_change(series, decimals)
    return found is not None and found.is_unusual


def volatile(*values: object, decimals: int = 2) -> bool:
    return is_volatile({2020 + i: Decimal(str(v)) for i, v in enumerate(values)}, decimals)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((50, 51, 52, 53, 54, 85), True),
        ((50, 51, 52, 53, 54, 55), False),
        ((50, 51, 52, 53, 54, 50), True),
        ((50, 51, 52, 53, 85), False),  # three earlier changes say too little
        ((50, 52, 49, 53, 50, 56), False),
        ((50, 50, 50, 50, 50, 52), False),  # quiet: within four times one per cent of 50
        ((50, 50, 50, 50, 50, "52.01"), True),
        ((0, 0, 0, 0, 0, "0.04"), False),  # four units of the last digit
        ((0, 0, 0, 0, 0, "0.05"), True),
        ((), False),
        ((5,), False),
    ],
)
def test_last_change_far_outside_the_others(values: tuple[object, ...], expected: bool) -> None:
    assert volatile(*values) == expected


def test_digits_shown_set_the_smallest_unusual_change() -> None:
    assert not volatile(0, 0, 0, 0, 0, "0.4", decimals=1)
    assert volatile(0, 0, 0, 0, 0, "0.4", decimals=2)


@given(st.lists(st.integers(100, 1000), min_size=6, max_size=10), st.integers(2, 9), st.randoms())
def test_neither_unit_nor_order_matters(values: list[int], factor: int, random: object) -> None:
    plain = {2000 + i: Decimal(v) for i, v in enumerate(values)}
    assert is_volatile({y: v * factor for y, v in plain.items()}, 6) == is_volatile(plain, 6)
    years = list(plain)
    random.shuffle(years)  # type: ignore[attr-defined]
    assert is_volatile({y: plain[y] for y in years}, 2) == is_volatile(plain, 2)


@pytest.mark.parametrize(
    "years", [(2015, 2016, 2017, 2018, 2019, 2020), (2016, 2018, 2020, 2022, 2024, 2026)]
)
def test_a_gap_in_the_years_is_no_leap(years: tuple[int, ...]) -> None:
    steady = {year: Decimal(year - 1960) for year in years}
    assert not is_volatile(steady | {2031: Decimal(71)}, 2)
    assert is_volatile(steady | {2031: Decimal(171)}, 2)


def test_the_change_and_what_is_usual_can_be_told() -> None:
    found = last_change({2020 + i: Decimal(v) for i, v in enumerate((50, 51, 53, 54, 55, 85))}, 2)
    assert found is not None
    assert (found.change, found.usual, found.allowed) == (30, 1, Decimal("2.14"))
    assert last_change({2020 + i: Decimal(v) for i, v in enumerate((50, 51, 53, 54, 55))}, 2) is None


def test_a_turn_is_as_unusual_as_a_leap() -> None:
    assert is_volatile({2020 + i: Decimal(v) for i, v in enumerate((50, 60, 70, 80, 90, 80))}, 2)


def test_changes_over_two_years_count_by_the_year() -> None:
    steady = {year: Decimal(year - 2015) * 100 for year in (2016, 2018, 2020, 2022, 2024, 2025)}
    assert not is_volatile(steady, 2)
