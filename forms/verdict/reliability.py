"""How much chance there is in a figure.

The flag changes no outcome: small numbers turn an alarm into advice (数少，看多年合计).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from forms.figures.breakdown import SeriesKey
from forms.plan.pack import Basis, Indicator
from forms.reporting.entry import Figures, Measured
from forms.verdict.bound import Bound
from forms.verdict.intervals import poisson_interval, wilson_interval

FEW_EVENTS = 20
"""Fewer events make a rate unreliable where nothing is there to compare it with (NCHS: relative standard
error above 23 %)."""
_FEW_ASKED = 30
_POOLED_YEARS = 5
_POOLED_LEAST = 3


@dataclass(frozen=True)
class Reliability:
    """What chance may do to the reporting year's figure.

    Attributes:
        small_numbers: whether chance alone could carry the figure across the bound; without a bound,
            whether there are too few events or people asked to say anything.
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
        return _event_rate(indicator, breakdown, figures, measured, bound)
    if indicator.basis is Basis.SURVEY:
        return _survey(indicator, breakdown, figures, measured.value, bound)
    return CERTAIN


def _event_rate(
    indicator: Indicator, breakdown: str, figures: Figures, measured: Measured, bound: Bound | None
) -> Reliability:
    events, exposed = measured.numerator, measured.denominator
    if indicator.identity_item is not None:
        return UNCOUNTED
    if events is None or exposed is None or exposed <= 0 or events < 0 or events != int(events):
        return CERTAIN
    scale = indicator.formula.multiplier / exposed
    low, high = (scale * limit for limit in poisson_interval(int(events)))
    if indicator.is_share:
        high = min(high, Decimal(100))
    pooled, years = _pool(indicator, breakdown, figures)
    few = events < FEW_EVENTS if bound is None else bound.divides(low, high)
    return Reliability(few, (low, high), pooled, years)


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
    divided = bound is not None and bound.divides(low, high)
    return Reliability(divided or sample < _FEW_ASKED, (low, high))
