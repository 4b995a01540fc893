"""``remind``: mail drafts to the late, and the tick that a person sent them."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from desktop.cli.answer import Answer
from desktop.cli.office.opening import open_office_desk
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.letters.reminding import LateUnit, tick_all_sent, write_reminders
from forms.codes.program import UsageCode
from forms.errors import UserInputError


def remind(options: Namespace) -> Answer:
    """Write the drafts, or note that they were sent."""
    if options.sent and not options.units:
        raise UserInputError(UsageCode.WRONG, "--sent 要用 --unit 写明发给了哪些单位")
    if not options.sent and options.output is None:
        raise UserInputError(UsageCode.WRONG, "请用 -o 写明邮件草稿写到的文件夹；已经发出的用 --sent")
    if not options.sent and options.units:
        raise UserInputError(UsageCode.WRONG, "--unit 与 --sent 合用；草稿是给全部迟报单位写的")
    with open_office_desk(options) as desk:
        return _ticked(desk, options) if options.sent else _written(desk, options)


def _ticked(desk: OfficeDesk, options: Namespace) -> Answer:
    tick_all_sent(desk, options.units, options.year)
    names = "、".join(desk.unit_name(unit) for unit in options.units)
    document = {"year": options.year, "units": [], "sent": list(options.units)}
    return Answer("remind", document, [f"已记下催报发给了：{names}"])


def _written(desk: OfficeDesk, options: Namespace) -> Answer:
    found = write_reminders(desk, options.year, options.output, everyone=options.every)
    document = {
        "year": options.year,
        "units": [{**_document(late), "mail": str(path)} for late, path in found],
        "sent": [],
    }
    lines = [f"{desk.unit_name(late.unit)}（{late.unit}）：{late.why}：{path}" for late, path in found]
    nobody = "没有迟报的单位；期限还没有到、没有期限的，加 --all"
    after = "核对收件人后自己发出，发出后用 --sent --unit 单位 记下" if found else nobody
    return Answer("remind", document, [*lines, after])


def _document(late: LateUnit) -> dict[str, Any]:
    return {
        "unit": late.unit,
        "deadline": None if late.deadline is None else late.deadline.isoformat(),
        "forms": list(late.forms),
        "has_come": late.has_come,
        "unanswered": late.unanswered,
        "reminded": [day.isoformat() for day in late.reminded],
    }
