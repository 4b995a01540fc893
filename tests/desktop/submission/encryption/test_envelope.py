"""Encrypted packages: who can open them, and what is noticed."""

import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.submission import der
from desktop.submission.container.layout import MAX_PACKAGE_BYTES
from desktop.submission.encryption.envelope import (
    ReceivingKey,
    create_receiving_key,
    decrypt,
    encrypt,
    load_receiver,
    open_receiving_key,
    require_current,
)
from desktop.submission.encryption.envelope_structure import (
    MAX_ENVELOPE_BYTES,
    MAX_RECEIVERS,
    decode,
    is_encrypted,
)
from desktop.submission.errors import EnvelopeError, IdentityError, WrongPassphrase
from desktop.submission.keys import certificate
from desktop.submission.keys.identity import open_identity
from desktop.submission.keys.key_file import to_pkcs12
from forms.codes.package import EnvelopeCode, KeyCode
from tests.desktop.submission.builders import (
    NOW,
    PASSPHRASE,
    certify,
    health,
    key_usage,
    rsa_key,
    sound_package,
)
from tests.desktop.submission.receivers import KINDS, OFFICE, office, receiver


def code_of(data: bytes, key: ReceivingKey) -> str:
    with pytest.raises(EnvelopeError) as caught:
        decrypt(data, key)
    assert caught.value.message.endswith("。")
    return caught.value.code


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_encrypted_comes_out(kind: str) -> None:
    data = encrypt(sound_package(), [receiver(kind).certificate])
    assert decrypt(data, receiver(kind)) == sound_package()
    assert sound_package()[:40] not in data
    assert is_encrypted(data)


@settings(max_examples=60, deadline=None)
@given(
    content=st.one_of(
        st.binary(max_size=300), st.integers(0, 70_000).map(lambda n: n.to_bytes(3, "big") * (n // 3))
    ),
    kind=st.sampled_from(KINDS),
)
def test_any_bytes_of_any_size(content: bytes, kind: str) -> None:
    assert decrypt(encrypt(content, [receiver(kind).certificate]), receiver(kind)) == content


def test_each_of_several_receivers_can_open_it() -> None:
    keys = [receiver(kind) for kind in KINDS]
    data = encrypt(b"figures", [key.certificate for key in keys])
    assert [decrypt(data, key) for key in keys] == [b"figures"] * 3


def test_two_envelopes_share_neither_key_nor_nonce() -> None:
    first, second = (decode(encrypt(b"figures", [office().certificate])) for _ in range(2))
    assert first.nonce != second.nonce
    assert first.ciphertext != second.ciphertext
    assert first.receivers[0].ephemeral != second.receivers[0].ephemeral  # type: ignore[union-attr]


def test_the_structure_is_what_the_standards_say() -> None:
    """Read by a library of others, which knows RFC 5652, 5083 and 5753."""
    data = encrypt(b"figures", [receiver("RSA").certificate, office().certificate])
    info = cms.ContentInfo.load(data, strict=True)
    assert info["content_type"].native == "authenticated_enveloped_data"
    enveloped = info["content"]
    assert enveloped["version"].native == "v0"
    for absent in ("originator_info", "auth_attrs", "unauth_attrs"):
        assert enveloped[absent].native is None
    content = enveloped["auth_encrypted_content_info"]
    assert content["content_type"].native == "data"
    assert content["content_encryption_algorithm"]["algorithm"].native == "aes256_gcm"
    assert len(content["encrypted_content"].native) == len(b"figures")
    assert len(enveloped["mac"].native) == 16
    infos = {info.name: info.chosen for info in enveloped["recipient_infos"]}
    transport, agreement = infos["ktri"], infos["kari"]
    assert transport["version"].native == "v0"
    assert transport["rid"].chosen["serial_number"].native == receiver("RSA").certificate.serial_number
    assert transport["key_encryption_algorithm"]["algorithm"].native == "rsaes_oaep"
    assert agreement["version"].native == "v3"
    assert agreement["key_encryption_algorithm"]["algorithm"].dotted == "1.3.132.1.11.1"
    [named] = agreement["recipient_encrypted_keys"]
    assert named["rid"].chosen["serial_number"].native == office().certificate.serial_number


def test_another_key_is_told_that_it_is_not_meant() -> None:
    data = encrypt(b"figures", [office().certificate])
    assert code_of(data, create_receiving_key(OFFICE, NOW)) == EnvelopeCode.OTHER_KEY
    assert code_of(data, receiver("RSA")) == EnvelopeCode.OTHER_KEY


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_name_with_the_wrong_key_opens_nothing(kind: str) -> None:
    data = encrypt(b"figures", [receiver(kind).certificate])
    for other in KINDS:
        if other != kind:
            assert code_of(data, ReceivingKey(receiver(other)._key, receiver(kind).certificate)) == (
                EnvelopeCode.DAMAGED
            )


@pytest.mark.parametrize("kind", ["P-256", "RSA"])
def test_every_flipped_bit_is_noticed(kind: str) -> None:
    data = encrypt(b"figures of the year", [receiver(kind).certificate])
    for position in range(len(data)):
        for bit in (1, 128) if kind == "RSA" else (1, 2, 4, 8, 16, 32, 64, 128):
            altered = bytearray(data)
            altered[position] ^= bit
            code_of(bytes(altered), receiver(kind))


@pytest.mark.parametrize("kind", ["P-256", "RSA"])
def test_every_truncation_and_every_added_byte_is_noticed(kind: str) -> None:
    data = encrypt(b"figures", [receiver(kind).certificate])
    codes = {code_of(data[:length], receiver(kind)) for length in range(len(data))}
    assert codes == {EnvelopeCode.NOT_AN_ENVELOPE, EnvelopeCode.DAMAGED}
    assert code_of(data[:-1], receiver(kind)) == EnvelopeCode.DAMAGED
    assert code_of(data + b"\0", receiver(kind)) == EnvelopeCode.DAMAGED


@pytest.mark.parametrize("data", [b"", b"0", b"PK\x03\x04", b"\x30\x84\x00", b"\x30\x80\x00\x00", b"0" * 99])
def test_other_files_are_no_envelopes(data: bytes) -> None:
    assert not is_encrypted(data)
    assert code_of(data, office()) == EnvelopeCode.NOT_AN_ENVELOPE


def test_a_package_that_is_not_encrypted_is_no_envelope() -> None:
    assert code_of(sound_package(), office()) == EnvelopeCode.NOT_AN_ENVELOPE


def test_sizes_are_bounded_in_both_directions() -> None:
    largest = bytes(MAX_PACKAGE_BYTES)
    data = encrypt(largest, [office().certificate])
    assert len(data) < MAX_PACKAGE_BYTES + 500
    assert decrypt(data, office()) == largest
    with pytest.raises(EnvelopeError) as caught:
        encrypt(largest + b"\0", [office().certificate])
    assert caught.value.code == EnvelopeCode.TOO_LARGE
    assert code_of(data + bytes(MAX_ENVELOPE_BYTES), office()) == EnvelopeCode.TOO_LARGE


def _hostile(body: bytes) -> bytes:
    head = bytes.fromhex("060b2a864886f70d0109100117")
    return der.element(der.SEQUENCE, head, der.element(der.CONTEXT_0, der.element(der.SEQUENCE, body)))


@pytest.mark.parametrize(
    "body",
    [
        b"\x30\x00" * 4_900_000,
        b"\x02\x01\x00" + der.element(der.SET, b"\x30\x00" * 4_900_000) + b"\x30\x00\x04\x00",
        b"\x02\x01\x00" + der.element(der.SET, b"\x30\x80" * 4_900_000) + b"\x30\x00\x04\x00",
    ],
    ids=["many members", "many receivers", "deep"],
)
def test_a_hostile_file_takes_no_memory(body: bytes) -> None:
    data = _hostile(body)
    tracemalloc.start()
    assert code_of(data, office()) == EnvelopeCode.DAMAGED
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * len(data)


@pytest.mark.parametrize("count", [0, 2, MAX_RECEIVERS + 1])
def test_receivers_are_counted_and_different(count: int) -> None:
    certificates = [office().certificate] * count
    if count > MAX_RECEIVERS:
        certificates = [create_receiving_key(OFFICE, NOW).certificate for _ in range(count)]
    with pytest.raises(EnvelopeError) as caught:
        encrypt(b"figures", certificates)
    assert caught.value.code == EnvelopeCode.RECEIVERS_REFUSED


# --- the certificate of the office ----------------------------------------------------------------


def refusal(data: bytes, now=NOW) -> str:
    with pytest.raises(IdentityError) as caught:
        load_receiver(data, now)
    assert caught.value.message.endswith("。")
    return caught.value.code


def test_a_certificate_is_taken_as_pem_and_as_der() -> None:
    for kind in KINDS:
        cert = receiver(kind).certificate
        assert load_receiver(certificate.to_pem(cert), NOW) == cert
        assert load_receiver(certificate.to_der(cert), NOW) == cert


def test_a_certificate_without_key_usage_is_taken() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    assert load_receiver(certificate.to_der(certify(key)), NOW)


def test_expired_and_not_yet_valid_certificates_are_refused_with_the_day() -> None:
    data = certificate.to_pem(office().certificate)
    end = office().certificate.not_valid_after_utc
    assert load_receiver(data, end)
    assert refusal(data, end + timedelta(seconds=1)) == KeyCode.RECEIVER_EXPIRED
    assert refusal(data, NOW - timedelta(days=2)) == KeyCode.RECEIVER_NOT_YET_VALID
    with pytest.raises(IdentityError, match=r"望花区统计局.*2036-02-01"):
        load_receiver(data, end + timedelta(days=1))


def test_the_validity_of_a_receiver_is_told_in_the_time_of_beijing() -> None:
    cert = create_receiving_key(OFFICE, datetime(2026, 1, 5, 8, tzinfo=UTC)).certificate
    start, end = cert.not_valid_before_utc, cert.not_valid_after_utc
    assert end == datetime(2036, 1, 5, 20, tzinfo=UTC)
    with pytest.raises(IdentityError, match="2036-01-06 过期"):
        require_current(cert, end + timedelta(hours=1))
    with pytest.raises(IdentityError, match=r"自 2026-01-04 16:00 起.*2026-01-04 15:59（北京时间）"):
        require_current(cert, start - timedelta(minutes=1))


@pytest.mark.parametrize(
    ("key", "usage"),
    [
        (ec.generate_private_key(ec.SECP256R1()), {"digital_signature": True}),
        (ec.generate_private_key(ec.SECP256R1()), {"key_encipherment": True}),
        (rsa_key(2048), {"key_agreement": True}),
        (rsa_key(2048), {"digital_signature": True, "data_encipherment": True}),
    ],
)
def test_key_usage_must_allow_what_is_done_with_the_key(key, usage) -> None:
    cert = certify(key, usage=key_usage(**usage))
    assert refusal(certificate.to_pem(cert)) == KeyCode.NOT_FOR_RECEIVING
    with pytest.raises(IdentityError):
        encrypt(b"figures", [cert])


def test_a_signing_certificate_of_a_unit_is_refused() -> None:
    data = certificate.to_pem(health().certificate)
    assert refusal(data) == KeyCode.NOT_FOR_RECEIVING


@pytest.mark.parametrize("key", [ec.generate_private_key(ec.SECP521R1()), rsa_key(1024)])
def test_weak_and_foreign_keys_are_refused(key) -> None:
    assert refusal(certificate.to_der(certify(key))) == KeyCode.TYPE_REFUSED
    edwards = ed25519.Ed25519PrivateKey.generate()
    assert refusal(certificate.to_der(certify(edwards, digest=None))) == KeyCode.TYPE_REFUSED


def test_a_key_that_cannot_work_is_our_own_error() -> None:
    cert = receiver("RSA").certificate
    modulus = cert.public_key().public_numbers().n.to_bytes(256, "big")
    even = certificate.to_der(cert).replace(modulus, modulus[:-1] + bytes([modulus[-1] - 1]))
    with pytest.raises(IdentityError) as caught:
        encrypt(b"figures", [load_receiver(even, NOW)])
    assert caught.value.code == KeyCode.CERTIFICATE_UNREADABLE


@pytest.mark.parametrize("data", [b"", b"x", b"0" * 30_000])
def test_anything_else_is_no_certificate(data: bytes) -> None:
    assert refusal(data) == KeyCode.CERTIFICATE_UNREADABLE


# --- the key of the office ------------------------------------------------------------------------


def test_a_new_receiving_key_is_for_receiving_only() -> None:
    usage = certificate._key_usage(office().certificate)
    assert usage == key_usage(key_agreement=True)
    assert certificate.subject_of(office().certificate).organisation == "望花区统计局"


def test_a_receiving_key_is_kept_in_a_key_file() -> None:
    for kind in KINDS:
        opened = open_receiving_key(to_pkcs12(receiver(kind), PASSPHRASE), PASSPHRASE)
        assert opened == receiver(kind)
        assert decrypt(encrypt(b"figures", [receiver(kind).certificate]), opened) == b"figures"
    with pytest.raises(WrongPassphrase):
        open_receiving_key(to_pkcs12(office(), PASSPHRASE), "wrong wrong")


def test_neither_key_serves_for_the_other() -> None:
    with pytest.raises(IdentityError) as caught:
        open_receiving_key(to_pkcs12(health(), PASSPHRASE), PASSPHRASE)
    assert caught.value.code == KeyCode.NOT_FOR_RECEIVING
    with pytest.raises(IdentityError) as caught:
        open_identity(to_pkcs12(office(), PASSPHRASE), PASSPHRASE)
    assert caught.value.code == KeyCode.NOT_FOR_SIGNING


def test_the_text_of_a_receiving_key_shows_no_key() -> None:
    assert repr(office()) == f"ReceivingKey({office().fingerprint[:16]}…)"
