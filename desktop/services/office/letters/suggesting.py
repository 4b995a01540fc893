"""Questions that could be asked a unit, with their texts ready; an officer takes what is to be asked.

What was asked before is not suggested again, whatever became of it. Taken ones are noted, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from db.office.records import DecisionKind, ReceivedPackage, StatedValue
from desktop.services.office.decisions.required import require_allowed, require_unit
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.fact import UNDECIDED, OfficeFact
from desktop.services.office.facts.judged import with_both_pasts
from desktop.services.office.facts.paired import paired_with
from desktop.services.office.facts.past import compare_with_held, fact_of
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.letters.asking import ToAsk, ask, has_sensitive_figure, tells_sensitive_figure
from desktop.submission.errors import TableError
from desktop.submission.package import inspect
from desktop.submission.profile.datapackage import FINDINGS
from desktop.submission.profile.tables import read_table
from forms.codes.decide import DecideCode
from forms.codes.receive import ReceiveCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.filing.tables import unit_verdicts
from forms.findings import RULES
from forms.findings.checker import Checker
from forms.frozen import frozen
from forms.letters.question import AskedQuestion, QuestionScope
from forms.receiving.state import Deed
from forms.receiving.suggesting import (
    SuggestedQuestion,
    about_base,
    about_findings,
    about_pairs,
    about_past,
    about_small_numbers,
)
from forms.reporting.layout import lay_out

_DECIDED = frozenset({DecisionKind.HISTORY, DecisionKind.DEFINITION, DecisionKind.BASE})
"""Decisions after which something is not asked any more, or is judged by another past."""


@frozen
class Offered:
    """A suggested question under the number by which it is taken.

    Attributes:
        number: its place among all that follow from the revision; it stays while others are taken or decided.
        question: the question.
    """

    number: int
    question: SuggestedQuestion

    @property
    def scope(self) -> QuestionScope:
        """On what it would hang."""
        if self.question.is_of_finding:
            return QuestionScope.FINDING
        return QuestionScope.CELL if self.question.cell else QuestionScope.FILING

    def was_asked(self, asked: Iterable[AskedQuestion]) -> bool:
        """Whether it was noted before, sent or not: about the same, or in free words about the same cell."""
        one = self.question
        return any(
            other.code == one.code or (not other.code and one.cell != "")
            for other in asked
            if one.cell in {other.cell, other.other_cell}
            or (one.typed_at and one.typed_at in {other.cell, other.other_cell})
        )


def suggestions(desk: OfficeDesk, unit: str, year: int) -> list[Offered]:
    """What could be asked about the current revision of a unit's year, and was not asked yet.

    Raises:
        UserInputError: no such unit or year.
        StateError: nothing can be asked now (E-DECIDE-003).
        EnvironmentFault: the store cannot be read.
    """
    unit_year = require_unit(desk, unit, year)
    require_allowed(desk, unit_year, Deed.ASK)
    assert unit_year.current is not None
    asked = [one.question for one in unit_year.questions]
    return [one for one in _numbered(desk, unit_year, unit_year.current) if not one.was_asked(asked)]


def _numbered(desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage) -> list[Offered]:
    """Everything that could be asked about a package, numbered by its place as if nobody had decided.

    So a number that was read stays that of its question, whatever is decided about others. What follows only
    from decisions stands behind all others.
    """
    open_ = list(dict.fromkeys(_every(desk, unit_year, package)))
    made = [one.id for one in unit_year.standing if one.kind in _DECIDED]
    every = _every(desk, unit_year.without(*made), package) if made else open_
    numbers = {one: number for number, one in enumerate(dict.fromkeys((*every, *open_)), 1)}
    return sorted((Offered(numbers[one], one) for one in open_), key=lambda one: one.number)


def take(
    desk: OfficeDesk,
    unit: str,
    year: int,
    numbers: Sequence[int],
    *,
    text: str | None = None,
    deadline: date | None = None,
) -> list[AskedQuestion]:
    """Note suggested questions, all or none; the next return letter sends them.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        numbers: of the suggestions.
        text: what is asked instead, of a single one; None for the texts as they are suggested.
        deadline: last day for the answers; None where none is set.

    Raises:
        UserInputError: no such unit or year, no such suggestion (E-DECIDE-025), or a text as of
            :func:`~desktop.services.office.letters.asking.ask`.
        StateError: nothing can be asked now (E-DECIDE-003), or there are too many questions (E-DECIDE-023).
        EnvironmentFault: the store is read-only or could not be written.
    """
    offered = {one.number: one for one in suggestions(desk, unit, year)}
    missing = [number for number in numbers if number not in offered]
    if missing:
        known = "、".join(map(str, offered)) or "没有"
        raise UserInputError(
            DecideCode.NO_SUGGESTION,
            f"没有第 {'、'.join(map(str, missing))} 号建议（也可能已经问过）；有：{known}，没有记下",
        )
    if text is not None and len(set(numbers)) != 1:
        raise UserInputError(DecideCode.NO_SUGGESTION, "改写文字一次只能取一个建议，没有记下")
    stated = _stated(desk, unit, year)
    with desk.store.transaction():
        return [
            ask(
                desk,
                ToAsk(
                    unit=unit,
                    year=year,
                    scope=one.scope,
                    text=_text(desk, one.question, stated) if text is None else text,
                    cell=one.question.cell,
                    code=one.question.code,
                    deadline=deadline,
                ),
            )
            for one in (offered[number] for number in dict.fromkeys(numbers))
        ]


def _stated(desk: OfficeDesk, unit: str, year: int) -> list[StatedValue]:
    current = require_unit(desk, unit, year).current
    assert current is not None
    return [one for one in desk.store.values(current.content) if one.year == year]


def _text(desk: OfficeDesk, one: SuggestedQuestion, stated: Sequence[StatedValue]) -> str:
    """The text; without years and names where a number in them is also a sensitive figure of the unit."""
    is_told = has_sensitive_figure(desk, one.text, stated) or tells_sensitive_figure(desk, one.text)
    return one.plain_text if is_told else one.text


def _every(desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage) -> Iterator[SuggestedQuestion]:
    """Everything that could be asked about a package, asked before or not, in a lasting order."""
    plan = unit_year.filed_plan(package)
    if plan is None or not unit_year.is_comparable(package):
        return
    # A number is a place in the order that follows (`_numbered`): what is put in between moves those behind.
    layout = lay_out(plan, package.unit)
    beside = compare_with_held(desk, unit_year, package)
    history = fact_of(desk, beside)
    places = [(_key(one), int(one["year"])) for one in _cells(history)]
    yield from about_past(plan, layout, places, history.code)
    base = next((one for one in unit_year.facts(package) if one.name == "base"), None)
    if base is not None and base.status == UNDECIDED:
        yield from about_base(plan, layout, map(_key, _cells(base)), base.code)
    stated, held = with_both_pasts(unit_year, beside, plan, layout)
    checker = Checker(plan, package.unit, layout, RULES)
    own, ours = checker.check(stated), checker.check(held)
    explained = {
        (row["code"], row["cells"].split(" ")[0])
        for row in findings_in(desk.store.file_bytes(package.digest))
        if row["explanation"].strip()
    }
    yield from about_findings(plan, layout, own, ours, explained)
    pairs = paired_with(desk, unit_year).get(package.unit, ())
    yield from about_pairs(plan, layout, pairs, str(ReceiveCode.PAIRS_DIFFER))
    yield from about_small_numbers(plan, layout, unit_verdicts(stated, layout))


def _cells(fact: OfficeFact) -> list[Mapping[str, Any]]:
    return list((fact.details or {}).get("cells", ()))


def _key(cell: Mapping[str, Any]) -> SeriesKey:
    return SeriesKey(cell["item"], cell["breakdown"])


def findings_in(data: bytes) -> Sequence[Mapping[str, str]]:
    """The findings that a package states; none where the table cannot be read."""
    table = next((one.data for one in inspect(data).payload if one.name == FINDINGS.path), None)
    try:
        return [] if table is None else read_table(table, FINDINGS.columns, or_more=True)
    except TableError:
        return []
