"""X.509 certificates: in and out, fingerprints, and what one may be used for."""

from __future__ import annotations

import re
import unicodedata
import warnings
from datetime import datetime
from typing import Final

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from desktop.submission.errors import IdentityError, NotACertificate, NotForSigning
from desktop.submission.keys.algorithm import PublicKey, key_is_accepted
from desktop.submission.native import contained
from forms.canonical import digest_of
from forms.codes.package import KeyCode
from forms.frozen import frozen

MAX_CERTIFICATE_BYTES: Final = 20_000
"""Largest certificate that is read. Chosen by us: ours have some 500 bytes, those of authorities 1,000 to
3,000."""
PARSER_FAULTS: Final = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    x509.InvalidVersion,
)
"""What the certificate and ASN.1 parsers raise on hostile bytes (found by fuzzing)."""

_UNIT_NAME = re.compile(r"[a-z0-9-]+/[0-9]{6}")
_PEM_BEGIN = b"-----BEGIN CERTIFICATE-----"


@frozen
class Subject:
    """The holder that a certificate names; empty text where it names none that can be shown.

    Attributes:
        organisation: O, the unit's name.
        common_name: CN, ``<unit code>/<region code>``.
        is_unfit: whether one of them is stated and has characters that cannot be shown.
    """

    organisation: str
    common_name: str
    is_unfit: bool = False

    @property
    def name(self) -> str:
        """Name of the holder: the organisation, else the common name; empty where neither can be shown."""
        return self.organisation or self.common_name

    @property
    def shown(self) -> str:
        """The name for people, or why there is none."""
        return self.name or ("单位名称里有看不见的字符" if self.is_unfit else "未注明单位")


def load_certificate(data: bytes) -> x509.Certificate:
    """Read one certificate of a signer.

    Args:
        data: PEM with exactly one certificate, or DER.

    Raises:
        IdentityError: not a certificate, more than one, or one that cannot be used for signing.
    """
    certificate = parse_certificate(data)
    require_signing_certificate(certificate)
    return certificate


def parse_certificate(data: bytes) -> x509.Certificate:
    """Read one certificate, whatever it may be used for.

    Args:
        data: PEM with exactly one certificate, or DER.

    Raises:
        IdentityError: not a certificate, or more than one.
    """
    try:
        if len(data) > MAX_CERTIFICATE_BYTES:
            raise _unreadable()
        with _without_warnings(), contained():
            if _PEM_BEGIN in data:
                (certificate,) = x509.load_pem_x509_certificates(data)
            else:
                certificate = x509.load_der_x509_certificate(data)
    except PARSER_FAULTS as error:
        raise _unreadable() from error
    return certificate


def _without_warnings() -> warnings.catch_warnings[None]:
    """Suppress the library's warnings about odd certificates; each is refused or accepted here."""
    return warnings.catch_warnings(action="ignore")


def _unreadable() -> IdentityError:
    """Build the error for bytes that are no certificate."""
    return NotACertificate(
        KeyCode.CERTIFICATE_UNREADABLE,
        "证书读不出：选错了文件，或已损坏。请重新取得证书文件，一个文件一张证书（X.509，PEM 或 DER）。",
    )


def require_signing_certificate(certificate: x509.Certificate) -> PublicKey:
    """Check that a certificate may sign packages, and give its public key.

    Args:
        certificate: any certificate.

    Raises:
        IdentityError: it cannot be read, or its key is of another kind or strength.
        NotForSigning: its key usage forbids signing.
    """
    key, usage = accepted_key(certificate)
    if usage is not None and not (usage.digital_signature or usage.content_commitment):
        raise NotForSigning(
            KeyCode.NOT_FOR_SIGNING,
            "证书的密钥用途不包括数字签名，不能用来签名。请换用签名证书（不是加密证书）。",
        )
    return key


def require_receiving_certificate(certificate: x509.Certificate) -> PublicKey:
    """Check that packages may be encrypted to a certificate, and give its public key.

    Args:
        certificate: any certificate.

    Raises:
        IdentityError: it cannot be read, its key is of another kind or strength, or its key usage does not
            allow key encipherment (RSA) or key agreement (elliptic curve) (RFC 5280 4.2.1.3).
    """
    key, usage = accepted_key(certificate)
    is_rsa = isinstance(key, rsa.RSAPublicKey)
    if usage is not None and not (usage.key_encipherment if is_rsa else usage.key_agreement):
        named = named_unit(certificate)
        whose = "统计局" if named is None or named.startswith(f"{OFFICE}/") else "本单位"
        raise IdentityError(
            KeyCode.NOT_FOR_RECEIVING,
            "证书的密钥用途不包括加密，不能用来加密或解密。"
            f"加密请用统计局公布的收件证书，解密请用{whose}的收件密钥（不是签名密钥）。",
        )
    return key


def accepted_key(certificate: x509.Certificate) -> tuple[PublicKey, x509.KeyUsage | None]:
    """Give the public key of a certificate and what it may be used for.

    Args:
        certificate: any certificate.

    Returns:
        The key, and the key usage extension or ``None`` where there is none.

    Raises:
        IdentityError: the key is of another kind or too weak, or the certificate cannot be read.
    """
    try:
        with _without_warnings(), contained():
            key = certificate.public_key()
            usage = _key_usage(certificate)
            # The library reads these when they are asked for. Once here, a later question cannot raise.
            _ = (certificate.subject, certificate.not_valid_before_utc, certificate.not_valid_after_utc)
    except UnsupportedAlgorithm as error:
        raise key_refused() from error
    except PARSER_FAULTS as error:
        raise _unreadable() from error
    if not key_is_accepted(key):
        raise key_refused()
    return key, usage  # type: ignore[return-value]  # key_is_accepted narrowed it


def key_refused() -> IdentityError:
    """Build the error for a key of another kind."""
    return IdentityError(
        KeyCode.TYPE_REFUSED,
        "这种密钥本程序用不了（如国密 SM2）。请在本程序中新建密钥，"
        "或请签发单位换一种（ECDSA P-256、P-384，或 2048 位以上的 RSA）。",
    )


def _key_usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    """Give the key usage extension, or ``None`` where the certificate has none."""
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None


def issuer_and_serial(certificate: bytes) -> tuple[bytes, bytes]:
    """Cut issuer and serial number out of a certificate, byte for byte.

    Args:
        certificate: DER.
    """
    content = asn1_x509.Certificate.load(certificate)["tbs_certificate"]
    return content["issuer"].dump(), content["serial_number"].dump()


def to_der(certificate: x509.Certificate) -> bytes:
    """Give the DER bytes of a certificate."""
    return certificate.public_bytes(Encoding.DER)


def to_pem(certificate: x509.Certificate) -> bytes:
    """Give the PEM text of a certificate as ASCII bytes."""
    return certificate.public_bytes(Encoding.PEM)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the DER bytes, 64 lower-case hexadecimal digits."""
    return digest_of(to_der(certificate))


def grouped_fingerprint(digits: str) -> str:
    """Set a fingerprint for a printed sheet that two people compare aloud.

    Args:
        digits: as :func:`normal_fingerprint` takes them.

    Returns:
        Two lines of eight groups of four upper-case digits.

    Raises:
        IdentityError: that is not a SHA-256 fingerprint.
    """
    plain = normal_fingerprint(digits).upper()
    groups = [plain[i : i + 4] for i in range(0, len(plain), 4)]
    return " ".join(groups[:8]) + "\n" + " ".join(groups[8:])


def normal_fingerprint(text: str) -> str:
    """Bring a fingerprint as typed or printed to 64 lower-case hexadecimal digits.

    Args:
        text: digits with any spaces, line breaks, colons or hyphens between them.

    Raises:
        IdentityError: that is not a SHA-256 fingerprint.
    """
    plain = "".join(text.replace(":", " ").replace("-", " ").split()).lower()
    if len(plain) != 64 or set(plain) - set("0123456789abcdef"):
        message = "指纹应为 64 位十六进制数字（SHA-256）。请对照登记表重新输入。"
        raise IdentityError(KeyCode.CERTIFICATE_UNREADABLE, message)
    return plain


def subject_of(certificate: x509.Certificate) -> Subject:
    """Read who the certificate belongs to; text only, nothing about it is verified here."""

    def first(oid: x509.ObjectIdentifier) -> str | bytes:
        found = certificate.subject.get_attributes_for_oid(oid)
        return found[0].value if found else ""

    stated = [first(oid) for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)]
    organisation, common_name = (
        value.strip() if isinstance(value, str) and value.isprintable() else "" for value in stated
    )
    return Subject(organisation, common_name, is_unfit=any(stated) and not (organisation or common_name))


OFFICE = "office"
"""The code of the office in a certificate, in place of a unit's code (contracts 9: ``office/<region>``)."""


def named_unit(certificate: x509.Certificate) -> str | None:
    """The unit that a certificate names as ``<unit>/<region>``, as keys made by this program do.

    Args:
        certificate: any certificate.

    Returns:
        The name in the code's own spelling: letter case, width and outer blanks do not make another
        unit. None where the common name is none of a unit, or where there are several.
    """
    found = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if len(found) != 1 or not isinstance(found[0].value, str):
        return None
    name = unicodedata.normalize("NFKC", found[0].value).casefold().strip()
    return name if _UNIT_NAME.fullmatch(name) else None


def is_valid_at(certificate: x509.Certificate, moment: datetime) -> bool:
    """Tell whether a moment lies in the certificate's validity, both ends included.

    Args:
        certificate: the certificate.
        moment: an aware time.
    """
    return certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc


def was_issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Tell whether the key of another certificate signed a certificate; any fault in either is a no.

    Args:
        certificate: any certificate.
        issuer: the other one.
    """
    try:
        with _without_warnings(), contained():
            certificate.verify_directly_issued_by(issuer)
    except (*PARSER_FAULTS, InvalidSignature):
        return False
    return to_der(certificate) != to_der(issuer)
