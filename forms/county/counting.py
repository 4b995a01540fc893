"""Counting the goal table: how many indicators stand in which class, and the two rates (达标率)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from forms.county.counted import CountedSeries
from forms.county.standing import DUE, NOT_DUE, CountedVerdict, GoalClass
from forms.figures.quantity import round_half_up
from forms.frozen import frozen

K = TypeVar("K", bound=Hashable)


@frozen
class Rate:
    """A share with its fraction.

    Attributes:
        met: how many are met.
        of: of how many; 0 where there are none.
    """

    met: int
    of: int

    def percent(self, decimals: int = 1) -> Decimal | None:
        """Per cent, rounded half up once; None of none.

        Args:
            decimals: digits after the point; offices print one or two.
        """
        return round_half_up(Decimal(100 * self.met) / self.of, decimals) if self.of else None


@frozen
class Count:
    """How many indicators stand in each class.

    Attributes:
        by_class: number by class, zeros included.
        slipping: of those met early, how many may be lost again (有滑落风险).
        small: how many rest on small numbers (※).
        all_rate: 达标率, 全部口径: of all that apply.
        monitorable_rate: 达标率, 可监测口径: of those with a figure to judge by.
    """

    by_class: Mapping[GoalClass, int]
    slipping: int
    small: int
    all_rate: Rate
    monitorable_rate: Rate

    @property
    def total(self) -> int:
        """How many are counted: all but those that do not apply."""
        return self.due + self.not_due

    @property
    def due(self) -> int:
        """How many had to be met by the end of the year, or must be met every year."""
        return sum(self.by_class[one] for one in DUE)

    @property
    def not_due(self) -> int:
        """How many are due later."""
        return sum(self.by_class[one] for one in NOT_DUE)


def count(table: Iterable[CountedVerdict]) -> Count:
    """Count a goal table, or a part of it."""
    rows = list(table)
    applying = [one for one in rows if one.standing is not GoalClass.NOT_APPLICABLE]
    met = sum(1 for one in applying if one.standing.is_met)
    return Count(
        by_class={kind: sum(1 for one in rows if one.standing is kind) for kind in GoalClass},
        slipping=sum(1 for one in rows if one.is_slipping),
        small=sum(1 for one in applying if one.rests_on_small_numbers),
        all_rate=Rate(met, len(applying)),
        monitorable_rate=Rate(met, sum(1 for one in applying if one.is_monitorable)),
    )


def count_by(table: Iterable[CountedVerdict], part: Callable[[CountedSeries], K]) -> dict[K, Count]:
    """Count a goal table by parts of it, in the order in which they occur.

    Args:
        table: the goal table.
        part: to which part an indicator belongs, such as its domain.
    """
    rows: dict[K, list[CountedVerdict]] = {}
    for one in table:
        rows.setdefault(part(one.counted), []).append(one)
    return {name: count(of_part) for name, of_part in rows.items()}


@frozen
class Moved:
    """What explains the difference between two years' numbers of met indicators, by name.

    Attributes:
        gained: met now and not in the year before.
        lost: met in the year before and not now.
        added: met now, and not counted in the year before.
        dropped: met in the year before, and not counted any more.
    """

    gained: tuple[CountedSeries, ...]
    lost: tuple[CountedSeries, ...]
    added: tuple[CountedSeries, ...]
    dropped: tuple[CountedSeries, ...]

    @property
    def difference(self) -> int:
        """Met now less met in the year before."""
        return len(self.gained) + len(self.added) - len(self.lost) - len(self.dropped)


def moved(before: Sequence[CountedVerdict], now: Sequence[CountedVerdict]) -> Moved:
    """Compare the goal tables of two years, each judged by the plan version of its year."""
    then = {_place(one.counted): one for one in before if one.standing is not GoalClass.NOT_APPLICABLE}
    here = {_place(one.counted): one for one in now if one.standing is not GoalClass.NOT_APPLICABLE}
    met_then = {place for place, one in then.items() if one.standing.is_met}
    met_now = {place for place, one in here.items() if one.standing.is_met}
    return Moved(
        gained=tuple(here[place].counted for place in here if place in met_now - met_then and place in then),
        lost=tuple(then[place].counted for place in then if place in met_then - met_now and place in here),
        added=tuple(here[place].counted for place in here if place in met_now and place not in then),
        dropped=tuple(then[place].counted for place in then if place in met_then and place not in here),
    )


def _place(one: CountedSeries) -> Hashable:
    return one.domain, one.goal, one.key
