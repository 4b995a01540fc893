"""Python's own ``import`` for the window.

PySide6 replaces it by one that reads the source text of each module imported afterwards, to see whether it
asks for other names of Qt's methods (``from __feature__ import snake_case``). None here does. Four hundred
texts take 0.1 s of the start and stay in memory, 16 MB; so ``import`` is put back as it was.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def import_kept() -> Iterator[None]:
    """Leave ``import`` as it is found; PySide6 is imported for the first time within the block."""
    found = builtins.__import__
    try:
        yield
    finally:
        builtins.__import__ = found
