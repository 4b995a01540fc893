"""The shape in which the expectations of a plan are written down."""

from dataclasses import dataclass, field


@dataclass(frozen=True, repr=False)
class PlanText:
    """What an adopted text says, read by a person who did not look at the pack.

    Attributes:
        plan_id: the pack that must say the same.
        title: as printed.
        region_code: of the county, district or city.
        office: to whom packages go.
        version: of the pack.
        goals: of each domain their number, or the numbers themselves where one is skipped.
        measures: of each domain their number.
        measured: how many figures the measures hold, by domain and number of the measure.
        checks: a row for each figure or direction of the text, with the fragment in which it stands.
        checks_of_two_rows: the same, where one sentence is two targets.
        held: section, domain, item and operator of what is to be kept.
        slowing: indicators whose rise should slow down.
        bases: base year and measure of relative targets, by target year.
        tiers: domain, item, floor and aspiration.
        follows: indicators whose target is the value of another.
        unbound: section, domain and item of targets that have no statistic, in the order of the text.
        elected: some of the indicators that change at elections only.
        not_elected: some that look alike and do not.
        surveyed: some that are found by surveys.
        least_surveys: how many typed survey results there are at least.
        sensitive: some of the items about few people.
        left_open: some of the assumptions, by code.
        earlier_figures: how many figures of earlier years the text states.
    """

    plan_id: str
    title: str
    region_code: str
    office: str
    version: str
    goals: dict
    measures: dict
    measured: dict
    checks: list
    held: set
    slowing: set
    follows: dict
    unbound: list
    left_open: set
    checks_of_two_rows: list = field(default_factory=list)
    bases: dict = field(default_factory=dict)
    tiers: set = field(default_factory=set)
    elected: set = field(default_factory=set)
    not_elected: set = field(default_factory=set)
    surveyed: set = field(default_factory=set)
    least_surveys: int = 0
    sensitive: set = field(default_factory=set)
    earlier_figures: int = 0

    def __str__(self):
        return self.plan_id

    def __repr__(self):
        """The file to mend, as a failing test shows it."""
        return f"tests/resources/texts/{self.plan_id}.py"
