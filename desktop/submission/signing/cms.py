"""Signing a manifest, and facts about a signature (CAdES-B-B, detached)."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from desktop.submission.errors import IdentityError, SignatureError
from desktop.submission.keys.algorithm import (
    DIGEST_IDENTIFIERS,
    PublicKey,
    SignatureAlgorithm,
    by_identifiers,
)
from desktop.submission.keys.certificate import (
    is_valid_at,
    load_certificate,
    require_signing_certificate,
    to_der,
)
from desktop.submission.keys.identity import Identity
from desktop.submission.native import contained
from desktop.submission.signing.cms_structure import (
    SignatureParts,
    decode,
    encode,
    encode_signed_attributes,
)
from forms.codes.code import ErrorCode
from forms.codes.package import PackageCode
from forms.errors import Problem
from forms.filing.receipt_time import minute_in_beijing
from forms.frozen import frozen

_PLACE = "META-INF/signature.p7s"


@frozen
class SignatureStatus:
    """Separate facts about one signature; each is ``None`` where it could not be examined.

    Attributes:
        well_formed: the file is strict DER of the accepted form.
        algorithm: name of the algorithm, ``None`` if it is not an accepted one.
        certificate: the embedded certificate, ``None`` if it cannot be used for signing.
        signing_time: the time the signer claims, UTC.
        content_matches: the message digest is that of the content.
        value_valid: the signature value is right for the embedded certificate's key.
        certificate_bound: signing-certificate-v2 names exactly the embedded certificate.
        within_validity: the claimed time lies in the certificate's validity.
        problems: one problem for each fact that does not hold, with code and Chinese sentence.
    """

    well_formed: bool
    algorithm: str | None = None
    certificate: x509.Certificate | None = None
    signing_time: datetime | None = None
    content_matches: bool | None = None
    value_valid: bool | None = None
    certificate_bound: bool | None = None
    within_validity: bool | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def sound(self) -> bool:
        """Tell whether everything was examined and holds; says nothing about who the signer is."""
        facts = (
            self.well_formed,
            self.content_matches,
            self.value_valid,
            self.certificate_bound,
            self.within_validity,
        )
        return all(fact is True for fact in facts) and not self.problems


def sign(
    content: bytes,
    identity: Identity,
    signing_time: datetime,
    algorithm: SignatureAlgorithm | None = None,
) -> bytes:
    """Sign content with a detached CAdES-B-B signature.

    Args:
        content: the bytes of the manifest.
        identity: key and certificate.
        signing_time: the present time, aware; fractions of a second are dropped.
        algorithm: a row of ``algorithm.ALGORITHMS``; by default the one that fits the key.

    Returns:
        DER ``ContentInfo``.

    Raises:
        IdentityError: the time is outside the certificate's validity, or the algorithm does not
            fit the key.
    """
    moment = signing_time.astimezone(UTC).replace(microsecond=0)
    identity.require_valid_at(moment)
    row = algorithm or identity.default_algorithm()
    der = to_der(identity.certificate)
    unsigned = SignatureParts(
        certificate=der,
        digest_identifier=DIGEST_IDENTIFIERS[row.digest][0],
        signature_identifier=row.identifiers[0],
        message_digest=hashlib.new(row.digest, content).digest(),
        signing_time=moment,
        certificate_hash=hashlib.sha256(der).digest(),
        with_issuer_serial=False,
        value=b"",
    )
    value = identity.sign(encode_signed_attributes(unsigned), row)
    return encode(replace(unsigned, value=value))


def verify(signature: bytes, content: bytes) -> SignatureStatus:
    """Examine a detached signature over content.

    Args:
        signature: the signature file; nothing about it is trusted.
        content: the bytes that should have been signed.

    Returns:
        The facts; never raises for any bytes.
    """
    try:
        parts = decode(signature)
    except SignatureError as error:
        return SignatureStatus(well_formed=False, problems=(Problem(error.code, _PLACE, error.message),))
    problems: list[Problem] = []
    row = by_identifiers(parts.digest_identifier, parts.signature_identifier)
    if row is None:
        _note(problems, PackageCode.ALGORITHM_REFUSED, "签名使用的摘要或签名算法不在允许之列。")
    key, certificate = _signer(parts, problems)
    status = SignatureStatus(
        well_formed=True,
        algorithm=row.name if row else None,
        certificate=certificate,
        signing_time=parts.signing_time,
        content_matches=_content_matches(parts, row, content, problems),
        # Examined even where the content does not match: the office is told which of the two was exchanged.
        value_valid=_value_valid(parts, row, key, problems),
        certificate_bound=_certificate_bound(parts, problems),
        within_validity=_within_validity(parts, certificate, problems),
    )
    return replace(status, problems=tuple(problems))


def _note(problems: list[Problem], code: ErrorCode, message: str) -> None:
    """Add a problem of the signature file."""
    problems.append(Problem(code, _PLACE, message))


def _signer(
    parts: SignatureParts, problems: list[Problem]
) -> tuple[PublicKey | None, x509.Certificate | None]:
    """Read the embedded certificate and its key."""
    try:
        certificate = load_certificate(parts.certificate)
        return require_signing_certificate(certificate), certificate
    except IdentityError as error:
        message = f"签名所附的证书不能使用：{error.message}"
        _note(problems, PackageCode.SIGNER_CERTIFICATE_REFUSED, message)
        return None, None


def _content_matches(
    parts: SignatureParts,
    row: SignatureAlgorithm | None,
    content: bytes,
    problems: list[Problem],
) -> bool | None:
    """Compare the message digest with the content."""
    if row is None:
        return None
    digest = hashlib.new(row.digest, content).digest()
    if hmac.compare_digest(digest, parts.message_digest):
        return True
    message = "签名不是对这份清单（META-INF/ASiCManifest.xml）作出的：清单被改动，或签名取自别的文件。"
    _note(problems, PackageCode.MANIFEST_CHANGED, message)
    return False


def _value_valid(
    parts: SignatureParts,
    row: SignatureAlgorithm | None,
    key: PublicKey | None,
    problems: list[Problem],
) -> bool | None:
    """Check the signature value with the embedded certificate's key."""
    if row is None or key is None:
        return None
    try:
        with contained():
            row.verify(key, parts.value, encode_signed_attributes(parts))
    except (InvalidSignature, TypeError, ValueError, UnsupportedAlgorithm):  # TypeError: key of another kind
        message = "签名值与签名人的证书不符：签名无效，签名文件被改动或伪造。"
        _note(problems, PackageCode.SIGNATURE_FALSE, message)
        return False
    return True


def _certificate_bound(parts: SignatureParts, problems: list[Problem]) -> bool:
    """Compare the hash in signing-certificate-v2 with the embedded certificate."""
    if parts.certificate_hash == hashlib.sha256(parts.certificate).digest():
        return True
    message = "签名中记载的证书摘要与所附证书不符：证书被替换过。"
    _note(problems, PackageCode.CERTIFICATE_UNBOUND, message)
    return False


def _within_validity(
    parts: SignatureParts, certificate: x509.Certificate | None, problems: list[Problem]
) -> bool | None:
    """Compare the claimed signing time with the certificate's validity."""
    if certificate is None:
        return None
    if is_valid_at(certificate, parts.signing_time):
        return True
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    message = (
        f"签名时间 {minute_in_beijing(parts.signing_time)} 不在证书有效期 {minute_in_beijing(start)} 至 "
        f"{minute_in_beijing(end)} 内（北京时间）。"
    )
    _note(problems, PackageCode.SIGNED_OUTSIDE_VALIDITY, message)
    return False
