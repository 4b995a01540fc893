"""Every door answers every hostile input, within 300 MB and without standing still."""

from itertools import chain

import pytest

from tests.fuzz.driving import MEMORY_LIMIT_MB, SOUND, bring, mutated
from tests.fuzz.hostile import of_door
from tests.fuzz.runner import DOORS
from tests.fuzz.scene import SEEDS, set_up, sound

_MUTATED = 3
_EVERY = {"package": 15, "log package": 120, "store": 3, "backup": 2, "settings": 2, "paste": 2}
_USUALLY = 2
"""Every how many-th made input is brought, so that the whole lane takes a minute; all are by ``bench fuzz``."""


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
        [(SOUND, seed)],
        of_door(door, scene, tmp_path, _EVERY.get(door, _USUALLY)),
        mutated(seed, _MUTATED, seed=1),
    )
    cost = bring(door, inputs, scene, tmp_path / "inputs")
    assert not cost.faults, "\n".join(cost.faults)
    assert cost.inputs > _MUTATED
    assert cost.mb[0] < MEMORY_LIMIT_MB, cost.mb
