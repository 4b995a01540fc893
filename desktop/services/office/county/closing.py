"""定库: a county's year is frozen, signed once with the office's key, and stored.

What was frozen is never changed. A year that is corrected afterwards is opened again, accepted and frozen
once more; the new file names the one before it, and which units' figures became others, and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from db.office.records import DecisionKind
from db.office.sent_records import StoredCollection
from desktop.documents.county_book.book import render_county_book
from desktop.services.files import staged_file, write_file
from desktop.services.letters.writing import letter_file
from desktop.services.office.county.collecting import Collection, collect
from desktop.services.office.county.data_package import package_files
from desktop.services.office.county.document import SCHEMA, collection_document
from desktop.services.office.county.looking_back import YearBefore, look_back
from desktop.services.office.county.tables import county_book
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.letters.letter import next_number, require_office_key
from desktop.services.office.letters.stored_letters import require_unused
from desktop.services.packages.encryption import PACKAGE_SUFFIX
from desktop.submission.keys.identity import Identity
from desktop.submission.package import PayloadFile, build, inspect
from forms.bounded_json import parse_json
from forms.canonical import canonical_json, digest_of
from forms.errors import EnvironmentFault
from forms.frozen import frozen
from forms.letters.kind import COLLECTION_KIND
from forms.letters.letter import LETTER_SCHEMA
from forms.receiving.permission import Act

DOCUMENT_NAME, BOOK_NAME = "collection.json", "county.xlsx"
_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "md": "text/markdown",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NOT_SUBSTANCE = frozenset({"code", "digest", "as_of"})
"""Members of a document that later decisions about other years change as well."""


@frozen
class Revised:
    """A unit of which another content counts than in the year as it was frozen before.

    Attributes:
        unit: its code.
        before: content that counted; None where none did.
        now: content that counts; None where none does.
        reason: why the year was opened again, as an officer wrote it; empty where it was not.
    """

    unit: str
    before: str | None
    now: str | None
    reason: str


@frozen
class ClosedYear:
    """A county's year that is frozen.

    Attributes:
        stored: the signed file with what stands for it.
        path: where it was written.
        collection: what went into it.
        before: the year before it, for the differences.
        revised: units whose figures became others since it was frozen last.
        is_new: whether it was frozen just now; else nothing had changed, and the last file was written again.
    """

    stored: StoredCollection
    path: Path
    collection: Collection
    before: YearBefore
    revised: tuple[Revised, ...]
    is_new: bool


@frozen
class LastClosing:
    """When and by whom a year was frozen last, without its content.

    Attributes:
        number: how often the year was frozen up to then, numbers left out by a restored desk included.
        actor: who let it be signed.
        at: when.
    """

    number: int
    actor: str
    at: datetime


def last_closing(desk: OfficeDesk, year: int) -> LastClosing | None:
    """The last time a year was frozen; None where it never was.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    found = desk.store.last_closing(year)
    return None if found is None else LastClosing(*found)


def close_year(desk: OfficeDesk, year: int, identity: Identity, folder: Path) -> ClosedYear:
    """Freeze a county's year, or write the last file again where nothing has changed since.

    Args:
        desk: the office's desk; the head does it where there is one.
        year: reporting year; every unit is accepted or excused.
        identity: the office's signing key.
        folder: where the signed file is written.

    Raises:
        UserInputError: a unit is not accepted (E-COLLECT-001), nothing can be collected (E-COLLECT-002), the
            key is not the office's (E-DECIDE-013), somebody else than the head does it (E-OFFICE-004), or a
            file of its number lies in the folder (E-DECIDE-028).
        IdentityError: the key cannot sign at this time.
        EnvironmentFault: the file or the store cannot be written; then nothing was frozen.
    """
    actor, now = desk.acting(Act.CLOSE), desk.clock()
    require_office_key(desk, identity)
    collection = collect(desk, year)
    before = look_back(desk, collection)
    former = desk.store.collections(year)
    document = collection_document(collection, before)
    revised = tuple(_revised(desk, year, former, _filings(collection)))
    if former and _substance(document) == _substance(frozen_document(former[-1])):
        path = folder / former[-1].name
        write_file(path, former[-1].data)
        return ClosedYear(
            stored=former[-1], path=path, collection=collection, before=before, revised=(), is_new=False
        )
    number = next_number(desk, [(one.number, one.at) for one in former])
    letter = _letter(desk, collection, number, former, revised, now)
    payload = list(_payload(collection, before, {"schema": SCHEMA, **document}))
    data = build([letter, *payload], identity, now)
    name = f"wdp-{desk.plan.region_code}-{COLLECTION_KIND}-{year}-{number}{PACKAGE_SUFFIX}"
    stored = StoredCollection(
        year=year,
        number=number,
        name=name,
        digest=digest_of(data),
        state_digest=collection.digest,
        filings=_filings(collection),
        data=data,
        actor=actor,
        at=now,
    )
    _put_down(desk, stored, folder)
    return ClosedYear(
        stored=stored, path=folder / name, collection=collection, before=before, revised=revised, is_new=True
    )


def _put_down(desk: OfficeDesk, stored: StoredCollection, folder: Path) -> None:
    """Store a frozen year, and let its file appear once it is stored."""
    require_unused(folder, stored.name, f"{stored.year} 年第 {stored.number} 次定库")
    is_stored = False
    try:
        with staged_file(folder / stored.name, stored.data):
            desk.store.add_collection(stored)
            is_stored = True
    except EnvironmentFault as fault:
        if is_stored:
            # The file appears only after the block, which can fail when the year is frozen already.
            fault.message = f"已经定库并存下，只是文件没有写成：{fault.message}处理好以后再办一次 close。"
        raise


def frozen_document(stored: StoredCollection) -> Mapping[str, Any]:
    """What a frozen file says of the year, as of ``collection.json``."""
    entry = next(one for one in inspect(stored.data).payload if one.name == DOCUMENT_NAME)
    document: Mapping[str, Any] = parse_json(entry.data)
    return document


def _substance(document: Mapping[str, Any]) -> bytes:
    """What a collection says of its year, in one spelling."""
    kept = {name: value for name, value in document.items() if name not in {*_NOT_SUBSTANCE, "schema"}}
    return canonical_json(kept)


def _filings(collection: Collection) -> dict[str, str]:
    return {one.unit: one.package.content for one in collection.filings if one.package is not None}


def _revised(
    desk: OfficeDesk, year: int, former: Sequence[StoredCollection], now: Mapping[str, str]
) -> Iterator[Revised]:
    """Units of which another content counts than when the year was frozen last."""
    if not former:
        return
    before = former[-1].filings
    reasons = {
        one.unit: one.reason
        for one in desk.store.decisions(year=year)
        if one.kind is DecisionKind.REOPEN and one.at >= former[-1].at
    }
    for unit in sorted(before.keys() | now.keys()):
        if before.get(unit) != now.get(unit):
            yield Revised(unit, before.get(unit), now.get(unit), reasons.get(unit, ""))


def _letter(
    desk: OfficeDesk,
    collection: Collection,
    number: int,
    former: Sequence[StoredCollection],
    revised: Sequence[Revised],
    now: datetime,
) -> PayloadFile:
    document = {
        "kind": COLLECTION_KIND,
        "schema": LETTER_SCHEMA,
        "region_code": desk.plan.region_code,
        "office": desk.plan.office,
        "year": collection.year,
        "n": number,
        "previous": former[-1].digest if former else None,
        "questions": [],
        "made_at": now.isoformat(timespec="seconds"),
        "code": collection.code,
        "digest": collection.digest,
        "revised": [
            {"unit": one.unit, "before": one.before, "now": one.now, "reason": one.reason} for one in revised
        ],
    }
    return letter_file(document)


def _payload(
    collection: Collection, before: YearBefore, document: Mapping[str, Any]
) -> Iterator[PayloadFile]:
    """What the frozen file carries: the document, the data package's files, and the workbook."""
    files = {
        DOCUMENT_NAME: canonical_json(document),
        BOOK_NAME: render_county_book(county_book(collection, before)),
        **package_files(collection),
    }
    for name, data in files.items():
        yield PayloadFile(name, _TYPES[name.rpartition(".")[2]], data)
