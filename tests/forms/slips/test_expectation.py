"""What earlier years let expect, and how far off a figure is."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.slips.expectation import (
    OUT_OF_THE_QUESTION,
    Expectation,
    Nature,
    expect,
    logarithm,
    room_for_a_slip,
)


def _expect(*values: object, nature: Nature = Nature.COUNT, decimals: int = 0) -> Expectation:
    past = tuple((2025 - len(values) + i, Decimal(str(v))) for i, v in enumerate(values))
    return expect(past, 2025, nature, decimals)


@given(st.decimals("1e-6", "1e14", allow_nan=False, allow_infinity=False).filter(lambda d: d > 0))
def test_logarithm(value: Decimal) -> None:
    assert abs(float(logarithm(value)) - math.log(value)) < 1e-6


def test_course_is_expected() -> None:
    expected = _expect(2764, 2587, 2398, 2262, 2141)
    assert expected.distance(Decimal(2141)) == 0
    assert expected.distance(Decimal(2060)) == 0
    assert 0 < expected.distance(Decimal(2000)) < 1
    assert expected.distance(Decimal(2500)) > 3
    assert (expected.least, expected.most, expected.last, expected.changes) == (2141, 2764, 2141, 4)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_further_is_further(a: int, b: int) -> None:
    expected = _expect(1000, 1020, 990)
    low, high = sorted((a, b))
    if low >= 1020:
        assert expected.distance(Decimal(low)) <= expected.distance(Decimal(high))
    if high <= 990:
        assert expected.distance(Decimal(low)) >= expected.distance(Decimal(high))


def test_chance_widens_what_is_expected_of_few() -> None:
    few, many = _expect(3, 4, 3, 4), _expect(3000, 4000, 3000, 4000)
    assert few.distance(Decimal(9)) < 2 < many.distance(Decimal(9000))


def test_what_stood_still_is_no_matter_of_chance() -> None:
    assert _expect(1, 1, 1, 1).distance(Decimal(10)) > 10
    assert _expect(1, 1).distance(Decimal(10)) < 3
    assert _expect(1, 1, 1).distance(Decimal(10)) < 10, "two equal changes are common among small counts"


def test_more_quiet_years_narrow_and_a_jump_widens() -> None:
    value = Decimal(1300)
    assert _expect(1000, 1001).distance(value) < _expect(1000, 1001, 1000, 1001, 1000).distance(value)
    assert _expect(500, 1000, 1001, 1000).distance(value) < _expect(999, 1000, 1001, 1000).distance(value)


def test_old_error_nobody_corrected_does_not_blind() -> None:
    assert _expect(1000, 10050, 1010, 1000).distance(Decimal(10000)) > 3


def test_share_near_its_end() -> None:
    expected = _expect("99.1", "99.2", "99.3", nature=Nature.SHARE, decimals=1)
    assert expected.distance(Decimal("98.5")) < Decimal("2.5")
    assert expected.distance(Decimal("93.9")) > 3
    assert expected.distance(Decimal("100.1")) == OUT_OF_THE_QUESTION
    assert expected.distance(Decimal(-1)) == OUT_OF_THE_QUESTION


@pytest.mark.parametrize("value", ["0", "36.1", "66.7"])
def test_leaps_expect_what_was_there_before(value: str) -> None:
    expected = _expect("0", "66.7", "0", "36.1", "0", nature=Nature.ERRATIC, decimals=1)
    assert expected.distance(Decimal(value)) == 0
    assert expected.distance(Decimal("133.4")) < 2


def test_round_figures() -> None:
    assert _expect(860, 870, 890).grain == 10
    assert _expect(3200, 3100).grain == 100
    assert _expect(3200, 3101).grain == 1
    assert _expect("0.5", "0.7", nature=Nature.MEASURE, decimals=1).grain == 1


def test_what_was_meant_must_be_clearly_likelier() -> None:
    assert room_for_a_slip(Decimal("2.4")) is None
    assert room_for_a_slip(Decimal("2.45")) < 1
    assert room_for_a_slip(Decimal(4)) < room_for_a_slip(Decimal(5)) == room_for_a_slip(Decimal(50)) < 3


def test_gap_in_the_years_widens() -> None:
    close = expect(((2023, Decimal(1000)), (2024, Decimal(1000))), 2025, Nature.COUNT, 0)
    distant = expect(((2019, Decimal(1000)), (2020, Decimal(1000))), 2025, Nature.COUNT, 0)
    assert distant.distance(Decimal(1400)) < close.distance(Decimal(1400))
