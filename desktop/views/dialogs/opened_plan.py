"""A double click on a plan pack: it is offered to the unit with the same plan whose file was opened last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.services.clock import local_now
from desktop.services.plans.files import PlanFile, read_plan_file
from desktop.services.unit.desk import Desk, open_desk
from desktop.services.unit.plan.taking_over import preview_import, take_over_plan
from desktop.views.dialogs.plan_dialog import PlanDialog
from desktop.views.frame.file.recent import recent_files
from desktop.views.frame.telling import tell
from forms.errors import TianbaoError


def desk_for_plan(path: Path, parent: QWidget | None) -> Desk | None:
    """Show what a pack changes for the newest recent file of the same plan, and take it over if wanted.

    Args:
        path: any file; what is no plan pack is left to others.
        parent: of the dialog.

    Returns:
        The unit's desk, with the new version in force if it was taken over; None where the file is no
        pack, is broken, or no recent file uses its plan.
    """
    try:
        file = read_plan_file(path, now=local_now())
    except TianbaoError:
        return None  # opened_file tells what it is, or what is wrong with it
    desk = _recent_desk(file)
    if desk is None:
        return None
    try:
        preview = preview_import(desk, file)
        if PlanDialog.ask(preview, parent):
            take_over_plan(desk, preview)
    except TianbaoError as error:
        tell(parent, "没有导入", error.sentence, PlanDialog.chapter)
    return desk


def _recent_desk(file: PlanFile) -> Desk | None:
    """The newest recent store that uses the pack's plan and can be written."""
    for store in recent_files():
        try:
            desk = open_desk(store)
        except TianbaoError:
            continue
        if desk.plan.id == file.pack.plan.id and not desk.is_read_only:
            return desk
        desk.close()
    return None
