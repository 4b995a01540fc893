"""A fault of the invented county: a figure that two units state, and that must be the same, is not.

No bundled plan has such a pair; the county's own plan declares one, as a county may whose units ask the same
people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from desktop.services.demonstration.expected import Said, When, say
from desktop.services.demonstration.figures import FIRST, invent
from desktop.services.demonstration.filing import Post
from desktop.services.demonstration.scene import Scene
from forms.figures.breakdown import TOTAL, SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.reporting.layout import lay_out

NAME = "other-unit"
_BY = Decimal(10)
"""By how much the two differ. Chosen by us."""


@frozen
class Paired:
    """Two units that state the same figure.

    Attributes:
        unit: code of the one that files first.
        item: what it states.
        other: code of the other unit.
        other_item: what that one states.
    """

    unit: str
    item: str
    other: str
    other_item: str

    @property
    def units(self) -> tuple[str, str]:
        """Both."""
        return self.unit, self.other


def paired_units(plan: Plan, units: Sequence[str]) -> Paired | None:
    """Two units whose figures can be one: how many a survey asked, and a count that nothing else is made of.

    None where there are none among the units.
    """
    asked = {one.sample_item for one in plan.indicators}
    tied = Counter(code for one in plan.indicators for code in one.items)
    tied.update(code for one in plan.relations for code in one.items)
    before: list[tuple[str, str]] = []
    for unit in units:
        own = _plain_items(plan, unit)
        for code in (one for one in own if not tied[one]):
            item = plan.item_by_code[code]
            for earlier, of in before:
                first = plan.item_by_code[of]
                if (first.unit, first.decimals) == (item.unit, item.decimals):
                    return Paired(unit=earlier, item=of, other=unit, other_item=code)
        before += [(unit, code) for code in own if code in asked]
    return None


def _plain_items(plan: Plan, unit: str) -> list[str]:
    """Items that a unit types whole, and that are no part of another row and have none."""
    bound = set()
    for form in plan.forms_of(unit):
        items = {row.code: row.item for row in form.rows}
        for row in form.rows:
            bound |= {row.item, items.get(row.part_of)} if row.part_of else set()
    typed = dict.fromkeys(cell.key.code for cell in lay_out(plan, unit).entry_cells)
    return [code for code in typed if code not in bound and not plan.item_by_code[code].breakdown]


def declared(plan: Plan, units: Sequence[str]) -> Plan:
    """The plan in which the two figures must be the same; itself where no units have such."""
    found = paired_units(plan, units)
    if found is None:
        return plan
    items = (replace(one, same_as=found.item) if one.code == found.other_item else one for one in plan.items)
    return replace(plan, items=tuple(items))


def paired_of(plan: Plan) -> Paired | None:
    """The two units, by the plan that declares their figures the same."""
    for one in plan.items:
        if one.same_as is not None:
            unit, other = (_unit_of(plan, code) for code in (one.same_as, one.code))
            return Paired(unit=unit, item=one.same_as, other=other, other_item=one.code)
    return None


def _unit_of(plan: Plan, item: str) -> str:
    return next(form.unit for form in plan.forms if any(row.item == item for row in form.rows))


def prepared(scene: Scene, post: Post) -> Post:
    """Before the second unit files: its figure is another than that of the first, in every year."""
    found = paired_of(scene.pack.plan)
    if found is None or post.unit != found.other:
        return post
    counted = [value + _BY for value in _first(scene, found)]
    return replace(post, truly={**post.truly, SeriesKey(found.other_item): counted})


def _first(scene: Scene, found: Paired) -> list[Decimal]:
    return invent(scene.pack.plan, found.unit)[SeriesKey(found.item)]


def note(scene: Scene, years: Sequence[int]) -> None:
    """Say it of both units, in each year of which the office received both, whatever else was planted."""
    found, expectation = paired_of(scene.pack.plan), scene.expectation
    both = []
    if found is not None:
        both = [year for year in years if all(expectation.is_received(unit, year) for unit in found.units)]
    for year in both:
        assert found is not None
        value = _first(scene, found)[year - FIRST]
        here, there = (found.item, value), (found.other_item, value + _BY)
        expectation.also_said(found.unit, year, _said(here, found.other, there))
        expectation.also_said(found.other, year, _said(there, found.unit, here))
    if not both:
        expectation.not_planted.append(NAME)


def _said(own: tuple[str, Decimal], unit: str, theirs: tuple[str, Decimal]) -> Said:
    cell = {
        "item": own[0],
        "breakdown": TOTAL,
        "stated": canonical_decimal(own[1]),
        "other_unit": unit,
        "other_item": theirs[0],
        "other_stated": canonical_decimal(theirs[1]),
        "relation": "same",
    }
    return say("pairs", "ok", "differs", when=When.SHOWN, details={"cells": [cell]})
