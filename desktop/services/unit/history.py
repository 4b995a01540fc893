"""Figures of earlier years: writing the table and importing it, so that the first year has trends already."""

from __future__ import annotations

from db.unit.records import HistoryValue
from desktop.documents.history.table import PastFigure, read_history_table
from desktop.documents.history.writing import render_history_table
from desktop.services.keeping import back_up_before
from desktop.services.past_tables import HistoryPreview, compare_table
from desktop.services.unit.desk import Desk
from desktop.services.unit.given import NOT_GIVEN
from forms.codes.base import BaseCode
from forms.codes.desk import HistoryCode
from forms.errors import Problem, UserInputError
from forms.filing.state import Step, can_step
from forms.reporting.given import is_from_base

_YEARS_BEFORE_PLAN = 2
"""Years before a plan for which figures are taken: the packs compare with 2019 and 2020."""


def history_table(desk: Desk) -> bytes:
    """The unit's table of earlier years as xlsx, with what is on file; it ends before the year due."""
    this = desk.suggested_year()
    years = range(desk.plan.period[0] - _YEARS_BEFORE_PLAN, this)
    return render_history_table(desk.plan, desk.layout, years, desk.history(before=this))


def read_history(desk: Desk, data: bytes) -> HistoryPreview:
    """Read a table without changing anything.

    Raises:
        UserInputError: not such a table, dangerous or damaged.
    """
    reading = read_history_table(data, desk.plan)
    known = _codes_of(desk)
    sources = {year: desk.store.history_sources(year) for year in {one.year for one in reading.figures}}

    def why_not(figure: PastFigure) -> Problem | None:
        source = sources[figure.year].get(figure.key, "")
        if is_from_base(source):
            message = f"这个数由{source}给定，与它不同的没有采用；有不同意见告诉统计局"
            return Problem(code=BaseCode.GIVEN, place=figure.place, message=message)
        return _not_past(desk, figure, known)

    return compare_table(reading, desk.store.history(), why_not, desk.years())


def _codes_of(desk: Desk) -> frozenset[str]:
    """Codes of the figures on the unit's forms, and of those from which they are computed."""
    codes = {key.code for key in desk.layout.cells_by_key}
    indicators = [desk.plan.indicator_by_code[code] for code in codes & desk.plan.indicator_by_code.keys()]
    terms = (term for i in indicators for term in (*i.formula.numerator, *i.formula.denominator))
    return frozenset(codes.union(term.item for term in terms))


def _not_past(desk: Desk, figure: PastFigure, known: frozenset[str]) -> Problem | None:
    """Why a figure is not taken: no form of the unit has it, its year is frozen here or has not come."""
    year = figure.year
    if figure.key.code not in known:
        plan = desk.plan
        name = (plan.item_by_code.get(figure.key.code) or plan.indicator_by_code[figure.key.code]).name
        message = f"本单位的报表里没有“{name}”，没有采用；请核对是不是别的单位的表"
        return Problem(code=HistoryCode.CODE, place=figure.place, message=message)
    if year > desk.suggested_year():
        message = f"{year} 年还没有到填报的时候，不是往年，没有采用；请核对表头的年份"
        return Problem(code=HistoryCode.NOT_PAST, place=figure.place, message=message)
    state = desk.store.year_state(year).state
    if state.is_frozen:
        way = f"要改的，先撤回 {year} 年再改" if can_step(state, Step.WITHDRAW) else state.advice
        message = f"{year} 年已在本文件里定稿，与定稿不同的数没有采用；{way}"
        return Problem(code=HistoryCode.FROZEN, place=figure.place, message=message)
    return None


def import_history(desk: Desk, preview: HistoryPreview, source: str) -> int:
    """Take over what a preview showed; a backup is made first. Returns how many figures are new or other.

    Another source makes another figure. Where the preview changes nothing, nothing is done.

    A year opened before must be reopened to see them. Figures that the unit reported here itself stay
    the figures of record.

    Raises:
        UserInputError: the source claims that the office gave the figures (E-BASE-025).
        EnvironmentFault: the backup cannot be made, or the store is read-only or could not be written.
    """
    if not preview.changes:
        return 0
    if is_from_base(source):
        raise UserInputError(BaseCode.MARK, f"{NOT_GIVEN}（这里的来源是文件名，请改了文件名再导入）")
    back_up_before(desk, "before-history")
    rows = [HistoryValue(figure.year, figure.key, figure.value) for figure, _ in preview.changes]
    return desk.store.import_history(rows, source=source, actor=desk.actor, now=desk.clock())
