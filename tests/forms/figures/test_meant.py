"""What a text that is no figure may have meant: never anything for a text that can be read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.figures.meant import meant_number, meant_reasons
from forms.figures.quantity import Missing, format_quantity, parse_quantity

ALL = (Missing.NOT_COLLECTED, Missing.NOT_CONDUCTED, Missing.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("text", "unit", "meant"),
    [
        ("12。5", "%", "12.5"),
        ("12、5%", "%", "12.5"),
        ("12 。 5", "%", "12.5"),
        ("１２·５", "%", "12.5"),
        ("12..5", "%", "12.5"),
        ("12，5", "%", "12.5"),
        ("。5", "%", "0.5"),
        ("1,234。5", "万元", "1234.5"),
        ("0。5万", "人", "5000"),
        ("7。1/10万", "1/10万", "7.1"),
        ("2036。", "人", "2036"),
        ("1。234。5", "%", None),
        ("1,2,3", "%", None),
        ("12。5。", "%", None),
        ("2o36", "人", None),
        ("约12。5", "%", None),
        ("", "人", None),
        ("。", "人", None),
        ("1。" + "5" * 60, "%", None),
    ],
)
def test_another_mark_for_the_point(text, unit, meant):
    assert meant_number(text, unit) == (None if meant is None else Decimal(meant))


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from("。、·，"))
def test_every_figure_with_another_mark_is_found_again(value, mark):
    text = format_quantity(value, 2, grouped=False).replace(".", mark)
    assert meant_number(text, "%") == value


@given(st.text(max_size=30))
def test_any_text_is_answered(text):
    meant_number(text, "人")
    if meant_reasons(text):
        assert parse_quantity(text, "人").value is None


@pytest.mark.parametrize("text", [" 无 ", "没有", "没有。", "暂无数据", "—", "——", "-", "－", "/", "\\", "×"])
def test_words_and_strokes_that_say_that_there_is_nothing(text):
    assert meant_reasons(text) == ALL


@pytest.mark.parametrize("text", ["", "0", "-1", "无锡", "不清楚", "没有统计", "- 5", "。"])
def test_other_texts_are_no_reason(text):
    assert meant_reasons(text) == ()
