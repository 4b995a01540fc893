"""The signature algorithms a package may use: one table for signing and for verification.

A further algorithm is one more row. SM2 with SM3 (GM/T 0009, GM/T 0010) would be added here: a
digest identifier ``sm3`` and a ``SignatureAlgorithm`` row with identifier 1.2.156.10197.1.501
whose ``sign`` and ``verify`` call a library that knows SM2, because ``cryptography`` does not;
``key_is_accepted`` would have to admit its keys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from forms.frozen import frozen

PublicKey: TypeAlias = ec.EllipticCurvePublicKey | rsa.RSAPublicKey
PrivateKey: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

RSA_BITS: Final = (2048, 8192)
"""Smallest and largest accepted RSA modulus, in bits: the smallest is that of NIST SP 800-57 part 1 (112 bits
of security); beyond the largest a single check of a signature or key takes seconds."""

CURVES: Final = (ec.SECP256R1, ec.SECP384R1)
"""Accepted elliptic curves."""


@frozen
class SignatureAlgorithm:
    """One row of the table.

    Attributes:
        name: short name for people and logs.
        digest: ``hashlib`` name of the digest of content and signed attributes.
        identifiers: DER ``AlgorithmIdentifier`` values under which the algorithm is accepted; the
            first is the one written.
        fits: tells whether a public key belongs to the algorithm.
        sign: private key and message to signature value.
        verify: public key, signature value, message; raises ``InvalidSignature``.
    """

    name: str
    digest: str
    identifiers: tuple[bytes, ...]
    fits: Callable[[object], bool]
    sign: Callable[[PrivateKey, bytes], bytes]
    verify: Callable[[PublicKey, bytes, bytes], None]


DIGEST_IDENTIFIERS: Final[dict[str, tuple[bytes, ...]]] = {
    # RFC 5754 2: parameters absent is written, NULL is accepted.
    "sha256": (
        bytes.fromhex("300b0609608648016503040201"),
        bytes.fromhex("300d06096086480165030402010500"),
    ),
    "sha384": (
        bytes.fromhex("300b0609608648016503040202"),
        bytes.fromhex("300d06096086480165030402020500"),
    ),
}
"""DER ``AlgorithmIdentifier`` values of the accepted digests; the first is the one written."""


def _ecdsa(name: str, digest: str, curve: type[ec.EllipticCurve], identifier: str) -> SignatureAlgorithm:
    """Make the row of ECDSA (RFC 5753) on one curve with one digest; signing is deterministic (RFC 6979)."""
    hashed = hashes.SHA256() if digest == "sha256" else hashes.SHA384()
    scheme, repeatable = ec.ECDSA(hashed), ec.ECDSA(hashed, deterministic_signing=True)

    def fits(key: object) -> bool:
        return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, curve)

    def sign(key: PrivateKey, message: bytes) -> bytes:
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(name)
        return key.sign(message, repeatable)

    def verify(key: PublicKey, value: bytes, message: bytes) -> None:
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise TypeError(name)
        key.verify(value, message, scheme)

    return SignatureAlgorithm(
        name=name,
        digest=digest,
        identifiers=(bytes.fromhex(identifier),),
        fits=fits,
        sign=sign,
        verify=verify,
    )


def _rsa(name: str, scheme: padding.AsymmetricPadding, identifiers: tuple[str, ...]) -> SignatureAlgorithm:
    """Make the row of RSA with SHA-256 and one padding (RFC 3370, RFC 4056)."""

    def fits(key: object) -> bool:
        return isinstance(key, rsa.RSAPublicKey)

    def sign(key: PrivateKey, message: bytes) -> bytes:
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError(name)
        return key.sign(message, scheme, hashes.SHA256())

    def verify(key: PublicKey, value: bytes, message: bytes) -> None:
        if not isinstance(key, rsa.RSAPublicKey):
            raise TypeError(name)
        key.verify(value, message, scheme, hashes.SHA256())

    accepted = tuple(bytes.fromhex(identifier) for identifier in identifiers)
    return SignatureAlgorithm(
        name=name, digest="sha256", identifiers=accepted, fits=fits, sign=sign, verify=verify
    )


ECDSA_SHA256: Final = _ecdsa("ecdsa-sha256", "sha256", ec.SECP256R1, "300a06082a8648ce3d040302")
ECDSA_SHA384: Final = _ecdsa("ecdsa-sha384", "sha384", ec.SECP384R1, "300a06082a8648ce3d040303")
RSA_SHA256: Final = _rsa(
    "rsa-pkcs1-sha256",
    padding.PKCS1v15(),
    # sha256WithRSAEncryption; rsaEncryption, which OpenSSL writes, is accepted.
    ("300d06092a864886f70d01010b0500", "300d06092a864886f70d0101010500"),
)
RSA_PSS_SHA256: Final = _rsa(
    "rsa-pss-sha256",
    padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32),
    # RSASSA-PSS with SHA-256, MGF1 with SHA-256, salt of 32 bytes; digest parameters NULL, absent.
    (
        (
            "304106092a864886f70d01010a3034a00f300d06096086480165030402010500"
            "a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120"
        ),
        (
            "303d06092a864886f70d01010a3030a00d300b0609608648016503040201"
            "a11a301806092a864886f70d010108300b0609608648016503040201a203020120"
        ),
    ),
)

ALGORITHMS: Final = (ECDSA_SHA256, ECDSA_SHA384, RSA_SHA256, RSA_PSS_SHA256)
"""Every accepted algorithm; the first row that fits a key is the one used for signing."""


def for_key(key: object) -> SignatureAlgorithm | None:
    """Give the algorithm with which a key signs by default, or ``None`` for a foreign key type.

    Args:
        key: a public key of ``cryptography``.
    """
    return next((row for row in ALGORITHMS if row.fits(key)), None)


def by_identifiers(digest: bytes, signature: bytes) -> SignatureAlgorithm | None:
    """Find the row named by the two DER identifiers of a CMS ``SignerInfo``.

    Args:
        digest: ``digestAlgorithm``.
        signature: ``signatureAlgorithm``.

    Returns:
        The row, or ``None`` if one of them is not accepted or they do not belong together.
    """
    for row in ALGORITHMS:
        if signature in row.identifiers and digest in DIGEST_IDENTIFIERS[row.digest]:
            return row
    return None


def key_is_accepted(key: object) -> bool:
    """Tell whether a public key is of an accepted kind and strength.

    Args:
        key: a public key of ``cryptography``.
    """
    if isinstance(key, rsa.RSAPublicKey):
        return RSA_BITS[0] <= key.key_size <= RSA_BITS[1]
    return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, CURVES)
