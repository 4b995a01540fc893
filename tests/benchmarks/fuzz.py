"""Hostile inputs at every door: ``python3 bootstrap.py bench fuzz [--long] [--only DOOR]``.

The promise is that every refusal comes within 1 s and 300 MB, from handing the file over until the answer.
So for each door there are printed: how many inputs were brought, the highest memory of the process, the
longest processor time of one that was refused and of one that was taken (as the sound file is: it is read
to its end, and compared, judged or printed), and the slowest refusal once more as a process of its own,
with all that is imported for it: the least of three runs. A door without a command takes everything.
Processor time, because other programs may be at work; on a quiet machine a person waits as long. Then the
same of coverage-guided runs of the parsers, where atheris is there: their seconds are whole ones.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import tempfile
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from tests.fuzz.driving import SOUND, alone, bring, guide, mutated
from tests.fuzz.guided import parsers
from tests.fuzz.hostile import of_door
from tests.fuzz.receiving import DOOR, take_in
from tests.fuzz.runner import DOORS
from tests.fuzz.scene import set_up, sound


def main(options: Sequence[str]) -> int:
    """Run all doors and parsers; 1 where anything but an answer came back."""
    parser = argparse.ArgumentParser(prog="bench fuzz", description=__doc__)
    parser.add_argument("--long", action="store_true", help=f"200 mutations a door ({DOOR}: 10000), not 20")
    parser.add_argument("--only", choices=list(DOORS), help="one door, and no parser")
    chosen = parser.parse_args(options)
    count, stored, seconds = (200, 10_000, 12) if chosen.long else (20, 100, 5)
    faults: list[str] = []
    total = 0
    with tempfile.TemporaryDirectory() as name:
        scene = Path(name) / "scene"
        scene.mkdir()
        set_up(scene)
        print(f"{'door':<18}{'inputs':>8}{'MB':>7}{'refused':>8}{'taken':>8}{'process':>9}  slowest refusal")
        for number, door in enumerate(DOORS):
            if chosen.only not in {None, door}:
                continue
            seed, folder = sound(scene, door), Path(name) / str(number)
            inputs = chain([(SOUND, seed)], of_door(door, scene, Path(name)), mutated(seed, count, number))
            cost = bring(door, inputs, scene, folder) if door != DOOR else take_in(scene, folder, stored)
            faults += cost.faults
            total += cost.inputs
            longest, slowest = cost.refused
            told = DOORS[door] and slowest and door != DOOR  # its files are gone with their store
            process = f"{alone(door, folder / slowest, scene):>9.2f}" if told else " " * 9
            print(
                f"{door:<18}{cost.inputs:>8}{cost.mb[0]:>7.0f}{longest:>8.2f}{cost.taken[0]:>8.2f}"
                f"{process}  {slowest}",
                flush=True,
            )
            shutil.rmtree(folder, ignore_errors=True)
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: no coverage-guided runs")
    elif not chosen.only:
        for parser in parsers():
            found = guide(parser, seconds)
            faults += [f"{parser}: {found.fault}"] if found.fault else []
            total += found.inputs
            print(f"{parser:<18}{found.inputs:>8}{found.mb:>7}{found.slowest:>8}", flush=True)
    print(f"{total} inputs, {len(faults)} faults", *faults, sep="\n")
    return 1 if faults else 0
