"""The sheets 分性别 and 分城乡 of a collection's workbook, and what of it the plan does not ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from desktop.documents.county_book.tables import CountyTable, Number, Shown, TableColumn
from desktop.services.office.county.collecting import Collection
from forms.county.compared import AGE, RESIDENCE, SEX, TwoGroups, broken_down_by, two_groups
from forms.figures.breakdown import TOTAL, breakdown_name
from forms.figures.quantity import round_half_up
from forms.plan.definitions import Item

_PLACES = 2
"""Digits of a share, as many as an indicator has by default. Chosen by us."""


def group_tables(collection: Collection) -> list[CountyTable]:
    """The sheets; one for which the plan has no figure is left out (:func:`not_asked_for`)."""
    wanted = (
        ("分性别", SEX, ("女", "男", "女性占比（%）", "女减男")),
        ("分城乡", RESIDENCE, ("城市", "农村", "城市占比（%）", "城市减农村")),
    )
    found = []
    for name, groups, words in wanted:
        rows = [_row(collection, one) for one in two_groups(collection.supply.figures, groups)]
        if rows:
            found.append(CountyTable(name, _columns(words), rows, _METHOD))
    return found


_METHOD = (
    "个数列占比，率和平均数列两组的差（百分点或原单位）。没有要求填报的组空着，不由合计减出：合计里可能有不明。",
)


def not_asked_for(collection: Collection) -> str:
    """Which breakdowns the plan's forms do not ask for, in one line; empty where they ask for all."""
    plan = collection.pack.plan
    dimensions = (("分性别", SEX[0]), ("分城乡", RESIDENCE[0]), ("分年龄", AGE))
    lacking = [name for name, dimension in dimensions if not broken_down_by(plan, dimension)]
    return "；".join(f"{name} 0 项" for name in lacking)


def _columns(words: Sequence[str]) -> tuple[TableColumn, ...]:
    first, second, share, difference = words
    heads: Iterable[tuple[str, int]] = (
        ("指标", 44), ("计量单位", 12), ("另分", 14), ("合计", 14), (first, 14), (second, 14),
        (share, 16), (difference, 14), ("类别", 12),
    )  # fmt: skip
    return tuple(TableColumn(head, width) for head, width in heads)


def _row(collection: Collection, one: TwoGroups) -> Sequence[Shown]:
    places = one.subject.decimals
    return (
        one.subject.name,
        one.subject.unit,
        "" if one.rest == TOTAL else breakdown_name(one.rest, collection.pack.plan.areas),
        _shown(one.whole, places),
        _shown(one.first, places),
        _shown(one.second, places),
        _shown(one.share, _PLACES),
        _shown(one.difference, places),
        "基础数据" if isinstance(one.subject, Item) else "监测指标",
    )


def _shown(value: Decimal | None, places: int) -> Shown:
    return None if value is None else Number(round_half_up(value, places), places)
