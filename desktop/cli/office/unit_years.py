"""Units' years at the office: what was sent."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer
from desktop.cli.office.asking import question_document, question_lines, unknown_document, unknown_lines
from desktop.cli.office.opening import open_office_desk
from desktop.services.clock import local_now
from desktop.services.office.acceptance.choosing import Fork
from desktop.services.office.decisions.decision_words import decision_line
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.fact import OfficeFact
from desktop.services.office.facts.revisions import package_mark
from desktop.services.office.overview.showing import (
    Shown,
    correction_lines,
    office_document,
    package_document,
    show,
    show_package,
    subject_lines,
    value_document,
    value_lines,
)
from forms.canonical import check_code, format_check_code
from forms.codes.program import UsageCode
from forms.errors import UserInputError
from forms.filing.receipt_time import minute_in_beijing
from forms.plan.pack import Plan


def show_year(options: Namespace) -> Answer:
    """What a unit sent, read only: its year at the office, or a package on disk."""
    if options.package is not None:
        return _show_package(options.package)
    if options.office is None or options.unit is None or options.year is None:
        raise UserInputError(
            UsageCode.WRONG, "请给出报送包文件，或用 --office、--unit 和 --year 指明统计局收到的哪一年"
        )
    with open_office_desk(options) as desk:
        found = show(desk, options.unit, options.year, options.revision)
        lines = _year_lines(desk, found)
    unit_year = found.unit_year
    document = {
        "unit": unit_year.unit,
        "year": unit_year.year,
        "state": unit_year.state.value,
        "current": None if unit_year.current is None else unit_year.current.content,
        "packages": [
            {
                **office_document(package, facts, found.judged[package.digest]),
                "aside": package.digest in unit_year.put_aside,
            }
            for package, facts in found.packages
        ],
        "fork": None if found.fork is None else _fork(found.fork),
        "beside": None if found.beside is None else _fork(found.beside),
        "changed": None if found.changed is None else _fork(found.changed),
        "unasked": None if found.unasked is None else differences_document(found.unasked),
        "questions": [
            question_document(one, found.answered, unit_year.waiting_answers) for one in unit_year.questions
        ],
        "unknown_answers": unknown_document(found.unknown),
        "revision": None if found.shown is None else found.shown.revision,
        "values": [value_document(value) for value in found.values],
        "decisions": [
            {
                "number": one.id,
                "undone_by": unit_year.undone[one.id].id if one.id in unit_year.undone else None,
                "kind": one.kind.value,
                "content_digest": one.content or None,
                "subject": one.subject,
                "answer": one.answer,
                "reason": one.reason,
                "by": one.actor,
                "at": one.at.isoformat(),
            }
            for one in unit_year.decisions
        ],
    }
    return Answer("show", document, lines)


def _show_package(path: Path) -> Answer:
    found = show_package(path, local_now())
    package = found.package
    document = {
        "package": package_document(package, found.facts),
        "values": [value_document(value) for value in found.values],
    }
    unit = None if found.plan is None else found.plan.unit_by_code.get(package.unit)
    name = package.unit if unit is None else unit.official_name
    lines = [f"{name} {package.year} 年第 {package.revision} 版（签名人是否登记，收件时核对）"]
    lines += _fact_lines(found.facts)
    lines += [f"  {line}" for line in value_lines(found.plan, found.values, package.year)]
    return Answer("show-package", document, lines)


def _fact_lines(facts: Sequence[OfficeFact], plan: Plan | None = None) -> list[str]:
    """What does not hold or is open, with what to do about it, and how many hold.

    With the office's plan also what is to be decided one by one, as ``decide`` wants it.
    """
    lines = []
    for fact in (one for one in facts if not one.is_plain):
        lines.append(f"  {_MARKS[fact.state.value]} {fact.line}")
        lines += [] if plan is None else [f"      {line}" for line in subject_lines(plan, fact)]
    return [*lines, f"  ✓ {sum(1 for fact in facts if fact.is_plain)} 项符合"]


def _fork(fork: Fork) -> dict[str, Any]:
    return {
        "candidates": [
            {
                "content_digest": one.content,
                "revision": one.revision,
                "check_code": one.check_code,
                "signed_at": None if one.signed_at is None else one.signed_at.isoformat(),
                "signer": one.signer,
                "log_head": one.log_head or None,
            }
            for one in fork.candidates
        ],
        "differences": differences_document(fork),
        "on_paper": fork.on_paper,
    }


def differences_document(fork: Fork) -> list[dict[str, Any]]:
    """The cells in which revisions differ as JSON."""
    return [{"cell": one.cell, "year": one.year, "stated": list(one.stated)} for one in fork.differences]


def unasked_lines(unasked: Fork | None) -> list[str]:
    """What was changed and nobody asked about, for people; nothing where nothing was."""
    if unasked is None or not unasked.differences:
        return []
    before, _ = unasked.candidates
    count = len(unasked.differences)
    head = f"未问而改 {count} 处（没有问过，与第 {before.revision} 版相比，原来 → 现在）："
    return [head, *_difference_lines(unasked)]


def _year_lines(desk: OfficeDesk, found: Shown) -> list[str]:
    unit_year = found.unit_year
    waiting = unit_year.waiting_answers
    lines = [f"{desk.unit_name(unit_year.unit)} {unit_year.year} 年：{unit_year.state.label}"]
    for package, facts in found.packages:
        is_current = unit_year.current is not None and package.digest == unit_year.current.digest
        code = format_check_code(check_code(package.content))
        mark = "（认定的一版）" if is_current else package_mark(unit_year, package, facts)
        lines.append(f"第 {package.revision} 版，校验码 {code}{mark}")
        lines += _fact_lines(facts, desk.plan)
        lines += [f"  ！ {one.sentence}" for one in found.judged[package.digest]]
        lines += [f"  {line}" for line in correction_lines(desk.plan, facts)]
    lines += [decision_line(one, unit_year.undone.get(one.id)) for one in unit_year.decisions]
    lines += [line for one in unit_year.questions for line in question_lines(one, found.answered, waiting)]
    lines += unknown_lines(found.unknown)
    lines += unasked_lines(found.unasked)
    if found.fork is not None:
        lines += _fork_lines(found.fork, "要选定一份：")
    elif found.beside is not None:
        lines += _fork_lines(found.beside, "这个版次收到的不止一份：")
    elif found.shown is not None:
        if found.changed is not None:
            lines += _changed_lines(found.changed, found.shown.replaces)
        lines.append(f"第 {found.shown.revision} 版的数：")
        lines += [f"  {line}" for line in value_lines(desk.plan, found.values, unit_year.year)]
    return lines


_MARKS = {"ok": "！", "bad": "✕", "unknown": "○"}


def _changed_lines(changed: Fork, replaces: str | None) -> list[str]:
    """What a revision changed, old and new, since the one that it replaces or the last that came."""
    before, _ = changed.candidates
    which = "所替代的" if before.content == replaces else "收到的（所替代的一版没有收到）"
    which = f"与{which}第 {before.revision} 版相比"
    if not changed.differences:
        return [f"{which}，数都没有变"]
    lines = [f"{which}，改了 {len(changed.differences)} 处（原来 → 现在）："]
    return lines + _difference_lines(changed)


def _difference_lines(changed: Fork) -> list[str]:
    return [
        f"  {one.year} 年 {changed.names[one.cell]}  " + " → ".join(text or "—" for text in one.stated)
        for one in changed.differences
    ]


def _fork_lines(fork: Fork, title: str) -> list[str]:
    lines = [title]
    for number, one in enumerate(fork.candidates, 1):
        signed = "" if one.signed_at is None else f"，{minute_in_beijing(one.signed_at)} 签名"
        paper = "，与纸质表相符" if one.content == fork.on_paper else ""
        code = format_check_code(one.check_code)
        log = f"，日志末条 {one.log_head[:16]}" if one.log_head else ""
        lines.append(f"  {number}. 第 {one.revision} 版，校验码 {code}{signed}{log}{paper}")
    if not fork.differences:
        lines.append("各份的数都相同，不同的在说明、附件或签名等处")
        return lines
    lines.append(f"不同的有 {len(fork.differences)} 处：")
    lines += [
        f"  {one.year} 年 {fork.names[one.cell]}  "
        + " | ".join("—" if text is None else text for text in one.stated)
        for one in fork.differences
    ]
    return lines
