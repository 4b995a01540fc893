"""The benchmark's generator owes nothing to the program, and its oracle is one: nothing finds more."""

import ast
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from tests.benchmarks import slip_chances, slip_hands, slip_oracle, slip_series
from tests.benchmarks.slip_hands import MIX, PAIRS, WAYS
from tests.benchmarks.slip_oracle import ceilings
from tests.benchmarks.slip_series import KINDS, draw
from tests.benchmarks.slips import POOLED, TESTING, by_class, measure_slips, mixed

CASES = 150
FIGURES = ("100", "1123", "20360", "3", "12", "95.40", "7.05", "0.33", "100.00")


@pytest.mark.parametrize("module", [slip_series, slip_hands, slip_chances, slip_oracle])
def test_generator_and_oracle_import_nothing_of_the_program(module):
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    assert {name.partition(".")[0] for name in imported} & {"forms", "db", "desktop"} == set()
    assert {name for name in imported if name.startswith("tests.")} <= {
        f"tests.benchmarks.{name}" for name in ("slip_series", "slip_hands", "slip_chances", "slip_oracle")
    }


@pytest.mark.parametrize("kind", KINDS)
def test_oracle_knows_how_likely_each_figure_was(kind):
    """Ranked by what it says, the figures drawn lie evenly between 0 and 1."""
    random, ranks = Random(TESTING), []
    for _ in range(400):
        case = draw(random, kind)
        true = case.now["x"]
        at_most, just = case.chance(Decimal(0), true), case.chance(true, true)
        assert just > 0
        ranks.append(at_most - just * random.random())
    for limit in (0.1, 0.25, 0.5, 0.75, 0.9):
        assert sum(rank < limit for rank in ranks) / len(ranks) == pytest.approx(limit, abs=0.075)


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("figure", FIGURES)
def test_ways_of_a_slip_are_all_there_is_and_lead_back(name, figure):
    ways = WAYS[name](figure, "." not in figure)
    assert not ways or sum(probability for probability, _ in ways) == pytest.approx(1)
    assert all(figure in set(slip_oracle._BACKWARDS[name](typed)) for _, typed in ways)


def test_nothing_finds_more_than_the_oracle():
    found = by_class(measure_slips(TESTING, CASES, with_neighbours=False))
    random = Random(TESTING)
    cases = [draw(random) for _ in range(CASES)]
    ceiling = ceilings(cases, random, {name: {name: 1} for name in (*MIX, *PAIRS)} | POOLED, 0.0157)
    assert {name for name in (*MIX, *PAIRS) if found[name].rate("found") > ceiling[name]} == set()
    assert {title for title, mix in POOLED.items() if mixed(found, "found", mix) > ceiling[title]} == set()
    assert ceiling["last pair swapped"] < ceiling["inner pair swapped"] < ceiling["first pair swapped"]
