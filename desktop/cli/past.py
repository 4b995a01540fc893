"""Commands about earlier years: the table out and in, and changes of definition."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import NO, Answer
from desktop.cli.opening import open_desk
from desktop.kinds.doors import HISTORY
from desktop.services.files import require_ending, write_file
from desktop.services.incoming import read_incoming
from desktop.services.past_tables import MAX_TABLE_BYTES, HistoryPreview
from desktop.services.unit.history import history_table, import_history, read_history
from desktop.services.unit.text_word import text_word
from forms.reporting.earlier import DefinitionChange
from forms.text.standard_characters import standard_text
from forms.text.typed import read_text


def template(options: Namespace) -> Answer:
    """Write the table of earlier years."""
    require_ending(options.output, ".xlsx")
    with open_desk(options.store) as desk:
        data = history_table(desk)
    write_file(options.output, data)
    lines = [f"已写出往年数据表：{options.output}"]
    return Answer("history-template", {"path": str(options.output), "bytes": len(data)}, lines)


def take(options: Namespace) -> Answer:
    """Import a table of earlier years."""
    with open_desk(options.store) as desk:
        preview = read_history(desk, read_incoming(options.table, HISTORY, MAX_TABLE_BYTES))
        if not options.dry_run:
            import_history(desk, preview, options.table.name)
    return past_answer("history-import", preview, is_dry_run=options.dry_run)


def past_answer(command: str, preview: HistoryPreview, *, is_dry_run: bool) -> Answer:
    """What a table of earlier years changed or would change, at the unit or the office."""
    changes = [
        {
            "year": figure.year,
            "item": figure.key.code,
            "breakdown": figure.key.breakdown,
            "old": old,
            "new": figure.value,
            "place": figure.place,
        }
        for figure, old in preview.changes
    ]
    refused = [{"code": p.code, "place": p.place, "message": p.message} for p in preview.problems]
    word = "将改" if is_dry_run else "已导入"
    fates = f"{preview.same} 个相同，拒收 {preview.refused} 格，没有用到 {preview.unused} 格"
    lines = [f"{word} {len(changes)} 个往年数据，{fates}"]
    lines += [f"  {problem}" for problem in preview.problems]
    lines += [f"  注意：{preview.unused_sentence}"] if preview.unused else []
    lines += [f"  注意：{preview.open_sentence}"] if preview.open_years else []
    lines += [f"  注意：{preview.shifted_sentence}"] if preview.shifted else []
    has_any = bool(changes or preview.same)
    if not has_any:
        lines.append("一个往年数也没有读到，数据文件没有变动。")
    document = {
        "dry_run": is_dry_run,
        "changes": changes,
        "same": preview.same,
        "refused": refused,
        "refused_cells": preview.refused,
        "unused_cells": preview.unused,
        "first_unused": preview.first_unused,
    }
    return Answer(command, document, lines, 0 if has_any and not refused else NO)


def redefine(options: Namespace) -> Answer:
    """Record a change of definition."""
    note = standard_text(options.note) if options.standard else options.note
    change = DefinitionChange(options.code, options.year, note)
    word = text_word("口径变动的说明", note, lines=True)
    with open_desk(options.store) as desk:
        desk.record_definition_change(change)
    words = [word.sentence] if word.sentence else []
    document = {
        "code": change.code,
        "year": change.year,
        "note": read_text(note, lines=True).text,
        "characters": words,
    }
    lines = [f"已记录：{change.code} 自 {change.year} 年起口径变动，不再与以前年份比较"]
    return Answer("history-redefine", document, lines + words)
