"""What was opened of a file is judged and stored: each package in a transaction of its own, the file last.

So whoever is killed in between has whole packages and a file that does not count as handed over yet: the next
run opens it again and takes in the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from db.office.records import Arrival, ArrivalOutcome, TakenIn
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.intake.handed import Opened
from desktop.services.office.intake.judging import judge
from desktop.services.office.intake.not_taken import NotTaken
from desktop.services.plans.known import PlanFinder
from forms.canonical import digest_of
from forms.receiving.permission import Act


def packages_in(desk: OfficeDesk, arrivals: Sequence[Arrival]) -> tuple[str, ...]:
    """Digests of the packages among what was handed over."""
    files = dict.fromkeys(one.file for one in arrivals if one.file is not None)
    return tuple(file for file in files if desk.store.package(file) is not None)


def is_whole(arrivals: Sequence[Arrival]) -> bool:
    """Whether everything about a file is stored that was opened of it: its own row comes last."""
    return any(one.place == "" for one in arrivals)


def store_opened(
    desk: OfficeDesk,
    digest: str,
    opened: Sequence[Opened],
    find_plan: PlanFinder,
    handed_over: datetime | None = None,
) -> tuple[set[str], list[Arrival]]:
    """Judge the packages of a file and store each by itself; what else is to be known of it, with the last.

    Args:
        desk: the office's desk.
        digest: of the file that was handed over.
        opened: that file and what lies in it.
        find_plan: gives the plan pack that a package names.
        handed_over: when the file came, where that was before; what is opened only now arrived then:
            certificates and deadlines go by that.

    Returns:
        The digests of the packages that are new, and the file with everything in it as it was read now.

    Raises:
        EnvironmentFault: the office's file or the disk fails; the packages before are stored.
    """
    now, kept, arrivals = desk.clock(), list[bytes](), list[Arrival]()
    rest, added = list[Arrival](), set[str]()
    # One package behind: the last is stored together with the file's own row, so that a file with one package
    # takes one transaction, and the row that says that the file is whole never comes first.
    last: tuple[Arrival, TakenIn] | None = None
    for one in opened:
        file, why, found = _known_package(desk, one), one.refusal, None
        if file is None and one.is_package and one.data is not None:
            judged = judge(one.data, find_plan, handed_over or now)
            if isinstance(judged, TakenIn):
                found, file = judged, judged.package.digest
            else:
                why = judged
        if file is None and one.data is not None and why is not NotTaken.OTHER_KIND:
            kept.append(one.data)
            file = digest_of(one.data)
        arrivals.append(arrival := _arrival(digest, one, file, why))
        if found is None:
            rest.append(arrival)
            continue
        added.add(found.package.digest)
        if last is not None:
            _take_in(desk, [last[0]], [last[1]], [], now)
        last = arrival, found
    with_last = [] if last is None else [last[0]]
    _take_in(desk, [*rest, *with_last], [] if last is None else [last[1]], kept, now)
    return added, arrivals


def _known_package(desk: OfficeDesk, one: Opened) -> str | None:
    """The digest of a package that is in already and need not be judged; None for everything else."""
    if not one.is_package or one.data is None:
        return None
    digest = digest_of(one.data)
    return None if desk.store.package(digest) is None else digest


def _take_in(
    desk: OfficeDesk,
    arrivals: Sequence[Arrival],
    taken: Sequence[TakenIn],
    kept: Sequence[bytes],
    now: datetime,
) -> None:
    desk.store.take_in(arrivals, taken, kept, actor=desk.acting(Act.TAKE_IN), now=now)


def _arrival(digest: str, one: Opened, file: str | None, why: NotTaken | None) -> Arrival:
    outcome = ArrivalOutcome.KEPT if file else ArrivalOutcome.OPENED if one.inside else ArrivalOutcome.REFUSED
    return Arrival(
        digest=digest,
        place=one.place,
        name=one.name,
        size=one.size,
        kind=one.kind.value,
        outcome=outcome,
        code="" if why is None else why.value,
        file=file,
        mailed_at=one.mailed_at,
    )
