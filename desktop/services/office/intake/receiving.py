"""Taking in a batch: each file is judged and stored by itself, and what became of it is told at the end.

Whatever the order of the files, the end is the same: what a file is worth follows from everything that was
received, so it is told only after the last one. A batch that is cut short has stored whole files; handed over
again, they are known and take no time.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from db.office.records import Arrival, Judgement, ReceivedPackage, TakenIn
from desktop.kinds.kind import Kind
from desktop.kinds.recognition import recognise
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.fact import OfficeFact, told
from desktop.services.office.facts.judged import found_of
from desktop.services.office.facts.ledger import Ledger, ledger_of, plan_finder
from desktop.services.office.facts.revision_fact import REVISION
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.intake.handed import HandedFile, files_in, open_handed, read_handed
from desktop.services.office.intake.judging import judge
from desktop.services.office.intake.not_taken import NotTaken
from desktop.services.office.intake.storing import is_whole, packages_in, store_opened
from desktop.services.plans.known import PlanFinder
from desktop.services.plans.packs import PlanPack, read_pack
from desktop.submission.encryption.envelope import ReceivingKey
from desktop.submission.facts import FactState
from desktop.submission.verification import CLOCK_TOLERANCE
from forms.codes.receive import ReceiveCode
from forms.errors import CatalogueError
from forms.frozen import frozen
from forms.receiving.lineage import RevisionPlace
from forms.receiving.permission import Act
from forms.receiving.second_judgement import JudgedTwice

_NOBODYS = frozenset({NotTaken.NOT_OURS.value, NotTaken.OTHER_KIND.value})
"""Why nothing is wrong with what lies beside a package: a signature, a logo, a letter that goes back."""

Tell = Callable[[int, int, str], None]
"""Hears of the progress: files done, all files, name of the file. What it raises ends the work; what was
stored stays."""


class FileOutcome(StrEnum):
    """What became of a file; the values stand in JSON answers."""

    TAKEN = "taken"
    WAITS = "waits"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """Chinese word."""
        return {FileOutcome.TAKEN: "收下", FileOutcome.WAITS: "待处理", FileOutcome.REFUSED: "没有收"}[self]


@frozen
class PackageReport:
    """A package in a file.

    Attributes:
        package: what it says of itself.
        unit_year: the unit's year, of which it is.
        facts: everything that was found.
        judged: the targets that are judged otherwise with the past that the office holds.
        waits: whether a person or a better file is needed.
    """

    package: ReceivedPackage
    unit_year: UnitYear
    facts: tuple[OfficeFact, ...]
    judged: tuple[JudgedTwice, ...]
    waits: bool


@frozen
class LeftBeside:
    """What lies in a file beside its packages and was not taken in, though it may be somebody's delivery.

    Attributes:
        name: of what was attached or packed.
        kind: what it is.
        refusal: why nothing was read of it, or why it waits.
        letter: kind of a letter, as of :class:`FileReport`; always empty, since it is not stored.
    """

    name: str
    kind: str
    refusal: NotTaken
    letter: str = ""


@frozen
class FileReport:
    """What became of a file.

    Attributes:
        path: where it lies.
        kind: what it is; None where it could not be read.
        reception: what became of it.
        refusal: why nothing was read of it, or why it waits; None where packages were read.
        known: whether the very same file was handed over before, or stands before it by name in the batch.
        packages: the packages in it.
        letter: the kind of the first letter of the office in it, as that says itself; else empty.
        is_plan: whether it is a version of the office's plan, which was kept for what was filed under it.
        beside: what lies in it beside its packages and was not taken in.
    """

    path: Path
    kind: str | None
    reception: FileOutcome
    refusal: NotTaken | None
    known: bool
    packages: tuple[PackageReport, ...]
    letter: str = ""
    is_plan: bool = False
    beside: tuple[LeftBeside, ...] = ()


@frozen
class NotedFile:
    """What is remembered of a file until the end of the batch: no bytes, so that memory stays the same.

    ``packages`` has, by the digest of each package in it, whether that is new.
    """

    path: Path
    kind: str | None
    refusal: NotTaken | None
    packages: Mapping[str, bool]
    digest: str = ""
    """Of the whole file, where others of the batch may be the same."""
    known: bool = False
    is_kept: bool = False
    letter: str = ""
    is_plan: bool = False
    beside: tuple[LeftBeside, ...] = ()


@frozen
class Batch:
    """What is handed over.

    Attributes:
        paths: files and folders.
        key: the office's receiving key; None where it was not given.
        packs: further versions of the plan, which are kept beside the office's own.
        key_is_closed: whether a key was given that could not be opened: what is encrypted waits for it.
    """

    paths: Sequence[Path]
    key: ReceivingKey | None = None
    packs: Sequence[PlanPack] = ()
    key_is_closed: bool = False


def receive(desk: OfficeDesk, batch: Batch, tell: Tell = lambda *_: None) -> list[FileReport]:
    """Take in files.

    Args:
        desk: the office's desk.
        batch: what is handed over.
        tell: hears of the progress.

    Raises:
        EnvironmentFault: the office's file or the disk fails; files before are stored.
    """
    for pack in batch.packs:
        desk.store.keep_plan(pack.data, actor=desk.acting(Act.TAKE_IN), now=desk.clock())
    # Made once: every file is judged by the plans that were known before the batch, whatever the order of its
    # files. What waits for a plan that the batch itself brings is judged again at its end.
    find_plan = plan_finder(desk)
    judge_waiting(desk, find_plan, batch.key)
    paths = list(files_in(batch.paths))
    noted: list[NotedFile] = []
    known: dict[str, bool] = {}
    for done, path in enumerate(paths):
        tell(done, len(paths), path.name)
        handed = read_handed(path)
        taken = _take(desk, handed, batch.key, find_plan)
        if batch.key_is_closed:
            taken = _waiting_for_the_key(taken)
        # Of what the batch itself brings twice, the first by name is new, whichever was taken first.
        noted.append(replace(taken, known=known.setdefault(handed.digest, taken.known)))
    if any(one.is_plan for one in noted):  # what waited for that version is judged by it
        judge_waiting(desk, plan_finder(desk), batch.key)
    tell(len(paths), len(paths), "")
    return list(reports_of(desk, noted))


def rehearse(desk: OfficeDesk, batch: Batch, tell: Tell = lambda *_: None) -> list[FileReport]:
    """What taking in would lead to; nothing is stored. Arguments and errors as for :func:`receive`."""
    with desk.store.rehearsal():
        return receive(desk, batch, tell)


def judge_waiting(desk: OfficeDesk, find_plan: PlanFinder, key: ReceivingKey | None) -> None:
    """Judge again what waits for a plan that is known now or for a clock, and open what waits for a key."""
    store = desk.store
    for digest, judgement in store.undecided_judgements().items():
        package = store.package(digest)
        assert package is not None
        if _can_be_decided(package, judgement, find_plan, desk.clock()):
            again = judge(store.file_bytes(digest), find_plan, desk.clock())
            if isinstance(again, TakenIn):
                store.judge_again(again, actor=desk.acting(Act.TAKE_IN), now=desk.clock())
    if key is None:
        return
    for arrival in store.waiting_files():
        if arrival.kind == Kind.ENCRYPTED and arrival.file is not None:
            opened = open_handed(arrival.name, store.file_bytes(arrival.file), key)
            if opened.inside:
                # The file itself has its row already; what lies in it gets the place and the mail's date from
                # that.
                inside = [
                    replace(one, place=arrival.place + one.place, mailed_at=arrival.mailed_at)
                    for inner in opened.inside
                    for one in inner.all()
                ]
                store_opened(desk, arrival.digest, inside, find_plan, store.handed_over(arrival.digest))


def _can_be_decided(
    package: ReceivedPackage, judgement: Judgement, find_plan: PlanFinder, now: datetime
) -> bool:
    """Whether what made a fact unknown has passed: the plan is known now, the signing time reached."""
    unknown = {name for name, fact in judgement.facts.items() if fact["state"] == FactState.UNKNOWN}
    if "signature" in unknown and package.signer is not None:
        return package.signer.signed_at <= now + CLOCK_TOLERANCE
    # The finder returns the nearest version where it has not the very one: nothing is decided by that.
    pack = find_plan(package.plan_id, package.plan_digest) if "plan" in unknown else None
    return pack is not None and pack.digest == package.plan_digest


def noted_before(desk: OfficeDesk, digest: str, name: str) -> NotedFile:
    """What is remembered of a file that was handed over before, by its digest and its name."""
    arrivals = desk.store.arrivals(digest)
    return _noted(desk, Path(name), arrivals, packages_in(desk, arrivals))


def _noted(
    desk: OfficeDesk, path: Path, arrivals: Sequence[Arrival], added: Container[str] = ()
) -> NotedFile:
    packages = packages_in(desk, arrivals)
    refusals = [NotTaken(one.code) for one in arrivals if one.code]
    return NotedFile(
        path=path,
        kind=arrivals[0].kind,
        refusal=None if packages else refusals[0] if refusals else NotTaken.NO_PACKAGE,
        packages={digest: digest in added for digest in packages},
        is_kept=any(one.file is not None for one in arrivals),
        beside=_beside(arrivals, packages) if packages else (),
    )


def _beside(arrivals: Sequence[Arrival], packages: Container[str]) -> tuple[LeftBeside, ...]:
    """What waits or was refused in a file that brought packages as well, less what is nobody's delivery."""
    places = [one.place for one in arrivals]
    return tuple(
        LeftBeside(name=one.name, kind=one.kind, refusal=NotTaken(one.code))
        for one in arrivals
        if one.code
        and one.code not in _NOBODYS
        and one.file not in packages
        # What was opened since has its own line.
        and not any(place.startswith(f"{one.place}/") for place in places)
    )


def _waiting_for_the_key(one: NotedFile) -> NotedFile:
    """The same, where what is encrypted waits for a key that was given and could not be opened."""

    def said(why: NotTaken) -> NotTaken:
        return NotTaken.KEY_CLOSED if why is NotTaken.NO_KEY else why

    refusal = None if one.refusal is None else said(one.refusal)
    beside = tuple(replace(left, refusal=said(left.refusal)) for left in one.beside)
    return replace(one, refusal=refusal, beside=beside)


def _take(
    desk: OfficeDesk,
    handed: HandedFile,
    key: ReceivingKey | None,
    find_plan: PlanFinder,
) -> NotedFile:
    if handed.data is None:
        why = NotTaken.TOO_LARGE if handed.error is None else NotTaken.UNREADABLE
        return NotedFile(path=handed.path, kind=None, refusal=why, packages={})
    if recognise(handed.data).kind is Kind.PLAN_PACK and _keep_plan(desk, handed.data):
        return NotedFile(path=handed.path, kind=Kind.PLAN_PACK, refusal=None, packages={}, is_plan=True)
    # By the digest of the whole file: one that came before is opened again only where something of it is left
    # to be read.
    arrivals = desk.store.arrivals(handed.digest)
    is_new = not is_whole(arrivals)
    added: set[str] = set()
    letter = ""
    if is_new or not (packages := packages_in(desk, arrivals)) or _beside(arrivals, packages):
        # What could not be read before may be readable now: by another key, or a newer program; and who was
        # killed on the way through a mail or an archive has a part of it only.
        opened = open_handed(handed.path.name, handed.data, key)
        letter = next((one.letter for one in opened.all() if one.letter), "")
        before = desk.store.handed_over(handed.digest)
        added, arrivals = store_opened(desk, handed.digest, list(opened.all()), find_plan, before)
    noted = _noted(desk, handed.path, arrivals, added)
    return replace(noted, digest=handed.digest, known=not is_new, letter=letter)


def _keep_plan(desk: OfficeDesk, data: bytes) -> bool:
    """Keep a version of the plan beside the one in force; False where it is of elsewhere, or damaged."""
    try:
        pack = read_pack(data)
    except CatalogueError:
        return False
    if pack.plan.region_code != desk.region:
        return False
    desk.store.keep_plan(pack.data, actor=desk.acting(Act.TAKE_IN), now=desk.clock())
    return True


# --- what became of each file


def reports_of(desk: OfficeDesk, noted: Iterable[NotedFile]) -> Iterable[FileReport]:
    """What became of files, as everything stands now."""
    ledgers: dict[tuple[int, str], Ledger] = {}
    noted = list(noted)
    # Of the files of a batch that bring the same package, the first by name is not called a duplicate:
    # so the report does not depend on the order in which they were handed over.
    new = {digest for one in noted for digest, is_new in one.packages.items() if is_new}
    first: dict[str, NotedFile] = {}
    first_file: dict[str, NotedFile] = {}
    for one in sorted(noted, key=lambda one: str(one.path)):
        first_file.setdefault(one.digest, one)
        for digest in one.packages:
            first.setdefault(digest, one)
    for one in noted:
        packages = tuple(
            report_of(desk, ledgers, digest, is_known=digest not in new or first[digest] is not one)
            for digest in one.packages
        )
        yield FileReport(
            path=one.path,
            kind=one.kind,
            reception=_reception(one, packages),
            refusal=one.refusal,
            known=one.known or (one.digest != "" and first_file[one.digest] is not one),
            packages=packages,
            letter=one.letter,
            is_plan=one.is_plan,
            beside=one.beside,
        )


def _reception(one: NotedFile, packages: Sequence[PackageReport]) -> FileOutcome:
    if one.is_plan:
        return FileOutcome.TAKEN
    if packages:
        is_open = bool(one.beside) or any(package.waits for package in packages)
        return FileOutcome.WAITS if is_open else FileOutcome.TAKEN
    return FileOutcome.WAITS if one.is_kept else FileOutcome.REFUSED


def report_of(
    desk: OfficeDesk, ledgers: dict[tuple[int, str], Ledger], digest: str, *, is_known: bool = False
) -> PackageReport:
    """What was found of a package.

    Args:
        desk: the office's desk.
        ledgers: units' years that were read already; those that are missing are added.
        digest: of the package.
        is_known: whether the same file was handed over before.
    """
    package = desk.store.package(digest)
    assert package is not None
    place_of = package.year, package.unit
    if place_of not in ledgers:
        ledgers[place_of] = ledger_of(desk, *place_of)
    unit_year = ledgers[place_of].year_of(package)
    facts, judged = found_of(desk, unit_year, package)
    place = unit_year.lineage.places.get(package.content)
    is_admitted = any(one.digest == digest for one in unit_year.admitted)
    waits = not is_admitted or place is None or place.needs_a_person or place is RevisionPlace.LATE_CHANGE
    if digest in unit_year.put_aside:
        waits = False
    if is_known:
        sentence = f"第 {package.revision} 版，同一个文件已经收过"
        again = told(REVISION, FactState.OK, ReceiveCode.DUPLICATE, sentence, status="duplicate")
        facts = tuple(again if fact.name == REVISION else fact for fact in facts)
    return PackageReport(package=package, unit_year=unit_year, facts=facts, judged=judged, waits=waits)
