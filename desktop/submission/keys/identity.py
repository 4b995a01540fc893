"""The signing identity of a unit: a key whose certificate is for signing and nothing else.

A PKCS#12 of an authority is taken as well.
"""

from __future__ import annotations

from datetime import datetime

from desktop.submission.errors import IdentityError
from desktop.submission.keys.algorithm import SignatureAlgorithm, for_key
from desktop.submission.keys.certificate import is_valid_at, require_signing_certificate
from desktop.submission.keys.key_file import KeyPair, read_pkcs12
from desktop.submission.keys.self_signed import UnitSubject, create_pair
from forms.codes.package import KeyCode
from forms.filing.receipt_time import minute_in_beijing


class Identity(KeyPair):
    """A key that signs."""

    def default_algorithm(self) -> SignatureAlgorithm:
        """Give the algorithm with which this key signs unless told otherwise."""
        row = for_key(self.certificate.public_key())
        if row is None:  # the constructors below admit no such key
            raise IdentityError(KeyCode.TYPE_REFUSED, "密钥类型不受支持，请换用其他签名密钥。")
        return row

    def sign(self, message: bytes, algorithm: SignatureAlgorithm) -> bytes:
        """Sign a message.

        Args:
            message: what is signed, not yet digested.
            algorithm: a row that fits this key.

        Raises:
            IdentityError: the algorithm does not fit the key.
        """
        if not algorithm.fits(self.certificate.public_key()):
            message_zh = f"签名算法 {algorithm.name} 与密钥不配，请用默认算法。"
            raise IdentityError(KeyCode.TYPE_REFUSED, message_zh)
        return algorithm.sign(self._key, message)

    def require_valid_at(self, moment: datetime) -> None:
        """Refuse to sign at a time outside the certificate's validity.

        Args:
            moment: the signing time, aware.

        Raises:
            IdentityError: before or after the validity; the sentence names the computer's clock.
        """
        if not is_valid_at(self.certificate, moment):
            start = self.certificate.not_valid_before_utc
            end = self.certificate.not_valid_after_utc
            raise IdentityError(
                KeyCode.CLOCK_OUTSIDE_VALIDITY,
                f"本机时间 {minute_in_beijing(moment)} 不在证书有效期 {minute_in_beijing(start)} 至 "
                f"{minute_in_beijing(end)} 内（北京时间）。"
                "请先核对电脑的日期；日期无误则需新建签名密钥并重新登记。",
            )


def create_identity(subject: UnitSubject, now: datetime) -> Identity:
    """Make a new ECDSA P-256 signing key and its certificate.

    Args:
        subject: the unit.
        now: the present time, aware.

    Raises:
        IdentityError: a name is empty, longer than X.509 allows, or holds unseen characters (E-KEY-009).
    """
    return Identity.of(create_pair(subject, now, "digital_signature", "content_commitment"))


def open_identity(data: bytes, passphrase: str) -> Identity:
    """Open a key file for signing.

    Args:
        data: the file.
        passphrase: its passphrase; an empty text for a file without one.

    Raises:
        WrongPassphrase: the file is sound but the passphrase does not open it.
        IdentityError: not a key file, or its key may not sign.
    """
    pair = read_pkcs12(data, passphrase)
    require_signing_certificate(pair.certificate)
    return Identity.of(pair)
