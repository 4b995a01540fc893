"""Women beside men, towns beside villages: figures of a county's year that are broken down by two groups."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from forms.figures.breakdown import SeriesKey, format_breakdown, parse_breakdown
from forms.frozen import frozen
from forms.plan.definitions import Indicator, Item
from forms.plan.pack import Plan
from forms.reporting.entry import Figures

SEX = ("SEX", "F", "M")
"""Women, then men."""
RESIDENCE = ("RES", "U", "R")
"""Towns, then villages."""
AGE = "AGE"
_PERCENT = Decimal(100)
"""By definition."""


@frozen
class TwoGroups:
    """A figure of two groups beside each other.

    Attributes:
        subject: the item or indicator.
        rest: breakdown by what else, ``_T`` for nothing else.
        whole: the figure of both together; None where it is not known.
        first: that of the first group; None likewise.
        second: that of the other; None where it is not known, or not asked for.
    """

    subject: Item | Indicator
    rest: str
    whole: Decimal | None
    first: Decimal | None
    second: Decimal | None

    @property
    def share(self) -> Decimal | None:
        """Percentage of the first group in the whole, of what is counted; None for rates, or of no whole."""
        is_count = isinstance(self.subject, Item) and self.subject.is_additive
        if not is_count or self.first is None or not self.whole:
            return None
        return self.first / self.whole * _PERCENT

    @property
    def difference(self) -> Decimal | None:
        """First less second group, of rates, averages and the like; None for what is counted, or of a gap.

        Counts are compared by their share: their difference depends on how many people there are.
        """
        if isinstance(self.subject, Item) and self.subject.is_additive:
            return None
        return None if self.first is None or self.second is None else self.first - self.second


def two_groups(figures: Figures, groups: tuple[str, str, str]) -> tuple[TwoGroups, ...]:
    """Every figure of the plan that is broken down by two groups, items first, in the plan's order.

    Args:
        figures: of the county's year.
        groups: dimension, first group, other group: :data:`SEX` or :data:`RESIDENCE`.
    """
    dimension, first, second = groups
    found = []
    for subject in _subjects(figures.plan):
        for rest in _rests(subject.breakdown, dimension):
            outer = parse_breakdown(rest)
            keys = (
                SeriesKey(subject.code, rest),
                SeriesKey(subject.code, format_breakdown({**outer, dimension: first})),
                SeriesKey(subject.code, format_breakdown({**outer, dimension: second})),
            )
            whole, of_first, of_second = (_value(figures, subject, key) for key in keys)
            found.append(TwoGroups(subject=subject, rest=rest, whole=whole, first=of_first, second=of_second))
    return tuple(found)


def broken_down_by(plan: Plan, dimension: str) -> int:
    """How many items of a plan are asked for by a dimension."""
    return sum(any(dimension in parse_breakdown(one) for one in item.breakdown) for item in plan.items)


def _subjects(plan: Plan) -> Iterable[Item | Indicator]:
    yield from plan.items
    yield from plan.judged_by_code.values()


def _rests(breakdowns: Iterable[str], dimension: str) -> list[str]:
    """What else the breakdowns with a dimension say, each once."""
    found = (parse_breakdown(one) for one in breakdowns)
    return list(
        dict.fromkeys(
            format_breakdown({name: value for name, value in one.items() if name != dimension})
            for one in found
            if dimension in one
        )
    )


def _value(figures: Figures, subject: Item | Indicator, key: SeriesKey) -> Decimal | None:
    return figures.value(key) if isinstance(subject, Item) else figures.measured(key).value
