"""A guard against references that PySide6 gives away without owning them."""

from __future__ import annotations

import sys

_PLENTY = 1 << 40
_SINGLETONS: tuple[object, ...] = (None, True, False, NotImplemented, Ellipsis)


def keep_singletons_alive() -> None:
    """Give ``None``, ``True`` and ``False`` more references than a session can use up.

    Measured with PySide6 6.12.0 on CPython 3.11: each call into Qt that returns one of them drops a
    reference to it, as it would be right from CPython 3.12 on, where they are immortal (PEP 683).
    Painting a form once costs ``None`` some hundred references; after some dozen cells the
    interpreter ends with "deallocating None". Call this once, before anything of Qt is called; from
    CPython 3.12 on it does nothing.
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        import ctypes

        for singleton in _SINGLETONS:
            references = ctypes.c_ssize_t.from_address(id(singleton))
            if references.value < _PLENTY:
                references.value += _PLENTY
