"""Whether chance alone could explain a figure (数少).

The flag changes no outcome: small numbers turn an alarm into advice (数少，看多年合计; contracts section 4).
"""

from __future__ import annotations

from decimal import Decimal

from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.plan.definitions import Basis, Indicator
from forms.reporting.entry import Figures
from forms.reporting.measured import Measured
from forms.verdict.bound import Bound
from forms.verdict.intervals import poisson_interval, wilson_interval

_EVENT_RATE, _COMPLETE_COUNT = Basis.EVENT_RATE, Basis.COMPLETE_COUNT
FEW_EVENTS = 20
"""Fewer events make a rate unreliable where there is no bound to compare its interval with: US National
Center for Health Statistics, technical notes of the National Vital Statistics Reports on deaths (relative
standard error of 23 % and more)."""
_FEW_ASKED = 30
"""A percentage of fewer people says too little by itself: NCHS Data Presentation Standards for Proportions,
Vital and Health Statistics 2/175 (2017), where it is not published."""
_POOLED_YEARS = 5
"""Most years pooled; with ``_POOLED_LEAST`` the three to five years of contracts section 4."""
_POOLED_LEAST = 3
"""Fewest years with counts among them (contracts section 4); with fewer nothing is pooled."""


@frozen
class Reliability:
    """The interval by chance of the reporting year's figure, and what follows from it.

    Attributes:
        small_numbers: whether the interval holds both acceptable and unacceptable values; without a bound,
            whether there are fewer than 20 events. Also a survey of fewer than 30 people, and a rate of
            events typed without its counts.
        interval: 95 % limits in the indicator's unit; None for complete counts and where the counts or the
            sample size are not known.
        pooled: value over the years with counts among the last five; None for surveys and complete counts and
            with fewer than three such years.
        pooled_years: how many years are pooled, 0 if none.
    """

    small_numbers: bool = False
    interval: tuple[Decimal, Decimal] | None = None
    pooled: Decimal | None = None
    pooled_years: int = 0


CERTAIN = Reliability()
"""A complete count, or nothing to judge: there is no interval by chance."""

UNCOUNTED = Reliability(small_numbers=True)
"""A rate of events typed without its counts, or a gap between two: chance cannot be ruled out."""


def reliability(indicator: Indicator, breakdown: str, figures: Figures, bound: Bound | None) -> Reliability:
    """Judge whether chance could explain the reporting year's figure.

    Exact Poisson interval for event rates, Wilson's for surveys (:mod:`forms.verdict.intervals`); a complete
    count has none.

    Args:
        indicator: what is judged.
        breakdown: for which group.
        figures: this year's and earlier figures.
        bound: what is acceptable; None without such a range.
    """
    if indicator.basis is _COMPLETE_COUNT:
        return CERTAIN
    measured = figures.measured(SeriesKey(indicator.code, breakdown))
    if measured.value is None:
        return CERTAIN
    if indicator.basis is _EVENT_RATE:
        return _event_rate(indicator, breakdown, figures, measured, bound)
    return _survey(indicator, breakdown, figures, measured.value, bound)


def _event_rate(
    indicator: Indicator, breakdown: str, figures: Figures, measured: Measured, bound: Bound | None
) -> Reliability:
    events, exposed = measured.numerator, measured.denominator
    # The rate itself is typed, or several are compared: no number of events says how many there were.
    if indicator.identity_item is not None or indicator.formula.compare is not None:
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
    """Rate of the last five years with their counts added, and how many years have counts."""
    key = SeriesKey(indicator.code, breakdown)
    events, exposed, years = figures.remember_past(("earlier counts", key), lambda: _earlier(figures, key))
    now = figures.measured(key)
    if now.numerator is not None and now.denominator:
        events, exposed, years = events + now.numerator, exposed + now.denominator, years + 1
    if years < _POOLED_LEAST:
        return None, 0
    # Counts are added and then divided: the mean of yearly rates would weigh a small year like a large one.
    return events * indicator.formula.multiplier / exposed, years


def _earlier(figures: Figures, key: SeriesKey) -> tuple[Decimal, Decimal, int]:
    """Events and exposed people of the earlier years that are pooled, and how many these years are."""
    found = [figures.measured(key, figures.year - back) for back in range(_POOLED_YEARS - 1, 0, -1)]
    parts = [(m.numerator, m.denominator) for m in found if m.numerator is not None and m.denominator]
    events = sum((n for n, _ in parts), Decimal(0))
    return events, sum((d for _, d in parts), Decimal(0)), len(parts)


def _survey(
    indicator: Indicator, breakdown: str, figures: Figures, value: Decimal, bound: Bound | None
) -> Reliability:
    sample = figures.value(SeriesKey(indicator.sample_item, breakdown)) if indicator.sample_item else None
    if sample is None or sample < 1 or indicator.unit != "%" or not 0 <= value <= 100:
        return CERTAIN
    low, high = wilson_interval(value, int(sample))
    divided = bound is not None and bound.divides(low, high)
    return Reliability(divided or sample < _FEW_ASKED, (low, high))
