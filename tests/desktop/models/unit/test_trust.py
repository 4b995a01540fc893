"""A fingerprint while it is typed from stamped paper, and the day a key was lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.typed_print import in_groups
from desktop.models.unit.trust import typed_day, typed_of_office

EXPECTED = "0123456789abcdef" * 4
GROUPS = [EXPECTED[at : at + 4] for at in range(0, 64, 4)]
prints = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(prints, st.sampled_from(["", " ", "-", ":", "\n", "　"]), st.booleans())
def test_the_right_digits_are_taken_however_they_are_written(expected, between, upper):
    text = between.join(expected[at : at + 4] for at in range(0, 64, 4))
    found = typed_of_office(text.upper() if upper else text, expected)
    assert (found.digits, found.told, found.is_wrong) == (expected, "", False)


@given(prints, st.integers(0, 63))
def test_the_first_digits_of_the_right_one_are_not_wrong(expected, length):
    found = typed_of_office(expected[:length], expected)
    assert (found.digits, found.is_wrong) == ("", False)
    assert found.told == f"已输入 {length // 4} 组，共 16 组。"


def test_digits_typed_full_width_are_digits():
    assert in_groups("０１２３ａｂｃ") == "0123 ABC"
    assert typed_of_office("０１２３", EXPECTED).told == "已输入 1 组，共 16 组。"


def test_a_group_is_compared_when_it_is_whole():
    assert not typed_of_office("0123 45", EXPECTED).is_wrong
    assert not typed_of_office("0123 459", EXPECTED).is_wrong
    found = typed_of_office("0123 4599", EXPECTED)
    assert found.is_wrong
    assert found.told == "第 2 组与这个文件的不同，请再看一遍盖章纸。"


def test_at_most_four_wrong_groups_are_named():
    found = typed_of_office("ffff " * 6, EXPECTED)
    assert found.told.startswith("第 1、2、3、4 组与")


def test_what_is_typed_too_long_is_cut():
    assert in_groups(EXPECTED + "ff") == " ".join(GROUPS).upper()


def test_another_fingerprint_is_not_the_offices():
    found = typed_of_office("f" * 64, EXPECTED)
    assert found.is_wrong
    assert found.digits == ""
    assert "不要打开" in found.told


def test_a_letter_that_is_no_digit_is_named_with_its_group():
    found = typed_of_office(EXPECTED[:63] + "o", EXPECTED)
    assert found.is_wrong
    assert "第 16 组里的“O”" in found.told
    assert "多半是数字 0" in found.told


TODAY = date(2026, 3, 26)


@pytest.mark.parametrize(
    ("text", "day", "told"),
    [
        ("", None, ""),
        ("  ", None, ""),
        (" 2026-03-26 ", TODAY, ""),
        ("2025-12-31", date(2025, 12, 31), ""),
        ("2026-03-27", None, "日期还没有到"),
        ("2026-02-30", None, "日期写成"),
        ("2026-3-2", None, "日期写成"),
        ("20260326", None, "日期写成"),
        ("昨天", None, "日期写成"),
    ],
)
def test_the_day_from_which_a_key_is_not_trusted(text, day, told):
    found = typed_day(text, TODAY)
    assert found.day == day
    assert found.told.startswith(told)
    assert bool(found.told) is bool(told)
