"""Hostile inputs at every door: ``python3 bootstrap.py bench fuzz [--long]``.

The promise is that every refusal comes within 1 s and 300 MB, from handing the file over until the answer.
So for each door there are printed: how many inputs were brought, the highest memory of the process, the
longest processor time of one input, what the sound file takes (which is no refusal: it is read to its end,
and printed again against the log), and the slowest input once more as a process of its own, with all that
is imported for it: the least of three runs. Processor time, because other programs may be at work; on a
quiet machine a person waits as long. Then the same of coverage-guided runs of the parsers, where atheris is
there: their seconds are whole ones.
"""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from tests.fuzz.driving import SOUND, alone, bring, guide, mutated
from tests.fuzz.guided import parsers
from tests.fuzz.hostile import of_door
from tests.fuzz.runner import DOORS
from tests.fuzz.scene import set_up, sound


def main(options: Sequence[str]) -> int:
    """Run all doors and parsers; 1 where anything but an answer came back."""
    count, seconds = (200, 12) if "--long" in options else (20, 5)
    faults: list[str] = []
    total = 0
    with tempfile.TemporaryDirectory() as name:
        scene = Path(name) / "scene"
        scene.mkdir()
        set_up(scene)
        print(f"{'door':<18}{'inputs':>8}{'MB':>7}{'s':>8}{'sound':>8}{'process':>9}  slowest")
        for number, door in enumerate(DOORS):
            seed, folder = sound(scene, door), Path(name) / str(number)
            inputs = chain([(SOUND, seed)], of_door(door, scene, Path(name)), mutated(seed, count, number))
            cost = bring(door, inputs, scene, folder)
            faults += cost.faults
            total += cost.inputs
            longest, slowest = cost.seconds
            process = f"{alone(door, folder / slowest, scene):>9.2f}" if DOORS[door] else " " * 9
            print(
                f"{door:<18}{cost.inputs:>8}{cost.mb[0]:>7.0f}{longest:>8.2f}{cost.sound:>8.2f}"
                f"{process}  {slowest}",
                flush=True,
            )
            shutil.rmtree(folder)
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: no coverage-guided runs")
    else:
        for parser in parsers():
            found = guide(parser, seconds)
            faults += [f"{parser}: {found.fault}"] if found.fault else []
            total += found.inputs
            print(f"{parser:<18}{found.inputs:>8}{found.mb:>7}{found.slowest:>8}", flush=True)
    print(f"{total} inputs, {len(faults)} faults", *faults, sep="\n")
    return 1 if faults else 0
