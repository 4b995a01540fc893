import math
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.verdict.intervals import poisson_interval, wilson_interval


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [  # Garwood (1936) and later tables of exact 95 % limits
        (0, "0", "3.689"),
        (1, "0.0253", "5.572"),
        (2, "0.2422", "7.225"),
        (3, "0.6187", "8.767"),
        (5, "1.6235", "11.668"),
        (10, "4.795", "18.39"),
        (20, "12.217", "30.888"),
        (50, "37.11", "65.92"),
        (100, "81.36", "121.63"),
    ],
)
def test_published_limits_of_a_count(count: int, low: str, high: str) -> None:
    limits = poisson_interval(count)
    for limit, published in zip(limits, (low, high), strict=True):
        step = Decimal(1).scaleb(Decimal(published).as_tuple().exponent)  # type: ignore[arg-type]
        assert limit.quantize(step) == Decimal(published)


def at_most(count: int, mean: float) -> float:
    """Poisson probability of at most ``count`` events, by logarithms and floats: nothing shared with us."""
    return sum(math.exp(i * math.log(mean) - mean - math.lgamma(i + 1)) for i in range(count + 1))


@given(st.integers(1, 100))
def test_limits_leave_a_fortieth_on_each_side(count: int) -> None:
    low, high = (float(limit) for limit in poisson_interval(count))
    assert math.isclose(1 - at_most(count - 1, low), 0.025, abs_tol=1e-6)
    assert math.isclose(at_most(count, high), 0.025, abs_tol=1e-6)


@pytest.mark.parametrize("count", [101, 150, 400, 1000])
def test_approximation_is_close(count: int) -> None:
    low, high = (float(limit) for limit in poisson_interval(count))
    assert 1 - at_most(count - 1, low * 0.99997) < 0.025 < 1 - at_most(count - 1, low * 1.00003)
    assert at_most(count, high * 1.00003) < 0.025 < at_most(count, high * 0.99997)


@given(st.integers(0, 10**9))
def test_limits_enclose_the_count_and_rise_with_it(count: int) -> None:
    low, high = poisson_interval(count)
    assert 0 <= low <= count < high
    more_low, more_high = poisson_interval(count + 1)
    assert low < more_low
    assert high < more_high


@pytest.mark.parametrize(
    ("found", "sample", "low", "high"),
    [  # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, score method without correction
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_published_limits_of_a_share(found: int, sample: int, low: str, high: str) -> None:
    limits = wilson_interval(Decimal(100 * found) / sample, sample)
    assert [(limit / 100).quantize(Decimal("0.0001")) for limit in limits] == [Decimal(low), Decimal(high)]


@given(st.integers(0, 10**4), st.integers(1, 10**6))
def test_limits_of_a_share_mirror_each_other(hundredths: int, sample: int) -> None:
    percent = Decimal(hundredths) / 100
    low, high = wilson_interval(percent, sample)
    assert 0 <= low <= percent <= high <= 100
    assert wilson_interval(100 - percent, sample) == (100 - high, 100 - low)
    wider = wilson_interval(percent, max(1, sample // 2))
    assert wider[0] <= low
    assert high <= wider[1]


def test_digits_do_not_depend_on_the_caller_s_precision() -> None:
    poisson_interval.cache_clear()
    with localcontext() as context:
        context.prec = 5
        assert poisson_interval(7) == (Decimal("2.814363"), Decimal("14.422675"))
        assert wilson_interval(Decimal("12.5"), 640) == (Decimal("10.159394"), Decimal("15.288091"))
