"""The one byte layout of an encrypted package: CMS AuthEnvelopedData (RFC 5083) in strict DER.

    ContentInfo authEnvelopedData (1.2.840.113549.1.9.16.1.23)
      version 0
      recipientInfos      one for each receiver: key transport (RSA) or key agreement (elliptic curve)
      content             id-data, AES-256-GCM with a 12-byte nonce and a 16-byte tag (RFC 5084)
      mac                 the tag

An envelope is taken apart into ``Envelope`` and put together again; bytes that do not come out equal are
refused. So there are no attributes, no originator certificates, and no other algorithms. This is the
layout that ``openssl cms -encrypt -aes-256-gcm`` writes with OAEP and SHA-256, or with the SHA-256 KDF.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from desktop.submission import der
from desktop.submission.container.layout import MAX_PACKAGE_BYTES
from desktop.submission.errors import EnvelopeError
from desktop.submission.keys.certificate import MAX_CERTIFICATE_BYTES, PARSER_FAULTS
from forms.codes.package import EnvelopeCode
from forms.frozen import frozen

MAX_RECEIVERS: Final = 10
"""Chosen by us: a package goes to one bureau, or to some in case keys change."""
_MAX_RECEIVER_BYTES = MAX_CERTIFICATE_BYTES + 2_000
"""Chosen for issuer and serial number of its certificate, and a key encrypted by at most RSA-8192."""
MAX_ENVELOPE_BYTES: Final = MAX_PACKAGE_BYTES + MAX_RECEIVERS * _MAX_RECEIVER_BYTES + 1_000
"""Follows from the parts; larger files are not read: the largest content, the largest part for each receiver,
and the DER around them."""

NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
"""Both of AES-GCM: the nonce that RFC 5084, 3.2, recommends, and the longest tag that it allows."""

AES_256_WRAP: Final = bytes.fromhex("300b060960864801650304012d")
"""DER ``AlgorithmIdentifier`` id-aes256-wrap, parameters absent (RFC 3565 2.3.2)."""

_OAEP = bytes.fromhex(
    # RSAES-OAEP (RFC 4055 4.1): SHA-256, MGF1 with SHA-256, empty label.
    "303806092a864886f70d010107302ba00d300b0609608648016503040201"
    "a11a301806092a864886f70d010108300b0609608648016503040201"
)
_ECDH = bytes.fromhex("301506062b8104010b01") + AES_256_WRAP  # dhSinglePass-stdDH-sha256kdf-scheme
_EC_PUBLIC_KEY = bytes.fromhex("300906072a8648ce3d0201")  # id-ecPublicKey, curve as in the certificate
_AUTH_ENVELOPED_DATA = bytes.fromhex("060b2a864886f70d0109100117")  # 1.2.840.113549.1.9.16.1.23
_ENVELOPED_DATA = bytes.fromhex("06092a864886f70d010703")  # 1.2.840.113549.1.7.3
_DATA = bytes.fromhex("06092a864886f70d010701")  # 1.2.840.113549.1.7.1
_AES_256_GCM = bytes.fromhex("060960864801650304012e")  # 2.16.840.1.101.3.4.1.46
_VERSION_0 = b"\x02\x01\x00"
_VERSION_3 = b"\x02\x01\x03"
_ICV_LENGTH = b"\x02\x01\x10"  # 16, since RFC 5084 makes 12 the default
_NO_UNUSED_BITS = b"\x00"


@frozen
class KeyTransport:
    """The content key for an RSA receiver (RFC 5652 6.2.1).

    Attributes:
        receiver: DER ``IssuerAndSerialNumber`` of the certificate.
        wrapped_key: the content key, RSAES-OAEP.
    """

    receiver: bytes
    wrapped_key: bytes


@frozen
class KeyAgreement:
    """The content key for an elliptic curve receiver (RFC 5652 6.2.2, RFC 5753 3.1).

    Attributes:
        receiver: DER ``IssuerAndSerialNumber`` of the certificate.
        ephemeral: the sender's one-time public key, uncompressed point.
        wrapped_key: the content key, AES key wrap.
    """

    receiver: bytes
    ephemeral: bytes
    wrapped_key: bytes


Receiver: TypeAlias = KeyTransport | KeyAgreement


@frozen
class Envelope:
    """Everything that varies between two envelopes.

    Attributes:
        receivers: who can open it.
        nonce: of AES-GCM.
        ciphertext: as long as the content.
        tag: of AES-GCM.
    """

    receivers: tuple[Receiver, ...]
    nonce: bytes
    ciphertext: bytes
    tag: bytes


def encode(envelope: Envelope) -> bytes:
    """Encode an envelope as DER ``ContentInfo``.

    Args:
        envelope: complete parts.
    """
    parameters = der.element(der.SEQUENCE, der.element(der.OCTET_STRING, envelope.nonce), _ICV_LENGTH)
    content = der.element(
        der.SEQUENCE,
        _DATA,
        der.element(der.SEQUENCE, _AES_256_GCM, parameters),
        der.element(der.PRIMITIVE_0, envelope.ciphertext),
    )
    enveloped = der.element(
        der.SEQUENCE,
        _VERSION_0,
        der.set_of(der.SET, [_encode_receiver(receiver) for receiver in envelope.receivers]),
        content,
        der.element(der.OCTET_STRING, envelope.tag),
    )
    return der.element(der.SEQUENCE, _AUTH_ENVELOPED_DATA, der.element(der.CONTEXT_0, enveloped))


def _encode_receiver(receiver: Receiver) -> bytes:
    """Encode a ``RecipientInfo``."""
    wrapped = der.element(der.OCTET_STRING, receiver.wrapped_key)
    if isinstance(receiver, KeyTransport):
        return der.element(der.SEQUENCE, _VERSION_0, receiver.receiver, _OAEP, wrapped)
    point = der.element(der.BIT_STRING, _NO_UNUSED_BITS, receiver.ephemeral)
    originator = der.element(der.CONTEXT_1, _EC_PUBLIC_KEY, point)
    return der.element(
        der.CONTEXT_1,
        _VERSION_3,
        der.element(der.CONTEXT_0, originator),
        _ECDH,
        der.element(der.SEQUENCE, der.element(der.SEQUENCE, receiver.receiver, wrapped)),
    )


def is_encrypted(data: bytes) -> bool:
    """Tell by its beginning whether a file is a CMS envelope of any kind, whole or not.

    Args:
        data: the file, or at least its first 20 bytes.
    """
    return _kind(data) is not None


def _kind(data: bytes) -> bytes | None:
    """Which of the two content types of envelopes the file names, or ``None``."""
    try:
        tag, start, _ = der.header(memoryview(data))
    except (ValueError, IndexError):
        return None
    kinds = (_AUTH_ENVELOPED_DATA, _ENVELOPED_DATA)
    return next((k for k in kinds if tag == der.SEQUENCE and data.startswith(k, start)), None)


def decode(data: bytes) -> Envelope:
    """Take an envelope apart.

    Args:
        data: the whole file; nothing about it is trusted.

    Returns:
        Its parts; ``encode`` of them gives ``data`` again. Nothing is decrypted yet.

    Raises:
        EnvelopeError: no envelope at all, too large, cut off or altered, or with other algorithms.
    """
    if len(data) > MAX_ENVELOPE_BYTES:
        raise too_large(len(data))
    _require_envelope(data)
    try:
        envelope = _take_apart(data)
        rebuilt = encode(envelope)
    except PARSER_FAULTS as error:
        raise damaged("内部结构读不通") from error
    if rebuilt != data:
        raise damaged("与规定格式不逐字节一致")
    return envelope


def _require_envelope(data: bytes) -> None:
    """Tell what is no envelope, and what is one of another kind or length."""
    kind = _kind(data)
    if kind is None:
        raise EnvelopeError(
            EnvelopeCode.NOT_AN_ENVELOPE, "这不是加密的报送包（不是 CMS 加密文件）；请确认选对了文件。"
        )
    _, _, end = der.header(memoryview(data))
    if end > len(data):
        raise damaged(f"文件不完整，应有 {end} 字节，只有 {len(data)} 字节，多半是传输中断")
    if end < len(data):
        raise damaged(f"文件末尾多出 {len(data) - end} 字节")
    if kind == _ENVELOPED_DATA:
        raise foreign("内容没有防改动的校验（EnvelopedData）")


def _take_apart(data: bytes) -> Envelope:
    """Read the parts; what is surplus is caught by the byte comparison."""
    (info,) = der.fields(memoryview(data), der.SEQUENCE)
    _, wrapped = der.fields(info, der.OBJECT_IDENTIFIER, der.CONTEXT_0)
    (enveloped,) = der.fields(wrapped, der.SEQUENCE)
    _, listed, content, tag = der.fields(enveloped, der.INTEGER, der.SET, der.SEQUENCE, der.OCTET_STRING)
    _, algorithm, ciphertext = der.fields(content, der.OBJECT_IDENTIFIER, der.SEQUENCE, der.PRIMITIVE_0)
    # Asked before its parameters are cut: another algorithm has others, which would be called damage.
    if bytes(algorithm[: len(_AES_256_GCM)]) != _AES_256_GCM:
        raise foreign("内容不是用 AES-256-GCM 加密的")
    _, parameters = der.fields(algorithm, der.OBJECT_IDENTIFIER, der.SEQUENCE)
    nonce, _ = der.fields(parameters, der.OCTET_STRING, der.INTEGER)
    if len(nonce) != NONCE_BYTES or len(tag) != TAG_BYTES:
        raise ValueError("nonce or tag")
    receivers = tuple(_receiver(kind, value) for kind, value in der.children(listed, MAX_RECEIVERS))
    return Envelope(receivers, bytes(nonce), bytes(ciphertext), bytes(tag))


def _receiver(kind: int, value: memoryview) -> Receiver:
    """Read a ``RecipientInfo``."""
    if len(value) > _MAX_RECEIVER_BYTES:
        raise ValueError("receiver")
    if kind == der.SEQUENCE:
        _, receiver, algorithm, wrapped = der.fields(
            value, der.INTEGER, der.SEQUENCE, der.SEQUENCE, der.OCTET_STRING
        )
        if der.element(der.SEQUENCE, algorithm) != _OAEP:
            raise foreign("密钥不是用 RSAES-OAEP（SHA-256）加密的")
        return KeyTransport(der.element(der.SEQUENCE, receiver), bytes(wrapped))
    if kind != der.CONTEXT_1:
        raise foreign("收件方式不是证书")
    _, originator, algorithm, keys = der.fields(value, der.INTEGER, der.CONTEXT_0, der.SEQUENCE, der.SEQUENCE)
    if der.element(der.SEQUENCE, algorithm) != _ECDH:
        raise foreign("密钥不是用 ECDH（SHA-256、AES-256 封装）加密的")
    (public,) = der.fields(originator, der.CONTEXT_1)
    _, point = der.fields(public, der.SEQUENCE, der.BIT_STRING)
    (key,) = der.fields(keys, der.SEQUENCE)
    receiver, wrapped = der.fields(key, der.SEQUENCE, der.OCTET_STRING)
    # The first byte of a BIT STRING counts its unused bits; that it is 0, the byte comparison finds.
    return KeyAgreement(der.element(der.SEQUENCE, receiver), bytes(point[1:]), bytes(wrapped))


def too_large(size: int) -> EnvelopeError:
    """Build the error for more bytes than a package may have."""
    message = f"文件 {size / 1_000_000:.1f} MB，超过加密报送包的上限，不像是要找的文件。"
    return EnvelopeError(EnvelopeCode.TOO_LARGE, message)


def damaged(reason: str) -> EnvelopeError:
    """Build the error for an envelope that was cut off or altered."""
    message = f"加密文件已损坏或被改动：{reason}。请向发送单位重新索取原文件。"
    return EnvelopeError(EnvelopeCode.DAMAGED, message)


def foreign(reason: str) -> EnvelopeError:
    """Build the error for an envelope with other algorithms."""
    message = f"加密方式不受支持：{reason}。请发送单位用本程序重新导出。"
    return EnvelopeError(EnvelopeCode.ALGORITHM, message)
