"""Certificates that are not registered: those with which waiting packages are signed, and those in files.

What a package holds is only offered: the comparison with a stamped sheet alone registers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.office.records import CertificatePurpose, DecisionKind, ReceivedPackage
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.decided_year import in_force
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.signer import Register, register_of, signer_fact
from desktop.services.office.registry.register import purpose_of, unit_said
from desktop.services.packages.trust import read_any_certificate
from desktop.submission.facts import SignerStatus
from desktop.submission.keys.certificate import fingerprint, subject_of, to_der
from desktop.submission.package import inspect
from desktop.submission.signing import cms
from forms.errors import TianbaoError
from forms.filing.receipt_time import ReceiptTime
from forms.frozen import frozen

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


@frozen
class OfferedCertificate:
    """A certificate that may be registered, with what it says of itself.

    Attributes:
        name: of its file, or what brought it.
        data: the certificate, DER.
        fingerprint: 64 digits, which are told to nobody before they were typed from paper.
        unit: code of the unit that it names; empty where it names none.
        holder: whom it names.
        is_signing: whether it is for signing; else for receiving.
        valid_from: first moment of its validity.
        valid_until: last moment.
    """

    name: str
    data: bytes
    fingerprint: str
    unit: str
    holder: str
    is_signing: bool
    valid_from: datetime
    valid_until: datetime


@frozen
class WaitingSigner:
    """A certificate for whose registration packages wait.

    Attributes:
        certificate: it, as it lies in them.
        unit: code of the unit for which they are.
        unit_name: its name.
        packages: year and revision of each.
        since: when the first of them was handed over.
    """

    certificate: OfferedCertificate
    unit: str
    unit_name: str
    packages: tuple[tuple[int, int], ...]
    since: datetime


def waiting_signers(desk: OfficeDesk) -> list[WaitingSigner]:
    """The certificates for whose registration packages wait, the oldest first.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    found = packages_to_register(desk, register_of(desk))
    waiting = [_waiting(desk, packages) for packages in found.values()]
    return sorted((one for one in waiting if one is not None), key=lambda one: (one.since, one.unit))


def packages_to_register(desk: OfficeDesk, register: Register) -> dict[str, list[ReceivedPackage]]:
    """The packages of all years that wait until the certificate that signed them is registered, by its print.

    Args:
        desk: the office's desk.
        register: as it is now.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    unknown = [print_ for print_ in desk.store.signers() if print_ not in register.units]
    aside = _put_aside(desk) if unknown else set()
    found = {
        print_: [
            one
            for one in desk.store.packages_signed_by(print_)
            if one.digest not in aside and _waits_for_signer(desk, one, register)
        ]
        for print_ in unknown
    }
    return {print_: packages for print_, packages in found.items() if packages}


def _waits_for_signer(desk: OfficeDesk, package: ReceivedPackage, register: Register) -> bool:
    if package.region != desk.region or package.unit not in desk.plan.unit_by_code:
        return False
    told = signer_fact(package, register, ReceiptTime(package.at, package.at))
    return told.status == SignerStatus.UNKNOWN


def _put_aside(desk: OfficeDesk) -> set[str]:
    return {one.subject for one in in_force(desk.store.decisions()) if one.kind is DecisionKind.ASIDE}


def _waiting(desk: OfficeDesk, packages: Sequence[ReceivedPackage]) -> WaitingSigner | None:
    """None where the certificate cannot be taken out of the package, or may not sign."""
    first = min(packages, key=lambda one: one.at)
    found = inspect(desk.store.file_bytes(first.digest))
    if found.signature is None or found.manifest_bytes is None:
        return None
    certificate = cms.verify(found.signature, found.manifest_bytes).certificate
    if certificate is None:
        return None
    name = desk.unit_name(first.unit)
    try:
        offered = _offered(desk, certificate, f"{name} {first.year} 年报送包")
    except TianbaoError:
        return None
    return WaitingSigner(
        certificate=offered,
        unit=first.unit,
        unit_name=name,
        packages=tuple(sorted({(one.year, one.revision) for one in packages})),
        since=first.at,
    )


def offered_file(desk: OfficeDesk, path: Path) -> OfferedCertificate:
    """The certificate in a file, as it may be registered.

    Raises:
        UserInputError: the file holds something else (E-TRUST-001), or a certificate of another place or of
            an office (E-OFFICE-012, E-OFFICE-013).
        EnvironmentFault: it cannot be read.
    """
    return _offered(desk, read_any_certificate(path), path.name)


def _offered(desk: OfficeDesk, certificate: Certificate, name: str) -> OfferedCertificate:
    return OfferedCertificate(
        name=name,
        data=to_der(certificate),
        fingerprint=fingerprint(certificate),
        unit=unit_said(desk, certificate, name),
        holder=subject_of(certificate).name,
        is_signing=purpose_of(certificate) is CertificatePurpose.SIGNING,
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
    )


@frozen
class JudgedAnew:
    """What became of a package that a certificate signed, as it stands now.

    Attributes:
        unit_name: name of its unit.
        year: reporting year.
        revision: its number.
        waits: whether it still waits for a person or a better file.
        state: of the unit's year, in Chinese.
        why: what it waits for, in Chinese; empty where it does not wait.
    """

    unit_name: str
    year: int
    revision: int
    waits: bool
    state: str
    why: str


def judged_anew(desk: OfficeDesk, print_: str) -> list[JudgedAnew]:
    """The packages that a certificate signed, as they stand now: whatever is registered judges them anew.

    Args:
        desk: the office's desk.
        print_: fingerprint of the certificate.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    signed = [
        one
        for one in desk.store.packages()
        if one.signer is not None and one.signer.fingerprint == print_ and one.region == desk.region
    ]
    found = []
    for package in signed:
        unit_year = ledger_of(desk, package.year, package.unit).year_of(package)
        waits = any(one.digest == package.digest for one in unit_year.waiting)
        reasons = [fact.sentence for fact in unit_year.facts(package) if waits and fact.holds_back]
        found.append(
            JudgedAnew(
                unit_name=desk.unit_name(package.unit),
                year=package.year,
                revision=package.revision,
                waits=waits,
                state=unit_year.state.label,
                why=reasons[0] if reasons else "",
            )
        )
    return found
