"""Figures that a unit changed and nobody asked about (未问而改): told, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from db.office.records import DecisionKind, StatedValue
from desktop.services.office.acceptance.choosing import Fork, compared
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.asked import QuestionNow
from desktop.services.office.facts.figure import figure_address
from desktop.services.office.facts.revisions import revision_before
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.letters.suggesting import findings_in
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionState
from forms.reporting.asked_place import past_place

_NOT_ASKED = frozenset({QuestionState.DRAFT, QuestionState.WITHDRAWN, QuestionState.RECALLED})


def unasked_changes(desk: OfficeDesk, unit_year: UnitYear) -> Fork | None:
    """What the current revision states otherwise than the one that was asked about, and nobody asked about.

    Without a return letter it is compared with the one that it replaces, or where that never came with the
    last one before. An acceptance ends what was before.

    Returns:
        Both revisions, the older first, with these cells alone; None where there is no other to compare with.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    current = unit_year.current
    before = _before(unit_year)
    if current is None or before is None:
        return None
    found = compared(desk, unit_year, [before, current.content])
    asked = _asked_places(desk, unit_year, before)
    return replace(found, differences=tuple(one for one in found.differences if one.cell not in asked))


def _before(unit_year: UnitYear) -> str | None:
    """The revision with which the current one is compared; None where that was not received."""
    chain = _ancestors(unit_year)
    returns = [one.content for one in unit_year.asking.returns]
    asked_about = [content for content in chain if content in returns]
    return asked_about[-1] if asked_about else next(iter(chain), None)


def _ancestors(unit_year: UnitYear) -> list[str]:
    """The held revisions before the current one, newest first, up to one that was accepted."""
    accepted = {one.content for one in unit_year.standing if one.kind is DecisionKind.ACCEPT}
    found: list[str] = []
    package = unit_year.current
    while package is not None and package.content not in accepted.intersection(found):
        package = revision_before(unit_year, package)
        if package is None or package.content in found:
            break
        found.append(package.content)
    return found


def _asked_places(desk: OfficeDesk, unit_year: UnitYear, before: str) -> set[str]:
    """Addresses of the cells that were asked about, and as figures of earlier years are named."""
    asked = [one for one in unit_year.questions if one.state not in _NOT_ASKED]
    cells = {place for one in asked for place in (one.question.cell, one.question.other_cell) if place}
    cells |= _cells_of_findings(desk, unit_year, before, asked)
    past = {str(place.key) for cell in cells if (place := past_place(cell)) is not None}
    return cells | past | {_series(one) for one in desk.store.values(before) if figure_address(one) in cells}


def _series(value: StatedValue) -> str:
    return f"{value.item}/{value.breakdown}"


def _cells_of_findings(
    desk: OfficeDesk, unit_year: UnitYear, before: str, asked: Iterable[QuestionNow]
) -> set[str]:
    """All cells of the findings that were asked about."""
    package = unit_year.of_content(before)
    wanted = {
        (one.question.code, one.question.cell) for one in asked if one.question.scope is QuestionScope.FINDING
    }
    if package is None or not wanted:
        return set()
    return {
        cell
        for row in findings_in(desk.store.file_bytes(package.digest))
        for cell in row["cells"].split(" ")
        if any(row["code"] == code and place in {"", *row["cells"].split(" ")} for code, place in wanted)
    }
