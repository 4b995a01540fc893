"""A guard against a reference that PySide6 drops."""

from __future__ import annotations

import sys

_PLENTY = 1 << 40


def keep_true_alive() -> None:
    """Give ``True`` more references than a session can use up.

    Measured with PySide6 6.12.0 on CPython 3.11: every ``Signal.emit`` and every ``disconnect``
    drops one reference to ``True`` that it does not own. After some thousand signals the interpreter
    ends with "deallocating True or False". From CPython 3.12 on, ``True`` cannot be deallocated
    (PEP 683) and nothing is done. Call it once, before the first signal.
    """
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    import ctypes

    references = ctypes.c_ssize_t.from_address(id(True))
    if references.value < _PLENTY:
        references.value += _PLENTY
