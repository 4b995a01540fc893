"""What the office holds of a unit's earlier years, read of its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from db.office.records import Decision, DecisionKind, ReceivedPackage, StatedValue
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.decided_year import in_force, received_at
from desktop.services.office.facts.declared import declared_changes
from desktop.services.office.facts.signer import register_of, signer_fact
from desktop.submission.facts import FactState
from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.receiving.held import Acceptance, Vintage, vintages
from forms.receiving.history import Past, Place
from forms.reporting.earlier import DefinitionChange

CORRECTION, DEFINITION_CHANGE = "correction", "definition_change"
"""Answers of a decision on a difference after which the unit's figure is the one that is held."""


@frozen
class EarlierKnown:
    """What the office knew of a unit's earlier years when it judged a package.

    Attributes:
        vintages: everything that it held of each figure, oldest first; the last one counts.
        changes: changes of definition that accepted packages declare.
        knows_nothing: whether it neither accepted another year of the unit nor published anything.
    """

    vintages: Mapping[Place, tuple[Vintage, ...]]
    changes: Sequence[DefinitionChange]
    knows_nothing: bool


def held_of(desk: OfficeDesk, package: ReceivedPackage, *, is_accepted: bool) -> EarlierKnown:
    """What the office holds of the years before a package's.

    Args:
        desk: the office's desk.
        package: the package.
        is_accepted: whether the package is accepted; what was accepted after it is then left out.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    decisions = in_force(desk.store.decisions(unit=package.unit))
    accepted = _accepted(decisions, package if is_accepted else None)
    others = _trusted(desk, package.unit, decisions, [one for one in accepted if one.year != package.year])
    corrected = {one.id: taken_over(answers(decisions, one.content)) for one in others}
    # A rate that was published gives way to the counts that a person let stand.
    given_way = {place for places in corrected.values() for place in places if _is_rate(desk, place)}
    # A difference that was decided in a later year may concern a year that is not past for this package.
    before = {
        one: frozenset(p for p in places - given_way if p[1] < package.year)
        for one, places in corrected.items()
    }
    published = {
        (one.key, one.year): one.value
        for one in desk.store.past_values()
        if one.year < package.year and (one.key, one.year) not in given_way
    }
    acceptances = [
        Acceptance(
            year=one.year,
            at=one.at,
            figures=past_of(desk.store.values(one.content), package.year),
            corrected=before[one.id],
        )
        for one in others
    ]
    return EarlierKnown(
        vintages=vintages(published, acceptances),
        changes=[change for one in others for change in _accepted_changes(desk, package.unit, one.content)],
        knows_nothing=not published and not acceptances,
    )


def past_of(values: Iterable[StatedValue], before: int) -> Past:
    """Figures of the years before one, by series and year."""
    return {(SeriesKey(one.item, one.breakdown), one.year): one.value for one in values if one.year < before}


def answers(decisions: Iterable[Decision], content: str) -> dict[str, str]:
    """What was decided about earlier figures of a content, by subject; the last decision counts."""
    of_content = (one for one in decisions if one.kind is DecisionKind.HISTORY and one.content == content)
    return {one.subject: one.answer for one in of_content}


def taken_over(decided: Mapping[str, str]) -> frozenset[Place]:
    """The earlier figures for which the office holds what the unit states, from the acceptance on."""
    return frozenset(
        _place(subject) for subject, answer in decided.items() if answer in {CORRECTION, DEFINITION_CHANGE}
    )


def known_changes(desk: OfficeDesk, unit: str, year: int) -> frozenset[tuple[str, int]]:
    """Code and first year of the changes of definition that accepted other years of a unit declare.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    decisions = in_force(desk.store.decisions(unit=unit))
    others = [one for one in _accepted(decisions, None) if one.year != year]
    found = [
        change
        for one in _trusted(desk, unit, decisions, others)
        for change in _accepted_changes(desk, unit, one.content)
    ]
    return frozenset((one.code, one.year) for one in found)


def _accepted(decisions: Iterable[Decision], until: ReceivedPackage | None) -> list[Decision]:
    """The acceptances in force, in the order in which they were made, up to that of a package."""
    found: dict[int, Decision] = {}
    for one in decisions:
        if one.kind in {DecisionKind.ACCEPT, DecisionKind.REOPEN}:
            found.pop(one.year, None)
        if one.kind is DecisionKind.ACCEPT:
            found[one.year] = one
    standing = sorted(found.values(), key=lambda one: one.id)
    own = next((one.id for one in standing if until is not None and one.year == until.year), None)
    return [one for one in standing if own is None or one.id < own]


def _trusted(
    desk: OfficeDesk, unit: str, decisions: Sequence[Decision], accepted: Sequence[Decision]
) -> list[Decision]:
    """The acceptances of packages whose signer is trusted still: a lost key lets its year wait again.

    Nothing is held of a year that waits, also where it was accepted before that became known.
    """
    if not accepted:
        return []
    register = register_of(desk)
    sound = {
        one.content
        for one in desk.store.packages(unit=unit)
        if signer_fact(one, register, received_at(decisions, one, desk.clock())).state is FactState.OK
    }
    return [one for one in accepted if one.content in sound]


def _is_rate(desk: OfficeDesk, place: Place) -> bool:
    code = place[0].code
    return code in desk.plan.indicator_by_code and code not in desk.plan.item_by_code


def _accepted_changes(desk: OfficeDesk, unit: str, content: str) -> list[DefinitionChange]:
    for package in desk.store.packages(unit=unit):
        judgement = desk.store.judgement(package.digest) if package.content == content else None
        if judgement is not None and (changes := judgement.facts.get("schema", {}).get("details")):
            return declared_changes(changes)
    return []


def _place(subject: str) -> Place:
    """Series and year of the subject of a decision."""
    # A breakdown may hold "=" itself, the figure after the last one cannot.
    code, breakdown, year = subject.rpartition("=")[0].rsplit("/", 2)
    return SeriesKey(code, breakdown), int(year)
