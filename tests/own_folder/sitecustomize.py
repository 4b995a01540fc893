"""Refuses to write outside the folders of a test run.

:mod:`tests.conftest` loads it where tests begin and puts this folder on ``PYTHONPATH``: a Python that is
started by a test then loads it by itself, because of its name. What Qt and other libraries write is seen only
as far as Python opens it for them.

A refused write raises an error that no program handles, and is noted in a file, so that a test fails also
where the error was caught.
"""

import os
import re
import sys
from contextlib import suppress
from pathlib import Path, PurePath
from urllib.parse import unquote, urlsplit

OWN = "TIANBAO_TESTS_MAY_WRITE_IN"
"""Folders, divided as in ``PATH``."""
NOTES = "TIANBAO_TESTS_WROTE"
"""The file in which refused writes are noted."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGED = {
    **dict.fromkeys(("os.mkdir", "os.remove", "os.rmdir", "os.truncate"), 1),
    **dict.fromkeys(("os.rename", "os.link"), 2),
}
"""Events in which one or two paths are changed; ``os.symlink`` names first what it only points to."""
_DEVICES = ("/dev/null", "/dev/tty", "/dev/pts/", "/proc/self/", "/dev/shm/", "\\\\.\\")
_LONG_PATH, _SLASH_BEFORE_DRIVE = "\\\\?\\", re.compile(r"^/(?=[A-Za-z]:)")
"""What Windows and addresses of files put before a drive."""
_CACHES = {"__pycache__", ".pytest_cache", ".hypothesis"}


class WroteElsewhere(BaseException):
    """A test wrote outside its own folder; not an ``Exception``, so that nothing takes it for a full disk."""


def _places(event, arguments):
    """The paths that an event changes."""
    if event == "open":
        path, mode, flags = arguments
        writes = set(mode or "") & set("wax+") if isinstance(mode, str) else (flags or 0) & _WRITING
        return [path] if writes else []
    if event == "sqlite3.connect":
        return [_database(arguments[0])]
    if event == "os.symlink":
        return [] if arguments[2] not in (-1, None) else [arguments[1]]
    if event in _CHANGED:
        folders = arguments[_CHANGED[event] :]
        relative = any(isinstance(fd, int) and fd >= 0 for fd in folders) and event != "os.mkdir"
        return [] if relative and event != "os.truncate" else list(arguments[: _CHANGED[event]])
    return []


def _database(name):
    """The file of an SQLite connection that may write, else None."""
    name = os.fsdecode(name) if isinstance(name, bytes | os.PathLike) else name
    if name.startswith("file:"):
        parts = urlsplit(name)
        return None if "mode=" in parts.query and "mode=rw" not in parts.query else unquote(parts.path)
    return None if name in ("", ":memory:") else name


def _absolute(path):
    """The place as it is compared: in one spelling, and a link not followed, for it is what changes."""
    path = os.fsdecode(path)
    if sys.platform == "win32":
        path = _SLASH_BEFORE_DRIVE.sub("", path.removeprefix(_LONG_PATH))
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100


def _is_own(path, folders):
    if path.startswith(_DEVICES) or _CACHES & set(PurePath(path).parts):
        return True
    return any(path == folder or path.startswith(folder + os.sep) for folder in folders)


_active = [True]


def watch(*, on):
    """Refuse from now on, or let everything pass: what pytest itself writes between tests is its business."""
    _active[0] = on


def _watch(folders, notes):
    def hook(event, arguments):
        if not _active[0]:
            return
        for place in _places(event, arguments):
            if not isinstance(place, str | bytes | os.PathLike):
                continue
            with suppress(ValueError):
                path = _absolute(place)
                if not _is_own(path, folders):
                    with (
                        suppress(OSError),
                        Path(notes).open("a", encoding="utf-8", errors="surrogatepass") as file,
                    ):
                        file.write(f"{event} {path}\n")
                    raise WroteElsewhere(f"{event} outside the test's own folder: {path}")

    sys.addaudithook(hook)


def hold_to(folders, notes):
    """Refuse from now on, here and in every Python that is started from here."""
    told = {_absolute(folder) for folder in folders} | {
        _absolute(os.path.realpath(folder)) for folder in folders
    }
    os.environ[OWN] = os.pathsep.join(sorted(told))
    os.environ[NOTES] = os.fspath(notes)
    _begin()


def _begin():
    _watch(tuple(os.environ[OWN].split(os.pathsep)), os.environ[NOTES])


if __name__ == "sitecustomize" and OWN in os.environ and NOTES in os.environ:
    _begin()
