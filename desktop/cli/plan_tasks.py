"""Commands about who answers for what in a plan."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import Answer
from desktop.services.plans.files import load_plan
from desktop.services.plans.task_sheets import write_task_sheet
from desktop.services.unit.desk import local_now


def tasks(options: Namespace) -> Answer:
    """Write the task sheet of a plan or of one unit."""
    plan = load_plan(options.plan, now=local_now()).pack.plan
    written = write_task_sheet(plan, options.unit, options.output)
    sheet = written.sheet
    document = {
        "path": str(options.output),
        "bytes": written.size,
        "id": plan.id,
        "version": plan.version,
        "unit": options.unit,
        "assignments": sheet.count,
        "owners_confirmed": sheet.is_confirmed,
    }
    lines = [f"已写出目标任务分解表（{sheet.count} 条）：{options.output}", sheet.standing]
    return Answer("plan-tasks", document, lines)
