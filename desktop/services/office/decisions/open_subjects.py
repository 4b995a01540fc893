"""What is open of the facts that are decided by subject: cells, items and indicators."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from db.office.records import ReceivedPackage
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.given import BASE
from desktop.services.office.facts.past import history_fact
from desktop.services.office.facts.unit_year import UnitYear


def open_history(desk: OfficeDesk, unit_year: UnitYear, current: ReceivedPackage) -> dict[str, str]:
    """The figures that the office holds, by the differing earlier figures about which nobody decided."""
    cells = (history_fact(desk, unit_year, current).details or {}).get("cells", [])
    return {f"{one['item']}/{one['breakdown']}/{one['year']}": one["accepted"] or "" for one in cells}


def open_definitions(_desk: OfficeDesk, unit_year: UnitYear, current: ReceivedPackage) -> list[str]:
    """Codes of indicators and items whose definition differs, and about which nobody decided."""
    fact = next((one for one in unit_year.facts(current) if one.name == "definition"), None)
    details = (fact.details or {}) if fact is not None else {}
    changes = [one["code"] for one in details.get("changes", [])]
    return list(dict.fromkeys([*details.get("indicators", []), *details.get("items", []), *changes]))


def open_base(_desk: OfficeDesk, unit_year: UnitYear, current: ReceivedPackage) -> list[str]:
    """Given figures that are stated otherwise, and about which nobody decided."""
    decided = unit_year.base_answers(current)
    return [one.given.place for one in unit_year.given_differences(current) if one.settled_as not in decided]


OPEN_SUBJECTS: Mapping[str, Callable[[OfficeDesk, UnitYear, ReceivedPackage], Collection[str]]] = {
    "history": open_history,
    "definition": open_definitions,
    BASE: open_base,
}
"""What is open of the facts that are decided by subject."""
