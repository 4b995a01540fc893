"""Commands that look after the store: change log, backup and restore."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import NO, Answer
from desktop.cli.both_desks import backed_up, exported_log
from desktop.cli.office import keeping as office_keeping
from desktop.cli.opening import open_desk
from desktop.services.files import require_ending, write_file
from desktop.services.packages.trust import read_register
from desktop.services.unit.filing.archive import past_submission
from desktop.services.unit.filing.log_checking import frozen_heads, paper_lines, verify_log
from desktop.services.unit.keeping import preview_restore, restore_backup
from desktop.services.unit.log_subjects import differing_in_words
from forms.canonical import check_code, format_check_code
from forms.codes.program import PrintCode
from forms.text.typed import shown_name


def log(options: Namespace) -> Answer:
    """Verify or export the change log."""
    if options.export is not None:
        require_ending(options.export, ".xlsx", ".csv")
    if options.office is not None:
        return office_keeping.log(options)
    with open_desk(options.store) as desk:
        if options.export is not None:
            return exported_log(desk, options.export)
        register = read_register(options.trust) if options.trust else None
        found, heads = verify_log(desk, options.package, register), frozen_heads(desk)
        differing = differing_in_words(desk, found.subjects)
        lines = [found.sentence, *found.mismatches, *differing, *paper_lines(desk)]
        now = desk.store.log_position()
    document = {
        "ok": found.ok,
        "entries": found.entries,
        "first_bad": found.first_bad_seq,
        "sentence": found.sentence,
        "head": now.hash,
        "mismatches": list(found.mismatches),
        "differing": list(found.subjects),
        "revisions": [
            {
                "year": head.year,
                "revision": head.revision,
                "check_code": head.check_code,
                "log_count": head.log_count,
                "log_head": head.log_head or None,
            }
            for head in heads
        ],
        "packages": len(options.package),
    }
    return Answer("log-verify", document, lines, 0 if found.ok else NO)


def backup(options: Namespace) -> Answer:
    """Back up the store."""
    if options.office is not None:
        return office_keeping.backup(options)
    with open_desk(options.store) as desk:
        return backed_up(desk, options.output)


def restore(options: Namespace) -> Answer:
    """Restore the store from a backup; what stood there is kept, so that it can be undone."""
    if options.office is not None:
        return office_keeping.restore(options)
    if options.dry_run:
        return _preview(options)
    found = preview_restore(options.backup, options.store) if options.store.exists() else None
    kept = restore_backup(options.backup, options.store, other_unit=options.other_unit)
    document = {"store": str(options.store), "kept": str(kept) if kept is not None else None}
    changed = [f"  与恢复前相比：{sentence}" for sentence in found.sentences] if found is not None else []
    lines = [f"已恢复 {options.store}", *changed]
    if kept is not None:
        lines.append(f"恢复前的数据另存为 {kept}")
        if kept.suffix == ".bak":
            again = " --other-unit" if found is not None and found.other_unit else ""
            lines.append(f"要撤销这次恢复：tianbao restore --store {options.store} {kept}{again}")
    return Answer("restore", document, lines)


def _preview(options: Namespace) -> Answer:
    """What restoring would change."""
    found = preview_restore(options.backup, options.store)
    comparison = found.comparison
    if comparison is None:
        document = {
            "readable": False,
            "trouble": found.trouble,
            "years": [],
            "other_unit": found.other_unit or None,
        }
        lines = [*found.sentences, "恢复后就是备份里的内容；现有文件会另存，不会删除"]
        return Answer("restore-preview", {**_PREVIEW, **document}, lines)
    years = [
        {
            "year": year.year,
            "differing": year.differing,
            "only_here": year.only_here,
            "only_there": year.only_there,
            "state_here": year.state_here.value,
            "state_there": year.state_there.value,
        }
        for year in comparison.years
    ]
    last = comparison.last_change_there
    document = {
        "readable": True,
        "other_unit": found.other_unit or None,
        "trouble": None,
        "years": years,
        "is_ancestor": comparison.is_ancestor,
        "entries_here": comparison.entries_here,
        "entries_there": comparison.entries_there,
        "last_change_there": last.isoformat() if last is not None else None,
    }
    lines = [
        *found.sentences,
        "这只是预览，没有改动；恢复时现有文件会另存，可以撤销",
    ]
    return Answer("restore-preview", document, lines)


_PREVIEW = {"is_ancestor": None, "entries_here": None, "entries_there": None, "last_change_there": None}


def past(options: Namespace) -> Answer:
    """Open a past submission exactly as it was; print its form."""
    if options.print is not None:
        require_ending(options.print, ".pdf", ".xlsx", code=PrintCode.SUFFIX)
    with open_desk(options.store) as desk:
        found = past_submission(desk, options.year, options.revision)
    if options.print is not None:
        as_workbook = options.print.suffix.lower() == ".xlsx"
        write_file(options.print, found.workbook if as_workbook else found.pdf)
    code = format_check_code(check_code(found.content_digest))
    document = {
        "year": found.year,
        "revision": found.number,
        "finalised_at": found.at.isoformat(),
        "finalised_by": found.actor,
        "content_digest": found.content_digest,
        "check_code": code,
        "replaces": found.replaces,
        "plan": {
            "id": found.pack.plan.id,
            "version": found.pack.plan.version,
            "digest": found.pack.digest,
        },
        "figures": [
            {
                "cell": cell.address,
                "text": found.text(cell.key),
                "value": found.figures.value(cell.key),
            }
            for cell in found.layout.entry_cells
        ],
        "findings": list(found.findings),
        "verdicts": list(found.verdicts),
        "packages": [{"file_name": p.file_name, "digest": p.digest} for p in found.packages],
        "printed": str(options.print) if options.print is not None else None,
    }
    who = shown_name(found.actor)
    lines = [
        f"{found.year} 年第 {found.number} 版，{found.at.astimezone():%Y-%m-%d %H:%M} 由{who}定稿",
        f"规划 {found.pack.plan.id} {found.pack.plan.version}，纸质表校验码 {code}",
        f"审核结果 {len(found.findings)} 条，目标评价 {len(found.verdicts)} 条",
        f"导出过 {found.exports} 次报送包",
    ]
    if options.print is not None:
        lines.append(f"已写出当时的正式报表：{options.print}")
    return Answer("past", document, lines)
