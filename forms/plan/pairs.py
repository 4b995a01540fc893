"""Figures that two units state and that must agree, as the plan declares them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forms.codes.plan import PlanCode
from forms.errors import Problem
from forms.frozen import frozen
from forms.plan.definitions import Item
from forms.plan.pack import STATISTICS, Plan


@frozen
class Pair:
    """Two items of which one says something about the other.

    Attributes:
        item: code of the one that declares it.
        other: code of the other.
        is_part: whether the first counts a part of the second, and cannot be larger; else they are the same.
    """

    item: str
    other: str
    is_part: bool


def pairs_of(plan: Plan) -> tuple[Pair, ...]:
    """Every pair of a plan, in the order of its items.

    What the statistics office owns is one figure on whosever forms it stands, so a pair by itself; another
    item on the forms of two units is two figures, as in two districts.
    """
    shared = _shared(plan)
    return tuple(pair for item in plan.items for pair in _of_item(item, is_shared=item.code in shared))


def _of_item(item: Item, *, is_shared: bool) -> Iterator[Pair]:
    if is_shared:
        yield Pair(item.code, item.code, is_part=False)
    if item.same_as is not None:
        yield Pair(item.code, item.same_as, is_part=False)
    if item.part_of is not None:
        yield Pair(item.code, item.part_of, is_part=True)


def _shared(plan: Plan) -> frozenset[str]:
    """Items of the statistics office that stand on the forms of more than one unit."""
    units: dict[str, set[str]] = {}
    for form in plan.forms:
        for row in form.rows:
            if row.item is not None and plan.item_by_code[row.item].owner == STATISTICS:
                units.setdefault(row.item, set()).add(form.unit)
    return frozenset(code for code, of in units.items() if len(of) > 1)


def check_pairs(plan: Plan) -> Iterable[Problem]:
    """Whether what an item is to agree with is another item that is counted in the same unit."""
    for item in plan.items:
        for field in ("same_as", "part_of"):
            code = getattr(item, field)
            place = f"规划.items.{item.code}.{field}"
            if code is None:
                continue
            other = plan.item_by_code.get(code)
            if other is None:
                yield Problem(PlanCode.UNDEFINED, place, f"基础数据“{code}”没有定义")
            elif other.code == item.code or other.unit != item.unit:
                yield Problem(PlanCode.PAIR, place, f"“{code}”应是另一项、计量单位也是“{item.unit}”的数据")
