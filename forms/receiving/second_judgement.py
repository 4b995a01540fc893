"""A unit's targets judged twice: with the past that it states, and with the past that the office holds.

A unit that rewrites an earlier year, or breaks its series there, can silence its own warning. Both judgements
are made by the same engine from the same figures of the year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from forms.figures.breakdown import SeriesKey
from forms.filing.tables import unit_verdicts
from forms.frozen import frozen
from forms.receiving.history import Past, Place
from forms.reporting.entry import Figures
from forms.reporting.layout import UnitLayout
from forms.verdict import Verdict
from forms.verdict.warning import WarningKind, early_warnings


@frozen
class PastOfIndicator:
    """An earlier year's value of an indicator by both pasts, unrounded; None where it has none."""

    year: int
    stated: Decimal | None
    held: Decimal | None


@frozen
class JudgedTwice:
    """A target about which the two judgements differ.

    Attributes:
        name: of the indicator.
        stated: verdict with the past that the unit states.
        held: verdict with the past that the office holds.
        stated_warning: kind of the unit's own warning; None where there is none.
        held_warning: kind of the warning by the past that the office holds; None where there is none.
        past: the earlier years in which the indicator's values differ.
    """

    name: str
    stated: Verdict
    held: Verdict
    stated_warning: WarningKind | None
    held_warning: WarningKind | None
    past: tuple[PastOfIndicator, ...]

    @property
    def sentence(self) -> str:
        """Both judgements in one Chinese sentence."""
        own, ours = self.stated.summary, self.held.summary
        if own == ours:
            own, ours = _in_full(self.stated), _in_full(self.held)
        return f"{self.name}（目标 {self.stated.due_text}）：单位自报 {own}；按已验收往年数 {ours}"


def judged_twice(
    stated: Figures, layout: UnitLayout, held: Past, breaks: Mapping[str, int]
) -> tuple[JudgedTwice, ...]:
    """The targets of a unit about which the two judgements differ, in plan order.

    Args:
        stated: the unit's figures, with the past that it states.
        layout: the unit's forms.
        held: figures of earlier years that the office holds and that the unit states otherwise; None where
            the office holds that there is none.
        breaks: changes of definition that the office knows, as :attr:`Figures.breaks`.
    """
    if not held and breaks == stated.breaks:
        return ()
    ours = with_past(stated, held, breaks)
    both = unit_verdicts(stated, layout), unit_verdicts(ours, layout)
    # By identity: a warning refers to the very verdict of which it was made.
    warned = [{id(one.verdict): one.kind for one in early_warnings(stated.plan, found)} for found in both]
    return tuple(
        JudgedTwice(
            name=stated.plan.judged_by_code[own.target.indicator].name,
            stated=own,
            held=our,
            stated_warning=warned[0].get(id(own)),
            held_warning=warned[1].get(id(our)),
            past=_differing_years(stated, ours, own),
        )
        for own, our in zip(*both, strict=True)
        if own.target.indicator is not None and _told(own) != _told(our)
    )


def with_past(stated: Figures, held: Past, breaks: Mapping[str, int]) -> Figures:
    """The figures of a year with other figures of earlier years and other changes of definition."""
    history = {year: dict(values) for year, values in stated.history.items()}
    published: dict[Place, Decimal] = {}
    for (key, year), value in held.items():
        if key.code in stated.plan.judged_by_code and value is not None:
            # A rate that was published counts, whatever counts the unit states of that year.
            published[key, year] = value
            history.setdefault(year, {})
        elif value is None:
            history.get(year, {}).pop(key, None)
        else:
            history.setdefault(year, {})[key] = value
    return Figures(
        plan=stated.plan,
        year=stated.year,
        observations=stated.observations,
        history=history,
        breaks=breaks,
        published=published,
    )


def _told(verdict: Verdict) -> tuple[object, ...]:
    """What a verdict says, without its numbers."""
    return verdict.outcome, verdict.outlook, verdict.reliability.small_numbers, verdict.volatile


def _in_full(verdict: Verdict) -> str:
    outlook = "" if verdict.outlook is None else f"·{verdict.outlook.label}"
    return f"{verdict.outcome.label}{outlook}"


def _differing_years(stated: Figures, ours: Figures, verdict: Verdict) -> tuple[PastOfIndicator, ...]:
    key = SeriesKey(verdict.target.indicator or "", verdict.target.breakdown)
    own, our = stated.course_before(key), ours.course_before(key)
    years: Sequence[int] = sorted(year for year in own.keys() | our.keys() if own.get(year) != our.get(year))
    return tuple(PastOfIndicator(year, own.get(year), our.get(year)) for year in years)
