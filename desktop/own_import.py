"""Python's own ``import`` for the window, and what need not be imported at its start.

PySide6 replaces it by one that reads the source text of each module imported afterwards, to see whether it
asks for other names of Qt's methods (``from __feature__ import snake_case``). None here does. Four hundred
texts take 0.1 s of the start and stay in memory, 16 MB; so ``import`` is put back as it was.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

NAMED_ONLY = ("asyncio", "importlib.metadata", "pickle", "sqlalchemy.dialects.sqlite.aiosqlite")
"""What SQLAlchemy names at its import, and this program never uses."""


@contextmanager
def import_kept() -> Iterator[None]:
    """Leave ``import`` as it is found; PySide6 is imported for the first time within the block."""
    found = builtins.__import__
    try:
        yield
    finally:
        builtins.__import__ = found


@contextmanager
def put_off(*names: str) -> Iterator[None]:
    """Let what is imported within the block name modules without loading them.

    SQLAlchemy names ``asyncio``, ``pickle`` and others, of which this program uses nothing. With all that
    they import they take 45 ms of the start, and 4 MB. Whatever is asked of them later loads them.

    Args:
        names: the modules; those that are loaded already stay as they are.
    """
    standing = {name: _PutOff(name) for name in names if name not in sys.modules}
    sys.modules.update(standing)
    try:
        yield
    finally:
        for name, module in standing.items():
            del sys.modules[name]
            module.is_named_only = False


class _PutOff(ModuleType):
    """Stands for a module: its functions while it is only named, the module itself afterwards."""

    is_named_only = True

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        if self.is_named_only:
            return _function(self.__name__, attribute)
        return getattr(import_module(self.__name__), attribute)


def _function(module: str, name: str) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        return getattr(import_module(module), name)(*arguments, **named)

    return call
