"""Certificates that a person names as registered, and the unit for which each is valid.

A file among them that is no certificate is reported by its name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from cryptography.x509 import Certificate

from desktop.kinds.doors import CERTIFICATE
from desktop.services.incoming import WrongKind, read_incoming
from desktop.submission.errors import IdentityError, NotACertificate, NotForSigning
from desktop.submission.keys.certificate import fingerprint, load_certificate, named_unit, parse_certificate
from forms.codes.verify import TrustCode
from forms.errors import UserInputError
from forms.frozen import frozen

_LIMIT = 100_000
"""Bytes of a file with a certificate that are read. Chosen by us: it has about a thousand, as text or with
its chain some more."""

_UNIT = re.compile(r"[a-z0-9-]+(/[0-9]{6})?")


@frozen
class Registration:
    """A registered certificate.

    Attributes:
        certificate: PEM or DER.
        fingerprint: its SHA-256, 64 hexadecimal digits; empty where the certificate cannot be read.
        unit: ``<unit>`` or ``<unit>/<region>`` for which a person registered it; None where it speaks
            for the unit in its own common name.
    """

    certificate: bytes
    fingerprint: str
    unit: str | None = None


def registrations(trusted: Sequence[bytes | Registration]) -> list[Registration]:
    """Registrations of certificates, of which those named alone speak for the unit in their name."""
    return [one if isinstance(one, Registration) else _named_alone(one) for one in trusted]


def _named_alone(data: bytes) -> Registration:
    try:
        return Registration(data, fingerprint(load_certificate(data)))
    except IdentityError:
        return Registration(data, "")


def read_register(named: Iterable[str]) -> list[Registration]:
    """Read certificates as a person names them, ``CERT`` or ``UNIT=CERT`` (contracts 7).

    What stands before the first ``=`` is a unit only if it can be one, so that a path may have such
    signs; ``./a=b.pem`` is always a path.

    Raises:
        UserInputError: a file holds something else (E-TRUST-001); what stands before ``=`` is no unit, or
            nothing stands behind it (E-TRUST-002); the certificate names another unit (E-TRUST-003) or was
            given for two (E-TRUST-004).
        EnvironmentFault: a file cannot be read.
    """
    register: dict[str, Registration] = {}
    for text in named:
        one = _registration(text)
        earlier = register.get(one.fingerprint)
        if earlier is not None and None not in {earlier.unit, one.unit} and earlier.unit != one.unit:
            raise UserInputError(
                TrustCode.TWO_UNITS,
                f"同一张证书不能代表两个单位（{earlier.unit} 和 {one.unit}），请核对登记表后只留一个",
            )
        if earlier is None or earlier.unit is None:
            register[one.fingerprint] = one
    return list(register.values())


def _registration(text: str) -> Registration:
    """One certificate with the unit it was named for."""
    unit, path = _split(text)
    data = _read(path)
    certificate = load_certificate(data)
    named = named_unit(certificate)
    if unit is not None and named is not None:
        if named not in {unit, f"{unit}/{named.partition('/')[2]}"}:
            raise UserInputError(
                TrustCode.OTHER_UNIT,
                f"“{path.name}”写明是单位“{named}”的证书，不能登记给“{unit}”，请核对证书和单位代码",
            )
        unit = None  # its own name says more
    return Registration(data, fingerprint(certificate), unit)


def _split(text: str) -> tuple[str | None, Path]:
    """Unit and path of a certificate as named; no unit where the whole is a path."""
    unit, equals, rest = text.partition("=")
    if equals and _UNIT.fullmatch(unit):
        if not rest:
            raise UserInputError(
                TrustCode.WRONG_WORDS, f"“{text}”的等号后面没有写证书文件：请写成 单位代码=证书文件"
            )
        return unit, Path(rest)
    if equals and not os.path.exists(text) and os.path.isfile(rest):  # noqa: PTH110, PTH113 - never raise
        raise UserInputError(
            TrustCode.WRONG_WORDS,
            f"“{unit}”不是单位代码：等号前请写小写字母代码，如 health={Path(rest).name}，"
            "或带行政区划，如 health/210404=…",
        )
    return None, Path(text)


def read_certificates(paths: Iterable[Path]) -> list[bytes]:
    """The bytes of certificate files, each of which can be read as one certificate.

    Raises:
        UserInputError: a file holds something else (E-TRUST-001).
        EnvironmentFault: a file cannot be read.
    """
    return [_read(path) for path in paths]


def _read(path: Path) -> bytes:
    data = _certificate_bytes(path)
    _parsed(path, data, load_certificate)
    return data


def read_any_certificate(path: Path) -> Certificate:
    """The certificate in a file, for signing or for receiving.

    Raises:
        UserInputError: the file holds something else (E-TRUST-001).
        EnvironmentFault: it cannot be read.
    """
    return _parsed(path, _certificate_bytes(path), parse_certificate)


def _certificate_bytes(path: Path) -> bytes:
    try:
        return read_incoming(path, CERTIFICATE, _LIMIT)
    except WrongKind as error:
        raise UserInputError(TrustCode.NOT_A_CERTIFICATE, error.message) from error


def _parsed(path: Path, data: bytes, parse: Callable[[bytes], Certificate]) -> Certificate:
    try:
        return parse(data)
    except IdentityError as error:
        message = f"“{path.name}”{_why(path, data, error)}。请给出单位交来的公开证书（.cer.pem）。"
        raise UserInputError(TrustCode.NOT_A_CERTIFICATE, message) from error


def _why(path: Path, data: bytes, error: IdentityError) -> str:
    """Why a file does not say who signed; a sound certificate is not called unreadable."""
    if path.suffix.lower() in {".p12", ".pfx"} or b"PRIVATE KEY-----" in data:
        return "是密钥文件（密钥只能留在本单位），不是公开证书"
    if data.count(b"-----BEGIN CERTIFICATE-----") > 1:
        return "里有不止一张证书，分不出是哪一张"
    if isinstance(error, NotForSigning):
        return "是只用来加密的证书（如统计局的收件证书），不能用来核对签名"
    if not isinstance(error, NotACertificate):
        return f"不能用：{error.message.rstrip('。')}"
    return "的内容读不出证书"
