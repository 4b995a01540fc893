"""The scale of the chart, whatever the figures."""

from decimal import Context, Decimal
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from desktop.views.grid.trend_chart import _ticks

COUNTS = st.integers(1, 999_999_999_999_999)
QUOTIENTS = st.builds(Context(prec=34).divide, COUNTS.map(Decimal), COUNTS.map(Decimal))
NEARLY_ALIKE = [
    Context(prec=34).divide(Decimal(99_999_999_999_999_800), Decimal(999_999_999_999_999)),
    Context(prec=34).divide(Decimal(99_999_999_999_999_700), Decimal(999_999_999_999_998)),
]


@given(st.lists(QUOTIENTS | COUNTS.map(Decimal) | st.just(Decimal(0)), min_size=1, max_size=6))
@example(NEARLY_ALIKE)
@example([-value for value in NEARLY_ALIKE])
def test_a_scale_has_a_few_steps_that_enclose_the_figures(values):
    ticks = _ticks(values)
    assert 2 <= len(ticks) <= 6
    assert all(low < high for low, high in pairwise(ticks))
    assert ticks[0] <= min(values)
    assert max(values) <= ticks[-1]
