"""Everything that an officer looks at while reviewing one unit's year, read at once; nothing is changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from db.office.records import Decision, DecisionKind, ReceivedPackage
from desktop.services.office.acceptance.accepting import Obstacle, what_blocks
from desktop.services.office.acceptance.choosing import Fork, compared
from desktop.services.office.acceptance.unasked import unasked_changes
from desktop.services.office.decisions.correcting import can_be_undone
from desktop.services.office.decisions.decision_words import decision_line
from desktop.services.office.decisions.required import require_allowed, require_filed
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.asked import QuestionNow, StatedAnswer
from desktop.services.office.facts.fact import OfficeFact
from desktop.services.office.facts.judged import judged_by, with_both_pasts
from desktop.services.office.facts.paired import paired_with, pairs_fact
from desktop.services.office.facts.past import compare_with_held, fact_of
from desktop.services.office.facts.revisions import chosen_revision, revision_before
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.letters.answered import AnsweredFigures, answered_figures, unknown_answers
from desktop.services.office.letters.suggesting import findings_in
from desktop.submission.package import inspect
from desktop.submission.profile.published import ATTACHMENTS, SUBMISSION_NAME
from forms.errors import StateError
from forms.figures.breakdown import SeriesKey
from forms.filing.tables import verdicts_by_indicator
from forms.frozen import frozen
from forms.letters.question import question_number
from forms.plan.pack import Plan
from forms.plan.series_name import series_name
from forms.receiving.second_judgement import JudgedTwice
from forms.receiving.state import Deed, OfficeState
from forms.reporting.entry import Figures
from forms.reporting.layout import UnitLayout, lay_out
from forms.verdict import Verdict


@frozen
class FiledCheck:
    """A failed check as the unit filed it.

    Attributes:
        code: of the rule.
        level: how it is enforced: 强制, 核实 or 提示, as its code.
        cells: addresses that it names.
        message: what it says, in Chinese.
        explanation: what the unit said to it; empty where it said nothing.
    """

    code: str
    level: str
    cells: tuple[str, ...]
    message: str
    explanation: str


@frozen
class SentAlong:
    """A file that was attached to a figure, as it lies in the package.

    Attributes:
        name: in the package.
        title: file name at the unit, as the package states it; the same where it states none.
        key: the figure that it proves; None where the package does not say.
        size: in bytes.
    """

    name: str
    title: str
    key: SeriesKey | None
    size: int


@frozen
class Pages:
    """What a package has for people beside its figures.

    Attributes:
        printed: names of the printed forms (PDF) in it.
        attached: the files that were attached.
    """

    printed: tuple[str, ...]
    attached: tuple[SentAlong, ...]


@frozen
class Judged:
    """The figures of a package as the office judges them.

    Attributes:
        plan: the plan under which the unit filed.
        in_force: the plan that is in force at the office for the year.
        layout: the unit's forms.
        figures: its figures with the earlier years that the office holds.
        stated: the same with the earlier years that the package states.
        verdicts: by the figures that the office holds, by code of the indicator.
        otherwise: targets that are judged otherwise by the two.
        holds_last_year: whether the office holds any figure of the year before: accepted, or published by it.
    """

    plan: Plan
    in_force: Plan
    layout: UnitLayout
    figures: Figures
    stated: Figures
    verdicts: Mapping[str, tuple[Verdict, ...]]
    otherwise: tuple[JudgedTwice, ...]
    holds_last_year: bool


@frozen
class MadeDecision:
    """A decision about a unit's year.

    Attributes:
        decision: what was decided.
        line: the same for people, in Chinese.
        is_undoable: whether it stands, and can be taken back by itself.
    """

    decision: Decision
    line: str
    is_undoable: bool


@frozen
class Review:
    """A unit's year under review.

    Attributes:
        unit: its code.
        name: name of the unit.
        names: names of all units of the plan, by code.
        unit_year: its year, derived.
        package: the revision that is shown: the current one, else the newest; None where nothing came.
        facts: what is known about it, in the order in which it is told.
        judged: its figures; None where they cannot be read, or its plan is not known.
        checks: failed checks that the unit filed with it.
        changed: it beside the revision that it replaces; None where that is not held.
        unasked: what it changed and nobody asked about; None where there is nothing to compare with.
        answered: by question, the received figures beside which its answer stands.
        unknown: answers of the current revision to questions that this desk does not know, by question.
        pages: what else it holds.
        in_the_way: what stands in the way of acceptance.
        refused: by deed, why it cannot be done now, in Chinese; what can be done is not in it.
        decisions: what was decided, oldest first.
    """

    unit: str
    name: str
    names: Mapping[str, str]
    unit_year: UnitYear
    package: ReceivedPackage | None
    facts: tuple[OfficeFact, ...]
    judged: Judged | None
    checks: tuple[FiledCheck, ...]
    changed: Fork | None
    unasked: Fork | None
    answered: Mapping[str, AnsweredFigures]
    unknown: Mapping[str, StatedAnswer]
    pages: Pages
    in_the_way: tuple[Obstacle, ...]
    refused: Mapping[Deed, str]
    decisions: tuple[MadeDecision, ...]

    @property
    def state(self) -> OfficeState:
        """State of the year."""
        return self.unit_year.state

    @property
    def is_current(self) -> bool:
        """Whether what is shown is the revision that counts."""
        current = self.unit_year.current
        return current is not None and self.package is not None and current.content == self.package.content

    @property
    def misses_one(self) -> bool:
        """Whether a revision waits for a person because the one before it never came."""
        return Deed.BRIDGE not in self.refused and bool(self.unit_year.lineage.gap)

    @property
    def to_send(self) -> list[QuestionNow]:
        """Questions that a return letter would ask now."""
        return [one for one in self.unit_year.questions if one.state.is_to_send]


def review_of(
    desk: OfficeDesk, unit: str, year: int, revision: int | None = None, content: str = ""
) -> Review:
    """Read a unit's year.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        revision: which is shown; None: the current one, else the newest.
        content: which of them is shown, by its content digest, where two have one number.

    Raises:
        UserInputError: no such unit or year (E-DECIDE-001, 002), or no such revision was received
            (E-DECIDE-012).
        EnvironmentFault: the store cannot be read.
    """
    with desk.store.reading_once():
        return _review(desk, unit, year, revision, content)


def _review(desk: OfficeDesk, unit: str, year: int, revision: int | None, content: str) -> Review:
    unit_year = require_filed(desk, unit, year)
    package = chosen_revision(unit_year, revision, content)
    facts: list[OfficeFact] = []
    judged = None
    if package is not None:
        facts = unit_year.facts(package)
        if unit_year.is_comparable(package):
            history, judged = _judged(desk, unit_year, package)
            facts.append(history)
    shows_current = package is not None and package is unit_year.current
    in_the_way = what_blocks(unit_year, facts if shows_current else _current_facts(desk, unit_year))
    if shows_current and judged is not None:
        # Told beside the others, and in nobody's way.
        pairs = pairs_fact(desk.pack_of(year).plan, unit_year, paired_with(desk, unit_year))
        facts += [] if pairs is None else [pairs]
    return Review(
        unit=unit,
        name=desk.unit_name(unit),
        names={one.code: one.official_name for one in desk.pack_of(year).plan.units},
        unit_year=unit_year,
        package=package,
        facts=tuple(facts),
        judged=judged,
        checks=() if package is None else _checks(desk, package),
        changed=None if package is None else _changed(desk, unit_year, package),
        unasked=unasked_changes(desk, unit_year) if shows_current else None,
        answered=answered_figures(desk, unit_year),
        unknown=unknown_answers(desk, unit_year),
        pages=Pages((), ()) if package is None else _pages(desk, package),
        in_the_way=tuple(in_the_way),
        refused=_refused(desk, unit_year),
        decisions=_decisions(desk, unit_year),
    )


def _judged(
    desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage
) -> tuple[OfficeFact, Judged | None]:
    """Fact ``history``, and the figures by both pasts; None without the unit's plan."""
    beside = compare_with_held(desk, unit_year, package)
    history, plan = fact_of(desk, beside), unit_year.filed_plan(package)
    if plan is None:
        return history, None
    layout = lay_out(plan, package.unit)
    stated, held = with_both_pasts(unit_year, beside, plan, layout)
    judged = Judged(
        plan=plan,
        in_force=desk.pack_of(unit_year.year).plan,
        layout=layout,
        figures=held,
        stated=stated,
        verdicts=verdicts_by_indicator(held, layout),
        otherwise=judged_by(unit_year, beside),
        holds_last_year=any(year == package.year - 1 for _, year in beside.held.vintages),
    )
    return history, judged


def _current_facts(desk: OfficeDesk, unit_year: UnitYear) -> Sequence[OfficeFact]:
    current = unit_year.current
    if current is None:
        return ()
    return [*unit_year.facts(current), fact_of(desk, compare_with_held(desk, unit_year, current))]


def _checks(desk: OfficeDesk, package: ReceivedPackage) -> tuple[FiledCheck, ...]:
    return tuple(
        FiledCheck(
            code=row["code"],
            level=row["enforcement"],
            cells=tuple(row["cells"].split()),
            message=row["message"],
            explanation=row["explanation"].strip(),
        )
        for row in findings_in(desk.store.file_bytes(package.digest))
        if row["result"] == "fails"
    )


def _changed(desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage) -> Fork | None:
    before = revision_before(unit_year, package)
    if before is None:
        return None
    return compared(desk, unit_year, [before.content, package.content])


def _pages(desk: OfficeDesk, package: ReceivedPackage) -> Pages:
    entries = inspect(desk.store.file_bytes(package.digest)).payload
    printed = tuple(
        one.name for one in entries if one.name.startswith("forms/") and one.name.endswith(".pdf")
    )
    told = _told_of_attached(next((one.data for one in entries if one.name == SUBMISSION_NAME), b"{}"))
    attached = []
    for one in entries:
        if one.name.startswith(ATTACHMENTS):
            title, key = told.get(one.name, (one.name.rpartition("/")[2], None))
            attached.append(SentAlong(name=one.name, title=title, key=key, size=len(one.data)))
    return Pages(printed, tuple(attached))


def _told_of_attached(submission: bytes) -> dict[str, tuple[str, SeriesKey]]:
    """What a package says of its attached files, by name in it; nothing where that cannot be read."""
    try:
        rows = json.loads(submission)["attachments"]
        return {
            str(one["file"]): (str(one["name"]), SeriesKey(str(one["item"]), str(one["breakdown"])))
            for one in rows
        }
    except (ValueError, KeyError, TypeError):
        return {}


def file_in(desk: OfficeDesk, package: ReceivedPackage, name: str) -> bytes:
    """A file of a package as it was received: a printed form or what was attached.

    Args:
        desk: the office's desk.
        package: the package.
        name: of the file within it, with its folder.

    Returns:
        Its bytes; none where the package has no file of that name.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    entries = inspect(desk.store.file_bytes(package.digest)).payload
    return next((one.data for one in entries if one.name == name), b"")


def beside_revision(desk: OfficeDesk, unit_year: UnitYear, content: str, other: str) -> Fork:
    """Two held revisions of a unit's year beside each other.

    Args:
        desk: the office's desk.
        unit_year: the year.
        content: digest of the content that is looked at; it comes second.
        other: digest of the one beside it.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    return compared(desk, unit_year, [other, content])


def _refused(desk: OfficeDesk, unit_year: UnitYear) -> dict[Deed, str]:
    found = {}
    for deed in Deed:
        try:
            require_allowed(desk, unit_year, deed)
        except StateError as error:
            found[deed] = error.message
    return found


def _decisions(desk: OfficeDesk, unit_year: UnitYear) -> tuple[MadeDecision, ...]:
    plan = desk.pack_of(unit_year.year).plan

    def name(one: Decision) -> str:
        return _subject_name(plan, unit_year, one)

    return tuple(
        MadeDecision(
            one, decision_line(one, unit_year.undone.get(one.id), name), can_be_undone(unit_year, one)
        )
        for one in unit_year.decisions
    )


_ON_FIGURES = frozenset({DecisionKind.HISTORY, DecisionKind.BASE})


def _subject_name(plan: Plan, unit_year: UnitYear, one: Decision) -> str:
    """What was decided for, by its name: a figure of a year, an item, a package, a question."""
    place = one.subject.partition("=")[0]
    if one.kind in _ON_FIGURES and place.count("/") == 2:
        code, breakdown, year = place.split("/")
        return f"{series_name(plan, SeriesKey(code, breakdown))} {year} 年"
    if one.kind is DecisionKind.DEFINITION:
        return series_name(plan, SeriesKey(place))
    if one.kind is DecisionKind.ASIDE:
        numbers = [package.revision for package in unit_year.packages if package.digest == one.subject]
        return f"第 {numbers[0]} 版" if numbers else ""
    asked = {question.question.id for question in unit_year.questions}
    return f"第 {question_number(one.subject)} 问" if one.subject in asked else ""
