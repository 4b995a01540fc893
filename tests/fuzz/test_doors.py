"""Every door answers every hostile input, within 300 MB and without standing still."""

from itertools import chain

import pytest

from tests.fuzz.driving import MEMORY_LIMIT_MB, SOUND, bring, mutated
from tests.fuzz.hostile import of_door
from tests.fuzz.runner import DOORS
from tests.fuzz.scene import SEEDS, set_up, sound

_MUTATED = 12
_EVERY = {"package": 5, "log package": 40}
"""The others are left to ``bench fuzz``."""


@pytest.fixture(scope="session")
def scene(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scene")
    set_up(folder)
    return folder


def test_every_door_has_a_sound_file():
    assert set(SEEDS) == set(DOORS)


@pytest.mark.slow
@pytest.mark.parametrize("door", DOORS)
def test_a_door_answers_whatever_is_brought(door, scene, tmp_path):
    seed = sound(scene, door)
    inputs = chain(
        [(SOUND, seed)], of_door(door, scene, tmp_path, _EVERY.get(door, 1)), mutated(seed, _MUTATED, seed=1)
    )
    cost = bring(door, inputs, scene, tmp_path / "inputs")
    assert not cost.faults, "\n".join(cost.faults)
    assert cost.inputs > _MUTATED
    assert cost.mb[0] < MEMORY_LIMIT_MB, cost.mb
