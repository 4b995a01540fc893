"""Bare copies of the open file, and other files put in its place, while a real process goes on editing it."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk, open_desk
from desktop.services.unit.sample import load_sample
from desktop.services.unit.year import open_year
from forms.errors import EnvironmentFault, TianbaoError
from forms.figures.breakdown import SeriesKey
from tests.benchmarks.editing import YEAR, Cells, Expected, doing, entry_keys, perform, shown

ROOT = Path(__file__).parents[2]
_SEED = 20261129
_UNTOLD = 20
"""Steps that may be in a copy and not be told of yet: one that is being told of, and lines that wait to be
read while the processor is busy with other work. A state before the last one that was told of is lost."""
_PER_RUN = 25
"""Copies made of one process."""


class Typing:
    """A process that edits a store, and how far it has come."""

    def __init__(self, path: Path, number: int, pause: float) -> None:
        """Start it with a step."""
        program = [sys.executable, "-m", "tests.benchmarks.editing", str(path), str(number), str(pause)]
        self.process = subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.acknowledged = number - 1
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for_steps(self, steps: int) -> None:
        """Wait until it has done so many more, or has ended."""
        wanted = self.acknowledged + steps
        while self.acknowledged < wanted and self.process.poll() is None:
            time.sleep(0.002)

    def end(self) -> None:
        """Kill it, and read what it still said."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.acknowledged = int(line)


@contextmanager
def _typing(path: Path, number: int, pause: float = 0) -> Iterator[Typing]:
    typing = Typing(path, number, pause)
    try:
        yield typing
    finally:
        typing.end()


class _States:
    """What the cells show after each step."""

    def __init__(self, path: Path) -> None:
        with open_desk(path) as desk:
            self._keys = entry_keys(open_year(desk, YEAR))
        self._expected = Expected()
        self._after: list[Cells] = [{}]

    def between(self, first: int, last: int) -> list[Cells]:
        """The states after these steps."""
        while len(self._after) <= last:
            self._expected.take(doing(len(self._after), self._keys))
            self._after.append(dict(self._expected.cells))
        return self._after[first : last + 1]


# --- bare copies -----------------------------------------------------------------------------------------


def bare_copies(path: Path, copies: int, pause: float) -> tuple[str, bool]:
    """Copy the file alone at random moments and open each copy.

    Args:
        path: a fresh store.
        copies: how many.
        pause: seconds between two steps of the editing process; 0 for one that does nothing but store.
    """
    chance, counts, states, number = random.Random(_SEED), Counter[str](), _States(path), 1
    made: list[tuple[Path, int, int]] = []
    while len(made) < copies:
        with _typing(path, number, pause) as typing:
            typing.wait_for_steps(1)
            for _ in range(min(_PER_RUN, copies - len(made))):
                time.sleep(chance.uniform(0, 0.05 + pause))
                copy = path.parent / f"copies-{len(made)}" / path.name
                copy.parent.mkdir()
                before = typing.acknowledged
                shutil.copyfile(path, copy)
                made.append((copy, before, typing.acknowledged + _UNTOLD))
        number = _where_it_stands(path, states, typing.acknowledged) + 1
    for copy, before, after in made:
        counts[_look_at_copy(copy, states.between(before, after))] += 1
    torn = counts["said"]
    pace = f"每格停 {pause} 秒左右" if pause else "不停顿"
    line = (
        f"| 填报进程（{pace}）运行时随机复制单个 `.db` 文件 {copies} 次"
        f" | 复制前已确认的都在 {counts['whole']} 个；"
        f"在保存的一瞬间复制、打开时说明 {torn} 个；"
        f"少了数据而不说 {counts['lost']} 个；日志对不上而不说 {counts['log']} 个 |"
    )
    often = pause > 0 and torn * 100 > max(copies, 100)
    return line, not counts["lost"] and not counts["log"] and not often


def _where_it_stands(path: Path, states: _States, acknowledged: int) -> int:
    """The last step that a killed process stored; the next one begins after it."""
    with open_desk(path) as desk:
        found = shown(open_year(desk, YEAR))
    return acknowledged + (found == states.between(acknowledged + 1, acknowledged + 1)[0])


def _look_at_copy(copy: Path, wanted: list[Cells]) -> str:
    try:
        with open_desk(copy) as desk:
            if any("对不上" in sentence for sentence in desk.cautions):
                return "said"
            if not desk.store.verify_log().ok:
                return "log"
            return "whole" if shown(open_year(desk, YEAR)) in wanted else "lost"
    except EnvironmentFault as error:
        return "said" if error.code == "E-DB-025" else "lost"


# --- other files in its place ----------------------------------------------------------------------------

_Newcomer = Callable[[Path, Path], None]


def _newer(start: Path, target: Path) -> None:
    shutil.copyfile(start, target)
    with open_desk(target) as desk:
        year = open_year(desk, YEAR)
        keys = entry_keys(year)
        for number in range(900_001, 900_020):
            perform(year, doing(number, keys))


def _older(start: Path, target: Path) -> None:
    shutil.copyfile(start, target)


def _of_another_unit(_start: Path, target: Path) -> None:
    with create_desk(target, load_bundled(load_sample().plan), "education") as desk:
        year = open_year(desk, YEAR)
        keys = entry_keys(year)
        for number in range(1, 20):
            perform(year, doing(number, keys))


_NEWCOMERS: tuple[_Newcomer, ...] = (_newer, _older, _of_another_unit)


def files_replaced(path: Path, times: int) -> tuple[str, bool]:
    """Put another file in the place of the one that is being edited, and end the program in some way.

    Args:
        path: a fresh store; each round begins with a copy of it.
        times: how many rounds.
    """
    chance, counts = random.Random(_SEED), Counter[str]()
    start = path.with_name("start")
    with open_desk(path) as desk:
        year = open_year(desk, YEAR)
        keys = entry_keys(year)
        for number in range(1, 30):
            perform(year, doing(number, keys))
    shutil.copyfile(path, start)
    for number in range(times):
        counts.update(_one_round(path.parent / f"round-{number}", start, number, chance))
    line = (
        f"| 打开着的文件被换掉 {times} 次（较新的副本、较旧的备份、别的单位；改名替换、原地覆盖；"
        f"随后程序自己发现、被结束、或在保存中被结束，其中 {counts['journal']} 次留有日志） | "
        f"换来的文件被改动 {counts['changed']} 次；换来的文件打不开或对不上 {counts['unsound']} 次；"
        f"已确认的内容没有另存 {counts['lost']} 次；没有说明 {counts['unsaid']} 次；"
        f"覆盖恰在写入的一瞬间 {counts['mixed']} 次（"
        f"其中 {counts['prevailed']} 次文件里仍是这里填的全部内容，其余说明并另存） |"
    )
    return line, not any(counts[name] for name in ("changed", "unsound", "lost", "unsaid"))


def _one_round(folder: Path, start: Path, number: int, chance: random.Random) -> Counter[str]:
    folder.mkdir()
    path, arriving = folder / "卫健局.db", folder / "来的文件"
    shutil.copyfile(start, path)
    _NEWCOMERS[number % 3](start, arriving)
    content, in_place, ending = arriving.read_bytes(), number // 3 % 2 == 1, number // 6 % 3
    first = 1_000 * (number + 1)
    with _typing(path, first) as typing:
        typing.wait_for_steps(_steps_until_something_is_typed(start, first))
        time.sleep(chance.uniform(0, 0.1))
        if ending == 2:
            typing.end()
        if in_place:
            path.write_bytes(content)
        else:
            arriving.replace(path)
        if ending == 0:
            with suppress(subprocess.TimeoutExpired):
                typing.process.wait(timeout=30)
        typing.end()
    counts = Counter[str]({"journal": path.with_name(path.name + "-journal").exists()})
    mixed = in_place and ending != 2 and path.read_bytes() != content
    counts["mixed"] = mixed
    told = ""
    try:
        with open_desk(path) as desk:
            told = "".join(desk.cautions)
            counts["unsound"] += not mixed and not desk.store.verify_log().ok
    except EnvironmentFault as error:
        told = error.message
        counts["unsound"] += not mixed
    counts["changed"] += not mixed and path.read_bytes() != content
    kept = sorted(folder.glob("另存/*.bak"))
    # Written over inside a commit, and every page that differed has been written again since: then nothing
    # is missing, and there is nothing to be told.
    counts["prevailed"] = mixed and not kept and _holds(path, start, first, typing.acknowledged)
    if counts["prevailed"]:
        return counts
    counts["unsaid"] += not any(str(one) in told for one in kept) if ending else not kept
    counts["lost"] += not any(_holds(one, start, first, typing.acknowledged) for one in kept)
    return counts


def _as_at_start(start: Path) -> tuple[list[SeriesKey], Expected]:
    """The cells that can be typed into, and what the first file shows."""
    with open_desk(start) as desk:
        keys = entry_keys(open_year(desk, YEAR))
    expected = Expected()
    for number in range(1, 30):
        expected.take(doing(number, keys))
    return keys, expected


def _steps_until_something_is_typed(start: Path, first: int) -> int:
    """At least two; the first ones may be backups, or repeat what there is nothing of to repeat."""
    keys, expected = _as_at_start(start)
    before = dict(expected.cells)
    steps = 0
    while steps < 2 or expected.cells == before:
        expected.take(doing(first + steps, keys))
        steps += 1
    return steps


def _holds(kept: Path, start: Path, first: int, last: int) -> bool:
    """Whether a kept file shows what was there after the last acknowledged step, or one after it."""
    keys, expected = _as_at_start(start)
    for number in range(first, last + 1):
        expected.take(doing(number, keys))
    allowed = [dict(expected.cells)]
    for number in (last + 1, last + 2):
        expected.take(doing(number, keys))
        allowed.append(dict(expected.cells))
    try:
        with open_desk(kept) as desk:
            return desk.store.verify_log().ok and shown(open_year(desk, YEAR)) in allowed
    except TianbaoError:
        return False
