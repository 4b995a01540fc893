"""Warnings about the place of a file and the clock, none of which stops the work.

They concern network drives, synchronised folders, copies that synchronising programs left after a conflict,
a clock that is behind the file's own log, and a write-ahead log that was removed after a crash.
"""

from __future__ import annotations

import glob
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from db.file.beside import LOG, beside
from db.file.drive import NETWORK_WARNING, is_network_drive
from db.file.engine import connect
from db.file.journal import Header
from db.file.kind import StoreKind
from db.values import read_instant

_SYNCHRONISED = (
    "onedrive",
    "坚果云",
    "nutstore",
    "百度网盘",
    "baidusync",
    "baidunetdisk",
    "微云",
    "weiyun",
    "天翼云盘",
    "阿里云盘",
    "钉盘",
    "飞书云盘",
    "wps云盘",
    "wpsdrive",
    "dropbox",
    "icloud",
    "googledrive",
    "synologydrive",
)
"""Beginnings of the names of folders of synchronising programs, in lower case, without blanks and 我的."""
_SLACK = timedelta(minutes=1)
"""By how much the clocks of two PCs may differ without a warning. Chosen by us, since nobody sets them
exactly."""
_MOST_COPIES = 20
"""How many files beside the store are opened, so that a full folder does not delay the opening. Chosen by us:
a folder of a unit has a few."""


def cautions(
    path: Path, connection: sqlite3.Connection, kind: StoreKind, now: datetime, *, log_lost: bool
) -> tuple[str, ...]:
    """Warnings about an open file, sentences in Chinese; none where the file cannot be read.

    Args:
        path: the file.
        connection: the open file, for reading.
        kind: what kind of store it is.
        now: the present.
        log_lost: whether its write-ahead log is missing although the file was not closed properly.
    """
    found: list[str] = []
    with suppress(sqlite3.Error, OSError):  # a damaged file is reported by the audit, not here
        found.extend(_cautions(path, connection, kind, now, log_lost=log_lost))
    return tuple(found)


def lacks_log(path: Path) -> bool:
    """Whether a file in the write-ahead mode of an older program has no such log beside it."""
    with suppress(OSError), path.open("rb") as file:
        header = Header.read(file.read(100))
        return header is not None and header.has_log and not beside(path, LOG).exists()
    return False


def synchronising_folder(path: Path) -> str:
    """Name of the folder above a file that belongs to a known synchronising program; empty if none."""
    for part in path.absolute().parent.parts:
        if part.lower().replace(" ", "").removeprefix("我的").startswith(_SYNCHRONISED):
            return part
    return ""


def _cautions(
    path: Path, connection: sqlite3.Connection, kind: StoreKind, now: datetime, *, log_lost: bool
) -> Iterator[str]:
    if log_lost:
        yield (
            f"上次没有正常关闭，而旁边的“{path.name}-wal”不见了，最后填的几格可能没有留下来。"
            "请核对最后填的数据。"
        )
    if is_network_drive(path):
        yield NETWORK_WARNING
    folder = synchronising_folder(path)
    if folder:
        yield (
            f"数据文件在同步文件夹“{folder}”里，同步软件可能在填写时替换它。"
            "请放到不同步的文件夹（例如 D 盘）填写，只把备份和报送包放进同步文件夹。"
        )
    for copy in _copies(path, connection, kind):
        yield (
            f"同一文件夹里的“{copy.name}”是同一份数据的另一个副本，可能是同步冲突留下的。"
            "请先核对哪一份是最新的，再继续。"
        )
    last = kind.latest(connection)
    with suppress(ValueError, TypeError):
        if last is not None and read_instant(last) > now + _SLACK:
            yield (
                f"这台电脑的时间（{now:%Y-%m-%d %H:%M}）比数据文件的最后一条记录"
                f"（{read_instant(last).astimezone(now.tzinfo):%Y-%m-%d %H:%M}）还早。"
                "请先校正电脑时间再填写；已填的数据没有受影响。"
            )


def _copies(path: Path, connection: sqlite3.Connection, kind: StoreKind) -> list[Path]:
    """Files in the same folder whose names begin like this one's and that have the same store id."""
    own = kind.identity(connection)
    found = []
    for near in sorted(path.parent.glob(f"{glob.escape(path.stem)}*{path.suffix}"))[:_MOST_COPIES]:
        if near != path:
            # Without locks: another program may have it open, and its id never changes.
            with suppress(sqlite3.Error, OSError), closing(connect(near, "immutable")) as other:
                if kind.identity(other) == own:
                    found.append(near)
    return found
