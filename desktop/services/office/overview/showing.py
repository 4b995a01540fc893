"""What a unit sent, read only: every package of its year with all facts, and the figures of one revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from db.office.records import ReceivedPackage, StatedValue
from desktop.kinds.doors import SHOW
from desktop.services.incoming import read_incoming
from desktop.services.office.acceptance.choosing import Fork, compared, fork_of
from desktop.services.office.acceptance.unasked import unasked_changes
from desktop.services.office.decisions.required import require_filed
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.asked import StatedAnswer
from desktop.services.office.facts.declared import DeclaredCorrection, declared_corrections
from desktop.services.office.facts.fact import OfficeFact, stored_fact
from desktop.services.office.facts.figure import figure_address, figure_text
from desktop.services.office.facts.judged import found_of, judged_document
from desktop.services.office.facts.paired import paired_with, pairs_fact
from desktop.services.office.facts.revisions import chosen_revision, revision_before
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.intake.judging import judge
from desktop.services.office.intake.not_taken import NotTaken
from desktop.services.office.letters.answered import AnsweredFigures, answered_figures, unknown_answers
from desktop.services.packages.verification import MAX_PACKAGE_FILE
from desktop.services.plans.known import finder
from forms.canonical import check_code
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.plan.series_name import series_name
from forms.receiving.second_judgement import JudgedTwice


@frozen
class Shown:
    """A unit's year as it is shown.

    Attributes:
        unit_year: the year.
        packages: each package with its facts, by signing time.
        judged: by package, the targets that are judged otherwise with the past that the office holds.
        fork: revisions between which a person must choose; None where nobody must.
        beside: contents of one asked number beside each other; None where there are not several.
        changed: the shown revision beside the one that it replaces, or where that never came the last one
            before; None where there is none.
        unasked: what the current revision changed and nobody asked about; None where there is no earlier one.
        answered: by question, the received figures beside which its answer stands.
        unknown: answers of the current revision to questions that this desk does not know, by question.
        shown: the package whose figures are shown; None where there is none.
        values: its figures, earlier years included.
    """

    unit_year: UnitYear
    packages: tuple[tuple[ReceivedPackage, tuple[OfficeFact, ...]], ...]
    judged: Mapping[str, tuple[JudgedTwice, ...]]
    fork: Fork | None
    beside: Fork | None
    changed: Fork | None
    unasked: Fork | None
    answered: Mapping[str, AnsweredFigures]
    unknown: Mapping[str, StatedAnswer]
    shown: ReceivedPackage | None
    values: tuple[StatedValue, ...]


def show(desk: OfficeDesk, unit: str, year: int, revision: int | None = None) -> Shown:
    """Show a unit's year.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        revision: whose figures are shown; None: the current one, else the newest.

    Raises:
        UserInputError: no such unit or year, or no such revision was received (E-DECIDE-012).
        EnvironmentFault: the store cannot be read.
    """
    unit_year = require_filed(desk, unit, year)
    pairs = pairs_fact(desk.pack_of(year).plan, unit_year, paired_with(desk, unit_year))
    facts, judged = [], {}
    for one in unit_year.packages:
        of_it, judged[one.digest] = found_of(desk, unit_year, one)
        facts.append((one, of_it if pairs is None or one != unit_year.current else (*of_it, pairs)))
    shown = chosen_revision(unit_year, revision)
    values = () if shown is None else tuple(desk.store.values(shown.content))
    fork = fork_of(desk, unit_year)
    numbered = sorted({one.content for one in unit_year.packages if one.revision == revision})
    return Shown(
        unit_year=unit_year,
        packages=tuple(facts),
        judged=judged,
        fork=fork,
        beside=compared(desk, unit_year, numbered) if len(numbered) > 1 else None,
        unasked=unasked_changes(desk, unit_year),
        answered=answered_figures(desk, unit_year),
        unknown=unknown_answers(desk, unit_year),
        changed=_changed(desk, unit_year, shown),
        shown=shown,
        values=values,
    )


def _changed(desk: OfficeDesk, unit_year: UnitYear, shown: ReceivedPackage | None) -> Fork | None:
    """A revision beside the one before it; None where there is none."""
    before = None if shown is None else revision_before(unit_year, shown)
    if before is None or shown is None:
        return None
    return compared(desk, unit_year, [before.content, shown.content])


@frozen
class ShownPackage:
    """A package by itself, without an office: nothing is said of who signed it.

    Attributes:
        package: what it says of itself.
        plan: the plan that it names, also where its version is another; None where it is not known.
        facts: what its bytes and its plan decide.
        values: its figures, earlier years included.
    """

    package: ReceivedPackage
    plan: Plan | None
    facts: tuple[OfficeFact, ...]
    values: tuple[StatedValue, ...]


def show_package(path: Path, now: datetime) -> ShownPackage:
    """Show a package that lies on disk, read only.

    Raises:
        WrongKind: it is something else.
        UserInputError: no unit's year can be read of it (E-RECEIVE-001, E-RECEIVE-008).
        EnvironmentFault: it cannot be read.
    """
    data = read_incoming(path, SHOW, MAX_PACKAGE_FILE)
    find_plan = finder(())
    found = judge(data, find_plan, now)
    if isinstance(found, NotTaken):
        code = found.code
        raise UserInputError(code, f"“{path.name}”{code.meaning}：{code.remedy}")
    facts = tuple(stored_fact(name, fact) for name, fact in found.judgement.facts.items())
    package = found.package
    pack = find_plan(package.plan_id, package.plan_digest)
    plan = None if pack is None else pack.plan
    return ShownPackage(package=package, plan=plan, facts=facts, values=tuple(found.values))


def office_document(
    package: ReceivedPackage, facts: tuple[OfficeFact, ...], judged: Sequence[JudgedTwice]
) -> dict[str, Any]:
    """A package that the office received as JSON: with what it is judged otherwise by the office's past."""
    return {
        **package_document(package, facts),
        "corrections": [one.document() for one in corrections_of(facts)],
        "judged_otherwise": [judged_document(one) for one in judged],
    }


def corrections_of(facts: Sequence[OfficeFact]) -> list[DeclaredCorrection]:
    """The corrections that a package declares."""
    schema = next((fact for fact in facts if fact.name == "schema"), None)
    return declared_corrections(None if schema is None else schema.details)


def correction_lines(plan: Plan, facts: Sequence[OfficeFact]) -> list[str]:
    """The corrections that a package declares, with the unit's reasons, for people."""
    cells = {f"{form.code}/{row.code}": row.item or row.indicator for form in plan.forms for row in form.rows}

    def named(cell: str) -> str:
        row, _, breakdown = cell.rpartition("/")
        code = cells.get(row)
        return cell if code is None else series_name(plan, SeriesKey(code, breakdown))

    return [
        f"单位写明更正：{one.year} 年 {named(one.cell)}  {one.old or '—'} → {one.new or '—'}：{one.reason}"
        for one in corrections_of(facts)
    ]


def subject_lines(plan: Plan, fact: OfficeFact) -> list[str]:
    """What is to be decided about a fact one by one: each as ``decide`` wants it, with its name, for people.

    Args:
        plan: for names.
        fact: the fact; one that nobody need decide about has no lines.
    """
    if not fact.is_doubtful:
        return []
    details = fact.details or {}
    codes = [*details.get("indicators", ()), *details.get("items", ())]
    codes += [one["code"] for one in details.get("changes", ())]
    named = [f"{code}  {series_name(plan, SeriesKey(code))}" for code in dict.fromkeys(codes)]
    return named + [_cell_line(plan, one) for one in details.get("cells", ()) if "year" in one]


def _cell_line(plan: Plan, cell: Mapping[str, Any]) -> str:
    key = SeriesKey(cell["item"], cell["breakdown"])
    held = "accepted" if "accepted" in cell else "given"
    word = "本局" if held == "accepted" else "给的"
    figures = f"{word} {_figure(cell[held])}，报来 {_figure(cell['stated'])}"
    return f"{key.code}/{key.breakdown}/{cell['year']}  {series_name(plan, key)} {cell['year']} 年：{figures}"


def _figure(text: str | None) -> str:
    return text or "没有"


def package_document(package: ReceivedPackage, facts: tuple[OfficeFact, ...]) -> dict[str, Any]:
    """A package with its facts as JSON."""
    return {
        "unit": package.unit,
        "year": package.year,
        "revision": package.revision,
        "content_digest": package.content,
        "check_code": check_code(package.content),
        "digest": package.digest,
        "facts": [fact.document() for fact in facts],
    }


def value_document(value: StatedValue) -> dict[str, Any]:
    """A figure as JSON: exact, as text."""
    return {
        "cell": figure_address(value),
        "item": value.item,
        "breakdown": value.breakdown,
        "year": value.year,
        "value": None if value.value is None else canonical_decimal(value.value),
        "missing": value.missing or None,
        "text": value.text,
        "note": value.note,
        "source": value.source,
    }


def value_lines(plan: Plan | None, values: Sequence[StatedValue], year: int) -> list[str]:
    """The figures of a year for people: each under its name and its address, which commands want."""
    return [f"{_name(plan, one)}  {figure_text(one)}" for one in values if one.year == year]


def _name(plan: Plan | None, value: StatedValue) -> str:
    if plan is None:
        return figure_address(value)
    return f"{series_name(plan, SeriesKey(value.item, value.breakdown))}（{figure_address(value)}）"
