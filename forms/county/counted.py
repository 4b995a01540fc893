"""Which indicators a plan's goals are counted by (监测指标), and which of their targets decide in a year."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.plan.targets import Section, Target, TargetKind, Tier


class Measure(StrEnum):
    """What a counted indicator is held against."""

    QUANTITATIVE = "quantitative"
    """A figure, or two things in proportion."""
    DIRECTIONAL = "directional"
    """A direction alone: any improvement on the base year meets it."""

    @property
    def label(self) -> str:
        """Chinese word."""
        return "量化" if self is Measure.QUANTITATIVE else "方向性"


@frozen
class CountedSeries:
    """An indicator that is counted for a goal: once, however many targets the goal has for it.

    Attributes:
        domain: number of the domain.
        goal: number of the goal in it.
        key: indicator and breakdown.
        measure: what it is held against; a figure counts before a direction.
        targets: its targets of that kind in plan order. What is only striven for (力争) is not among them.
    """

    domain: int
    goal: int
    key: SeriesKey
    measure: Measure
    targets: tuple[Target, ...]


_COUNTED = frozenset({TargetKind.QUANTITATIVE, TargetKind.BALANCE, TargetKind.DIRECTIONAL})


def counted(plan: Plan) -> tuple[CountedSeries, ...]:
    """The indicators by which the goals of a plan are counted, in plan order.

    An indicator of a qualitative goal is not counted, and one of a measure (策略措施) neither. Method: the
    national monitoring reports count 监测指标 by goal, so that an indicator of two goals counts twice.
    """
    found: dict[tuple[int, int, SeriesKey], list[Target]] = {}
    for target in plan.targets:
        if target.section is Section.GOAL and target.kind in _COUNTED and target.indicator is not None:
            key = SeriesKey(target.indicator, target.breakdown)
            found.setdefault((target.domain, target.item, key), []).append(target)
    every = (_counted(*place, targets) for place, targets in found.items())
    return tuple(one for one in every if one.targets)


def _counted(domain: int, goal: int, key: SeriesKey, targets: Sequence[Target]) -> CountedSeries:
    floors = [target for target in targets if target.tier is not Tier.ASPIRATION]
    figures = [target for target in floors if target.kind is not TargetKind.DIRECTIONAL]
    measure = Measure.QUANTITATIVE if figures else Measure.DIRECTIONAL
    return CountedSeries(domain=domain, goal=goal, key=key, measure=measure, targets=tuple(figures or floors))


def stage_in_force(
    plan: Plan, one: CountedSeries, year: int
) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
    """The targets that decide in a year, and those of stages that have passed.

    The stage in force is the earliest that is due in the year or later, else the last one.
    """
    due = sorted({plan.due_year(target) for target in one.targets})
    stage = next((one for one in due if one >= year), due[-1])
    deciding = tuple(target for target in one.targets if plan.due_year(target) == stage)
    return deciding, tuple(target for target in one.targets if plan.due_year(target) < stage)
