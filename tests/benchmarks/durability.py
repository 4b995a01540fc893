"""What the store survives, in numbers: ``bench durability [--long] [--only PART] [--times N]``.

A real editing run is killed at random moments, the power goes, its file is copied and replaced under it; bits
of a finished file are flipped; disks fill up; two processes want the same file. Counted is what must never
happen. The table is made for the README.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import Desk, create_desk, open_desk
from desktop.services.unit.keeping import restore_backup
from desktop.services.unit.sample import load_sample
from desktop.services.unit.year import open_year
from forms.errors import EnvironmentFault, TianbaoError
from forms.filing.state import YearState
from tests.benchmarks.copies import bare_copies, files_replaced
from tests.benchmarks.damage import Finished, finished_store, what_comes_of
from tests.benchmarks.editing import YEAR, Cells, Expected, doing, entry_keys, perform, shown
from tests.benchmarks.power_loss import power_lost

ROOT = Path(__file__).parents[2]
_SEED = 20260326


def main(arguments: list[str]) -> int:
    """Run all parts and print the table; 1 when anything happened that must not."""
    parser = argparse.ArgumentParser(prog="bench durability", description=__doc__)
    parser.add_argument("--long", action="store_true", help="500 kills, 200 power losses, 5000 bits, ...")
    parser.add_argument("--times", type=int, help="how often, instead of the usual number of each part")
    parser.add_argument("--only", choices=list(_PARTS))
    options = parser.parse_args(arguments)
    print("| 考验 | 结果 |\n|---|---|", flush=True)
    fine = True
    for name, (part, short, long) in _PARTS.items():
        if options.only in {None, name}:
            times = options.times or (long if options.long else short)
            with tempfile.TemporaryDirectory() as folder:
                # The program's own folder, also that of the processes which are started here.
                os.environ["XDG_DATA_HOME"] = os.environ["LOCALAPPDATA"] = str(Path(folder, "own"))
                line, good = part(Path(folder), times)
            print(line, flush=True)
            fine = fine and good
    return 0 if fine else 1


def new_store(path: Path) -> Path:
    """A fresh store of the sample unit, closed."""
    new_desk(path).close()
    return path


def new_desk(path: Path) -> Desk:
    """A fresh store of the sample unit."""
    sample = load_sample()
    return create_desk(path, load_bundled(sample.plan), sample.unit)


def start(path: Path, number: int) -> subprocess.Popen[bytes]:
    """Start the editing run in a process of its own."""
    program = [sys.executable, "-m", "tests.benchmarks.editing", str(path), str(number)]
    return subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


# --- pulling the plug ------------------------------------------------------------------------------------


def killed(folder: Path, kills: int) -> tuple[str, bool]:
    """Kill the editing process again and again; each time everything is looked at."""
    path, chance, counts = folder / "区卫生健康局.db", random.Random(_SEED), Counter[str]()
    with new_desk(path) as desk:
        keys = entry_keys(open_year(desk, YEAR))
    expected, number = Expected(), 1
    for round_number in range(kills):
        acknowledged = _edit_and_kill(path, number, chance, early=round_number % 8 == 7)
        for step in range(number, acknowledged + 1):
            expected.take(doing(step, keys))
        counts["steps"] += acknowledged + 1 - number
        following = expected.copy()
        following.take(doing(acknowledged + 1, keys))
        found, faults = _look(path)
        counts.update(faults)
        counts["left"] += _left_over(folder)
        if found == following.cells:
            expected, number = following, acknowledged + 2
        else:
            number = acknowledged + 1
            counts["lost"] += len(found.items() ^ expected.cells.items())
            counts["in flight"] += following.cells != expected.cells
            expected.cells = found
    bad = ("lost", "unsound", "log", "state", "left")
    line = (
        f"| 正式填报进程在随机时刻被强行结束 {kills} 次"
        f"（共 {counts['steps']} 步：填写、粘贴、撤销、重做、备份） | "
        f"已确认保存的单元格丢失 {counts['lost']} 个；正在写的那一步未及保存 {counts['in flight']} 次；"
        f"文件损坏 {counts['unsound']} 次；日志对不上 {counts['log']} 次；"
        f"状态与数据不符 {counts['state']} 次；再次打开后留下的临时文件 {counts['left']} 个 |"
    )
    return line, not any(counts[name] for name in bad)


def _left_over(folder: Path) -> int:
    """Files that neither are the store nor one of its backups, now that it was opened and closed."""
    own = [path for name in ("填写中", "未完成") for path in (folder / "own" / "tianbao" / name).rglob("*.*")]
    beside = [path for path in folder.rglob("区卫生健康局.*") if path.suffix not in {".db", ".bak"}]
    return len([path for path in [*own, *beside] if path.is_file() and path.suffix != ".list"])


def _edit_and_kill(path: Path, number: int, chance: random.Random, *, early: bool) -> int:
    """Number of the last step that was acknowledged."""
    with start(path, number) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        told = b""
        if early:
            time.sleep(chance.uniform(0, 0.6))
        else:
            told = process.stdout.readline()
            time.sleep(chance.uniform(0, 0.15))
        process.kill()
        told += process.stdout.read()
        trouble = process.stderr.read()
    if trouble:
        raise RuntimeError(trouble.decode())
    return int(told.split()[-1]) if told else number - 1


def _look(path: Path) -> tuple[Cells, Counter[str]]:
    """What the file shows, and what is wrong with it."""
    faults = Counter[str]()
    with open_desk(path) as desk:
        year = open_year(desk, YEAR)
        faults["log"] += not desk.store.verify_log().ok
        wanted = YearState.READY if year.report.is_clear else YearState.DRAFT
        faults["state"] += year.state is not (wanted if year.figures.observations else YearState.EMPTY)
        found = shown(year)
    with closing(sqlite3.connect(path)) as connection:
        faults["unsound"] += connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
    return found, faults


# --- flipped bits ----------------------------------------------------------------------------------------


def flipped(folder: Path, bits: int) -> tuple[str, bool]:
    """Flip one bit at a time in a finished year; every tenth damaged file is restored."""
    finished: Finished = finished_store(folder)
    chance, counts, damaged = random.Random(_SEED), Counter[str](), folder / "damaged" / "a.db"
    damaged.parent.mkdir()
    for number in range(bits):
        content = bytearray(finished.content)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        damaged.write_bytes(content)
        outcome, plain = what_comes_of(damaged, finished.wanted)
        counts[outcome] += 1
        counts["sqlite"] += outcome == "detected" and plain
        if outcome == "detected" and number % 10 == 0:
            counts["restored"] += 1
            restore_backup(finished.backup, damaged)
            counts["not restored"] += what_comes_of(damaged, finished.restored)[0] != "harmless"
        for left in damaged.parent.iterdir():
            left.unlink()
    line = (
        f"| 已定稿的数据文件（{len(finished.content) / 1e6:.1f} MB）任意一位翻转，{bits} 次"
        f" | 查出 {counts['detected']} 次（SQLite 自带检查只查出其中 {counts['sqlite']} 次）；"
        f"无影响 {counts['harmless']} 次；没有查出 {counts['undetected']} 次；"
        f"抽 {counts['restored']} 次从备份恢复，失败 {counts['not restored']} 次 |"
    )
    return line, not counts["undetected"] and not counts["not restored"]


# --- full disks ------------------------------------------------------------------------------------------


def filled_up(folder: Path, disks: int) -> tuple[str, bool]:
    """Fill small disks while figures are entered, then make room and go on."""
    chance, counts = random.Random(_SEED), Counter[str]()
    for _ in range(disks):
        mount = folder / "disk"
        mount.mkdir(exist_ok=True)
        size = chance.randint(1200, 2600)
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(mount)]
        if os.name == "nt" or subprocess.run(command, capture_output=True, check=False).returncode:
            return "| 磁盘写满 | 本机不允许挂载小磁盘，没有做 |", True
        try:
            counts.update(_fill_one(mount, chance))
        finally:
            subprocess.run(["umount", str(mount)], check=True)
    line = (
        f"| 填写时磁盘写满，{disks} 个小磁盘（拒绝保存 {counts['refused']} 步，每次都有说明）"
        f" | 已保存的单元格丢失 {counts['lost']} 个；文件损坏 {counts['unsound']} 次；"
        f"日志对不上 {counts['log']} 次；腾出空间后接着填失败 {counts['stuck']} 次 |"
    )
    return line, not any(counts[name] for name in ("lost", "unsound", "log", "stuck"))


def _fill_one(mount: Path, chance: random.Random) -> Counter[str]:
    counts, path, ballast = Counter[str](), mount / "a.db", mount / "ballast"
    expected = Expected()
    desk = new_desk(path)
    year = open_year(desk, YEAR)
    keys = entry_keys(year)
    room = os.statvfs(mount)
    ballast.write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - chance.randint(0, 200_000)))
    number = 1
    while counts["refused"] < 5:
        step = doing(number, keys)
        number += 1
        try:
            perform(year, step)
        except EnvironmentFault as error:
            counts["refused"] += 1
            counts["stuck"] += error.code not in {"E-DB-004", "E-DB-005"}
        else:
            expected.take(step)
        counts["lost"] += len(shown(year).items() ^ expected.cells.items())
    if chance.random() < 0.5:
        desk.close()
        ballast.unlink()
        desk = open_desk(path)
        year = open_year(desk, YEAR)
    else:
        ballast.unlink()
    counts["lost"] += len(shown(year).items() ^ expected.cells.items())
    step = doing(1, keys)
    try:
        perform(year, step)
        expected.take(step)
    except TianbaoError:
        counts["stuck"] += 1
    desk.close()
    found, faults = _look(path)
    counts.update(faults)
    counts["lost"] += len(found.items() ^ expected.cells.items())
    return counts


# --- two windows -----------------------------------------------------------------------------------------


def two_windows(folder: Path, races: int) -> tuple[str, bool]:
    """Two processes open one file at the same moment; one of them is killed, the other one looks on."""
    path, counts = folder / "a.db", Counter[str]()
    with new_desk(path) as desk:
        keys = entry_keys(open_year(desk, YEAR))
    # Far apart, so that neither process comes to the step with which the other one began.
    far = count(1, 100_003)
    typing = (n for n in far if doing(n, keys).what == "enter" and any(doing(n, keys).texts.values()))
    for _ in range(races):
        first, second = start(path, next(typing)), start(path, next(typing))
        with first, second:
            until = time.monotonic() + 30
            while time.monotonic() < until and first.poll() is None and second.poll() is None:
                time.sleep(0.02)  # until one of them was refused
            with open_desk(path) as looking:
                counts["looked"] += looking.is_read_only and open_year(looking, YEAR).report is not None
            told = []
            for process in (first, second):
                refused = process.poll() is not None
                process.kill()
                out, trouble = process.communicate()
                told.append(bool(out))
                counts["silent"] += refused and b"E-STATE-003" not in trouble
        counts["both"] += all(told)
        counts["none"] += not any(told)
        counts.update(_look(path)[1])
    line = (
        f"| 两个进程同时打开同一文件并填写，{races} 次 | 两个都写成 {counts['both']} 次；"
        f"都写不成 {counts['none']} 次；后来的没有说明就失败 {counts['silent']} 次；"
        f"第三个窗口只读查看 {counts['looked']} 次；"
        f"文件损坏 {counts['unsound']} 次；日志对不上 {counts['log']} 次 |"
    )
    return line, not any(counts[name] for name in ("both", "none", "silent", "unsound", "log"))


_PARTS: dict[str, tuple[Callable[[Path, int], tuple[str, bool]], int, int]] = {
    "kills": (killed, 25, 500),
    "power": (lambda folder, times: power_lost(new_store(folder / "a.db"), times), 40, 200),
    "copies": (lambda folder, times: bare_copies(new_store(folder / "a.db"), times, 0.1), 40, 500),
    "copies-at-once": (lambda folder, times: bare_copies(new_store(folder / "a.db"), times, 0), 25, 200),
    "replaced": (lambda folder, times: files_replaced(new_store(folder / "a.db"), times), 18, 180),
    "bits": (flipped, 200, 5000),
    "disks": (filled_up, 5, 60),
    "races": (two_windows, 5, 100),
}
"""Name of each part to what it does, how often in a short run, and in a long one."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
