"""The workbook in which a county keeps its plan: writing it and reading it.

One sheet for each kind of record, one record per row, so that an office maintains its plan in a program that
it knows. Reading it back gives the same plan; every mistake is reported with sheet and cell.
"""

from __future__ import annotations

from desktop.documents.plan_book.reading import PlanReading
from forms.plan.pack import Plan


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
