"""Rates that the office published beside those that a unit's figures of the same years give.

An office often published the rate of an earlier year and not its counts. A unit that rewrites the counts
rewrites the rate, and with it the pace by which it is judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.receiving.history import PastDifference, Place
from forms.reporting.entry import Figures


@frozen
class RateComparison:
    """Published rates, compared.

    Attributes:
        differing: those that the unit's figures do not give, by year and series; ``stated`` is rounded as the
            published one is, and None where they give none.
        compared: how many there were.
    """

    differing: tuple[PastDifference, ...]
    compared: int


def compare_rates(stated: Figures, published: Mapping[Place, Decimal]) -> RateComparison:
    """Compare published rates of earlier years with those that a unit's figures give.

    A rate agrees where it differs by at most half a unit of the last digit that was published: it does not
    matter how the office rounded.

    Args:
        stated: the unit's figures without changes of definition, since a year is compared with itself.
        published: rates that the office published, of indicators of the unit's plan.
    """
    digits = _digits(published)
    differing = []
    for (key, year), held in published.items():
        found = stated.measured(key, year).value
        step = Decimal(1).scaleb(-digits[key])
        if found is None or abs(found - held) > step / 2:
            rounded = None if found is None else found.quantize(step, ROUND_HALF_UP)
            differing.append(PastDifference(key=key, year=year, held=held, stated=rounded))
    return RateComparison(tuple(differing), len(published))


def _digits(published: Mapping[Place, Decimal]) -> dict[SeriesKey, int]:
    """Digits after the point of each series: the most of any of its years, since 13.0 is kept as 13."""
    found: dict[SeriesKey, int] = {}
    for (key, _), value in published.items():
        found[key] = max(found.get(key, 0), _after_point(value))
    return found


def _after_point(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
