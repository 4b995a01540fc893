"""Hypothesis strategies for figures, texts and entries."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from forms.figures.quantity import MAX_DECIMALS, MAX_INTEGER_DIGITS

_WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)} | {" ": "\u3000"})


@st.composite
def quantities(draw: st.DrawFn, places: int = MAX_DECIMALS) -> Decimal:
    """Every figure that a cell can hold."""
    digits = draw(st.integers(0, 10**MAX_INTEGER_DIGITS - 1))
    decimals = draw(st.integers(0, places))
    fraction = draw(st.integers(0, 10**decimals - 1))
    sign = draw(st.sampled_from((1, 1, 1, -1)))
    return sign * (Decimal(digits) + Decimal(fraction).scaleb(-decimals))


counts = st.integers(0, 10**9)
"""Head counts."""

entries = st.one_of(
    counts.map(str),
    st.integers(0, 30).map(str),
    st.sampled_from(["", "0", "-1", "-2", "不适用", "abc", "1,23", "5%", "2.5", "-7.0", "9" * 16]),
)
"""What a clerk may leave in a cell: mostly figures, also reasons and mistakes."""


def wide(text: str) -> str:
    """The text as a Chinese keyboard in full-width mode gives it."""
    return text.translate(_WIDE)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | quantities(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
"""JSON documents as our parser gives them."""
