"""What is to be done next about a unit's year at the office; it follows from where the year stands."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from db.office.records import ReceivedPackage
from desktop.services.office.facts.around import OTHER_PAPER
from desktop.services.office.facts.asked import open_words
from desktop.services.office.facts.fact import UNDECIDED, OfficeFact
from desktop.services.office.facts.past import HISTORY
from desktop.services.office.facts.unit_year import UnitYear
from desktop.submission.facts import SIGNER_FACT, SignerStatus
from forms.codes.receive import ReceiveCode
from forms.frozen import frozen
from forms.receiving.lineage import RevisionPlace
from forms.receiving.state import OfficeState

UNDER_REVIEW = frozenset({OfficeState.RECEIVED, OfficeState.QUESTIONED, OfficeState.ANSWERED})
"""States in which the current revision is under review."""
_STAMPED = frozenset({"matched", "waived"})
"""Statuses of the paper with which a year may be accepted."""


class NextKind(StrEnum):
    """What is to be done next, so that whoever shows it can lead there."""

    NOTHING = "nothing"
    MISTRUSTED = "mistrusted"
    """What a person decided no longer fits what stands."""
    AWAITED = "awaited"
    """Nothing has come: remind, or excuse."""
    CHOOSE = "choose"
    REGISTER = "register"
    """What came is signed with a certificate that nobody registered."""
    HELD = "held"
    """What came is not taken for the unit's, for another reason."""
    SEND = "send"
    """Questions are noted and not sent."""
    ANSWERED = "answered"
    HELD_ANSWER = "held_answer"
    """The answer stands in a package that waits."""
    SEND_AGAIN = "send_again"
    """A revision came since the questions were sent, and does not answer them."""
    WAITS = "waits"
    """The unit is to answer."""
    REOPENED = "reopened"
    """The unit is to file another revision."""
    DOUBT = "doubt"
    """Something does not hold, or differs and nobody decided."""
    PAPER = "paper"
    OTHER_PAPER = "other_paper"
    """The paper that was compared is of another revision: the unit is to hand in that of the current one."""
    ACCEPT = "accept"
    LATE_CHANGE = "late_change"
    """Another revision came after one was accepted."""
    DOUBT_AFTER = "doubt_after"
    """Since a year was accepted it differs from what the office holds: its own figures came later, say."""


@frozen
class DeskStep:
    """What is to be done next.

    Attributes:
        kind: which kind of step it is.
        words: the same in Chinese, with the commands that do it; empty where there is nothing to do.
        fact: the fact of a package that it is about; None where it is about none.
    """

    kind: NextKind
    words: str
    fact: OfficeFact | None = None


def late_changes(unit_year: UnitYear) -> list[str]:
    """Contents that came after another one was accepted."""
    places = unit_year.lineage.places
    return [content for content, place in places.items() if place is RevisionPlace.LATE_CHANGE]


REOPENED = "已重开：等单位再报一版；不用再报的，单独验收（accept --unit）"
"""What is to be done about a reopened year until another revision comes; accepting all leaves it alone."""
_NOTHING = DeskStep(NextKind.NOTHING, "")


def next_step(unit_year: UnitYear, others: Sequence[OfficeFact] = ()) -> DeskStep:
    """What to do next about a unit's year.

    Args:
        unit_year: the year.
        others: facts of what counts that other years and other units decide.
    """
    state = unit_year.state
    # First of all: where a decision no longer fits what stands, the state that follows from it misleads.
    told = _of_decisions(unit_year)
    if told:
        return DeskStep(NextKind.MISTRUSTED, told)
    if state is OfficeState.EXPECTED:
        return DeskStep(NextKind.AWAITED, "还没有报来：催报，或办免报")
    if state is OfficeState.CONFLICT:
        return DeskStep(NextKind.CHOOSE, "看不同之处，选定一份（choose）")
    if state is OfficeState.QUARANTINED:
        return _of_held(unit_year)
    if state in UNDER_REVIEW:
        asked = _of_questions(unit_year)
        if asked is not None:
            return asked
    if state is OfficeState.RECEIVED and unit_year.current is not None:
        return _of_received(unit_year, others)
    return _of_settled(unit_year, others)


def _of_settled(unit_year: UnitYear, others: Sequence[OfficeFact]) -> DeskStep:
    """The step for a settled year: about what came after it was accepted, or would have prevented that.

    What would have prevented it can only have come to light afterwards.
    """
    if late_changes(unit_year):
        words = f"{ReceiveCode.LATE_CHANGE.meaning}：{ReceiveCode.LATE_CHANGE.remedy}"
        return DeskStep(NextKind.LATE_CHANGE, words)
    current: ReceivedPackage | None = unit_year.current
    if unit_year.state is not OfficeState.ACCEPTED or current is None:
        return _NOTHING
    facts = (*unit_year.facts(current), *(one for one in others if one.name == HISTORY))
    since = next((fact for fact in facts if fact.holds_back or fact.status == UNDECIDED), None)
    if since is None:
        return _NOTHING
    return DeskStep(NextKind.DOUBT_AFTER, f"验收以后才不同：{since.step}；要单位更正的，重开", since)


def _of_held(unit_year: UnitYear) -> DeskStep:
    """About packages that are not taken for the unit's."""
    waiting = unit_year.waiting or unit_year.admitted
    held = [fact for one in waiting for fact in unit_year.facts(one) if fact.holds_back]
    # Of what is bad before what is merely unknown: nobody registers a key for a unit of elsewhere.
    held.sort(key=lambda fact: not fact.is_bad)
    if not held:
        return _NOTHING
    is_signer = held[0].name == SIGNER_FACT and held[0].status == SignerStatus.UNKNOWN
    return DeskStep(NextKind.REGISTER if is_signer else NextKind.HELD, held[0].step, held[0])


def _of_decisions(unit_year: UnitYear) -> str:
    """What to do where a person's decision no longer fits what stands; empty where none is like that."""
    if unit_year.lineage.lost:
        return f"{ReceiveCode.LOST.meaning}：{ReceiveCode.LOST.remedy}"
    if RevisionPlace.LAPSED in unit_year.lineage.places.values():
        return f"{ReceiveCode.LAPSED.meaning}：{ReceiveCode.LAPSED.remedy}"
    if unit_year.usable_aside and unit_year.current is None:
        return f"有一份不予采用的现在可以认定：{ReceiveCode.PUT_ASIDE.remedy}"
    return ""


def _of_questions(unit_year: UnitYear) -> DeskStep | None:
    """What to do about questions: what the unit waits for comes first; None where none is open."""
    held = unit_year.waiting_answers
    words = open_words(unit_year.questions, held)
    if any(one.state.is_to_send for one in unit_year.questions):
        return DeskStep(NextKind.SEND, f"{words}：发出（return）或取消")
    if any(one.is_answered for one in unit_year.questions):
        return DeskStep(NextKind.ANSWERED, f"{words}：看答复（question list），了结或再问")
    if held:
        waiting = _of_held(unit_year)
        way = waiting.words or "看那一份（show）"
        return DeskStep(NextKind.HELD_ANSWER, f"{words}：{way}", waiting.fact)
    if not words:
        return None
    if unit_year.waits_on_another:
        return DeskStep(NextKind.SEND_AGAIN, f"{words}，单位已报新的一版：再发一次（return）")
    if unit_year.waits_since_restored:
        return DeskStep(NextKind.WAITS, f"{words}；本局从备份恢复过，单位不能答复的，再发一次（return）")
    return DeskStep(NextKind.WAITS, words)


def _of_received(unit_year: UnitYear, others: Sequence[OfficeFact]) -> DeskStep:
    assert unit_year.current is not None
    if unit_year.is_reopened:
        return DeskStep(NextKind.REOPENED, REOPENED)
    facts: Sequence[OfficeFact] = unit_year.facts(unit_year.current)
    held = next((fact for fact in (*facts, *others) if fact.is_doubtful), None)
    if held is not None:
        return DeskStep(NextKind.DOUBT, held.step, held)
    paper = next(fact for fact in facts if fact.name == "paper")
    if paper.status not in _STAMPED:
        kind = NextKind.OTHER_PAPER if paper.status == OTHER_PAPER else NextKind.PAPER
        return DeskStep(kind, paper.step, paper)
    return DeskStep(NextKind.ACCEPT, "看一遍，没有疑问就验收")
