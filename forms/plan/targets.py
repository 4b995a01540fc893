"""What a plan's text asks for: domains, main goals, measures, and the targets that stand in them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from forms.figures.breakdown import TOTAL
from forms.frozen import frozen
from forms.plan.duties import Duty
from forms.plan.record import added


class Section(StrEnum):
    """Part of the plan text in which a target stands."""

    GOAL = "goal"
    STRATEGY = "strategy"


class TargetKind(StrEnum):
    """How a target can be judged."""

    QUANTITATIVE = "quantitative"
    """A figure to reach, or something that must exist."""
    DIRECTIONAL = "directional"
    """提高, 降低 ...: only a direction."""
    BALANCE = "balance"
    """均衡, 相适应: two things in proportion."""
    QUALITATIVE = "qualitative"
    """No statistic; judged by hand."""


class Op(StrEnum):
    """Relation that the actual value must have to the target (contracts 3)."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="
    ABOUT = "~"
    RELATIVE_INCREASE = "relative_increase"
    EXISTS = "exists"
    INCREASE = "increase"
    DECREASE = "decrease"
    BALANCED = "balanced"


class Tier(StrEnum):
    """Which of two targets for one indicator this is."""

    FLOOR = "floor"
    ASPIRATION = "aspiration"


@frozen
class Goal:
    """A main goal (主要目标), named by a short title of our own; the official text stays in the plan."""

    no: int
    """Number as printed; numbering may skip."""
    title: str
    units: tuple[Duty, ...] = added(())
    """Who answers for it: our default until ``Plan.owners_confirmed``."""
    text: str | None = added(None)
    """The plan's own words, filled in by the county; None in the bundled packs."""


@frozen
class Domain:
    """One of the plan's development domains (发展领域)."""

    no: int
    title: str
    goals: tuple[Goal, ...]


@frozen
class Strategy:
    """A measure (策略措施), so that reports in words can refer to it."""

    domain: int
    no: int
    title: str
    units: tuple[Duty, ...] = added(())
    """Who carries it out: our default until ``Plan.owners_confirmed``."""
    text: str | None = added(None)
    """The plan's own words, filled in by the county; None in the bundled packs."""


@frozen
class Reference:
    """What a target is measured from when it is not a plain figure."""

    year: int | None = None
    """Base year of a relative target."""
    measure: str | None = None
    """``relative`` (per cent of the base value) or ``points`` (percentage points)."""
    indicator: str | None = None
    """Another indicator, whose value takes the place of the target value."""


@frozen
class Proxy:
    """That the target's indicator only stands in for what the plan asks (替代性指标), and why."""

    stands_for: str
    """What the plan asks, in a few words: 宫颈癌防治意识."""
    reason: str
    """Why that has no statistic, and what the indicator says of it."""


@frozen
class Target:
    """One row of contracts section 3: one figure, one year, one body, one disease."""

    section: Section
    domain: int
    item: int
    """Number of the goal or measure as printed."""
    kind: TargetKind
    op: Op | None
    value: Decimal | None
    unit: str | None
    year: int | None
    """Target year; None is the whole period, judged at its end."""
    tier: Tier | None = None
    reference: Reference | None = None
    hold: bool = False
    """保持, 稳定在: judged in every year."""
    order: int = 1
    """2 for the trend of a trend (上升趋势减缓)."""
    breakdown: str = TOTAL
    bodies: tuple[str, ...] = ()
    """Bodies for each of which it must hold."""
    indicator: str | None = None
    note: str | None = None
    words: str | None = added(None)
    """What a balance without a standard asks for, in few words: 合理比例. The form shows them beside the
    figure, and people judge."""
    proxy: Proxy | None = added(None)
    """Set where ``indicator`` only stands in for what the plan asks; None where it is just that."""

    @property
    def place(self) -> str:
        """Where it stands in the plan, e.g. 目标（一）8."""
        return place_text(self.section, self.domain, self.item)

    @property
    def existence(self) -> str:
        """What is to be there where the text gives no number: people are 配有, all else is 建有."""
        return "配有" if self.unit in ("人", "名") else "建有"


CHINESE_NUMERALS = "〇一二三四五六七八九十"
"""From 0 to 10, by which plans count their domains."""


def place_text(section: Section, domain: int, no: int) -> str:
    """Where a goal or a measure stands in the plan, e.g. 目标（一）8."""
    word = "目标" if section is Section.GOAL else "措施"
    return f"{word}（{CHINESE_NUMERALS[domain]}）{no}"
