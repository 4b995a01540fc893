"""New keys with self-signed certificates: names, uses and validity.

Trust comes from a stamped sheet that shows the certificate's fingerprint, not from an authority.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from desktop.submission.errors import IdentityError
from desktop.submission.keys.algorithm import PrivateKey
from desktop.submission.keys.key_file import KeyPair
from forms.codes.package import KeyCode
from forms.frozen import frozen

VALIDITY_YEARS: Final = 10
"""Validity of a new certificate: the ten years of a plan, so that nobody registers twice. Chosen by us."""
CLOCK_TOLERANCE: Final = timedelta(days=1)
"""How long before its creation a certificate is valid already, because office clocks differ. Chosen by us."""

_DESCRIPTION = x509.ObjectIdentifier("2.5.4.13")
"""``id-at-description`` of X.520, free text."""
_MAX_NAME = 64
"""``ub-organization-name`` and ``ub-common-name`` of RFC 5280, A.1."""
_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


@frozen
class UnitSubject:
    """The holder that a new certificate names.

    Attributes:
        unit_name: full name of the unit or office, Chinese, 1-64 characters.
        unit_code: stable code such as ``health``.
        region_code: GB/T 2260 code such as ``210404``.
        remark: what whoever opens the certificate is to read besides; nothing goes by it.
    """

    unit_name: str
    unit_code: str
    region_code: str
    remark: str = ""


def create_pair(subject: UnitSubject, now: datetime, *usages: str) -> KeyPair:
    """Make a new P-256 key and its certificate.

    Args:
        subject: whom it names.
        now: the present time, aware; the caller reads the clock.
        usages: the only key usages it is for, named as in ``x509.KeyUsage``.

    Raises:
        IdentityError: a name is empty, longer than X.509 allows, or holds unseen characters (E-KEY-009).
    """
    return certify(ec.generate_private_key(ec.SECP256R1()), subject, now, *usages)


def certify(key: PrivateKey, subject: UnitSubject, now: datetime, *usages: str) -> KeyPair:
    """Make a self-signed certificate for a key, valid ``VALIDITY_YEARS``.

    Args:
        key: an accepted key.
        subject: whom it names.
        now: the present time, aware.
        usages: the only key usages it is for, named as in ``x509.KeyUsage``.

    Raises:
        IdentityError: a name is empty, longer than X.509 allows, or holds unseen characters (E-KEY-009).
    """
    name = _subject_name(subject)
    start = now.replace(microsecond=0)
    usage = x509.KeyUsage(**{usage: usage in usages for usage in _USAGES})
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - CLOCK_TOLERANCE)
        .not_valid_after(start + timedelta(days=VALIDITY_YEARS * 365.25))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return KeyPair(key, builder.sign(key, hashes.SHA256()))


def _subject_name(subject: UnitSubject) -> x509.Name:
    """Build the distinguished name C, O, OU, CN, and a description where there is a remark."""
    common = f"{subject.unit_code}/{subject.region_code}"
    for label, value in (
        ("单位名称", subject.unit_name),
        ("行政区划代码", subject.region_code),
        ("单位代码与区划代码", common),
    ):
        if not value.strip() or len(value) > _MAX_NAME or not value.isprintable():
            message = f"{label}应为 1 至 {_MAX_NAME} 个可显示的字符，请修改后再建密钥。"
            raise IdentityError(KeyCode.SUBJECT_REFUSED, message)
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, subject.unit_name),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, subject.region_code),
        x509.NameAttribute(NameOID.COMMON_NAME, common),
    ]
    if subject.remark:
        parts.append(x509.NameAttribute(_DESCRIPTION, subject.remark))
    return x509.Name(parts)
