"""Arithmetic in a cell: exact, bounded, and nothing that only looks like it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.figures.quantity import parse_quantity
from forms.figures.sums import computed

FIGURES = st.decimals(min_value=0, max_value=10**6, places=2)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("=10+5", "15"), ("＝10＋5", "15"), ("10+5", "15"), ("10 ＋ 5", "15"), ("10+5=", "15"),
        ("=10-5", "5"), ("=10−5", "5"), ("=10—5", "5"), ("=1+2*3", "7"), ("3×4", "12"), ("=1,234+1", "1235"),
        ("=10/2", "5"), ("=10÷4", "2.5"), ("=1/8", "0.125"), ("=2*-3", "-6"), ("=-5+10", "5"), ("=5", "5"),
        ("10人+5人", "15"), ("=1.5万+1", "15001"), ("=0.1+0.2", "0.3"), ("１０＋５", "15"),
    ],
)  # fmt: skip
def test_it_is_computed(text, result):
    assert str(computed(text, "人")) == result


@pytest.mark.parametrize(
    "text",
    ["", "=", "+", "=+", "==1", "10", "-5", "10-12", "3/4", "2021-2030", "2021—2030", "=10/3", "=1/0",
     "=SUM(A1:B1)", "=A1+B1", "=1+", "1+", "=1+x", "=1e5+1", "--", "—", "=9*999999999999999*9",
     "=" + "1+" * 200 + "1"],
)  # fmt: skip
def test_nothing_else_is(text):
    assert computed(text, "人") is None


@given(st.lists(FIGURES, min_size=2, max_size=8), st.data())
def test_sums_are_exact(figures, data):
    signs = [data.draw(st.sampled_from("+-")) for _ in figures[1:]]
    text = f"={figures[0]}" + "".join(f"{s}{f}" for s, f in zip(signs, figures[1:], strict=True))
    whole = figures[0] + sum(f if s == "+" else -f for s, f in zip(signs, figures[1:], strict=True))
    assert computed(text) == whole


@given(FIGURES, FIGURES.filter(bool))
def test_a_quotient_is_exact_or_none(one, other):
    result = computed(f"={one}/{other}")
    assert result is None or Fraction(result) == Fraction(one) / Fraction(other)


@given(st.text(alphabet="=＝0123456789.,+-−*/×÷ 人万（(", max_size=40))
def test_any_text_is_answered(text):
    result = computed(text, "人")
    assert result is None or isinstance(result, Decimal)
    parse_quantity(text, "人")
