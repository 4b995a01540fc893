"""An earlier year in the grid of a form: its figures, where they come from, and correcting them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from desktop.models.grid.cell_facts import CellFacts, place_text, standing_facts
from desktop.models.grid.cell_text import CellText, EarlierText, StatusText, past_value
from desktop.models.grid.roles import Mark
from desktop.models.grid.trend import trend_of
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.past_correction import (
    correct_past,
    past_changes,
    past_facts,
    why_not_corrected,
)
from forms.errors import TianbaoError
from forms.figures.quantity import MAX_DECIMALS, canonical_decimal, decimal_places, format_quantity
from forms.reporting.layout import Cell, CellKind, LayoutRow
from forms.text.typed import shown_name

_IMPOSSIBLE = "不可能"
_WHY_IMPOSSIBLE = "这个数不可能，没有用于审核和判断；请核对原始资料，在这里更正。"


class PastYear:
    """One earlier year, as the year that is open knows it.

    Args:
        working: the year that is open.
        year: an earlier one.
    """

    def __init__(self, working: WorkingYear, year: int) -> None:
        """Read where its figures come from."""
        self._working, self.year = working, year
        self._facts = past_facts(working.year.desk, year)
        self.why_closed_whole = why_not_corrected(working.year.desk, year)

    @property
    def said(self) -> str:
        """What is to be known of the year that is shown."""
        if self.why_closed_whole:
            return f"这里是 {self.year} 年的数，只供查看。{self.why_closed_whole}"
        return (
            f"这里是 {self.year} 年的往年数据，不是本年报表。改一格要写原因，记入变更记录；"
            f"回到 {self._working.desk_year} 年度，在窗口上方选年度。"
        )

    def value_text(self, row: LayoutRow, cell: Cell) -> CellText:
        """Text of a value cell of the year."""
        value = self._value(cell)
        if value is None:
            return CellText()
        text = _shown(value, row, cell)
        is_impossible = self._is_impossible(cell)
        return CellText(
            shown=text,
            edited=canonical_decimal(value),
            problem=is_impossible,
            mark=Mark.ALARM if is_impossible else None,
            tip=_WHY_IMPOSSIBLE if is_impossible else self.origin_words(cell),
        )

    def earlier_text(self, row: LayoutRow, cell: Cell) -> EarlierText:
        """Text of the year before it."""
        value = past_value(self._working.across_breaks, cell, self.year - 1)
        return EarlierText() if value is None else EarlierText(_shown(value, row, cell))

    def status_text(self, row: LayoutRow) -> StatusText:
        """Where the figures of a row come from, or that one of them is impossible."""
        if any(self._is_impossible(cell) for cell in row.cells):
            return StatusText(_IMPOSSIBLE, Mark.ALARM, _WHY_IMPOSSIBLE)
        origins = [self._facts[cell.key].origin for cell in row.cells if cell.key in self._facts]
        return StatusText(origins[0].value) if origins else StatusText()

    def why_closed(self, cell: Cell | None) -> str:
        """Why a cell cannot be corrected, empty where it can."""
        if cell is None or cell.kind is CellKind.CLOSED:
            return "这一格没有数：本指标不按这一栏分组。"
        if cell.kind is CellKind.DERIVED:
            return "这一格由程序按公式计算，请更正它所依据的往年数据。"
        return self.why_closed_whole

    def origin_words(self, cell: Cell) -> str:
        """Where a figure comes from, as a sentence; empty where nothing is known of it."""
        fact = self._facts.get(cell.key)
        if fact is None:
            return ""
        return f"{fact.origin.value}{f'，来自{fact.source}' if fact.source else ''}"

    def facts_of(self, address: str) -> CellFacts | None:
        """The facts about a cell in this year, for the pane beside the grid."""
        working = self._working
        cell = working.cell(address)
        if cell is None:
            return None
        row = working.row(address)
        own = [("数据来源", self.origin_words(cell))] if self.origin_words(cell) else []
        return CellFacts(
            address=address,
            title=place_text(working, row, cell),
            value=self.value_text(row, cell).shown,
            earlier=self.earlier_text(row, cell).shown,
            earlier_apart="",
            earlier_why="",
            facts=(*own, *standing_facts(working, row)),
            trend=trend_of(working, row, cell) if cell.kind is not CellKind.CLOSED else None,
            findings=(),
            note="",
            source="",
            reminder="",
            attachments=(),
            log=tuple(self._log_lines(row, cell)),
            is_entry=False,
            can_be_redefined=False,
            why_closed=self.why_closed(cell),
            when=f"{self.year} 年",
            before=f"{self.year - 1} 年",
        )

    def change_lines(self, texts: Mapping[str, str]) -> list[str]:
        """What a correction would change, a line for each cell."""
        lines = []
        for address, text in texts.items():
            cell, row = self._working.cell(address), self._working.row(address)
            assert cell is not None
            before = self.value_text(row, cell).shown or "空"
            lines.append(f"{place_text(self._working, row, cell)}：{before} → {text.strip() or '空'}")
        return lines

    def correct(self, texts: Mapping[str, str], reason: str) -> str:
        """Correct figures; returns why not, empty when done. The open year must be opened anew then."""
        cells = self._working.year.layout.cell_by_address
        keyed = {cells[address].key: text for address, text in texts.items()}
        try:
            correct_past(self._working.year.desk, self.year, keyed, reason)
        except TianbaoError as error:
            return error.sentence
        return ""

    def _value(self, cell: Cell) -> Decimal | None:
        if cell.kind is CellKind.CLOSED:
            return None
        value = past_value(self._working.across_breaks, cell, self.year)
        return self._working.across_breaks.left_out(cell.key).get(self.year) if value is None else value

    def _is_impossible(self, cell: Cell) -> bool:
        return cell.kind is CellKind.ENTRY and self.year in self._working.across_breaks.left_out(cell.key)

    def _log_lines(self, row: LayoutRow, cell: Cell) -> list[str]:
        try:
            changes = past_changes(self._working.year.desk, self.year, cell.key)
        except TianbaoError:  # the file cannot be read just now
            return []
        lines = []
        for change in changes:
            old, new = ("空" if v is None else _shown(v, row, cell) for v in (change.old, change.new))
            word = "更正" if change.is_correction else "导入"
            moved = new if old == "空" else f"{old} → {new}"
            when = f"{change.at.astimezone():%Y-%m-%d %H:%M}"
            lines.append(f"{when}　{word} {moved}　{shown_name(change.actor)}　{change.reason}")
        return lines


def _shown(value: Decimal, row: LayoutRow, cell: Cell) -> str:
    """A typed figure with all its digits, a computed one with those of its row."""
    digits = 0 if cell.kind is CellKind.DERIVED else min(decimal_places(value), MAX_DECIMALS)
    return format_quantity(value, max(row.decimals, digits))
