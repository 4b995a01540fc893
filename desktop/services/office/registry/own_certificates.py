"""The office's own certificates as its units are to know them: the present ones, and those before."""

from __future__ import annotations

from datetime import datetime

from db.office.records import CertificatePurpose, RegisteredCertificate
from desktop.services.office.desk import OfficeDesk
from desktop.submission.keys.certificate import OFFICE, parse_certificate, to_pem
from forms.codes.assign import AssignCode
from forms.errors import UserInputError
from forms.frozen import frozen


@frozen
class OwnCertificates:
    """What the office tells its units.

    Attributes:
        signing: with what it signs from now on.
        receiving: to what units encrypt; None where it has no such key.
        former: other signing certificates that were not revoked, the oldest first.
    """

    signing: RegisteredCertificate
    receiving: RegisteredCertificate | None
    former: tuple[RegisteredCertificate, ...]


def own_certificates(desk: OfficeDesk) -> OwnCertificates:
    """The office's own certificates that were not revoked; the one entered last is the present one.

    Raises:
        UserInputError: no signing certificate is left that is valid now (E-ASSIGN-004).
    """
    now, registered = desk.clock(), desk.store.certificates()
    revoked = {one.fingerprint for one in desk.store.revocations() if one.since <= now}
    own = [
        one
        for one in sorted(registered, key=lambda one: (one.at, one.fingerprint))
        if one.unit == OFFICE and one.fingerprint not in revoked
    ]
    signing = [one for one in own if one.purpose is CertificatePurpose.SIGNING]
    present = next((one for one in reversed(signing) if _is_valid(one, now)), None)
    if present is None:
        had = any(one.unit == OFFICE and one.purpose is CertificatePurpose.SIGNING for one in registered)
        why = "都已注销或过期" if had else "还没有登记过"
        raise UserInputError(
            AssignCode.NO_CERTIFICATE,
            f"本局没有可用的签名证书（{why}），没有写出任务；请用 office key new 新建",
        )
    receiving = [one for one in own if one.purpose is CertificatePurpose.RECEIVING and _is_valid(one, now)]
    return OwnCertificates(
        signing=present,
        receiving=receiving[-1] if receiving else None,
        former=tuple(one for one in signing if one.fingerprint != present.fingerprint),
    )


def pem_of(certificate: RegisteredCertificate) -> bytes:
    """A certificate as it lies in a task."""
    return to_pem(parse_certificate(certificate.data))


def _is_valid(one: RegisteredCertificate, now: datetime) -> bool:
    return one.valid_from <= now <= one.valid_until
