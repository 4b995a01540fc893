"""目标一览: for each indicator with a target and each year of the plan, how it stood, as a shape."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.models.grid.cell_text import value_text, verdict_mark
from desktop.models.grid.roles import Mark
from desktop.models.unit.working_year import WorkingYear
from forms.figures.breakdown import TOTAL, SeriesKey
from forms.figures.quantity import format_quantity
from forms.frozen import frozen
from forms.plan.targets import CHINESE_NUMERALS, Section, Target
from forms.reporting.layout import LayoutRow
from forms.verdict import Verdict
from forms.verdict.headline import headline


class HowItStood(StrEnum):
    """How an indicator stood in a year, most welcome first."""

    MET = "met"
    ON_WAY = "on_way"
    SLOW = "slow"
    ALARM = "alarm"
    MISSED = "missed"
    NOTHING = "nothing"
    BLANK = "blank"

    @property
    def label(self) -> str:
        """Chinese word."""
        return _LABELS[self]

    @property
    def mark(self) -> Mark:
        """The shape, which is that of the status column of 填报."""
        return _MARKS[self]


_LABELS = {
    HowItStood.MET: "达标",
    HowItStood.ON_WAY: "进行中",
    HowItStood.SLOW: "进度偏慢",
    HowItStood.ALARM: "预警",
    HowItStood.MISSED: "未达标",
    HowItStood.NOTHING: "没有判断",
    HowItStood.BLANK: "未填",
}
_MARKS = {
    HowItStood.MET: Mark.GOOD,
    HowItStood.ON_WAY: Mark.UNDER_WAY,
    HowItStood.SLOW: Mark.SLOW,
    HowItStood.ALARM: Mark.ALARM,
    HowItStood.MISSED: Mark.BAD,
    HowItStood.NOTHING: Mark.NOTHING,
    HowItStood.BLANK: Mark.BLANK,
}


@frozen
class Column:
    """One indicator.

    Attributes:
        name: of its row.
        address: its cell of the open year.
        group: short place of its goal or measure: ``一 1``, ``策略``.
    """

    name: str
    address: str
    group: str


@frozen
class Spot:
    """One indicator in one year.

    Attributes:
        standing: the shape.
        words: the verdict in words, or why there is none.
        told: year, name, value and verdict in words.
    """

    standing: HowItStood
    words: str
    told: str


@frozen
class TargetPicture:
    """All targets of the unit over the years.

    Attributes:
        years: ascending; the last one is the open year.
        columns: in the order of the plan.
        spots: by year, one for each column.
    """

    years: tuple[int, ...]
    columns: tuple[Column, ...]
    spots: Mapping[int, tuple[Spot, ...]]

    @property
    def summary(self) -> str:
        """What can be judged of the open year: how many of each kind, and the alarms by name."""
        spots = self.spots[self.years[-1]] if self.years else ()
        judged = [s for s in spots if s.standing not in (HowItStood.BLANK, HowItStood.NOTHING)]
        if not judged:
            return "本年还没有可以判断的目标。"
        parts = []
        for standing in HowItStood:
            names = [c.name for c, s in zip(self.columns, spots, strict=True) if s.standing is standing]
            if names and standing not in (HowItStood.BLANK, HowItStood.NOTHING):
                which = f"（{'、'.join(names[:_NAMED])}{'等' * (len(names) > _NAMED)}）"
                told = which if standing in (HowItStood.ALARM, HowItStood.MISSED) else ""
                parts.append(f"{standing.label} {len(names)}{told}")
        return f"本年已可判断 {len(judged)} 项：{'，'.join(parts)}。"


_KNOWN_ONLY = "有数，没有更早的年份可比，不判断"
_NAMED = 3
"""Names in the summary; chosen by us, as many as stand in one line."""


def target_picture(
    working: WorkingYear, verdicts: Mapping[int, Mapping[str, tuple[Verdict, ...]]]
) -> TargetPicture:
    """Lay out the verdicts of all years.

    Args:
        working: the open year.
        verdicts: by year and indicator.
    """
    rows: dict[str, LayoutRow] = {}
    for form in working.year.layout.forms:
        for row in form.rows:
            if row.indicator is not None and any(t.op is not None for t in row.targets):
                rows.setdefault(row.indicator.code, row)
    ordered = sorted(rows.values(), key=lambda row: min(map(_place, row.targets)))
    return TargetPicture(
        years=tuple(sorted(verdicts)),
        columns=tuple(Column(row.name, row.cells[0].address, _group(row)) for row in ordered),
        spots={
            year: tuple(_spot(working, row, year, found) for row in ordered)
            for year, found in verdicts.items()
        },
    )


def _place(target: Target) -> tuple[bool, int, int]:
    return target.section is not Section.GOAL, target.domain, target.item


def _group(row: LayoutRow) -> str:
    is_measure, domain, item = min(map(_place, row.targets))
    return "策略" if is_measure else f"{CHINESE_NUMERALS[domain]} {item}"


def _spot(
    working: WorkingYear, row: LayoutRow, year: int, verdicts: Mapping[str, tuple[Verdict, ...]]
) -> Spot:
    assert row.indicator is not None
    verdict = headline(verdicts.get(row.indicator.code, ()))
    if year == working.desk_year:
        value = value_text(working, row, row.cells[0]).shown
    else:
        known = working.across_breaks.measured(SeriesKey(row.indicator.code, TOTAL), year).value
        value = format_quantity(known, max(row.decimals, 0)) if known is not None else ""
    is_open = year == working.desk_year and not value
    standing = HowItStood.BLANK if is_open else _standing(verdict)
    words = verdict.summary if verdict is not None and not is_open else standing.label
    if standing is HowItStood.NOTHING and value:
        words = _KNOWN_ONLY  # figures that were imported are not lost
    elif standing is HowItStood.NOTHING and verdict is None:
        words = "无数据"
    amount = f" {value} {row.unit}" if value else ""
    return Spot(standing, words, f"{year} 年　{row.name}{amount}　{words}")


def _standing(verdict: Verdict | None) -> HowItStood:
    if verdict is None:
        return HowItStood.NOTHING
    mark = verdict_mark(verdict)
    return next(standing for standing in HowItStood if standing.mark is mark)
