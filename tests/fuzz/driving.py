"""Brings hostile and mutated inputs to a door in a process that is watched, and gathers what they cost."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.runner import PASSPHRASE, words_of

ROOT = Path(__file__).parents[2]
MEMORY_LIMIT_MB = 300
SOUND = "sound"
"""Name of the input that is as it should be."""
_PUT = (b"\0", b"\xff", b"\x7f\xff\xff\xff", b"9" * 40, b"1e99999")
PATIENCE_SECONDS = 30
"""One input may not take longer on any machine; how long it took is told, never asserted."""


@dataclass
class Cost:
    """What the inputs of one door cost.

    Attributes:
        inputs: how many were brought.
        refused: longest processor time of one that was refused (exit code 1 to 3), with its name.
        taken: the same of one that was taken (exit code 0), as the sound one is: it is read to its end, and
            what it leads to is done.
        mb: highest resident memory of the process, with the input after which it was seen.
        faults: inputs that ended in anything but an answer, and how.
    """

    inputs: int = 0
    refused: tuple[float, str] = (0.0, "")
    taken: tuple[float, str] = (0.0, "")
    mb: tuple[float, str] = (0.0, "")
    faults: list[str] = field(default_factory=list)

    def add(self, line: dict[str, object]) -> None:
        """Count one answer of the runner."""
        name = str(line["name"])
        self.inputs += 1
        spent = (float(str(line["seconds"])), name)
        if line["code"] == 0:
            self.taken = max(self.taken, spent)
        else:
            self.refused = max(self.refused, spent)
        if float(str(line["mb"])) > self.mb[0]:
            self.mb = (float(str(line["mb"])), name)
        if line["fault"] or line["code"] not in {0, 1, 2, 3}:
            self.faults.append(f"{name}: {line['fault'] or line['code']}")

    def join(self, other: Cost) -> None:
        """Count what another process cost as well."""
        self.inputs += other.inputs
        self.refused, self.taken = max(self.refused, other.refused), max(self.taken, other.taken)
        self.mb = max(self.mb, other.mb)
        self.faults += other.faults


def bring(
    door: str,
    inputs: Iterable[tuple[str, bytes | Mapping[str, bytes]]],
    scene: Path,
    folder: Path,
    wrong: Callable[[str], str] = lambda _: "",
) -> Cost:
    """Bring inputs to a door; a process that stands still is ended, and the input named.

    Args:
        door: its name.
        inputs: name and bytes of each; or of a folder, which is one input, of each file in it.
        scene: where the sound files are.
        folder: a new one, into which the inputs are written.
        wrong: what is wrong with an answer, where the runner tells it; empty where nothing is.
    """
    folder.mkdir(parents=True)
    names = []
    for number, (name, data) in enumerate(inputs):
        names.append(f"{number:04} {name}"[:60].replace("/", "-"))
        if isinstance(data, bytes):
            (folder / names[-1]).write_bytes(data)
            continue
        (folder / names[-1]).mkdir()
        for inner, content in data.items():
            (folder / names[-1] / inner).write_bytes(content)
    command = [sys.executable, "-m", "tests.fuzz.runner", door, str(folder), str(scene)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    cost = Cost()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stdout is not None
        watch = _watch(process)
        for line in process.stdout:
            watch.cancel()
            told = json.loads(line)
            told["fault"] = told["fault"] or wrong(told["answer"])
            cost.add(told)
            watch = _watch(process)
        watch.cancel()
        assert process.stderr is not None
        trouble = process.stderr.read()
    if cost.inputs < len(names):
        cost.faults.append(f"{names[cost.inputs]}: stood still or ended the process {trouble[-1500:]}")
    if trouble:
        cost.faults.append(f"on standard error: {trouble[-1500:]}")
    return cost


def alone(door: str, path: Path, scene: Path) -> float:
    """Processor seconds of a whole process that answers one input, from its start; the least of three."""
    environment = {**os.environ, "TIANBAO_PASSPHRASE": PASSPHRASE}
    command = [sys.executable, "-m", "desktop", *words_of(door, path, scene)]
    times = []
    for _ in range(3):
        before = os.times()
        subprocess.run(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=PATIENCE_SECONDS, check=False,
        )  # fmt: skip
        after = os.times()
        spent = after.children_user + after.children_system
        times.append(spent - before.children_user - before.children_system)
    return min(times)


def _watch(process: subprocess.Popen[str]) -> threading.Timer:
    watch = threading.Timer(PATIENCE_SECONDS, process.kill)
    watch.start()
    return watch


def mutated(original: bytes, count: int, seed: int) -> Iterable[tuple[str, bytes]]:
    """Bytes with a few places overwritten, cut, doubled or repeated; the same ones for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        data = bytearray(original)
        for _ in range(chance.randint(1, 6)):
            start = chance.randrange(len(data) + 1)
            kind = chance.randrange(5)
            if kind == 0:
                data[start : start + chance.randint(1, 8)] = chance.randbytes(chance.randint(0, 8))
            elif kind == 1:
                data[start : start + 1] = chance.choice(
                    [b"\0", b"\xff", b"\x7f\xff\xff\xff", b"9" * 40, b"1e99999"]
                )
            elif kind == 2:
                data[start:start] = data[start : start + chance.randint(1, 64)] * chance.randint(1, 200)
            elif kind == 3:
                del data[start : start + chance.randint(1, 200)]
            else:
                other = chance.randrange(len(data) + 1)
                data[start : start + 16] = data[other : other + 16]
        yield f"mutated {number}", bytes(data)


@dataclass(frozen=True)
class Guided:
    """What a coverage-guided run of one parser came to.

    Attributes:
        inputs: how many were tried.
        slowest: whole seconds of the slowest one.
        mb: highest resident memory of the process.
        fault: the end of what was told where it ended at a fault, else empty.
    """

    inputs: int
    slowest: int
    mb: int
    fault: str


def guide(parser: str, seconds: int) -> Guided:
    """Run ``tests.fuzz.guided`` for one parser."""
    command = [sys.executable, "-m", "tests.fuzz.guided", parser, str(seconds)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ}, stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8", errors="replace", timeout=seconds + 120, check=False,
    )  # fmt: skip
    told = done.stdout + done.stderr
    found = dict(re.findall(r"stat::(\w+):\s+(\d+)", told))
    counted = (
        int(found.get(n, 0)) for n in ("number_of_executed_units", "slowest_unit_time_sec", "peak_rss_mb")
    )
    return Guided(*counted, fault=told[-1500:] if done.returncode else "")
