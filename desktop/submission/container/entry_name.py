"""Which names an entry of a package may have.

A name is a relative path of ASCII letters, digits, ``.``, ``_`` and ``-``. Every allowed name can be created
on Windows, Linux and macOS below a folder, and never outside of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_NAME_LENGTH = 100
"""Longest allowed name in characters, separators included (package profile:
``resources/specification/package.md``, "Entries"). Below a folder of 150 characters it stays within the 260
of a path on Windows."""

MAX_DEPTH = 4
"""Most path segments in a name, chosen by us; the names that this program writes have two."""

_SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"}
    | {f"{port}{number}" for port in ("COM", "LPT") for number in range(10)}
)
"""By definition of Windows, names that open a device in any folder and with any ending."""


def name_fault(name: str) -> str | None:
    """Check one entry name.

    Args:
        name: the name as it stands in the zip directory.

    Returns:
        What is wrong, as a Chinese clause without full stop; None if the name is allowed.
    """
    if not name:
        return "文件名为空"
    if len(name) > MAX_NAME_LENGTH:
        return f"文件名超过 {MAX_NAME_LENGTH} 个字符"
    if not name.isascii():
        return "文件名含有非 ASCII 字符"
    if "\\" in name:
        return "文件名含有反斜杠"
    if name.startswith("/"):
        return "文件名是绝对路径"
    if _DRIVE.match(name):
        return "文件名带有盘符"
    segments = name.split("/")
    if len(segments) > MAX_DEPTH:
        return f"文件夹层数超过 {MAX_DEPTH}"
    return next(filter(None, map(_segment_fault, segments)), None)


def _segment_fault(segment: str) -> str | None:
    """What is wrong with one path segment, or None."""
    if segment in {"", ".", ".."}:
        return "文件名含有空的或指向上级的路径"
    if not _SEGMENT.fullmatch(segment):
        return "文件名含有不允许的字符"
    if segment.endswith("."):
        return "文件名以点结尾"
    if segment.split(".", maxsplit=1)[0].upper() in _DEVICES:
        return "文件名是 Windows 保留名"
    return None


def clashes(names: Iterable[str]) -> list[tuple[str, str]]:
    """Find names that cannot stand in one folder on a system that ignores case.

    Args:
        names: entry names in container order.

    Returns:
        Pairs (earlier name, later name): equal names, names differing only in case, and a file
        whose name is also used as a folder.
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    for name in names:
        # `lower` is enough, since allowed names are ASCII; for others it only decides what else is told.
        folded = name.lower()
        parents = ["/".join(folded.split("/")[:depth]) for depth in range(1, name.count("/") + 1)]
        earlier = files.get(folded) or folders.get(folded)
        earlier = earlier or next((files[parent] for parent in parents if parent in files), None)
        if earlier is not None:
            found.append((earlier, name))
        # Also after a clash, so that each further name is compared with the first one.
        files.setdefault(folded, name)
        for parent in parents:
            folders.setdefault(parent, name)
    return found


def printable(name: str) -> str:
    """A name as it can be shown to a person: unprintable characters escaped, at most 100 characters.

    Args:
        name: any text found in a directory record.
    """
    shown = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in name)
    return shown if len(shown) <= MAX_NAME_LENGTH else shown[: MAX_NAME_LENGTH - 1] + "…"
