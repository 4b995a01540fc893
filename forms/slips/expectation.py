"""How far a figure is from what the years before let expect.

Two to nine yearly values allow no test with mean and standard deviation: the tested value hides in
its own sample. Here the tested year stands outside its sample, and the spread is shrunk towards a
prior, which carries the judgement while there are few years:

* Scale. Counts and measures are compared by ratio (logarithm), shares of a hundred by log-odds, so
  that 99.2 against 99.6 and 50 against 70 weigh alike. A figure that the scale cannot hold (below 0, a
  share above 100) is out of the question.
* Course. A figure is expected between last year's and last year's continued by the median yearly
  change; the median is shrunk by m/(m + 1) for m changes. One jump in the past moves it little. Of
  what moves by leaps, anything is expected that was there before.
* Spread. ``(k s0^2 + sum of squared residuals) / (k + m)``: s0 is the prior of the figure's nature and
  counts for k changes. A past jump widens what is allowed, because a series that jumped may jump
  again, but no residual counts for more than a doubling.
* Chance. To the spread is added what chance does to the figure itself: 1/count for both figures
  compared (Poisson), for shares an error of some tenths of a point.

The distance is the number of such spreads beyond the expected range. All of it is decimal arithmetic
of a fixed, low precision: the receiving office must reach the same answer on another machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from statistics import median

LOW = Context(prec=9)
"""Digits of a distance: far more than its meaning, few enough to be quick."""

OUT_OF_THE_QUESTION = Decimal(1000)
"""Distance of a figure that cannot be."""

LEAST_YEARS = 2
"""Earlier years needed before anything is expected."""


class Nature(StrEnum):
    """What kind of figure it is, as far as its behaviour over the years goes."""

    COUNT = "count"
    """Whole numbers of people or things."""
    SHARE = "share"
    """A percentage that cannot exceed 100."""
    MEASURE = "measure"
    """Anything else that moves by small steps: an age, minutes, a ratio."""
    ERRATIC = "erratic"
    """Moves by leaps: the rate of a rare event, an office filled by election."""

    @property
    def prior(self) -> Decimal:
        """Yearly spread expected before anything is known of the series."""
        return _PRIORS[self]


_PRIORS = {
    Nature.COUNT: Decimal("0.05"),
    Nature.SHARE: Decimal("0.10"),
    Nature.MEASURE: Decimal("0.05"),
    Nature.ERRATIC: Decimal("0.60"),
}
_PRIOR_CHANGES = 2
_GRAINS = (10, 100, 1000)
_STANDING_STILL = 3
"""A figure without any of so many changes, the one hospital of a district, is no matter of chance."""
_SHARE_ERROR = Decimal("0.4")
"""Points by which a share may be off by itself."""
_SHARE_EDGE = Decimal("0.5")
"""Points added at both ends, so that 0 and 100 have log-odds."""
_DOUBLING = Decimal("0.7")
"""No single change counts for more than a doubling: an old error that nobody corrected is no habit."""
_SHALLOW = 8
"""Below this part of last year's count chance widens no more, or 0 would seem nearer than 1."""
_HALF = Decimal("0.5")
_TAIL = 2
"""Degrees of freedom of the distances (Student's t): with so few years they are far from normal."""
_CLEARLY = 4
"""How many times likelier what was meant must be: a figure has dozens of others that a slip could have
made it of. Tuned on the benchmark's training seed."""
_LEAP = Decimal(5)
"""Leaps happen: beyond this distance a figure is no less likely."""


@dataclass(frozen=True)
class Expectation:
    """What the years before let expect of a figure.

    Attributes:
        nature: how it behaves.
        low: lower end of the expected range, on the scale of its nature.
        high: upper end.
        variance: square of the spread.
        offset: what is added to a figure before its logarithm is taken.
        least: smallest of the earlier figures.
        most: largest of them.
        last: last year's, or the last there is.
        changes: number of yearly changes it rests on.
        grain: power of ten to which all the earlier figures are round, 1 if they are not.
    """

    nature: Nature
    low: Decimal
    high: Decimal
    variance: Decimal
    offset: Decimal
    least: Decimal
    most: Decimal
    last: Decimal
    changes: int
    grain: int = 1

    def distance(self, value: Decimal) -> Decimal:
        """How many spreads a figure lies beyond the expected range; 0 within it."""
        if value < 0 or (self.nature is Nature.SHARE and value > 100):
            return OUT_OF_THE_QUESTION
        with localcontext(LOW):
            place = _place(value, self.nature, self.offset)
            beyond = max(self.low - place, place - self.high)
            if beyond <= 0:
                return Decimal(0)
            noise = Decimal(0)
            if self.changes < _STANDING_STILL or self.least < self.most:
                seen = max(value, self.last / _SHALLOW) if self.nature is Nature.COUNT else value
                noise = _noise(seen, self.nature) + _noise(self.last, self.nature)
            return beyond / (self.variance + noise).sqrt()


def expect(past: tuple[tuple[int, Decimal], ...], year: int, nature: Nature, decimals: int) -> Expectation:
    """What earlier figures let expect.

    Args:
        past: years, ascending, and their figures: at least two, none below 0.
        year: the year in question.
        nature: how the figure behaves.
        decimals: digits after the point it is reported with.
    """
    values = [value for _, value in past]
    offset = _offset(values, nature, decimals)
    with localcontext(LOW):
        places = [_place(value, nature, offset) for value in values]
        steps = [
            (b - a) / (later - earlier)
            for (a, b), (earlier, later) in zip(pairwise(places), pairwise(y for y, _ in past), strict=True)
        ]
        count, ahead = len(steps), year - past[-1][0]
        course = median(steps) * count / (count + 1)
        variance = shrunk_variance(steps, course, nature) * ahead
        ends = [places[-1], places[-1] + course * ahead]
        if nature is Nature.ERRATIC:
            ends += places
    return Expectation(
        nature=nature, low=min(ends), high=max(ends), variance=variance, offset=offset,
        least=min(values), most=max(values), last=values[-1], changes=count,
        grain=max((grain for grain in _GRAINS if all(value % grain == 0 for value in values)), default=1),
    )  # fmt: skip


def shrunk_variance(steps: list[Decimal], course: Decimal, nature: Nature) -> Decimal:
    """Square of the yearly spread, from the changes seen and the prior of the figure's nature."""
    residuals = sum((min(abs(step - course), _DOUBLING) ** 2 for step in steps), Decimal(0))
    return (_PRIOR_CHANGES * nature.prior**2 + residuals) / (_PRIOR_CHANGES + len(steps))


def room_for_a_slip(typed: Decimal) -> Decimal | None:
    """How far off a figure may be to be clearly likelier than the one typed; None if none is."""
    square = (_TAIL + min(typed, _LEAP) ** 2) / _CLEARLY - _TAIL
    return square.sqrt(LOW) if square >= 0 else None


def _offset(values: list[Decimal], nature: Nature, decimals: int) -> Decimal:
    """Half a unit; where zeros occur among rates, a quarter of the smallest positive one."""
    positive = [value for value in values if value > 0]
    if nature is Nature.ERRATIC and decimals and positive and len(positive) < len(values):
        return min(positive) / 4
    return _HALF.scaleb(-decimals)


def _place(value: Decimal, nature: Nature, offset: Decimal) -> Decimal:
    """Where a figure lies on the scale of its nature."""
    if nature is Nature.SHARE:
        return logarithm((value + _SHARE_EDGE) / (100 - value + _SHARE_EDGE))
    return logarithm(value + offset)


def _noise(value: Decimal, nature: Nature) -> Decimal:
    """Variance that chance gives to one figure, on the scale of its nature."""
    if nature is Nature.COUNT:
        return 1 / (value + _HALF)
    if nature is Nature.SHARE:
        slope = (100 + 2 * _SHARE_EDGE) / ((value + _SHARE_EDGE) * (100 - value + _SHARE_EDGE))
        return (_SHARE_ERROR * slope) ** 2
    return Decimal(0)


_LN_10 = Decimal("2.30258509")


@lru_cache(maxsize=128)
def _log_of_lead(lead: int) -> Decimal:
    return LOW.ln(Decimal(lead))


def logarithm(value: Decimal) -> Decimal:
    """Natural logarithm of a positive figure to eight digits.

    The library's logarithm costs ten times as much as all the rest here together. So: power of ten,
    two leading digits from a small memory, and the ratio that is left (at most 1.1) by the first two
    terms of the series for artanh, which are exact to 1e-8.
    """
    exponent = value.adjusted() - 1
    mantissa = value.scaleb(-exponent)
    lead = int(mantissa)
    half = (mantissa - lead) / (mantissa + lead)
    square = half * half
    rest = 2 * half * (1 + square / 3 + square * square / 5)
    return exponent * _LN_10 + _log_of_lead(lead) + rest
