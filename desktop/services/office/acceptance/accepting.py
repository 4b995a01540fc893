"""Accepting a unit's year, and opening it again: each a decision and a signed letter.

No figure is changed by accepting; nothing is accepted with a bad fact or a difference about which nobody
decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db.office.records import DecisionKind
from desktop.services.office.decisions.required import require_allowed, require_reason, require_unit
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.fact import UNDECIDED, OfficeFact
from desktop.services.office.facts.past import history_fact
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.letters.letter import Saying, signed_letter
from desktop.services.office.letters.stored_letters import putting_down
from desktop.submission.keys.identity import Identity
from forms.codes.decide import DecideCode
from forms.errors import StateError
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter
from forms.receiving.permission import Act
from forms.receiving.state import Deed

_STAMPED = frozenset({"matched", "waived"})
"""Statuses of the paper with which a year may be accepted."""


@frozen
class Obstacle:
    """One thing that stands in the way of accepting a unit's year.

    Attributes:
        about: name of the fact; ``refile`` or ``questions`` for these; empty where nothing can be accepted.
        count: cells, items or questions that are concerned; at least 1.
        sentence: Chinese clause with its step.
    """

    about: str
    count: int
    sentence: str


REFILED, QUESTIONS = "refile", "questions"
"""What stands in the way beside facts: what is to be filed again, and questions that are not settled."""


def obstacles(desk: OfficeDesk, unit_year: UnitYear) -> list[str]:
    """What stands in the way of accepting a unit's year, as Chinese clauses with their steps.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    current = unit_year.current
    facts = []
    if current is not None:
        facts = [*unit_year.facts(current), history_fact(desk, unit_year, current)]
    return [one.sentence for one in what_blocks(unit_year, facts)]


def what_blocks(unit_year: UnitYear, facts: Sequence[OfficeFact]) -> list[Obstacle]:
    """The same one by one, with what each concerns.

    Args:
        unit_year: the unit's year.
        facts: all facts of the current revision, with that about its past.
    """
    current = unit_year.current
    if current is None:
        return [Obstacle("", 1, f"现在是“{unit_year.state.label}”，没有认定的一版")]
    found = [
        Obstacle(fact.name, concerned(fact), f"{fact.sentence}（{fact.step}）")
        for fact in facts
        if _blocks(fact)
    ]
    again = unit_year.to_refile(current)
    if again:
        told = f"已决定请单位重报：{'、'.join(again)}（等重报的一版，或改为作为另一口径收下）"
        found.append(Obstacle(REFILED, len(again), told))
    left = [one.question.id for one in unit_year.questions if one.state.is_open or one.state.is_to_send]
    if left:
        told = f"还有问题没有了结：{'、'.join(left)}（看 question list，了结、再问或取消）"
        found.append(Obstacle(QUESTIONS, len(left), told))
    paper = next(fact for fact in facts if fact.name == "paper")
    if paper.status not in _STAMPED:
        found.append(Obstacle(paper.name, 1, f"{paper.sentence}（{paper.step}）"))
    return found


def concerned(fact: OfficeFact) -> int:
    """How many cells, items or indicators a fact names; 1 where it names none."""
    details = fact.details or {}
    named = [details[name] for name in ("cells", "items", "indicators", "changes") if name in details]
    return max(1, sum(len(one) for one in named))


def _blocks(fact: OfficeFact) -> bool:
    """Whether nothing is accepted because of a fact: it is bad, or nobody decided about its difference."""
    return fact.holds_back or fact.status == UNDECIDED


def accept(
    desk: OfficeDesk, unit: str, year: int, identity: Identity, folder: Path, *, reason: str = ""
) -> Path:
    """Accept the current revision of a unit's year, and write the signed letter for the unit.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        identity: the office's signing key.
        folder: where the letter is written.
        reason: why, where something was to be looked at first; it stays at the office. Empty for none.

    Returns:
        The letter's file.

    Raises:
        UserInputError: no such unit or year, the key is not the office's (E-DECIDE-013), or the reason is too
            short to be one.
        StateError: it cannot be accepted now (E-DECIDE-003), or something stands in the way (E-DECIDE-014).
        EnvironmentFault: the letter cannot be written, or the store fails; then nothing was accepted.
    """
    unit_year = require_unit(desk, unit, year)
    require_allowed(desk, unit_year, Deed.ACCEPT)
    in_the_way = obstacles(desk, unit_year)
    if in_the_way or unit_year.current is None:
        raise StateError(
            DecideCode.NOT_ACCEPTABLE, f"“{desk.unit_name(unit)}”{year} 年还不能验收：{'；'.join(in_the_way)}"
        )
    words = require_reason(reason) if reason.strip() else ""
    return _close(desk, unit_year, DecisionKind.ACCEPT, unit_year.current.content, words, identity, folder)


def reopen(desk: OfficeDesk, unit: str, year: int, reason: str, identity: Identity, folder: Path) -> Path:
    """Open an accepted year again, so that the unit may file another revision.

    Args, result and errors are those of :func:`accept`; the reason stays at the office.
    """
    unit_year = require_unit(desk, unit, year)
    require_allowed(desk, unit_year, Deed.REOPEN)
    accepted = unit_year.accepted
    assert accepted is not None
    words = require_reason(reason)
    return _close(desk, unit_year, DecisionKind.REOPEN, accepted, words, identity, folder)


_LETTERS = {
    DecisionKind.ACCEPT: OfficeLetter.ACCEPTANCE,
    DecisionKind.REOPEN: OfficeLetter.REOPENING,
}
_ACTS = {DecisionKind.ACCEPT: Act.ACCEPT, DecisionKind.REOPEN: Act.REOPEN}


def _close(  # noqa: PLR0913, PLR0917 - what both are made of
    desk: OfficeDesk,
    unit_year: UnitYear,
    kind: DecisionKind,
    content: str,
    reason: str,
    identity: Identity,
    folder: Path,
) -> Path:
    """Store the decision and its letter, and write the letter, all or nothing."""
    actor, now = desk.acting(_ACTS[kind]), desk.clock()
    saying = Saying(kind=_LETTERS[kind], content=content)
    letter = signed_letter(desk, unit_year, saying, identity, now)
    # In this order: the transaction, entered last, ends first, so that the letter appears once all is stored.
    with putting_down(desk, letter, folder) as path, desk.store.transaction():
        desk.store.decide(
            kind, unit_year.unit, unit_year.year, content=content, reason=reason, actor=actor, now=now
        )
        desk.store.add_letter(letter)
    return path
