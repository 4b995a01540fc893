"""Asking a unit back: questions are written down, sent in a return letter, and settled; no figure is changed.

A question is only noted until a return letter sends it. The letter is signed and has all open questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from db.office.records import Decision, DecisionKind, StatedValue
from db.office.sent_records import LetterNote, NotedQuestion
from desktop.services.office.decisions.required import require_allowed, require_reason, require_unit
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.asked import QuestionNow
from desktop.services.office.facts.figure import figure_address
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.letters.letter import Saying, next_number, signed_letter
from desktop.services.office.letters.stored_letters import putting_down
from desktop.submission.keys.identity import Identity
from forms.codes.code import ErrorCode
from forms.codes.decide import DecideCode
from forms.codes.receive import ReceiveCode
from forms.errors import StateError, UserInputError
from forms.filing.receipt_time import day_in_beijing
from forms.findings import RULES
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter
from forms.letters.question import (
    LONGEST_QUESTION,
    MAX_QUESTIONS,
    AskedQuestion,
    QuestionScope,
    question_id,
)
from forms.letters.spoken import spoken_figures, spoken_numbers
from forms.plan.pack import Plan
from forms.receiving.asking import AFTER, QuestionStep
from forms.receiving.permission import Act
from forms.receiving.state import Deed
from forms.reporting.asked_place import past_place
from forms.text.typed import require_text

_KINDS = {
    QuestionStep.WITHDRAW: DecisionKind.WITHDRAW_QUESTION,
    QuestionStep.ASK_AGAIN: DecisionKind.ASK_AGAIN,
    QuestionStep.CLOSE: DecisionKind.CLOSE_QUESTION,
}
_TELLING = 100
"""From which a number tells a figure by itself. Chosen by us: smaller ones stand in most texts."""
_NAMED_BY = 4
"""Characters at the beginning of an item's name by which a text names it; chosen by us: 人工流产."""
_FINDINGS = frozenset(
    [
        *(rule.code for rule in RULES),
        *(one for one in vars(ReceiveCode).values() if isinstance(one, ErrorCode)),
    ]
)
"""What a question may be of or come from: rules, and facts, of which a suggestion has the code."""


@frozen
class ToAsk:
    """What is asked.

    Attributes:
        unit: code of the unit.
        year: reporting year.
        scope: on what it hangs.
        text: the question.
        cell: the cell, or the first of a pair; empty where there is none.
        other_cell: the second of a pair; else empty.
        code: of the finding; else empty.
        deadline: last day for the answer; None where none is set.
    """

    unit: str
    year: int
    scope: QuestionScope
    text: str
    cell: str = ""
    other_cell: str = ""
    code: str = ""
    deadline: date | None = None


def ask(desk: OfficeDesk, wanted: ToAsk) -> AskedQuestion:
    """Note a question about the current revision of a unit's year; the next return letter sends it.

    Raises:
        UserInputError: no such unit, year, cell or finding (E-DECIDE-020), no text, or a text that holds a
            figure of a sensitive item (E-DECIDE-022) or any other of the package (E-DECIDE-026), or a
            deadline that is over (E-DECIDE-027).
        StateError: nothing can be asked now (E-DECIDE-003), or there are too many questions (E-DECIDE-023).
    """
    unit_year = require_unit(desk, wanted.unit, wanted.year)
    require_allowed(desk, unit_year, Deed.ASK)
    assert unit_year.current is not None
    values = desk.store.values(unit_year.current.content)
    stated = [one for one in values if one.year == wanted.year]
    _require_place(desk.plan, wanted, {figure_address(one) for one in stated})
    _require_to_come(desk, wanted.deadline)
    text = require_text(wanted.text, "问题", lines=True, longest=LONGEST_QUESTION)
    if not text:
        raise UserInputError(DecideCode.NO_QUESTION, "问题没有写文字，没有记下")
    if has_sensitive_figure(desk, text, stated) or tells_sensitive_figure(desk, text):
        raise UserInputError(
            DecideCode.SENSITIVE_FIGURE,
            "问题的文字里有敏感项目的数，没有记下。数字由单位的程序按它自己的一版显示，请把文字里的数去掉",
        )
    if has_figure(desk, text, values):
        raise UserInputError(
            DecideCode.FIGURE,
            "问题的文字里有这个单位报的数，没有记下。数字由单位的程序按它自己的一版显示，请把文字里的数去掉；"
            "年份、日期写成“2024 年”，行写成“07 行”",
        )
    asked = unit_year.questions
    if sum(1 for one in asked if one.state.is_open or one.state.is_to_send) >= MAX_QUESTIONS:
        raise StateError(DecideCode.TOO_MANY_QUESTIONS, f"没有了结的问题已有 {MAX_QUESTIONS} 个，没有记下")
    numbered = [(one.number, one.question.asked_at) for one in _noted(desk, unit_year)]
    number = next_number(desk, numbered)  # a desk that was restored may have asked what it does not know of
    question = AskedQuestion(
        id=question_id(wanted.year, wanted.unit, number),
        scope=wanted.scope,
        cell=wanted.cell,
        other_cell=wanted.other_cell,
        code=wanted.code,
        text=text,
        asked_by=desk.acting(Act.ASK),
        asked_at=desk.clock().replace(microsecond=0),
        deadline=wanted.deadline,
    )
    desk.store.ask(NotedQuestion(unit=wanted.unit, year=wanted.year, number=number, question=question))
    return question


def _noted(desk: OfficeDesk, unit_year: UnitYear) -> list[NotedQuestion]:
    found = [one for one in desk.store.questions(unit_year.year) if one.unit == unit_year.unit]
    return sorted(found, key=lambda one: one.number)


def _require_place(plan: Plan, wanted: ToAsk, cells: set[str]) -> None:
    for cell in filter(None, (wanted.cell, wanted.other_cell)):
        past = past_place(cell)
        known = past is not None and (
            past.key.code in plan.item_by_code or past.key.code in plan.judged_by_code
        )
        if cell not in cells and not (past is not None and known and past.year < wanted.year):
            raise UserInputError(
                DecideCode.NO_SUCH_PLACE, f"这一版里没有“{cell}”这一格；用 show 看各格的写法，没有记下"
            )
    if wanted.code and wanted.code not in _FINDINGS:
        raise UserInputError(
            DecideCode.NO_SUCH_PLACE,
            f"“{wanted.code[:60]}”不是审核条目的代码，没有记下；各条的代码用 rules 看",
        )


def _require_to_come(desk: OfficeDesk, deadline: date | None) -> None:
    """Refuse a last day for answers that is over.

    Raises:
        UserInputError: it lies before today in Beijing (E-DECIDE-027).
    """
    today = day_in_beijing(desk.clock())
    if deadline is not None and deadline < today:
        raise UserInputError(
            DecideCode.DEADLINE_PAST,
            f"答复的期限 {deadline} 已经过了（今天是 {today}），没有记下；请写今天或以后的日期",
        )


def has_sensitive_figure(
    desk: OfficeDesk, text: str, stated: Sequence[StatedValue], *, with_places: bool = True
) -> bool:
    """Whether a number in a text is a figure of a sensitive item too: a letter goes through many hands.

    Args:
        desk: the office's desk.
        text: as it was typed.
        stated: figures of a package.
        with_places: whether numbers that name a day, a page or the like count too.
    """
    sensitive = {code for code, item in desk.plan.item_by_code.items() if item.sensitive}
    figures = {one.value for one in stated if one.item in sensitive and one.value is not None}
    return not figures.isdisjoint(spoken_numbers(text) if with_places else spoken_figures(text))


def tells_sensitive_figure(desk: OfficeDesk, text: str) -> bool:
    """Whether a text tells a figure of a sensitive item that the office holds of any unit, year or revision.

    Its own earlier figures count too. Numbers that name a day or a place do not; nor do small ones, which
    stand in every text, unless the text names the item as well.

    Args:
        desk: the office's desk.
        text: as it was typed.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    spoken = spoken_figures(text)
    if not spoken:
        return False
    own = desk.store.past_values()
    for code, item in desk.plan.item_by_code.items():
        if not item.sensitive:
            continue
        held = desk.store.every_figure_of(code) | {one.value for one in own if one.key.code == code}
        told = spoken & held
        if any(value >= _TELLING for value in told) or (told and item.name[:_NAMED_BY] in text):
            return True
    return False


def is_sensitive_anywhere(desk: OfficeDesk, text: str, year: int, *, with_places: bool = True) -> bool:
    """Whether a text that all units read holds a figure of a sensitive item of any unit's year.

    Args:
        desk: the office's desk.
        text: as it was typed.
        year: reporting year, in whose revisions in force numbers that name a place are looked for too.
        with_places: whether numbers that name a day, a page or the like count too.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    if tells_sensitive_figure(desk, text):
        return True
    ledger = ledger_of(desk, year)
    currents = (ledger.unit_year(unit.code).current for unit in ledger.plan.reporting_units)
    return any(
        has_sensitive_figure(desk, text, desk.store.values(current.content), with_places=with_places)
        for current in currents
        if current is not None
    )


def has_figure(desk: OfficeDesk, text: str, values: Iterable[StatedValue]) -> bool:
    """Whether a number in a text is one of a package's figures, of whatever year.

    A number that names a day, a row or an age group is none, nor one in a name of the plan.
    """
    plan = desk.plan
    names = [item.name for item in plan.items]
    names += [indicator.name for indicator in plan.indicators]
    names += [name for form in plan.forms for name in (form.title, *(row.label or "" for row in form.rows))]
    names += [rule.title for rule in RULES]
    figures = {one.value for one in values if one.value is not None}
    return not figures.isdisjoint(spoken_figures(text, names))


def settle(desk: OfficeDesk, unit: str, year: int, id_: str, step: QuestionStep, reason: str) -> Decision:
    """Withdraw a question that was not sent, ask one again, or close it.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        id_: number of the question.
        step: what is done with it.
        reason: why; must not be blank.

    Raises:
        UserInputError: no such unit, year or question (E-DECIDE-020), or no reason.
        StateError: that cannot be done with it now (E-DECIDE-003).
    """
    unit_year = require_unit(desk, unit, year)
    found = next((one for one in unit_year.questions if one.question.id == id_), None)
    if found is None:
        known = "、".join(one.question.id for one in unit_year.questions) or "没有"
        raise UserInputError(DecideCode.NO_SUCH_PLACE, f"没有编号为“{id_}”的问题；有：{known}")
    if step not in AFTER[found.state]:
        raise StateError(DecideCode.NOT_NOW, f"问题 {id_} 现在是“{found.state.label}”，不能这样做")
    # By the number of the last letter it is known later between which letters the step was taken.
    letters = desk.store.letters(unit, year)
    return desk.store.decide(
        _KINDS[step],
        unit,
        year,
        content="" if unit_year.current is None else unit_year.current.content,
        subject=id_,
        answer=str(letters[-1].number if letters else 0),
        reason=require_reason(reason),
        actor=desk.acting(Act.ASK),
        now=desk.clock(),
    )


def send_return(desk: OfficeDesk, unit: str, year: int, identity: Identity, folder: Path) -> Path:
    """Send what was noted: sign a return letter with all open questions, and write it for the unit.

    Returns:
        The letter's file.

    Raises:
        UserInputError: no such unit or year, or the key is not the office's (E-DECIDE-013).
        StateError: nothing can be asked now (E-DECIDE-003), or nothing is noted and the unit can answer what
            was sent (E-DECIDE-024); of a desk that was restored since it may not know whether it can.
        EnvironmentFault: the folder or the store fails, and nothing was sent; or the file alone could not be
            written, and the letter is stored.
    """
    unit_year = require_unit(desk, unit, year)
    require_allowed(desk, unit_year, Deed.ASK)
    may_again = unit_year.waits_on_another or unit_year.waits_since_restored
    if not any(one.state.is_to_send for one in unit_year.questions) and not may_again:
        raise StateError(DecideCode.NOTHING_TO_ASK, "没有要发出的问题；先用 question add 记下问题")
    asked = _questions(unit_year, lambda one: one.state.is_open or one.state.is_to_send)
    return _send(desk, unit_year, OfficeLetter.RETURN, asked, None, identity, folder)


def recall(desk: OfficeDesk, unit: str, year: int, identity: Identity, folder: Path) -> Path:
    """Take the last return letter back, with the questions that it asked first.

    Returns:
        The letter's file.

    Raises:
        StateError: no letter can be recalled now (E-DECIDE-003), or none is out (E-DECIDE-024).
        UserInputError, EnvironmentFault: as of :func:`send_return`.
    """
    unit_year = require_unit(desk, unit, year)
    require_allowed(desk, unit_year, Deed.RECALL)
    standing = unit_year.asking.returns
    if not standing:
        raise StateError(DecideCode.NOTHING_TO_ASK, "没有可以撤回的退回单")
    *earlier, last = standing
    first_asked = set(last.questions).difference(*(one.questions for one in earlier))
    asked = _questions(unit_year, lambda one: one.state.is_open and one.question.id not in first_asked)
    return _send(desk, unit_year, OfficeLetter.RECALL, asked, last, identity, folder)


def _questions(unit_year: UnitYear, is_asked: Callable[[QuestionNow], bool]) -> tuple[AskedQuestion, ...]:
    return tuple(one.question for one in unit_year.questions if is_asked(one))


def _send(  # noqa: PLR0913, PLR0917 - what both are made of
    desk: OfficeDesk,
    unit_year: UnitYear,
    kind: OfficeLetter,
    asked: tuple[AskedQuestion, ...],
    recalled: LetterNote | None,
    identity: Identity,
    folder: Path,
) -> Path:
    """Store a letter and write it: no file may exist of which the desk knows nothing."""
    assert unit_year.current is not None
    saying = Saying(
        kind=kind,
        content=unit_year.current.content if recalled is None else recalled.content,
        questions=asked,
        recalls=None if recalled is None else recalled.number,
    )
    letter = signed_letter(desk, unit_year, saying, identity, desk.clock())
    with putting_down(desk, letter, folder) as path:
        desk.store.add_letter(letter)
    return path
