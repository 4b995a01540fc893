"""The task of a year at the office, and the deadlines that go into it."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from desktop.cli.answer import Answer
from desktop.cli.office.opening import open_office_desk
from desktop.cli.office.signing import open_signing_key
from desktop.services.files import read_file
from desktop.services.office.decisions.deadlines import ALL, deadlines_of, require_year, set_deadline
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.task.tasking import (
    MAX_NOTICE_BYTES,
    ToTask,
    WrittenTask,
    read_notice,
    write_task,
)
from forms.letters.task import YearTask


def task(options: Namespace) -> Answer:
    """Write the task of a year."""
    notice = options.notice
    if options.notice_file is not None:
        notice = read_notice(read_file(options.notice_file, MAX_NOTICE_BYTES), options.notice_file.name)
    waived = True if options.waive_paper else False if options.want_paper else None
    with open_office_desk(options) as desk:
        identity = open_signing_key(desk, options)
        wanted = ToTask(year=options.year, notice=notice, waives_paper=waived)
        written = write_task(desk, wanted, identity, options.output)
        return Answer("office-task", _document(options, written), _lines(desk, options.year, written))


def _document(options: Namespace, written: WrittenTask) -> dict[str, Any]:
    terms = written.stored.task
    return {
        "office": str(options.office),
        "year": options.year,
        "n": written.stored.number,
        "path": str(written.path),
        "mail": str(written.path.with_suffix(".eml")),
        "digest": written.stored.digest,
        "new": written.is_new,
        "plan": {"id": terms.plan.id, "version": terms.plan.version, "digest": terms.plan.digest},
        "units": _units(terms),
        "base": None if terms.base is None else {"version": terms.base.version, "digest": terms.base.digest},
        "notice": bool(terms.notice),
        "waives_paper": terms.waives_paper,
        "signing": terms.signing,
        "receiving": terms.receiving,
        "former": list(terms.former),
        "cautions": list(written.cautions),
    }


def _units(terms: YearTask) -> list[dict[str, Any]]:
    return [
        {
            "unit": one.unit,
            "deadline": None if one.deadline is None else one.deadline.isoformat(),
            "files": one.files,
        }
        for one in terms.units
    ]


def _lines(desk: OfficeDesk, year: int, written: WrittenTask) -> list[str]:
    terms, n = written.stored.task, written.stored.number
    filing = sum(one.files for one in terms.units)
    days = sorted({str(one.deadline) for one in terms.units if one.deadline is not None})
    first = f"{year} 年布置任务第 {n} 号：{written.path}，请发给各单位"
    if not written.is_new:
        first = f"与第 {n} 号任务完全相同，没有另编号，照原样写出：{written.path}"
    told = (
        f"规划数据包 {terms.plan.version} 版；{filing} 个单位报送，期限 {'、'.join(days) or '未定'}；"
        f"盖章纸质表{'不要求' if terms.waives_paper else '要报送'}；"
        f"{'有' if terms.receiving else '没有'}收件证书"
    )
    lines = [first, f"邮件草稿：{written.path.with_suffix('.eml')}", told]
    asked = {one.code for one in desk.pack_of(year).plan.reporting_units}
    spared = [desk.unit_name(one.unit) for one in terms.units if not one.files and one.unit in asked]
    lines += [f"不用报送：{'、'.join(spared)}"] if spared else []
    return lines + [f"注意：{one}" for one in written.cautions]


def deadline(options: Namespace) -> Answer:
    """Set until when a unit or all are to file a year, or list the days."""
    unit = options.unit or ALL
    with open_office_desk(options) as desk:
        plan = require_year(desk, options.year)
        changed = False
        if options.day is not None or options.remove:
            changed = set_deadline(desk, options.year, unit, options.day)
        days, told = deadlines_of(desk, options.year), desk.store.task_in_force(options.year)
        own = [(one, days[one.code]) for one in plan.reporting_units if one.code in days]
    all_day = days.get(ALL)
    is_sent = told is not None and all(
        one.deadline == days.get(one.unit, all_day) for one in told.units if one.files
    )
    document = {
        "year": options.year,
        "changed": changed,
        "all": None if all_day is None else all_day.isoformat(),
        "units": [{"unit": one.code, "deadline": day.isoformat()} for one, day in own],
        "sent": is_sent,
    }
    lines = [f"{options.year} 年报送期限：{all_day or '未定'}"]
    lines += [f"  {one.official_name}：{day}" for one, day in own]
    if not is_sent:
        lines.append("还没有随任务发给各单位：请用 office task 写出任务")
    return Answer("office-deadline", document, lines)
