"""That the office accepted a revision of a year that is open here, which then waits to be opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.letters.kind import OfficeLetter

if TYPE_CHECKING:
    from db.unit.records import OpenedLetter
    from desktop.services.unit.year import YearDesk

_TELLING = (OfficeLetter.RETURN, OfficeLetter.REOPENING, OfficeLetter.ACCEPTANCE)
"""Letters of which the last one says whether the office waits for a new revision."""


def accepted_label(year: YearDesk) -> str:
    """That the office accepted an earlier revision of an open year and did not open it again, as a state.

    Empty where the year does not wait for that.

    Raises:
        EnvironmentFault: the data file cannot be read.
    """
    letter = _accepting(year)
    if letter is None:
        return ""
    return f"已验收第 {letter.revision} 版" if letter.revision else "已验收另一数据文件报的一版"


def told_of_acceptance(year: YearDesk) -> str:
    """The same with what follows, as a sentence without its full stop; empty likewise.

    Raises:
        EnvironmentFault: the data file cannot be read.
    """
    label = accepted_label(year)
    return f"{label}；要报新的一版，须等统计局重开" if label else ""


def _accepting(year: YearDesk) -> OpenedLetter | None:
    if not year.state.is_open:
        return None
    told = [
        one
        for one in year.desk.store.letters(year.year, are_whole=False)
        if one.is_applied and one.kind in _TELLING
    ]
    last = max(told, key=lambda one: one.number or 0, default=None)
    return last if last is not None and last.kind is OfficeLetter.ACCEPTANCE else None
