"""The detective's rates do not fall: a small sample of the benchmark with a fixed seed.

The full figures are printed by ``python -m tests.benchmarks.slips``. These floors lie some points
below them, so that a change which costs detection or cries wolf is noticed in every run.
"""

from collections.abc import Mapping

import pytest

from tests.benchmarks.slips import (
    POOLED,
    TESTING,
    Tally,
    by_class,
    measure_clean,
    measure_slips,
    mixed,
    overall,
)

CASES = 150


@pytest.fixture(scope="module")
def alone() -> Mapping[str, Tally]:
    return by_class(measure_slips(TESTING, CASES, with_neighbours=False))


@pytest.fixture(scope="module")
def beside() -> Mapping[str, Tally]:
    return by_class(measure_slips(TESTING, CASES, with_neighbours=True))


@pytest.mark.parametrize("name", ["tenfold", "hundredfold", "thousandfold", "unit of 10,000", "wrong sign"])
def test_factors_and_units_are_found(alone: Mapping[str, Tally], name: str) -> None:
    assert alone[name].rate("found") > 93


def test_whole_mix_is_found(alone: Mapping[str, Tally], beside: Mapping[str, Tally]) -> None:
    assert mixed(alone, "found") > 82
    assert mixed(beside, "found") > 86
    assert mixed(beside, "any") > mixed(beside, "found") > mixed(alone, "found")


def test_the_aims_are_kept(alone: Mapping[str, Tally]) -> None:
    pooled = {title: mixed(alone, "found", mix) for title, mix in POOLED.items()}
    assert pooled["factor, unit, transposed"] > 90
    assert pooled["the whole mix"] > 70


@pytest.mark.parametrize("with_neighbours", [False, True])
def test_clean_figures_are_left_alone(*, with_neighbours: bool) -> None:
    clean = measure_clean(TESTING, 60, with_neighbours=with_neighbours)
    assert overall(clean, "slip") <= 2
