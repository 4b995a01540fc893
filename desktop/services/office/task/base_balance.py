"""Base figures beside each other: what the blocking checks of the plan refuse between them is not given.

A unit cannot change a given cell; figures that contradict each other would keep it from 定稿 for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from desktop.documents.base_figures.table import BaseReading
from forms.codes.base import BaseCode
from forms.errors import Problem
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Reading, canonical_decimal
from forms.findings import balance
from forms.findings.balance import breakdown_families
from forms.findings.checker import Checker
from forms.findings.finding import Level
from forms.frozen import frozen
from forms.letters.base_figure import BaseFigure
from forms.plan.pack import Plan
from forms.plan.series_name import series_name
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out


@frozen
class _Contradiction:
    """Figures of a year that contradict each other, and why."""

    year: int
    keys: tuple[SeriesKey, ...]
    message: str


def without_contradictions(reading: BaseReading, plan: Plan) -> BaseReading:
    """A table of which the figures that contradict each other are refused (E-BASE-011).

    Each year is checked by itself, on the forms of every unit, with the figures of the table alone: what the
    table does not have is not known, and what hangs on it is not refused.

    Args:
        reading: the table as it was read.
        plan: whose sums, parts and chains count.
    """
    places = dict(zip(((one.key, one.year) for one in reading.figures), reading.places, strict=True))
    refused: dict[tuple[SeriesKey, int], None] = {}
    problems: list[Problem] = []
    for one in _contradictions(plan, reading.figures):
        cells = [(key, one.year) for key in one.keys if (key, one.year) in places]
        refused.update(dict.fromkeys(cells))
        where = "、".join(places[cell] for cell in cells)
        problems.append(
            Problem(BaseCode.IMBALANCE, where, f"{one.year} 年的数互相矛盾：{one.message}，请核对")
        )
    if not problems:
        return reading
    kept = [
        (figure, place)
        for figure, place in zip(reading.figures, reading.places, strict=True)
        if (figure.key, figure.year) not in refused
    ]
    return replace(
        reading,
        figures=tuple(figure for figure, _ in kept),
        places=tuple(place for _, place in kept),
        problems=(*reading.problems, *problems),
        refused=reading.refused + len(refused),
    )


def _contradictions(plan: Plan, figures: Sequence[BaseFigure]) -> Iterator[_Contradiction]:
    """Every one once, though several units have it on their forms."""
    layouts = [(unit.code, lay_out(plan, unit.code)) for unit in plan.units]
    checkers = [Checker(plan, unit, layout, balance.RULES) for unit, layout in layouts if layout.entry_cells]
    for year in sorted({one.year for one in figures}):
        given = {one.key: _observed(one) for one in figures if one.year == year}
        seen: list[set[SeriesKey]] = []
        for checker in checkers:
            for finding in checker.check(Figures(plan=plan, year=year, observations=given)).findings:
                if finding.enforcement is Level.MANDATORY and set(finding.keys) not in seen:
                    seen.append(set(finding.keys))
                    yield _Contradiction(year, tuple(finding.keys), finding.message)
        for one in _greater_parts(plan, year, given):
            # A check of a form has named the pair already, perhaps with further figures.
            if not any(keys.issuperset(one.keys) for keys in seen):
                yield one


def _greater_parts(plan: Plan, year: int, given: Mapping[SeriesKey, Observation]) -> Iterator[_Contradiction]:
    """Parts greater than their whole: a sum of which other parts are not known, or that is on no form."""
    for code in dict.fromkeys(key.code for key in given):
        item = plan.item_by_code[code]
        for whole, _, parts in breakdown_families(item) if item.is_additive else ():
            total = _value(given, SeriesKey(code, whole))
            for part in parts:
                value = _value(given, SeriesKey(code, part))
                if total is not None and value is not None and value > total:
                    keys = SeriesKey(code, part), SeriesKey(code, whole)
                    names = [series_name(plan, key) for key in keys]
                    said = (
                        f"“{names[0]}”{canonical_decimal(value)} 大于“{names[1]}”{canonical_decimal(total)}"
                    )
                    yield _Contradiction(year, keys, said)


def _value(given: Mapping[SeriesKey, Observation], key: SeriesKey) -> Decimal | None:
    found = given.get(key)
    return None if found is None else found.reading.value


def _observed(figure: BaseFigure) -> Observation:
    reading = Reading(text=figure.text, value=figure.value, missing=figure.missing)
    return Observation(key=figure.key, reading=reading, source=figure.source)
