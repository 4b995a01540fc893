"""Slips of the hand made on purpose, to see which of them are found.

Written without the detector, like the series. The mix is that of the 43 slips that statistics offices
corrected in their own published files (32 decimal points lost or shifted; among the others missing and
extra digits, wrong signs, 0 for a missing value, a count typed as a rate, a wholly wrong figure), with
small stated shares of what is known from keyboards.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tests.benchmarks.slip_series import Case

MIX = {
    "tenfold": 20,
    "hundredfold": 8,
    "thousandfold": 4,
    "missing digit": 2,
    "extra digit": 2,
    "wrong sign": 2,
    "zero for missing": 2,
    "count typed as rate": 2,
    "wholly wrong": 1,
    "unit of 10,000": 1,
    "transposed": 2,
    "copied year": 2,
    "siblings swapped": 2,
    "last digit": 2,
}
"""Weight of each slip in the whole mix: 43 as published, 9 more from keyboards."""

PAIRS = ("first pair swapped", "inner pair swapped", "last pair swapped")
"""Swapped digits by where they stand in a figure; of the mix, ``transposed`` is the first and the inner
pairs together, and the last pair is one of the last digits."""

Ways = Callable[[str, bool], list[tuple[float, str]]]
"""From a right figure with all its digits, and whether it is a count, to what may be typed: each with its
probability."""


@dataclass(frozen=True)
class Typed:
    """What the clerk typed.

    Attributes:
        place: the cell that is wrong.
        texts: place to wrong text; two for a swapped pair.
        exact: whether the true figure can be told at all from what was typed.
    """

    place: str
    texts: dict[str, str]
    exact: bool = True


def slip(random: Random, case: Case, name: str, place: str = "x") -> Typed | None:
    """A slip of a kind made in a cell; None where it cannot happen or changes nothing."""
    true = case.now.get(place)
    made = _SLIPS[name](random, case, place) if true is not None else None
    if made is None or (len(made.texts) == 1 and Decimal(made.texts[place]) == true):
        return None
    return made


def _plainly(value: Decimal, decimals: int) -> str:
    return format(value, f".{decimals}f")


def _short(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _fold(power: int) -> Callable[[Random, Case, str], Typed | None]:
    """Wrong by a power of ten.

    A count becomes too small in three ways: its final zeros are lost, a point is typed, or its last
    digits are lost, and then nothing tells which they were.
    """

    def make(random: Random, case: Case, place: str) -> Typed | None:
        true = case.now[place]
        if not true:
            return None
        if random.random() < 0.5:
            return Typed(place, {place: _short(true.scaleb(power))})
        smaller = true.scaleb(-power)
        if not case.is_count or smaller == int(smaller) or random.random() < 0.5:
            return Typed(place, {place: _short(smaller)})
        if smaller < 1:
            return None
        return Typed(place, {place: str(int(smaller))}, exact=False)

    return make


def _cut(text: str) -> tuple[str, str]:
    """What stands before the point, and the rest with the point."""
    whole, point, fraction = text.partition(".")
    return whole, point + fraction


def _missing(text: str, is_count: bool) -> list[tuple[float, str]]:
    """One digit before the point left out, not the last of a count."""
    whole, rest = _cut(text)
    able = range(len(whole) - is_count) if len(whole) > 1 else ()
    return [(1 / len(able), whole[:i] + whole[i + 1 :] + rest) for i in able]


def _extra(text: str, is_count: bool) -> list[tuple[float, str]]:
    """A digit doubled, or any other slipped in after it."""
    whole, rest = _cut(text)
    return [
        ((0.6 * (digit == whole[i]) + 0.04) / len(whole), whole[: i + 1] + digit + whole[i + 1 :] + rest)
        for i in range(len(whole))
        for digit in "0123456789"
    ]


def _swapping(pairs: Callable[[int], Sequence[int]]) -> Ways:
    """Two neighbouring digits swapped, counted from the front."""

    def ways(text: str, is_count: bool) -> list[tuple[float, str]]:
        whole, rest = _cut(text)
        digits, point = whole + rest[1:], len(whole)
        able = [i for i in pairs(len(digits)) if digits[i] != digits[i + 1]]
        swapped = [digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in able]
        return [(1 / len(able), s[:point] + (f".{s[point:]}" if rest else "")) for s in swapped]

    return ways


_swap_last = _swapping(lambda count: range(count - 2, count - 1) if count > 1 else ())


def _last_digit(text: str, is_count: bool) -> list[tuple[float, str]]:
    """The last digit wrong, or the last two swapped."""
    wrong = [text[:-1] + digit for digit in "0123456789" if digit != text[-1]]
    swapped = [typed for _, typed in _swap_last(text, is_count)]
    shares = (0.7, 0.3) if swapped else (1.0, 0.0)
    return [(shares[0] / len(wrong), typed) for typed in wrong] + [(shares[1], typed) for typed in swapped]


WAYS: dict[str, Ways] = {
    "missing digit": _missing,
    "extra digit": _extra,
    "transposed": _swapping(lambda count: range(count - 2)),
    "first pair swapped": _swapping(lambda count: range(1 if count > 2 else 0)),
    "inner pair swapped": _swapping(lambda count: range(1, count - 2)),
    "last pair swapped": _swap_last,
    "last digit": _last_digit,
}


def _by(ways: Ways) -> Callable[[Random, Case, str], Typed | None]:
    """One of the ways, by their probability."""

    def make(random: Random, case: Case, place: str) -> Typed | None:
        able = ways(_plainly(case.now[place], case.decimals), case.is_count)
        if not able:
            return None
        return Typed(place, {place: random.choices([t for _, t in able], [p for p, _ in able])[0]})

    return make


def _sign(random: Random, case: Case, place: str) -> Typed | None:
    text = _short(case.now[place])
    return Typed(place, {place: f"-{text}"}) if text not in ("0", "1", "2") else None


def _zero(random: Random, case: Case, place: str) -> Typed | None:
    return Typed(place, {place: "0"}, exact=False)


def _people_for_share(random: Random, case: Case, place: str) -> Typed | None:
    return Typed(place, {place: _short(case.now["yes"])}) if "yes" in case.now else None


def _wholly_wrong(random: Random, case: Case, place: str) -> Typed | None:
    """A figure of another row."""
    text = str(round(math.exp(random.uniform(0, math.log(50_000)))))
    return Typed(place, {place: text}, exact=False)


def _unit(random: Random, case: Case, place: str) -> Typed | None:
    """万 for single ones."""
    true = case.now[place]
    return Typed(place, {place: _short(true.scaleb(-4))}) if case.is_count and true >= 100 else None


def _copied(random: Random, case: Case, place: str) -> Typed | None:
    last = case.past[max(case.past)].get(place)
    return Typed(place, {place: _short(last)}, exact=False) if last is not None else None


def _swapped(random: Random, case: Case, place: str) -> Typed | None:
    if "x/A" not in case.now or case.now["x/A"] == case.now["x/B"]:
        return None
    texts = {"x/A": _short(case.now["x/B"]), "x/B": _short(case.now["x/A"])}
    return Typed("x/A", texts)


_SLIPS: dict[str, Callable[[Random, Case, str], Typed | None]] = {
    "tenfold": _fold(1),
    "hundredfold": _fold(2),
    "thousandfold": _fold(3),
    "wrong sign": _sign,
    "zero for missing": _zero,
    "count typed as rate": _people_for_share,
    "wholly wrong": _wholly_wrong,
    "unit of 10,000": _unit,
    "copied year": _copied,
    "siblings swapped": _swapped,
    **{name: _by(ways) for name, ways in WAYS.items()},
}
