"""The register as it is read: every certificate that was ever registered, and what was corrected about it."""

from __future__ import annotations

from collections import defaultdict

from db.office.records import CertificateRevocation, RegisterCorrection, RegisteredCertificate
from desktop.services.office.desk import OfficeDesk
from desktop.submission.keys.certificate import OFFICE, grouped_fingerprint
from forms.filing.receipt_time import day_in_beijing
from forms.frozen import frozen


@frozen
class RegisterEntry:
    """A line of the register.

    Attributes:
        certificate: what was registered, as it was corrected last.
        unit_name: of the unit for which it speaks, or of the office.
        stands: whether it speaks for anybody; False where its registration was struck out.
        revoked: its earliest revocation in force; None where there is none.
        first_unit: name of the unit for which it was registered first.
        corrections: later entries that correct the registration or a revocation, oldest first.
    """

    certificate: RegisteredCertificate
    unit_name: str
    stands: bool
    revoked: CertificateRevocation | None
    first_unit: str
    corrections: tuple[RegisterCorrection, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether it is a certificate of the office itself."""
        return self.certificate.unit == OFFICE

    @property
    def grouped(self) -> str:
        """The fingerprint in groups, on one line."""
        return grouped_fingerprint(self.certificate.fingerprint).replace("\n", " ")


def entries(desk: OfficeDesk) -> list[RegisterEntry]:
    """The register, by unit in the plan's order, oldest first; the office's own certificates come last.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    store = desk.store
    revoked: dict[str, CertificateRevocation] = {}
    for revocation in store.revocations():  # by date: the earliest counts
        revoked.setdefault(revocation.fingerprint, revocation)
    corrections: dict[str, list[RegisterCorrection]] = defaultdict(list)
    for correction in store.corrections():
        corrections[correction.fingerprint].append(correction)
    standing = {one.fingerprint: one for one in store.certificates()}
    places = {code: place for place, code in enumerate(desk.plan.unit_by_code)}
    found = [
        RegisterEntry(
            certificate=standing.get(first.fingerprint, first),
            unit_name=holder_of(desk, standing.get(first.fingerprint, first)),
            stands=first.fingerprint in standing,
            revoked=revoked.get(first.fingerprint),
            first_unit=holder_of(desk, first),
            corrections=tuple(corrections[first.fingerprint]),
        )
        for first in store.registrations()
    ]
    return sorted(found, key=lambda entry: places.get(entry.certificate.unit, len(places)))


def holder_of(desk: OfficeDesk, certificate: RegisteredCertificate) -> str:
    """Name of the unit for which a certificate speaks, or of the office."""
    unit = desk.plan.unit_by_code.get(certificate.unit)
    return certificate.holder if unit is None else unit.official_name


def correction_line(desk: OfficeDesk, entry: RegisterEntry, one: RegisterCorrection) -> str:
    """What a later entry corrected, when, by whom and why, in Chinese."""
    if one.since is not None:
        day = day_in_beijing(one.since)
        what = f"自 {day} 起的注销重新有效" if one.stands else f"撤回自 {day} 起的注销"
    elif one.stands:
        unit = desk.plan.unit_by_code.get(one.unit)
        what = f"改为登记给{entry.unit_name if unit is None else unit.official_name}"
    else:
        what = "撤销登记"
    reason = f"：{one.reason}" if one.reason else ""
    return f"更正（{day_in_beijing(one.at)} {one.actor}）：{what}{reason}"
