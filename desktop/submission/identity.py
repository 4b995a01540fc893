"""The signing identity of a unit: private key and certificate, kept as passphrase-protected PKCS#12.

The certificate is self-signed: trust comes from a stamped registration sheet that shows its
fingerprint, not from an authority. A PKCS#12 of an authority is taken as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID

from desktop.submission.algorithm import PrivateKey, SignatureAlgorithm, for_key
from desktop.submission.certificate import (
    PARSER_FAULTS,
    fingerprint,
    is_valid_at,
    require_signing_certificate,
)
from desktop.submission.errors import Code, IdentityError, WrongPassphrase
from desktop.submission.key_file_mac import with_stronger_mac

MIN_PASSPHRASE: Final = 8
"""Fewest characters of a passphrase for a key file that the program writes."""

VALIDITY_YEARS: Final = 10
CLOCK_TOLERANCE: Final = timedelta(days=1)
"""How far before its making a certificate is valid, because office clocks differ."""

KDF_ROUNDS: Final = 300_000
"""Rounds of the key derivations for key, certificate and MAC of a key file."""

MAX_KEY_FILE_BYTES: Final = 100_000
_MAX_READ_ROUNDS = 10_000_000
_MAX_NAME = 64  # RFC 5280 A.1: ub-organization-name, ub-common-name


@dataclass(frozen=True)
class UnitSubject:
    """Whom a new certificate names.

    Attributes:
        unit_name: full name of the unit, Chinese, 1-64 characters.
        unit_code: stable code such as ``health``.
        region_code: GB/T 2260 code such as ``210404``.
    """

    unit_name: str
    unit_code: str
    region_code: str


@dataclass(frozen=True, repr=False)
class Identity:
    """A private key with its certificate; its text form shows the fingerprint only.

    Attributes:
        certificate: the public part.
    """

    _key: PrivateKey = field(compare=False)
    certificate: x509.Certificate

    def __repr__(self) -> str:
        """Show the certificate's fingerprint, never the key."""
        return f"Identity({self.fingerprint[:16]}…)"

    def __reduce__(self) -> str:
        """Refuse pickling and copying, which would spread the key."""
        raise TypeError("Identity")

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, 64 hexadecimal digits."""
        return fingerprint(self.certificate)

    def default_algorithm(self) -> SignatureAlgorithm:
        """Give the algorithm with which this key signs unless told otherwise."""
        row = for_key(self.certificate.public_key())
        if row is None:  # the constructors below admit no such key
            raise IdentityError(Code.KEY_TYPE_REFUSED, "密钥类型不受支持，请换用其他签名密钥。")
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
            raise IdentityError(Code.KEY_TYPE_REFUSED, message_zh)
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
                Code.CLOCK_OUTSIDE_VALIDITY,
                f"本机时间 {moment:%Y-%m-%d} 不在证书有效期 {start:%Y-%m-%d} 至 {end:%Y-%m-%d} 内。"
                "请先核对电脑的日期；日期无误则需新建签名密钥并重新登记。",
            )


def create_identity(subject: UnitSubject, now: datetime, years: int = VALIDITY_YEARS) -> Identity:
    """Make a new ECDSA P-256 key and its self-signed certificate.

    Args:
        subject: the unit.
        now: the present time, aware; the caller reads the clock.
        years: validity in years of 365.25 days.

    Raises:
        IdentityError: a name is empty or longer than X.509 allows.
    """
    name = _subject_name(subject)
    key = ec.generate_private_key(ec.SECP256R1())
    start = now.replace(microsecond=0)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - CLOCK_TOLERANCE)
        .not_valid_after(start + timedelta(days=years * 365.25))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signing_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return Identity(key, builder.sign(key, hashes.SHA256()))


def _subject_name(subject: UnitSubject) -> x509.Name:
    """Build the distinguished name C, O, OU, CN."""
    common = f"{subject.unit_code}/{subject.region_code}"
    for label, value in (
        ("单位名称", subject.unit_name),
        ("行政区划代码", subject.region_code),
        ("单位代码与区划代码", common),
    ):
        if not value.strip() or len(value) > _MAX_NAME or not value.isprintable():
            message = f"{label}应为 1 至 {_MAX_NAME} 个可显示的字符，请修改后再建密钥。"
            raise IdentityError(Code.SUBJECT_REFUSED, message)
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, subject.unit_name),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, subject.region_code),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _signing_usage() -> x509.KeyUsage:
    """Key usage digitalSignature and nonRepudiation (contentCommitment), nothing else."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def to_pkcs12(identity: Identity, passphrase: str) -> bytes:
    """Protect an identity for storage: PKCS#12 with PBES2, AES-256-CBC and HMAC-SHA-256.

    Args:
        identity: key and certificate.
        passphrase: at least ``MIN_PASSPHRASE`` characters.

    Raises:
        IdentityError: the passphrase is too weak.
    """
    require_passphrase(passphrase)
    protection = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase.encode("utf-8"))
    )
    key = identity._key  # noqa: SLF001 - the one place that stores the key
    data = pkcs12.serialize_key_and_certificates(b"tianbao", key, identity.certificate, None, protection)
    strengthened = with_stronger_mac(data, passphrase, KDF_ROUNDS)
    open_identity(strengthened, passphrase)  # a key file nobody can open must never be stored
    return strengthened


def require_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short or a single repeated character.

    Args:
        passphrase: as typed.

    Raises:
        IdentityError: with the rule in the sentence, without the passphrase.
    """
    long_enough = len(passphrase) >= MIN_PASSPHRASE and len(set(passphrase)) > 1
    if not long_enough or not passphrase.isprintable():
        raise IdentityError(
            Code.PASSPHRASE_WEAK,
            f"口令至少 {MIN_PASSPHRASE} 个字符，不能全是同一个字符。"
            "可以用一句只有自己知道的话；口令丢失后密钥不能恢复。",
        )


def open_identity(data: bytes, passphrase: str) -> Identity:
    """Open a PKCS#12 file, whether written here or by an authority.

    Args:
        data: the file.
        passphrase: its passphrase; an empty text for a file without one.

    Raises:
        WrongPassphrase: the file is sound but the passphrase does not open it.
        IdentityError: damaged, without key or certificate, of a refused kind, or the key does not
            belong to the certificate.
    """
    _require_key_file(data)
    try:
        secret = passphrase.encode("utf-8")
        key, certificate, _ = pkcs12.load_key_and_certificates(data, secret)
    except UnsupportedAlgorithm as error:
        message = "密钥文件的加密方式太旧或不受支持，请用签发工具以 AES-256 方式重新导出。"
        raise IdentityError(Code.KEY_FILE_UNREADABLE, message) from error
    except PARSER_FAULTS as error:
        raise WrongPassphrase from error
    if key is None or certificate is None:
        message = "密钥文件里没有成对的私钥和证书，请导出同时包含两者的 PKCS#12（.p12、.pfx）文件。"
        raise IdentityError(Code.KEY_WITHOUT_CERTIFICATE, message)
    public = require_signing_certificate(certificate)
    if key.public_key() != public:
        message = "密钥文件里的私钥与证书不是一对，请重新导出。"
        raise IdentityError(Code.KEY_WITHOUT_CERTIFICATE, message)
    return Identity(key, certificate)  # type: ignore[arg-type]  # equal to an accepted public key


def _require_key_file(data: bytes) -> None:
    """Tell a damaged file from a wrong passphrase, and bound the work its MAC may ask for."""
    try:
        if len(data) > MAX_KEY_FILE_BYTES:
            raise ValueError("size")
        pfx = asn1_pkcs12.Pfx.load(data, strict=True)
        _ = (pfx["version"].native, pfx.authenticated_safe)
        rounds = pfx["mac_data"]["iterations"].native if pfx["mac_data"] else 0
        if rounds > _MAX_READ_ROUNDS:
            raise ValueError("rounds")
    except PARSER_FAULTS as error:
        message = "密钥文件读不出：不是 PKCS#12（.p12、.pfx）文件，或已损坏。请从备份取回或重新导出。"
        raise IdentityError(Code.KEY_FILE_UNREADABLE, message) from error
