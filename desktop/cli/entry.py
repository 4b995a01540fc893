"""Commands by which a unit fills in, reads in, checks and explains a year."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.cli.answer import NO, Answer
from desktop.cli.opening import open_desk
from desktop.cli.unanswered import unanswered
from desktop.kinds.doors import FILL
from desktop.services.clock import local_now
from desktop.services.files import require_ending, write_file
from desktop.services.incoming import read_incoming
from desktop.services.unit.desk import create_desk
from desktop.services.unit.exchange import MAX_WORKBOOK_BYTES, entry_workbook, read_workbook, take_over
from desktop.services.unit.first_plan import first_plan
from desktop.services.unit.text_word import text_word
from desktop.services.unit.year import YearDesk, open_year
from forms.figures.quantity import format_quantity
from forms.filing.people import ROLES
from forms.findings import Finding, Level
from forms.reporting.layout import CellKind
from forms.text.standard_characters import standard_text


def init(options: Namespace) -> Answer:
    """Make a new store."""
    file, is_of_task = first_plan(options.plan, local_now())
    with create_desk(options.store, file.pack, options.unit) as desk:
        document = {"store": str(desk.path), "plan": desk.plan.id, "unit": desk.unit.code}
        lines = [f"已为{desk.unit.official_name}建立数据文件：{desk.path}"]
    if is_of_task:
        lines.append("规划取自这份任务；任务本身还没有采用：请接着用 open 打开它，照盖章的纸输入指纹")
    return Answer("init", document, lines)


def template(options: Namespace) -> Answer:
    """Write the Excel form."""
    require_ending(options.output, ".xlsx")
    with open_desk(options.store) as desk:
        write_file(options.output, entry_workbook(open_year(desk, options.year)))
    return _written("template", options.output)


def _written(command: str, path: Path) -> Answer:
    return Answer(command, {"path": str(path), "bytes": path.stat().st_size}, [f"已写出 {path}"])


def fill(options: Namespace) -> Answer:
    """Read a filled Excel form."""
    with open_desk(options.store) as desk:
        year = open_year(desk, options.year)
        preview = read_workbook(year, read_incoming(options.workbook, FILL, MAX_WORKBOOK_BYTES))
        if not options.dry_run:
            take_over(year, preview)
    changes = [{"cell": c.address, "old": old, "new": new} for c, old, new in preview.changes]
    sources = [{"cell": c.address, "old": old, "new": new} for c, old, new in preview.sources]
    refused = [
        {"sheet": r.sheet, "cell": r.cell, "address": r.address, "code": str(r.code), "message": r.message}
        for r in preview.refused
    ]
    notes = [{"code": str(n.code), "place": n.place, "message": n.message} for n in preview.notes]
    word = "将改" if options.dry_run else "已填"
    outside = f"，表格以外 {preview.outside} 格没有采用" if preview.outside else ""
    lines = [f"{word} {len(changes)} 格，{preview.same} 格相同，拒收 {len(refused)} 格{outside}"]
    lines += [f"  {s['cell']} 的来源：{s['new']}" for s in sources]
    lines += [f"  {r['message']}（{r['code']}）" for r in refused]
    lines += [f"  注意：{n['place']} {n['message']}（{n['code']}）" for n in notes]
    has_any = bool(changes or sources or preview.same)
    if not has_any:
        lines.append("一个数也没有读到，数据文件没有变动。")
    document = {
        "dry_run": options.dry_run,
        "changes": changes,
        "sources": sources,
        "same": preview.same,
        "outside_cells": preview.outside,
        "refused": refused,
        "notes": notes,
    }
    return Answer("fill", document, lines, 0 if has_any and not refused and not preview.unread else NO)


def set_cell(options: Namespace) -> Answer:
    """Fill one cell."""
    with open_desk(options.store) as desk:
        year = open_year(desk, options.year)
        cell = year.entry_cell(options.cell)
        note, source = _standard(options, options.note), _standard(options, options.source)
        words = _words({"备注": note, "数据来源": source})
        if note is not None or source is not None:
            year.annotate(cell.key, note=note, source=source)
        year.enter({cell.key: options.value})
        document = {**_cell_document(year, options.cell), "characters": words}
    wrong = document["problem"]
    lines = [f"{options.cell} = {document['text']}"] + ([f"  {document['message']}"] if wrong else [])
    lines += words
    return Answer("set", document, lines, NO if wrong else 0)


def get_cell(options: Namespace) -> Answer:
    """Show one cell; a computed one with its formula."""
    with open_desk(options.store) as desk:
        year = open_year(desk, options.year)
        cell = year.layout.cell_by_address.get(options.cell)
        is_computed = cell is not None and cell.kind is CellKind.DERIVED
        read = _computed_document if is_computed else _cell_document
        document = {"formula": None, **read(year, options.cell)}
    lines = [f"{options.cell} = {document['text'] or document['message']}"]
    if is_computed:
        lines.append(f"  由程序计算：{document['formula']}")
    return Answer("get", document, lines)


def _computed_document(year: YearDesk, address: str) -> dict[str, Any]:
    key = year.layout.cell_by_address[address].key
    measured, indicator = year.figures.measured(key), year.desk.plan.indicator_by_code[key.code]
    value = measured.value
    return {
        "cell": address,
        "item": key.code,
        "breakdown": key.breakdown,
        "text": "" if value is None else format_quantity(value, indicator.decimals),
        "value": value,
        "missing": measured.missing.value if measured.missing else None,
        "problem": None,
        "message": "" if measured.gap is None else f"算不出：{measured.gap.label}",
        "formula": indicator.formula.text,
        "given_by": None,
    }


def _cell_document(year: YearDesk, address: str) -> dict[str, Any]:
    cell = year.entry_cell(address)
    reading = year.reading(cell.key)
    return {
        "cell": address,
        "item": cell.key.code,
        "breakdown": cell.key.breakdown,
        "text": reading.text,
        "value": reading.value,
        "missing": reading.missing.value if reading.missing else None,
        "problem": reading.problem,
        "message": reading.message,
        "given_by": year.given.title if year.is_locked(cell.key) else None,
    }


def check(options: Namespace) -> Answer:
    """Check a year."""
    with open_desk(options.store) as desk:
        year = open_year(desk, options.year)
        report, (asked, waiting) = year.report, unanswered(year)
        document = {
            "year": options.year,
            "unit": desk.unit.code,
            "state": year.state.value,
            "clear": report.is_clear,
            "passed": report.passed,
            "undecidable": report.undecidable,
            "counts": {level.value: report.count(level) for level in Level},
            "findings": [_finding_document(year, finding) for finding in report.findings],
            "open_questions": asked,
        }
        lines = [f"{desk.unit.official_name} {options.year} 年：{year.state.label}"]
        lines += [f"  {_finding_line(year, finding)}" for finding in report.findings]
        lines.append("、".join(f"{level.label} {report.count(level)}" for level in Level))
        lines += waiting
    return Answer("check", document, lines, 0 if report.is_clear else NO)


def _finding_document(year: YearDesk, finding: Finding) -> dict[str, Any]:
    explanation = year.report.explanation(finding)
    return {
        "code": finding.code,
        "level": finding.level.value,
        "enforcement": finding.enforcement.value,
        "cells": list(finding.cells),
        "message": finding.message,
        "next_step": finding.next_step,
        "imbalance": finding.imbalance,
        "suggestions": [
            {"item": s.key.code, "breakdown": s.key.breakdown, "value": s.value} for s in finding.suggestions
        ],
        "explanation": explanation.text if explanation else None,
        "digest": finding.digest,
    }


def _finding_line(year: YearDesk, finding: Finding) -> str:
    explained = "（已说明）" if year.report.explanation(finding) else f" —— {finding.next_step}"
    cell = f" [{finding.cells[0]}]" if finding.cells else ""
    return f"{finding.enforcement.label} {finding.code}{cell} {finding.message}{explained}"


def explain(options: Namespace) -> Answer:
    """Explain a finding."""
    with open_desk(options.store) as desk:
        year = open_year(desk, options.year)
        finding = year.find(options.finding, options.cell)
        text = _standard(options, options.text) or ""
        words = _words({"原因说明": text}, lines=True)
        year.explain(finding, text)
        document = {**_finding_document(year, finding), "characters": words}
    return Answer("explain", document, [f"已说明 {finding.code} [{options.cell}]", *words])


def _standard(options: Namespace, text: str | None) -> str | None:
    """The text with standard characters where they were asked for."""
    return standard_text(text) if options.standard and text is not None else text


def _words(texts: Mapping[str, str | None], *, lines: bool = False) -> list[str]:
    """What there is to say about the characters of texts, place to text."""
    said = (text_word(place, text, lines=lines) for place, text in texts.items() if text)
    return [f"{word.sentence}{_HOW_TO_REPLACE if word.offer else ''}" for word in said if word.sentence]


_HOW_TO_REPLACE = "要换的，加 --standard 再执行一次。"


def warnings(options: Namespace) -> Answer:
    """List the targets that need attention."""
    with open_desk(options.store) as desk:
        found = open_year(desk, options.year).warnings
        unit = desk.unit.code
    listed = [
        {
            "kind": warning.kind.value,
            "indicator": warning.verdict.target.indicator,
            "section": warning.verdict.target.section.value,
            "domain": warning.verdict.target.domain,
            "item": warning.verdict.target.item,
            "target_year": warning.verdict.due,
            "ratio": warning.verdict.ratio,
            "yearly_need": warning.verdict.yearly_need,
            "sentence": warning.sentence,
        }
        for warning in found
    ]
    lines = [warning.sentence for warning in found] or ["没有需要预警的目标"]
    return Answer("warnings", {"year": options.year, "unit": unit, "warnings": listed}, lines)


def people(options: Namespace) -> Answer:
    """Name who answers for the figures, or show who does."""
    given = {
        role.key: text
        for role in ROLES
        if (text := _standard(options, getattr(options, role.key))) is not None
    }
    with open_desk(options.store) as desk:
        texts = {role.label: given.get(role.key, text) for role, text in desk.people.by_role()}
        words = _words(texts)
        if given:
            desk.name_people(**given)
        stands, caution = desk.people, desk.people_caution() if given else ""
    lines = [f"{role.label}：{text or '（未填）'}" for role, text in stands.by_role()]
    document: dict[str, Any] = {
        **stands.document(),
        "caution": caution or None,
        "characters": words,
    }
    return Answer("people", document, lines + ([caution] if caution else []) + words)
