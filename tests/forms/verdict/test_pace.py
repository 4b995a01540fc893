from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.verdict.bound import Bound
from forms.verdict.pace import movement, progress_ratio, projected, slowing

AT_LEAST_90 = Bound(Decimal(90), None, linear=False, text="")
AT_MOST_10 = Bound(None, Decimal(10), linear=False, text="")


def series(values: dict[int, object]) -> dict[int, Decimal]:
    return {year: Decimal(str(value)) for year, value in sorted(values.items())}


def ratio(
    values: dict[int, object], bound: Bound, target_year: int = 2030, baseline: int = 2020
) -> Decimal | None:
    return progress_ratio(series(values), bound, baseline, target_year)


def about(found: Decimal | None, expected: float) -> bool:
    return found is not None and abs(float(found) - expected) < 1e-9


def growth(start: float, end: float, years: int) -> float:
    return (end / start) ** (1 / years) - 1


@pytest.mark.parametrize(
    ("values", "bound", "due"),
    [
        ({2020: 12.9, 2022: 12.5, 2025: 12.41}, AT_MOST_10, 2030),
        ({2020: 80, 2021: 81, 2025: 85}, AT_LEAST_90, 2030),
        ({2019: 1, 2020: 80, 2021: 81, 2022: 70}, AT_LEAST_90, 2025),
    ],
)
def test_ratio_of_compound_growth(values: dict[int, object], bound: Bound, due: int) -> None:
    known = {y: float(str(v)) for y, v in values.items() if y >= 2020}
    first, last = min(known), max(known)
    goal = float(bound.low if bound.low is not None else bound.high or 0)
    expected = growth(known[first], known[last], last - first) / growth(known[first], goal, due - first)
    assert about(ratio(values, bound, due), expected)


def test_exact_pace_is_one() -> None:
    assert about(ratio({2020: 100, 2022: 1, 2025: 200}, Bound(Decimal(400), None, linear=False, text="")), 1)


@pytest.mark.parametrize("values", [{2025: 5}, {2020: 4, 2025: 5}, {2018: 1, 2019: 2, 2020: 4, 2025: 5}])
def test_three_values_from_the_baseline_on_are_needed(values: dict[int, object]) -> None:
    assert ratio(values, AT_LEAST_90) is None


def test_base_is_the_first_value_from_the_baseline_on() -> None:
    later = ratio({2015: 50, 2022: 80, 2024: 81, 2025: 85}, AT_LEAST_90)
    assert about(later, growth(80, 85, 3) / growth(80, 90, 8))


def test_zeros_are_measured_on_the_distance() -> None:
    values: dict[int, object] = {2020: 0, 2022: 3, 2025: 9}
    assert ratio(values, Bound(Decimal(20), None, linear=False, text="")) == Decimal("0.9")
    assert ratio({2020: 20, 2022: 9, 2025: 11}, Bound(None, Decimal(0), linear=False, text="")) == Decimal(
        "0.9"
    )
    assert ratio({2020: 20, 2022: 9, 2025: 0}, Bound(Decimal(40), None, linear=False, text="")) == -2


def test_two_sided_bounds_are_measured_on_the_distance() -> None:
    even = Bound(Decimal("47.5"), Decimal("52.5"), linear=True, text="")
    assert ratio({2020: 37.5, 2022: 40, 2025: 42.5}, even) == 1
    assert ratio({2020: 37.5, 2022: 40, 2025: 57.5}, even) == 1  # as far off on the other side
    assert ratio({2020: 37.5, 2022: 40, 2025: 32.5}, even) == -1


def test_a_base_that_was_acceptable_required_no_growth() -> None:
    assert ratio({2020: 95, 2022: 94, 2025: 89}, AT_LEAST_90) is None
    assert ratio({2020: 90, 2022: 94, 2025: 89}, AT_LEAST_90) is None


@given(st.integers(1, 89), st.lists(st.integers(1, 89), min_size=2, max_size=2, unique=True))
def test_a_better_value_is_never_a_slower_pace(base: int, ends: list[int]) -> None:
    worse, better = (ratio({2020: base, 2022: base, 2025: end}, AT_LEAST_90) for end in sorted(ends))
    assert worse is not None
    assert better is not None
    assert worse < better
    assert (better > 0) == (max(ends) > base)


@pytest.mark.parametrize(
    ("values", "year", "expected"),
    [
        ({2020: "7.16", 2025: "6.5"}, 2030, "5.84"),
        ({2024: 10, 2025: 12}, 2030, "22"),
        ({2010: 99, 2024: 10, 2025: 12}, 2030, "22"),
        ({2019: 99, 2020: 10, 2023: 11, 2025: 12}, 2025, "12"),
        ({2025: 12}, 2030, None),
        ({2019: 10, 2025: 12}, 2030, None),
    ],
)
def test_projection_follows_the_last_five_years(
    values: dict[int, object], year: int, expected: str | None
) -> None:
    assert projected(series(values), year) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("values", "sign", "moved"),
    [
        ({2025: 5}, 1, None),
        ({2019: 1, 2025: 5}, 1, None),
        ({2020: 1, 2025: 5}, 1, (1, 1)),
        ({2020: 1, 2025: 5}, -1, (-1, -1)),
        ({2020: 5, 2025: 5}, 1, (0, 0)),
        ({2020: 1, 2022: 6, 2025: 5}, 1, (1, -1)),
        ({2020: 1, 2021: 6, 2025: 5}, 1, (1, 1)),  # 2021 is not recent
        ({2020: 6, 2023: 4, 2025: 5}, 1, (-1, 1)),
        ({2020: 1, 2022: 5, 2025: 5}, -1, (-1, 0)),
    ],
)
def test_direction(values: dict[int, object], sign: int, moved: tuple[int, int] | None) -> None:
    found = movement(series(values), 2020, sign)
    assert (found and (found.since, found.lately)) == moved


def test_the_years_moved_from() -> None:
    found = movement(series({2018: 1, 2020: 2, 2022: 3, 2025: 5}), 2019, 1)
    assert found is not None
    assert (found.base_year, found.recent_year) == (2020, 2022)


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        ({2020: 1, 2025: 5}, None),
        ({2019: 1, 2020: 1, 2025: 5}, None),
        ({2020: 10, 2021: 14, 2022: 16}, (4, 2)),
        ({2020: 10, 2022: 14, 2025: 15}, (2, Fraction(1, 3))),
        ({2020: 10, 2021: 0, 2022: 20, 2023: 30, 2024: 34}, (5, 7)),
        ({2020: 10, 2021: 20, 2024: 26, 2025: 27}, (10, Fraction(7, 4))),  # 2021 and 2024 are equally near
    ],
)
def test_growth_of_the_two_halves(values: dict[int, object], changes: tuple[object, object] | None) -> None:
    found = slowing(series(values), 2020)
    if changes is None:
        assert found is None
        return
    assert found is not None
    for got, expected in zip((found.earlier, found.later), changes, strict=True):
        assert abs(Fraction(got) - Fraction(str(expected))) < Fraction(1, 10**20)


def test_where_a_rise_would_have_led_without_slowing() -> None:
    found = slowing(series({2020: 10, 2021: 14, 2024: 16}), 2020)
    assert found is not None
    assert found.unslowed == 26
