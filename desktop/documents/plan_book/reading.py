"""What was read from a plan workbook."""

from __future__ import annotations

from collections.abc import Callable

from forms.codes.code import ErrorCode
from forms.errors import Problem
from forms.frozen import frozen
from forms.plan.pack import Plan


@frozen
class PlanReading:
    """What was read from a plan workbook.

    Attributes:
        plan: the plan, None where there are mistakes.
        problems: every mistake, with its cell.
        locate: a place in the pack, such as ``规划.targets[3]``, and the code of what is said about it,
            to the cell that is meant.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]
    locate: Callable[[str, ErrorCode], str]
