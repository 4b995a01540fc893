"""Commands about who answers for what in a plan."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import Answer
from desktop.cli.plan import pack_document
from desktop.cli.secret import passphrase
from desktop.services.clock import local_now
from desktop.services.keys.key_files import open_key
from desktop.services.plans import owners
from desktop.services.plans.files import load_plan
from desktop.services.plans.owners import Confirmation, write_owner_list
from desktop.services.plans.task_sheets import write_task_sheet
from desktop.services.unit.text_word import text_word


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


def export_owners(options: Namespace) -> Answer:
    """Write the list of all owners."""
    pack = load_plan(options.plan, now=local_now()).pack
    entries = write_owner_list(pack, options.output)
    document = {
        "path": str(options.output),
        "bytes": options.output.stat().st_size,
        "id": pack.plan.id,
        "version": pack.plan.version,
        "entries": entries,
        "owners_confirmed": pack.plan.owners_confirmed is not None,
    }
    return Answer("plan-owners-export", document, [f"已写出责任单位清单（{entries} 条）：{options.output}"])


def confirm_owners(options: Namespace) -> Answer:
    """Write a pack in which the owners of a list are confirmed."""
    identity = open_key(options.key, passphrase(options, options.key)) if options.key is not None else None
    pack = load_plan(options.plan, now=local_now()).pack
    confirmation = Confirmation(options.by, options.date, options.new_version, identity)
    confirmed = owners.confirm_owners(pack, options.list, options.output, confirmation, local_now())
    made = confirmed.made
    document = pack_document(made) | {
        "replaces": made.approval.replaces,
        "entries": confirmed.entries,
        "changed": confirmed.changed,
    }
    mark = "" if made.is_signed else "（没有签名，只供试用；正式下发请用 --key）"
    word = text_word("确认人", options.by).sentence
    so = f"责任单位 {confirmed.entries} 条已确认，其中改动 {confirmed.changed} 条"
    lines = [so, f"已写出 {made.path}，版本 {made.pack.plan.version}{mark}"]
    return Answer("plan-owners-confirm", document, lines + ([word] if word else []))
