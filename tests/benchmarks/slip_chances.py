"""How likely each figure of the tested year was, as only the generator of the series can know.

A *chance* answers for a range of figures, both ends included, with the probability that the year's true
figure lies there, given the real course, noise and size of the series at the end of the year before.
Noise with heavy tails is drawn in :mod:`tests.benchmarks.slip_series` as a normal error divided by the
root of a chi square with three degrees of freedom; so it is a mixture of normal errors, and adding
Poisson or binomial chance only widens each of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

Chance = Callable[[Decimal, Decimal], float]
"""Probability that the true figure lies between two figures, both included."""

Centres = Iterable[tuple[float, float]]
"""Weights and where the figure is expected, on the scale of logarithm or log-odds."""

_RATIO = 1.6
_SQUARES = [1e-4 * _RATIO**i for i in range(27)]
_DENSITIES = [square**1.5 * math.exp(-square / 2) for square in _SQUARES]
_CHI = [(density / sum(_DENSITIES), square) for density, square in zip(_DENSITIES, _SQUARES, strict=True)]
"""Weights and values that stand for a chi square with three degrees of freedom."""


def of_count(centres: Centres, noise: float, grain: int = 1) -> Chance:
    """Counts with noise in their logarithm, then Poisson chance, then rounded to a grain."""
    normals = _normals((w, c, noise, math.exp(-c)) for w, c in centres)

    def chance(low: Decimal, high: Decimal) -> float:
        least, most = -(-int(low) // grain) * grain, int(high) // grain * grain
        if least > most or most < 1 or low != int(low):
            return 0.0
        return _between(normals, math.log(max(least - grain / 2, 0.5)), math.log(most + grain / 2))

    return chance


def of_share(centres: Centres, noise: float, decimals: int, asked: int | None = None) -> Chance:
    """Percentages with noise in their log-odds, then the chance of who was asked, then rounded."""
    half = 0.5 * 10**-decimals
    normals = _normals((w, c, noise, _binomial_variance(c, asked) if asked else 0.0) for w, c in centres)

    def chance(low: Decimal, high: Decimal) -> float:
        if high < 0 or low > 100 or round(low, decimals) != low:
            return 0.0
        return _between(normals, _odds(float(low) - half), _odds(float(high) + half))

    return chance


def of_table(probabilities: Mapping[int, float]) -> Chance:
    """Counts with a probability each."""

    def chance(low: Decimal, high: Decimal) -> float:
        return sum(p for count, p in probabilities.items() if low <= count <= high)

    return chance


def of_rare_rate(mean: float, births: tuple[float, float], decimals: int) -> Chance:
    """A Poisson number of deaths per 100,000 births, of which there are any number between two."""
    half, (fewest, most) = 0.5 * 10**-decimals, births
    deaths = [math.exp(-mean + n * math.log(mean) - math.lgamma(n + 1)) for n in range(1, 60)]

    def chance(low: Decimal, high: Decimal) -> float:
        found = math.exp(-mean) if low <= 0 <= high else 0.0
        if high <= 0 or round(low, decimals) != low:
            return found
        for number, probability in enumerate(deaths, 1):
            least = max(fewest, number * 1e5 / (float(high) + half))
            greatest = min(most, number * 1e5 / max(float(low) - half, 1e-9))
            found += probability * max(0.0, greatest - least) / (most - fewest)
        return found

    return chance


def small_counts(mean: float, shape: float) -> dict[int, float]:
    """Poisson counts of which the mean itself varies by a gamma distribution."""
    return {
        n: math.exp(
            math.lgamma(n + shape) - math.lgamma(n + 1) - math.lgamma(shape)
            + shape * math.log(shape / (shape + mean)) + n * math.log(mean / (shape + mean))
        )
        for n in range(200)
    }  # fmt: skip


def binomial(count: int, trials: int, share: float) -> float:
    """Probability of so many among so many."""
    ways = math.lgamma(trials + 1) - math.lgamma(count + 1) - math.lgamma(trials - count + 1)
    return math.exp(ways + count * math.log(share) + (trials - count) * math.log(1 - share))


def _normals(parts: Iterable[tuple[float, float, float, float]]) -> list[tuple[float, float, float]]:
    """Weight, centre and spread of each normal error of which noise and chance are made up."""
    return [
        (weight * w, centre, math.sqrt(noise * noise / square + variance))
        for weight, centre, noise, variance in parts
        for w, square in _CHI
    ]


def _between(normals: Iterable[tuple[float, float, float]], low: float, high: float) -> float:
    return sum(w * _normal_between((low - c) / s, (high - c) / s) for w, c, s in normals)


def _normal_between(low: float, high: float) -> float:
    """From the nearer tail: the difference of two numbers close to 1 would say nothing."""
    if low > 0:
        low, high = -high, -low
    return 0.5 * (math.erfc(-high / math.sqrt(2)) - math.erfc(-low / math.sqrt(2)))


def _odds(percent: float) -> float:
    if percent <= 0:
        return -math.inf
    return math.log(percent / (100 - percent)) if percent < 100 else math.inf


def _binomial_variance(odds: float, asked: int) -> float:
    share = 1 / (1 + math.exp(-odds))
    return 1 / (asked * share * (1 - share))
