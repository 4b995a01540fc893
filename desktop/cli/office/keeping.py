"""Commands that look after the office's file: change log, backup, restore and handover."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from desktop.cli.answer import NO, Answer
from desktop.cli.both_desks import backed_up, exported_log, handed_over
from desktop.cli.office.opening import open_office_desk
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
            return exported_log(desk, options.export)
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
        return backed_up(desk, options.output)


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
    years = [list(year.texts) for year in made.sheet.years]
    return handed_over("office-handover", options.output, made, years)
