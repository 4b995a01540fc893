"""What is on the medium when the power goes: the store's writes in order, and every unsynced one uncertain.

The default file system layer of SQLite is watched from inside the process: each write, truncation, sync and
removal of the store and its journal is recorded, and each step that the program has acknowledged. A snapshot
takes a moment in that record. What was synced before it is there; of what was not, each write is there, is
missing, or is there in some of its sectors of 512 bytes, at random and in any order; a file or its removal
counts only when the folder was synced, and may count before. It does not simulate a medium that lies about
syncing, nor sectors that change without being written.
"""

from __future__ import annotations

import ctypes
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_SECTOR = 512
_OPEN, _DELETE = 40, 48
"""Offsets of these two functions in ``sqlite3_vfs`` on a machine of 64 bits."""
_METHODS = 19
_WRITE, _TRUNCATE, _SYNC = 3, 4, 5
"""Places of these functions in ``sqlite3_io_methods``, counted in pointers."""

_OpenType = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
"""The name is a pointer: behind it SQLite keeps the parameters of the URI."""
_DeleteType = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
_WriteType = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_longlong)
_TruncateType = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_longlong)
_SyncType = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


@dataclass(frozen=True)
class Event:
    """``write``, ``truncate``, ``sync``, ``delete`` (durable or not) of a file, or ``ack`` of a step."""

    what: str
    name: str = ""
    offset: int = 0
    data: bytes = b""


def loaded_library() -> str | None:
    """The SQLite that this process uses; None where it cannot be told, or is part of the interpreter."""
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    found = re.search(r"/\S*libsqlite3\.so\S*", maps)
    return found[0] if found and ctypes.sizeof(ctypes.c_void_p) == 8 else None


class Recorder:
    """Records what SQLite does to one store and its journal, until it is stopped."""

    def __init__(self, path: Path, library: str) -> None:
        """Begin to record."""
        self.events: list[Event] = []
        self._names = {str(path): path.name, f"{path}-journal": f"{path.name}-journal"}
        self._open: dict[int, str] = {}
        self._changed: dict[int, Any] = {}
        self._kept: list[Any] = []
        find = ctypes.CDLL(library).sqlite3_vfs_find
        find.restype, find.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
        vfs = find(None)
        self._slots = [ctypes.c_void_p.from_address(vfs + place) for place in (_OPEN, _DELETE)]
        self._former = [slot.value for slot in self._slots]
        self._really_open = _OpenType(self._former[0])
        self._really_delete = _DeleteType(self._former[1])
        ours = [_OpenType(self._opened), _DeleteType(self._deleted)]
        self._kept += ours
        for slot, function in zip(self._slots, ours, strict=True):
            slot.value = ctypes.cast(function, ctypes.c_void_p).value

    def stop(self) -> None:
        """Record files that are opened from now on no more."""
        for slot, former in zip(self._slots, self._former, strict=True):
            slot.value = former

    def acknowledge(self, number: int) -> None:
        """Record that a step was acknowledged."""
        self.events.append(Event("ack", offset=number))

    def _opened(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        answer = self._really_open(vfs, name, file, flags, out)
        known = self._names.get(ctypes.string_at(name).decode()) if name else None
        self._open.pop(file, None)
        if answer == 0 and known:
            self._open[file] = known
            methods = ctypes.c_void_p.from_address(file)
            assert methods.value is not None
            methods.value = ctypes.addressof(self._watching(methods.value))
        return int(answer)

    def _deleted(self, vfs: int, name: bytes, sync: int) -> int:
        known = self._names.get(name.decode())
        if known:
            self.events.append(Event("delete" if sync else "remove", known))
        return int(self._really_delete(vfs, name, sync))

    def _watching(self, methods: int) -> Any:
        """The table of functions of a file, with three that tell us."""
        if methods in self._changed:
            return self._changed[methods]
        table = (ctypes.c_void_p * _METHODS).from_buffer_copy(
            (ctypes.c_void_p * _METHODS).from_address(methods)
        )
        write, cut, sync = _WriteType(table[_WRITE]), _TruncateType(table[_TRUNCATE]), _SyncType(table[_SYNC])

        def written(file: int, data: int, size: int, offset: int) -> int:
            name = self._open.get(file)
            if name:
                self.events.append(Event("write", name, offset, ctypes.string_at(data, size)))
            return int(write(file, data, size, offset))

        def truncated(file: int, size: int) -> int:
            if file in self._open:
                self.events.append(Event("truncate", self._open[file], size))
            return int(cut(file, size))

        def synced(file: int, flags: int) -> int:
            answer = int(sync(file, flags))
            if file in self._open:
                self.events.append(Event("sync", self._open[file]))
            return answer

        ours = [_WriteType(written), _TruncateType(truncated), _SyncType(synced)]
        for place, function in zip((_WRITE, _TRUNCATE, _SYNC), ours, strict=True):
            table[place] = ctypes.cast(function, ctypes.c_void_p).value
        self._kept += [*ours, write, cut, sync]
        self._changed[methods] = table
        return table


@dataclass
class _File:
    durable: bytearray = field(default_factory=bytearray)
    waiting: list[Event] = field(default_factory=list)
    is_there: bool = False
    """Whether its name is on the medium for certain."""
    may_be_gone: bool = False


def after_power_loss(
    events: list[Event], cut: int, name: str, content: bytes, chance: random.Random
) -> tuple[dict[str, bytes], int]:
    """What is on the medium after the first so many events, and the last step that was acknowledged.

    Args:
        events: the record.
        cut: how many of them have happened.
        name: file name of the store.
        content: the store before all events.
        chance: decides on everything that is not certain.
    """
    files = {name: _File(bytearray(content), is_there=True)}
    acknowledged = 0
    for event in events[:cut]:
        if event.what == "ack":
            acknowledged = event.offset
        elif event.what == "delete":
            files.pop(event.name, None)
        elif event.what == "remove":
            files[event.name].may_be_gone = True
        else:
            file = files.setdefault(event.name, _File())
            file.waiting.append(event)
            if event.what == "sync":
                for waiting in file.waiting:
                    _do(file.durable, waiting)
                file.waiting.clear()
                file.is_there = True
    left = {}
    for known, file in files.items():
        if (not file.is_there or file.may_be_gone) and chance.random() < 0.5:
            continue
        left[known] = _perhaps(file, chance)
    return left, acknowledged


def _perhaps(file: _File, chance: random.Random) -> bytes:
    result = bytearray(file.durable)
    waiting = [event for event in file.waiting if chance.random() < 0.6]
    chance.shuffle(waiting)
    for event in waiting:
        if event.what == "write" and chance.random() < 0.4:
            for place in range(0, len(event.data), _SECTOR):
                if chance.random() < 0.5:
                    part = event.data[place : place + _SECTOR]
                    _do(result, Event("write", event.name, event.offset + place, part))
        else:
            _do(result, event)
    return bytes(result)


def _do(content: bytearray, event: Event) -> None:
    if event.what == "truncate":
        del content[event.offset :]
    elif event.what == "write":
        content.extend(bytes(max(0, event.offset - len(content))))
        content[event.offset : event.offset + len(event.data)] = event.data
