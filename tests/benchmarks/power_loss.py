"""The store after power losses: every snapshot is opened and compared with what was acknowledged."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from desktop.services.unit.desk import open_desk
from desktop.services.unit.year import open_year
from forms.errors import EnvironmentFault
from tests.benchmarks.editing import YEAR, Cells, Expected, doing, entry_keys, perform, shown
from tests.benchmarks.power import Event, Recorder, after_power_loss, loaded_library

_SEED = 20261129


def recorded_run(path: Path, library: str, steps: int) -> tuple[list[Event], list[Cells]]:
    """Edit a store step by step; the record, and what its cells show after each step."""
    expected, states = Expected(), [Cells()]
    recorder = Recorder(path, library)
    try:
        with open_desk(path) as desk:
            year = open_year(desk, YEAR)
            keys = entry_keys(year)
            for number in range(1, steps + 1):
                step = doing(number, keys)
                if step.what != "backup":
                    perform(year, step)
                    expected.take(step)
                recorder.acknowledge(number)
                states.append(dict(expected.cells))
            return list(recorder.events), states
    finally:
        recorder.stop()


def power_lost(path: Path, snapshots: int) -> tuple[str, bool]:
    """Cut the power at random moments of one run and look what is left.

    Args:
        path: a fresh store.
        snapshots: how many moments.
    """
    library = loaded_library()
    if library is None:
        return "| 断电 | 本机看不到 SQLite 的写入顺序，没有做 |", True
    content, counts, chance = path.read_bytes(), Counter[str](), random.Random(_SEED)
    events, states = recorded_run(path, library, max(60, snapshots // 2))
    writing = [place for place, event in enumerate(events) if event.what != "ack"]
    for number in range(snapshots):
        cut = chance.choice(writing) if number % 4 else chance.randrange(len(events))
        left, acknowledged = after_power_loss(events, cut, path.name, content, chance)
        folder = path.parent / f"snapshot-{number}"
        folder.mkdir()
        for name, data in left.items():
            (folder / name).write_bytes(data)
        counts["with journal"] += len(left) > 1
        counts[_look(folder / path.name, states[acknowledged : acknowledged + 2])] += 1
    line = (
        f"| 断电快照 {snapshots} 个（按 SQLite 的写入与落盘顺序，未落盘的写入随机缺失、错序、只写半截；"
        f"{counts['with journal']} 个留有日志） | 完整且已确认的都在 {counts['whole']} 个；"
        f"丢失已确认的 {counts['lost']} 个；打不开 {counts['refused']} 个；日志对不上 {counts['log']} 个 |"
    )
    return line, counts["whole"] == snapshots


def _look(path: Path, wanted: list[Cells]) -> str:
    try:
        with open_desk(path) as desk:
            if not desk.store.verify_log().ok or desk.cautions:
                return "log"
            return "whole" if shown(open_year(desk, YEAR)) in wanted else "lost"
    except EnvironmentFault:
        return "refused"
