"""An error of the program itself as a value, so that one check that fails does not stop the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from forms.frozen import frozen

T = TypeVar("T")
Given = TypeVarTuple("Given")


@frozen
class Fault:
    """An exception that was caught where the work beside it can go on.

    It does not hold the message of the exception, which may contain a figure and must not be logged.

    Attributes:
        kind: class of the error, e.g. ``InvalidOperation``.
        place: module and line that raised it, e.g. ``forms.verdict.pace:64``.
    """

    kind: str
    place: str

    @classmethod
    def of(cls, error: Exception) -> Fault:
        """The fault of a caught exception."""
        return cls(type(error).__name__, _place(error))


def attempt(work: Callable[[*Given], T], *given: *Given) -> T | Fault:
    """Call ``work`` and return its result, or the fault if it raises.

    For work beside other work that must go on: a check, a verdict, a derived value, its words. Where
    everything depends on the result, let the exception pass instead.
    """
    try:
        return work(*given)
    except Exception as error:  # noqa: BLE001 - nobody can list what a mistake of ours raises
        return Fault.of(error)


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '')}:{trace.tb_lineno}" if trace is not None else ""
