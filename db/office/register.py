"""Certificates that speak for units, from when on some no longer do, and the people at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, func, select

from db.description import Row
from db.file.session import Queries
from db.log.tables import STORE_META
from db.log.transactions import StorePart
from db.log.work import Change
from db.office.records import CertificateRevocation, OfficeIdentity, RegisterCorrection, RegisteredCertificate
from db.office.tables import CERTIFICATE, OFFICER, REGISTER_CORRECTION, REVOCATION
from db.translation import decoding
from db.values import clean, instant, read_instant

_META = select(STORE_META.c.name, STORE_META.c.value)
_CERTIFICATES = select(CERTIFICATE).order_by(CERTIFICATE.c.at, CERTIFICATE.c.fingerprint)
_CERTIFICATE = select(CERTIFICATE).where(CERTIFICATE.c.fingerprint == bindparam("fingerprint"))
_REVOCATIONS = select(REVOCATION).order_by(REVOCATION.c.since, REVOCATION.c.fingerprint)
_CORRECTIONS = select(REGISTER_CORRECTION).order_by(REGISTER_CORRECTION.c.id)
_LAST_CORRECTION = select(func.max(REGISTER_CORRECTION.c.id))
_OFFICERS = select(OFFICER.c.name, OFFICER.c.role).order_by(OFFICER.c.name)


class RegisterPart(StorePart):
    """The methods of the office's store for certificates, revocations and people."""

    def identity(self) -> OfficeIdentity:
        """Id of the store, region of the office, and when the file was made."""
        with self._read() as session, decoding(self.path):
            found: dict[str, str] = dict(session.execute(_META).fetchall())
            return OfficeIdentity(found["store_id"], found["region"], read_instant(found["created_at"]))

    def certificates(self) -> list[RegisteredCertificate]:
        """All registered certificates as they were corrected last, oldest first."""
        with self._read() as session, decoding(self.path):
            corrected = _last_corrections(session)
            found = [RegisteredCertificate(**row) for row in session.rows(_CERTIFICATES)]
            return [one for one in (_as_corrected(one, corrected) for one in found) if one is not None]

    def registrations(self) -> list[RegisteredCertificate]:
        """All certificates as they were registered first, whatever was corrected later, oldest first."""
        with self._read() as session, decoding(self.path):
            return [RegisteredCertificate(**row) for row in session.rows(_CERTIFICATES)]

    def certificate(self, fingerprint: str) -> RegisteredCertificate | None:
        """A registered certificate as it was corrected last; None where there is none of this fingerprint."""
        with self._read() as session, decoding(self.path):
            row = session.row(_CERTIFICATE, {"fingerprint": fingerprint})
            if row is None:
                return None
            return _as_corrected(RegisteredCertificate(**row), _last_corrections(session))

    def register(self, certificate: RegisteredCertificate) -> bool:
        """Store a certificate that an officer compared with a stamped sheet.

        One whose registration was struck out before is registered again by a correction.

        Returns:
            False, and nothing is written, where it is registered already.
        """
        change = Change("register", certificate.actor, certificate.at)
        row: Row = {
            "fingerprint": certificate.fingerprint,
            "data": certificate.data,
            "unit": certificate.unit,
            "holder": clean(certificate.holder),
            "purpose": certificate.purpose.value,
            "valid_from": instant(certificate.valid_from),
            "valid_until": instant(certificate.valid_until),
            "renews": certificate.renews,
            "actor": change.actor,
            "at": change.at,
        }
        with self._write() as work:
            if work.present(CERTIFICATE, row) is None:
                work.add(CERTIFICATE, row, change)
                return True
            return self.correct(
                RegisterCorrection(
                    fingerprint=certificate.fingerprint,
                    since=None,
                    unit=certificate.unit,
                    stands=True,
                    reason="",
                    actor=certificate.actor,
                    at=certificate.at,
                )
            )

    def correct(self, correction: RegisterCorrection) -> bool:
        """Store a later entry that corrects a registration or a revocation; what it corrects stays.

        Returns:
            False, and nothing is written, where that is in force already; a registration in force is moved to
            another unit only after it was struck out.
        """
        change = Change("correct", correction.actor, correction.at, correction.reason)
        with self._write() as work:
            last = _last_corrections(work.session).get((correction.fingerprint, correction.since))
            # Without any correction the entry itself stands.
            if correction.stands is (last is None or last.stands):
                return False
            row: Row = {
                "id": (work.session.value(_LAST_CORRECTION) or 0) + 1,
                "fingerprint": correction.fingerprint,
                "since": None if correction.since is None else instant(correction.since),
                "unit": correction.unit,
                "stands": int(correction.stands),
                "reason": change.reason,
                "actor": change.actor,
                "at": change.at,
            }
            work.add(REGISTER_CORRECTION, row, change)
        return True

    def corrections(self) -> list[RegisterCorrection]:
        """What was corrected in the register, oldest first."""
        with self._read() as session, decoding(self.path):
            return _corrections(session)

    def revocations(self) -> list[CertificateRevocation]:
        """All revocations that are in force, by their date."""
        with self._read() as session, decoding(self.path):
            gone = {key for key, one in _last_corrections(session).items() if not one.stands}
            found = [CertificateRevocation(**row) for row in session.rows(_REVOCATIONS)]
            return [one for one in found if (one.fingerprint, one.since) not in gone]

    def revoke(self, revocation: CertificateRevocation) -> bool:
        """Store from when on a registered certificate no longer speaks for its unit.

        One that was taken back before is put in force again by a correction.

        Returns:
            False, and nothing is written, where the same date was entered before.
        """
        change = Change("revoke", revocation.actor, revocation.at, revocation.reason)
        row: Row = {
            "fingerprint": revocation.fingerprint,
            "since": instant(revocation.since),
            "reason": change.reason,
            "actor": change.actor,
            "at": change.at,
        }
        with self._write() as work:
            if work.present(REVOCATION, row) is None:
                work.add(REVOCATION, row, change)
                return True
            return self.correct(
                RegisterCorrection(
                    fingerprint=revocation.fingerprint,
                    since=revocation.since,
                    unit="",
                    stands=True,
                    reason=revocation.reason,
                    actor=revocation.actor,
                    at=revocation.at,
                )
            )

    def officers(self) -> dict[str, str]:
        """Roles of the people at the desk by name."""
        with self._read() as session:
            return dict(session.execute(_OFFICERS).fetchall())

    def set_officer(self, name: str, role: str, *, actor: str, now: datetime) -> bool:
        """Store what a person is at the desk for; an empty role takes the person off the list.

        Returns:
            False where nothing changes.
        """
        change, row = Change("set", actor, now), {"name": clean(name), "role": clean(role)}
        with self._write() as work:
            return work.put(OFFICER, row, change) if role else work.remove(OFFICER, row, change)


_Corrected = Mapping[tuple[str, datetime | None], RegisterCorrection]


def _corrections(session: Queries) -> list[RegisterCorrection]:
    return [
        RegisterCorrection(
            fingerprint=row["fingerprint"],
            since=row["since"],
            unit=row["unit"],
            stands=bool(row["stands"]),
            reason=row["reason"],
            actor=row["actor"],
            at=row["at"],
        )
        for row in session.rows(_CORRECTIONS)
    ]


def _last_corrections(session: Queries) -> _Corrected:
    """The last correction of each registration and revocation."""
    return {(one.fingerprint, one.since): one for one in _corrections(session)}


def _as_corrected(one: RegisteredCertificate, corrected: _Corrected) -> RegisteredCertificate | None:
    """A registration as it was corrected last; None where it was struck out."""
    last = corrected.get((one.fingerprint, None))
    if last is None:
        return one
    return replace(one, unit=last.unit, actor=last.actor, at=last.at) if last.stands else None
