"""Putting a package aside, and taking back what was decided: each a decision of its own, nothing is deleted.

After it a unit's year is what it would be had the package not come, or had nobody decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from db.office.records import Decision, DecisionKind, ReceivedPackage
from desktop.services.office.decisions.deciding import is_named
from desktop.services.office.decisions.required import require_allowed, require_filed, require_reason
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.unit_year import UnitYear
from forms.codes.decide import DecideCode
from forms.errors import StateError, UserInputError
from forms.receiving.permission import Act
from forms.receiving.state import Deed, OfficeState

_SHORTEST = 8
"""Digits by which a digest is named at least. Chosen by us."""
_OWN_WAY: Mapping[DecisionKind, str] = {
    DecisionKind.EXCUSE: "取消免报用 excuse --undo",
    DecisionKind.CALL: "要免报的，再办一次 excuse",
    DecisionKind.ACCEPT: "验收过的用 reopen 重开",
    DecisionKind.REOPEN: "重开过的再验收一次（accept）",
    DecisionKind.WITHDRAW_QUESTION: "取消了的问题，另提一问（question add）",
    DecisionKind.ASK_AGAIN: "不用再问的，了结那个问题（question close）",
    DecisionKind.CLOSE_QUESTION: "了结了的问题，另提一问（question add）",
    DecisionKind.UNDO: "撤回过的，重新决定一次",
}
"""What is not taken back here, and how it is."""
_AFTER_ACCEPTANCE = frozenset({DecisionKind.ASIDE, DecisionKind.ARRIVAL})
"""Decisions that may be taken back after a year was accepted: all others were accepted with its figures."""


def put_aside(desk: OfficeDesk, unit: str, year: int, named: str, reason: str) -> Decision:
    """Leave a package out that is not taken for its unit's; its bytes and figures stay readable for ever.

    Args:
        desk: the office's desk.
        unit: code of the unit that it names.
        year: the year that it names.
        named: its digest, the beginning of that, or where one alone has it the 校验码 of its paper.
        reason: why.

    Raises:
        UserInputError: no such unit or year, no such package waits (E-DECIDE-015), or no reason.
        StateError: none waits at all (E-DECIDE-003).
        EnvironmentFault: the store is read-only or could not be written.
    """
    unit_year = require_filed(desk, unit, year)
    require_allowed(desk, unit_year, Deed.ASIDE)
    found = _named(unit_year.waiting, named.strip().lower())
    words = require_reason(reason)
    return desk.store.decide(
        DecisionKind.ASIDE,
        unit,
        year,
        content=found.content,
        subject=found.digest,
        reason=words,
        actor=desk.acting(Act.ASIDE),
        now=desk.clock(),
    )


def _named(waiting: tuple[ReceivedPackage, ...], named: str) -> ReceivedPackage:
    found = [one for one in waiting if one.digest.startswith(named)] if len(named) >= _SHORTEST else []
    found = found or [one for one in waiting if is_named(one.content, named)]
    if len(found) != 1:
        shown = "、".join(f"{one.digest[:16]}（第 {one.revision} 版）" for one in waiting)
        what = f"“{named[:64]}”对上的不止一份" if found else f"没有等着处理的“{named[:64]}”"
        raise UserInputError(DecideCode.NO_SUCH_PACKAGE, f"{what}；可以不予采用的：{shown}")
    return found[0]


def undo(desk: OfficeDesk, unit: str, year: int, number: int, reason: str) -> Decision:
    """Take a decision back; what followed from it is judged anew by itself.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        number: of the decision, as ``show`` tells it.
        reason: why.

    Returns:
        The decision that takes it back.

    Raises:
        UserInputError: no such unit or year, no such decision in force (E-DECIDE-016), one that is taken back
            in another way (E-DECIDE-017), no reason, or somebody who may not.
        StateError: the year was accepted with it (E-DECIDE-003).
        EnvironmentFault: the store is read-only or could not be written.
    """
    unit_year = require_filed(desk, unit, year)
    taken_back = _in_force(unit_year, number)
    if taken_back.kind in _OWN_WAY:
        raise UserInputError(
            DecideCode.OTHER_WAY, f"第 {number} 号决定不能这样撤回：{_OWN_WAY[taken_back.kind]}"
        )
    if not can_be_undone(unit_year, taken_back):
        raise StateError(
            DecideCode.NOT_NOW,
            f"{desk.unit_name(unit)} {year} 年是据第 {number} 号决定等验收的，要撤回它先重开（reopen）",
        )
    words = require_reason(reason)
    actor = desk.acting(Act.CHOOSE if taken_back.kind is DecisionKind.CHOOSE else Act.DECIDE)
    return take_back(desk, taken_back, words, actor, desk.clock())


def can_be_undone(unit_year: UnitYear, decision: Decision) -> bool:
    """Whether a decision stands and :func:`undo` takes it back, apart from who may do that."""
    if decision.id in unit_year.undone or decision.kind in _OWN_WAY:
        return False
    accepted = unit_year.state is OfficeState.CLOSED or unit_year.accepted is not None
    return not accepted or decision.kind in _AFTER_ACCEPTANCE


def take_back(desk: OfficeDesk, taken_back: Decision, reason: str, actor: str, now: datetime) -> Decision:
    """Store that a decision is taken back; whether it may be is not asked again (:func:`undo` does).

    Args:
        desk: the office's desk.
        taken_back: the decision.
        reason: why, as it is stored.
        actor: who takes it back, as it stands in the log.
        now: the present, that of all that is done with it.

    Raises:
        EnvironmentFault: the store is read-only or could not be written.
    """
    return desk.store.decide(
        DecisionKind.UNDO,
        taken_back.unit,
        taken_back.year,
        content=taken_back.content,
        subject=str(taken_back.id),
        answer=taken_back.kind.value,
        reason=reason,
        actor=actor,
        now=now,
    )


def _in_force(unit_year: UnitYear, number: int) -> Decision:
    every = {one.id: one for one in unit_year.decisions}
    # What was taken back may be told to be so; a taking back is named to be refused in its own words.
    found = every.get(number)
    if found is None or number in unit_year.undone:
        why = f"第 {number} 号决定已经撤回" if found else f"没有第 {number} 号决定"
        standing = "、".join(str(one.id) for one in unit_year.standing if one.kind not in _OWN_WAY)
        raise UserInputError(DecideCode.NO_SUCH_DECISION, f"{why}；可以撤回的：{standing or '没有'}")
    return found
