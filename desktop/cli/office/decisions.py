"""Commands by which officers decide about units' years, and the letters that say it."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from desktop.cli.answer import Answer
from desktop.cli.office.accepting_all import accepted_all
from desktop.cli.office.opening import open_office_desk
from desktop.cli.office.signing import open_signing_key
from desktop.cli.office.unit_years import differences_document, unasked_lines
from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.office.acceptance.choosing import ToChoose, choose
from desktop.services.office.acceptance.unasked import unasked_changes
from desktop.services.office.decisions.correcting import put_aside, undo
from desktop.services.office.decisions.deciding import Question, decide_each, excuse, undecided
from desktop.services.office.decisions.required import require_unit
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.around import OTHER_PAPER
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.letters.cautions import letter_cautions
from desktop.services.office.letters.outgoing import mail_of, paper_of
from desktop.services.office.letters.stored_letters import write_letters
from forms.codes.program import UsageCode
from forms.errors import UserInputError


def choose_one(options: Namespace) -> Answer:
    """Choose one of contradicting revisions; the signed letter is for the unit."""
    with open_office_desk(options) as desk:
        identity = open_signing_key(desk, options)
        wanted = ToChoose(
            unit=options.unit,
            year=options.year,
            named=options.chosen,
            reason=options.reason,
            is_again=options.again,
        )
        path = choose(desk, wanted, identity, options.output)
        return _signed(options, "choose", path, "已选定；选定单", desk)


def _signed(options: Namespace, command: str, path: Path, word: str, desk: OfficeDesk) -> Answer:
    document = {
        "unit": options.unit,
        "year": options.year,
        "letter": str(path),
        "mail": str(mail_of(path)),
        "paper": str(paper_of(path)),
    }
    told = f"{word}：{path}，请发给{desk.unit_name(options.unit)}"
    return Answer(command, document, [told, *letter_cautions(desk, [options.unit], options.year)])


def accept_year(options: Namespace) -> Answer:
    """Accept a unit's year, or all without doubt; the signed letters are for the units."""
    if options.output is None and not options.dry_run:
        raise UserInputError(UsageCode.WRONG, "请用 -o 写明验收单写到的文件夹；只看清单的加 --dry-run")
    with open_office_desk(options) as desk:
        if options.every:
            return accepted_all(desk, options)
        if options.dry_run:
            raise UserInputError(UsageCode.WRONG, "--dry-run 与 --all-without-doubt 合用；一个单位的看 show")
        identity = open_signing_key(desk, options)
        unasked = unasked_changes(desk, require_unit(desk, options.unit, options.year))
        reason = options.reason or ""
        path = accept(desk, options.unit, options.year, identity, options.output, reason=reason)
        made = _signed(options, "accept", path, "已验收；验收单", desk)
    document = {**made.document, "unasked": [] if unasked is None else differences_document(unasked)}
    return replace(made, document=document, lines=[*made.lines, *unasked_lines(unasked)])


def reopen_year(options: Namespace) -> Answer:
    """Open an accepted year again; the signed letter is for the unit."""
    with open_office_desk(options) as desk:
        identity = open_signing_key(desk, options)
        path = reopen(desk, options.unit, options.year, options.reason, identity, options.output)
        return _signed(options, "reopen", path, "已重开；重开单", desk)


def excuse_unit(options: Namespace) -> Answer:
    """Let a unit off a year, or take that back."""
    with open_office_desk(options) as desk:
        excuse(desk, options.unit, options.year, options.reason, undo=options.undo)
        whose = desk.unit_name(options.unit)
    word = "已取消免报" if options.undo else "已办免报"
    document = {"unit": options.unit, "year": options.year, "excused": not options.undo}
    return Answer("excuse", document, [f"{word}：{whose} {options.year} 年"])


def decide_fact(options: Namespace) -> Answer:
    """Decide about a fact of a unit's year, put a package aside, or take a decision back."""
    if (options.fact is None) != (options.answer is None):
        raise UserInputError(UsageCode.WRONG, "--fact 和 --as 要一起写；--aside 和 --undo 不用写 --as")
    if options.every and (options.fact is None or options.cells or options.indicators or options.package):
        raise UserInputError(UsageCode.WRONG, "--all 与 --fact 合用，不再写 --cell、--indicator 和 --package")
    with open_office_desk(options) as desk:
        document, told = _decided(desk, options)
        unit_year = ledger_of(desk, options.year).unit_year(options.unit)
        whose, state, current = desk.unit_name(options.unit), unit_year.state, unit_year.current
        facts = [] if current is None or options.fact is None else unit_year.facts(current)
    document = {"unit": options.unit, "year": options.year, **document, "state": state.value}
    lines = [f"{told}；{whose} {options.year} 年现在是“{state.label}”"]
    lines += [f"  {fact.line}" for fact in facts if fact.status == OTHER_PAPER]
    return Answer("decide", document, lines)


def _decided(desk: OfficeDesk, options: Namespace) -> tuple[dict[str, object], str]:
    """The decision as JSON, and what was done."""
    if options.aside is not None:
        made = put_aside(desk, options.unit, options.year, options.aside, options.reason)
        told = "已不予采用，文件留存备查"
        return {"number": made.id, "fact": "aside", "subject": made.subject, "answer": "aside"}, told
    if options.undo is not None:
        made = undo(desk, options.unit, options.year, options.undo, options.reason)
        told = f"已撤回第 {options.undo} 号决定"
        if made.answer == "choose":
            told += "，请重新选定，选定单另签一份"
        return {"number": made.id, "fact": "undo", "subject": made.subject, "answer": made.answer}, told
    question = Question(
        unit=options.unit,
        year=options.year,
        fact=options.fact,
        subject="",
        answer=options.answer,
        reason=options.reason,
    )
    subjects = _subjects(desk, options)
    decided = decide_each(desk, question, subjects)
    first, last = decided[0], decided[-1]
    told = f"已记下，编号 {first.id}"
    if len(decided) > 1:
        told = f"已记下 {len(decided)} 项，编号 {first.id} 至 {last.id}"
    document = {"number": first.id, "fact": options.fact, "subject": subjects[0], "answer": first.answer}
    each = [{"number": one.id, "subject": of} for one, of in zip(decided, subjects, strict=True)]
    return {**document, "decided": each}, told


def _subjects(desk: OfficeDesk, options: Namespace) -> list[str]:
    """What is decided about, each once; an empty one stands for the whole."""
    if options.every:
        return undecided(desk, options.unit, options.year, options.fact)
    named = [*options.cells, *options.indicators, *filter(None, [options.package])]
    return list(dict.fromkeys(named)) or [""]


def write_letters_again(options: Namespace) -> Answer:
    """Write all letters that were signed for a unit's year again."""
    with open_office_desk(options) as desk:
        written = write_letters(desk, options.unit, options.year, options.output)
    document = {
        "unit": options.unit,
        "year": options.year,
        "letters": [
            {"n": one.number, "kind": one.kind.value, "digest": one.digest, "letter": str(path)}
            for one, path in written
        ],
    }
    return Answer(
        "letters", document, [f"已写出第 {one.number} 号{one.kind.label}：{path}" for one, path in written]
    )
