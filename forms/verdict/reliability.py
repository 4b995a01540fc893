"""How much chance there is in a figure, and whether its last change is out of keeping.

Neither flag changes an outcome. Small numbers turn an alarm into advice (数少，看多年合计).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median

from forms.breakdown import SeriesKey
from forms.entry import Figures, Measured
from forms.plan import Basis, Indicator
from forms.verdict.bound import Bound
from forms.verdict.intervals import poisson_interval, wilson_interval
from forms.verdict.pace import Series

FEW_EVENTS = 20
"""Fewer events make a rate unreliable (NCHS: relative standard error above 23 %)."""
_FEW_ASKED = 30
_POOLED_YEARS = 5
_POOLED_LEAST = 3
_VOLATILE_AFTER = 4
"""Earlier changes needed before a change can be called unusual."""
_VOLATILE_FACTOR = 4
_MAD_TO_SIGMA = Decimal("1.4826")
_QUIET_SHARE = Decimal("0.01")


@dataclass(frozen=True)
class Reliability:
    """What chance may do to the reporting year's figure.

    Attributes:
        small_numbers: whether chance alone could carry the figure across the bound.
        interval: 95 % limits in the indicator's unit, None for complete counts.
        pooled: value over the last three to five years together, None if not applicable.
        pooled_years: how many years are pooled, 0 if none.
    """

    small_numbers: bool = False
    interval: tuple[Decimal, Decimal] | None = None
    pooled: Decimal | None = None
    pooled_years: int = 0


CERTAIN = Reliability()
"""A complete count, or nothing to judge: chance is not spoken of."""


UNCOUNTED = Reliability(small_numbers=True)
"""A rate of events typed without its counts: nobody can say that it is not chance."""


def reliability(indicator: Indicator, breakdown: str, figures: Figures, bound: Bound | None) -> Reliability:
    """Judge the reporting year's figure; a complete count has no interval."""
    measured = figures.measured(SeriesKey(indicator.code, breakdown))
    if measured.value is None:
        return CERTAIN
    if indicator.basis is Basis.EVENT_RATE:
        return _event_rate(indicator, breakdown, figures, measured)
    if indicator.basis is Basis.SURVEY:
        return _survey(indicator, breakdown, figures, measured.value, bound)
    return CERTAIN


def _event_rate(indicator: Indicator, breakdown: str, figures: Figures, measured: Measured) -> Reliability:
    events, exposed = measured.numerator, measured.denominator
    if indicator.identity_item is not None:
        return UNCOUNTED
    if events is None or exposed is None or exposed <= 0 or events < 0 or events != int(events):
        return CERTAIN
    scale = indicator.formula.multiplier / exposed
    low, high = poisson_interval(int(events))
    pooled, years = _pool(indicator, breakdown, figures)
    return Reliability(events < FEW_EVENTS, (low * scale, high * scale), pooled, years)


def _pool(indicator: Indicator, breakdown: str, figures: Figures) -> tuple[Decimal | None, int]:
    """Events and exposed of the last years together."""
    key = SeriesKey(indicator.code, breakdown)
    window = range(figures.year - _POOLED_YEARS + 1, figures.year + 1)
    found = [figures.measured(key, year) for year in window]
    parts = [(m.numerator, m.denominator) for m in found if m.numerator is not None and m.denominator]
    if len(parts) < _POOLED_LEAST:
        return None, 0
    events = sum((n for n, _ in parts), Decimal(0))
    exposed = sum((d for _, d in parts), Decimal(0))
    return events * indicator.formula.multiplier / exposed, len(parts)


def _survey(
    indicator: Indicator, breakdown: str, figures: Figures, value: Decimal, bound: Bound | None
) -> Reliability:
    sample = figures.value(SeriesKey(indicator.sample_item, breakdown)) if indicator.sample_item else None
    if sample is None or sample < 1 or indicator.unit != "%" or not 0 <= value <= 100:
        return CERTAIN
    low, high = wilson_interval(value, int(sample))
    crosses = bound is not None and bound.accepts(low) != bound.accepts(high)
    return Reliability(crosses or sample < _FEW_ASKED, (low, high))


def is_volatile(series: Series, decimals: int) -> bool:
    """Whether the last change is far outside the robust spread of the earlier changes.

    Uses median and median absolute deviation, because mean and standard deviation cannot flag
    anything in so few years. Needs four earlier changes.

    Args:
        series: values by year, ascending, the reporting year last.
        decimals: digits shown; changes below one unit of the last digit are never unusual.
    """
    values = [series[year] for year in sorted(series)]
    changes = [b - a for a, b in pairwise(values)]
    if len(changes) <= _VOLATILE_AFTER:
        return False
    *earlier, last = changes
    middle = median(earlier)
    unlike = abs(last - middle)
    quiet = max(Decimal(1).scaleb(-decimals), _QUIET_SHARE * median(map(abs, values)))
    if unlike <= _VOLATILE_FACTOR * quiet:
        return False
    return unlike > _VOLATILE_FACTOR * _MAD_TO_SIGMA * median(abs(change - middle) for change in earlier)
