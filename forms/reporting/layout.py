"""A unit's form laid out as a table: one layout for the screen, the paper and the Excel form.

The grid in the window, the PDF and the workbook must show the same rows, codes and cells, or a clerk would
compare two different things. So all of them use this layout.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from forms.figures.breakdown import TOTAL, SeriesKey, breakdown_name, join_breakdowns
from forms.frozen import frozen
from forms.plan.definitions import Indicator, Item
from forms.plan.pack import STATISTICS, Form, Plan, Row
from forms.plan.targets import Target

GIVEN, SURVEYED = "统计局提供", "专项调查"
"""What a row says of figures that the unit does not count itself, wherever the row is shown."""
GIVEN_BY_HAND = f"{GIVEN}（手工录入）"
"""The same of given figures that were typed, not taken from a base pack of the office."""
NO_SURVEY = "本年无调查"
"""In place of a verdict where a special survey was not held."""


class CellKind(StrEnum):
    """How a cell gets its figure."""

    ENTRY = "entry"
    """A figure is typed here."""
    DERIVED = "derived"
    """Computed from entries; never typed."""
    CLOSED = "closed"
    """The row has no such breakdown; the cell stays empty."""


@frozen
class Cell:
    """One cell of a form."""

    address: str
    """``<form>/<row>/<breakdown>`` (contracts 2)."""
    key: SeriesKey
    """Item or indicator and breakdown."""
    kind: CellKind
    is_given: bool = False
    """Typed here, but the statistics office's own figure (统计局提供)."""
    is_surveyed: bool = False
    """Found by a special survey alone (缺项专项调查): blank in the years without one."""


@frozen
class LayoutRow:
    """One row with everything that drawing it needs."""

    code: str
    name: str
    unit: str
    decimals: int
    depth: int
    """0 for a row of its own, 1 for 其中, 2 for 其中 of 其中."""
    cells: tuple[Cell, ...]
    """One per column of the form, in order."""
    item: Item | None
    """What is typed in this row, or None for a computed row."""
    indicator: Indicator | None
    """The indicator of this row: a computed one, or one that repeats the typed item; None if there is
    none."""
    targets: tuple[Target, ...]
    """Targets of ``indicator``."""
    needs_source: bool = False
    """Whether a figure here must say where it comes from: a given one, or the result of a special survey."""

    @property
    def is_given(self) -> bool:
        """Whether its figures are the statistics office's."""
        return any(cell.is_given for cell in self.cells)

    @property
    def is_surveyed(self) -> bool:
        """Whether a special survey alone finds its figures."""
        return any(cell.is_surveyed for cell in self.cells)

    @property
    def origin(self) -> str:
        """Who finds its figures, where that is not the unit itself: one of the words above; else empty."""
        return GIVEN if self.is_given else SURVEYED if self.is_of_survey else ""

    @property
    def is_of_survey(self) -> bool:
        """Whether it has figures only in years of a special survey, typed or computed from its results."""
        special = self.indicator is not None and self.indicator.special_survey is not None
        return self.is_surveyed or (special and self.item is None)

    @property
    def label(self) -> str:
        """Name with 其中： and indent as on paper."""
        return f"{'　' * self.depth}{'其中：' if self.depth else ''}{self.name}"


@frozen
class FormLayout:
    """A form ready to be drawn."""

    form: Form
    column_names: tuple[str, ...]
    """Chinese names of the value columns, e.g. 合计, 城市, 农村."""
    rows: tuple[LayoutRow, ...]

    @cached_property
    def cell_by_address(self) -> dict[str, Cell]:
        """All cells by address."""
        return {cell.address: cell for row in self.rows for cell in row.cells}

    @cached_property
    def entry_cells(self) -> tuple[Cell, ...]:
        """Cells in which a figure is typed, row by row."""
        return tuple(c for row in self.rows for c in row.cells if c.kind is CellKind.ENTRY)

    @cached_property
    def asked_cells(self) -> tuple[Cell, ...]:
        """Cells that must be filled every year; a survey's are not."""
        return tuple(cell for cell in self.entry_cells if not cell.is_surveyed)


@frozen
class UnitLayout:
    """All forms of a unit."""

    unit: str
    forms: tuple[FormLayout, ...]

    @cached_property
    def cells_by_key(self) -> dict[SeriesKey, tuple[Cell, ...]]:
        """The cells that show a figure, without closed ones; findings point at the first."""
        found: dict[SeriesKey, list[Cell]] = {}
        for form in self.forms:
            for cell in form.cell_by_address.values():
                if cell.kind is not CellKind.CLOSED:
                    found.setdefault(cell.key, []).append(cell)
        return {key: tuple(cells) for key, cells in found.items()}

    @cached_property
    def cell_by_address(self) -> dict[str, Cell]:
        """All cells of all forms by address."""
        return {a: cell for form in self.forms for a, cell in form.cell_by_address.items()}

    @cached_property
    def row_by_cell(self) -> dict[str, LayoutRow]:
        """The row of each cell address."""
        return {cell.address: row for form in self.forms for row in form.rows for cell in row.cells}

    @cached_property
    def entry_cells(self) -> tuple[Cell, ...]:
        """Cells in which a figure is typed, form by form; of a figure on two forms, the first."""
        unique: dict[SeriesKey, Cell] = {}
        for form in self.forms:
            for cell in form.entry_cells:
                unique.setdefault(cell.key, cell)
        return tuple(unique.values())

    @property
    def asks(self) -> bool:
        """Whether anything must be filled; not where all forms are of special surveys."""
        return any(form.asked_cells for form in self.forms)

    def form_of(self, address: str) -> FormLayout:
        """The form in which a cell stands; KeyError when the unit has no such form."""
        return self._form_by_code[address.partition("/")[0]]

    @cached_property
    def _form_by_code(self) -> dict[str, FormLayout]:
        return {layout.form.code: layout for layout in self.forms}


def lay_out(plan: Plan, unit: str) -> UnitLayout:
    """Lay out all forms of a unit; a unit without forms gets an empty layout."""
    return UnitLayout(unit, tuple(_lay_out_form(plan, form) for form in plan.forms_of(unit)))


def _lay_out_form(plan: Plan, form: Form) -> FormLayout:
    repeated = {i.identity_item: i for i in plan.indicators if i.identity_item is not None}
    depths: dict[str, int] = {}
    rows = []
    for row in form.rows:
        depths[row.code] = depths[row.part_of] + 1 if row.part_of is not None else 0
        rows.append(_lay_out_row(plan, form, row, depths[row.code], repeated))
    names = tuple(breakdown_name(column, plan.areas) for column in form.columns)
    return FormLayout(form, names, tuple(rows))


def _lay_out_row(
    plan: Plan, form: Form, row: Row, depth: int, repeated: dict[SeriesKey, Indicator]
) -> LayoutRow:
    # An item and an indicator that only repeats it are one row, whichever of the two the form names: the
    # figure is typed, and the targets of the indicator stand beside it.
    item = plan.item_by_code[row.item] if row.item is not None else None
    if item is not None:
        judged = repeated.get(SeriesKey(item.code))
    else:
        judged = plan.indicator_by_code[row.indicator or ""]
        typed = judged.identity_item
        item = plan.item_by_code[typed.code] if typed is not None else None
    subject = item if item is not None else judged
    assert subject is not None
    cells = tuple(_lay_out_cell(plan, form, row, column, item, judged) for column in form.columns)
    return LayoutRow(
        code=row.code,
        name=row.label or (judged.name if row.indicator and judged else subject.name),
        unit=subject.unit,
        decimals=subject.decimals,
        depth=depth,
        cells=cells,
        item=item,
        indicator=judged,
        targets=plan.targets_by_indicator.get(judged.code, ()) if judged else (),
        needs_source=item is not None and (_is_given(form, item) or item.code in plan.survey_results),
    )


def _lay_out_cell(
    plan: Plan, form: Form, row: Row, column: str, item: Item | None, judged: Indicator | None
) -> Cell:
    address = f"{form.code}/{row.code}/{column}"
    typed = judged.identity_item if judged is not None and row.indicator is not None else None
    if item is not None:
        inner = typed.breakdown if typed is not None else TOTAL
        breakdown = join_breakdowns(column, inner)
        is_open = column == TOTAL or (breakdown != inner and breakdown in item.breakdown)
        return Cell(
            address=address,
            key=SeriesKey(item.code, breakdown),
            kind=CellKind.ENTRY if is_open else CellKind.CLOSED,
            is_given=_is_given(form, item),
            is_surveyed=item.code in plan.survey_items,
        )
    assert judged is not None
    is_open = column == TOTAL or column in judged.breakdown
    kind = CellKind.DERIVED if is_open else CellKind.CLOSED
    return Cell(address=address, key=SeriesKey(judged.code, column), kind=kind)


def _is_given(form: Form, item: Item) -> bool:
    """Whether the statistics office owns what another unit's form shows."""
    return item.owner == STATISTICS != form.unit
