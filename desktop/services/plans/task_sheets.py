"""The task sheet of a plan or of one of its units, written as PDF or workbook."""

from __future__ import annotations

from pathlib import Path

from desktop.documents.task_sheet.lines import TaskSheet, task_sheet
from desktop.documents.task_sheet.sheet import render_task_pdf, render_task_workbook
from desktop.services.files import require_ending, write_file
from forms.codes.plan import PlanCode
from forms.errors import UserInputError
from forms.frozen import frozen
from forms.plan.pack import Plan

_PDF, _WORKBOOK = ".pdf", ".xlsx"


@frozen
class WrittenTaskSheet:
    """A task sheet in a file.

    Attributes:
        sheet: what stands on it.
        size: bytes of the file.
    """

    sheet: TaskSheet
    size: int


def write_task_sheet(plan: Plan, unit: str | None, path: Path) -> WrittenTaskSheet:
    """Write the sheet of a plan, or of a unit; PDF or workbook by the ending of the name.

    Raises:
        UserInputError: no such unit (E-PLAN-063), no task of it (E-PLAN-088), another ending (E-FILE-010).
        EnvironmentFault: the file cannot be written.
    """
    require_ending(path, _PDF, _WORKBOOK)
    sheet = _sheet_of(plan, unit)
    data = render_task_pdf(sheet) if path.suffix.lower() == _PDF else render_task_workbook(sheet)
    write_file(path, data)
    return WrittenTaskSheet(sheet, len(data))


def _sheet_of(plan: Plan, unit: str | None) -> TaskSheet:
    if unit is not None and unit not in plan.unit_by_code:
        known = "、".join(f"{one.code}（{one.official_name}）" for one in plan.units)
        raise UserInputError(PlanCode.NO_SUCH_UNIT, f"规划里没有单位“{unit}”，可用的有：{known}")
    sheet = task_sheet(plan, unit)
    if not sheet.lines:
        about = f"“{sheet.unit_name}”没有牵头、参加或填报的目标和措施" if unit else "规划里没有目标和措施"
        raise UserInputError(PlanCode.NO_TASK, f"{about}，没有写出")
    return sheet
