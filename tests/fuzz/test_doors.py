"""Every door answers every hostile input, within 300 MB and without standing still."""

from itertools import chain, islice

import pytest

from tests.examples import share
from tests.fuzz.driving import MEMORY_LIMIT_MB, SOUND, bring, mutated
from tests.fuzz.hostile import of_door
from tests.fuzz.receiving import DOOR, take_in
from tests.fuzz.runner import DOORS
from tests.fuzz.scene import SEEDS, set_up, sound

_MUTATED = 3
_MADE = {"package": 30, "log package": 120, "store": 5, "backup": 5}
"""Of the many packages with one changed field, and of stores, which take long to make, only each so many."""
_BROUGHT = {"package": 1, "log package": 6, "store": 1, "backup": 1}
_USUALLY = 4
"""Every how many-th made input is brought; ``bench fuzz`` brings them all."""


@pytest.fixture(scope="session")
def scene(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scene")
    set_up(folder)
    return folder


def test_every_door_has_a_sound_file():
    assert set(SEEDS) == set(DOORS)


@pytest.mark.slow
@pytest.mark.parametrize("door", [door for door in DOORS if door != DOOR])
def test_a_door_answers_whatever_is_brought(door, scene, tmp_path):
    seed = sound(scene, door)
    made = of_door(door, scene, tmp_path, _MADE.get(door, 1))
    some = islice(made, 0, None, _BROUGHT.get(door, _USUALLY))
    inputs = chain([(SOUND, seed)], some, mutated(seed, _MUTATED, seed=1))
    cost = bring(door, inputs, scene, tmp_path / "inputs")
    assert not cost.faults, "\n".join(cost.faults)
    assert cost.inputs > _MUTATED
    assert cost.mb[0] < MEMORY_LIMIT_MB, cost.mb


@pytest.mark.slow
def test_nothing_counts_at_the_office_but_what_the_unit_signed(scene, tmp_path):
    cost = take_in(scene, tmp_path / "inputs", share(200))
    assert not cost.faults, "\n".join(cost.faults)
    assert cost.inputs > share(200)
    assert cost.mb[0] < MEMORY_LIMIT_MB, cost.mb
