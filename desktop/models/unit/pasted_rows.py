"""Finding the rows of a form by the names in a pasted block, and where its figures begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.models.grid.cell_text import past_value
from desktop.models.unit.pasted_years import years_of_columns
from desktop.models.unit.working_year import WorkingYear
from forms.figures.quantity import parse_quantity
from forms.frozen import frozen
from forms.reporting.layout import CellKind, FormLayout

Block = Sequence[Sequence[str]]
_MOST = 0.6
"""Least share of the pasted rows whose name must be found in a column before rows are matched by name. Chosen
by us: a block with its head, subtotals and remarks still has more than half of its rows in common with the
form."""


@frozen
class MatchedRows:
    """Rows of a block that were found on a form by their names.

    Attributes:
        rows: place in the form by place in the block.
        doubtful: places in the block of names that several rows of the form have.
        first_value: index of the first column of this year's figures.
        years: year by column, where the head of the block says of which years its columns are.
        year: the year that is filled in.
    """

    rows: Mapping[int, int]
    doubtful: frozenset[int]
    first_value: int
    years: Mapping[int, int]
    year: int

    def values(self, texts: Sequence[str]) -> list[tuple[int, str]]:
        """Figures of a row that are of the year, each with its column of the form, from 0."""
        if not self.years:
            return list(enumerate(texts[self.first_value :]))
        columns = [column for column, year in self.years.items() if year == self.year]
        return [(place, texts[column]) for place, column in enumerate(columns) if column < len(texts)]

    def is_head(self, place: int) -> bool:
        """Whether a row of the block is above the figures and says of which years they are."""
        return bool(self.years) and place < min(self.rows)

    def of_other_years(self, texts: Sequence[str]) -> list[tuple[int, str]]:
        """Figures of a row that are of another year, each with it."""
        return [(y, texts[c]) for c, y in self.years.items() if y != self.year and c < len(texts)]

    def why_not(self, place: int) -> str:
        """Why a row of the block was not found (Chinese)."""
        if place in self.doubtful:
            return "本表有几行是这个名称，看不出是哪一行；请连上一行一起复制"
        return "本表没有这个名称的行"


def match_rows(working: WorkingYear, form: FormLayout, block: Block) -> MatchedRows | None:
    """Find rows by their names in one of the first three columns, as when a whole form is copied; else None.

    A column of row codes does not count: codes such as 01 and 02 are also figures.
    """
    places: dict[str, list[int]] = {}
    for place, row in enumerate(form.rows):
        places.setdefault(_plain(row.name), []).append(place)
    width = max((len(r) for r in block), default=0)
    # The last column of a block cannot be that of the names: there would be no figures.
    for column in range(min(width - 1, 3)):
        named = {i: places.get(_plain(_text(texts, column)), []) for i, texts in enumerate(block)}
        known = [i for i, rows in named.items() if rows]
        # Heads and titles are no rows: a short block has as many of them as figures.
        rows = sum(bool(named[i]) or any(map(_is_figure, texts)) for i, texts in enumerate(block))
        if known and len(known) >= _MOST * rows:
            found = _in_order(block, named)
            first = _first_value_column(working, form, block, found, column)
            years = years_of_columns(block, range(min(found, default=0)), column + 1)
            doubtful = frozenset(i for i in known if i not in found)
            return MatchedRows(
                rows=found, doubtful=doubtful, first_value=first, years=years, year=working.desk_year
            )
    return None


def _in_order(block: Block, named: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Choose a row for each name; of several rows with one name (其中：女性) the next below the one before.

    Below a row that is not of this form the place is lost: its parts must not become those of another row.
    """
    found: dict[int, int] = {}
    before: int | None = None
    for i, rows in named.items():
        if len(rows) > 1:
            before = next((row for row in rows if before is not None and row > before), None)
        elif rows:
            before = rows[0]
        elif any(_is_figure(text) for text in block[i]):
            before = None
        if rows and before is not None:
            found[i] = before
    return found


def _first_value_column(
    working: WorkingYear, form: FormLayout, block: Block, found: Mapping[int, int], name: int
) -> int:
    """Index of the first column of figures: after name, unit of measure, row code and last year's figures.

    The official form has the code behind the unit, the grid last year's figures.
    """
    width = max(len(texts) for texts in block)
    units = {i: _plain(form.rows[row].unit) for i, row in found.items()}
    codes = {i: form.rows[row].code for i, row in found.items()}
    at = name + 1
    while at < width - 1 and (
        _has(block, at, units)
        or _are_codes(block, at, codes)
        or _is_last_year(working, form, block, found, at)
    ):
        at += 1
    return at


def _has(block: Block, column: int, wanted: Mapping[int, str]) -> bool:
    """Whether most rows have the wanted text in a column."""
    same = sum(_plain(_text(block[i], column)) == text for i, text in wanted.items())
    return bool(wanted) and same >= _MOST * len(wanted)


def _are_codes(block: Block, column: int, codes: Mapping[int, str]) -> bool:
    """Whether a column repeats the row codes; a single 12 in row 12 is a figure, 01 never is one."""
    sure = len(codes) > 1 or any(code.startswith("0") for code in codes.values())
    return sure and all(_text(block[i], column) == code for i, code in codes.items())


def _is_last_year(
    working: WorkingYear, form: FormLayout, block: Block, found: Mapping[int, int], column: int
) -> bool:
    """Whether a column has last year's figures and this year's follow: by its head, or by the figures."""
    if any(_plain(_text(t, column)).startswith("上年") for i, t in enumerate(block) if i not in found):
        return True
    # With no more figures than the form has columns, the first is this year's, whatever it is equal to.
    if not any(sum(map(_is_figure, block[i][column:])) > len(form.column_names) for i in found):
        return False
    year = working.desk_year - 1
    # Of last year's form, pasted as it is, the next column repeats last year's as well; nothing is left out.
    following = (1, year) if len(form.column_names) > 1 else (0, year - 1)
    return (
        _repeat(working, form, block, found, column, (0, year)) is True
        and _repeat(working, form, block, found, column + 1, following) is False
    )


def _repeat(
    working: WorkingYear,
    form: FormLayout,
    block: Block,
    found: Mapping[int, int],
    column: int,
    of: tuple[int, int],
) -> bool | None:
    """Whether the figures of a column are those of a column of the form in a year; None with fewer than two.

    One figure is equal by chance too easily. Only entry cells are compared: a computed figure is copied as it
    is rounded.
    """
    position, year = of
    compared = []
    for i, row in found.items():
        cell = form.rows[row].cells[position]
        pasted = parse_quantity(_text(block[i], column)).value
        if pasted is not None and cell.kind is CellKind.ENTRY:
            compared.append(pasted == past_value(working.across_breaks, cell, year))
    return all(compared) if len(compared) > 1 else None


def _is_figure(text: str) -> bool:
    return parse_quantity(text).value is not None


def _text(texts: Sequence[str], column: int) -> str:
    return texts[column] if column < len(texts) else ""


def _plain(text: str) -> str:
    return "".join(text.split()).removeprefix("其中：").removeprefix("其中:").replace("－", "-")
