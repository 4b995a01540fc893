"""Figures of earlier years: writing the table and importing it, so that the first year has trends already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from db.unit.records import HistoryValue
from desktop.documents.history.table import PastFigure, read_history_table
from desktop.documents.history.texts import MAX_BYTES
from desktop.documents.history.writing import render_history_table
from desktop.services.keeping import back_up_before
from desktop.services.unit.desk import Desk
from forms.codes.desk import HistoryCode
from forms.errors import Problem
from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen

MAX_TABLE_BYTES = MAX_BYTES
_FEWEST_ALIKE, _SHARE_ALIKE = 5, Decimal("0.9")
"""Figures that a column has in common with another year, and their share of it, with which its year is called
doubtful. Both are chosen by us: figures of two years hardly ever agree."""
_YEARS_BEFORE_PLAN = 2
"""Years before a plan for which figures are taken: the packs compare with 2019 and 2020."""


@frozen
class HistoryPreview:
    """What a table of earlier years would change.

    Attributes:
        changes: figure, and the value on file so far, None where there is none; only what differs.
        same: how many cells state what is on file already, or what another cell of the table states.
        problems: cells and rows that cannot be taken over.
        refused: how many cells these are.
        unused: how many cells are no figure of any year.
        first_unused: where the first of these stands; empty where there is none.
        open_years: years of the changes that are being filled in here.
        shifted: year of a column, and another year whose figures, on file or in an earlier column,
            it repeats.
    """

    changes: tuple[tuple[PastFigure, Decimal | None], ...]
    same: int
    problems: tuple[Problem, ...]
    refused: int = 0
    unused: int = 0
    first_unused: str = ""
    open_years: tuple[int, ...] = ()
    shifted: tuple[tuple[int, int], ...] = ()

    @property
    def open_sentence(self) -> str:
        """What becomes of figures of years that are being filled in here, for people; else empty."""
        if not self.open_years:
            return ""
        listed = "、".join(map(str, self.open_years))
        return f"{listed} 年正在本文件里填报：导入的只供以后各年比较，报表里的数以填报为准，不会改。"

    @property
    def shifted_sentence(self) -> str:
        """Which columns seem to stand under a wrong year, for people; else empty."""
        return "".join(
            f"{year} 年一栏的数几乎都与已有的 {other} 年相同，年份可能写错了，请先核对表头。"
            for year, other in self.shifted
        )

    @property
    def unused_sentence(self) -> str:
        """What was left out and where it begins, for people; empty where nothing was."""
        if not self.unused:
            return ""
        return f"表里有 {self.unused} 格不在年份栏里，没有用到，第一处在 {self.first_unused}。"


def history_table(desk: Desk) -> bytes:
    """The unit's table of earlier years as xlsx, with what is on file."""
    first = desk.plan.period[0] - _YEARS_BEFORE_PLAN
    years = range(first, desk.suggested_year() + 1)
    return render_history_table(desk.plan, desk.layout, years, desk.history(before=years[-1] + 1))


def read_history(desk: Desk, data: bytes) -> HistoryPreview:
    """Read a table without changing anything.

    Raises:
        UserInputError: not such a table, dangerous or damaged.
    """
    reading = read_history_table(data, desk.plan)
    on_file, known = desk.store.history(), _codes_of(desk)
    changes: list[tuple[PastFigure, Decimal | None]] = []
    refused: list[Problem] = []
    for figure in reading.figures:
        present = on_file.get(figure.year, {}).get(figure.key)
        if present == figure.value:
            continue
        problem = _not_past(desk, figure, known)
        if problem is None:
            changes.append((figure, present))
        else:
            refused.append(problem)
    years = sorted({figure.year for figure, _ in changes}.intersection(desk.years()))
    return HistoryPreview(
        changes=tuple(changes),
        same=len(reading.figures) - len(changes) - len(refused) + reading.repeated,
        problems=(*reading.problems, *refused),
        refused=reading.refused + len(refused),
        open_years=tuple(years),
        unused=reading.unused,
        first_unused=reading.first_unused,
        shifted=tuple(_shifted([figure for figure, _ in changes], on_file)),
    )


def _codes_of(desk: Desk) -> frozenset[str]:
    """Codes of the figures on the unit's forms, and of those from which they are computed."""
    codes = {key.code for key in desk.layout.cells_by_key}
    indicators = [desk.plan.indicator_by_code[code] for code in codes & desk.plan.indicator_by_code.keys()]
    terms = (term for i in indicators for term in (*i.formula.numerator, *i.formula.denominator))
    return frozenset(codes.union(term.item for term in terms))


def _shifted(
    changes: Iterable[PastFigure], on_file: Mapping[int, Mapping[SeriesKey, Decimal]]
) -> Iterator[tuple[int, int]]:
    """Years whose new figures are those of another year on file, with that year; zeros say nothing."""
    columns: dict[int, dict[SeriesKey, Decimal]] = {}
    for figure in changes:
        if figure.value:
            columns.setdefault(figure.year, {})[figure.key] = figure.value
    for year, column in sorted(columns.items()):
        # A column of the same table is compared once, with those of later years.
        for other in sorted((on_file.keys() | columns.keys()) - {year} - {y for y in columns if y > year}):
            known = {**on_file.get(other, {}), **columns.get(other, {})}
            alike = sum(1 for key, value in column.items() if known.get(key) == value)
            if alike >= _FEWEST_ALIKE and alike >= _SHARE_ALIKE * len(column):
                yield year, other


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
    if desk.store.year_state(year).state.is_frozen:
        message = f"{year} 年已在本文件里定稿，与定稿不同的数没有采用；要改的，先撤回 {year} 年再改"
        return Problem(code=HistoryCode.FROZEN, place=figure.place, message=message)
    return None


def import_history(desk: Desk, preview: HistoryPreview, source: str) -> int:
    """Take over what a preview showed; a backup is made first. Returns how many figures are new or other.

    Another source makes another figure. Where the preview changes nothing, nothing is done.

    A year opened before must be reopened to see them. Figures that the unit reported here itself stay
    the figures of record.

    Raises:
        EnvironmentFault: the backup cannot be made, or the store is read-only or could not be written.
    """
    if not preview.changes:
        return 0
    back_up_before(desk, "before-history")
    rows = [HistoryValue(figure.year, figure.key, figure.value) for figure, _ in preview.changes]
    return desk.store.import_history(rows, source=source, actor=desk.actor, now=desk.clock())
