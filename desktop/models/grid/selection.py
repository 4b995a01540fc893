"""What the status line says of several chosen cells: how many figures, their sum and average."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

from desktop.models.grid.cell_text import past_value
from desktop.models.grid.shown_year import ShownYear
from desktop.models.grid.table import FormGridModel, GridColumn, Index
from forms.figures.quantity import decimal_places, format_quantity
from forms.reporting.layout import CellKind, LayoutRow

_MORE_DIGITS = 2
"""Digits of an average behind those of its figures, without trailing zeros; our own choice."""
_QUOTIENT = Context(prec=34)
"""Chosen by us as in ``forms.reporting.entry``: far more digits than are shown."""
_OF_AVERAGES = frozenset({"%", "‰", "百分点", "岁", "年", "倍", "分钟", "天", "元"})
"""Units in which the plans state shares, ages, durations and earnings of one person, which do not add up.
Chosen by us."""


def selection_text(year: ShownYear, model: FormGridModel, chosen: Iterable[Index]) -> str:
    """Count, average and sum of the figures among the chosen cells; empty for fewer than two cells.

    Only figures count: no blank cell, no reason, no text that is not understood. Nothing is added up across
    units of measure; rates and percentages are not added at all, and their average is called a plain one.
    """
    cells = list(chosen)
    if len(cells) < 2:
        return ""
    found = [pair for index in cells if (pair := _figure_at(year, model, index)) is not None]
    if not found:
        return f"选中 {len(cells)} 格，没有数"
    count = f"计数 {len(found)}"
    units = {row.unit for row, _ in found}
    if len(found) == 1:
        return count
    if len(units) > 1:
        return f"{count}　计量单位不同，不求和"
    values = [value for _, value in found]
    total = sum(values, Decimal(0))
    average = _average_text(total, values)
    if not all(adds_up(row) for row, _ in found):
        return f"{count}　简单平均 {average}（比率、平均数不求和）"
    return f"{count}　平均 {average}　求和 {format_quantity(total, max(map(decimal_places, values)))}"


def adds_up(row: LayoutRow) -> bool:
    """Whether a sum of figures of a row means something: they are counts, no rates, ages or averages."""
    unit, formula = row.unit, row.indicator.formula if row.indicator is not None else None
    if row.item is None and formula is not None and (formula.denominator or formula.compare is not None):
        return False
    return unit not in _OF_AVERAGES and not unit[:1].isdigit() and not {"/", "="} & set(unit)


def _figure_at(year: ShownYear, model: FormGridModel, index: Index) -> tuple[LayoutRow, Decimal] | None:
    row, cell = model.form.rows[index.row()], model.cell_at(index)
    if cell is None or cell.kind is CellKind.CLOSED:
        return None
    if index.column() == GridColumn.EARLIER:
        value = past_value(year.across_breaks, cell, model.year - 1)
    elif model.is_value(index):
        value = past_value(year.across_breaks, cell, model.year)
    else:
        return None
    return None if value is None else (row, value)


def _average_text(total: Decimal, values: list[Decimal]) -> str:
    average = _QUOTIENT.divide(total, Decimal(len(values)))
    most = max(map(decimal_places, values)) + _MORE_DIGITS
    shown = format_quantity(average, most)
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
