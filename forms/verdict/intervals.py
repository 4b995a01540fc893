"""Confidence intervals for rare events and for sample surveys, in decimal arithmetic.

Decimal is used although an interval is an estimate, so that every machine prints the same digits:
the receiving office repeats the calculation and compares.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import lru_cache

_TAIL = Decimal("0.025")
"""Probability on each side of a two-sided 95 % interval (contracts section 4)."""
_Z = Decimal("1.959963984540054")
"""By definition the standard normal quantile of a two-sided 95 % interval (contracts section 4)."""
_Z_SQUARED = _Z * _Z
_STEP = Decimal("0.000001")
"""Limits are rounded to this. Chosen by us: more digits than any indicator shows."""
_EXACT_UP_TO = 100
"""Above, Byar's approximation replaces 60 sums of as many terms; from 101 events on it differs by at most
0.003 %, as ``tests/forms/verdict/test_intervals.py`` holds."""
_WORK_DIGITS = 25
"""Precision of the computation. Follows from the result: 6 digits, up to 3 before the point, sums of 100
terms."""
_HALVINGS = 60
"""Follows from the result: of an interval of at most 420 events, 60 halvings leave less than 1e-15."""


@lru_cache(maxsize=512)
def poisson_interval(count: int) -> tuple[Decimal, Decimal]:
    """Exact 95 % interval for the expectation of a Poisson count.

    Garwood's interval: the expectations at which the observed count or a more extreme one has probability
    2.5 %. Above 100 events Byar's approximation is used, which then differs by at most 0.003 %.

    Args:
        count: observed events, 0 or more.

    Returns:
        Lower and upper limit in events, rounded to six digits after the point; the lower limit of 0
        events is 0.

    Source: F. Garwood, Biometrika 28 (1936); Byar's approximation in Breslow and Day, Statistical
    Methods in Cancer Research II (1987), p. 69.
    """
    with localcontext() as context:
        context.prec = _WORK_DIGITS
        if count > _EXACT_UP_TO:
            low, high = _byar(Decimal(count), -_Z), _byar(Decimal(count + 1), _Z)
        else:
            # Above the upper limit for every count up to 100 (3.69 for none, 121.6 for 100), so bisection has
            # a sign on both sides.
            ceiling = Decimal(count + 5) * 4
            low = Decimal(0)
            if count:
                low = _solve(lambda mean: 1 - _poisson_below(count - 1, mean) - _TAIL, ceiling)
            high = _solve(lambda mean: _TAIL - _poisson_below(count, mean), ceiling)
        return low.quantize(_STEP), high.quantize(_STEP)


def _poisson_below(count: int, mean: Decimal) -> Decimal:
    """Probability of at most ``count`` events."""
    term = total = Decimal(1)
    for i in range(1, count + 1):
        # Each term from the one before: factorials and powers by themselves would lose digits.
        term = term * mean / i
        total += term
    return total * (-mean).exp()


def _solve(rising: Callable[[Decimal], Decimal], ceiling: Decimal) -> Decimal:
    """Zero of a rising function between 0 and ``ceiling``, by bisection."""
    low, high = Decimal(0), ceiling
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _byar(count: Decimal, z: Decimal) -> Decimal:
    return count * (1 - 1 / (9 * count) + z / (3 * count.sqrt())) ** 3


@lru_cache(maxsize=512)
def wilson_interval(percent: Decimal, sample: int) -> tuple[Decimal, Decimal]:
    """95 % interval of a percentage found in a simple random sample.

    Args:
        percent: observed percentage, 0 to 100.
        sample: people asked, at least 1.

    Returns:
        Lower and upper limit in per cent, six digits after the point.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927). Weighting and
    clustering of the real survey make the true interval wider.
    """
    with localcontext() as context:
        context.prec = _WORK_DIGITS
        share, n = percent / 100, Decimal(sample)
        pull = _Z_SQUARED / n
        spread = _Z * ((share * (1 - share) + pull / 4) / n).sqrt()
        scale, middle = 1 + pull, share + pull / 2
        low, high = max(Decimal(0), (middle - spread) / scale), min(Decimal(1), (middle + spread) / scale)
        return (100 * low).quantize(_STEP), (100 * high).quantize(_STEP)
