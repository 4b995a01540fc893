"""How a counted indicator stands in a year: in one class of the goal table (目标达标情况).

The classes of what is due are those of the plans' final reports; those of what is not due yet are the five
columns in which cities print their mid-term results.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from forms.county.counted import CountedSeries, counted, stage_in_force
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.reporting.entry import Figures
from forms.verdict import Outcome, Outlook, Verdict, judge


class GoalClass(StrEnum):
    """The class of a counted indicator; every one is in exactly one."""

    MET = "met"
    NEARLY_MET = "nearly_met"
    MISSED = "missed"
    NO_DATA = "no_data"
    """Due, and nothing to judge it by."""
    MET_EARLY = "met_early"
    ON_COURSE = "on_course"
    LAGGING = "lagging"
    IN_DOUBT = "in_doubt"
    UNDECIDED = "undecided"
    """Not due, and nothing that shows where it leads."""
    NOT_APPLICABLE = "not_applicable"
    """Counted nowhere, and named in a note."""

    @property
    def label(self) -> str:
        """Chinese heading."""
        return _LABELS[self]

    @property
    def is_met(self) -> bool:
        """Whether it counts as 达标 in the rates."""
        return self in {GoalClass.MET, GoalClass.MET_EARLY}


DUE = (
    GoalClass.MET,
    GoalClass.NEARLY_MET,
    GoalClass.MISSED,
    GoalClass.NO_DATA,
)
"""Classes of the block 到期."""
NOT_DUE = (
    GoalClass.MET_EARLY,
    GoalClass.ON_COURSE,
    GoalClass.LAGGING,
    GoalClass.IN_DOUBT,
    GoalClass.UNDECIDED,
)
"""Classes of the block 未到期."""
_LABELS: Mapping[GoalClass, str] = {
    GoalClass.MET: "达标",
    GoalClass.NEARLY_MET: "基本达标",
    GoalClass.MISSED: "未达标",
    GoalClass.NO_DATA: "无数据",
    GoalClass.MET_EARLY: "提前达标",
    GoalClass.ON_COURSE: "预期可达标",
    GoalClass.LAGGING: "进度偏慢",
    GoalClass.IN_DOUBT: "预期难以达标",
    GoalClass.UNDECIDED: "无法判断",
    GoalClass.NOT_APPLICABLE: "不适用",
}
_WORST_FIRST = (
    GoalClass.MISSED,
    GoalClass.IN_DOUBT,
    GoalClass.LAGGING,
    GoalClass.NO_DATA,
    GoalClass.UNDECIDED,
    GoalClass.NEARLY_MET,
    GoalClass.ON_COURSE,
    GoalClass.MET_EARLY,
    GoalClass.MET,
    GoalClass.NOT_APPLICABLE,
)
"""Of several targets of one stage (each body, each end of a range) the worst decides. What is known to be
missed is worse than what is not known."""
_BY_OUTLOOK: Mapping[Outlook, GoalClass] = {
    Outlook.ON_TRACK: GoalClass.ON_COURSE,
    Outlook.SLIPPING: GoalClass.ON_COURSE,
    Outlook.LAGGING: GoalClass.LAGGING,
    Outlook.AT_RISK: GoalClass.IN_DOUBT,
    Outlook.AWAY: GoalClass.IN_DOUBT,
    Outlook.FLAT: GoalClass.IN_DOUBT,
}
_UNJUDGED = frozenset({Outcome.NO_DATA, Outcome.BY_HAND})


@frozen
class CountedVerdict:
    """A counted indicator as it stands in a year.

    Attributes:
        counted: the indicator of the goal.
        standing: its class.
        verdict: the verdict that decides.
        others: further verdicts of the stage in force.
        past: verdicts on stages that have passed; shown and not counted again.
    """

    counted: CountedSeries
    standing: GoalClass
    verdict: Verdict
    others: tuple[Verdict, ...]
    past: tuple[Verdict, ...]

    @property
    def is_slipping(self) -> bool:
        """Whether it is met early and may be lost again: counted apart within 提前达标."""
        return self.standing is GoalClass.MET_EARLY and self.verdict.outlook is Outlook.SLIPPING

    @property
    def is_monitorable(self) -> bool:
        """Whether there is a figure to judge by; a figure whose outlook alone is unknown is one."""
        return self.verdict.outcome not in _UNJUDGED

    @property
    def rests_on_small_numbers(self) -> bool:
        """Whether it is marked ※; the class stays as it is."""
        return self.verdict.reliability.small_numbers


def goal_table(figures: Figures) -> tuple[CountedVerdict, ...]:
    """Every counted indicator of the plan as it stands in the year of the figures, in plan order."""
    plan = figures.plan
    return tuple(_stand(plan, one, figures) for one in counted(plan))


def _stand(plan: Plan, one: CountedSeries, figures: Figures) -> CountedVerdict:
    deciding, past = stage_in_force(plan, one, figures.year)
    verdicts = [judge(target, figures) for target in deciding]
    classes = [standing_of(verdict, nearly_counts=plan.parameters.nearly_met_counts) for verdict in verdicts]
    # Of several that stand equally badly the first in the plan's order decides.
    worst = min(range(len(verdicts)), key=lambda n: _WORST_FIRST.index(classes[n]))
    return CountedVerdict(
        counted=one,
        standing=classes[worst],
        verdict=verdicts[worst],
        others=_without(verdicts, worst),
        past=tuple(judge(target, figures) for target in past),
    )


def _without(verdicts: Sequence[Verdict], number: int) -> tuple[Verdict, ...]:
    return tuple(one for at, one in enumerate(verdicts) if at != number)


def standing_of(verdict: Verdict, *, nearly_counts: bool) -> GoalClass:
    """The class of one verdict.

    Args:
        verdict: the verdict.
        nearly_counts: whether 基本达标 counts as 达标 (``Parameters.nearly_met_counts``).
    """
    outcome = verdict.outcome
    if outcome is Outcome.NOT_APPLICABLE:
        return GoalClass.NOT_APPLICABLE
    is_met = outcome is Outcome.MET or (nearly_counts and outcome is Outcome.NEARLY_MET)
    if verdict.is_due:
        if outcome in _UNJUDGED:
            return GoalClass.NO_DATA
        if outcome is Outcome.NEARLY_MET and not nearly_counts:
            return GoalClass.NEARLY_MET
        return GoalClass.MET if is_met else GoalClass.MISSED
    if is_met:
        return GoalClass.MET_EARLY
    if outcome in _UNJUDGED or verdict.outlook is None:
        return GoalClass.UNDECIDED
    return _BY_OUTLOOK.get(verdict.outlook, GoalClass.UNDECIDED)
