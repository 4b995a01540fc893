"""The cells that a pasted block fills on a form, and the texts that cannot be taken, with the reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from desktop.models.grid.cell_text import reading_text
from desktop.models.unit.pasted_rows import match_rows
from desktop.models.unit.pasted_years import years_of_columns
from desktop.models.unit.working_year import WorkingYear
from forms.figures.quantity import parse_quantity
from forms.frozen import frozen
from forms.reporting.layout import Cell, CellKind, FormLayout, LayoutRow

MAX_PASTED_CHARACTERS = 400_000
"""Bounds of a block; beyond them something else was copied. Chosen by us: the largest unit of a bundled plan
has 236 cells in 25 rows a form. ``tests/benchmarks/fuzz.py`` measures a paste at the bounds (README)."""
MAX_PASTED_ROWS = 2_000
MAX_PASTED_CELLS = 20_000
"""Both are chosen by us, as is the bound of characters."""

_NOTHING = {"", "-", "—", "——", "–", "…", "……", "/", "\\"}
"""Texts that people put into empty cells."""


class Fate(StrEnum):
    """What is done with one pasted cell."""

    FILL = "fill"
    """It will be entered."""
    SAME = "same"
    """The cell has this figure already."""
    COMPUTED = "computed"
    """The program computes the cell: nothing is wrong with the copied text, and nothing is entered."""
    REFUSED = "refused"
    """It cannot be entered."""

    @property
    def is_entered(self) -> bool:
        """Whether the text stands in the cell afterwards."""
        return self in (Fate.FILL, Fate.SAME)

    @property
    def label(self) -> str:
        """Chinese word."""
        return {
            Fate.FILL: "填入",
            Fate.SAME: "不变",
            Fate.COMPUTED: "不用填",
            Fate.REFUSED: "不采用",
        }[self]


REPLACED = "替换"
"""The word for a figure that takes the place of another one."""


@frozen
class PastedCell:
    """One pasted text and what is done with it.

    Attributes:
        place: row code, name and column as text.
        text: the text as it was copied.
        address: the cell that it is for; empty outside the form.
        present: the present text of the cell.
        shown: the text that the cell would show; empty for one that is not entered.
        fate: what is done.
        reason: why it is not entered; empty where it is.
    """

    place: str
    text: str
    address: str
    present: str
    shown: str
    fate: Fate
    reason: str = ""

    @property
    def outcome(self) -> str:
        """What is done, in a word: of those that are entered, whether another figure gives way."""
        return REPLACED if self.fate is Fate.FILL and self.present else self.fate.label


@frozen
class PastePreview:
    """The preview of a pasted block."""

    cells: tuple[PastedCell, ...]
    matched_by_name: bool = False
    """Whether rows were found by name instead of by position."""
    more_same: int = 0
    """Number of further cells that have their figure already and are not listed."""
    more_refused: int = 0
    """Further cells that are not taken and not listed one by one."""

    @property
    def texts(self) -> dict[str, str]:
        """What will be entered, by address."""
        return {c.address: c.text.strip() for c in self.cells if c.fate is Fate.FILL}

    def count(self, fate: Fate) -> int:
        """Number of cells with a fate."""
        unlisted = {Fate.SAME: self.more_same, Fate.REFUSED: self.more_refused}.get(fate, 0)
        return unlisted + sum(1 for cell in self.cells if cell.fate is fate)


def read_block(text: str) -> list[list[str]]:
    """Split clipboard text of Excel, WPS or a web page into rows of cells.

    Quoted cells may hold line breaks, as spreadsheets write them. Never raises; text that is too
    long, or of too many rows or cells, gives an empty block: a part of it would look like the whole.
    """
    if len(text) > MAX_PASTED_CHARACTERS:
        return []
    cleaned = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").rstrip("\n")
    if not cleaned:
        return []
    try:
        rows = list(csv.reader(io.StringIO(cleaned, newline=""), delimiter="\t"))
    # Raised for a cell of more than 131,072 characters, as which a quotation mark that is never closed makes
    # all that follows. Line by line the block can be read.
    except csv.Error:
        rows = [line.split("\t") for line in cleaned.split("\n")]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) > MAX_PASTED_ROWS or sum(map(len, rows)) > MAX_PASTED_CELLS:
        return []
    return [[_in_one_line(cell) for cell in row] for row in rows]


def _in_one_line(cell: str) -> str:
    """A cell as the grid takes it; two figures one above the other do not become one figure with a blank."""
    lines = [" ".join(line.split()) for line in cell.splitlines()]
    text = ""
    for line in filter(None, lines):
        between = "；" if text[-1:].isdigit() and line[0].isdigit() else " " if text else ""
        text += between + line
    return text


def preview_block(
    working: WorkingYear, form: FormLayout, block: Sequence[Sequence[str]], row: int, column: int
) -> PastePreview:
    """Lay a block over a form without changing anything.

    Args:
        working: the year.
        form: the form shown.
        block: rows of texts.
        row: row of the current cell.
        column: value column of the current cell, 0 for the total.
    """
    matched = match_rows(working, form, block)
    if matched is None:
        return PastePreview(_each_once(_by_place(working, form, block, row, column)))
    cells: list[PastedCell] = []
    for offset, texts in enumerate(block):
        target = matched.rows.get(offset, -1)
        # Matched by name, the figures begin at the total, whatever the current cell is.
        values = matched.values(texts)
        if target < 0 and matched.is_head(offset):
            continue
        if target < 0:
            reason = matched.why_not(offset)
            cells += [_stranger(texts, text, reason) for _, text in values if _is_figure(text)]
            continue
        others = matched.of_other_years(texts)
        cells += [_other_year(working, form, target, *other) for other in others if _is_figure(other[1])]
        cells += [_cell(working, form, target, place, text) for place, text in values if text not in _NOTHING]
    return PastePreview(_each_once(cells), matched_by_name=True)


def _by_place(
    working: WorkingYear, form: FormLayout, block: Sequence[Sequence[str]], row: int, column: int
) -> list[PastedCell]:
    """Cells from the current one on; a head of years alone is none of them, and says which columns count."""
    years = years_of_columns(block, range(1), 0)
    cells: list[PastedCell] = []
    for target, texts in enumerate(block[1:] if years else block, start=row):
        values = [text for c, text in enumerate(texts) if not years or years.get(c) == working.desk_year]
        others = [(year, texts[c]) for c, year in years.items() if c < len(texts)]
        cells += [
            _other_year(working, form, target, year, text)
            for year, text in others
            if year != working.desk_year and _is_figure(text)
        ]
        cells += [
            _cell(working, form, target, place, text)
            for place, text in enumerate(values, start=column)
            if text not in _NOTHING
        ]
    return cells


def _is_figure(text: str) -> bool:
    return parse_quantity(text).value is not None


def _each_once(cells: Sequence[PastedCell]) -> tuple[PastedCell, ...]:
    """Each cell of the form once; refused where the block has different figures for it."""
    texts: dict[str, set[str]] = {}
    for cell in cells:
        if cell.fate.is_entered:
            texts.setdefault(cell.address, set()).add(cell.shown)
    kept: dict[tuple[str, int], PastedCell] = {}
    for place, cell in enumerate(cells):
        if not cell.fate.is_entered:
            kept["", place] = cell
        elif len(texts[cell.address]) > 1:
            reason = "这一格贴了几个不同的数，不知道用哪一个；请只复制一份"
            kept["", place] = replace(cell, shown="", fate=Fate.REFUSED, reason=reason)
        else:
            kept.setdefault((cell.address, 0), cell)
    return tuple(kept.values())


def _stranger(texts: Sequence[str], text: str, reason: str) -> PastedCell:
    """A refused figure in a row that was not found, where rows were matched by name."""
    return PastedCell(
        place=next((one for one in texts if one and not _is_figure(one)), "没有名称的行"),
        text=text,
        address="",
        present="",
        shown="",
        fate=Fate.REFUSED,
        reason=reason,
    )


def _other_year(working: WorkingYear, form: FormLayout, row: int, year: int, text: str) -> PastedCell:
    """A refused figure under a head that names another year."""
    line = form.rows[row] if row < len(form.rows) else None
    return PastedCell(
        place=f"{line.code} {line.name}" if line is not None else "表外",
        text=text,
        address="",
        present="",
        shown="",
        fate=Fate.REFUSED,
        reason=f"表头写的是 {year} 年，现在填的是 {working.desk_year} 年",
    )


def _cell(working: WorkingYear, form: FormLayout, row: int, column: int, text: str) -> PastedCell:
    if not 0 <= row < len(form.rows):
        return PastedCell(
            place="表外",
            text=text,
            address="",
            present="",
            shown="",
            fate=Fate.REFUSED,
            reason="超出本表的行",
        )
    # Refused cells are listed and not left out: the clerk must see that a part of the block does not fit.
    if column >= len(form.column_names):
        place = f"{form.rows[row].code} {form.rows[row].name}"
        return PastedCell(
            place=place, text=text, address="", present="", shown="", fate=Fate.REFUSED, reason="超出本表的列"
        )
    line = form.rows[row]
    cell = line.cells[column]
    columns = f" · {form.column_names[column]}" if len(form.column_names) > 1 else ""
    place = f"{line.code} {line.name}{columns}"
    if cell.kind is not CellKind.ENTRY:
        is_computed = cell.kind is CellKind.DERIVED
        return PastedCell(
            place=place,
            text=text,
            address=cell.address,
            present="",
            shown="",
            fate=Fate.COMPUTED if is_computed else Fate.REFUSED,
            reason="程序自动计算" if is_computed else "本指标不分这一栏",
        )
    return _entered(working, line, cell, place, text)


def _entered(working: WorkingYear, line: LayoutRow, cell: Cell, place: str, text: str) -> PastedCell:
    """A pasted text for a cell in which figures are typed."""
    present = working.year.reading(cell.key)
    reading = parse_quantity(text, line.unit)
    # A present text that was not understood has no value either, and would pass for an empty cell.
    same = (reading.value, reading.missing) == (present.value, present.missing) and not present.problem
    refusal = reading.message
    if not refusal and not same and working.is_given(cell):
        refusal = "统计局给定，已锁定"
    fate = Fate.REFUSED if refusal else Fate.SAME if same else Fate.FILL
    return PastedCell(
        place=place,
        text=text,
        address=cell.address,
        present=reading_text(present, line.decimals),
        shown="" if refusal else reading_text(reading, line.decimals),
        fate=fate,
        reason=refusal,
    )
