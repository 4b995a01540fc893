"""CAdES-B-B signatures: what is signed, what is accepted, what is refused."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from asn1crypto import cms as asn1_cms
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from desktop.submission import der
from desktop.submission.errors import IdentityError
from desktop.submission.keys import algorithm, certificate
from desktop.submission.keys.identity import Identity
from desktop.submission.signing import cms, cms_structure
from desktop.submission.signing.cms import SignatureStatus
from forms.codes.package import KeyCode, PackageCode
from tests.desktop.submission.builders import (
    NOW,
    certify,
    education,
    health,
    key_usage,
    parts_for,
    rsa_key,
    signature_with,
)

CONTENT = b"<manifest/>\n"


def codes(status: SignatureStatus) -> list[str]:
    return [problem.code for problem in status.problems]


def identities() -> dict[str, tuple[Identity, algorithm.SignatureAlgorithm]]:
    p384 = ec.generate_private_key(ec.SECP384R1())
    rsa_identity = Identity(rsa_key(2048), certify(rsa_key(2048)))
    return {
        "P-256": (health(), algorithm.ECDSA_SHA256),
        "P-384": (Identity(p384, certify(p384, digest=hashes.SHA384())), algorithm.ECDSA_SHA384),
        "RSA": (rsa_identity, algorithm.RSA_SHA256),
        "RSA-PSS": (rsa_identity, algorithm.RSA_PSS_SHA256),
    }


@pytest.mark.parametrize("kind", ["P-256", "P-384", "RSA", "RSA-PSS"])
def test_every_algorithm_signs_and_verifies(kind: str) -> None:
    signer, row = identities()[kind]
    status = cms.verify(cms.sign(CONTENT, signer, NOW, row), CONTENT)
    assert status.sound
    assert status.algorithm == row.name
    assert status.certificate == signer.certificate
    assert status.signing_time == NOW


def test_each_fact_is_stated_separately() -> None:
    status = cms.verify(cms.sign(CONTENT, health(), NOW), CONTENT)
    assert (status.content_matches, status.value_valid) == (True, True)
    assert (status.certificate_bound, status.within_validity) == (True, True)
    status = cms.verify(cms.sign(CONTENT, health(), NOW), b"other")
    assert (status.content_matches, status.value_valid) == (False, True)
    assert codes(status) == [PackageCode.MANIFEST_CHANGED]
    assert not status.sound


def test_asn1crypto_agrees_on_what_was_written() -> None:
    signed = asn1_cms.ContentInfo.load(cms.sign(CONTENT, health(), NOW), strict=True)["content"]
    (signer,) = signed["signer_infos"]
    native = {a["type"].native: a["values"].native for a in signer["signed_attrs"]}
    assert native["content_type"] == ["data"]
    assert native["signing_time"] == [NOW]
    assert native["message_digest"] == [hashlib.sha256(CONTENT).digest()]
    (binding,) = native["signing_certificate_v2"]
    assert binding["certs"][0]["cert_hash"].hex() == health().fingerprint
    assert signer["unsigned_attrs"].native is None
    assert signed["encap_content_info"]["content"].native is None


def test_the_time_is_stored_as_utc_whole_seconds() -> None:
    local = datetime(2026, 1, 31, 16, 9, 10, 999999, tzinfo=timezone(timedelta(hours=8)))
    assert cms.verify(cms.sign(CONTENT, health(), local), CONTENT).signing_time == NOW


def test_a_signature_at_the_last_second_of_the_validity_is_sound() -> None:
    end = health().certificate.not_valid_after_utc
    data = cms.sign(CONTENT, health(), end + timedelta(microseconds=999_999))
    assert cms.verify(data, CONTENT).sound


def test_an_oversized_signature_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(_: bytes) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(cms_structure, "_take_apart", parse)
    data = bytes(cms_structure.MAX_SIGNATURE_BYTES + 1)
    assert codes(cms.verify(data, CONTENT)) == [PackageCode.SIGNATURE_UNREADABLE]


def test_a_time_after_2049_uses_generalized_time() -> None:
    late = datetime(2060, 1, 1, tzinfo=UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    signer = Identity(key, certify(key, end=late + timedelta(days=1)))
    data = cms.sign(CONTENT, signer, late)
    assert b"20600101000000Z" in data
    assert cms.verify(data, CONTENT).sound


@pytest.mark.parametrize("days", [-2, 3700])
def test_nobody_signs_outside_the_validity(days: int) -> None:
    with pytest.raises(IdentityError) as caught:
        cms.sign(CONTENT, health(), NOW + timedelta(days=days))
    assert caught.value.code == KeyCode.CLOCK_OUTSIDE_VALIDITY


@pytest.mark.parametrize("days", [-2, 3700])
def test_a_signing_time_outside_the_validity_is_found(days: int) -> None:
    data = signature_with(CONTENT, health(), signing_time=NOW + timedelta(days=days))
    status = cms.verify(data, CONTENT)
    assert status.value_valid
    assert status.within_validity is False
    assert codes(status) == [PackageCode.SIGNED_OUTSIDE_VALIDITY]


def test_a_foreign_key_under_a_known_certificate_is_found() -> None:
    forger = Identity(education()._key, health().certificate)
    status = cms.verify(signature_with(CONTENT, forger), CONTENT)
    assert status.value_valid is False
    assert codes(status) == [PackageCode.SIGNATURE_FALSE]


def test_an_exchanged_certificate_is_found() -> None:
    key = health()._key
    twin = certify(key)  # same key, another certificate: only signing-certificate-v2 tells them apart
    parts = parts_for(CONTENT, health())
    swapped = cms_structure.encode(replace(parts, certificate=certificate.to_der(twin)))
    status = cms.verify(swapped, CONTENT)
    assert status.value_valid
    assert codes(status) == [PackageCode.CERTIFICATE_UNBOUND]


def test_an_algorithm_that_is_not_in_the_table_is_refused() -> None:
    sha1 = bytes.fromhex("300706052b0e03021a")
    status = cms.verify(signature_with(CONTENT, health(), digest_identifier=sha1), CONTENT)
    assert status.algorithm is None
    assert status.value_valid is None
    assert PackageCode.ALGORITHM_REFUSED in codes(status)


def test_digest_and_signature_algorithm_must_belong_together() -> None:
    sha384 = algorithm.DIGEST_IDENTIFIERS["sha384"][0]
    status = cms.verify(signature_with(CONTENT, health(), digest_identifier=sha384), CONTENT)
    assert codes(status) == [PackageCode.ALGORITHM_REFUSED]


def test_an_algorithm_of_another_key_kind_is_false_not_an_error() -> None:
    rsa_row = algorithm.RSA_SHA256.identifiers[0]
    status = cms.verify(signature_with(CONTENT, health(), signature_identifier=rsa_row), CONTENT)
    assert codes(status) == [PackageCode.SIGNATURE_FALSE]
    with pytest.raises(IdentityError):
        cms.sign(CONTENT, health(), NOW, algorithm.RSA_SHA256)


def test_a_certificate_for_encryption_only_is_refused() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    signer = Identity(key, certify(key, usage=key_usage(key_agreement=True)))
    status = cms.verify(signature_with(CONTENT, signer), CONTENT)
    assert codes(status) == [PackageCode.SIGNER_CERTIFICATE_REFUSED]
    assert status.certificate is None


def test_a_weak_key_is_refused() -> None:
    signer = Identity(rsa_key(1024), certify(rsa_key(1024)))
    status = cms.verify(signature_with(CONTENT, signer), CONTENT)
    assert codes(status) == [PackageCode.SIGNER_CERTIFICATE_REFUSED]


def test_issuer_and_serial_in_the_binding_are_accepted_where_they_fit() -> None:
    assert cms.verify(signature_with(CONTENT, health(), with_issuer_serial=True), CONTENT).sound


def _wrap(data: bytes) -> asn1_cms.ContentInfo:
    return asn1_cms.ContentInfo.load(data)


def _second_signer(data: bytes) -> bytes:
    info = _wrap(data)
    signers = info["content"]["signer_infos"]
    signers.append(_wrap(cms.sign(CONTENT, education(), NOW))["content"]["signer_infos"][0])
    return bytes(info.dump(force=True))


def _second_certificate(data: bytes) -> bytes:
    info = _wrap(data)
    other = _wrap(cms.sign(CONTENT, education(), NOW))["content"]["certificates"][0]
    info["content"]["certificates"].append(other)
    return bytes(info.dump(force=True))


def _no_certificate(data: bytes) -> bytes:
    info = _wrap(data)
    info["content"]["certificates"] = None
    return bytes(info.dump(force=True))


def _attached_content(data: bytes) -> bytes:
    info = _wrap(data)
    info["content"]["encap_content_info"] = {"content_type": "data", "content": CONTENT}
    return bytes(info.dump(force=True))


def _unsigned_attribute(data: bytes) -> bytes:
    info = _wrap(data)
    extra = asn1_cms.CMSAttribute({"type": "message_digest", "values": [b"x"]})
    info["content"]["signer_infos"][0]["unsigned_attrs"] = asn1_cms.CMSAttributes([extra])
    return bytes(info.dump(force=True))


def _long_length(data: bytes) -> bytes:
    assert data[1] == 0x82
    return data[:1] + b"\x83\x00" + data[2:]


def _indefinite_length(data: bytes) -> bytes:
    return data[:1] + b"\x80" + data[4:] + b"\0\0"


@pytest.mark.parametrize(
    "change",
    [
        _second_signer,
        _second_certificate,
        _no_certificate,
        _attached_content,
        _unsigned_attribute,
        _long_length,
        _indefinite_length,
        lambda data: data + b"\0",
        lambda data: data[:-1],
        lambda _: b"",
        lambda _: b"\x30\x80",
        lambda _: b"0" * (cms_structure.MAX_SIGNATURE_BYTES + 1),
    ],
)
def test_any_other_form_is_refused(change) -> None:
    altered = change(cms.sign(CONTENT, health(), NOW))
    status = cms.verify(altered, CONTENT)
    assert not status.well_formed
    assert codes(status)[0] in {PackageCode.SIGNATURE_NOT_CANONICAL, PackageCode.SIGNATURE_UNREADABLE}


def test_every_bit_of_a_signature_matters() -> None:
    data = cms.sign(CONTENT, health(), NOW)
    for position in range(len(data)):
        for bit in range(8):
            altered = bytearray(data)
            altered[position] ^= 1 << bit
            assert not cms.verify(bytes(altered), CONTENT).sound, (position, bit)


def test_every_byte_of_an_rsa_signature_matters() -> None:
    signer = Identity(rsa_key(2048), certify(rsa_key(2048)))
    for row in (algorithm.RSA_SHA256, algorithm.RSA_PSS_SHA256):
        data = cms.sign(CONTENT, signer, NOW, row)
        for position in range(len(data)):
            altered = bytearray(data)
            altered[position] ^= 1 << (position % 8)
            assert not cms.verify(bytes(altered), CONTENT).sound, position


@given(st.binary(min_size=1, max_size=300))
def test_no_other_content_is_accepted(content: bytes) -> None:
    status = cms.verify(cms.sign(CONTENT, health(), NOW), content)
    assert status.sound == (content == CONTENT)


@given(st.binary(max_size=70_000))
def test_der_lengths_are_shortest(content: bytes) -> None:
    from asn1crypto.core import OctetString

    assert der.element(der.OCTET_STRING, content) == OctetString(content).dump()


@pytest.mark.parametrize("length", [0, 1, 127, 128, 255, 256, 65_535, 65_536])
def test_der_lengths_at_their_borders(length: int) -> None:
    from asn1crypto.core import OctetString

    assert der.element(der.OCTET_STRING, bytes(length)) == OctetString(bytes(length)).dump()


def test_a_der_set_is_in_order() -> None:
    assert der.set_of(der.SET, [b"\x04\x01b", b"\x04\x01a", b"\x02\x01\x01"]) == (
        b"\x31\x09\x02\x01\x01\x04\x01a\x04\x01b"
    )
    key = ec.generate_private_key(ec.SECP384R1())
    data = cms.sign(CONTENT, Identity(key, certify(key)), NOW)
    signed = asn1_cms.ContentInfo.load(data)["content"]["signer_infos"][0]["signed_attrs"].untag()
    assert signed.dump(force=True) == signed.dump()


def test_on_the_last_day_the_time_of_day_is_told_in_beijing() -> None:
    end = datetime(2036, 11, 29, 4, 0, tzinfo=UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    signer = Identity(key, certify(key, end=end))
    with pytest.raises(IdentityError) as caught:
        cms.sign(CONTENT, signer, end + timedelta(minutes=3))
    assert "本机时间 2036-11-29 12:03 不在证书有效期" in caught.value.message
    assert "至 2036-11-29 12:00 内（北京时间）" in caught.value.message
    data = signature_with(CONTENT, signer, signing_time=end + timedelta(minutes=3))
    (problem,) = [
        p for p in cms.verify(data, CONTENT).problems if p.code == PackageCode.SIGNED_OUTSIDE_VALIDITY
    ]
    assert "签名时间 2036-11-29 12:03 不在" in problem.message
    assert "至 2036-11-29 12:00 内（北京时间）" in problem.message
