"""Encrypt a package to certificates, and open it with the key of one of them.

The content is encrypted once, under a key of its own; that key is encrypted for each receiver: for RSA by
RSAES-OAEP (RFC 8017 7.1), for elliptic curves by ephemeral-static ECDH (RFC 5753). AES-GCM detects every
change of the content. The envelope does not prove who made it, since anybody can encrypt to a published
certificate; the signature of the package inside does.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop.submission import der
from desktop.submission.container.layout import MAX_PACKAGE_BYTES
from desktop.submission.encryption.envelope_structure import (
    AES_256_WRAP,
    MAX_RECEIVERS,
    NONCE_BYTES,
    TAG_BYTES,
    Envelope,
    KeyAgreement,
    KeyTransport,
    Receiver,
    damaged,
    decode,
    encode,
    too_large,
)
from desktop.submission.errors import EnvelopeError, IdentityError, NotForThisKey
from desktop.submission.keys.certificate import (
    PARSER_FAULTS,
    fingerprint,
    issuer_and_serial,
    parse_certificate,
    require_receiving_certificate,
    subject_of,
    to_der,
)
from desktop.submission.keys.key_file import KeyPair, read_pkcs12
from desktop.submission.keys.self_signed import UnitSubject, create_pair
from desktop.submission.native import contained
from forms.codes.package import EnvelopeCode, KeyCode
from forms.filing.receipt_time import day_in_beijing, minute_in_beijing

_KEY_BYTES: Final = 32
"""Of AES-256 (FIPS 197)."""
_MAX_SHOWN = 64
"""Characters of a name or serial number from a certificate that a sentence shows: as many as RFC 5280, A.1,
allows the name of an organization."""
_OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
_SHARED_INFO: Final = der.element(
    # ECC-CMS-SharedInfo (RFC 5753 7.2): keyInfo, then suppPubInfo, the bits of the wrapping key.
    der.SEQUENCE,
    AES_256_WRAP,
    der.element(der.CONTEXT_2, der.element(der.OCTET_STRING, (8 * _KEY_BYTES).to_bytes(4, "big"))),
)


class ReceivingKey(KeyPair):
    """A key that opens what was encrypted to its certificate."""

    @property
    def algorithm(self) -> str:
        """Short name of how the content key is enclosed for this key."""
        return "rsa-oaep-sha256" if isinstance(self._key, rsa.RSAPrivateKey) else "ecdh-sha256"

    def unwrap(self, enclosed: Receiver) -> bytes:
        """Take out the content key that is enclosed for this key.

        Args:
            enclosed: the part of an envelope that names this key's certificate.

        Raises:
            EnvelopeError: it was altered, or made for another key.
        """
        try:
            with contained():
                key = self._open(enclosed)
        except (ValueError, InvalidUnwrap) as error:
            raise damaged("其中的密钥打不开") from error
        if len(key) != _KEY_BYTES:
            raise damaged("其中的密钥长度不对")
        return key

    def _open(self, enclosed: Receiver) -> bytes:
        """Undo ``_enclose``; raises ``ValueError`` or ``InvalidUnwrap`` where that fails."""
        key = self._key
        if isinstance(enclosed, KeyTransport) and isinstance(key, rsa.RSAPrivateKey):
            return key.decrypt(enclosed.wrapped_key, _OAEP)
        if isinstance(enclosed, KeyAgreement) and isinstance(key, ec.EllipticCurvePrivateKey):
            public = ec.EllipticCurvePublicKey.from_encoded_point(key.curve, enclosed.ephemeral)
            return aes_key_unwrap(_wrapping_key(key, public), enclosed.wrapped_key)
        raise damaged("其中的密钥与证书的种类不同")


def create_receiving_key(subject: UnitSubject, now: datetime) -> ReceivingKey:
    """Make a new P-256 key for receiving and its certificate, which allows key agreement only.

    Args:
        subject: the office.
        now: the present time, aware.

    Raises:
        IdentityError: a name is empty, longer than X.509 allows, or holds unseen characters (E-KEY-009).
    """
    return ReceivingKey.of(create_pair(subject, now, "key_agreement"))


def open_receiving_key(data: bytes, passphrase: str) -> ReceivingKey:
    """Open a key file for decrypting.

    Args:
        data: the file.
        passphrase: its passphrase; an empty text for a file without one.

    Raises:
        WrongPassphrase: the file is sound but the passphrase does not open it.
        IdentityError: not a key file, or its certificate is not for encryption.
    """
    pair = read_pkcs12(data, passphrase)
    require_receiving_certificate(pair.certificate)
    return ReceivingKey.of(pair)


def load_receiver(data: bytes, now: datetime) -> x509.Certificate:
    """Read the certificate of an office to which packages are to be encrypted.

    Args:
        data: PEM with exactly one certificate, or DER; nothing about it is trusted.
        now: the present time, aware.

    Raises:
        IdentityError: not a certificate, not for encryption, expired or not yet valid.
    """
    certificate = parse_certificate(data)
    require_receiving_certificate(certificate)
    require_current(certificate, now)
    return certificate


def require_current(certificate: x509.Certificate, now: datetime) -> None:
    """Refuse to encrypt to a certificate outside its validity.

    Args:
        certificate: the receiver's.
        now: the present time, aware.

    Raises:
        IdentityError: expired (E-KEY-015) or not yet valid (E-KEY-016); the sentence tells it in
            the time of Beijing.
    """
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    name = subject_of(certificate).name or fingerprint(certificate)[:16]
    if now > end:
        raise IdentityError(
            KeyCode.RECEIVER_EXPIRED,
            f"收件证书（{name}）已于 {day_in_beijing(end)} 过期，不能再用来加密。"
            "请向统计局索取新的收件证书。",
        )
    if now < start:
        raise IdentityError(
            KeyCode.RECEIVER_NOT_YET_VALID,
            f"收件证书（{name}）自 {minute_in_beijing(start)} 起才有效，"
            f"本机时间是 {minute_in_beijing(now)}（北京时间）。"
            "请先核对电脑的日期；日期无误则请向统计局核实证书。",
        )


def encrypt(content: bytes, certificates: Sequence[x509.Certificate]) -> bytes:
    """Encrypt bytes to certificates.

    Args:
        content: at most ``MAX_PACKAGE_BYTES``.
        certificates: 1 to ``MAX_RECEIVERS`` different ones, as ``load_receiver`` gives them.

    Returns:
        A CMS file; it differs each time.

    Raises:
        EnvelopeError: too large, or no, repeated or too many certificates.
        IdentityError: a certificate is not for encryption.
    """
    if len(content) > MAX_PACKAGE_BYTES:
        raise too_large(len(content))
    if not 0 < len(set(certificates)) == len(certificates) <= MAX_RECEIVERS:
        message = f"收件证书应为 1 至 {MAX_RECEIVERS} 份，各不相同。"
        raise EnvelopeError(EnvelopeCode.RECEIVERS_REFUSED, message)
    # Two contents under one key and nonce would break GCM. The key is new each time, so none can.
    key, nonce = AESGCM.generate_key(8 * _KEY_BYTES), secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, content, None)
    receivers = tuple(_enclose(key, certificate) for certificate in certificates)
    return encode(Envelope(receivers, nonce, sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]))


def decrypt(data: bytes, key: ReceivingKey) -> bytes:
    """Open an envelope.

    Args:
        data: the whole file; nothing about it is trusted.
        key: the receiver's key.

    Returns:
        Exactly what was encrypted; altered content is never given out.

    Raises:
        EnvelopeError: no envelope, not for this key, or altered.
    """
    envelope = decode(data)
    own = _name_of(key.certificate)
    enclosed = next((one for one in envelope.receivers if one.receiver == own), None)
    if enclosed is None:
        raise NotForThisKey(
            EnvelopeCode.OTHER_KEY,
            f"这份文件不是加密给这把密钥的（证书指纹 {key.fingerprint[:16]}…），"
            "请换用收件密钥，或请发送单位核对加密所用的证书。",
        )
    try:
        return AESGCM(key.unwrap(enclosed)).decrypt(envelope.nonce, envelope.ciphertext + envelope.tag, None)
    except InvalidTag as error:
        raise damaged("内容与校验值不符") from error


def issuers(data: bytes) -> list[str]:
    """Name who issued the certificates to which a file is encrypted; an office's own names the office.

    Args:
        data: the whole file; nothing about it is trusted, and the names are only what it claims.

    Returns:
        One name for each receiver; the serial number where there is no name that can be shown, 未注明 where
        neither can be read.

    Raises:
        EnvelopeError: no envelope, or altered.
    """
    return [_issuer(enclosed.receiver) for enclosed in decode(data).receivers]


def _issuer(receiver: bytes) -> str:
    """Organisation or common name of the issuer in an ``IssuerAndSerialNumber``, or its serial number."""
    try:
        named = cms.IssuerAndSerialNumber.load(receiver, strict=True)
        names = named["issuer"].native
        organisation = names.get("organization_name") or names.get("common_name")
        serial = f"序列号 {named['serial_number'].native:X}"
    except PARSER_FAULTS:
        return "未注明"
    shown = isinstance(organisation, str) and organisation.isprintable() and len(organisation) <= _MAX_SHOWN
    return f"{organisation}" if shown and organisation else serial[:_MAX_SHOWN]


def _enclose(key: bytes, certificate: x509.Certificate) -> Receiver:
    """Enclose the content key for one receiver."""
    public = require_receiving_certificate(certificate)
    try:
        with contained():
            name = _name_of(certificate)
            if isinstance(public, rsa.RSAPublicKey):
                return KeyTransport(name, public.encrypt(key, _OAEP))
            # A key for this one envelope: the sender keeps nothing that could open it later.
            once = ec.generate_private_key(public.curve)
            wrapped = aes_key_wrap(_wrapping_key(once, public), key)
    except PARSER_FAULTS as error:  # such as an RSA modulus that is an even number
        message = "收件证书里的公钥不能用来加密，证书多半已损坏。请向统计局重新取得证书文件。"
        raise IdentityError(KeyCode.CERTIFICATE_UNREADABLE, message) from error
    point = once.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return KeyAgreement(name, point, wrapped)


def _wrapping_key(private: ec.EllipticCurvePrivateKey, public: ec.EllipticCurvePublicKey) -> bytes:
    """Derive the key that wraps the content key: ECDH, then the KDF of ANSI X9.63 with SHA-256."""
    shared = private.exchange(ec.ECDH(), public)
    return X963KDF(hashes.SHA256(), _KEY_BYTES, _SHARED_INFO).derive(shared)


def _name_of(certificate: x509.Certificate) -> bytes:
    """How an envelope names a receiver: DER ``IssuerAndSerialNumber``."""
    return der.element(der.SEQUENCE, *issuer_and_serial(to_der(certificate)))
