"""Whether a signer's certificate is registered, and was valid when the package was received."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from cryptography import x509

from desktop.submission.errors import IdentityError
from desktop.submission.facts import SIGNER_FACT, Fact, FactState, SignerStatus
from desktop.submission.keys import certificate as certificates
from desktop.submission.signing.cms import SignatureStatus
from forms.codes.code import ErrorCode
from forms.codes.package import KeyCode, PackageCode
from forms.filing.receipt_time import ReceiptTime, day_in_beijing, minute_in_beijing
from forms.frozen import frozen

AnyCertificate: TypeAlias = bytes | x509.Certificate
"""A certificate as PEM, DER or parsed."""


@frozen
class Revocation:
    """A certificate withdrawn from the register.

    Attributes:
        fingerprint: SHA-256, in any form that people write it.
        since: first moment at which it is no longer valid for its unit; None if it never was.
    """

    fingerprint: str
    since: datetime | None = None


def signer_fact(
    status: SignatureStatus | None,
    trusted: Sequence[AnyCertificate],
    revoked: Sequence[str | Revocation],
    received: ReceiptTime,
) -> Fact:
    """Judge the signer's certificate against the register, at the time of receipt.

    Args:
        status: what is known about the signature, None where there is none.
        trusted: registered certificates; the sentence about a signer that is none of them counts those that
            cannot be read.
        revoked: certificates withdrawn from the register; a bare fingerprint was never valid.
        received: when the package was received.
    """
    if status is None or status.certificate is None or not status.sound:
        return Fact(
            name=SIGNER_FACT,
            state=FactState.UNKNOWN,
            code=PackageCode.NOT_EXAMINED,
            sentence="签名不成立，不能据以认定签名人。",
        )
    signer = status.certificate
    print_ = certificates.fingerprint(signer)
    who = f"{certificates.subject_of(signer).shown}（指纹 {print_[:16]}…）"
    known, unreadable = _fingerprints(trusted)
    withdrawn = _revocation(print_, revoked)
    validity = signer.not_valid_before_utc, signer.not_valid_after_utc
    found = status_of(print_, validity, known, withdrawn, received)
    if found is SignerStatus.REVOKED and withdrawn is not None:
        since = f"自 {day_in_beijing(withdrawn.since)} 起" if withdrawn.since is not None else ""
        by = f"（按{received.text}判断）" if since else ""
        return _signer(SignerStatus.REVOKED, KeyCode.SIGNER_REVOKED, f"签名证书{since}已被注销：{who}{by}。")
    if found is SignerStatus.UNKNOWN:
        note = f"（另有 {unreadable} 份登记证书读不出）" if unreadable else ""
        sentence = (
            f"签名证书未登记{note}：{who}，{_validity(signer, received)}。"
            "请与盖章登记表上的指纹核对，一致的用 --trust 给出证书再验证。"
        )
        return _signer(SignerStatus.UNKNOWN, KeyCode.SIGNER_UNKNOWN, sentence)
    if found is not SignerStatus.REGISTERED:
        return _outside_validity(found, status, signer, who, received)
    later = (
        f"证书后来（自 {day_in_beijing(withdrawn.since)} 起）被注销，"
        if withdrawn and withdrawn.since
        else ""
    )
    sentence = f"签名人已登记：{who}；{later}{_validity(signer, received)}。"
    return _signer(SignerStatus.REGISTERED, PackageCode.SIGNER_FOUND, sentence)


def status_of(
    fingerprint: str,
    validity: tuple[datetime, datetime],
    known: Container[str],
    withdrawn: Revocation | None,
    received: ReceiptTime,
) -> SignerStatus:
    """What is known about a certificate that signed, at the time of receipt.

    Args:
        fingerprint: SHA-256 of it, 64 hexadecimal digits.
        validity: first and last moment of its validity.
        known: fingerprints of the registered certificates.
        withdrawn: its earliest revocation, None where there is none.
        received: when the package was received.
    """
    # Before the register: a certificate that was withdrawn may still stand in an older copy of it.
    if withdrawn is not None and (withdrawn.since is None or received.latest >= withdrawn.since):
        return SignerStatus.REVOKED
    if fingerprint not in known:
        return SignerStatus.UNKNOWN
    # A day of receipt is a stretch of time: outside the validity only where no moment of it lies within.
    if received.earliest > validity[1]:
        return SignerStatus.EXPIRED
    return SignerStatus.NOT_YET_VALID if received.latest < validity[0] else SignerStatus.REGISTERED


def own_signer(signer: x509.Certificate) -> Fact:
    """The fact about a package that the unit itself signed, as its own computer knows."""
    name = certificates.subject_of(signer).shown
    return Fact(
        name=SIGNER_FACT,
        state=FactState.OK,
        code=PackageCode.SIGNER_OWN,
        sentence=(
            f"由本单位的证书签名：{name}（指纹 {certificates.fingerprint(signer)[:16]}…），"
            f"证书有效期至 {day_in_beijing(signer.not_valid_after_utc)}。"
        ),
    )


def signer_not_compared(signer: x509.Certificate, received: ReceiptTime) -> Fact:
    """The fact about a sound signature where no register of certificates is at hand: nobody is accused."""
    name = certificates.subject_of(signer).shown
    shown = certificates.grouped_fingerprint(certificates.fingerprint(signer))
    return Fact(
        name=SIGNER_FACT,
        state=FactState.UNKNOWN,
        code=PackageCode.SIGNER_NOT_COMPARED,
        sentence=(
            f"签名证书写的单位是{name}，{_validity(signer, received)}。是否登记过由统计局核对，这里没有核对；"
            f"要核对，请与盖章登记表上的指纹逐组比对：{shown}"
        ),
        status=SignerStatus.UNKNOWN,
    )


def _validity(signer: x509.Certificate, received: ReceiptTime) -> str:
    """Whether a certificate was valid at the time of receipt, as part of a sentence."""
    start, end = signer.not_valid_before_utc, signer.not_valid_after_utc
    if received.earliest <= end and received.latest >= start:
        return f"按{received.text}判断证书有效（有效期至 {day_in_beijing(end)}）"
    return (
        f"按{_by(received, start, end)}判断证书不在有效期"
        f"（{minute_in_beijing(start)} 至 {minute_in_beijing(end)}，北京时间）内"
    )


def _outside_validity(
    found: SignerStatus, status: SignatureStatus, signer: x509.Certificate, who: str, received: ReceiptTime
) -> Fact:
    """The fact about a registered certificate that was not valid at the time of receipt."""
    start, end = signer.not_valid_before_utc, signer.not_valid_after_utc
    if found is SignerStatus.EXPIRED:
        sentence = f"按{_by(received, end)}判断，签名证书已过期（有效期至 {minute_in_beijing(end)}）：{who}。"
        return _signer(SignerStatus.EXPIRED, KeyCode.SIGNER_EXPIRED, sentence + _advice(status, received))
    since = f"自 {minute_in_beijing(start)} 起有效"
    sentence = f"按{_by(received, start)}判断，签名证书还没有生效（{since}）：{who}。"
    stated = "签名用的电脑时间" if received.is_signing else "收件日期"
    advice = f"请核对{stated if received.is_stated else '本机日期'}。"
    return _signer(SignerStatus.NOT_YET_VALID, KeyCode.SIGNER_NOT_YET_VALID, sentence + advice)


def _advice(status: SignatureStatus, received: ReceiptTime) -> str:
    """What to do about a certificate that had ended; the signature itself holds its signing time."""
    signed = status.signing_time
    if received.is_signing:
        return "请用签名时有效的证书核对。"
    if received.is_stated or signed is None:
        return "请核对收件日期；日期无误则请该单位新建密钥、重新登记后再报送。"
    return (
        f"写明的签名时间 {day_in_beijing(signed)} 在有效期内：如果当时就已收到，请给出收件日期再验证"
        f"（命令行写 --at，如 --at {day_in_beijing(signed)}）；今天才收到的，请该单位新建密钥并重新登记。"
    )


def _by(received: ReceiptTime, *bounds: datetime) -> str:
    """The time by which it was judged, with the minute where a bound of the validity is on the same day."""
    if received.is_stated or day_in_beijing(received.latest) not in {
        day_in_beijing(bound) for bound in bounds
    }:
        return received.text
    return f"现在（{minute_in_beijing(received.latest)}）"


def _signer(status: SignerStatus, code: ErrorCode, sentence: str) -> Fact:
    """Make the signer fact; only a registered signer is ok, an unknown one is undecided."""
    states = {SignerStatus.REGISTERED: FactState.OK, SignerStatus.UNKNOWN: FactState.UNKNOWN}
    state = states.get(status, FactState.BAD)
    return Fact(name=SIGNER_FACT, state=state, code=code, sentence=sentence, status=status)


def _revocation(fingerprint: str, revoked: Sequence[str | Revocation]) -> Revocation | None:
    """The earliest revocation of a certificate; None where it is not revoked."""
    all_ = (one if isinstance(one, Revocation) else Revocation(one) for one in revoked)
    found = [one for one in all_ if _plain(one.fingerprint) == fingerprint]
    always = datetime.min.replace(tzinfo=UTC)
    return min(found, key=lambda one: one.since or always, default=None)


def _plain(text: str) -> str:
    """Bring a fingerprint to comparable form; text that is none compares with nothing."""
    try:
        return certificates.normal_fingerprint(text)
    except IdentityError:
        return ""


def _fingerprints(trusted: Sequence[AnyCertificate]) -> tuple[set[str], int]:
    """Fingerprints of the registered certificates, and how many of them cannot be read."""
    found: set[str] = set()
    unreadable = 0
    for item in trusted:
        try:
            parsed = certificates.load_certificate(item) if isinstance(item, bytes) else item
        except IdentityError:
            unreadable += 1
            continue
        found.add(certificates.fingerprint(parsed))
    return found, unreadable
