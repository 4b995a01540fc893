"""Keeping what a native library throws within the program.

The libraries written in Rust give up on some input with a panic, which reaches Python as an exception that
is no ``Exception``: it would pass every handler, end the program, and show its message, which may quote the
input. So input that is known to bring one about is refused before (``key_file``), and a panic that comes
nevertheless is replaced here by an error that says nothing of its cause.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_MODULE: Final = "pyo3_runtime"
"""Where its class says it was made; it cannot be imported."""


class NativePanic(ValueError):
    """A native library gave up on its input."""


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
