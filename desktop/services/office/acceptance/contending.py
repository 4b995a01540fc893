"""Contradicting revisions of a unit's year side by side, with everything that helps a person to choose."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from db.office.records import Decision, DecisionKind, ReceivedPackage
from desktop.services.office.acceptance.contending_cells import (
    ContendingCell,
    Counted,
    Side,
    contending_cells,
)
from desktop.services.office.decisions.required import require_unit
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.around import WAIVED
from desktop.services.office.facts.fact import OfficeFact
from desktop.services.office.facts.judged import with_both_pasts
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.past import compare_with_held, stated_figures
from desktop.services.office.facts.people_said import people_in, submission_in
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.letters.suggesting import findings_in
from desktop.submission.facts import SIGNER_FACT
from forms.canonical import check_code
from forms.figures.breakdown import SeriesKey
from forms.filing.people import People
from forms.findings import Level
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter
from forms.plan.pack import Plan
from forms.receiving.held import newest
from forms.receiving.lineage import RevisionPlace
from forms.receiving.state import OfficeState
from forms.reporting.layout import UnitLayout, lay_out


@frozen
class Contender:
    """One of contradicting revisions, as it says of itself, and as the office received it.

    Attributes:
        content: its content digest.
        revision: its number.
        replaces: content digest of the revision that it replaces; None for a first one.
        check_code: the 校验码 of its paper, ungrouped.
        arrived: when it arrived.
        is_mailed: whether a mail brought it.
        signer: the fact about who signed it; None where that was not looked at.
        fingerprint: of the certificate that signed; empty without a sound signature.
        signed_at: when, by the unit's clock; None without a sound signature.
        people: who answers for it.
        log_head: head of the unit's change log at 定稿; empty where it is not stated.
        log_count: rows of that log then; None where it is not stated.
        blocking: findings of it that would have to be corrected.
        queries: findings that had to be explained.
        explained: of these, those that are.
        on_paper: whether the stamped paper is its own; None where no 校验码 was typed.
    """

    content: str
    revision: int
    replaces: str | None
    check_code: str
    arrived: datetime
    is_mailed: bool
    signer: OfficeFact | None
    fingerprint: str
    signed_at: datetime | None
    people: People
    log_head: str
    log_count: int | None
    blocking: int
    queries: int
    explained: int
    on_paper: bool | None


@frozen
class ChainLink:
    """A revision of the year that was received.

    Attributes:
        content: its content digest.
        revision: its number.
        check_code: the 校验码 of its paper, ungrouped.
        arrived: when it arrived.
        is_mailed: whether a mail brought it.
        letters: kind, number and number of questions of each letter about it, oldest first.
        is_passed_over: whether a person chose another one.
    """

    content: str
    revision: int
    check_code: str
    arrived: datetime
    is_mailed: bool
    letters: tuple[tuple[OfficeLetter, int, int], ...]
    is_passed_over: bool


@frozen
class Contention:
    """The revisions between which a person chooses, or chose and may choose again.

    Attributes:
        unit: code of the unit.
        unit_name: its name.
        year: reporting year.
        is_restart: whether a first revision came again, so that the data file may have been lost.
        contenders: by time of receipt.
        cells: those in which they differ, in the order of the forms; earlier years last.
        same: how many cells of the year are the same in all.
        predecessor: the revision that all of them replace, as its number; None where there is none, or it is
            not held.
        log_shared: how many rows of the change log all of them must share, since they replace the same
            revision; None where that is not stated.
        otherwise: what else differs, in Chinese: 填表人, 核实说明 ...; empty where nothing does.
        chain: all revisions that were received, by number and time of receipt.
        chosen: content that was chosen and may be corrected; empty while nobody chose.
        typed: the 校验码 that was typed from stamped paper; empty where none was.
        is_paper_waived: whether no stamped paper is wanted.
        asked: when the unit was asked last which of them counts; None where it never was.
        others: codes of other units of the year that wait for a choice.
    """

    unit: str
    unit_name: str
    year: int
    is_restart: bool
    contenders: tuple[Contender, ...]
    cells: tuple[ContendingCell, ...]
    same: int
    predecessor: int | None
    log_shared: int | None
    otherwise: tuple[str, ...]
    chain: tuple[ChainLink, ...]
    chosen: str
    typed: str
    is_paper_waived: bool
    asked: datetime | None
    others: tuple[str, ...]


def contention_of(desk: OfficeDesk, unit: str, year: int) -> Contention | None:
    """Everything that helps to choose between a unit's revisions; None where there is nothing to choose.

    Where somebody chose already and the year is not accepted, what they chose between.

    Raises:
        UserInputError: no such unit or year (E-DECIDE-001, 002).
        EnvironmentFault: the store cannot be read.
    """
    unit_year = require_unit(desk, unit, year)
    made = last_choice(unit_year)
    asked = unit_year if made is None else unit_year.without(made.id)
    found = [package for one in asked.lineage.candidates if (package := asked.of_content(one)) is not None]
    if not found:
        return None
    found.sort(key=lambda one: (asked.arrived(one), one.content))
    submissions = [submission_in(desk.store.file_bytes(one.digest)) for one in found]
    before = _predecessor(asked, found)
    typed = unit_year.typed_code
    cells, same = _cells(desk, asked, found, before)
    return Contention(
        unit=unit,
        unit_name=desk.unit_name(unit),
        year=year,
        is_restart=any(asked.lineage.places[one.content] is RevisionPlace.RESTART for one in found),
        contenders=tuple(
            _contender(desk, asked, one, said) for one, said in zip(found, submissions, strict=True)
        ),
        cells=cells,
        same=same,
        predecessor=None if before is None else before.revision,
        log_shared=None
        if before is None
        else _log_count(submission_in(desk.store.file_bytes(before.digest))),
        otherwise=_otherwise(desk, found, submissions),
        chain=_chain(unit_year),
        chosen="" if made is None else made.content,
        typed="" if typed in {None, WAIVED} else typed or "",
        is_paper_waived=typed == WAIVED,
        asked=max((one.at for one in unit_year.standing if one.kind is DecisionKind.ASK_WHICH), default=None),
        others=_other_conflicts(desk, unit, year),
    )


def last_choice(unit_year: UnitYear) -> Decision | None:
    """The choice that may be corrected: the last one that stands.

    None where nobody chose, another choice waits to be made, or the year was accepted.
    """
    made = [one for one in unit_year.standing if one.kind is DecisionKind.CHOOSE]
    return made[-1] if made and unit_year.accepted is None and not unit_year.lineage.candidates else None


def _other_conflicts(desk: OfficeDesk, unit: str, year: int) -> tuple[str, ...]:
    ledger = ledger_of(desk, year)
    waiting = (one for one in ledger.units if ledger.unit_year(one).state is OfficeState.CONFLICT)
    return tuple(one for one in waiting if one != unit)


# --- each of them


def _contender(
    desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage, said: Mapping[str, Any]
) -> Contender:
    signer, code, typed = package.signer, check_code(package.content), unit_year.typed_code
    findings = findings_in(desk.store.file_bytes(package.digest))
    queries = [one for one in findings if one["enforcement"] == Level.QUERY]
    return Contender(
        content=package.content,
        revision=package.revision,
        replaces=package.replaces,
        check_code=code,
        arrived=unit_year.arrived(package),
        is_mailed=unit_year.is_mailed(package),
        signer=unit_year.own_fact(package, SIGNER_FACT),
        fingerprint="" if signer is None else signer.fingerprint,
        signed_at=None if signer is None else signer.signed_at,
        people=people_in(said),
        log_head=str(said.get("log_head") or ""),
        log_count=_log_count(said),
        blocking=sum(one["enforcement"] == Level.MANDATORY for one in findings),
        queries=len(queries),
        explained=sum(bool(one["explanation"].strip()) for one in queries),
        on_paper=None if typed in {None, WAIVED} else typed == code,
    )


def _log_count(said: Mapping[str, Any]) -> int | None:
    count = said.get("log_count")
    return count if isinstance(count, int) else None


_PARTS = {
    "definition_changes": "口径变动",
    "attachments": "佐证材料",
    "corrections": "往年数的更正",
    "base": "基础数据",
    "task": "布置任务",
    "plan": "规划数据包",
}
"""Members of ``submission.json`` that may differ, with their names."""


def _otherwise(
    desk: OfficeDesk, packages: Sequence[ReceivedPackage], submissions: Sequence[Mapping[str, Any]]
) -> tuple[str, ...]:
    """What differs beside the figures, each by its name."""
    people = [people_in(one).by_role() for one in submissions]
    found = [of[0][0].label for of in zip(*people, strict=True) if _differ(text for _, text in of)]
    found += [
        name for key, name in _PARTS.items() if _differ(json.dumps(one.get(key)) for one in submissions)
    ]
    values = [desk.store.values(one.content) for one in packages]
    if _differ(
        [(one.row, one.item, one.breakdown, one.year, one.note, one.source) for one in of] for of in values
    ):
        found.append("备注或数据来源")
    explained = [
        [
            (one["code"], one["cells"], one["explanation"])
            for one in findings_in(desk.store.file_bytes(of.digest))
        ]
        for of in packages
    ]
    return (*found, "审核说明") if _differ(explained) else tuple(found)


def _differ(things: Any) -> bool:
    return any(one != other for one, other in pairwise(things))


# --- their cells


def _cells(
    desk: OfficeDesk, unit_year: UnitYear, packages: Sequence[ReceivedPackage], before: ReceivedPackage | None
) -> tuple[tuple[ContendingCell, ...], int]:
    plan = unit_year.filed_plan(packages[0]) or desk.pack_of(unit_year.year).plan
    layout = lay_out(plan, unit_year.unit)
    sides = [_side(desk, unit_year, one, layout) for one in packages]
    ground = None if before is None else _stated_side(desk, unit_year, before, plan)
    return contending_cells(layout, sides, ground, _last_accepted(desk, unit_year, packages[0], plan))


def _side(desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage, layout: UnitLayout) -> Side:
    """A revision, judged with the earlier years that the office holds."""
    beside = compare_with_held(desk, unit_year, package)
    plan = unit_year.filed_plan(package) or desk.pack_of(unit_year.year).plan
    stated, held = with_both_pasts(unit_year, beside, plan, layout)
    return Side(values=tuple(beside.values), figures=stated, judged=held)


def _stated_side(desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage, plan: Plan) -> Side:
    values = tuple(desk.store.values(package.content))
    figures = stated_figures(unit_year.filed_plan(package) or plan, package, values)
    return Side(values=values, figures=figures, judged=figures)


def _last_accepted(desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage, plan: Plan) -> Counted:
    """The figures that the office holds of the year before, by series."""
    held = newest(compare_with_held(desk, unit_year, package).held.vintages)
    last = unit_year.year - 1
    known: dict[SeriesKey, Decimal] = {
        key: value for (key, year), value in held.items() if year == last and value is not None
    }
    return Counted(plan, last, known)


def _predecessor(unit_year: UnitYear, packages: Sequence[ReceivedPackage]) -> ReceivedPackage | None:
    """The revision that all replace, where it is held."""
    replaced = {one.replaces for one in packages}
    content = replaced.pop() if len(replaced) == 1 else None
    return None if content is None else unit_year.of_content(content)


# --- the chain


def _chain(unit_year: UnitYear) -> tuple[ChainLink, ...]:
    return tuple(sorted(_links(unit_year), key=lambda one: (one.revision, one.arrived, one.content)))


def _links(unit_year: UnitYear) -> Iterator[ChainLink]:
    places = unit_year.lineage.places
    for content in dict.fromkeys(one.content for one in unit_year.packages):
        package = unit_year.of_content(content)
        if package is None or content not in places:
            continue
        yield ChainLink(
            content=content,
            revision=package.revision,
            check_code=check_code(content),
            arrived=unit_year.arrived(package),
            is_mailed=unit_year.is_mailed(package),
            letters=tuple(
                (one.kind, one.number, len(one.questions))
                for one in unit_year.asking.letters
                if one.content == content
            ),
            is_passed_over=places[content] is RevisionPlace.PASSED_OVER,
        )
