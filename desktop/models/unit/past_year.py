"""An earlier year in the grid of a form: its figures, where they come from, and correcting them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from desktop.models.grid.cell_text import CellText, EarlierText, StatusText, past_value
from desktop.models.grid.roles import Mark
from desktop.models.grid.trend import trend_of
from desktop.models.unit.cell_facts import CellFacts, place_text, standing_facts
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.past_correction import (
    PastFact,
    PastOrigin,
    correct_past,
    past_changes,
    past_facts,
    past_moves,
    planned_values,
    why_not_corrected,
)
from forms.errors import TianbaoError
from forms.figures.quantity import MAX_DECIMALS, canonical_decimal, decimal_places, format_quantity
from forms.reporting.layout import Cell, CellKind, LayoutRow
from forms.text.typed import shown_name

_IMPOSSIBLE = "不可能"
_NOT_USED = "这个数不可能，没有用于审核和判断"
_MEND = {
    CellKind.ENTRY: "请核对原始资料，在这里更正",
    CellKind.DERIVED: "它由程序按公式计算，请更正它所依据的往年数据",
}
_MEND_FINISHED = {
    PastOrigin.PLANNED: "它是规划写明的，请告知统计局",
    PastOrigin.IMPORTED: "它是导入的，请改正《往年数据》表后重新导入",
    PastOrigin.REPORTED: "它是本程序填报的，请换到那一年度改正",
}
_FINISHED = {
    PastOrigin.PLANNED: "这一格是规划写明的数，不由程序计算，在这里不能改；规划写错的请告知统计局。",
    PastOrigin.IMPORTED: "这一格是导入的数，不由程序计算；要改的，请改正《往年数据》表后重新导入。",
}
_COMPUTED = "这一格由程序按公式计算，请更正它所依据的往年数据。"


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
            tip=self._why_impossible(cell) if is_impossible else self.origin_words(cell),
        )

    def earlier_text(self, row: LayoutRow, cell: Cell) -> EarlierText:
        """Text of the year before it."""
        if cell.kind is CellKind.CLOSED:
            return EarlierText()
        value = past_value(self._working.across_breaks, cell, self.year - 1)
        if value is not None:
            return EarlierText(_shown(value, row, cell))
        impossible = self._working.across_breaks.left_out(cell.key).get(self.year - 1)
        if impossible is None:
            return EarlierText()
        return EarlierText(_shown(impossible, row, cell), _IMPOSSIBLE, f"{_NOT_USED}。")

    def status_text(self, row: LayoutRow) -> StatusText:
        """Where the figures of a row come from, or that one of them is impossible."""
        wrong = next((cell for cell in row.cells if self._is_impossible(cell)), None)
        if wrong is not None:
            return StatusText(_IMPOSSIBLE, Mark.ALARM, self._why_impossible(wrong))
        facts = [fact for cell in row.cells if (fact := self._fact(cell)) is not None]
        return StatusText("、".join(dict.fromkeys(fact.origin.value for fact in facts)))

    def why_closed(self, cell: Cell | None) -> str:
        """Why a cell cannot be corrected, empty where it can."""
        if cell is None or cell.kind is CellKind.CLOSED:
            return "这一格没有数：本指标不按这一栏分组。"
        if cell.kind is CellKind.DERIVED:
            fact = self._fact(cell)
            return _COMPUTED if fact is None else self.why_closed_whole or _FINISHED[fact.origin]
        return self.why_closed_whole

    def origin_words(self, cell: Cell) -> str:
        """Where a figure comes from, as a sentence; empty where nothing is known of it."""
        fact = self._fact(cell)
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
            why_unwritten=self.why_closed(cell),
            when=f"{self.year} 年",
            before=f"{self.year - 1} 年",
        )

    def change_lines(self, texts: Mapping[str, str]) -> list[str]:
        """What a correction would change, a line for each cell."""
        desk, cells = self._working.year.desk, self._working.year.layout.cell_by_address
        moves = past_moves(desk, self.year, {cells[address].key: text for address, text in texts.items()})
        lines = []
        for address in texts:
            cell, row = cells[address], self._working.row(address)
            if cell.key not in moves:
                continue
            move = moves[cell.key]
            old, new = ("空" if v is None else _shown(v, row, cell) for v in (move.old, move.new))
            by = f"（{PastOrigin.PLANNED.value}）" if move.is_planned else ""
            lines.append(f"{place_text(self._working, row, cell)}：{old} → {new}{by}")
        return lines

    def why_not_corrected(self, texts: Mapping[str, str]) -> str:
        """Why what was typed corrects nothing, to be said before a reason is asked; empty where it does."""
        if self.why_closed_whole:
            return self.why_closed_whole
        try:
            return "" if self.change_lines(texts) else _unchanged(texts)
        except TianbaoError as error:
            return error.sentence

    def correct(self, texts: Mapping[str, str], reason: str) -> str:
        """Correct figures; returns why not, empty when done. The open year must be opened anew then."""
        cells = self._working.year.layout.cell_by_address
        keyed = {cells[address].key: text for address, text in texts.items()}
        try:
            changed = correct_past(self._working.year.desk, self.year, keyed, reason)
        except TianbaoError as error:
            return error.sentence
        return "" if changed else _unchanged(texts)

    def _value(self, cell: Cell) -> Decimal | None:
        if cell.kind is CellKind.CLOSED:
            return None
        value = past_value(self._working.across_breaks, cell, self.year)
        return self._working.across_breaks.left_out(cell.key).get(self.year) if value is None else value

    def _is_impossible(self, cell: Cell) -> bool:
        is_closed = cell.kind is CellKind.CLOSED
        return not is_closed and self.year in self._working.across_breaks.left_out(cell.key)

    def _why_impossible(self, cell: Cell) -> str:
        left_out = self._working.across_breaks.left_out(cell.key)[self.year]
        stored = self._working.across_breaks.history.get(self.year, {}).get(cell.key)
        fact = self._facts.get(cell.key)
        if cell.kind is CellKind.DERIVED and fact is not None and stored == left_out:
            return f"{_NOT_USED}；{_MEND_FINISHED[fact.origin]}。"
        return f"{_NOT_USED}；{_MEND[cell.kind]}。"

    def _fact(self, cell: Cell) -> PastFact | None:
        """Where the figure of a cell comes from; None where it was computed, or nothing is known of it."""
        if cell.kind is CellKind.DERIVED:
            measured = self._working.across_breaks.measured(cell.key, self.year)
            if not measured.is_finished and measured.left_out is None:
                return None
        return self._facts.get(cell.key)

    def _log_lines(self, row: LayoutRow, cell: Cell) -> list[str]:
        try:
            changes = past_changes(self._working.year.desk, self.year, cell.key)
        except TianbaoError:  # the file cannot be read just now
            return []
        lines, stated = [], planned_values(self._working.year.desk, self.year).get(cell.key)
        for change in changes:
            old, new = ("空" if v is None else _shown(v, row, cell) for v in (change.old, change.new))
            if change.new is None and stated is not None:
                new = f"{_shown(stated, row, cell)}（{PastOrigin.PLANNED.value}）"
            word = "更正" if change.is_correction else "导入"
            moved = new if old == "空" else f"{old} → {new}"
            when = f"{change.at.astimezone():%Y-%m-%d %H:%M}"
            lines.append(f"{when}　{word} {moved}　{shown_name(change.actor)}　{change.reason}")
        return lines


def _unchanged(texts: Mapping[str, str]) -> str:
    if any(text.strip() for text in texts.values()):
        return "与现在的数相同，没有改动，也不用写原因。"
    return "这里本来就没有数，没有改动。"


def _shown(value: Decimal, row: LayoutRow, cell: Cell) -> str:
    """A typed figure with all its digits, a computed one with those of its row."""
    digits = 0 if cell.kind is CellKind.DERIVED else min(decimal_places(value), MAX_DECIMALS)
    return format_quantity(value, max(row.decimals, digits))
