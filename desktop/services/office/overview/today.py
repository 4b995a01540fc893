"""The office's day: the board of a year with all that its window shows beside it, read at once.

Of a unit only what it sent and what was sent to it is listed; its figures are read when it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from db.office.records import DecisionKind, ReceivedPackage
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.ledger import Ledger, ledger_of
from desktop.services.office.facts.next_step import NextKind
from desktop.services.office.facts.people_said import people_in, submission_in
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.letters.reminding import late_in
from desktop.services.office.overview.board import Board, board_in
from desktop.services.office.registry.unregistered import packages_to_register
from desktop.services.office.years import years_of
from forms.filing.people import People
from forms.filing.receipt_time import day_in_beijing
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter

_MAILS = frozenset({DecisionKind.REMIND, DecisionKind.ASK_WHICH})
"""What is noted of mails, which are not signed."""


@frozen
class CameIn:
    """A package that came from a unit.

    Attributes:
        at: when it arrived.
        revision: its number, as it says itself.
        is_mail: whether a mail brought it.
        is_current: whether it is the one that counts.
        waits: whether a person or a better file is needed.
        is_aside: whether a person decided not to use it.
    """

    at: datetime
    revision: int
    is_mail: bool
    is_current: bool
    waits: bool
    is_aside: bool


@frozen
class WentOut:
    """A letter that was signed for a unit, or a mail of which a person noted something.

    Attributes:
        at: when.
        kind: of the letter; None for a mail.
        number: of the letter; 0 for a mail.
        questions: how many it asks.
        asks_which: whether it is a mail that asks which revision counts; every other one is a reminder.
    """

    at: datetime
    kind: OfficeLetter | None
    number: int
    questions: int
    asks_which: bool = False


@frozen
class Dossier:
    """What was exchanged with a unit about a year.

    Attributes:
        came: packages, the newest first.
        went: letters and reminders, the newest first.
        deadline: last day of its year; None where none is set.
        candidates: how many contents stand against each other; 0 where nobody has to choose.
        wants_receipt: whether its current revision has no receipt yet, and no acceptance, which is one.
        forms: how many forms the plan has of it.
        package: digest of the package that counts, else of the newest; empty where nothing came.
    """

    came: tuple[CameIn, ...]
    went: tuple[WentOut, ...]
    deadline: date | None
    candidates: int
    wants_receipt: bool
    forms: int
    package: str


def contact_of(desk: OfficeDesk, dossier: Dossier) -> People:
    """Who filled in what a unit sent, with telephone, as the package gives them; nobody where nothing came.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    return people_in(submission_in(desk.store.file_bytes(dossier.package))) if dossier.package else People()


@frozen
class ReadYear:
    """A year as it was read.

    Attributes:
        mark: of the file before it was read.
        ledger: the year.
    """

    mark: str
    ledger: Ledger


@frozen
class Today:
    """Where a year stands today.

    Attributes:
        day: today, in Beijing.
        board: the lines of all units.
        dossiers: what was exchanged with each, by its code.
        late: units that are to be reminded now, in the plan's order.
        deadlines: first and last of the days by which the expected units are to file; None where none is set.
        certificates: how many certificates of units are registered for signing; none of the office's own.
        elsewhen: by other reporting year, units whose packages wait until their certificate is registered.
        has_task: whether a task was written for the year.
        wants_past: whether the office's own figures of earlier years should be imported first: it has none,
            and has accepted nothing yet.
        others: by other reporting year, how many units wait there for something else that the office has to
            do; not looked at on a large board, and not before figures were compared.
        unopened: how many files are kept that could not be opened yet.
        is_whole: whether figures were compared; until then nobody decides by what is to be done next.
        read: the year as it was read, from which the whole is made later; None once figures were compared.
    """

    day: date
    board: Board
    dossiers: Mapping[str, Dossier]
    late: tuple[str, ...]
    deadlines: tuple[date, date] | None
    certificates: int
    elsewhen: Mapping[int, tuple[str, ...]]
    others: Mapping[int, int]
    unopened: int
    has_task: bool
    wants_past: bool
    is_whole: bool
    read: ReadYear | None


def today_of(desk: OfficeDesk, year: int, *, compares: bool = True, read: ReadYear | None = None) -> Today:
    """Read where a year stands.

    Args:
        desk: the office's desk.
        year: reporting year.
        compares: whether figures are compared, which takes most of the time.
        read: the year as it was read before; it is read anew where anything was stored since.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    if read is None or read.mark != desk.mark:
        read = ReadYear(desk.mark, ledger_of(desk, year))
    ledger, today = read.ledger, day_in_beijing(desk.clock())
    dossiers = {unit: _dossier(ledger, ledger.unit_year(unit)) for unit in ledger.units}
    expected = (dossiers[unit.code].deadline for unit in ledger.plan.reporting_units)
    days = [day for day in expected if day is not None]
    return Today(
        day=today,
        board=board_in(desk, ledger, compares=compares),
        dossiers=dossiers,
        late=tuple(one.unit for one in late_in(ledger, today) if one.is_due(today)),
        deadlines=(min(days), max(days)) if days else None,
        certificates=sum(unit in ledger.plan.unit_by_code for unit in ledger.register.units.values()),
        elsewhen=_elsewhen(desk, ledger),
        has_task=ledger.task is not None,
        wants_past=not _has_accepted(desk, ledger) and not desk.store.past_values(),
        others=_others(desk, ledger) if compares else {},
        unopened=len(desk.store.waiting_files()),
        is_whole=compares,
        read=None if compares else read,
    )


def _has_accepted(desk: OfficeDesk, ledger: Ledger) -> bool:
    """Whether anything was ever accepted, this year's looked at first."""
    return any(ledger.unit_year(unit).accepted for unit in ledger.units) or any(
        one.kind is DecisionKind.ACCEPT for one in desk.store.decisions_of_past()
    )


def _elsewhen(desk: OfficeDesk, ledger: Ledger) -> dict[int, tuple[str, ...]]:
    """Units of which packages of other years wait for a registration, by year."""
    waiting = {
        (one.year, one.unit)
        for packages in packages_to_register(desk, ledger.register).values()
        for one in packages
        if one.year != ledger.year
    }
    return {
        other: tuple(sorted(unit for of, unit in waiting if of == other))
        for other in sorted({of for of, _ in waiting})
    }


_LOOKED_AT = 60
"""Units of a board beside which other years are looked at, some 30 ms each. Chosen by us above a county's."""
_OURS = frozenset(
    {
        NextKind.CHOOSE,
        NextKind.MISTRUSTED,
        NextKind.HELD,
        NextKind.LATE_CHANGE,
        NextKind.HELD_ANSWER,
        NextKind.ANSWERED,
        NextKind.SEND,
        NextKind.SEND_AGAIN,
    }
)
"""What waits for the office whatever the figures say, beside certificates, which have their own place."""


def _others(desk: OfficeDesk, ledger: Ledger) -> dict[int, int]:
    """How many units wait for the office in other years; those where none does are left out."""
    if len(ledger.units) > _LOOKED_AT:
        return {}
    found = {}
    for year in years_of(desk):
        rows = () if year == ledger.year else board_in(desk, ledger_of(desk, year), compares=False).rows
        found[year] = sum(row.next.kind in _OURS for row in rows)
    return {year: count for year, count in found.items() if count}


_SAYS_IT_CAME = frozenset({OfficeLetter.RECEIPT, OfficeLetter.ACCEPTANCE})
"""Letters by which a unit knows that a revision came; what was accepted gets no receipt any more."""


def _dossier(ledger: Ledger, unit_year: UnitYear) -> Dossier:
    current, letters = unit_year.current, unit_year.asking.letters
    told = {one.content for one in letters if one.kind in _SAYS_IT_CAME}
    came = [_came(ledger, unit_year, package) for package in unit_year.packages]
    went = [
        WentOut(at=one.at, kind=one.kind, number=one.number, questions=len(one.questions)) for one in letters
    ]
    went += [
        WentOut(at=one.at, kind=None, number=0, questions=0, asks_which=one.kind is DecisionKind.ASK_WHICH)
        for one in unit_year.standing
        if one.kind in _MAILS
    ]
    return Dossier(
        came=tuple(sorted(came, key=lambda one: one.at, reverse=True)),
        went=tuple(sorted(went, key=lambda one: one.at, reverse=True)),
        deadline=ledger.deadlines.get(unit_year.unit, ledger.deadlines.get("")),
        candidates=len(unit_year.lineage.candidates),
        wants_receipt=current is not None and current.content not in told,
        forms=len(ledger.plan.forms_of(unit_year.unit)),
        package=_shown_package(unit_year),
    )


def _shown_package(unit_year: UnitYear) -> str:
    newest = max(unit_year.packages, key=lambda one: (unit_year.arrived(one), one.digest), default=None)
    shown = unit_year.current or newest
    return "" if shown is None else shown.digest


def _came(ledger: Ledger, unit_year: UnitYear, package: ReceivedPackage) -> CameIn:
    place = unit_year.lineage.places.get(package.content)
    is_aside = package.digest in unit_year.put_aside
    waits = package in unit_year.waiting or (place is not None and place.needs_a_person)
    return CameIn(
        at=unit_year.arrived(package),
        revision=package.revision,
        is_mail=package.digest in ledger.mailed,
        is_current=unit_year.current is not None and unit_year.current.content == package.content,
        waits=waits and not is_aside,
        is_aside=is_aside,
    )
