"""The ceiling: what an oracle finds that knows what no checker can know.

The oracle knows the real course, noise and size of each series (:mod:`tests.benchmarks.slip_chances`) and
how each slip is made. Of what is typed it compares the probability that a slip led there with the
probability that it is right: no test with the same share of false alarms finds more (Neyman and Pearson).
Each line of the table has an oracle of its own, which looks for nothing else and may spend all false
alarms on it. What it misses is hidden: what was typed is as likely as a right figure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from random import Random

from tests.benchmarks.slip_chances import binomial
from tests.benchmarks.slip_hands import WAYS, slip
from tests.benchmarks.slip_series import Case

Texts = Mapping[str, str]
"""What stands in each place."""
Line = Mapping[str, float]
"""Slips and their weights."""
Likelihood = Callable[[Case, str], float]
"""Probability that a slip leads to a text, over all that may have been meant."""

_SWAPPED = "siblings swapped"


def ceilings(
    cases: Sequence[Case], random: Random, lines: Mapping[str, Line], false_alarms: float
) -> dict[str, float]:
    """Percentage of the slips of each line that its oracle finds.

    Args:
        cases: series with the right figures of the tested year.
        random: makes the slips.
        lines: slips, with their weights, that are looked for together.
        false_alarms: share of the right figures that may be suspected.
    """
    names = list(dict.fromkeys(name for line in lines.values() for name in line))
    right = [_ratios(case, _right(case), names) for case in cases]
    wrong: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for case in cases:
        for name in names:
            typed = slip(random, case, name, "x/A" if name == _SWAPPED else "x")
            if typed is not None:
                wrong[name].append(_ratios(case, _right(case) | typed.texts, names))
    return {title: _found(line, right, wrong, false_alarms) for title, line in lines.items()}


def _found(
    line: Line,
    right: Iterable[Mapping[str, float]],
    wrong: Mapping[str, Sequence[Mapping[str, float]]],
    false_alarms: float,
) -> float:
    ranked = sorted((_of_line(line, ratios) for ratios in right), reverse=True)
    limit = ranked[int(false_alarms * len(ranked))]
    rates = {name: sum(_of_line(line, r) > limit for r in wrong[name]) / len(wrong[name]) for name in line}
    return 100 * sum(weight * rates[name] for name, weight in line.items()) / sum(line.values())


def _of_line(line: Line, ratios: Mapping[str, float]) -> float:
    return sum(weight * ratios[name] for name, weight in line.items())


def _right(case: Case) -> dict[str, str]:
    places = [place for place in ("x", "x/A", "x/B") if place in case.now]
    return {place: format(case.now[place], f".{case.decimals}f") for place in places}


def _ratios(case: Case, texts: Texts, names: Iterable[str]) -> dict[str, float]:
    """How many times likelier what stands there is by each slip than rightly."""
    text = texts["x"]
    right = case.chance(Decimal(text), Decimal(text))
    return {
        name: _swap_ratio(case, texts) if name == _SWAPPED else _ratio(_LIKELIHOODS[name](case, text), right)
        for name in names
    }


def _ratio(wrong: float, right: float) -> float:
    if not wrong:
        return 0.0
    return wrong / right if right else math.inf


# --- how likely each slip leads to a text ---------------------------------------------------------------


def _swap_ratio(case: Case, texts: Texts) -> float:
    if "x/A" not in texts:
        return 0.0
    here, there, whole = int(texts["x/A"]), int(texts["x/B"]), int(case.now["x"])
    right, swapped = (_part_chance(count, whole, case.share) for count in (here, there))
    return _ratio(swapped, right) if here != there else 0.0


def _part_chance(count: int, whole: int, share: float) -> float:
    """A part of a whole, of which the share moves a little each year."""
    steps = ((0.06, -2.0), (0.24, -1.0), (0.4, 0.0), (0.24, 1.0), (0.06, 2.0))
    return sum(w * binomial(count, whole, min(0.97, max(0.03, share + 0.006 * n))) for w, n in steps)


def _fold(power: int) -> Likelihood:
    """Half are too large; a count that is too small has lost zeros, got a point or lost its last digits."""

    def likelihood(case: Case, text: str) -> float:
        value = Decimal(text)
        if value <= 0:
            return 0.0
        smaller, larger = value.scaleb(-power), value.scaleb(power)
        found = 0.5 * case.chance(smaller, smaller)
        if not case.is_count:
            return found + 0.5 * case.chance(larger, larger)
        found += 0.25 * case.chance(larger, larger)
        is_cut = value == int(value)
        return found + (0.25 * case.chance(larger, larger + 10**power - 1) if is_cut else 0.0)

    return likelihood


def _unit(case: Case, text: str) -> float:
    true = Decimal(text).scaleb(4)
    return case.chance(true, true) if case.is_count and true >= 100 else 0.0


def _people(case: Case, text: str) -> float:
    if "sample" not in case.now or not text.isdigit():
        return 0.0
    asked, half = case.now["sample"], Decimal("0.5")
    low, high = (100 * (int(text) + side) / asked for side in (-half, half))
    return case.chance(round(low, case.decimals), round(high, case.decimals))


def _wholly_wrong(case: Case, text: str) -> float:
    value = Decimal(text)
    if value != int(value) or value < 1:
        return 0.0
    return math.log((float(value) + 0.5) / (float(value) - 0.5)) / math.log(50_000)


def _copied(case: Case, text: str) -> float:
    return float(Decimal(text) == case.past[max(case.past)]["x"])


def _of_digits(name: str) -> Likelihood:
    """From all that may have been meant, by how often the slip leads from it to the text."""

    def likelihood(case: Case, text: str) -> float:
        if text.startswith("-") or len(text.partition(".")[2]) != case.decimals:
            return 0.0
        found = 0.0
        for meant in set(_BACKWARDS[name](text)):
            if not meant.startswith("0") or meant.startswith("0."):
                ways = sum(p for p, typed in WAYS[name](meant, case.is_count) if typed == text)
                found += ways * case.chance(Decimal(meant), Decimal(meant)) if ways else 0.0
        return found

    return likelihood


def _with_digit_more(text: str) -> Iterable[str]:
    point = text.find(".") if "." in text else len(text)
    return (text[:i] + digit + text[i:] for i in range(point + 1) for digit in "0123456789")


def _with_digit_less(text: str) -> Iterable[str]:
    point = text.find(".") if "." in text else len(text)
    return (text[:i] + text[i + 1 :] for i in range(point if point > 1 else 0))


def _same_way(name: str) -> Callable[[str], Iterable[str]]:
    """Undone by doing it again."""
    return lambda text: (typed for _, typed in WAYS[name](text, False))


_BACKWARDS = {name: _same_way(name) for name in WAYS} | {
    "missing digit": _with_digit_more,
    "extra digit": _with_digit_less,
}

_LIKELIHOODS: dict[str, Likelihood] = {
    "tenfold": _fold(1),
    "hundredfold": _fold(2),
    "thousandfold": _fold(3),
    "wrong sign": lambda case, text: float(text.startswith("-")),
    "zero for missing": lambda case, text: float(text == "0"),
    "count typed as rate": _people,
    "wholly wrong": _wholly_wrong,
    "unit of 10,000": _unit,
    "copied year": _copied,
    **{name: _of_digits(name) for name in WAYS},
}
