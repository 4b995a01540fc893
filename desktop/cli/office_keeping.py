"""Commands that look after the office's file: change log, backup, restore and handover."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from desktop.cli.answer import NO, Answer
from desktop.cli.opening import open_office_desk
from desktop.services.files import write_file
from desktop.services.keeping import back_up, export_log
from desktop.services.office.handover import hand_over_office
from desktop.services.office.keeping import OfficePreview, preview_restore_office, restore_office
from forms.codes.office import OfficeCode
from forms.errors import UserInputError


def log(options: Namespace) -> Answer:
    """Verify or export the change log."""
    if options.package or options.trust:
        raise UserInputError(OfficeCode.OF_UNITS, "--package 和 --trust 用于单位的数据文件，统计局的不用")
    with open_office_desk(options) as desk:
        if options.export is not None:
            count = export_log(desk, options.export)
            return Answer(
                "log-export", {"path": str(options.export), "entries": count}, [f"已导出 {count} 条变更记录"]
            )
        found, now = desk.store.verify_log(), desk.store.log_position()
    document = {
        "ok": found.ok,
        "entries": found.entries,
        "first_bad": found.first_bad_seq,
        "sentence": found.sentence,
        "head": now.hash,
        "mismatches": list(found.mismatches),
        "differing": list(found.subjects),
        "revisions": [],
        "packages": 0,
    }
    lines = [found.sentence, *found.mismatches, *found.subjects]
    return Answer("log-verify", document, lines, 0 if found.ok else NO)


def backup(options: Namespace) -> Answer:
    """Back up the office's file."""
    with open_office_desk(options) as desk:
        path = back_up(desk, options.output, "手动备份")
    return Answer("backup", {"path": str(path), "bytes": path.stat().st_size}, [f"已备份并检查：{path}"])


def restore(options: Namespace) -> Answer:
    """Restore the office's file from a backup; what stood there is kept."""
    found = preview_restore_office(options.backup, options.office) if options.office.exists() else None
    if options.dry_run:
        preview = found or OfficePreview(None, "现在没有这个数据文件")
        lines = [*preview.sentences, "这只是预览，没有改动；恢复时现有文件会另存，可以撤销"]
        return Answer("restore-preview", _preview(preview), lines)
    kept = restore_office(options.backup, options.office, options.actor, other_region=options.other_unit)
    lines = [f"已恢复 {options.office}"]
    lines += [] if found is None else [f"  与恢复前相比：{sentence}" for sentence in found.sentences]
    if kept is not None:
        lines.append(f"恢复前的数据另存为 {kept}")
    document = {"store": str(options.office), "kept": None if kept is None else str(kept)}
    return Answer("restore", document, lines)


def _preview(found: OfficePreview) -> dict[str, Any]:
    logs = found.comparison
    return {
        "readable": logs is not None,
        "trouble": found.trouble or None,
        "years": [],
        "other_unit": None,
        "is_ancestor": None if logs is None else logs.is_ancestor,
        "entries_here": None if logs is None else logs.here,
        "entries_there": None if logs is None else logs.there,
        "last_change_there": None,
    }


def handover(options: Namespace) -> Answer:
    """Write the handover sheet of the desk and the copy of its file."""
    with open_office_desk(options) as desk:
        made = hand_over_office(desk, options.key)
    write_file(options.output, made.pdf)
    document = {
        "path": str(options.output),
        "copy": str(made.copy),
        "digest": made.digest,
        "log_entries": made.sheet.log_length,
        "log_head": made.log_head,
        "fingerprint": made.fingerprint,
        "last_change": made.sheet.last_change,
        "people": [{"role": role, "name": name} for role, name in made.sheet.people],
        "years": [list(year.texts) for year in made.sheet.years],
    }
    lines = [
        f"已写出交接单：{options.output}（打印后由移交人、接收人、监交人签字）",
        f"交接副本：{made.copy}",
        f"副本 SHA-256：{made.digest}",
    ]
    return Answer("office-handover", document, lines)
