"""Entering certificates into the register, after comparison with stamped paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from db.office.records import CertificatePurpose, RegisteredCertificate
from desktop.services.files import is_folder
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.fingerprints import StampedPrint, require_stamped
from desktop.services.packages.trust import read_any_certificate
from desktop.submission.errors import NotForSigning
from desktop.submission.keys.certificate import (
    OFFICE,
    fingerprint,
    grouped_fingerprint,
    is_valid_at,
    named_unit,
    parse_certificate,
    require_receiving_certificate,
    require_signing_certificate,
    subject_of,
    to_der,
    was_issued_by,
)
from forms.codes.code import ErrorCode
from forms.codes.office import OfficeCode
from forms.errors import TianbaoError, UserInputError
from forms.filing.receipt_time import day_in_beijing
from forms.frozen import frozen
from forms.receiving.fingerprint import read_fingerprint
from forms.receiving.permission import Act

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_ENDINGS = (".pem", ".cer", ".crt", ".der")
_USES = {CertificatePurpose.SIGNING: "签名证书", CertificatePurpose.RECEIVING: "收件证书"}
_MOST_IN_FOLDER = 5_000
"""Certificates that are read from a folder. Chosen far above what a city's units have in ten years."""


class RegisterOutcome(StrEnum):
    """What became of a certificate that was to be registered; the values stand in JSON answers."""

    REGISTERED = "registered"
    KNOWN = "known"
    """It was registered before, for the same unit."""
    REFUSED = "refused"


@frozen
class RegisterLine:
    """What became of a file that was to be registered.

    Attributes:
        file: its name.
        outcome: what became of it.
        sentence: the same in words.
        code: why it was refused; None where it was not.
        certificate: what stands in the register; None where it was refused.
    """

    file: str
    outcome: RegisterOutcome
    sentence: str
    code: ErrorCode | str | None = None
    certificate: RegisteredCertificate | None = None


def certificate_files(named: Iterable[Path]) -> list[Path]:
    """The files that are named, and those with a certificate's ending in a folder that is.

    Raises:
        UserInputError: there are none (E-OFFICE-029).
        EnvironmentFault: a folder cannot be read.
    """
    found: list[Path] = []
    for path in named:
        if is_folder(path):
            inside = sorted(one for one in path.iterdir() if one.name.lower().endswith(_ENDINGS))
            found += inside[:_MOST_IN_FOLDER]
        else:
            found.append(path)
    if not found:
        raise UserInputError(
            OfficeCode.NO_CERTIFICATES,
            f"文件夹里没有证书（文件名以 {'、'.join(_ENDINGS)} 结尾的），没有登记，请核对文件夹",
        )
    return found


def register(
    desk: OfficeDesk,
    files: Sequence[Path],
    stamped: Sequence[StampedPrint],
    *,
    unit: str | None = None,
    renews: str | None = None,
) -> list[RegisterLine]:
    """Register certificates after comparison with stamped paper, each by itself.

    Args:
        desk: the office's desk.
        files: certificates.
        stamped: fingerprints on stamped sheets. A certificate that a registered key of its unit signed is
            linked to that one, and needs its sheet all the same: whoever has a stolen key could sign any.
        unit: code of the unit for which all of them speak; needed where a certificate names none.
        renews: fingerprint of the registered certificate from which they take over; None where there is none.

    Raises:
        UserInputError: whoever works at the desk may not write, there is no such unit, or ``renews`` is no
            fingerprint.
        EnvironmentFault: the store is read-only or could not be written.
    """
    actor = desk.acting(Act.REGISTER)
    if unit is not None:
        _require_unit(desk, unit)
    old = None if renews is None else read_fingerprint(renews)
    lines = []
    for path in files:
        try:
            certificate = read_any_certificate(path)
        except TianbaoError as error:
            lines.append(_refused(path.name, error))
            continue
        lines.append(_registered(desk, certificate, path.name, stamped, unit, old, actor))
    return lines


def register_offered(
    desk: OfficeDesk, data: bytes, name: str, stamped: StampedPrint, *, unit: str, renews: str | None
) -> RegisterLine:
    """Register a certificate that lies in a package or was read before; as :func:`register` does.

    Args:
        desk: the office's desk.
        data: the certificate, DER.
        name: what brought it, in Chinese.
        stamped: the fingerprint on its stamped sheet.
        unit: code of the unit for which it speaks.
        renews: fingerprint of the registered certificate from which it takes over; None where there is none.

    Raises:
        UserInputError, EnvironmentFault: as for :func:`register`.
    """
    actor = desk.acting(Act.REGISTER)
    _require_unit(desk, unit)
    return _registered(desk, parse_certificate(data), name, [stamped], unit, renews, actor)


def _registered(  # noqa: PLR0913, PLR0917 - what an entry is made of
    desk: OfficeDesk,
    certificate: Certificate,
    name: str,
    stamped: Sequence[StampedPrint],
    unit: str | None,
    old: str | None,
    actor: str,
) -> RegisterLine:
    try:
        return _entered(desk, _certified(desk, certificate, name, stamped, unit), old, actor, name)
    except UserInputError as error:
        return _refused(name, error)


def _refused(name: str, error: TianbaoError) -> RegisterLine:
    return RegisterLine(file=name, outcome=RegisterOutcome.REFUSED, sentence=error.message, code=error.code)


@frozen
class _Candidate:
    """A certificate that may be entered.

    Attributes:
        certificate: it.
        unit: the unit for which it speaks.
        purpose: what it is for.
        issuer: fingerprint of the registered certificate whose key signed it; None where none did.
    """

    certificate: Certificate
    unit: str
    purpose: CertificatePurpose
    issuer: str | None


def _certified(
    desk: OfficeDesk, found: Certificate, name: str, stamped: Sequence[StampedPrint], unit: str | None
) -> _Candidate:
    """Compare a certificate with what it says, what is said of it, and what stands on paper."""
    purpose = purpose_of(found)
    said = unit_said(desk, found, name)
    if said and unit is not None and unit != said:
        raise UserInputError(
            OfficeCode.OTHER_UNIT, f"“{name}”写明是单位“{said}”的证书，不能登记给“{unit}”，请核对登记表和文件"
        )
    speaks_for = said or unit or ""
    if not stamped:
        raise UserInputError(
            OfficeCode.FINGERPRINT_WANTED,
            f"“{name}”没有登记：请用 --fingerprint 输入盖章登记表上的指纹，或用 --fingerprints 给出清单",
        )
    paper = require_stamped(fingerprint(found), speaks_for, stamped, name)
    speaks_for = speaks_for or paper.unit
    if not speaks_for:
        raise UserInputError(
            OfficeCode.UNIT_WANTED, f"“{name}”没有写明是哪个单位的证书，请照登记表用 --unit 写明单位代码"
        )
    _require_unit(desk, speaks_for)
    issuer = _issuer(desk, found, speaks_for, purpose)
    return _Candidate(certificate=found, unit=speaks_for, purpose=purpose, issuer=issuer)


def purpose_of(found: Certificate) -> CertificatePurpose:
    """What a certificate is for; one that allows both is for signing.

    Raises:
        IdentityError: it is for neither.
    """
    try:
        require_signing_certificate(found)
    except NotForSigning:
        require_receiving_certificate(found)
        return CertificatePurpose.RECEIVING
    return CertificatePurpose.SIGNING


def unit_said(desk: OfficeDesk, found: Certificate, name: str) -> str:
    """The unit that a certificate names; empty where it names none.

    Raises:
        UserInputError: it is of an office (E-OFFICE-013), or of another place (E-OFFICE-012).
    """
    code, _, region = (named_unit(found) or "").partition("/")
    if code == OFFICE:
        raise UserInputError(
            OfficeCode.OWN_CERTIFICATE, f"“{name}”是统计局的证书，不在单位的登记册里登记；本局的用 office key"
        )
    if region and region != desk.region:
        raise UserInputError(
            OfficeCode.OTHER_REGION,
            f"“{name}”是行政区划 {region} 的证书，本局是 {desk.plan.place}（{desk.region}），没有登记",
        )
    return code


def _require_unit(desk: OfficeDesk, unit: str) -> None:
    if unit not in desk.plan.unit_by_code:
        shown = unit[:40]
        raise UserInputError(OfficeCode.NO_SUCH_UNIT, f"规划里没有单位“{shown}”，没有登记，请核对单位代码")


def _issuer(desk: OfficeDesk, found: Certificate, unit: str, purpose: CertificatePurpose) -> str | None:
    """The registered certificate of the same unit whose key signed a new one, while it could."""
    now = desk.clock()
    revoked = {one.fingerprint for one in desk.store.revocations() if one.since <= now}
    for one in desk.store.certificates():
        if one.unit != unit or one.purpose is not purpose or one.fingerprint in revoked:
            continue
        former = parse_certificate(one.data)
        if was_issued_by(found, former) and is_valid_at(former, found.not_valid_before_utc):
            return one.fingerprint
    return None


def _entered(desk: OfficeDesk, found: _Candidate, old: str | None, actor: str, name: str) -> RegisterLine:
    print_ = fingerprint(found.certificate)
    former = old or found.issuer
    if former is not None:
        _require_former(desk, former, found, print_)
    there = desk.store.certificate(print_)
    who = desk.plan.unit_by_code[found.unit].official_name
    if there is not None:
        if there.unit != found.unit:
            raise UserInputError(
                OfficeCode.REGISTERED_FOR_OTHER, f"“{name}”已登记给“{there.unit}”，不能再给“{found.unit}”"
            )
        sentence = f"{who}的这份证书登记过，没有变动"
        return RegisterLine(file=name, outcome=RegisterOutcome.KNOWN, sentence=sentence, certificate=there)
    entry = RegisteredCertificate(
        fingerprint=print_,
        data=to_der(found.certificate),
        unit=found.unit,
        holder=subject_of(found.certificate).name,
        purpose=found.purpose,
        valid_from=found.certificate.not_valid_before_utc,
        valid_until=found.certificate.not_valid_after_utc,
        renews=former,
        actor=actor,
        at=desk.clock(),
    )
    others = [] if former is not None else _others_valid(desk, found)
    desk.store.register(entry)
    sentence = _sentence(entry, who, desk.clock()) + _beside(others)
    return RegisterLine(file=name, outcome=RegisterOutcome.REGISTERED, sentence=sentence, certificate=entry)


def _require_former(desk: OfficeDesk, former: str, found: _Candidate, print_: str) -> None:
    """Refuse to take over from a certificate of another unit or for another use."""
    there = desk.store.certificate(former)
    if there is None or there.unit != found.unit or there.purpose is not found.purpose or former == print_:
        raise UserInputError(
            OfficeCode.NOT_RENEWED,
            f"登记册里没有“{found.unit}”这种用途的原证书，没有登记，请核对指纹",
        )


def _others_valid(desk: OfficeDesk, found: _Candidate) -> list[RegisteredCertificate]:
    """The unit's other certificates for the same use that are neither over nor revoked."""
    now = desk.clock()
    revoked = {one.fingerprint for one in desk.store.revocations() if one.since <= now}
    return [
        one
        for one in desk.store.certificates()
        if (one.unit, one.purpose) == (found.unit, found.purpose)
        and one.valid_until >= now
        and one.fingerprint not in revoked
    ]


def _beside(others: Sequence[RegisteredCertificate]) -> str:
    """What an officer has to settle where a unit has further valid certificates; empty where it has none."""
    if not others:
        return ""
    named = "、".join(
        f"{grouped_fingerprint(one.fingerprint)}（有效期至 {day_in_beijing(one.valid_until)}）".replace(
            "\n", " "
        )
        for one in others
    )
    return (
        f"；注意：这个单位另有有效的{_USES[others[0].purpose]} {named}，现在都认。是更换的，用 office revoke "
        "注销原来的；登记表上写明接续的，下次登记用 --renews 写出原指纹"
    )


def _sentence(entry: RegisteredCertificate, who: str, now: datetime) -> str:
    use = _USES[entry.purpose]
    until = day_in_beijing(entry.valid_until)
    end = f"，注意：已于 {until} 到期" if entry.valid_until < now else f"，有效期至 {until}"
    after = "，接续原证书（要注销原证书的，用 office revoke）" if entry.renews else ""
    return f"已登记{who}的{use}{end}{after}"
