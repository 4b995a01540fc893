"""The one byte layout of a detached CAdES-B-B signature accepted in a package.

A signature is taken apart into ``SignatureParts`` and put together again; bytes that do not come
out equal are refused. So the accepted form is strict DER with one signer, the certificate embedded
once, the four signed attributes of CAdES-B-B (ETSI EN 319 122-1: content-type, message-digest,
signing-time, signing-certificate-v2), and no unsigned attribute, revocation list or content.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from asn1crypto import cms
from asn1crypto import tsp as _register_signing_certificate_v2  # noqa: F401 - teaches cms the attribute

from desktop.submission import der
from desktop.submission.errors import SignatureError
from desktop.submission.keys.certificate import PARSER_FAULTS, issuer_and_serial
from forms.codes.package import PackageCode
from forms.frozen import frozen

MAX_SIGNATURE_BYTES: Final = 20_000
"""Largest signature that is read. Chosen by us: ours have 900 bytes (``tests/packages``), those with a chain
of certificates some thousand."""

# Object identifiers in DER.
_DATA: Final = bytes.fromhex("06092a864886f70d010701")  # 1.2.840.113549.1.7.1
_SIGNED_DATA: Final = bytes.fromhex("06092a864886f70d010702")  # 1.2.840.113549.1.7.2
_CONTENT_TYPE: Final = bytes.fromhex("06092a864886f70d010903")  # 1.2.840.113549.1.9.3
_MESSAGE_DIGEST: Final = bytes.fromhex("06092a864886f70d010904")  # 1.2.840.113549.1.9.4
_SIGNING_TIME: Final = bytes.fromhex("06092a864886f70d010905")  # 1.2.840.113549.1.9.5
_SIGNING_CERTIFICATE: Final = bytes.fromhex(  # signing-certificate-v2, 1.2.840.113549.1.9.16.2.47
    "060b2a864886f70d010910022f"
)


@frozen
class SignatureParts:
    """Everything that varies between two signatures of the accepted form.

    Attributes:
        certificate: DER of the signer's certificate, kept byte for byte.
        digest_identifier: DER ``AlgorithmIdentifier`` of the digest.
        signature_identifier: DER ``AlgorithmIdentifier`` of the signature.
        message_digest: digest of the signed content.
        signing_time: claimed time of signing, UTC, whole seconds.
        certificate_hash: SHA-256 of the certificate as stated in signing-certificate-v2 (RFC 5035).
        with_issuer_serial: whether that attribute also names issuer and serial number.
        value: the signature value.
    """

    certificate: bytes
    digest_identifier: bytes
    signature_identifier: bytes
    message_digest: bytes
    signing_time: datetime
    certificate_hash: bytes
    with_issuer_serial: bool
    value: bytes


def encode_signed_attributes(parts: SignatureParts) -> bytes:
    """Encode the signed attributes as DER ``SET OF``: the bytes that the key signs (RFC 5652 5.4).

    Args:
        parts: ``value`` is not used.
    """
    return der.set_of(der.SET, _signed_attributes(parts))


def encode(parts: SignatureParts) -> bytes:
    """Encode a whole signature file as DER ``ContentInfo`` (RFC 5652 3, 5.1, 5.3).

    Args:
        parts: the complete parts.
    """
    signer = der.element(
        der.SEQUENCE,
        der.VERSION_1,
        der.element(der.SEQUENCE, *issuer_and_serial(parts.certificate)),
        parts.digest_identifier,
        der.set_of(der.CONTEXT_0, _signed_attributes(parts)),
        parts.signature_identifier,
        der.element(der.OCTET_STRING, parts.value),
    )
    signed = der.element(
        der.SEQUENCE,
        der.VERSION_1,
        der.element(der.SET, parts.digest_identifier),
        der.element(der.SEQUENCE, _DATA),
        der.element(der.CONTEXT_0, parts.certificate),
        der.element(der.SET, signer),
    )
    return der.element(der.SEQUENCE, _SIGNED_DATA, der.element(der.CONTEXT_0, signed))


def _signed_attributes(parts: SignatureParts) -> list[bytes]:
    """Encode each of the four attributes with its single value."""
    # RFC 5035 3: SHA-256 is the default hash algorithm and is therefore not written.
    reference = der.element(der.OCTET_STRING, parts.certificate_hash)
    if parts.with_issuer_serial:
        issuer, serial = issuer_and_serial(parts.certificate)
        names = der.element(der.SEQUENCE, der.element(der.CONTEXT_4, issuer))
        reference += der.element(der.SEQUENCE, names, serial)
    binding = der.element(der.SEQUENCE, reference)
    values = (
        (_CONTENT_TYPE, _DATA),
        (_SIGNING_TIME, der.time(parts.signing_time)),
        (_MESSAGE_DIGEST, der.element(der.OCTET_STRING, parts.message_digest)),
        (_SIGNING_CERTIFICATE, der.element(der.SEQUENCE, der.element(der.SEQUENCE, binding))),
    )
    return [der.element(der.SEQUENCE, kind, der.element(der.SET, value)) for kind, value in values]


def decode(data: bytes) -> SignatureParts:
    """Take a signature file apart.

    Args:
        data: the entry ``META-INF/signature.p7s``; nothing about it is trusted.

    Returns:
        Its parts; ``encode`` of them gives ``data`` again. Nothing is verified yet.

    Raises:
        SignatureError: too large, not a CMS signature at all, or not byte-equal to its rewriting.
    """
    if len(data) > MAX_SIGNATURE_BYTES:
        raise _unreadable("文件过大")
    try:
        parts = _take_apart(data)
        rebuilt = encode(parts)
    except PARSER_FAULTS as error:
        raise _unreadable("不是规定形式的 CAdES-B-B 签名") from error
    if rebuilt != data:
        raise SignatureError(
            PackageCode.SIGNATURE_NOT_CANONICAL,
            "签名文件 META-INF/signature.p7s 与规定格式不逐字节一致（严格 DER、一个签名人、"
            "一份证书、四个签名属性），签名文件被改动过或由不兼容的软件生成。",
        )
    return parts


def _unreadable(reason: str) -> SignatureError:
    """Build the error for bytes that are no signature of the accepted form."""
    message = f"签名文件 META-INF/signature.p7s 读不出：{reason}。"
    return SignatureError(PackageCode.SIGNATURE_UNREADABLE, message)


def _take_apart(data: bytes) -> SignatureParts:
    """Read the parts with asn1crypto; what is surplus is caught by the byte comparison."""
    signed = cms.ContentInfo.load(data, strict=True)["content"]
    (signer,) = signed["signer_infos"]
    (choice,) = signed["certificates"]
    attributes: dict[str, Any] = {}
    for attribute in signer["signed_attrs"]:
        (value,) = attribute["values"]
        attributes[attribute["type"].native] = value
    (reference,) = attributes["signing_certificate_v2"]["certs"]
    moment = attributes["signing_time"].native
    if not isinstance(moment, datetime):
        raise TypeError("signing_time")
    return SignatureParts(
        # As it stands and not written anew: the hash and the signature of its issuer are over these bytes.
        certificate=choice.chosen.dump(),
        digest_identifier=signer["digest_algorithm"].dump(),
        signature_identifier=signer["signature_algorithm"].dump(),
        message_digest=attributes["message_digest"].native,
        signing_time=moment.astimezone(UTC),
        certificate_hash=reference["cert_hash"].native,
        with_issuer_serial=bool(reference["issuer_serial"]),
        value=signer["signature"].native,
    )
