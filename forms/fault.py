"""What the program itself got wrong, as a value: one thing that fails takes one line, not the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Given = TypeVarTuple("Given")


@dataclass(frozen=True)
class Fault:
    """An error of our own that was stopped where it can do no harm.

    It holds no words of the error, which may contain a figure.

    Attributes:
        kind: class of the error, e.g. ``InvalidOperation``.
        place: module and line that raised it, e.g. ``forms.verdict.pace:64``.
    """

    kind: str
    place: str

    @classmethod
    def of(cls, error: Exception) -> Fault:
        """The fault that a caught error tells of."""
        return cls(type(error).__name__, _place(error))


def attempt(work: Callable[[*Given], T], *given: *Given) -> T | Fault:
    """What ``work`` gives, or the fault that it ended in.

    For what stands beside others that must go on: a check, a verdict, a derived value, words about one.
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
