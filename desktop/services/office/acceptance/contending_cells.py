"""The cells in which contradicting revisions differ, typed and computed, with what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from db.office.records import StatedValue
from desktop.services.office.facts.figure import figure_address
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Missing, canonical_decimal
from forms.filing.tables import verdicts_by_indicator
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.plan.series_name import series_name
from forms.receiving.comparison import differing_cells
from forms.reporting.entry import Figures
from forms.reporting.layout import Cell, CellKind, LayoutRow, UnitLayout
from forms.verdict import Verdict
from forms.verdict.headline import headline


@frozen
class SeenFigure:
    """What a revision states in a cell.

    Attributes:
        value: the figure, exact; None where there is none.
        words: what stands in its place, in Chinese; empty where there is a figure, or nothing at all.
    """

    value: Decimal | None
    words: str = ""


@frozen
class ContendingCell:
    """A cell in which revisions differ.

    Attributes:
        address: of the cell; of a figure of an earlier year its series.
        form: title of its form; empty where it stands on none.
        code: of its row; empty where it stands on none.
        name: of its row, with its breakdown.
        unit: of the figure, in Chinese.
        decimals: how many are shown at least.
        year: the year of the figure.
        is_computed: whether it follows from others.
        last: what the office holds of the year before; None where it holds nothing, and of earlier years.
        before: what the revision states that all of them replace; None where that is not held.
        stated: what each states, in their order.
        verdicts: by each, the most urgent verdict on the row's indicator; None where there is none.
        is_judged: whether the row has targets at all.
    """

    address: str
    form: str
    code: str
    name: str
    unit: str
    decimals: int
    year: int
    is_computed: bool
    last: Decimal | None
    before: SeenFigure | None
    stated: tuple[SeenFigure, ...]
    verdicts: tuple[Verdict | None, ...] = ()
    is_judged: bool = False


@frozen
class Side:
    """A revision with its figures.

    Attributes:
        values: as it states them, earlier years included.
        figures: the same, with what is computed of them.
        judged: the same with the earlier years that the office holds.
    """

    values: Sequence[StatedValue]
    figures: Figures
    judged: Figures


@frozen
class Counted:
    """The figures of one year by series, and what is computed of them.

    Attributes:
        plan: by which they are computed.
        year: of the figures.
        known: figures of items, and published rates.
    """

    plan: Plan
    year: int
    known: Mapping[SeriesKey, Decimal] = field(default_factory=dict)

    def value(self, key: SeriesKey) -> Decimal | None:
        """A figure, typed, published or computed; None where not everything is known for it."""
        if key in self.known or key.code in self.plan.item_by_code:
            return self.known.get(key)
        figures = Figures(plan=self.plan, year=self.year + 1, history={self.year: self.known})
        return figures.measured(key, self.year).value


def contending_cells(
    layout: UnitLayout, sides: Sequence[Side], before: Side | None, last: Counted
) -> tuple[tuple[ContendingCell, ...], int]:
    """The cells in which revisions differ, and how many cells of the year are the same in all.

    Args:
        layout: the unit's forms.
        sides: the revisions.
        before: the one that all of them replace; None where it is not held.
        last: what the office holds of the year before.
    """
    found = []
    same = 0
    verdicts = [verdicts_by_indicator(one.judged, layout) for one in sides]
    for form in layout.forms:
        for row in form.rows:
            judged = [
                headline(of.get(row.indicator.code, ())) if row.indicator is not None else None
                for of in verdicts
            ]
            for cell in row.cells:
                if cell.kind is CellKind.CLOSED:
                    continue
                stated = tuple(_seen(one.figures, cell) for one in sides)
                if len(set(stated)) == 1:
                    same += 1
                    continue
                found.append(
                    ContendingCell(
                        address=cell.address,
                        form=form.form.title,
                        code=row.code,
                        name=_name(last.plan, row, cell),
                        unit=row.unit,
                        decimals=row.decimals,
                        year=last.year + 1,
                        is_computed=cell.kind is CellKind.DERIVED,
                        last=last.value(cell.key),
                        before=None if before is None else _seen(before.figures, cell),
                        stated=stated,
                        # A row has one verdict, which is told at its first cell.
                        verdicts=tuple(judged) if cell is row.cells[0] else (None,) * len(sides),
                        is_judged=bool(row.targets) and cell is row.cells[0],
                    )
                )
    return (*found, *_elsewhere(layout, sides, before, last)), same


def _name(plan: Plan, row: LayoutRow, cell: Cell) -> str:
    """Name of a row as on paper, with the breakdown of a cell that is not its first."""
    if cell is row.cells[0]:
        return row.label
    bare = series_name(plan, SeriesKey(cell.key.code))
    return f"{row.label}{series_name(plan, cell.key).removeprefix(bare)}"


def _seen(figures: Figures, cell: Cell) -> SeenFigure:
    if cell.kind is CellKind.DERIVED:
        measured = figures.measured(cell.key)
        if measured.value is not None:
            return SeenFigure(measured.value)
        return SeenFigure(None, Missing.NOT_APPLICABLE.label if measured.missing else "")
    observation = figures.observations.get(cell.key)
    if observation is None:
        return SeenFigure(None)
    reading = observation.reading
    if reading.value is not None:
        return SeenFigure(reading.value)
    return SeenFigure(None, reading.text if reading.missing is None else reading.missing.label)


def _elsewhere(
    layout: UnitLayout, sides: Sequence[Side], before: Side | None, last: Counted
) -> Iterator[ContendingCell]:
    """What differs in earlier years, or in what stands on no form of the unit."""
    own = {(address, last.year + 1) for address in layout.cell_by_address}
    stated = [_by_place(one.values) for one in sides]
    ground = None if before is None else _by_place(before.values)
    texts = [{place: _text(one) for place, one in of.items()} for of in stated]
    for one in differing_cells(*texts):
        place = one.cell, one.year
        if place in own:
            continue
        first = next(of[place] for of in stated if place in of)
        key = SeriesKey(first.item, first.breakdown)
        thing = last.plan.item_by_code.get(first.item) or last.plan.judged_by_code.get(first.item)
        yield ContendingCell(
            address=one.cell,
            form="",
            code="",
            name=series_name(last.plan, key),
            unit="" if thing is None else thing.unit,
            decimals=0 if thing is None else thing.decimals,
            year=one.year,
            is_computed=False,
            last=None,
            before=None if ground is None else _stated(ground.get(place)),
            stated=tuple(_stated(of.get(place)) for of in stated),
            verdicts=(None,) * len(sides),
        )


def _by_place(values: Sequence[StatedValue]) -> dict[tuple[str, int], StatedValue]:
    return {(figure_address(one), one.year): one for one in values}


def _stated(value: StatedValue | None) -> SeenFigure:
    if value is None or value.value is not None:
        return SeenFigure(None if value is None else value.value)
    known = value.missing in set(Missing)
    return SeenFigure(None, Missing(value.missing).label if known else value.missing or value.text)


def _text(value: StatedValue) -> str:
    return value.missing or value.text if value.value is None else canonical_decimal(value.value)
