"""Which revision the office accepted, and what follows where this file went on: it waits for a reopening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.filing.state import YearState
from forms.letters.kind import OfficeLetter

if TYPE_CHECKING:
    from desktop.services.unit.year import YearDesk

_UNHEARD = (YearState.FINAL, YearState.EXPORTED)


def accepted_revision(year: YearDesk) -> int | None:
    """Number of the revision that the office accepted and did not open again, as far as this file was told.

    0 where another data file of the unit froze it; None where none is accepted.

    Raises:
        EnvironmentFault: the data file cannot be read.
    """
    told = sorted(
        (
            one
            for one in year.desk.store.letters(year.year, are_whole=False)
            if one.is_applied and one.kind.is_to_one_unit and one.kind is not OfficeLetter.WARNING
        ),
        key=lambda one: one.number or 0,
    )
    if year.state is YearState.ACCEPTED:
        told = [one for one in told if one.kind is OfficeLetter.ACCEPTANCE]
    # Whatever comes after an acceptance opens the year again, or a desk that was restored and knows of none
    # sent it.
    return told[-1].revision if told and told[-1].kind is OfficeLetter.ACCEPTANCE else None


def accepted_label(year: YearDesk) -> str:
    """That the office accepted an earlier revision of an open year and did not open it again, as a state.

    Empty where the year does not wait for that.

    Raises:
        EnvironmentFault: the data file cannot be read.
    """
    accepted = accepted_revision(year) if year.state.is_open else None
    return "" if accepted is None else _label(accepted)


def told_of_acceptance(year: YearDesk) -> str:
    """The same with what follows, as a sentence without its full stop; empty likewise.

    Raises:
        EnvironmentFault: the data file cannot be read.
    """
    label = accepted_label(year)
    return f"{label}；要报新的一版，须等统计局重开" if label else ""


def told_of_earlier_acceptance(year: YearDesk) -> str:
    """That the office accepted another revision than the one frozen here, of which nothing was heard.

    A sentence without its full stop; empty where that is not so. The office does not take the revision in
    before it opens the year again.

    Raises:
        EnvironmentFault: the data file cannot be read.
    """
    number = year.record.revision
    accepted = accepted_revision(year) if year.state in _UNHEARD else None
    if accepted is None or accepted == number:
        return ""
    return f"{_label(accepted)}；第 {number} 版要等统计局重开以后才收得下，请先同统计局联系"


def _label(revision: int) -> str:
    return f"已验收第 {revision} 版" if revision else "已验收另一数据文件报的一版"
