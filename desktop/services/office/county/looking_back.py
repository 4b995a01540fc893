"""The county's year beside the year before it: what explains the difference, by name."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.services.office.county.collecting import Collection, collect
from desktop.services.office.desk import OfficeDesk
from forms.county.counted import CountedSeries
from forms.county.counting import Moved, moved
from forms.errors import UserInputError
from forms.frozen import frozen
from forms.plan.pack import Plan


@frozen
class YearBefore:
    """The year before, as far as the office holds it.

    Attributes:
        before: the collection of the year before; None where nothing of it was received.
        moved: which indicators came to be met or are met no more; None likewise.
        plans: the plan version of the year before, then that of the year.
    """

    before: Collection | None
    moved: Moved | None
    plans: tuple[Plan, Plan]

    @property
    def lines(self) -> list[tuple[str, str]]:
        """It in Chinese: what it is about, and names."""
        if self.moved is None or self.before is None:
            return [("比上年", "上年没有可以汇总的数")]
        then, now = self.plans
        kind = "（上年是初步数）" if self.before.has_preliminary else ""
        lines = [("达标的项数比上年", f"{self.moved.difference:+d}{kind}")]
        named: Sequence[tuple[str, tuple[CountedSeries, ...], Plan]] = (
            ("新达标", self.moved.gained, now),
            ("不再达标", self.moved.lost, now),
            ("新增的指标达标", self.moved.added, now),
            ("退出的指标（上年达标）", self.moved.dropped, then),
        )
        return lines + [
            (word, "、".join(_name(plan, one) for one in found)) for word, found, plan in named if found
        ]


def _name(plan: Plan, one: CountedSeries) -> str:
    return plan.judged_by_code[one.key.code].name


def look_back(desk: OfficeDesk, collection: Collection) -> YearBefore:
    """Compare a collection with that of the year before, which may be provisional.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    plan = collection.pack.plan
    try:
        before = collect(desk, collection.year - 1, provisional=True)
    except UserInputError:
        # Nothing of that year counts (E-COLLECT-002), as in the first year of a plan.
        return YearBefore(None, None, (plan, plan))
    return YearBefore(before, moved(before.table, collection.table), (before.pack.plan, plan))
