"""Which revision of each unit's year counts for the county, and whether that is final (初步数)."""

from __future__ import annotations

from datetime import date

from db.office.records import DecisionKind, ReceivedPackage
from desktop.services.office.facts.unit_year import UnitYear
from forms.filing.receipt_time import day_in_beijing
from forms.frozen import frozen
from forms.receiving.state import OfficeState

_UNDER_REVIEW = frozenset({OfficeState.RECEIVED, OfficeState.QUESTIONED, OfficeState.ANSWERED})
"""States in which the current revision is admitted and not accepted yet."""


@frozen
class CountedFiling:
    """What counts of a unit's year.

    Attributes:
        unit: code of the unit.
        state: of its year; of a year that was frozen (定库) it is that before, as it counts the same.
        package: what counts; None where nothing does.
        is_preliminary: whether it is not accepted, or was and the year is open again (初步数).
        arrived: day on which it arrived; None where nothing counts.
        late: days after the deadline.
    """

    unit: str
    state: OfficeState
    package: ReceivedPackage | None
    is_preliminary: bool
    arrived: date | None
    late: int

    @property
    def is_missing(self) -> bool:
        """Whether the unit is to report and nothing of it counts."""
        return self.package is None and self.state is not OfficeState.EXCUSED


def counted_filing(unit_year: UnitYear) -> CountedFiling:
    """What counts of a unit's year: what was accepted; else what is under review.

    Of a year that was reopened, or whose revisions contradict each other, it is what was accepted before.
    What waits for a decision never counts, nor does what was accepted and is no longer taken for the unit's,
    unless the year is frozen with it.
    """
    content, is_preliminary = unit_year.accepted, False
    if content is None:
        is_preliminary = True
        current = unit_year.current
        if unit_year.state in _UNDER_REVIEW and current is not None:
            content = current.content
        else:
            content = _accepted_before(unit_year)
    if unit_year.state is not OfficeState.CLOSED and content not in unit_year.lineage.places:
        content = None
    package = None if content is None else unit_year.of_content(content)
    late = 0
    if package is not None:
        time = next(fact for fact in unit_year.facts(package) if fact.name == "time")
        late = int((time.details or {}).get("days") or 0)
    return CountedFiling(
        unit=unit_year.unit,
        state=OfficeState.ACCEPTED if unit_year.state is OfficeState.CLOSED else unit_year.state,
        package=package,
        is_preliminary=package is not None and is_preliminary,
        arrived=None if package is None else day_in_beijing(unit_year.arrived(package)),
        late=late,
    )


def _accepted_before(unit_year: UnitYear) -> str | None:
    found = [one.content for one in unit_year.standing if one.kind is DecisionKind.ACCEPT]
    return found[-1] if found else None
