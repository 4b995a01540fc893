"""Plans on which tests stand, so that an edit of a plan that people use fails that plan's own tests only.

``wanghua`` is the pack 2026.1 of 望花区 as it was released, found by its digest as the program finds it, with
the sample figures of its health unit as they were then (``wanghua-health.json``). A store, a command or a
window takes it as it takes the pack of any county: as a pack, or as a file.

``small`` is an invented county made for tests (``small.json``): three units, six forms, eleven indicators,
and one of each kind of thing: every operator and evidence, breakdowns by sex, residence and area, a survey
with its sample, a proxy, an election, known earlier values, a sensitive count, a part of a whole, relations.
"""

import tempfile
from functools import cache
from pathlib import Path

from desktop.services.plans.packs import read_pack
from desktop.services.plans.released import released_pack
from desktop.services.unit.sample import read_sample

FOLDER = Path(__file__).parent
WANGHUA_DIGEST = "7964e93172973f81e4fae99b127b53a8335d034aed696871471491b171868421"


@cache
def wanghua():
    """The pack 2026.1 of 望花区."""
    pack = released_pack(WANGHUA_DIGEST)
    assert pack is not None, "released packs are never taken away: resources/plans/released"
    return pack


@cache
def wanghua_file():
    """The same pack as a file, for a command or a window."""
    path = Path(tempfile.mkdtemp()) / "wanghua-2026.1.json"
    path.write_bytes(wanghua().data)
    return path


@cache
def sample():
    """Invented figures of the health unit of that pack, complete, with explanations and slips."""
    return read_sample((FOLDER / "wanghua-health.json").read_bytes())


@cache
def small():
    """The pack of the invented county."""
    return read_pack(small_file().read_bytes())


def small_file():
    """The same pack as a file."""
    return FOLDER / "small.json"
