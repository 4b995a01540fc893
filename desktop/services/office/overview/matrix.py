"""The year as a matrix, units by the rows of their forms: what is filled, left out, asked or to be warned of.

No row stands on the forms of two units; so each unit's rows follow each other from the left.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum

from db.office.records import StatedValue
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.judged import warnings_of
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.unit_year import UnitYear
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.reporting.layout import CellKind, FormLayout, LayoutRow, lay_out


class RowStanding(StrEnum):
    """How a row of a form stands, what is to be seen first standing first."""

    ASKED = "asked"
    """A question about it is open."""
    WARNED = "warned"
    """Its target wants attention, judged by the past that the office holds."""
    GAP = "gap"
    """A cell of it is empty, without a reason."""
    REASON = "reason"
    """No figure stands there, with a reason."""
    FILLED = "filled"
    COMPUTED = "computed"
    """Of its figures nothing is to be said."""
    AWAITED = "awaited"
    """Nothing counts of the unit, or not yet."""

    @property
    def label(self) -> str:
        """Chinese words."""
        return _LABELS[self]


_LABELS = {
    RowStanding.ASKED: "有疑问",
    RowStanding.WARNED: "预警",
    RowStanding.GAP: "缺格",
    RowStanding.REASON: "写了原因，没有数",
    RowStanding.FILLED: "已填",
    RowStanding.COMPUTED: "由程序计算",
    RowStanding.AWAITED: "没有在用的一版",
}


@frozen
class MatrixCell:
    """A row of a unit's form.

    Attributes:
        form: title of the form.
        row: what the row is called.
        standing: what is to be seen first of it.
        words: what else there is to say, in Chinese; empty where nothing is.
    """

    form: str
    row: str
    standing: RowStanding
    words: str = ""


@frozen
class MatrixLine:
    """A unit with all rows of its forms.

    Attributes:
        unit: its code.
        name: its short name.
        cells: the rows, in the order of its forms.
    """

    unit: str
    name: str
    cells: tuple[MatrixCell, ...]


def matrix_of(desk: OfficeDesk, year: int) -> list[MatrixLine]:
    """The units that are to report, in the plan's order, with how each row of their forms stands.

    Args:
        desk: the office's desk.
        year: reporting year of the plan.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    ledger = ledger_of(desk, year)
    return [
        MatrixLine(one.code, one.name, _cells(desk, ledger.plan, ledger.unit_year(one.code)))
        for one in ledger.plan.reporting_units
    ]


def _cells(desk: OfficeDesk, plan: Plan, unit_year: UnitYear) -> tuple[MatrixCell, ...]:
    current = unit_year.current
    if current is None or not unit_year.is_comparable(current):
        layout = lay_out(plan, unit_year.unit)
        rows = ((form, row) for form in layout.forms for row in form.rows)
        return tuple(MatrixCell(form.form.title, row.name, RowStanding.AWAITED) for form, row in rows)
    layout = lay_out(unit_year.filed_plan(current) or plan, unit_year.unit)
    stated: dict[str, list[StatedValue]] = defaultdict(list)
    for value in desk.store.values(current.content):
        if value.year == current.year:
            stated[f"{value.form}/{value.row}"].append(value)
    seen = _Seen(
        stated=stated,
        gaps={_row_of(cell) for cell in _gaps(unit_year)},
        asked={_row_of(one.question.cell) for one in unit_year.questions if one.state.is_open},
        warned={
            one.verdict.target.indicator or "": one.kind.label
            for one in warnings_of(desk, unit_year, current)
        },
    )
    return tuple(_cell(form, row, seen) for form in layout.forms for row in form.rows)


@frozen
class _Seen:
    """What is known of a unit's rows, by ``form/row``; warnings by their indicator."""

    stated: dict[str, list[StatedValue]]
    gaps: set[str]
    asked: set[str]
    warned: dict[str, str]


def _row_of(address: str) -> str:
    return "/".join(address.split("/")[:2])


def _gaps(unit_year: UnitYear) -> list[str]:
    assert unit_year.current is not None
    complete = next((one for one in unit_year.facts(unit_year.current) if one.name == "complete"), None)
    return [] if complete is None else list((complete.details or {}).get("cells", []))


def _cell(form: FormLayout, row: LayoutRow, seen: _Seen) -> MatrixCell:
    place = f"{form.form.code}/{row.code}"
    warned = next((seen.warned[cell.key.code] for cell in row.cells if cell.key.code in seen.warned), "")
    values = seen.stated.get(place, [])
    is_typed = any(cell.kind is CellKind.ENTRY for cell in row.cells)
    found = {
        RowStanding.ASKED: place in seen.asked,
        RowStanding.WARNED: bool(warned),
        RowStanding.GAP: place in seen.gaps,
        RowStanding.REASON: any(one.missing for one in values),
        RowStanding.FILLED: is_typed,
    }
    standing = next((one for one, is_so in found.items() if is_so), RowStanding.COMPUTED)
    return MatrixCell(form.form.title, row.name, standing, warned)
