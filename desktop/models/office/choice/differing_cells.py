"""The cells in which the candidates of a fork differ, as lines of a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from desktop.models.grid.cell_text import verdict_mark
from desktop.models.office.cells import Look, ShownCell, ShownLine
from desktop.services.office.acceptance.contending import Contention
from desktop.services.office.acceptance.contending_cells import ContendingCell, SeenFigure
from forms.figures.quantity import MAX_DECIMALS, format_quantity, round_half_up

MINUS = "−"
_MOST_DECIMALS = MAX_DECIMALS + 20
"""Digits behind the point by which two figures are told apart, as ``format_apart`` has it. Chosen by us."""


def groups_of(cells: Sequence[ContendingCell]) -> tuple[tuple[int, int], ...]:
    """Neighbouring cells of one form: number of the first, and how many."""
    found: list[tuple[int, int]] = []
    for number, one in enumerate(cells):
        if found and _form(cells[number - 1]) == _form(one):
            found[-1] = found[-1][0], found[-1][1] + 1
        else:
            found.append((number, 1))
    return tuple(found)


def _form(one: ContendingCell) -> str:
    return one.form or f"{one.year} 年往年数"


def heads_of(found: Contention, names: Sequence[str]) -> tuple[str, ...]:
    """Heads of the table.

    Args:
        found: the revisions between which a person chooses.
        names: how the candidates are called.
    """
    before = () if found.predecessor is None else (f"第 {found.predecessor} 版",)
    apart = tuple(f"{name} {MINUS} {names[0]}" for name in names[1:])
    judged = tuple(f"按{name}判定" for name in names)
    return ("报表", "代码", "指标名称", "计量单位", "上年已验收", *before, *names, *apart, *judged)


def line_of(found: Contention, one: ContendingCell) -> ShownLine:
    """The line of a cell; what a candidate changed against the revision that all replace is bold."""
    beside = [] if one.before is None else [one.before]
    decimals = _decimals([of.value for of in (*beside, *one.stated)], one.decimals)
    last = ShownCell(
        "" if one.last is None else format_quantity(one.last, decimals), look=Look.GREY, is_figure=True
    )
    before = [] if found.predecessor is None else [_figure(one.before or SeenFigure(None), decimals)]
    changed = [one.before is not None and of != one.before for of in one.stated]
    looks = [Look.STRONG if is_changed else Look.PLAIN for is_changed in changed]
    stated = [_figure(of, decimals, look) for of, look in zip(one.stated, looks, strict=True)]
    apart = [_apart(one.stated[0], of, decimals) for of in one.stated[1:]]
    judged = [_judged(one, place) for place in range(len(one.stated))]
    words = (
        ShownCell(_form(one)),
        ShownCell(one.code, look=Look.GREY),
        ShownCell(one.name),
        ShownCell(one.unit, look=Look.GREY),
    )
    return ShownLine((*words, last, *before, *stated, *apart, *judged), is_shaded=one.is_computed)


def _decimals(values: Sequence[Decimal | None], least: int) -> int:
    """As many decimals as tell different figures apart."""
    exact = {value for value in values if value is not None}
    decimals = least
    while decimals < _MOST_DECIMALS and len({format_quantity(one, decimals) for one in exact}) < len(exact):
        decimals += 1
    return decimals


def _figure(seen: SeenFigure, decimals: int, look: Look = Look.PLAIN) -> ShownCell:
    text = seen.words or "（空）" if seen.value is None else format_quantity(seen.value, decimals)
    return ShownCell(text.replace("-", MINUS), None, look, is_figure=True)


def _apart(first: SeenFigure, other: SeenFigure, decimals: int) -> ShownCell:
    if first.value is None or other.value is None:
        return ShownCell("", is_figure=True)
    apart = other.value - first.value
    while apart and decimals < _MOST_DECIMALS and not round_half_up(apart, decimals):
        decimals += 1  # a difference is not shown as none
    sign = "+" if apart > 0 else ""
    return ShownCell(f"{sign}{format_quantity(apart, decimals)}".replace("-", MINUS), is_figure=True)


def _judged(one: ContendingCell, place: int) -> ShownCell:
    verdict = one.verdicts[place] if one.verdicts else None
    if verdict is None:
        return ShownCell("不判定" if one.is_computed and not one.is_judged else "", look=Look.GREY)
    return ShownCell(verdict.summary, verdict_mark(verdict))


def summary_of(found: Contention) -> str:
    """How many cells were typed, computed or are of earlier years, how many are equal, what bold means."""
    if not found.cells:
        return f"{found.same} 格的数都相同" + (
            f"，不同的只有：{'、'.join(found.otherwise)}" if found.otherwise else ""
        )
    computed = sum(one.is_computed for one in found.cells)
    past = sum(not one.form for one in found.cells)
    typed = len(found.cells) - computed - past
    parts = [
        f"{word} {count}" for word, count in (("填报", typed), ("计算", computed), ("往年", past)) if count
    ]
    bold = "" if found.predecessor is None else f"。粗体：与第 {found.predecessor} 版不同"
    return f"{'，'.join(parts)}；另外 {found.same} 格相同，不列{bold}"
