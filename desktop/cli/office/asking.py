"""Asking units back: questions, return letters, and what becomes of them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.cli.answer import Answer
from desktop.cli.office.opening import open_office_desk
from desktop.cli.office.signing import open_signing_key
from desktop.cli.remarks import tell_of_text
from desktop.services.office.decisions.required import require_unit
from desktop.services.office.facts.asked import QuestionNow, StatedAnswer, WaitingAnswer, open_words
from desktop.services.office.letters.answered import AnsweredFigures, answered_figures, unknown_answers
from desktop.services.office.letters.asking import ToAsk, ask, recall, send_return, settle
from desktop.services.office.letters.cautions import letter_cautions
from desktop.services.office.letters.outgoing import mail_of, paper_of
from desktop.services.office.letters.suggesting import Offered, suggestions, take
from forms.canonical import check_code, format_check_code
from forms.codes.program import UsageCode
from forms.errors import UserInputError
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionStep


def add(options: Namespace) -> Answer:
    """Note a question."""
    cells = options.cells or [options.cell or "", ""]
    scopes = (
        (options.cells, QuestionScope.PAIR),
        (options.finding, QuestionScope.FINDING),
        (options.attachment, QuestionScope.ATTACHMENT),
        (options.filing, QuestionScope.FILING),
    )
    wanted = ToAsk(
        unit=options.unit,
        year=options.year,
        scope=next((scope for given, scope in scopes if given), QuestionScope.CELL),
        text=options.text,
        cell=cells[0],
        other_cell=cells[1],
        code=options.finding or "",
        deadline=options.deadline,
    )
    with open_office_desk(options) as desk:
        made = ask(desk, wanted)
        tell_of_text("问题", options.text)
        return _listed(options, made.id, f"已记下问题 {made.id}；用 return 发出", desk)


def suggest(options: Namespace) -> Answer:
    """List questions that could be asked, or note some of them."""
    if options.take is None and (options.text is not None or options.deadline is not None):
        raise UserInputError(UsageCode.WRONG, "--text 和 --deadline 要和 --take 一起写")
    with open_office_desk(options) as desk:
        taken = []
        if options.take is not None:
            taken = take(
                desk, options.unit, options.year, options.take, text=options.text, deadline=options.deadline
            )
        left = suggestions(desk, options.unit, options.year)
        state = require_unit(desk, options.unit, options.year).state
    document = {
        "unit": options.unit,
        "year": options.year,
        "state": state.value,
        "taken": [one.id for one in taken],
        "suggestions": [_suggested(one) for one in left],
    }
    lines = [f"已记下问题 {one.id}：{one.text}；用 return 发出" for one in taken]
    lines += [
        f"{one.number}　{found.reason.label}　{found.cell or found.code}：{found.text}"
        for one in left
        for found in (one.question,)
    ] or ["没有可以建议的问题"]
    return Answer("question-suggest", document, lines)


def _suggested(one: Offered) -> dict[str, Any]:
    return {
        "number": one.number,
        "reason": one.question.reason.value,
        "scope": one.scope.value,
        "cell": one.question.cell,
        "code": one.question.code,
        "text": one.question.text,
    }


def show_list(options: Namespace) -> Answer:
    """List the questions about a unit's year."""
    with open_office_desk(options) as desk:
        return _listed(options, None, "", desk)


def withdraw(options: Namespace) -> Answer:
    """Withdraw a question that was not sent."""
    return _settled(options, QuestionStep.WITHDRAW, "已取消问题")


def ask_again(options: Namespace) -> Answer:
    """Ask a question again: the answer is not enough."""
    return _settled(options, QuestionStep.ASK_AGAIN, "待再问；用 return 发出：")


def close(options: Namespace) -> Answer:
    """Close a question."""
    return _settled(options, QuestionStep.CLOSE, "已了结问题")


def _settled(options: Namespace, step: QuestionStep, word: str) -> Answer:
    with open_office_desk(options) as desk:
        settle(desk, options.unit, options.year, options.question, step, options.reason)
        return _listed(options, options.question, f"{word} {options.question}", desk)


def _listed(options: Namespace, id_: str | None, first: str, desk: Any) -> Answer:
    unit_year = require_unit(desk, options.unit, options.year)
    figures, waiting = answered_figures(desk, unit_year), unit_year.waiting_answers
    unknown = unknown_answers(desk, unit_year)
    document = {
        "unit": options.unit,
        "year": options.year,
        "state": unit_year.state.value,
        "question": id_,
        "questions": [question_document(one, figures, waiting) for one in unit_year.questions],
        "unknown_answers": unknown_document(unknown),
    }
    lines = [first] if first else []
    if id_ is None:
        lines.append(
            f"{unit_year.state.label}：{open_words(unit_year.questions, waiting) or '没有未了结的问题'}"
        )
        told = [line for one in unit_year.questions for line in question_lines(one, figures, waiting)]
        lines += [*told, *unknown_lines(unknown)] or ["没有问过什么"]
    return Answer("question", document, lines)


def question_document(
    one: QuestionNow, figures: Mapping[str, AnsweredFigures], waiting: Mapping[str, Sequence[WaitingAnswer]]
) -> dict[str, Any]:
    """A question with its state and its answer as JSON."""
    asked, answer = one.question, one.answer
    received, held = figures.get(asked.id), waiting.get(asked.id, ())
    return {
        "id": asked.id,
        "scope": asked.scope.value,
        "cell": asked.cell,
        "other_cell": asked.other_cell,
        "code": asked.code,
        "text": asked.text,
        "by": asked.asked_by,
        "at": asked.asked_at.isoformat(),
        "deadline": None if asked.deadline is None else asked.deadline.isoformat(),
        "state": one.state.value,
        "waiting_answer": held[-1].stated.answer if held else None,
        "waiting_answers": list(map(_waiting_answer, held)),
        "answer": None
        if answer is None
        else {
            "text": answer.answer,
            "changed": answer.changed,
            "old": answer.old,
            "new": answer.new,
            "by": answer.by,
            "received": None
            if received is None
            else {
                "old": received.old,
                "new": received.new,
                "other_old": received.other_old,
                "other_new": received.other_new,
                "agrees": received.agrees,
            },
        },
    }


def _waiting_answer(one: WaitingAnswer) -> dict[str, Any]:
    stated = one.stated
    return {
        "revision": one.revision,
        "content_digest": one.content,
        "check_code": check_code(one.content),
        "text": stated.answer,
        "changed": stated.changed,
        "old": stated.old,
        "new": stated.new,
        "by": stated.by,
    }


def unknown_document(unknown: Mapping[str, StatedAnswer]) -> list[dict[str, Any]]:
    """Answers to questions that the desk does not know, as JSON."""
    return [
        {
            "id": id_,
            "cell": one.cell,
            "text": one.answer,
            "changed": one.changed,
            "old": one.old,
            "new": one.new,
            "by": one.by,
        }
        for id_, one in unknown.items()
    ]


def unknown_lines(unknown: Mapping[str, StatedAnswer]) -> list[str]:
    """The same for people."""
    return [
        f"{id_}　本局没有记载这一问（恢复备份以前问的）{'　' if one.cell else ''}{one.cell}\n"
        f"  答：{one.answer}" + (f"（原数 {one.old or '无'}，现数 {one.new or '无'}）" if one.cell else "")
        for id_, one in unknown.items()
    ]


def question_lines(
    one: QuestionNow, figures: Mapping[str, AnsweredFigures], waiting: Mapping[str, Sequence[WaitingAnswer]]
) -> list[str]:
    """A question with its state, and its answer below."""
    received = figures.get(one.question.id)
    asked, answer = one.question, one.answer
    place = "、".join(filter(None, (asked.cell, asked.other_cell, asked.code))) or asked.scope.label
    until = f"（{asked.deadline} 前答复）" if asked.deadline else ""
    lines = [f"{asked.id}　{one.state.label}　{place}：{asked.text}{until}"]
    if answer is not None:
        said = f"（原数 {answer.old or '无'}，现数 {answer.new or '无'}）" if asked.cell else ""
        if asked.other_cell and received is not None:
            said = (
                f"（{asked.cell} 原数 {received.old or '无'}，现数 {received.new or '无'}；"
                f"{asked.other_cell} 原数 {received.other_old or '无'}，现数 {received.other_new or '无'}）"
            )
        lines.append(f"  答：{answer.answer}{said}")
        if received is not None and not received.agrees:
            old, new = received.old or "无", received.new or "无"
            lines.append(f"  ！ 答复写的原数、现数与报来的不符：报来的是原数 {old}，现数 {new}")
    lines += [
        f"  答复在待处理的第 {held.revision} 版（校验码 {format_check_code(check_code(held.content))}）里，"
        f"那一份认下来才算：{held.stated.answer}"
        + (f"（原数 {held.stated.old or '无'}，现数 {held.stated.new or '无'}）" if asked.cell else "")
        for held in waiting.get(asked.id, ())
    ]
    return lines


def send(options: Namespace) -> Answer:
    """Send a return letter, or take the last one back."""
    write = recall if options.recall else send_return
    with open_office_desk(options) as desk:
        path = write(
            desk,
            options.unit,
            options.year,
            open_signing_key(desk, options),
            options.output,
        )
        unit_year = require_unit(desk, options.unit, options.year)
        state = unit_year.state
        open_ = sum(one.state.is_open for one in unit_year.questions)
        whose, cautioned = desk.unit_name(options.unit), letter_cautions(desk, [options.unit], options.year)
    document = {
        "unit": options.unit,
        "year": options.year,
        "letter": str(path),
        "mail": str(mail_of(path)),
        "paper": str(paper_of(path)),
        "recalled": options.recall,
        "state": state.value,
    }
    word = "已撤回退回单；撤回单" if options.recall else "已退回；退回单"
    left = f"还有 {open_} 个问题等答复" if options.recall else f"共 {open_} 个问题"
    lines = [
        f"{word}：{path}，{left}，请发给{whose}",
        f"  同时写出：{paper_of(path)}（打印用）、{mail_of(path)}（邮件草稿，已附上，寄前核对收件人）",
    ]
    return Answer("return", document, [*lines, *cautioned])
