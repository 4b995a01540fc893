"""How far a figure lies from what its earlier years let expect.

With two to nine yearly values, tests by mean and standard deviation that include the tested value cannot
reject it: among n values its largest possible z is (n - 1)/sqrt(n). Here the tested year is no part of the
sample, and the variance is shrunk towards a prior, which decides while there are few years:

* Scale. Counts and measures are compared by ratio (logarithm), shares of a hundred by log-odds, so that a
  change near 100 weighs more than one of as many points near 50. Figures outside the scale (below 0, a share
  above 100) have the distance :data:`OUT_OF_THE_QUESTION`.
* Course. The expected range reaches from last year's figure to last year's continued by the median yearly
  change, shrunk by m/(m + 1) for m changes. The median is used because one jump in the past moves it little.
  For erratic figures the range also includes every earlier figure.
* Variance. ``(k s0^2 + sum of squared residuals) / (k + m)``, where s0 is the prior spread of the figure's
  nature and counts like k changes: the mean of a scaled inverse chi-square prior and the data (Gelman et al.,
  Bayesian Data Analysis, 3rd ed., section 2.6). A past jump widens the range, because a series that jumped
  may jump again, but no residual counts for more than a doubling.
* Chance. The variance of the two compared figures themselves is added: 1/count for counts (Poisson, delta
  method), for shares an error of some tenths of a point.

The distance is the number of spreads (square root of the variance) beyond the expected range. Decimal
arithmetic of a fixed, low precision gives the receiving office the same answer on another machine.

The limits below were tuned on the training seed of ``tests.benchmarks.slips``; ``tests.benchmarks.limits``
prints what moving each of them costs.
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from statistics import median

from forms.frozen import frozen

LOW = Context(prec=9)
"""Precision of distances. Chosen by us: a limit has two digits, so nine lose nothing, and are quicker than
28."""

OUT_OF_THE_QUESTION = Decimal(1000)
"""Distance of a figure outside its scale; beyond every limit of :mod:`forms.slips` (the largest is 20).
Chosen by us."""

LEAST_YEARS = 2
"""Earlier years needed before a course is expected. Follows from the method: a course needs one change."""


class Nature(StrEnum):
    """How a figure behaves over the years."""

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
        """Yearly spread on the figure's scale before anything is known of the series."""
        return _PRIORS[self]


_PRIORS = {
    Nature.COUNT: Decimal("0.05"),
    Nature.SHARE: Decimal("0.10"),
    Nature.MEASURE: Decimal("0.05"),
    Nature.ERRATIC: Decimal("0.60"),
}
"""Logarithms for counts, measures and erratic figures, log-odds for shares: 0.05 is 5 per cent a year. Tuned
on the training seed of ``tests.benchmarks.slips``."""
_PRIOR_CHANGES = 2
"""k of the variance: the prior counts like two changes. Tuned as said above."""
_GRAINS = (10, 100, 1000)
"""Powers of ten to which clerks round whole series (``tests.benchmarks.slip_series`` has tens and
hundreds)."""
_STANDING_STILL = 3
"""A figure that did not move in so many changes (the one hospital of a district) gets no variance by chance:
it is no draw of a random count. Chosen by us: two equal changes are common among small counts."""
_SHARE_ERROR = Decimal("0.4")
"""Percentage points by which a share is uncertain by itself, one standard deviation. Tuned as said above."""
_SHARE_EDGE = Decimal("0.5")
"""Percentage points added at both ends, so that 0 and 100 have log-odds. Tuned as said above; half a unit is
the correction of the empirical logit (Haldane 1956, Anscombe 1956)."""
_DOUBLING = Decimal("0.7")
"""Largest residual, ln 2 rounded: one old error that nobody corrected must not widen the range for good.
Tuned as said above."""
_SHALLOW = 8
"""A count below last year's divided by 8 gets no more variance by chance; with 1/count alone, 0 would be
nearer to last year's figure than 1 is. Tuned as said above."""
_HALF = Decimal("0.5")
"""Continuity correction. By definition half of the unit of a count."""
_TAIL = 2
"""Degrees of freedom of the distances (Student's t): with so few years they are far from normal. Two are
those of the prior alone (``_PRIOR_CHANGES``). Tuned as said above."""
_CLEARLY = 4
"""Least ratio of 2 + d^2 of the typed figure to that of the figure meant, d being their distances. The
density of Student's t with 2 degrees of freedom goes with (2 + d^2)^(-3/2), so what was meant must be 4^1.5 =
8 times likelier: a figure has dozens of others that a slip could have made it of. Tuned as said above."""
_LEAP = Decimal(5)
"""Distances above count as this one: a true leap of any size happens, so beyond it a figure gets no less
likely. Tuned as said above."""


@frozen
class Expectation:
    """What the earlier years let expect of a figure.

    Attributes:
        nature: how the figure behaves.
        low: lower end of the expected range, on the scale of its nature.
        high: upper end, likewise.
        variance: square of the spread for the years ahead, without the chance of the figures compared.
        offset: what is added to a figure before its logarithm is taken, in the figure's unit.
        least: smallest of the earlier figures.
        most: largest of them.
        last: that of the latest earlier year.
        changes: number of changes between earlier years; 0 of one year alone.
        grain: largest of 10, 100 and 1000 that divides all earlier figures, else 1; 1 of one year alone.
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
        """How many spreads a figure lies beyond the expected range; 0 within it.

        :data:`OUT_OF_THE_QUESTION` for a figure below 0 or a share above 100.
        """
        if value < 0 or (self.nature is Nature.SHARE and value > 100):
            return OUT_OF_THE_QUESTION
        with localcontext(LOW):
            place = _place(value, self.nature, self.offset)
            beyond = max(self.low - place, place - self.high)
            # The square root is the dearest step; most figures lie within the range and need none.
            if beyond <= 0:
                return Decimal(0)
            noise = Decimal(0)
            if self.changes < _STANDING_STILL or self.least < self.most:
                seen = max(value, self.last / _SHALLOW) if self.nature is Nature.COUNT else value
                noise = _noise(seen, self.nature) + _noise(self.last, self.nature)
            return beyond / (self.variance + noise).sqrt()


def expect(past: tuple[tuple[int, Decimal], ...], year: int, nature: Nature, decimals: int) -> Expectation:
    """Compute what earlier figures let expect of a year.

    Args:
        past: years, ascending, with their figures; none below 0, shares at most 100. At least one; of one
            alone its figure is expected again, within the prior spread of its nature, which holds for telling
            a power of ten and for nothing finer.
        year: the year in question, after all of them.
        nature: how the figure behaves.
        decimals: digits after the point that it is reported with.
    """
    values = [value for _, value in past]
    offset = _offset(values, nature, decimals)
    # One round figure alone is no habit of rounding.
    grains = _GRAINS if len(values) > 1 else ()
    with localcontext(LOW):
        places = [_place(value, nature, offset) for value in values]
        # Changes over a gap of several years count per year.
        steps = [
            (b - a) / (later - earlier)
            for (a, b), (earlier, later) in zip(pairwise(places), pairwise(y for y, _ in past), strict=True)
        ]
        count, ahead = len(steps), year - past[-1][0]
        # A change seen once is believed by half, one seen in four years by four fifths.
        course = median(steps) * count / (count + 1) if steps else Decimal(0)
        # Independent yearly changes add up, and so do their variances.
        variance = shrunk_variance(steps, course, nature) * ahead
        ends = [places[-1], places[-1] + course * ahead]
        if nature is Nature.ERRATIC:
            # Figures that leap come back to where they were; no earlier one may be far off.
            ends += places
    return Expectation(
        nature=nature, low=min(ends), high=max(ends), variance=variance, offset=offset,
        least=min(values), most=max(values), last=values[-1], changes=count,
        grain=max((grain for grain in grains if all(value % grain == 0 for value in values)), default=1),
    )  # fmt: skip


def shrunk_variance(steps: list[Decimal], course: Decimal, nature: Nature) -> Decimal:
    """Variance of a yearly change: the prior of the figure's nature and the changes seen.

    Args:
        steps: yearly changes on the figure's scale.
        course: the change that residuals are taken from.
        nature: how the figure behaves.
    """
    residuals = sum((min(abs(step - course), _DOUBLING) ** 2 for step in steps), Decimal(0))
    return (_PRIOR_CHANGES * nature.prior**2 + residuals) / (_PRIOR_CHANGES + len(steps))


def room_for_a_slip(typed: Decimal) -> Decimal | None:
    """Largest distance d at which a figure is clearly likelier than the typed one; None if none is.

    It solves ``2 + typed^2 = 4 (2 + d^2)``, the ratio of two densities of Student's t (``_CLEARLY``).

    Args:
        typed: distance of the typed figure, in spreads.
    """
    square = (_TAIL + min(typed, _LEAP) ** 2) / _CLEARLY - _TAIL
    return square.sqrt(LOW) if square >= 0 else None


def _offset(values: list[Decimal], nature: Nature, decimals: int) -> Decimal:
    """What is added before the logarithm so that 0 has one: half a unit of the last digit.

    Where an erratic rate (deaths per 100,000) has zeros, a quarter of its smallest positive figure: one
    event, not the last digit, is the step between 0 and the next figure.
    """
    positive = [value for value in values if value > 0]
    if nature is Nature.ERRATIC and decimals and positive and len(positive) < len(values):
        return min(positive) / 4
    return _HALF.scaleb(-decimals)


def _place(value: Decimal, nature: Nature, offset: Decimal) -> Decimal:
    """Place of a figure on the scale of its nature."""
    if nature is Nature.SHARE:
        return logarithm((value + _SHARE_EDGE) / (100 - value + _SHARE_EDGE))
    return logarithm(value + offset)


def _noise(value: Decimal, nature: Nature) -> Decimal:
    """Variance of one figure by chance, on the scale of its nature; 0 for measures and erratic figures."""
    if nature is Nature.COUNT:
        # The variance of a Poisson count is the count; of its logarithm, one over it.
        return 1 / (value + _HALF)
    if nature is Nature.SHARE:
        # Derivative of the log-odds: by it an error in points becomes one on the scale (delta method).
        slope = (100 + 2 * _SHARE_EDGE) / ((value + _SHARE_EDGE) * (100 - value + _SHARE_EDGE))
        return (_SHARE_ERROR * slope) ** 2
    return Decimal(0)


_LN_10 = Decimal("2.30258509")
"""By definition the natural logarithm of 10."""


@lru_cache(maxsize=128)
def _log_of_lead(lead: int) -> Decimal:
    return LOW.ln(Decimal(lead))


def logarithm(value: Decimal) -> Decimal:
    """Natural logarithm of a positive figure, with an error below 2e-8.

    ``Decimal.ln`` takes five times as long, and a county needs thousands of logarithms. So the figure is
    taken apart: its power of ten, its two leading digits, whose logarithms are kept, and the ratio that is
    left (1 to 1.1), by the first three terms of the series of artanh.
    """
    exponent = value.adjusted() - 1
    mantissa = value.scaleb(-exponent)
    # Two digits, 10 to 99: ninety logarithms are kept, and the ratio that is left is below 1.1.
    lead = int(mantissa)
    half = (mantissa - lead) / (mantissa + lead)
    square = half * half
    rest = 2 * half * (1 + square / 3 + square * square / 5)
    return exponent * _LN_10 + _log_of_lead(lead) + rest
