"""Files that travel with the program: plan packs, fonts, icons, templates, licences.

Everything is read through this module, by a relative name with forward slashes
(``"fonts/NotoSansSC-Regular.ttf"``), so that it works alike from a checkout, from a wheel,
from a zip archive and from the frozen program. A name can never leave this package.
"""

from contextlib import AbstractContextManager
from importlib import resources as _importlib_resources
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["ResourceMissingError", "as_file", "names", "path", "read_bytes", "read_text"]

_FORBIDDEN_CHARACTERS = frozenset("\\:\0")
"""Separators, drive letters, streams and terminators that mean something to one system or another."""


class ResourceMissingError(FileNotFoundError):
    """A file of the program itself is not there: the installation is damaged."""


def _parts(name: str) -> tuple[str, ...]:
    parts = tuple(name.split("/"))
    if _FORBIDDEN_CHARACTERS & set(name) or any(part in {"", ".", ".."} for part in parts):
        raise ValueError(f"not the relative name of a resource: {name!r}")
    return parts


def path(name: str) -> Traversable:
    """Return the handle of a file or folder, which need not exist.

    It is a `pathlib.Path` only where the package lies on disk as files; use `as_file` where a
    real file is needed.

    Args:
        name: relative to this package, with forward slashes.

    Raises:
        ValueError: the name is absolute, empty, or would leave this package.
    """
    return _importlib_resources.files(__name__).joinpath(*_parts(name))


def _existing_file(name: str) -> Traversable:
    handle = path(name)
    if not handle.is_file():
        raise ResourceMissingError(f"resource is missing: {name}")
    return handle


def read_bytes(name: str) -> bytes:
    """Return the content of a file.

    Raises:
        ValueError: the name is absolute, empty, or would leave this package.
        ResourceMissingError: there is no such file.
    """
    return _existing_file(name).read_bytes()


def read_text(name: str) -> str:
    """Return the content of a UTF-8 text file, with a line feed as line end on every system.

    Raises:
        ValueError: the name is absolute, empty, or would leave this package.
        ResourceMissingError: there is no such file.
    """
    return _existing_file(name).read_text(encoding="utf-8")


def as_file(name: str) -> AbstractContextManager[Path]:
    """Return a context manager that lends the file as a real one, for libraries that want a path.

    Raises:
        ValueError: the name is absolute, empty, or would leave this package.
        ResourceMissingError: there is no such file.
    """
    return _importlib_resources.as_file(_existing_file(name))


def names(folder: str) -> tuple[str, ...]:
    """Return the names of the files and folders directly inside a folder, sorted.

    Each can be handed back to the other functions; Python's own leftovers are not listed.

    Raises:
        ValueError: the name is absolute, empty, or would leave this package.
        ResourceMissingError: there is no such folder.
    """
    handle = path(folder)
    if not handle.is_dir():
        raise ResourceMissingError(f"resource folder is missing: {folder}")
    children = sorted(entry.name for entry in handle.iterdir())
    return tuple(f"{folder}/{child}" for child in children if not child.startswith((".", "__")))
