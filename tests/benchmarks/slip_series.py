"""Invented yearly series such as units report.

Written without the detector: nothing is imported from the program, chance comes from a seeded
generator of its own, and the noise has heavier tails than any detector should assume (Student's t
with three degrees of freedom; every thirtieth year a shock of a third up or down; one earlier year in
two hundred still carries a tenfold error that nobody corrected). Years are missing here and there,
some clerks round to tens or hundreds.

The kinds of series and their shares are those of a health unit's form.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.benchmarks.slip_chances import (
    Centres,
    Chance,
    of_count,
    of_rare_rate,
    of_share,
    of_table,
    small_counts,
)

YEAR = 2025

KINDS = {
    "smooth counts": 22,
    "growing counts": 12,
    "noisy counts": 12,
    "small counts": 8,
    "rare event rates": 4,
    "shares near 100": 10,
    "middle shares": 12,
    "survey rates": 10,
    "elected counts": 5,
    "programme jumps": 5,
}
"""Share of each kind of series, in percent."""

Places = dict[str, Decimal]


@dataclass
class Case:
    """One invented figure with its years and its neighbours.

    Attributes:
        kind: one of :data:`KINDS`.
        decimals: digits after the point.
        past: year to figures by place.
        now: true figures of the tested year. ``x`` is the figure itself; ``x/A`` and ``x/B`` are its
            two parts; ``above`` is a larger figure of which it is a part; ``sample`` the number asked
            and ``yes`` how many of them answered so.
        chance: how likely each figure was for ``x`` this year, known to nobody but the generator.
        share: the share of ``x/A`` last year, likewise.
    """

    kind: str
    decimals: int
    chance: Chance
    share: float = 0.0
    past: dict[int, Places] = field(default_factory=dict)
    now: Places = field(default_factory=dict)

    @property
    def is_count(self) -> bool:
        """Whether people or things are counted."""
        return self.decimals == 0


def draw(random: Random, kind: str | None = None) -> Case:
    """A case of a kind, or of any kind by its share."""
    kind = kind or random.choices(list(KINDS), list(KINDS.values()))[0]
    years = _years(random)
    return _MAKERS[kind](random, kind, years)


def _years(random: Random) -> list[int]:
    """Two to nine earlier years, mostly four to six, sometimes with a gap, and the tested year."""
    count = random.choices(range(2, 10), [6, 10, 20, 24, 18, 10, 7, 5])[0]
    years = list(range(YEAR - count, YEAR + 1))
    if count > 3 and random.random() < 0.1:
        del years[random.randrange(1, count)]
    return years


def _heavy(random: Random) -> float:
    """Student's t with three degrees of freedom, scaled to standard deviation 1."""
    square = sum(random.gauss(0, 1) ** 2 for _ in range(3))
    return random.gauss(0, 1) / math.sqrt(square / 3) / math.sqrt(3)


_SHOCK, _SHOCKS = 0.29, 1 / 30


def _shock(random: Random) -> float:
    return random.choice((-_SHOCK, _SHOCK)) if random.random() < _SHOCKS else 0.0


def _with_shocks(centre: float, shocks: float = _SHOCKS) -> Centres:
    return ((1 - shocks, centre), (shocks / 2, centre - _SHOCK), (shocks / 2, centre + _SHOCK))


def _poisson(random: Random, mean: float) -> int:
    if mean > 200:
        return max(0, round(random.gauss(mean, math.sqrt(mean))))
    limit, count, product = math.exp(-mean), 0, random.random()
    while product > limit:
        count += 1
        product *= random.random()
    return count


def _binomial(random: Random, trials: int, share: float) -> int:
    if trials > 60:
        spread = math.sqrt(trials * share * (1 - share))
        return min(trials, max(0, round(random.gauss(trials * share, spread))))
    return sum(random.random() < share for _ in range(trials))


def _exact(value: float, decimals: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


# --- counts ---------------------------------------------------------------------------------------------


def _counts(drift: Callable[[Random], float], noise: float, low: float, high: float) -> Callable[..., Case]:
    """Counts that move by a yearly drift of their own, with noise about it and chance in the count."""

    def make(random: Random, kind: str, years: list[int]) -> Case:
        level = math.exp(random.uniform(math.log(low), math.log(high)))
        own, own_noise = drift(random), noise * random.uniform(0.5, 1.5)
        grain = random.choices((1, 10, 100), (80, 15, 5))[0] if level > 3000 else 1
        log, series = math.log(level), {}
        for year in range(years[0], years[-1] + 1):
            expected = log + own
            log = expected + _shock(random)
            own *= random.uniform(0.7, 1.05)
            count = _poisson(random, math.exp(log + own_noise * _heavy(random)))
            series[year] = max(1, round(count / grain)) * grain
        chance = of_count(_with_shocks(expected), own_noise, grain)
        return _with_neighbours(random, kind, {year: series[year] for year in years}, chance)

    return make


def _with_neighbours(random: Random, kind: str, series: dict[int, int], chance: Chance) -> Case:
    """The count with its two parts and a larger figure above, each year."""
    case = Case(kind=kind, decimals=0, chance=chance)
    share, cover = (
        random.choice((random.uniform(0.1, 0.9), random.uniform(0.42, 0.58))),
        random.uniform(0.5, 0.98),
    )
    wrong = {year for year in series if year != YEAR and random.random() < 1 / 200}
    for year, count in series.items():
        case.share = share
        share = min(0.97, max(0.03, share + random.gauss(0, 0.006)))
        cover = min(0.995, max(0.3, cover + random.gauss(0.004, 0.008)))
        part = _binomial(random, count, share)
        places = {"x": count, "x/A": part, "x/B": count - part, "above": max(count, round(count / cover))}
        if year in wrong:
            places["x"] *= 10
        _put(case, year, {place: Decimal(value) for place, value in places.items()})
    return case


def _put(case: Case, year: int, places: Places) -> None:
    if year == YEAR:
        case.now = places
    else:
        case.past[year] = places


def _small(random: Random, kind: str, years: list[int]) -> Case:
    """A few cases a year, more scattered than chance alone."""
    mean = math.exp(random.uniform(math.log(0.5), math.log(15)))
    series = {year: _poisson(random, mean * random.gammavariate(4, 0.25)) for year in years}
    return _with_neighbours(random, kind, series, of_table(small_counts(mean, 4)))


def _elected(random: Random, kind: str, years: list[int]) -> Case:
    """Seats held, the same for years and then by leaps with each election."""
    seats = random.randint(12, 400)
    share, offset, series = random.uniform(0.05, 0.45), random.randrange(5), {}
    for year in range(years[0], years[-1] + 1):
        before, is_election = share, year % 5 == offset
        if is_election:
            share = _elected_share(before, random.uniform(0.5, 2.0))
        by_election = random.choices((-1, 0, 1), (1, 10, 1))[0]
        series[year] = max(1, round(seats * share) + by_election)
    shares = [_elected_share(before, 0.5 + 1.5 * i / 300) for i in range(301)] if is_election else [before]
    chances = {}
    for possible in shares:
        for moved, weight in ((-1, 1), (0, 10), (1, 1)):
            count = max(1, round(seats * possible) + moved)
            chances[count] = chances.get(count, 0) + weight / 12 / len(shares)
    return _with_neighbours(random, kind, {year: series[year] for year in years}, of_table(chances))


def _elected_share(before: float, factor: float) -> float:
    return min(0.6, max(0.02, before * factor))


def _jumping(random: Random, kind: str, years: list[int]) -> Case:
    """A programme that starts or ends: one leap, in a quarter of the cases in the tested year."""
    level = math.exp(random.uniform(math.log(40), math.log(5000)))
    when = years[-1] if random.random() < 0.25 else random.choice(years)
    factor = math.exp(random.choice((1, 1, -1)) * random.uniform(math.log(1.5), math.log(6)))
    series = {}
    for year in years:
        now = level * (factor if year >= when else 1) * math.exp(0.08 * _heavy(random))
        series[year] = max(1, _poisson(random, now))
    chance = of_count(_leaps(math.log(level), math.log(factor), when, years), 0.08)
    return _with_neighbours(random, kind, series, chance)


def _leaps(level: float, factor: float, when: int, years: list[int]) -> Centres:
    """Where the figure was to be expected, whether or not a leap is still to come."""
    if years[0] < when < years[-1]:
        return [(1.0, level + factor)]
    before = level + factor if when == years[0] else level
    still, now = 0.75 / len(years), 0.25 + 0.75 / len(years)
    low, high = math.log(1.5), math.log(6)
    leaps = [low + (high - low) * (i + 0.5) / 12 for i in range(12)]
    up = [(now * 2 / 3 / 12, before + leap) for leap in leaps]
    down = [(now / 3 / 12, before - leap) for leap in leaps]
    return [(weight / (still + now), centre) for weight, centre in ((still, before), *up, *down)]


# --- rates ----------------------------------------------------------------------------------------------


def _rare(random: Random, kind: str, years: list[int]) -> Case:
    """Deaths per 100,000 births: in a county mostly 0 or 1 death, in a region a handful."""
    regional = random.random() < 0.5
    births = random.randint(15_000, 40_000) if regional else random.randint(800, 5000)
    mean = random.uniform(2, 4.5) if regional else births * random.uniform(5e-5, 4e-4)
    case = Case(kind=kind, decimals=random.choice((1, 2)), chance=of_table({}))
    for year in years:
        case.chance = of_rare_rate(mean, (0.9 * births, 1.03 * births), case.decimals)
        births = max(300, round(births * random.uniform(0.9, 1.03)))
        deaths = _poisson(random, mean)
        _put(case, year, {"x": _exact(deaths * 100_000 / births, case.decimals)})
    return case


def _shares(low: float, high: float, noise: float, drift: float) -> Callable[..., Case]:
    """Percentages that move on the scale of log-odds."""

    def make(random: Random, kind: str, years: list[int]) -> Case:
        start = random.uniform(low, high) / 100
        odds, case = (
            math.log(start / (1 - start)),
            Case(kind=kind, decimals=random.choice((1, 2, 2)), chance=of_table({})),
        )
        own = drift * random.uniform(-0.3, 1)
        for year in range(years[0], years[-1] + 1):
            expected = odds + own
            odds = expected + (_shock(random) if random.random() < 0.5 else 0)
            seen = 100 / (1 + math.exp(-odds - noise * _heavy(random)))
            if year in years:
                _put(case, year, {"x": min(Decimal(100), _exact(seen, case.decimals))})
        case.chance = of_share(_with_shocks(expected, _SHOCKS / 2), noise, case.decimals)
        return case

    return make


def _survey(random: Random, kind: str, years: list[int]) -> Case:
    """A share of some hundred people asked."""
    start = random.uniform(0.03, 0.85)
    odds, sample = math.log(start / (1 - start)), random.randint(300, 1500)
    case = Case(kind=kind, decimals=random.choice((1, 2, 2)), chance=of_table({}))
    for year in range(years[0], years[-1] + 1):
        before = odds
        odds += random.uniform(-0.03, 0.12) + 0.04 * _heavy(random)
        asked = sample + random.choice((0, 0, random.randint(-30, 30)))
        yes = _binomial(random, asked, 1 / (1 + math.exp(-odds)))
        if year in years:
            share = _exact(100 * yes / asked, case.decimals)
            _put(case, year, {"x": share, "sample": Decimal(asked), "yes": Decimal(yes)})
    drifts = [(0.2, before + drift) for drift in (-0.015, 0.015, 0.045, 0.075, 0.105)]
    case.chance = of_share(drifts, 0.04, case.decimals, sample)
    return case


_MAKERS: dict[str, Callable[..., Case]] = {
    "smooth counts": _counts(lambda r: r.gauss(-0.015, 0.03), 0.02, 250, 90_000),
    "growing counts": _counts(lambda r: r.uniform(0.04, 0.3), 0.035, 60, 30_000),
    "noisy counts": _counts(lambda r: r.gauss(-0.01, 0.04), 0.11, 40, 6000),
    "small counts": _small,
    "rare event rates": _rare,
    "shares near 100": _shares(95, 99.8, 0.15, 0.1),
    "middle shares": _shares(15, 93, 0.06, 0.15),
    "survey rates": _survey,
    "elected counts": _elected,
    "programme jumps": _jumping,
}
