"""From a typed figure back to what it may have been."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.slips.catalogue import Slip, is_one_digit_off, originals


def _found(typed: str, decimals: int = 0, unit: str = "人") -> dict[Decimal, Slip]:
    return {o.value: o.slip for o in originals(Decimal(typed), decimals, unit)}


@pytest.mark.parametrize(
    ("typed", "meant", "decimals", "slip"),
    [
        ("20360", "2036", 0, Slip.SHIFTED),
        ("203.6", "2036", 0, Slip.SHIFTED),
        ("0.2036", "2036", 0, Slip.UNIT),
        ("20360000", "2036", 0, Slip.UNIT),
        ("9540", "95.40", 2, Slip.SHIFTED),
        ("9.54", "95.4", 2, Slip.SHIFTED),
        ("-2036", "2036", 0, Slip.SIGN),
        ("22036", "2036", 0, Slip.DOUBLED),
        ("20336", "2036", 0, Slip.DOUBLED),
        ("20736", "2036", 0, Slip.EXTRA),
        ("2306", "2036", 0, Slip.TRANSPOSED),
        ("94.5", "95.4", 1, Slip.TRANSPOSED),
        ("236", "2036", 0, Slip.DROPPED),
        ("5.40", "95.40", 2, Slip.DROPPED),
    ],
)
def test_every_slip_is_undone(typed: str, meant: str, decimals: int, slip: Slip) -> None:
    assert _found(typed, decimals)[Decimal(meant)] is slip


@given(st.integers(0, 10**8))
def test_typed_figure_is_never_its_own_original(value: int) -> None:
    assert Decimal(value) not in _found(str(value))


@given(st.integers(1, 10**8), st.integers(0, 3))
def test_originals_are_possible_figures(digits: int, decimals: int) -> None:
    value = Decimal(digits).scaleb(-decimals)
    for original in originals(value, decimals, "%"):
        assert original.value > 0
        assert original.value == round(original.value, decimals)


@given(st.integers(10, 10**7).map(str), st.data())
def test_slips_of_a_digit_lead_back(text: str, data: st.DataObject) -> None:
    i = data.draw(st.integers(0, len(text) - 2))
    swapped = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    if text[i] != text[i + 1] and not swapped.startswith("0"):
        assert Decimal(text) in _found(swapped)
    assert Decimal(text) in _found(text[:i] + text[i] + text[i:])


def test_nothing_is_made_of_nothing() -> None:
    assert {o.slip for o in originals(Decimal(0), 0, "人")} <= {Slip.DROPPED}


def test_nobody_writes_a_zero_first() -> None:
    found = _found("206")
    assert found[Decimal(26)] is Slip.EXTRA, "026 is not how 26 is written, so nothing was exchanged"
    assert Decimal(6) not in found
    assert _found("1.05", 2)[Decimal("0.15")] is Slip.TRANSPOSED
    assert _found("10.5", 1)[Decimal("0.5")] is Slip.EXTRA
    assert Decimal("5.3") not in _found("105.3", 1), "05.3 neither"


def test_pasted_lengths_are_not_taken_apart() -> None:
    assert set(_found("12345678901").values()) <= {Slip.SHIFTED, Slip.UNIT}
    assert Slip.TRANSPOSED in _found("1234567890").values()
    assert Slip.TRANSPOSED in _found("12345678.90", 2).values()
    assert set(_found("123456789.01", 2).values()) <= {Slip.SHIFTED, Slip.UNIT}


def test_count_with_a_point_is_wrong_by_a_power_of_ten_and_nothing_else() -> None:
    assert set(_found("23324.5").values()) == {Slip.SHIFTED, Slip.UNIT}


def test_lost_last_digits_leave_a_range() -> None:
    (lost,) = [o for o in originals(Decimal(203), 0, "人") if o.value == 2030]
    assert lost.up_to == 2039
    assert lost.allows(Decimal(2036))
    assert lost.allows(Decimal(2039)), "the last digit may have been any"
    assert not lost.allows(Decimal(2040))
    assert lost.nearest(Decimal(2500)) == 2039
    assert lost.nearest(Decimal(2034)) == 2034
    assert lost.rounded(10).up_to is None
    assert lost.rounded(1) is lost


@pytest.mark.parametrize(
    ("typed", "meant", "decimals", "unit", "wording"),
    [
        ("20360", "2036", 0, "人", "多打了一位"),
        ("20", "2000", 0, "人", "少打了两位"),
        ("9540", "95.40", 2, "%", "漏了小数点"),
        ("0.954", "95.40", 2, "%", "把百分数填成了小数"),
        ("9.54", "95.40", 2, "%", "小数点错位"),
        ("95.4", "9.54", 2, "%", "小数点错位"),
        ("95", "950", 2, "元", "小数点错位"),
        ("0.95", "95", 2, "元", "小数点错位"),
        ("0.95", "9.5", 2, "%", "小数点错位"),
        ("1", "0.01", 2, "%", "漏了小数点"),
        ("1", "100", 2, "%", "把百分数填成了小数"),
        ("1.5", "150", 2, "%", "小数点错位"),
        ("203.6", "2036", 0, "人", "小数点错位"),
        ("0.2036", "2036", 0, "人", "按“万人”填写"),
        ("20360", "2.036", 3, "万人", "按“人”填写"),
        ("20736", "2036", 0, "人", "多打了一个“7”"),
        ("20336", "2036", 0, "人", "“3”打了两次"),
        ("236", "2036", 0, "人", "漏打了一个“0”"),
        ("2306", "2036", 0, "人", "“03”打成了“30”"),
    ],
)
def test_wording(typed: str, meant: str, decimals: int, unit: str, wording: str) -> None:
    found = {o.value: o.wording for o in originals(Decimal(typed), decimals, unit)}
    assert found[Decimal(meant)] == wording


@pytest.mark.parametrize(
    ("typed", "meant", "decimals"),
    [("20360", "2036", 0), ("20", "200000", 0), ("95", "950", 2), ("203.6", "2036", 0)],
)
def test_no_digits_were_lost_where_all_are_told(typed: str, meant: str, decimals: int) -> None:
    (told,) = [o for o in originals(Decimal(typed), decimals, "人") if o.value == Decimal(meant)]
    assert told.up_to is None


@pytest.mark.parametrize(
    ("low", "high", "is_within"),
    [(1, 2029, False), (1, 2030, True), (2035, 2036, True), (2039, 3000, True), (2040, 3000, False)],
)
def test_a_range_of_originals_lies_within_bounds_where_one_of_them_does(
    low: int, high: int, *, is_within: bool
) -> None:
    (lost,) = [o for o in originals(Decimal(203), 0, "人") if o.value == 2030]
    assert lost.lies_within(Decimal(low), Decimal(high)) is is_within
    assert lost.rounded(10).lies_within(Decimal(low), Decimal(high)) is (low <= 2030 <= high)


def test_one_digit_off() -> None:
    assert is_one_digit_off(Decimal(2035), Decimal(2036), 0)
    assert is_one_digit_off(Decimal("95.4"), Decimal("95.41"), 2)
    assert not is_one_digit_off(Decimal(2036), Decimal(2036), 0)
    assert not is_one_digit_off(Decimal(203), Decimal(2036), 0)
