"""Which units state the very past that the office holds, told by digests, without reading a figure.

A board of hundreds of units must not read all figures of ten years. A unit about which the digests do not
decide is left out, and its figures are compared as usual.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from db.office.records import Decision, DecisionKind, ReceivedPackage
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.decided_year import in_force
from desktop.services.office.facts.ledger import Ledger, ledger_of
from desktop.services.office.facts.unit_year import UnitYear
from forms.receiving.state import OfficeState

_ACCEPTED = frozenset({OfficeState.ACCEPTED, OfficeState.CLOSED})
"""States of a year whose acceptance stands."""


def same_pasts(desk: OfficeDesk, ledger: Ledger, units: Iterable[str]) -> set[str]:
    """Those of some units whose current package has the past that the office holds, and the same breaks.

    Every acceptance was held against those before it. So where nobody decided about an earlier figure, and
    the years were accepted in their order, the last accepted package has the past that is held.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    published = {one.key.code for one in desk.store.past_values() if one.year < ledger.year}
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for one in desk.store.decisions_of_past():
        decisions[one.unit].append(one)
    before = ledger_of(desk, ledger.year - 1)
    return {
        unit
        for unit in units
        if not _is_published(ledger, unit, published)
        and _is_same(ledger.unit_year(unit), before.unit_year(unit), in_force(decisions[unit]))
    }


def _is_published(ledger: Ledger, unit: str, published: Collection[str]) -> bool:
    """Whether the office published anything that stands on a unit's forms: then figures are compared."""
    if not published:
        return False
    plans = (ledger.plan, *ledger.plans.values())
    rows = (row for plan in plans for form in plan.forms_of(unit) for row in form.rows)
    return any(code in published for row in rows for code in (row.item, row.indicator))


def _is_same(unit_year: UnitYear, before: UnitYear, decisions: list[Decision]) -> bool:
    package = unit_year.current
    if package is None or unit_year.declares_changes(package):
        return False
    others = [one for one in decisions if one.year != unit_year.year]
    accepted = [one.year for one in others if one.kind is DecisionKind.ACCEPT]
    if not accepted:
        return True  # the office holds nothing with which it could differ
    # The last accepted package speaks for all only where each year was held against those before it, and
    # where it is that of the year before, which is read here.
    is_in_order = accepted == sorted(accepted) and accepted[-1] == before.year
    if not is_in_order or any(one.kind is not DecisionKind.ACCEPT for one in others):
        return False
    last = before.of_content(before.accepted or "")
    if last is None or before.state not in _ACCEPTED or before.declares_changes(last):
        return False
    return _agree(unit_year, package, before.past_digests(last))


def _agree(unit_year: UnitYear, package: ReceivedPackage, held: Mapping[int, str] | None) -> bool:
    stated = unit_year.past_digests(package)
    if not held or stated is None:
        return False
    past = {year: digest for year, digest in stated.items() if year < unit_year.year}
    return past == held
