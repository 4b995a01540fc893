"""Commands at the unit about what the office sent: opening a letter, answering, and the whole exchange."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from desktop.cli.answer import Answer
from desktop.cli.opening import open_desk
from desktop.cli.secret import passphrase
from desktop.services.files import require_ending, write_file
from desktop.services.packages.receiving_key import open_key_for_receiving
from desktop.services.unit.letters.acceptance import (
    accepted_revision,
    told_of_acceptance,
    told_of_earlier_acceptance,
)
from desktop.services.unit.letters.asked_words import asked_about
from desktop.services.unit.letters.exchange_record import exchange_workbook
from desktop.services.unit.letters.kept_letters import told_by_task
from desktop.services.unit.letters.kept_task import KeptTask, kept_task
from desktop.services.unit.letters.opening import letter_bytes, open_letter
from desktop.services.unit.letters.papers import write_papers
from desktop.services.unit.letters.questions import UnitQuestion, answer, open_questions
from desktop.services.unit.plan.taking_over import ImportPreview
from desktop.services.unit.year import YearDesk, open_year


def open_sent(options: Namespace) -> Answer:
    """Open what the office sent."""
    key = None if options.key is None else lambda: open_key_for_receiving(options.key, _words(options))
    data = letter_bytes(options.letter, key)
    with open_desk(options.store) as desk:
        opened = open_letter(desk, data, options.office_fingerprint, distrust_from=options.distrust_from)
    letter, base = opened.read.letter, opened.read.letter.named_base
    document = {
        "kind": letter.kind.value,
        "year": letter.year,
        "n": letter.number,
        "applied": opened.is_applied,
        "skipped": list(opened.skipped),
        "was": opened.was.value,
        "state": opened.state.value,
        "trusted": opened.trusted or None,
        "distrusted": list(opened.distrusted),
        "plan": None if opened.plan is None else _plan(opened.plan),
        "base": None if base is None else {"version": base.version, "digest": base.digest},
        "questions": list(letter.questions),
        "receipt": None
        if opened.receipted is None
        else {
            "cells_agree": opened.receipted.cells_agree,
            "code_agrees": opened.receipted.code_agrees,
        },
    }
    return Answer("open", document, list(opened.sentences))


def _words(options: Namespace) -> str:
    return passphrase(options, options.key)


def _plan(preview: ImportPreview) -> dict[str, Any]:
    return {
        "from_version": preview.before.version,
        "to_version": preview.plan.version,
        "digest": preview.file.pack.digest,
        "signed": preview.file.is_signed,
        "differences": [
            {"kind": d.kind, "change": d.change, "code": d.code, "name": d.name, "detail": d.detail}
            for d in preview.differences
        ],
    }


def answer_question(options: Namespace) -> Answer:
    """Answer a question of the office."""
    with open_desk(options.store) as desk:
        year, found = answer(desk, options.question, options.text)
        told = _line(year, found)
    return Answer("answer", {"question": _question(found)}, [told])


def exchange(options: Namespace) -> Answer:
    """What the office sent about a year, which of its questions stand, and all of it as a file."""
    if options.output is not None:
        require_ending(options.output, ".xlsx")
    with open_desk(options.store) as desk:
        year = open_year(desk, options.year)
        if options.output is not None:
            write_file(options.output, exchange_workbook(year))
        papers = [] if options.papers is None else write_papers(year, options.papers)
        sent = desk.store.letters(options.year, are_whole=False)
        asked = open_questions(year)
        told = [_line(year, one) for one in asked]
        state, deadline, accepted = year.state, year.record.deadline, accepted_revision(year)
        told_accepted = told_of_acceptance(year) or told_of_earlier_acceptance(year)
        task = kept_task(desk, options.year)
    document = {
        "year": options.year,
        "state": state.value,
        "accepted": None if accepted is None else {"revision": accepted or None},
        "deadline": None if deadline is None else deadline.isoformat(),
        "task": None if task is None else _task(task),
        "letters": list(map(_letter, sent)),
        "questions": [_question(one) for one in asked],
        "written": None if options.output is None else str(options.output),
        "papers": [str(path) for path in papers],
    }
    lines = [f"{options.year} 年度{state.label}，来件 {len(sent)} 份，提问 {len(asked)} 个"]
    if told_accepted:
        lines.append(f"  {told_accepted}")
    if task is not None:
        lines += [f"  {line}" for line in told_by_task(task.task, task.own.unit).splitlines()]
    for one in sent:
        kept = "" if one.is_applied else "（留存）"
        lines.append(f"  {one.at.astimezone():%Y-%m-%d %H:%M}  {one.kind.label}第 {one.number} 号{kept}")
    written = [] if options.output is None else [f"已写出：{options.output}"]
    written += [f"已写出：{path}" for path in papers]
    return Answer("exchange", document, [*lines, *told, *written])


def _letter(one: Any) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "n": one.number,
        "revision": one.revision or None,
        "digest": one.digest,
        "applied": one.is_applied,
        "by": one.actor,
        "at": one.at.isoformat(),
    }


def _task(kept: KeptTask) -> dict[str, Any]:
    task = kept.task
    return {
        "n": kept.number,
        "digest": kept.digest,
        "files": kept.own.files,
        "plan": {"id": task.plan.id, "version": task.plan.version, "digest": task.plan.digest},
        "waives_paper": task.waives_paper,
        "notice": task.notice,
        "receiving": task.receiving,
    }


def _question(found: UnitQuestion) -> dict[str, Any]:
    asked, given = found.asked, found.answer
    return {
        "id": asked.id,
        "scope": asked.scope.value,
        "cell": asked.cell or None,
        "other_cell": asked.other_cell or None,
        "code": asked.code or None,
        "text": asked.text,
        "deadline": None if asked.deadline is None else asked.deadline.isoformat(),
        "void": found.is_void,
        "changed": found.is_changed,
        "old": found.old,
        "new": found.new,
        "other_old": found.other_old,
        "other_new": found.other_new,
        "answer": None if given is None else given.text,
    }


def _line(year: YearDesk, found: UnitQuestion) -> str:
    asked = found.asked
    told = ["本格已不在报表里" if found.is_void else "待答" if found.is_open else "已答复"]
    told += ["数已改" if found.is_changed else "数未改"] if asked.cell else []
    told += [f"回复限 {asked.deadline}"] if asked.deadline is not None and found.is_open else []
    place = asked_about(year, asked, with_addresses=True)
    return f"  {asked.id}  {place}：{asked.text}  {'，'.join(told)}"
