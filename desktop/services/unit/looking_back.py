"""What a year is compared with on its first page: the plan of last year, and the verdicts before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.services.plans.differences import differences
from desktop.services.plans.packs import stored_pack
from desktop.services.unit.year import YearDesk
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Reading, canonical_decimal
from forms.filing.tables import verdicts_by_indicator
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.reporting.earlier import series_breaks
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from forms.verdict import Verdict


@frozen
class PlanChange:
    """One thing that differs from the plan by which last year was made.

    Attributes:
        kind: ``plan``, ``form``, ``item``, ``indicator`` or ``target``.
        change: ``new``, ``renamed``, ``changed`` or ``dropped``.
        code: of the figure or form that it is about.
        name: for people.
        detail: before and after, or who has it now; empty where the name says all.
    """

    kind: str
    change: str
    code: str
    name: str
    detail: str


def changes_of_plan(year: YearDesk) -> tuple[PlanChange, ...]:
    """How the plan in force differs, for the unit, from that of last year; empty where it does not."""
    before = _plan_before(year)
    if before is None or year.desk.unit.code not in before.unit_by_code:
        return ()
    found = differences(before, lay_out(before, year.desk.unit.code), year.desk.plan, year.layout)
    return tuple(
        PlanChange(kind=d.kind, change=d.change, code=d.indicator or d.code, name=d.name, detail=d.detail)
        for d in found
    )


def _plan_before(year: YearDesk) -> Plan | None:
    """The plan under which last year was frozen, else the version before the present one; None for none."""
    store = year.desk.store
    revision = store.latest_revision(year.year - 1)
    present = store.current_plan().digest
    if revision is not None:
        digest = revision.plan_digest
    else:
        earlier = [digest for digest, _, _ in store.plans() if digest != present]
        digest = earlier[-1] if earlier else present
    return None if digest == present else stored_pack(store.plan(digest).document).plan


def verdicts_until(year: YearDesk) -> Mapping[int, Mapping[str, tuple[Verdict, ...]]]:
    """The verdicts on the unit's targets by year and indicator, from the plan's first year to the open one.

    Earlier years are judged by the plan in force and the figures that are possible, as that year would be.
    """

    def judged() -> Mapping[int, Mapping[str, tuple[Verdict, ...]]]:
        first = year.desk.plan.period[0]
        return {y: verdicts_by_indicator(_as_of(year, y), year.layout) for y in range(first, year.year)}

    # Kept with the earlier figures: they take four times as long as the verdicts of the open year.
    return {**year.figures.remember_past("verdicts of earlier years", judged), year.year: year.verdicts}


def _as_of(year: YearDesk, past: int) -> Figures:
    """The figures as they stood when an earlier year was the reporting year."""
    figures = year.figures
    return Figures(
        plan=figures.plan,
        year=past,
        observations=dict(_observed(figures, past)),
        history={y: values for y, values in figures.history.items() if y < past},
        breaks=series_breaks(year.desk.definition_changes(), past),
    )


def _observed(figures: Figures, past: int) -> Iterator[tuple[SeriesKey, Observation]]:
    plain = figures.across_breaks()
    for key in figures.history.get(past, {}):
        value = plain.value(key, past) if key.code in figures.plan.item_by_code else None
        if value is not None:
            yield key, Observation(key=key, reading=Reading(text=canonical_decimal(value), value=value))
