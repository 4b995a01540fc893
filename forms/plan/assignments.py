"""What a plan asks to be done: its main goals and measures, each with who answers for it."""

from __future__ import annotations

from forms.frozen import frozen
from forms.plan.duties import Duty, DutyRole
from forms.plan.pack import Plan
from forms.plan.targets import Section, place_text


@frozen
class Assignment:
    """A main goal (主要目标) or a measure (策略措施).

    Attributes:
        section: which of the two.
        domain: number of its domain.
        no: its number there, as printed.
        title: its short title.
        duties: who answers for it and who takes part; empty where nobody does.
        record: where it stands in the pack, e.g. ``规划.strategies[3]``.
    """

    section: Section
    domain: int
    no: int
    title: str
    duties: tuple[Duty, ...]
    record: str

    @property
    def place(self) -> str:
        """Where it stands in the plan, e.g. 目标（一）8."""
        return place_text(self.section, self.domain, self.no)

    def units(self, role: DutyRole) -> tuple[str, ...]:
        """Codes of the units that have this part in it."""
        return tuple(duty.unit for duty in self.duties if duty.role is role)


def assignments(plan: Plan) -> tuple[Assignment, ...]:
    """All main goals and measures, domain by domain, the goals of a domain first."""
    found: list[Assignment] = []
    for i, domain in enumerate(plan.domains):
        found += [
            Assignment(
                section=Section.GOAL,
                domain=domain.no,
                no=goal.no,
                title=goal.title,
                duties=goal.units,
                record=f"规划.domains[{i}].goals[{j}]",
            )
            for j, goal in enumerate(domain.goals)
        ]
        found += [
            Assignment(
                section=Section.STRATEGY,
                domain=domain.no,
                no=measure.no,
                title=measure.title,
                duties=measure.units,
                record=f"规划.strategies[{j}]",
            )
            for j, measure in enumerate(plan.strategies)
            if measure.domain == domain.no
        ]
    return tuple(found)
