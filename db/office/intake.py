"""Files that were handed over, packages that were taken in, and what was found in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, bindparam, exists, func, select, type_coerce

from db.description import Row
from db.log.transactions import StorePart
from db.log.work import Change, Work
from db.office.records import Arrival, ArrivalOutcome, Judgement, ReceivedPackage, Signer, TakenIn
from db.office.tables import ARRIVAL, JUDGEMENT, PACKAGE, RECEIVED_FILE
from db.office.values import add_values, digest_of_rows, rows_of
from db.translation import decoding
from db.values import clean, instant
from forms.canonical import canonical_text, digest_of

_ARRIVALS_OF = select(ARRIVAL).where(ARRIVAL.c.digest == bindparam("digest")).order_by(ARRIVAL.c.place)
_INSIDE = ARRIVAL.alias("inside")
_WAITING = (
    select(ARRIVAL)
    .where(
        ARRIVAL.c.outcome == ArrivalOutcome.KEPT,
        ARRIVAL.c.file.not_in(select(PACKAGE.c.digest)),
        # An encrypted file waits no more once what it holds was handed over beside it.
        ~exists().where(
            _INSIDE.c.digest == ARRIVAL.c.digest,
            _INSIDE.c.place != ARRIVAL.c.place,
            func.substr(_INSIDE.c.place, 1, func.length(ARRIVAL.c.place)) == ARRIVAL.c.place,
        ),
    )
    .order_by(ARRIVAL.c.at, ARRIVAL.c.digest, ARRIVAL.c.place)
)
_HANDED_OVER = select(func.min(ARRIVAL.c.at).label("at")).where(ARRIVAL.c.digest == bindparam("digest"))
_HANDED = select(ARRIVAL.c.digest, ARRIVAL.c.name, ARRIVAL.c.at).where(ARRIVAL.c.place == "")
_HANDED_BETWEEN = _HANDED.where(
    ARRIVAL.c.at >= bindparam("since"), ARRIVAL.c.at < bindparam("until")
).order_by(ARRIVAL.c.at, ARRIVAL.c.digest)
_MAILED = (
    select(ARRIVAL.c.file, func.min(ARRIVAL.c.mailed_at).label("mailed_at"))
    .where(ARRIVAL.c.mailed_at.is_not(None), ARRIVAL.c.file.is_not(None))
    .group_by(ARRIVAL.c.file)
)
_MAILED_OF_UNIT = _MAILED.where(
    ARRIVAL.c.file == PACKAGE.c.digest,
    PACKAGE.c.year == bindparam("year"),
    PACKAGE.c.unit == bindparam("unit"),
)
_PACKAGES = select(PACKAGE).order_by(
    PACKAGE.c.unit, PACKAGE.c.year, PACKAGE.c.signed_at.nulls_first(), PACKAGE.c.digest
)
_OF_YEAR = _PACKAGES.where(PACKAGE.c.year == bindparam("year"))
_OF_UNIT = _PACKAGES.where(PACKAGE.c.unit == bindparam("unit"))
_OF_UNIT_YEAR = _OF_YEAR.where(PACKAGE.c.unit == bindparam("unit"))
_SIGNERS = select(PACKAGE.c.signer).where(PACKAGE.c.signer != "").distinct()
_SIGNED_BY = _PACKAGES.where(PACKAGE.c.signer == bindparam("signer"))
_ONE = select(PACKAGE).where(PACKAGE.c.digest == bindparam("digest"))
_DATA = select(RECEIVED_FILE.c.data).where(RECEIVED_FILE.c.digest == bindparam("digest"))
_NEWEST = select(func.max(JUDGEMENT.c.id).label("id")).group_by(JUDGEMENT.c.package).subquery("newest")
_JUDGEMENTS = select(JUDGEMENT.c.package, JUDGEMENT.c.engine, JUDGEMENT.c.facts).where(
    JUDGEMENT.c.id == _NEWEST.c.id
)
_JUDGEMENTS_OF_YEAR = _JUDGEMENTS.where(
    PACKAGE.c.digest == JUDGEMENT.c.package, PACKAGE.c.year == bindparam("year")
)
_JUDGEMENTS_OF_UNIT = _JUDGEMENTS_OF_YEAR.where(PACKAGE.c.unit == bindparam("unit"))
# Facts are stored as canonical JSON, in which this is the only spelling.
_UNDECIDED = _JUDGEMENTS.where(type_coerce(JUDGEMENT.c.facts, Text).like('%"state":"unknown"%'))
_LAST_ID = select(func.max(JUDGEMENT.c.id))
_JUDGEMENT = (
    select(JUDGEMENT.c.package, JUDGEMENT.c.engine, JUDGEMENT.c.facts)
    .where(JUDGEMENT.c.package == bindparam("package"))
    .order_by(JUDGEMENT.c.id.desc())
    .limit(1)
)


class IntakePart(StorePart):
    """The methods of the office's store for what came."""

    def arrivals(self, digest: str) -> list[Arrival]:
        """A file that was handed over before, and the files in it; empty where it never was."""
        with self._read() as session, decoding(self.path):
            return [_arrival(row) for row in session.rows(_ARRIVALS_OF, {"digest": digest})]

    def handed_over(self, digest: str) -> datetime | None:
        """When a file was handed over first; None where it never was."""
        with self._read() as session, decoding(self.path):
            row = session.row(_HANDED_OVER, {"digest": digest})
            found: datetime | None = None if row is None else row["at"]
            return found

    def moments_of_intake(self) -> list[datetime]:
        """When each file was handed over first, the oldest first."""
        with self._read() as session, decoding(self.path):
            return sorted(row["at"] for row in session.rows(_HANDED))

    def handed_between(self, since: datetime, until: datetime) -> dict[str, str]:
        """Files that were handed over first in a stretch of time, its end left out: digest and name."""
        with self._read() as session, decoding(self.path):
            rows = session.rows(_HANDED_BETWEEN, {"since": since, "until": until})
            return {row["digest"]: row["name"] for row in rows}

    def waiting_files(self) -> list[Arrival]:
        """Files whose bytes are kept and of which no package could be read yet, oldest first."""
        with self._read() as session, decoding(self.path):
            return [_arrival(row) for row in session.rows(_WAITING)]

    def take_in(
        self,
        arrivals: Sequence[Arrival],
        received: Sequence[TakenIn],
        kept: Sequence[bytes],
        *,
        actor: str,
        now: datetime,
    ) -> None:
        """Store everything about one file that was handed over, in one transaction.

        Args:
            arrivals: the file and what lies in it.
            received: packages in it; one that is there already is stored no second time.
            kept: bytes of files that could not be read yet.
            actor: who hands it over.
            now: the present, with time zone.
        """
        change = Change("receive", actor, now)
        with self._write() as work:
            for data in kept:
                _add_file(work, data, change)
            for one in received:
                _add_file(work, one.data, change)
                _add_package(work, one, change)
            for arrival in arrivals:
                row = _row_of_arrival(arrival, change)
                if work.present(ARRIVAL, row) is None:
                    work.add(ARRIVAL, row, change)

    def judge_again(self, received: TakenIn, *, actor: str, now: datetime) -> None:
        """Store a newer judgement of a package, or a package that can be read only now."""
        change = Change("judge", actor, now)
        with self._write() as work:
            if work.present(PACKAGE, {"digest": received.package.digest}) is None:
                _add_package(work, received, change)
            else:
                _add_judgement(work, received.judgement, change)

    def packages(self, *, year: int | None = None, unit: str | None = None) -> list[ReceivedPackage]:
        """Packages of a year, a unit or both, or all of them; by unit, year, signing time and digest."""
        given = {name: of for name, of in (("year", year), ("unit", unit)) if of is not None}
        statement = {
            (): _PACKAGES,
            ("year",): _OF_YEAR,
            ("unit",): _OF_UNIT,
            ("year", "unit"): _OF_UNIT_YEAR,
        }[tuple(given)]
        with self._read() as session, decoding(self.path):
            return [_package(row) for row in session.rows(statement, given)]

    def signers(self) -> list[str]:
        """Fingerprints of the certificates with which any package was signed."""
        with self._read() as session, decoding(self.path):
            return [row["signer"] for row in session.rows(_SIGNERS)]

    def packages_signed_by(self, fingerprint: str) -> list[ReceivedPackage]:
        """The packages that a certificate signed."""
        with self._read() as session, decoding(self.path):
            return [_package(row) for row in session.rows(_SIGNED_BY, {"signer": fingerprint})]

    def package(self, digest: str) -> ReceivedPackage | None:
        """A package by the digest of its bytes; None where there is none."""
        with self._read() as session, decoding(self.path):
            row = session.row(_ONE, {"digest": digest})
            return None if row is None else _package(row)

    def file_bytes(self, digest: str) -> bytes:
        """The bytes of a file as it came.

        Raises:
            StoreCorrupt: they are not there, or no longer have this digest.
        """
        with self._read() as session, decoding(self.path):
            data: bytes | None = session.value(_DATA, {"digest": digest})
            if data is None or digest_of(data) != digest:
                raise ValueError("received bytes changed")
            return data

    def mailed(self, *, year: int | None = None, unit: str | None = None) -> dict[str, datetime]:
        """The earliest date of a mail that brought a file, by its digest; of all, or of a unit's year."""
        given = {} if unit is None else {"year": year, "unit": unit}
        statement = _MAILED_OF_UNIT if given else _MAILED
        with self._read() as session, decoding(self.path):
            return {row["file"]: row["mailed_at"] for row in session.rows(statement, given)}

    def judgements(self, *, year: int | None = None, unit: str | None = None) -> dict[str, Judgement]:
        """The newest judgement of each package of a year, a unit's year, or of all, by its digest."""
        given = {name: of for name, of in (("year", year), ("unit", unit)) if of is not None}
        # A unit is named only together with a year.
        statement = {0: _JUDGEMENTS, 1: _JUDGEMENTS_OF_YEAR, 2: _JUDGEMENTS_OF_UNIT}[len(given)]
        with self._read() as session, decoding(self.path):
            shared: dict[str, Any] = {}
            return {row["package"]: _judgement(row, shared) for row in session.rows(statement, given)}

    def undecided_judgements(self) -> dict[str, Judgement]:
        """The newest judgements with a fact that is unknown, by the package's digest; they are few."""
        with self._read() as session, decoding(self.path):
            return {row["package"]: Judgement(**row) for row in session.rows(_UNDECIDED)}

    def judgement(self, package: str) -> Judgement | None:
        """The newest judgement of a package."""
        with self._read() as session, decoding(self.path):
            row = session.row(_JUDGEMENT, {"package": package})
            return None if row is None else Judgement(**row)


def _judgement(row: dict[str, Any], shared: dict[str, Any]) -> Judgement:
    """A judgement whose facts are one value in memory with the same facts of others.

    A thousand sound packages say the same of their containers, digests and plans; each with a copy of its own
    they took a fifth of what taking them in takes.

    Args:
        row: of the judgement.
        shared: facts that were read before, by what they say.
    """
    facts = {name: shared.setdefault(repr(fact), fact) for name, fact in row["facts"].items()}
    return Judgement(**{**row, "facts": facts})


def _add_file(work: Work, data: bytes, change: Change) -> None:
    row: Row = {"digest": digest_of(data), "data": data, "size": len(data)}
    if work.present(RECEIVED_FILE, row) is None:
        work.add(RECEIVED_FILE, row, change)


def _add_package(work: Work, received: TakenIn, change: Change) -> None:
    one, signer = received.package, received.package.signer
    if work.present(PACKAGE, {"digest": one.digest}) is not None:
        return
    rows = rows_of(one.content, received.values)
    row = {
        "digest": one.digest,
        "content": one.content,
        "unit": clean(one.unit),
        "year": one.year,
        "revision": one.revision,
        "replaces": one.replaces,
        "region": clean(one.region),
        "plan_id": clean(one.plan_id),
        "plan_digest": one.plan_digest,
        "signer": signer.fingerprint if signer else "",
        "signer_unit": clean(signer.unit) if signer else "",
        "signer_from": instant(signer.valid_from) if signer else None,
        "signer_until": instant(signer.valid_until) if signer else None,
        "signed_at": instant(signer.signed_at) if signer else None,
        "values_digest": digest_of_rows(rows),
        "actor": change.actor,
        "at": instant(one.at),
    }
    add_values(work, one.content, rows)
    work.add(PACKAGE, row, change)
    _add_judgement(work, received.judgement, change)


def _add_judgement(work: Work, judgement: Judgement, change: Change) -> None:
    newest = work.session.value(_LAST_ID) or 0
    row = {
        "id": newest + 1,
        "package": judgement.package,
        "engine": judgement.engine,
        "facts": canonical_text(judgement.facts),
        "at": change.at,
    }
    work.add(JUDGEMENT, row, change)


def _row_of_arrival(arrival: Arrival, change: Change) -> dict[str, Any]:
    return {
        "digest": arrival.digest,
        "place": clean(arrival.place),
        "name": clean(arrival.name),
        "size": arrival.size,
        "kind": arrival.kind,
        "outcome": arrival.outcome.value,
        "code": arrival.code,
        "file": arrival.file,
        "mailed_at": None if arrival.mailed_at is None else instant(arrival.mailed_at),
        "actor": change.actor,
        "at": change.at,
    }


def _arrival(row: Row) -> Arrival:
    return Arrival(**{name: value for name, value in row.items() if name not in {"actor", "at"}})


def _package(row: Row) -> ReceivedPackage:
    signer = (
        Signer(
            fingerprint=row["signer"],
            unit=row["signer_unit"],
            valid_from=row["signer_from"],
            valid_until=row["signer_until"],
            signed_at=row["signed_at"],
        )
        if row["signer"]
        else None
    )
    told = ("digest", "content", "unit", "year", "revision", "replaces", "region", "plan_id", "plan_digest")
    return ReceivedPackage(**{name: row[name] for name in told}, signer=signer, at=row["at"])
