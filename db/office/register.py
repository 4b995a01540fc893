"""Certificates that speak for units, from when on some no longer do, and the people at the desk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from db.description import Row
from db.log.tables import STORE_META
from db.log.transactions import StorePart
from db.log.work import Change
from db.office.records import CertificateRevocation, OfficeIdentity, RegisteredCertificate
from db.office.tables import CERTIFICATE, OFFICER, REVOCATION
from db.translation import decoding
from db.values import clean, instant, read_instant

_META = select(STORE_META.c.name, STORE_META.c.value)
_CERTIFICATES = select(CERTIFICATE).order_by(CERTIFICATE.c.at, CERTIFICATE.c.fingerprint)
_CERTIFICATE = select(CERTIFICATE).where(CERTIFICATE.c.fingerprint == bindparam("fingerprint"))
_REVOCATIONS = select(REVOCATION).order_by(REVOCATION.c.since, REVOCATION.c.fingerprint)
_OFFICERS = select(OFFICER.c.name, OFFICER.c.role).order_by(OFFICER.c.name)


class RegisterPart(StorePart):
    """The methods of the office's store for certificates, revocations and people."""

    def identity(self) -> OfficeIdentity:
        """Id of the store, region of the office, and when the file was made."""
        with self._read() as session, decoding(self.path):
            found: dict[str, str] = dict(session.execute(_META).fetchall())
            return OfficeIdentity(found["store_id"], found["region"], read_instant(found["created_at"]))

    def certificates(self) -> list[RegisteredCertificate]:
        """All registered certificates, oldest first."""
        with self._read() as session, decoding(self.path):
            return [RegisteredCertificate(**row) for row in session.rows(_CERTIFICATES)]

    def certificate(self, fingerprint: str) -> RegisteredCertificate | None:
        """A registered certificate; None where there is none of this fingerprint."""
        with self._read() as session, decoding(self.path):
            row = session.row(_CERTIFICATE, {"fingerprint": fingerprint})
            return None if row is None else RegisteredCertificate(**row)

    def register(self, certificate: RegisteredCertificate) -> bool:
        """Store a certificate that an officer compared with a stamped sheet.

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
            if work.present(CERTIFICATE, row) is not None:
                return False
            work.add(CERTIFICATE, row, change)
        return True

    def revocations(self) -> list[CertificateRevocation]:
        """All revocations, by their date."""
        with self._read() as session, decoding(self.path):
            return [CertificateRevocation(**row) for row in session.rows(_REVOCATIONS)]

    def revoke(self, revocation: CertificateRevocation) -> bool:
        """Store from when on a registered certificate no longer speaks for its unit.

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
            if work.present(REVOCATION, row) is not None:
                return False
            work.add(REVOCATION, row, change)
        return True

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
