"""Fact ``signer``: may the certificate that signed speak for this unit, at the time of receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from db.office.records import CertificatePurpose, ReceivedPackage
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.fact import OfficeFact, told
from desktop.submission.facts import SIGNER_FACT, FactState, SignerStatus
from desktop.submission.signing.signer import Revocation, status_of
from forms.codes.code import ErrorCode
from forms.codes.package import KeyCode, PackageCode
from forms.codes.receive import ReceiveCode
from forms.codes.verify import VerifyCode
from forms.filing.receipt_time import ReceiptTime, day_in_beijing
from forms.frozen import frozen

OTHER_UNIT = "other_unit"
"""Status of a signer whose certificate speaks for another unit."""


@frozen
class Register:
    """The office's register of certificates.

    Attributes:
        units: unit for which each certificate speaks, by fingerprint.
        withdrawn: earliest revocation of each that is revoked, by fingerprint.
    """

    units: Mapping[str, str]
    withdrawn: Mapping[str, Revocation]


def register_of(desk: OfficeDesk) -> Register:
    """The certificates of units, and their revocations."""
    signing = [one for one in desk.store.certificates() if one.purpose is CertificatePurpose.SIGNING]
    withdrawn: dict[str, Revocation] = {}
    for one in desk.store.revocations():  # by date: the earliest counts
        withdrawn.setdefault(one.fingerprint, Revocation(one.fingerprint, one.since))
    return Register({one.fingerprint: one.unit for one in signing}, withdrawn)


_WORDS: Mapping[SignerStatus, tuple[ErrorCode, str]] = {
    SignerStatus.REVOKED: (KeyCode.SIGNER_REVOKED, "签名证书在收件时已被注销"),
    SignerStatus.UNKNOWN: (ReceiveCode.SIGNER_UNKNOWN, "签名证书没有登记，等登记后再认"),
    SignerStatus.EXPIRED: (ReceiveCode.SIGNER_EXPIRED, "签名证书在收件时已过期"),
    SignerStatus.NOT_YET_VALID: (ReceiveCode.SIGNER_NOT_YET_VALID, "签名证书在收件时还没有生效"),
    SignerStatus.REGISTERED: (PackageCode.SIGNER_FOUND, "签名人已登记"),
}


def signer_fact(package: ReceivedPackage, register: Register, received: ReceiptTime) -> OfficeFact:
    """Judge who signed a package.

    Args:
        package: the package.
        register: the office's register.
        received: when it arrived.
    """
    signer = package.signer
    if signer is None:
        sentence = "签名不成立，不能据以认定签名人"
        return told(SIGNER_FACT, FactState.UNKNOWN, PackageCode.NOT_EXAMINED, sentence)
    registered_for = register.units.get(signer.fingerprint)
    print_ = f"（证书指纹 {signer.fingerprint[:16]}…）"
    details = {
        "named": signer.unit or package.unit,
        "filed": package.unit,
        "until": day_in_beijing(signer.valid_until).isoformat(),
        **({} if registered_for is None else {"registered_for": registered_for}),
    }
    # What the certificate itself says goes before the register: no entry there makes it another unit's.
    if signer.unit not in {"", f"{package.unit}/{package.region}"}:
        return _other(f"签名证书写明是“{signer.unit}”的，报送的却是“{package.unit}”{print_}", details)
    withdrawn = register.withdrawn.get(signer.fingerprint)
    validity = signer.valid_from, signer.valid_until
    found = status_of(signer.fingerprint, validity, register.units, withdrawn, received)
    if found is SignerStatus.REGISTERED and registered_for != package.unit:
        by_register = {**details, "is_by_register": True}
        return _other(f"签名证书登记给“{registered_for}”，报送的却是“{package.unit}”{print_}", by_register)
    code, words = _WORDS[found]
    if found is SignerStatus.UNKNOWN:
        # Whoever reads it off the screen compares nothing: it is typed from the stamped sheet.
        print_ = f"（签名的是“{signer.unit or package.unit}”的证书；指纹 16 组，登记时照盖章登记表输入）"
    until = f"，有效期至 {day_in_beijing(signer.valid_until)}，按{received.text}判断"
    states = {SignerStatus.REGISTERED: FactState.OK, SignerStatus.UNKNOWN: FactState.UNKNOWN}
    state = states.get(found, FactState.BAD)
    return told(SIGNER_FACT, state, code, f"{words}{print_}{until}", status=found.value, details=details)


def not_registered_here(fact: OfficeFact) -> OfficeFact:
    """The fact about the signer of a package from a sender whose certificates this office never registers."""
    if fact.status != SignerStatus.UNKNOWN:
        return fact
    code = ReceiveCode.SIGNER_OF_STRANGER
    return replace(fact, code=str(code), sentence=code.meaning, step=code.remedy, follows=True)


def _other(sentence: str, details: Mapping[str, object]) -> OfficeFact:
    code = VerifyCode.SIGNER_OF_OTHER_UNIT
    return told(SIGNER_FACT, FactState.BAD, code, sentence, status=OTHER_UNIT, details=details)
