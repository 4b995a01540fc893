"""One writer per file: a lock file beside the store that names its holder.

What counts is the operating system's lock on that file, which is released when the program ends, however it
ends. The text in the file is shown to people and decides nothing.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import platform
import stat
import sys
from io import FileIO
from pathlib import Path

from db.file.keeping_place import set_aside
from forms.frozen import frozen

_LIMIT = 4096
"""Bytes of a lock file that are read. Chosen above the some hundred that this program writes."""
_FAR_BYTE = 1 << 30
"""Position of the byte that is locked on Windows: there others cannot read a locked byte, so it is chosen far
behind any text (1 GB)."""
_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EDEADLK, 0}
"""Error numbers that mean that somebody else has the lock; 0 where Windows sets none (under Wine)."""


@frozen
class Held:
    """Returned instead of the lock where somebody else has it."""

    holder: str
    """For people, e.g. ``电脑 PC-03 上的 zhang（进程 4711）``."""


class StoreLock:
    """The lock of a store file, held until :meth:`release`.

    Attributes:
        was_left: whether the last holder ended without releasing it, e.g. by a crash.
        told: sentence for people about what lay in the place of the lock file and where it was moved to.
    """

    def __init__(self, path: Path, file: FileIO, *, was_left: bool, told: tuple[str, ...] = ()) -> None:
        self.was_left, self.told = was_left, told
        self._path = path
        self._file = file

    @classmethod
    def acquire(cls, store: Path) -> StoreLock | Held:
        """Take the lock of a store file; where somebody else has it, returns who.

        Raises:
            OSError: no lock file can be made here (read-only folder).
        """
        real = store.resolve() if store.is_symlink() else store
        path = real.with_name(real.name + ".lock")
        told = _freed(path, real)
        while True:
            file = _open_own(path)
            if not try_lock(file):
                held = Held(_read_holder(file))
                file.close()
                return held
            if _is_still(path, file):
                break
            file.close()  # the former holder removed this very file; the next one is the lock
        was_left = os.fstat(file.fileno()).st_size > 0
        with contextlib.suppress(OSError):  # on a full disk it is a lock without words
            file.truncate(0)
            file.write(_own_text())
        return cls(path, file, was_left=was_left, told=told)

    def release(self) -> None:
        """Release the lock and remove its file; may be called twice."""
        if self._file.closed:
            return
        # Removed before the lock is released: afterwards the name may be the lock of the next holder. Windows
        # removes no file that is open.
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                self._path.unlink()
        self._file.close()
        if sys.platform == "win32":
            with contextlib.suppress(OSError):  # somebody else may have opened it already
                self._path.unlink()


def _freed(path: Path, store: Path) -> tuple[str, ...]:
    """Move what is neither file nor link out of the place of the lock file; nobody can hold a lock on it."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return ()
    if stat.S_ISREG(mode) or stat.S_ISLNK(mode):
        return ()
    kept = set_aside(path, store, "不是本程序的", ".lock")
    return (
        f"“{store.name}”旁边的“{path.name}”不是文件，占了本程序要用的名字，已移到“{kept}”；数据文件没有动。",
    )


def _open_own(path: Path) -> FileIO:
    """Open or make the lock file; a link in its place goes: behind it another file would be written."""
    if _is_link(path):
        path.unlink()
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC", "O_NOINHERIT"):
        flags |= getattr(os, name, 0)
    file = FileIO(os.open(path, flags, 0o600), "a+")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EACCES, "not a file", str(path))
    return file


def _is_link(path: Path) -> bool:
    """Whether it is a symbolic link, or another name of some other file."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISLNK(found.st_mode) or (stat.S_ISREG(found.st_mode) and found.st_nlink > 1)


def try_lock(file: FileIO) -> bool:
    """Lock an open file until it is closed, without waiting; False when somebody else has locked it.

    Raises:
        OSError: the file system has no locks.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_FAR_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True


def _is_still(path: Path, file: FileIO) -> bool:
    """Whether the locked file is the one that others find under this name."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _own_text() -> bytes:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    return json.dumps({"host": platform.node(), "user": user, "pid": os.getpid()}, ensure_ascii=False).encode(
        "utf-8", "replace"
    )


def _read_holder(file: FileIO) -> str:
    """Who holds the lock, in words; the text is not trusted to be well-formed."""
    try:
        file.seek(0)
        told = json.loads(file.read(_LIMIT))
        host, user, pid = (str(told[name])[:60] for name in ("host", "user", "pid"))
    except (OSError, ValueError, KeyError, TypeError):
        return "另一个窗口"
    who = f"用户 {user}" if user else "另一个窗口"
    return f"电脑 {host} 上的{who}（进程 {pid}）"
