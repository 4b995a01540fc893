"""Figures of one earlier year: where each comes from, and correcting those taken over from outside."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from db.unit.records import HistoryChange
from desktop.services.unit.desk import Desk
from desktop.services.unit.standing_year import ReadOnlyHere
from forms.codes.base import BaseCode
from forms.codes.desk import HistoryCode, StateCode
from forms.errors import StateError, UserInputError
from forms.figures.breakdown import SeriesKey
from forms.filing.state import Step, can_step
from forms.frozen import frozen
from forms.reporting.earlier import known_history
from forms.reporting.given import is_from_base
from forms.reporting.past_value import past_value_of
from forms.text.kept import why_no_reason
from forms.text.typed import require_text

_UNSAID = "请写明为什么更正、依据什么，例如“按统计年鉴核对，原数少录一位”。"

_STATED = "这个数是规划写明的，删不掉；不对的，填写正确的数并写明原因，规划写错的请告知统计局。"


class PastOrigin(StrEnum):
    """Where a figure of an earlier year comes from."""

    IMPORTED = "往年数据"
    """Taken over from outside, and corrected here."""
    REPORTED = "本程序填报"
    """Reported in this file in its own year."""
    PLANNED = "规划所列"
    """Stated by the plan itself."""


@frozen
class PastFact:
    """Where one figure of an earlier year comes from.

    Attributes:
        origin: the kind of source; a unit's own report is the figure of record.
        source: file, publication or reason; empty where not known.
    """

    origin: PastOrigin
    source: str = ""


@frozen
class PastMove:
    """What a correction does to one figure of an earlier year.

    Attributes:
        old: the figure that is known now, None for none.
        new: the figure that is known afterwards, None for none.
        is_planned: whether a figure is taken away, so that ``new`` is what the plan states.
    """

    old: Decimal | None
    new: Decimal | None
    is_planned: bool = False


def past_years(desk: Desk) -> tuple[int, ...]:
    """Years before the one that is due of which any figure is known, newest first."""
    planned = {year for year, figures in known_history(desk.plan).items() if figures}
    due = desk.suggested_year()
    return tuple(sorted((y for y in planned | desk.store.years_with_figures() if y < due), reverse=True))


def is_only_past(desk: Desk, year: int) -> bool:
    """Whether nothing was reported here in an earlier year of which figures were taken over from outside."""
    imported = year < desk.suggested_year() and desk.store.is_only_taken_over(year)
    return imported and not desk.store.year_state(year).state.is_frozen


def past_facts(desk: Desk, year: int) -> Mapping[SeriesKey, PastFact]:
    """Where each known figure of an earlier year comes from, by key."""
    known = {key: PastFact(PastOrigin.PLANNED) for key in known_history(desk.plan).get(year, {})}
    imported = {k: PastFact(PastOrigin.IMPORTED, s) for k, s in desk.store.history_sources(year).items()}
    seen = {
        key: PastFact(PastOrigin.REPORTED, observation.source)
        for key, observation in desk.store.observations(year).items()
        if observation.reading.value is not None
    }
    return {**known, **imported, **seen}


def past_changes(desk: Desk, year: int, key: SeriesKey) -> list[HistoryChange]:
    """Every change of a figure that was taken over from outside, newest first."""
    return desk.store.history_log(year, key)[::-1]


def why_not_corrected(desk: Desk, year: int) -> str:
    """Why no figure of an earlier year can be corrected as one from outside; empty where they can."""
    if desk.is_read_only:
        return desk.why_read_only
    state = desk.store.year_state(year).state
    if can_step(state, Step.WITHDRAW):
        return f"{year} 年已在本文件里定稿。要改的，换到 {year} 年度，先撤回定稿再改。"
    if state.is_frozen:
        return f"{year} 年在本文件里{state.label}，往年数据不另改。{state.advice}。"
    if desk.store.observations(year):
        return f"{year} 年在本文件里填报，往年数据不另改。要改的，换到 {year} 年度，在那里改。"
    return ""


def past_moves(desk: Desk, year: int, texts: Mapping[SeriesKey, str]) -> Mapping[SeriesKey, PastMove]:
    """What a correction would change; a figure that would stay as it is is left out.

    Args:
        desk: the unit's store.
        year: an earlier year.
        texts: what was typed, by key; empty text takes a figure away.

    Raises:
        UserInputError: a text is no figure, a code for none, or impossible (E-HISTORY-002, -006, -004), or it
            takes away what the plan states (E-HISTORY-012), or the office gave the figure (E-BASE-024).
    """
    values = {key: _value(desk, key, text) for key, text in texts.items()}
    stated, imported = planned_values(desk, year), desk.store.history_sources(year)
    known = desk.history(before=year + 1).get(year, {})
    moves: dict[SeriesKey, PastMove] = {}
    for key, new in values.items():
        old = known.get(key)
        if new != old and is_from_base(imported.get(key, "")):
            message = f"{year} 年的这个数由{imported[key]}给定，不能更正；有不同意见告诉统计局"
            raise UserInputError(BaseCode.GIVEN, message)
        if new is not None:
            if new != old:
                moves[key] = PastMove(old, new)
        # Taken away: what the plan states, if anything, comes back.
        elif key in imported:
            moves[key] = PastMove(old, stated.get(key), is_planned=key in stated)
        elif key in stated:
            raise UserInputError(HistoryCode.STATED, _STATED)
    return moves


def planned_values(desk: Desk, year: int) -> Mapping[SeriesKey, Decimal]:
    """The figures that the plan itself states of a year."""
    return MappingProxyType(known_history(desk.plan).get(year, {}))


def correct_past(desk: Desk, year: int, texts: Mapping[SeriesKey, str], reason: str) -> int:
    """Correct figures of an earlier year; empty text takes one away. Returns how many changed.

    A year opened before must be reopened to see them.

    Args:
        desk: the unit's store.
        year: their year.
        texts: what was typed, by key.
        reason: why, in words that say something; it stands in the change log.

    Raises:
        StateError: the file can only be read (E-STATE-003), or the year is frozen (E-HISTORY-008) or reported
            here (E-HISTORY-010).
        UserInputError: it is no earlier year (E-HISTORY-009), no reason is given (E-HISTORY-011), a text is
            no figure, a code for none, or impossible (E-HISTORY-002, -006, -004), takes away what the plan
            states (E-HISTORY-012), or the reason holds control or direction characters (E-TEXT-001) or is too
            long (E-TEXT-002). Nothing is stored.
        EnvironmentFault: the store could not be written.
    """
    if year >= desk.suggested_year():
        raise UserInputError(HistoryCode.NOT_PAST, f"{year} 年不是往年，请在那一年的填报里改")
    if desk.is_read_only:
        raise ReadOnlyHere(StateCode.READ_ONLY, desk.why_read_only)
    refusal = why_not_corrected(desk, year)
    if refusal:
        is_frozen = desk.store.year_state(year).state.is_frozen
        raise StateError(HistoryCode.FROZEN if is_frozen else HistoryCode.REPORTED, refusal)
    words = require_text(reason, "更正原因")
    if why_no_reason(words):
        raise UserInputError(HistoryCode.UNSAID, _UNSAID)
    moves = past_moves(desk, year, texts)
    return desk.store.correct_history(
        year,
        {key: None if move.is_planned else move.new for key, move in moves.items()},
        reason=words,
        actor=desk.actor,
        now=desk.clock(),
        stated=planned_values(desk, year),
    )


def _value(desk: Desk, key: SeriesKey, text: str) -> Decimal | None:
    limits = desk.plan.limits_of(key.code)
    assert limits is not None
    value, problem = past_value_of(text, limits)
    if problem is not None:
        raise UserInputError(problem.code, f"{problem.message}。")
    return value
