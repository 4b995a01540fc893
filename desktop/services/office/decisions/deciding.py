"""What officers decide about a unit's year, each with a reason; no figure of the unit is changed by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from db.office.records import Decision, DecisionKind, ReceivedPackage
from desktop.services.office.decisions.open_subjects import OPEN_SUBJECTS, open_definitions, open_history
from desktop.services.office.decisions.required import (
    require_allowed,
    require_reason,
    require_unit,
    year_named,
)
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.around import OWN_SERIES, REFILE, WAIVED
from desktop.services.office.facts.given import BASE
from desktop.services.office.facts.unit_year import UnitYear
from forms.canonical import check_code, format_check_code, read_check_code
from forms.codes.decide import DecideCode
from forms.errors import StateError, UserInputError
from forms.filing.receipt_time import read_receipt_time
from forms.frozen import frozen
from forms.letters.fact_words import fact_word
from forms.receiving.permission import Act
from forms.receiving.state import Deed

COUNTS = "counts"
"""Answer of a decision that a revision counts although the one before it never came."""
REVISION_ANSWERS: Mapping[str, str] = {COUNTS: "认定"}
HISTORY_ANSWERS: Mapping[str, str] = {
    "correction": "更正",
    "definition_change": "口径变动",
    "kept": "以已验收的为准",
}
DEFINITION_ANSWERS: Mapping[str, str] = {REFILE: "请单位重报", OWN_SERIES: "作为另一口径收下"}
BASE_ANSWERS: Mapping[str, str] = {"kept": "以基础数据为准", REFILE: "请单位重报"}
PAPER_ANSWERS: Mapping[str, str] = {WAIVED: "不要求"}
FACTS: Mapping[str, str] = {
    "revision": "缺版",
    **{name: fact_word(name) for name in ("history", "definition", BASE, "paper", "time")},
}
"""What can be decided, with its Chinese name; either may be typed, and so it is with the answers.

Of the revision it is decided that one is missing; everything else is called what the fact is called.
"""


@frozen
class Question:
    """What is decided.

    Attributes:
        unit: code of the unit.
        year: reporting year.
        fact: one of :data:`FACTS`.
        subject: the cell or indicator within it, or of ``time`` the package by its 校验码 or content digest;
            empty for the whole.
        answer: how it is decided.
        reason: why.
    """

    unit: str
    year: int
    fact: str
    subject: str
    answer: str
    reason: str


def excuse(desk: OfficeDesk, unit: str, year: int, reason: str, *, undo: bool = False) -> Decision:
    """Let a unit off a year because it has nothing to report, or take that back.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        reason: why; must not be blank.
        undo: whether it is asked to report after all.

    Raises:
        UserInputError: no such unit or year, no reason, or somebody who may not decide.
        StateError: something came already, or there is nothing to take back (E-DECIDE-003).
    """
    unit_year = require_unit(desk, unit, year)
    require_allowed(desk, unit_year, Deed.CALL if undo else Deed.EXCUSE)
    kind = DecisionKind.CALL if undo else DecisionKind.EXCUSE
    words = require_reason(reason)
    return desk.store.decide(kind, unit, year, reason=words, actor=desk.acting(Act.EXCUSE), now=desk.clock())


def decide(desk: OfficeDesk, question: Question) -> Decision:
    """Decide about a fact of the current revision of a unit's year.

    Raises:
        UserInputError: no such unit, year, fact, cell or answer, or no reason.
        StateError: there is nothing of the kind to decide (E-DECIDE-003, 005).
    """
    (made,) = decide_each(desk, question, [question.subject])
    return made


def decide_each(desk: OfficeDesk, question: Question, subjects: Collection[str]) -> list[Decision]:
    """Decide about several subjects of a fact in the same way for the same reason, all or none.

    Args:
        desk: the office's desk.
        question: what is decided; its own subject is not looked at.
        subjects: the cells, items or indicators; each gets a decision of its own.

    Raises:
        UserInputError, StateError: as :func:`decide`; then nothing was decided.
    """
    unit_year = require_unit(desk, question.unit, question.year)
    fact = _fact_of(question.fact)
    made = _MAKERS[fact](desk, unit_year, question, list(dict.fromkeys(subjects)))
    reason, actor, now = require_reason(question.reason), desk.acting(Act.DECIDE), desk.clock()
    with desk.store.transaction():
        return [
            desk.store.decide(
                kind,
                question.unit,
                question.year,
                content=content,
                subject=subject,
                answer=answer,
                reason=reason,
                actor=actor,
                now=now,
            )
            for kind, content, subject, answer in made
        ]


def undecided(desk: OfficeDesk, unit: str, year: int, fact: str) -> list[str]:
    """The subjects of a fact of the current revision about which nobody decided, in the order of the fact.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        fact: one of those that are decided by subject: ``history``, ``definition`` or ``base``.

    Raises:
        UserInputError: no such unit or year, or no such fact (E-DECIDE-006, 008).
        StateError: nothing of it is open (E-DECIDE-005).
    """
    unit_year = require_unit(desk, unit, year)
    code = _fact_of(fact)
    if code not in OPEN_SUBJECTS:
        by_subject = "、".join(FACTS[one] for one in OPEN_SUBJECTS)
        raise UserInputError(
            DecideCode.NO_SUCH_SUBJECT, f"“{FACTS[code]}”不分项决定；分项的只有：{by_subject}"
        )
    current = _require_current(desk, unit_year)
    found = [*OPEN_SUBJECTS[code](desk, unit_year, current)]
    if not found:
        raise StateError(
            DecideCode.NOTHING_TO_DECIDE, f"{year_named(desk, unit_year)}的“{FACTS[code]}”没有待决定的"
        )
    return found


def _fact_of(named: str) -> str:
    """Code of a fact that can be decided, which may be typed as the code or in Chinese."""
    codes = {name: code for code, name in FACTS.items()}
    code = codes.get(named, named)
    if code not in FACTS:
        known = "、".join(f"{name}（{code}）" for code, name in FACTS.items())
        raise UserInputError(DecideCode.NO_SUCH_FACT, f"“{named}”不能决定；可以决定：{known}")
    return code


_Made = tuple[DecisionKind, str, str, str]
"""Kind, content, subject and answer of a decision."""


def _of_revision(
    desk: OfficeDesk, unit_year: UnitYear, question: Question, subjects: Sequence[str]
) -> list[_Made]:
    _require_no_subject(question, subjects)
    require_allowed(desk, unit_year, Deed.BRIDGE)
    answer = _answer(question, REVISION_ANSWERS)
    waiting = unit_year.lineage.gap
    if not waiting:
        raise StateError(DecideCode.NOTHING_TO_DECIDE, "没有缺版要认定；待处理的原因见 show")
    return [(DecisionKind.BRIDGE, waiting, "", answer)]


def _of_history(
    desk: OfficeDesk, unit_year: UnitYear, question: Question, subjects: Sequence[str]
) -> list[_Made]:
    current = _require_current(desk, unit_year)
    answer = _answer(question, HISTORY_ANSWERS)
    open_ = open_history(desk, unit_year, current)
    _require_subjects(subjects, [*open_])
    # With the figure that was held: see `settled_as`.
    return [(DecisionKind.HISTORY, current.content, f"{one}={open_[one]}", answer) for one in subjects]


def _of_definition(
    desk: OfficeDesk, unit_year: UnitYear, question: Question, subjects: Sequence[str]
) -> list[_Made]:
    current = _require_current(desk, unit_year)
    answer = _answer(question, DEFINITION_ANSWERS)
    open_ = open_definitions(desk, unit_year, current)
    _require_subjects(subjects, [*open_, *unit_year.to_refile(current)])
    return [(DecisionKind.DEFINITION, current.content, one, answer) for one in subjects]


def _of_base(
    desk: OfficeDesk, unit_year: UnitYear, question: Question, subjects: Sequence[str]
) -> list[_Made]:
    current = _require_current(desk, unit_year)
    answer = _answer(question, BASE_ANSWERS)
    # Also those about which somebody decided: the unit may have to file again after all.
    settled = {one.given.place: one.settled_as for one in unit_year.given_differences(current)}
    _require_subjects(subjects, [*settled])
    return [(DecisionKind.BASE, current.content, settled[one], answer) for one in subjects]


def _of_paper(
    _desk: OfficeDesk, _unit_year: UnitYear, question: Question, subjects: Sequence[str]
) -> list[_Made]:
    _require_no_subject(question, subjects)
    if question.answer in {WAIVED, PAPER_ANSWERS[WAIVED]}:
        return [(DecisionKind.PAPER, "", "", WAIVED)]
    code = read_check_code(question.answer)
    if code is None:
        raise UserInputError(
            DecideCode.CHECK_CODE,
            "校验码输入有误：请对照纸质表重新输入 16 位校验码；不要求纸质表的，写“不要求”",
        )
    return [(DecisionKind.PAPER, "", "", code)]


def _of_time(
    desk: OfficeDesk, unit_year: UnitYear, question: Question, subjects: Sequence[str]
) -> list[_Made]:
    packages = [_arrived(desk, unit_year, one) for one in subjects]
    stated = read_receipt_time(question.answer, desk.clock())
    if any(stated.earliest > one.at for one in packages):
        raise UserInputError(DecideCode.AFTER_INTAKE, "到达的日期不能晚于收件登记的时间，请核对后重新输入")
    return [(DecisionKind.ARRIVAL, one.content, "", question.answer.strip()) for one in packages]


def _arrived(desk: OfficeDesk, unit_year: UnitYear, wanted: str) -> ReceivedPackage:
    """The package whose arrival is stated: the named one, else the current one, else the only one."""
    by_content = {one.content: one for one in reversed(unit_year.packages)}
    if not wanted and (unit_year.current is not None or not by_content):
        return _require_current(desk, unit_year)
    found = [one for content, one in by_content.items() if not wanted or is_named(content, wanted)]
    if len(found) != 1:
        raise _no_such_subject(wanted, [format_check_code(check_code(content)) for content in by_content])
    return found[0]


def is_named(content: str, named: str) -> bool:
    """Whether a text names a content: by its digest, or by the 校验码 that stands on its paper.

    Args:
        content: digest of the content, hexadecimal.
        named: what a person typed; letter case, blanks and hyphens make no difference.
    """
    return named.strip().lower() == content or read_check_code(named) == check_code(content)


_MAKERS = {
    "revision": _of_revision,
    "history": _of_history,
    "definition": _of_definition,
    BASE: _of_base,
    "paper": _of_paper,
    "time": _of_time,
}


def _require_current(desk: OfficeDesk, unit_year: UnitYear) -> ReceivedPackage:
    current = unit_year.current
    if current is None:
        raise StateError(
            DecideCode.NOTHING_TO_DECIDE,
            f"{year_named(desk, unit_year)}现在是“{unit_year.state.label}”，没有认定的一版，不能决定",
        )
    return current


def _answer(question: Question, answers: Mapping[str, str]) -> str:
    """Code of an answer, which may be typed as the code or in Chinese."""
    codes = {name: code for code, name in answers.items()}
    answer = codes.get(question.answer, question.answer)
    if answer not in answers:
        shown = "、".join(f"{name}（{code}）" for code, name in answers.items())
        raise UserInputError(DecideCode.NO_SUCH_ANSWER, f"“{question.answer}”不是答案；--as 可以写：{shown}")
    return answer


def _require_subjects(subjects: Sequence[str], open_: Sequence[str]) -> None:
    for one in subjects:
        if one not in open_:
            raise _no_such_subject(one, open_)


def _no_such_subject(subject: str, subjects: Sequence[str]) -> UserInputError:
    what = f"“{subject}”不在待决定的之列" if subject else "没有写明是哪一项"
    return UserInputError(DecideCode.NO_SUCH_SUBJECT, f"{what}；待决定的：{'、'.join(subjects) or '没有'}")


def _require_no_subject(question: Question, subjects: Sequence[str]) -> None:
    named = next(filter(None, subjects), "")
    if named:
        raise UserInputError(
            DecideCode.NO_SUCH_SUBJECT,
            f"“{FACTS.get(question.fact, question.fact)}”不分项决定，请去掉“{named}”",
        )
