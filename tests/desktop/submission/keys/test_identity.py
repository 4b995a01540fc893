"""Signing identities: making, protecting, opening."""

import contextlib
import copy
import pickle
from datetime import timedelta

import pytest
from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from hypothesis import given
from hypothesis import strategies as st

from desktop.submission.errors import IdentityError, WrongPassphrase
from desktop.submission.keys import certificate, key_file
from desktop.submission.keys.identity import Identity, create_identity, open_identity
from desktop.submission.keys.key_file import to_pkcs12
from desktop.submission.keys.self_signed import UnitSubject
from forms.codes.package import KeyCode
from tests.desktop.submission.builders import (
    HEALTH,
    NOW,
    PASSPHRASE,
    certify,
    education,
    health,
    key_usage,
    rsa_key,
)


def p12(key, cert, passphrase: bytes | None = b"secret") -> bytes:
    protection = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"x", key, cert, None, protection)


def test_the_certificate_names_the_unit_in_chinese() -> None:
    subject = certificate.subject_of(health().certificate)
    assert subject == certificate.Subject("望花区卫生健康局", "health/210404")


def test_the_certificate_is_for_signing_and_for_ten_years() -> None:
    cert = health().certificate
    usage = certificate._key_usage(cert)
    assert usage is not None
    assert (usage.digital_signature, usage.content_commitment) == (True, True)
    assert (usage.key_cert_sign, usage.key_agreement, usage.crl_sign) == (False, False, False)
    assert cert.not_valid_before_utc == NOW - timedelta(days=1)
    assert cert.not_valid_after_utc - NOW == timedelta(days=3652.5)
    assert cert.issuer == cert.subject


def test_two_identities_share_nothing() -> None:
    first, second = create_identity(HEALTH, NOW), create_identity(HEALTH, NOW)
    assert first.certificate.serial_number != second.certificate.serial_number
    assert first.certificate.public_key() != second.certificate.public_key()


@pytest.mark.parametrize(
    "subject",
    [
        UnitSubject("", "health", "210404"),
        UnitSubject("望" * 65, "health", "210404"),
        UnitSubject("望花区", "h" * 64, "210404"),
        UnitSubject("望花区", "health", " "),
        UnitSubject("望花\n区", "health", "210404"),
    ],
)
def test_a_subject_that_x509_cannot_hold_is_refused(subject: UnitSubject) -> None:
    with pytest.raises(IdentityError) as caught:
        create_identity(subject, NOW)
    assert caught.value.code == KeyCode.SUBJECT_REFUSED


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "correct horse", "p@ss wörd 𠮷𠮷"])
def test_a_key_file_opens_with_its_passphrase_only(passphrase: str) -> None:
    data = to_pkcs12(health(), passphrase)
    opened = open_identity(data, passphrase)
    assert opened == health()
    assert opened.fingerprint == health().fingerprint
    for wrong in (passphrase + " ", passphrase[:-1], "", passphrase.upper() + "X"):
        with pytest.raises(WrongPassphrase) as caught:
            open_identity(data, wrong)
        assert wrong == "" or wrong not in str(caught.value)


def test_a_key_file_is_expensive_to_guess_against() -> None:
    pfx = asn1_pkcs12.Pfx.load(to_pkcs12(health(), PASSPHRASE), strict=True)
    assert pfx["mac_data"]["iterations"].native == 300_000
    assert pfx["mac_data"]["mac"]["digest_algorithm"]["algorithm"].native == "sha256"
    text = repr(pfx.authenticated_safe.native)
    assert "aes256_cbc" in text
    assert "pbkdf2" in text


@pytest.mark.parametrize("passphrase", ["", "1234567", "aaaaaaaaaa"])
def test_a_weak_passphrase_is_refused_and_not_repeated(passphrase: str) -> None:
    with pytest.raises(IdentityError) as caught:
        to_pkcs12(health(), passphrase)
    assert caught.value.code == KeyCode.PASSPHRASE_WEAK
    assert not passphrase or passphrase not in str(caught.value)


@pytest.mark.parametrize(
    ("passphrase", "code", "said"),
    [("abcdefg\n", "E-KEY-030", "看不见的字符"), ("correct " * 125 + "x", "E-KEY-029", "最多 1000 个字符")],
)
def test_a_passphrase_is_refused_for_what_is_wrong_with_it(passphrase: str, code: str, said: str) -> None:
    with pytest.raises(IdentityError, match=code) as caught:
        to_pkcs12(health(), passphrase)
    assert said in caught.value.message
    assert "至少" not in caught.value.message
    assert passphrase not in caught.value.message


@pytest.mark.parametrize("change", [lambda _: b"", lambda d: d[:-5], lambda d: b"x" + d, lambda d: d + b"x"])
def test_a_damaged_key_file_is_not_blamed_on_the_passphrase(change) -> None:
    with pytest.raises(IdentityError) as caught:
        open_identity(change(to_pkcs12(health(), PASSPHRASE)), PASSPHRASE)
    assert caught.value.code == KeyCode.FILE_UNREADABLE


def test_a_key_file_cannot_ask_for_endless_work() -> None:
    pfx = asn1_pkcs12.Pfx.load(to_pkcs12(health(), PASSPHRASE))
    pfx["mac_data"]["iterations"] = 2_000_000_000
    with pytest.raises(IdentityError) as caught:
        open_identity(pfx.dump(force=True), PASSPHRASE)
    assert caught.value.code == KeyCode.FILE_UNREADABLE


@pytest.mark.parametrize("passphrase", [b"secret", None])
def test_key_files_of_others_are_taken(passphrase: bytes | None) -> None:
    for key in (rsa_key(2048), ec.generate_private_key(ec.SECP384R1())):
        opened = open_identity(p12(key, certify(key), passphrase), (passphrase or b"").decode())
        assert opened.certificate.public_key() == key.public_key()
        assert open_identity(to_pkcs12(opened, PASSPHRASE), PASSPHRASE) == opened


def _refused() -> dict[str, bytes]:
    p256 = ec.generate_private_key(ec.SECP256R1())
    p521 = ec.generate_private_key(ec.SECP521R1())
    edwards = ed25519.Ed25519PrivateKey.generate()
    return {
        "weak RSA": p12(rsa_key(1024), certify(rsa_key(1024))),
        "P-521": p12(p521, certify(p521)),
        "Ed25519": p12(edwards, certify(edwards, digest=None)),
        "encryption only": p12(p256, certify(p256, usage=key_usage(key_encipherment=True))),
        "certificate only": pkcs12.serialize_key_and_certificates(
            None, None, certify(p256), None, BestAvailableEncryption(b"secret")
        ),
        "key only": p12(p256, None),
    }


@pytest.mark.parametrize("kind", sorted(_refused()))
def test_key_files_that_cannot_sign_are_refused_with_a_reason(kind: str) -> None:
    with pytest.raises(IdentityError) as caught:
        open_identity(_refused()[kind], "secret")
    expected = {
        "encryption only": KeyCode.NOT_FOR_SIGNING,
        "certificate only": KeyCode.WITHOUT_CERTIFICATE,
        "key only": KeyCode.WITHOUT_CERTIFICATE,
    }
    assert caught.value.code == expected.get(kind, KeyCode.TYPE_REFUSED)
    assert caught.value.message.endswith("。")


def test_the_text_of_an_identity_shows_no_key() -> None:
    secret = str(health()._key.private_numbers().private_value)
    assert secret not in repr(health())
    assert "PrivateKey" not in repr(health())


def test_an_identity_is_neither_pickled_nor_copied() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(health())
    with pytest.raises(TypeError):
        copy.copy(health())


def test_fingerprint_in_print_and_back() -> None:
    digits = health().fingerprint
    printed = certificate.grouped_fingerprint(digits)
    assert [len(line) for line in printed.splitlines()] == [39, 39]
    assert certificate.normal_fingerprint(printed) == digits
    assert certificate.normal_fingerprint(":".join(digits[i : i + 2] for i in range(0, 64, 2))) == digits
    for wrong in ("", digits[:-1], digits[:-1] + "g"):
        with pytest.raises(IdentityError):
            certificate.normal_fingerprint(wrong)


def test_certificates_in_and_out() -> None:
    cert = health().certificate
    assert certificate.load_certificate(certificate.to_der(cert)) == cert
    assert certificate.load_certificate(certificate.to_pem(cert)) == cert
    assert certificate.load_certificate(b"remark\r\n" + certificate.to_pem(cert)) == cert


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        certificate.to_der(health().certificate) + b"x",
        certificate.to_pem(health().certificate) + certificate.to_pem(education().certificate),
        b"0" * (certificate.MAX_CERTIFICATE_BYTES + 1),
    ],
)
def test_anything_else_is_no_certificate(data: bytes) -> None:
    with pytest.raises(IdentityError) as caught:
        certificate.load_certificate(data)
    assert caught.value.code == KeyCode.CERTIFICATE_UNREADABLE


def test_a_certificate_of_another_key_kind_is_refused() -> None:
    key = dsa.generate_private_key(1024)
    with pytest.raises(IdentityError) as caught:
        certificate.load_certificate(certificate.to_der(certify(key)))
    assert caught.value.code == KeyCode.TYPE_REFUSED


@given(st.data())
def test_hostile_certificates_raise_our_error_only(data: st.DataObject) -> None:
    altered = bytearray(certificate.to_der(health().certificate))
    for _ in range(data.draw(st.integers(1, 4))):
        altered[data.draw(st.integers(0, len(altered) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(IdentityError):
        certificate.load_certificate(bytes(altered))


def test_mismatched_key_and_certificate_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = (education()._key, health().certificate, [])
    monkeypatch.setattr(key_file.pkcs12, "load_key_and_certificates", lambda *_: pair)
    data = p12(education()._key, education().certificate)
    with pytest.raises(IdentityError) as caught:
        open_identity(data, "secret")
    assert caught.value.code == KeyCode.WITHOUT_CERTIFICATE


def test_the_key_is_not_part_of_equality() -> None:
    assert Identity(education()._key, health().certificate) == health()
