"""Encrypting a package to the office, and opening what was encrypted.

The office has a key of its own for this (收件密钥) and publishes its certificate (收件证书). A unit's signing
key is never used for it. Encryption does not prove who sent a file; the signature of the package inside does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography import x509

from desktop.kinds.doors import CERTIFICATE, DECRYPT
from desktop.services.files import is_there, read_start, write_file
from desktop.services.incoming import read_incoming
from desktop.submission.encryption import envelope
from desktop.submission.encryption.envelope import ReceivingKey, encrypt
from desktop.submission.encryption.envelope_structure import MAX_ENVELOPE_BYTES
from desktop.submission.keys.certificate import (
    MAX_CERTIFICATE_BYTES,
    fingerprint,
    grouped_fingerprint,
    subject_of,
)
from desktop.submission.keys.validity import CertificateEnd, certificate_end
from forms.canonical import digest_of
from forms.codes.package import EnvelopeCode
from forms.errors import UserInputError
from forms.frozen import frozen

PACKAGE_SUFFIX = ".asice"
ENCRYPTED_SUFFIX = ".cms"
"""Added to a package's name. Not ``.p7m``: mail programs would take the message for an S/MIME message."""

_MAX_NAME = 64
"""``ub-organization-name`` of RFC 5280, A.1; a stranger's certificate may say more."""


@frozen
class Receiver:
    """A receiver to whom packages are encrypted.

    Attributes:
        name: whom the certificate names (O, else CN), as it claims.
        fingerprint: SHA-256 of the certificate, 64 hexadecimal digits.
        valid_until: last moment at which one may encrypt to it.
        certificate: the certificate.
    """

    name: str
    fingerprint: str
    valid_until: datetime
    certificate: x509.Certificate

    def end(self, now: datetime) -> CertificateEnd:
        """How near the end of the certificate is."""
        return certificate_end(self.certificate, now, receiving=True)

    @property
    def shown_fingerprint(self) -> str:
        """The fingerprint in two lines of groups, to be compared with what the office published."""
        return grouped_fingerprint(self.fingerprint)


@frozen
class Decrypted:
    """A package that was decrypted; it is still to be verified.

    Attributes:
        path: the file that was written.
        size: its bytes.
        digest: SHA-256 of the file.
    """

    path: Path
    size: int
    digest: str


def read_receiver(path: Path, now: datetime) -> Receiver:
    """Read the certificate of the office.

    Args:
        path: certificate file, PEM or DER; nothing about it is trusted.
        now: the present time.

    Raises:
        WrongKind: the file is of another kind, such as a key file or a document.
        EnvironmentFault: the file cannot be read.
        IdentityError: not a certificate, not for encryption, expired or not yet valid.
    """
    return receiver_of(envelope.load_receiver(read_incoming(path, CERTIFICATE, MAX_CERTIFICATE_BYTES), now))


def receiver_of(certificate: x509.Certificate) -> Receiver:
    """Say whose certificate it is; whether one may encrypt to it is judged elsewhere."""
    return Receiver(
        name=subject_of(certificate).shown[:_MAX_NAME],
        fingerprint=fingerprint(certificate),
        valid_until=certificate.not_valid_after_utc,
        certificate=certificate,
    )


def encrypt_package(data: bytes, receivers: Sequence[Receiver], now: datetime) -> bytes:
    """Encrypt a package.

    Args:
        data: the package.
        receivers: 1 to 10.
        now: the present time; a certificate may have expired since it was read.

    Raises:
        EnvelopeError: the package is too large, or there is no receiver, too many, or one of them twice.
        IdentityError: a certificate has expired, is not yet valid, or is not for encryption.
    """
    for receiver in receivers:
        envelope.require_current(receiver.certificate, now)
    return encrypt(data, [receiver.certificate for receiver in receivers])


def decrypt_package(path: Path, key: ReceivingKey, folder: Path) -> Decrypted:
    """Decrypt a file into a folder; nothing is written unless all of it is intact.

    Args:
        path: the encrypted file.
        key: the receiving key.
        folder: where the package is put, under the encrypted file's name without ``.cms``.

    Raises:
        WrongKind: the file is of another kind than an encrypted package.
        EnvironmentFault: a file cannot be read or written.
        EnvelopeError: cut off, altered, with other algorithms, or not for this key.
        UserInputError: another file of that name is there already (E-ENV-020).
    """
    data = envelope.decrypt(read_incoming(path, DECRYPT, MAX_ENVELOPE_BYTES), key)
    target = folder / decrypted_name(path.name)
    if not is_there(target):
        write_file(target, data)
    elif not target.is_file() or read_start(target, len(data) + 1) != data:
        raise UserInputError(
            EnvelopeCode.DECRYPTED_DIFFERS,
            f"“{target.name}”已经存在，内容与解密得到的不同；请核对后另选文件夹，或先移走旧文件",
        )
    return Decrypted(target, len(data), digest_of(data))


def decrypted_name(name: str) -> str:
    """File name of the package inside an encrypted file.

    Args:
        name: file name of the encrypted file; mail programs and browsers may have changed it.
    """
    stem = Path(name).stem
    return stem if stem.endswith(PACKAGE_SUFFIX) else stem + PACKAGE_SUFFIX


def who_can_open(path: Path) -> list[str]:
    """Name who issued the certificates to which a file is encrypted, as the file claims.

    Raises:
        WrongKind: the file is of another kind than an encrypted package.
        EnvironmentFault: the file cannot be read.
        EnvelopeError: cut off, altered, or with other algorithms.
    """
    return envelope.issuers(read_incoming(path, DECRYPT, MAX_ENVELOPE_BYTES))
