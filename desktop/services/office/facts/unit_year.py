"""A unit's year at the office: its packages with all facts, which one counts, and in which state the year is.

Nothing of it is stored. It follows from what was received, from the register, and from what officers decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from db.office.records import Decision, DecisionKind, Judgement, ReceivedPackage
from desktop.services.office.facts.around import (
    REFILE,
    STRANGERS,
    WAIVED,
    ArrivalBy,
    address_fact,
    definition_fact,
    paper_fact,
    time_fact,
)
from desktop.services.office.facts.asked import (
    Asking,
    QuestionNow,
    WaitingAnswer,
    answers_fact,
    questions_now,
    waiting_answers,
)
from desktop.services.office.facts.decided_year import DecidedYear, received_at
from desktop.services.office.facts.declared import YEAR_DIGESTS, declared_changes
from desktop.services.office.facts.fact import OfficeFact, at_desk, stored_fact
from desktop.services.office.facts.given import (
    BASE,
    GivenDifference,
    base_fact,
    given_differences,
)
from desktop.services.office.facts.revision_fact import (
    REVISION,
    contradiction,
    place_fact,
    put_aside_fact,
    same_content_fact,
)
from desktop.services.office.facts.signer import not_registered_here, signer_fact
from desktop.services.office.facts.situation import Situation
from desktop.submission.facts import FactState
from desktop.submission.verification import CLOCK_TOLERANCE
from forms.canonical import check_code
from forms.filing.receipt_time import ReceiptTime
from forms.plan.pack import Plan
from forms.receiving.asking import QuestionState
from forms.receiving.definitions import DefinitionDifference, differing_definitions
from forms.receiving.lineage import Filing, Lineage, RevisionPlace, lineage_of
from forms.receiving.state import Circumstances, OfficeState, state_of
from forms.reporting.earlier import DefinitionChange
from forms.reporting.layout import lay_out

_ORDER = (
    "container", "digests", "signature", "signer", "schema", "plan", "recheck",
    "address", REVISION, "definition", "complete", "time", "paper", "answers", "base",
)  # fmt: skip
"""The order in which facts are told."""


class UnitYear(DecidedYear):
    """A unit's year, as ``Ledger.unit_year`` derives it.

    Attributes:
        packages: everything that came for it, by signing time.
    """

    def __init__(
        self,
        unit: str,
        year: int,
        packages: Sequence[ReceivedPackage],
        judgements: Mapping[str, Judgement],
        decisions: Sequence[Decision],
        situation: Situation,
    ) -> None:
        """Take over what was received and decided."""
        super().__init__(unit, year, decisions)
        self.packages = tuple(packages)
        self._judgements, self._situation = judgements, situation
        self._given: dict[str, list[GivenDifference]] = {}
        self._facts: dict[str, list[OfficeFact]] = {}
        self._differing: dict[str, DefinitionDifference] = {}

    def without(self, *numbers: int) -> UnitYear:
        """The same year as if some decisions had never been made."""
        left = [one for one in self.decisions if one.id not in numbers]
        return UnitYear(self.unit, self.year, self.packages, self._judgements, left, self._situation)

    @cached_property
    def admitted(self) -> tuple[ReceivedPackage, ...]:
        """Packages that are taken for the unit's: nothing that each says by itself is bad or undecided."""
        return tuple(one for one in self.packages if self._is_sound(one) and one.digest not in self.put_aside)

    @cached_property
    def waiting(self) -> tuple[ReceivedPackage, ...]:
        """Packages that are not taken for the unit's, and that nobody put aside."""
        return tuple(
            one for one in self.packages if not self._is_sound(one) and one.digest not in self.put_aside
        )

    @property
    def usable_aside(self) -> tuple[ReceivedPackage, ...]:
        """Packages that were put aside while something was wrong with them, and nothing is any more."""
        return tuple(one for one in self.packages if self._is_sound(one) and one.digest in self.put_aside)

    def _is_sound(self, package: ReceivedPackage) -> bool:
        return not any(fact.holds_back for fact in self._own[package.digest])

    @cached_property
    def lineage(self) -> Lineage:
        """The admitted revisions in relation to each other."""
        filings = {one.content: Filing(one.content, one.revision, one.replaces) for one in self.admitted}
        return lineage_of(filings.values(), self.decided)

    @property
    def is_reopened(self) -> bool:
        """Whether the year was reopened, and what counts is still the revision that had been accepted."""
        found = [one for one in self.standing if one.kind in {DecisionKind.ACCEPT, DecisionKind.REOPEN}]
        if self.current is None or not found:
            return False
        return found[-1].kind is DecisionKind.REOPEN and found[-1].content == self.current.content

    @cached_property
    def state(self) -> OfficeState:
        """State of the year at the office."""
        around = Circumstances(
            waiting=bool(self.waiting),
            excused=self.is_excused,
            asked=any(one.state.is_open and not one.is_answered for one in self.questions),
            answered=any(one.is_answered for one in self.questions),
            closed=self.accepted is not None and self.accepted == self._situation.closed,
        )
        return state_of(self.lineage, self.accepted, around)

    @cached_property
    def questions(self) -> list[QuestionNow]:
        """Every question about the year as it stands, by number."""
        asking, current = self.asking, self.current
        if current is None or not asking.questions:
            return questions_now(asking, self.decisions, "" if current is None else current.content)
        plan = self.filed_plan(current)
        cells = None if plan is None else lay_out(plan, current.unit).cell_by_address
        return questions_now(asking, self.decisions, current.content, cells)

    @property
    def waits_on_another(self) -> bool:
        """Whether a question that was sent waits, and the last return letter is about another revision.

        At the unit a return letter about another revision, or about what another data file of it froze, does
        not open the year in which it is to be answered.
        """
        returns, current = self.asking.returns, self.current
        return (
            self._waits and current is not None and bool(returns) and returns[-1].content != current.content
        )

    @property
    def waits_since_restored(self) -> bool:
        """Whether a question that was sent waits, and the desk was restored since (``is_restored``)."""
        return self._waits and self.asking.is_restored

    @property
    def _waits(self) -> bool:
        return any(one.state is QuestionState.SENT for one in self.questions)

    @cached_property
    def waiting_answers(self) -> dict[str, tuple[WaitingAnswer, ...]]:
        """By question, answers that stand only in packages which wait for a person or a better file."""
        places, waiting = self.lineage.places, {one.digest for one in self.waiting}
        held = {
            one.content: one.revision
            for one in self.packages
            if one.digest in waiting or (one.content in places and places[one.content].needs_a_person)
        }
        return waiting_answers(self.asking, self.questions, held)

    @property
    def asking(self) -> Asking:
        """What was stored about questions and letters."""
        return self._situation.asking

    @cached_property
    def current(self) -> ReceivedPackage | None:
        """The package that counts, the first that was signed of its content; None where there is none."""
        current = self.lineage.current
        return None if current is None else self.of_content(current.content)

    def of_content(self, content: str) -> ReceivedPackage | None:
        """The first admitted package of a content, else the first of any; None where none was received."""
        # A year can be exported twice with the same content: what counts is one that is taken for the unit's.
        found = [one for one in (*self.admitted, *self.packages) if one.content == content]
        return found[0] if found else None

    @property
    def typed_code(self) -> str | None:
        """The 校验码 that was typed from stamped paper, or the mark of waived paper; None for neither."""
        found = self.of_kind(DecisionKind.PAPER)
        task = self._situation.task
        waived = WAIVED if task is not None and task.waives_paper else None
        return found[-1].answer if found else waived

    @property
    def deadline(self) -> date | None:
        """Last day of the year; None where none is set."""
        return self._situation.deadline

    def arrived(self, package: ReceivedPackage) -> datetime:
        """When a package arrived: as an officer stated, else as its mail says (`_mailed`), else taken in."""
        stated = self.stated_arrival(package, self._situation.now)
        if stated is not None:
            return stated.latest
        return self._mailed(package) or package.at

    def _arrival_by(self, package: ReceivedPackage) -> ArrivalBy:
        if self.stated_arrival(package, self._situation.now) is not None:
            return ArrivalBy.OFFICER
        return ArrivalBy.INTAKE if self._mailed(package) is None else ArrivalBy.MAIL

    def is_mailed(self, package: ReceivedPackage) -> bool:
        """Whether a mail brought a package, as far as that is known."""
        return package.digest in self._situation.mailed

    def _mailed(self, package: ReceivedPackage) -> datetime | None:
        """Date of the mail that brought a package, where it can be true; it is the sender's word."""
        mailed = self._situation.mailed.get(package.digest)
        signed = None if package.signer is None else package.signer.signed_at
        if mailed is None or mailed > package.at or (signed and mailed < signed - CLOCK_TOLERANCE):
            return None
        return mailed

    def _received(self, package: ReceivedPackage) -> ReceiptTime:
        return received_at(self.standing, package, self._situation.now)

    def to_refile(self, package: ReceivedPackage) -> list[str]:
        """Items, indicators and given figures that the unit is to file again, as was decided last."""
        asked = [code for code, answer in self.definition_answers(package).items() if answer == REFILE]
        settled = self.base_answers(package)
        given = self.given_differences(package) if REFILE in settled.values() else []
        return asked + [one.given.place for one in given if settled.get(one.settled_as) == REFILE]

    def declares_changes(self, package: ReceivedPackage) -> bool:
        """Whether a package declares any change of definition."""
        schema = self.own_fact(package, "schema")
        return bool(declared_changes(None if schema is None else schema.details))

    def past_digests(self, package: ReceivedPackage) -> dict[int, str] | None:
        """Digests of the figures of each year in a package; None where an older program judged it."""
        found = self._judgements[package.digest].facts.get("schema", {}).get(YEAR_DIGESTS)
        return None if found is None else {int(year): digest for year, digest in found.items()}

    def new_changes(self, package: ReceivedPackage) -> list[DefinitionChange]:
        """Changes of definition that a package declares and no accepted year of the unit does.

        With the acceptance of the package itself its changes are accepted.
        """
        schema = self.own_fact(package, "schema")
        declared = declared_changes(None if schema is None else schema.details)
        if self.accepted == package.content:
            return []
        known = self._situation.known_changes
        return [one for one in declared if (one.code, one.year) not in known]

    @cached_property
    def _own(self) -> dict[str, list[OfficeFact]]:
        """The facts that decide whether a package is taken for the unit's, by its digest."""
        return {one.digest: list(self._own_facts(one)) for one in self.packages}

    def _own_facts(self, package: ReceivedPackage) -> Iterable[OfficeFact]:
        judgement = self._judgements[package.digest]
        for name, found in judgement.facts.items():
            if name == REVISION:
                yield contradiction()
            else:
                yield at_desk(stored_fact(name, found))
        situation = self._situation
        filed, is_wanted = self.filed_plan(package), situation.task is not None
        address = address_fact(package, situation.plan, filed, situation.now, is_wanted=is_wanted)
        signer = signer_fact(package, situation.register, self._received(package))
        yield not_registered_here(signer) if address.status in STRANGERS else signer
        yield address

    def facts(self, package: ReceivedPackage) -> list[OfficeFact]:
        """All facts of a package but that about its past, which takes longer (``history``)."""
        if package.digest not in self._facts:  # next step, board and reminders ask for the same
            self._facts[package.digest] = self._all_facts(package)
        return list(self._facts[package.digest])

    def _all_facts(self, package: ReceivedPackage) -> list[OfficeFact]:
        own = self._own[package.digest]
        found = {one.name: one for one in own}
        found.setdefault(REVISION, self._revision(package))
        if self.is_comparable(package):
            found["definition"] = definition_fact(
                self._situation.plan,
                self.filed_plan(package),
                self._differing_definitions(package),
                self.new_changes(package),
                self.definition_answers(package),
            )
        found["time"] = time_fact(
            package,
            self.arrived(package),
            self._arrival_by(package),
            self._situation.deadline,
            self._situation.deadline_not_sent,
        )
        found["paper"] = paper_fact(package, self.typed_code, self._codes if self.typed_code else {})
        found["answers"] = self._answers_fact
        found[BASE] = self._base_fact(package)
        return [found[name] for name in _ORDER if name in found]

    def _differing_definitions(self, package: ReceivedPackage) -> DefinitionDifference | None:
        """What the version under which a package was filed defines otherwise; None where it is not known."""
        filed, known = self.filed_plan(package), self._differing
        if filed is not None and package.plan_digest not in known:
            known[package.plan_digest] = differing_definitions(self._situation.plan, filed, package.unit)
        return known.get(package.plan_digest)

    @cached_property
    def _answers_fact(self) -> OfficeFact:
        """Whether the questions are answered: of the year, the same beside each package."""
        return answers_fact(self.questions, self.waiting_answers, is_about_another=self.waits_on_another)

    @cached_property
    def _codes(self) -> dict[str, int]:
        """Number of each revision that came, by its 校验码."""
        return {check_code(one.content): one.revision for one in self.packages}

    def _base_fact(self, package: ReceivedPackage) -> OfficeFact:
        situation = self._situation
        used = self._judgements[package.digest].facts.get("schema", {}).get("details", {}).get(BASE)
        differing = self.given_differences(package)
        return base_fact(situation.plan, situation.base, used, differing, self.base_answers(package))

    def given_differences(self, package: ReceivedPackage) -> list[GivenDifference]:
        """Given figures that a package does not state as they were given; none where they are not read."""
        found = self._given.get(package.content)
        if found is None:
            found = self._given[package.content] = self._differences_of(package)
        return found

    def _differences_of(self, package: ReceivedPackage) -> list[GivenDifference]:
        base, filed = self._situation.base, self.filed_plan(package)
        if base is None or filed is None or not self.is_comparable(package):
            return []
        keys = [one.key for one in lay_out(filed, package.unit).entry_cells]
        keys = [key for key in keys if (key, package.year) in base.figures]
        values = self._situation.values(package.content) if keys else ()
        return given_differences(base, keys, package.year, values)

    def is_comparable(self, package: ReceivedPackage) -> bool:
        """Whether its figures can be read, and are those of a unit of this plan."""
        plan = self._situation.plan
        schema = self.own_fact(package, "schema")
        is_read = schema is not None and schema.state is FactState.OK
        return is_read and package.region == plan.region_code and package.unit in plan.unit_by_code

    def own_fact(self, package: ReceivedPackage, name: str) -> OfficeFact | None:
        """A fact that decides whether a package is taken for the unit's; None where it was not looked at."""
        return next((one for one in self._own[package.digest] if one.name == name), None)

    def filed_plan(self, package: ReceivedPackage) -> Plan | None:
        """The version of the plan under which a package was filed; None where the office does not have it."""
        return self._situation.plans.get(package.plan_digest)

    def _revision(self, package: ReceivedPackage) -> OfficeFact:
        aside = self.put_aside.get(package.digest)
        if aside is not None:
            return put_aside_fact(package, aside)
        first = self.of_content(package.content)
        if first is not None and first.digest != package.digest:
            return same_content_fact(package)
        missing = self.lineage.missing.get(package.content, ())
        return place_fact(package, self._place(package), missing)

    def _place(self, package: ReceivedPackage) -> RevisionPlace:
        """The place of a package among the unit's revisions.

        Of a package that is not admitted: the place it would have if it alone were admitted as well.
        """
        place = self.lineage.places.get(package.content)
        if place is not None:
            return place
        filing = Filing(package.content, package.revision, package.replaces)
        others = [
            Filing(one.content, one.revision, one.replaces)
            for one in self.admitted
            if one.content != package.content
        ]
        return lineage_of([*others, filing], self.decided).places[package.content]
