"""Commands that look after the store: change log, backup and restore."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import NO, Answer
from desktop.cli.opening import open_desk
from desktop.services.keeping import back_up, export_log, restore_backup


def log(options: Namespace) -> Answer:
    """Verify or export the change log."""
    with open_desk(options.store) as desk:
        if options.export is not None:
            count = export_log(desk, options.export)
            return Answer(
                "log-export", {"path": str(options.export), "entries": count}, [f"已导出 {count} 条修改记录"]
            )
        found = desk.store.verify_log()
    document = {
        "ok": found.ok,
        "entries": found.entries,
        "first_bad": found.first_bad_seq,
        "sentence": found.sentence,
    }
    return Answer("log-verify", document, [found.sentence], 0 if found.ok else NO)


def backup(options: Namespace) -> Answer:
    """Back up the store."""
    with open_desk(options.store) as desk:
        path = back_up(desk, options.output, "手动备份")
    return Answer("backup", {"path": str(path), "bytes": path.stat().st_size}, [f"已备份并检查：{path}"])


def restore(options: Namespace) -> Answer:
    """Restore the store from a backup; what stood there is backed up first."""
    kept = restore_backup(options.backup, options.store)
    document = {"store": str(options.store), "kept": str(kept) if kept is not None else None}
    aside = f"；恢复前的数据另存为 {kept}" if kept is not None else ""
    return Answer("restore", document, [f"已恢复 {options.store}{aside}"])
