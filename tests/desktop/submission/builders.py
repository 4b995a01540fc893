"""A small test PKI and packages that are wrong in exactly one way."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from desktop.submission.container import layout as container
from desktop.submission.container import manifest
from desktop.submission.container.layout import Entry
from desktop.submission.errors import ContainerError, ManifestError
from desktop.submission.keys import certificate
from desktop.submission.keys.algorithm import DIGEST_IDENTIFIERS
from desktop.submission.keys.identity import Identity, create_identity
from desktop.submission.keys.self_signed import UnitSubject
from desktop.submission.package import Package, PayloadFile, build, inspect, to_package
from desktop.submission.signing import cms_structure
from desktop.submission.signing.cms_structure import SignatureParts

NOW = datetime(2026, 1, 31, 8, 9, 10, tzinfo=UTC)
HEALTH = UnitSubject("望花区卫生健康局", "health", "210404")
EDUCATION = UnitSubject("望花区教育局", "education", "210404")
PASSPHRASE = "正确的马电池订书钉"
PAYLOAD = (
    PayloadFile("submission.json", "application/json", b'{"schema":"tianbao/submission/1"}\n'),
    PayloadFile("data/verdicts.csv", "text/csv", b"indicator,section,op\r\n1,2,3\r\n"),
)

_SHA256 = hashes.SHA256()


@cache
def health() -> Identity:
    """The unit whose certificate is registered."""
    return create_identity(HEALTH, NOW)


@cache
def education() -> Identity:
    """Another unit."""
    return create_identity(EDUCATION, NOW)


@cache
def rsa_key(bits: int) -> rsa.RSAPrivateKey:
    """One RSA key per size; making one takes a while."""
    return rsa.generate_private_key(65537, bits)


@cache
def sound_package() -> bytes:
    """A small package that is right in every way."""
    return build(PAYLOAD, health(), NOW)


def certify(
    key: Any,
    *,
    start: datetime = NOW - timedelta(days=1),
    end: datetime = NOW + timedelta(days=365),
    usage: x509.KeyUsage | None = None,
    digest: Any = _SHA256,
) -> x509.Certificate:
    """Issue a self-signed certificate of any kind."""
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "试验单位")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )
    if usage is not None:
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(key, digest)


def key_usage(**wanted: bool) -> x509.KeyUsage:
    """A key usage extension with only these bits."""
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement"
        " key_cert_sign crl_sign encipher_only decipher_only"
    )
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in names.split()})


def identity_with(start: datetime, end: datetime) -> Identity:
    """An identity with this validity."""
    key = ec.generate_private_key(ec.SECP256R1())
    return Identity(key, certify(key, start=start, end=end))


def entries_of(data: bytes) -> dict[str, bytes]:
    """The entries of a sound package, in order."""
    from desktop.submission.container.reader import read

    found = read(data)
    assert not found.problems
    return {entry.name: entry.data for entry in found.entries}


def pack(entries: dict[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """A container in the right profile with any content, unchecked."""
    pairs = entries.items() if isinstance(entries, dict) else entries
    return container.layout([Entry(name, data) for name, data in pairs])


def repacked(data: bytes, **changes: bytes) -> bytes:
    """The package with the manifest or the signature exchanged."""
    names = {"manifest": manifest.MANIFEST_NAME, "signature": manifest.SIGNATURE_NAME}
    changed = {names[key]: value for key, value in changes.items()}
    return pack({**entries_of(data), **changed})


def parts_for(content: bytes, signer: Identity, **changes: Any) -> SignatureParts:
    """The parts of a right signature, some of them changed before signing."""
    row = signer.default_algorithm()
    der = certificate.to_der(signer.certificate)
    parts = SignatureParts(
        certificate=der,
        digest_identifier=DIGEST_IDENTIFIERS[row.digest][0],
        signature_identifier=row.identifiers[0],
        message_digest=hashlib.new(row.digest, content).digest(),
        signing_time=NOW,
        certificate_hash=hashlib.sha256(der).digest(),
        with_issuer_serial=False,
        value=b"",
    )
    parts = replace(parts, **changes)
    value = signer.sign(cms_structure.encode_signed_attributes(parts), row)
    return replace(parts, value=value)


def signature_with(content: bytes, signer: Identity, **changes: Any) -> bytes:
    """A signature file whose parts were changed before signing."""
    return cms_structure.encode(parts_for(content, signer, **changes))


def open_package(data: bytes) -> Package:
    """Open a package whose container and digests are sound.

    The signature is not judged: use ``verification.verify_container`` for that.

    Args:
        data: the whole file; nothing about it is trusted.

    Raises:
        ContainerError: the container departs from its profile.
        ManifestError: the manifest is unusable or does not fit the payload.
    """
    inspection = inspect(data)
    if inspection.container_problems:
        raise ContainerError(inspection.container_problems)
    package = to_package(inspection, len(data))
    if package is None:
        first = (inspection.digest_problems or ())[0]
        raise ManifestError(first.code, f"{first.message}请向发送单位重新索取原文件。")
    return package
