"""The workbook in which a county keeps its plan, out and in.

One sheet for each kind of record, one record per row, so that an office maintains its plan with what
it knows. Reading it back gives the same plan; every mistake is named with sheet and cell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from forms.errors import Problem
from forms.plan.pack import Plan


@dataclass(frozen=True)
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
    locate: Callable[[str, str], str]


def render_plan_workbook(plan: Plan) -> bytes:
    """Write the workbook (``tianbao plan workbook``).

    Raises:
        UserInputError: a text is too long for a cell (E-PLAN-079).
    """
    from desktop.documents.plan_book.writer import build_plan_workbook

    return build_plan_workbook(plan)


def read_plan_workbook(data: bytes) -> PlanReading:
    """Read a plan workbook, which may be hostile.

    Raises:
        WorkbookRefused: not a workbook, dangerous, damaged or not a plan workbook; nothing can be said
            about single cells then.
    """
    from desktop.documents.plan_book.reader import read_workbook

    return read_workbook(data)
