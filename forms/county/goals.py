"""How the main goals (主要目标) of a plan stand: by their counted indicators, as far as these go."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from forms.county.standing import CountedVerdict, GoalClass
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.plan.targets import Section, TargetKind


class GoalStanding(StrEnum):
    """How a goal stands by its statistics."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    TO_ASSESS = "to_assess"
    """No statistic says anything of it: people assess it (评估认定). It is never counted as met."""

    @property
    def label(self) -> str:
        """Chinese word."""
        return _LABELS[self]


_LABELS = {
    GoalStanding.MET: "达标",
    GoalStanding.PARTLY_MET: "部分达标",
    GoalStanding.NOT_MET: "未达标",
    GoalStanding.TO_ASSESS: "需评估",
}


@frozen
class GoalNow:
    """A main goal in a year.

    Attributes:
        domain: number of its domain.
        no: its number as printed.
        title: its short title.
        standing: by its counted indicators.
        met: how many of these are met.
        counted: how many apply.
        has_words_to_assess: whether it also asks for something that no statistic judges.
    """

    domain: int
    no: int
    title: str
    standing: GoalStanding
    met: int
    counted: int
    has_words_to_assess: bool

    @property
    def words(self) -> str:
        """The standing with its fraction where a part is met."""
        part = f" {self.met}/{self.counted}" if self.standing is GoalStanding.PARTLY_MET else ""
        return self.standing.label + part


def goals_now(plan: Plan, table: Sequence[CountedVerdict]) -> tuple[GoalNow, ...]:
    """Every main goal of the plan, in plan order.

    Args:
        plan: the plan of the table.
        table: its goal table (:func:`~forms.county.standing.goal_table`).
    """
    rows: dict[tuple[int, int], list[CountedVerdict]] = {}
    for one in table:
        if one.standing is not GoalClass.NOT_APPLICABLE:
            rows.setdefault((one.counted.domain, one.counted.goal), []).append(one)
    in_words = {
        (target.domain, target.item)
        for target in plan.targets
        if target.section is Section.GOAL
        and (target.kind is TargetKind.QUALITATIVE or target.indicator is None)
    }
    return tuple(
        _goal(domain.no, goal.no, goal.title, rows.get((domain.no, goal.no), []), in_words)
        for domain in plan.domains
        for goal in domain.goals
    )


def _goal(
    domain: int, no: int, title: str, rows: Sequence[CountedVerdict], in_words: set[tuple[int, int]]
) -> GoalNow:
    met = sum(1 for one in rows if one.standing.is_met)
    if not rows:
        standing = GoalStanding.TO_ASSESS
    elif met == len(rows):
        standing = GoalStanding.MET
    else:
        standing = GoalStanding.PARTLY_MET if met else GoalStanding.NOT_MET
    return GoalNow(
        domain=domain,
        no=no,
        title=title,
        standing=standing,
        met=met,
        counted=len(rows),
        has_words_to_assess=(domain, no) in in_words or not rows,
    )
