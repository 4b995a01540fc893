"""What commands answer in the same words at either desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.cli.answer import Answer
from desktop.services.files import write_file
from desktop.services.handover import Handover
from desktop.services.keeping import AnyDesk, back_up, export_log


def exported_log(desk: AnyDesk, path: Path) -> Answer:
    """Export the change log."""
    count = export_log(desk, path)
    return Answer("log-export", {"path": str(path), "entries": count}, [f"已导出 {count} 条变更记录"])


def backed_up(desk: AnyDesk, folder: Path) -> Answer:
    """Back up the data file."""
    path = back_up(desk, folder, "手动备份")
    return Answer("backup", {"path": str(path), "bytes": path.stat().st_size}, [f"已备份并检查：{path}"])


def handed_over(command: str, output: Path, made: Handover, years: Sequence[object]) -> Answer:
    """Write the sheet of a handover.

    Args:
        command: what the answer is called.
        output: the sheet.
        made: what was handed over.
        years: what the desk says of its years, for the JSON.
    """
    write_file(output, made.pdf)
    document = {
        "path": str(output),
        "copy": str(made.copy),
        "digest": made.digest,
        "log_entries": made.sheet.log_length,
        "log_head": made.log_head,
        "fingerprint": made.fingerprint,
        "last_change": made.sheet.last_change,
        "people": [{"role": role, "name": name} for role, name in made.sheet.people],
        "years": years,
    }
    lines = [
        f"已写出交接单：{output}（打印后由移交人、接收人、监交人签字）",
        f"交接副本：{made.copy}",
        f"副本 SHA-256：{made.digest}",
    ]
    return Answer(command, document, lines)
