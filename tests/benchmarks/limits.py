"""What each limit of the slip detective and of the volatile flag costs, by moving it and counting again.

``python -m tests.benchmarks.limits [number of cases]``

Measured on the seed ``TRAINING`` of :mod:`tests.benchmarks.slips`, on which the limits were tuned. The first
line has the rates with all limits as they are, each further one the rates with one limit moved. Some limits
change little here: they decide cases that the invented series hardly have, and examples in
``tests/forms/slips/test_thresholds.py`` hold them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from importlib import import_module
from random import Random
from typing import Any

from forms.verdict.volatility import last_change
from tests.benchmarks import slips
from tests.benchmarks.slip_series import KINDS, draw

CASES = 300

LIMITS = {
    "forms.slips.blame": ("_POSSIBLE", "_MARGIN", "_IN_HOLDING_SUM", "_CLEARLY_OFF", "_MOST_DISTANCE"),
    "forms.slips.course": ("_QUIET", "_FITS", "_STRAYS"),
    "forms.slips.diagnosis": ("_BROKEN_ORDER", "_HOLDING_SUM"),
    "forms.slips.expectation": (
        "_PRIOR_CHANGES", "_SHARE_ERROR", "_SHARE_EDGE", "_DOUBLING", "_SHALLOW", "_TAIL", "_CLEARLY",
        "_LEAP",
    ),
    "forms.slips.suspicion": (
        "_FAR", "_FEW", "_NEAR", "_NEAR_SHARE", "_FURTHEST", "_LEAST", "_LEAPING", "_CLOSE_RIVAL",
    ),
}  # fmt: skip
"""Module to its limits that are one number."""

FACTORS = (Decimal("0.7"), Decimal("1.4"))
"""What a limit is multiplied by to see what moving it costs."""


@contextmanager
def moved(module: str, name: str, value: object) -> Iterator[None]:
    """A module's constant with another value for a while."""
    place: Any = import_module(module)
    kept = getattr(place, name)
    setattr(place, name, value)
    try:
        yield
    finally:
        setattr(place, name, kept)


def rates(cases: int) -> str:
    """Slips found by their years alone and beside neighbours, and right figures suspected, in percent."""
    told = []
    for with_neighbours in (False, True):
        found = slips.by_class(slips.measure_slips(slips.TRAINING, cases, with_neighbours=with_neighbours))
        clean = slips.measure_clean(slips.TRAINING, max(1, cases // 2), with_neighbours=with_neighbours)
        told.append(f"{slips.mixed(found, 'found'):8.1f}{slips.overall(clean, 'slip'):8.2f}")
    return "   ".join(told)


def volatile_rates(cases: int) -> tuple[float, float]:
    """Percentage of right and of tenfold last figures that the volatile flag shows, of series long enough."""
    random, tallies = Random(slips.TRAINING), [0, 0, 0]
    for _ in range(cases):
        case = draw(random, random.choices(list(KINDS), list(KINDS.values()))[0])
        series = {year: places["x"] for year, places in case.past.items()}
        right, wrong = (
            last_change({**series, slips.YEAR: case.now["x"] * factor}, case.decimals) for factor in (1, 10)
        )
        if right is not None and wrong is not None and case.now["x"]:
            tallies[0] += 1
            tallies[1] += right.is_unusual
            tallies[2] += wrong.is_unusual
    return 100 * tallies[1] / tallies[0], 100 * tallies[2] / tallies[0]


def main(arguments: Sequence[str] = ()) -> int:
    """Print both tables."""
    cases = int(arguments[0]) if arguments else CASES
    print(f"{cases} series, seed {slips.TRAINING}; percent found and falsely suspected, alone and beside\n")
    print(f"{'as they are':46}{rates(cases)}", flush=True)
    for module, names in LIMITS.items():
        for name in names:
            value = getattr(import_module(module), name)
            for factor in FACTORS:
                other = type(value)(round(value * factor)) if isinstance(value, int) else value * factor
                with moved(module, name, other):
                    print(f"{module}.{name} {value} as {other}".ljust(46) + rates(cases), flush=True)
    print("\nvolatile flag, percent of right and of tenfold last figures")
    for factor in (2, 3, 4, 5, 6, 8):
        with moved("forms.verdict.volatility", "_FACTOR", factor):
            right, wrong = volatile_rates(10 * cases)
        print(f"  factor {factor}: {right:5.1f}{wrong:7.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
