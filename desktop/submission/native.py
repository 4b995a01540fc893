"""Turning panics of native libraries into errors of the program.

Libraries written in Rust end on some input with a panic, which reaches Python as an exception that is no
``Exception``: it would pass every handler, end the program, and show its message, which may quote the input.
So input that is known to cause one is refused before (``key_file``), and any other panic is replaced here by
an error without its message.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_MODULE: Final = "pyo3_runtime"
"""Module of the class of such a panic, which cannot be imported."""


class NativePanic(ValueError):
    """A native library panicked."""


@contextmanager
def contained() -> Iterator[None]:
    """Turn a panic within the block into an error like any other.

    Raises:
        NativePanic: without text; the panic itself, its context, has lost its text too.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__module__ != _MODULE:
            raise
        error.args = ()
        raise NativePanic from None
