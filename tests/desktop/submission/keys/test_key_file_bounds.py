"""A key file asks for bounded work, or is refused before any of it is done."""

import traceback
from subprocess import CalledProcessError, run

import pytest
from asn1crypto import algos, core, pkcs12
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization import pkcs12 as writer

from desktop.submission.errors import IdentityError, WrongPassphrase
from desktop.submission.keys import key_file, key_file_bounds, key_file_parts
from desktop.submission.keys.key_file import (
    MAX_PASSPHRASE,
    is_unprotected,
    read_pkcs12,
    require_passphrase,
    to_pkcs12,
)
from desktop.submission.keys.key_file_bounds import (
    MAX_KEY_BYTES,
    MAX_OLD_ROUNDS,
    MAX_PARTS,
    MAX_ROUNDS,
)
from desktop.submission.keys.key_file_mac import with_stronger_mac
from desktop.submission.native import NativePanic, contained
from forms.codes.package import KeyCode
from tests.desktop.submission.builders import PASSPHRASE, certify, health, rsa_key

OURS = to_pkcs12(health(), PASSPHRASE)
_ROUNDS = bytes.fromhex("02020f51")  # INTEGER 3921, easily found


def written(kind: writer.PBES) -> bytes:
    """A file of another program: few rounds, and the same number wherever they stand but in the MAC."""
    pair = health()
    return writer.serialize_key_and_certificates(b"x", pair._key, pair.certificate, None, protection(kind))


def protection(kind: writer.PBES):
    return (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(0x0F51)
        .key_cert_algorithm(kind)
        .hmac_hash(hashes.SHA256())
        .build(PASSPHRASE.encode())
    )


def with_mac_rounds(data: bytes, rounds: int) -> bytes:
    pfx = pkcs12.Pfx.load(data)
    mac = pfx["mac_data"]
    pfx["mac_data"] = {"mac": mac["mac"], "mac_salt": mac["mac_salt"], "iterations": rounds}
    return pfx.dump(force=True)


def with_part_rounds(data: bytes, which: int, rounds: int) -> bytes:
    """The same file with other rounds in one of its encrypted parts, where they stand once."""
    content = pkcs12.Pfx.load(data).authenticated_safe[which]["content"].dump()
    assert content.count(_ROUNDS) == 1
    return _replaced(data, data.index(content) + content.index(_ROUNDS), core.Integer(rounds).dump())


def _replaced(data: bytes, at: int, value: bytes) -> bytes:
    """Replace the element at a place, and write anew all elements around it."""
    out, position = b"", 0
    while position < len(data):
        tag, head, end = _element(data, position)
        if position == at:
            out += value
        elif head <= at < end:
            body = _replaced(data[head:end], at - head, value)
            out += bytes([tag]) + _length(len(body)) + body
        else:
            out += data[position:end]
        position = end
    return out


def _element(data: bytes, at: int) -> tuple[int, int, int]:
    size = data[at + 1]
    if size < 0x80:
        return data[at], at + 2, at + 2 + size
    octets = size - 0x80
    head = at + 2 + octets
    return data[at], head, head + int.from_bytes(data[at + 2 : head], "big")


def _length(size: int) -> bytes:
    if size < 0x80:
        return bytes([size])
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def refused(data: bytes, passphrase: str = PASSPHRASE) -> IdentityError:
    with pytest.raises(IdentityError) as caught:
        read_pkcs12(data, passphrase)
    assert not isinstance(caught.value, WrongPassphrase)
    return caught.value


LIGHT = writer.PBES.PBESv2SHA256AndAES256CBC
KINDS = [LIGHT, writer.PBES.PBESv1SHA1And3KeyTripleDESCBC]


@pytest.mark.parametrize("kind", KINDS)
def test_files_of_other_programs_are_opened(kind: writer.PBES) -> None:
    assert read_pkcs12(written(kind), PASSPHRASE).fingerprint == health().fingerprint


@pytest.mark.parametrize("rounds", [MAX_ROUNDS, 2_000_000_000, 2**31 - 1, 2**63, 10**300, -1, -(10**12)])
def test_rounds_of_the_mac_are_bounded(rounds: int) -> None:
    assert refused(with_mac_rounds(OURS, rounds)).code == KeyCode.FILE_UNREADABLE


def test_many_rounds_of_an_honest_file_are_not_too_many() -> None:
    error = refused(with_mac_rounds(OURS, MAX_ROUNDS - 600_000))
    assert "口令没有错" in error.message  # the library got as far as the MAC, which is of other rounds


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("rounds", [MAX_ROUNDS, 2_000_000_000, 2**64, -1])
def test_rounds_of_every_part_are_bounded(kind: writer.PBES, which: int, rounds: int) -> None:
    data = with_part_rounds(written(kind), which, rounds)
    assert refused(data).code == KeyCode.FILE_UNREADABLE


def test_the_number_of_parts_is_bounded() -> None:
    pfx = pkcs12.Pfx.load(OURS)
    (info, *_) = [i for i in pfx.authenticated_safe if i["content_type"].native == "data"]
    many = pkcs12.AuthenticatedSafe([info] * (MAX_PARTS + 1))
    pfx["auth_safe"] = {"content_type": "data", "content": core.OctetString(many.dump(force=True))}
    assert refused(pfx.dump(force=True)).code == KeyCode.FILE_UNREADABLE


def test_a_derivation_whose_work_cannot_be_told_is_refused() -> None:
    pbkdf2 = algos.KdfAlgorithmId("pbkdf2").dump()
    scrypt = core.ObjectIdentifier("1.2.840.113549.1.5.99").dump()
    assert refused(OURS.replace(pbkdf2, scrypt)).code == KeyCode.FILE_PROTECTION


def hidden(kind: writer.PBES, rounds: int) -> bytes:
    """A file whose key lies within an encrypted part, asks for other rounds there, and is told by its MAC."""
    pfx = pkcs12.Pfx.load(written(kind))
    part, shown = pfx.authenticated_safe
    content = part["content"]["encrypted_content_info"]
    bag = pkcs12.SafeContents.load(shown["content"].native)[0]
    inner = with_inner_rounds(pkcs12.SafeContents([bag]).dump(force=True), rounds)
    content["encrypted_content"] = encrypted(content["content_encryption_algorithm"], inner)
    safe = pkcs12.AuthenticatedSafe([part])
    pfx["auth_safe"] = {"content_type": "data", "content": core.OctetString(safe.dump(force=True))}
    return with_stronger_mac(pfx.dump(force=True), PASSPHRASE, 2_000)


def with_inner_rounds(bags: bytes, rounds: int) -> bytes:
    assert bags.count(_ROUNDS) == 1
    return _replaced(bags, bags.index(_ROUNDS), core.Integer(rounds).dump())


def encrypted(algorithm, plain: bytes) -> bytes:
    key, start = key_file_parts._secrets(algorithm, PASSPHRASE)
    cipher = key_file_parts._CIPHERS[algorithm.encryption_cipher](key)
    padder, encryptor = PKCS7(cipher.block_size).padder(), Cipher(cipher, CBC(start)).encryptor()
    return encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rounds", [MAX_ROUNDS, 2_000_000_000, -1])
def test_rounds_within_an_encrypted_part_are_bounded(kind: writer.PBES, rounds: int) -> None:
    few = hidden(kind, 0x0F51)
    with pytest.raises(IdentityError) as caught:
        read_pkcs12(few, PASSPHRASE)
    assert caught.value.code == KeyCode.WITHOUT_CERTIFICATE  # the library got as far as the key
    assert refused(hidden(kind, rounds)).code == KeyCode.FILE_UNREADABLE
    with pytest.raises(WrongPassphrase):
        read_pkcs12(hidden(kind, rounds), "another passphrase")


def test_old_rounds_that_would_be_computed_here_are_bounded() -> None:
    old = KINDS[1]
    data = with_part_rounds(written(old), 0, MAX_OLD_ROUNDS + 1)
    assert refused(data).code == KeyCode.FILE_UNREADABLE


def test_old_rounds_of_many_parts_are_bounded_together() -> None:
    pfx = pkcs12.Pfx.load(with_part_rounds(written(KINDS[1]), 0, MAX_OLD_ROUNDS // 2))
    part, shown = pfx.authenticated_safe
    safe = pkcs12.AuthenticatedSafe([part, part, part, shown])
    pfx["auth_safe"] = {"content_type": "data", "content": core.OctetString(safe.dump(force=True))}
    assert "计算量" in refused(pfx.dump(force=True)).message


def test_a_giant_key_is_refused_before_it_is_checked() -> None:
    key = rsa_key(4096)
    certificate = certify(key)
    sound = writer.serialize_key_and_certificates(b"x", key, certificate, None, protection(LIGHT))
    assert read_pkcs12(sound, PASSPHRASE).certificate == certificate
    pfx = pkcs12.Pfx.load(sound)
    bags = [pkcs12.SafeContents.load(i["content"].native) for i in pfx.authenticated_safe
            if i["content_type"].native == "data"]  # fmt: skip
    bag = bags[0][0]
    bag["bag_value"]["encrypted_data"] = b"\0" * MAX_KEY_BYTES
    inner = core.OctetString(pkcs12.SafeContents([bag]).dump(force=True))
    safe = pkcs12.AuthenticatedSafe([{"content_type": "data", "content": inner}])
    pfx["auth_safe"] = {"content_type": "data", "content": core.OctetString(safe.dump(force=True))}
    assert refused(pfx.dump(force=True)).code == KeyCode.TYPE_REFUSED


@pytest.mark.parametrize(
    "passphrase", ["ab\0cd", "\0", "\ud800", "口令\udcff", "x" * (MAX_PASSPHRASE + 1), "x" * 3_000_000]
)
def test_no_passphrase_brings_the_library_to_quote_it(
    passphrase: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WrongPassphrase) as caught:
        read_pkcs12(OURS, passphrase)
    assert caught.value.__context__ is None
    with pytest.raises(IdentityError):
        require_passphrase(passphrase)
    assert capfd.readouterr() == ("", "")


def test_a_panic_is_an_error_without_a_cause() -> None:
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})
    with pytest.raises(NativePanic) as caught, contained():
        raise panic(PASSPHRASE)
    told = "".join(traceback.format_exception(caught.value))
    assert PASSPHRASE not in f"{told}{caught.value.__context__!r}"


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError])
def test_other_errors_pass(error: type[BaseException]) -> None:
    with pytest.raises(error), contained():
        raise error


def exported(tmp_path, *options):
    """A key file that OpenSSL wrote."""
    pair, pem, target = health(), tmp_path / "k.pem", tmp_path / "k.p12"
    key = pair._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem.write_bytes(key + pair.certificate.public_bytes(Encoding.PEM))
    run(["openssl", "pkcs12", "-export", "-in", pem, "-out", target, *options], check=True)
    return target.read_bytes()


@pytest.mark.parametrize(
    "options",
    [
        ("-passout", "pass:"),
        ("-passout", "pass:", "-nomac"),
        ("-passout", "pass:", "-keypbe", "NONE", "-certpbe", "NONE"),
        ("-passout", "pass:", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"),
    ],
)
def test_a_passphrase_for_a_file_without_one_is_not_called_wrong(tmp_path, options) -> None:
    data = exported(tmp_path, *options)
    assert read_pkcs12(data, "").fingerprint == health().fingerprint
    assert is_unprotected(data)
    error = refused(data)
    assert error.code == KeyCode.WITHOUT_PASSPHRASE
    assert "没有设口令" in error.message
    assert PASSPHRASE not in error.message


def legacy(tmp_path, *options):
    """A key file in an encryption that OpenSSL writes only where it has its old ciphers."""
    try:
        return exported(tmp_path, "-legacy", *options)
    except CalledProcessError:
        pytest.skip("this OpenSSL has no old ciphers")


@pytest.mark.parametrize("passphrase", [PASSPHRASE, ""])
@pytest.mark.parametrize("cipher", [(), ("-certpbe", "PBE-SHA1-RC2-40", "-keypbe", "PBE-SHA1-RC2-40")])
def test_a_file_of_older_windows_java_and_openssl_is_read(tmp_path, passphrase, cipher) -> None:
    data = legacy(tmp_path, "-passout", f"pass:{passphrase}", *cipher)
    assert read_pkcs12(data, passphrase).fingerprint == health().fingerprint
    with pytest.raises(WrongPassphrase if passphrase else IdentityError):
        read_pkcs12(data, "another passphrase")


def test_an_old_part_is_bounded_before_it_is_decrypted(tmp_path, monkeypatch) -> None:
    data = legacy(tmp_path, "-passout", f"pass:{PASSPHRASE}")
    monkeypatch.setattr(key_file_bounds, "MAX_OLD_BYTES", 100)
    assert "计算量" in refused(data).message


@pytest.mark.parametrize("cipher", ["PBE-MD5-DES", "sm4-cbc", "camellia-256-cbc", "aria-256-cbc"])
def test_a_file_in_an_encryption_that_is_not_read_is_called_that_with_the_steps(tmp_path, cipher) -> None:
    error = refused(legacy(tmp_path, "-passout", f"pass:{PASSPHRASE}", "-certpbe", cipher))
    assert error.code == KeyCode.FILE_PROTECTION
    for step in ("没有看出损坏", "给您这个文件的单位", "certmgr.msc", "AES256-SHA256"):
        assert step in error.message


def test_a_key_on_a_curve_that_no_library_here_knows_is_called_that(tmp_path) -> None:
    key, made = tmp_path / "sm2.pem", tmp_path / "sm2.p12"
    try:
        run(["openssl", "ecparam", "-name", "SM2", "-genkey", "-noout", "-out", key], check=True)
        certificate = tmp_path / "sm2.crt"
        request = (
            "openssl",
            "req",
            "-x509",
            "-new",
            "-sm3",
            "-subj",
            "/CN=x",
            "-key",
            key,
            "-out",
            certificate,
        )
        run(request, check=True)
    except CalledProcessError:
        pytest.skip("this OpenSSL has no SM2")
    options = ("-passout", f"pass:{PASSPHRASE}", "-out", made)
    run(["openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, *options], check=True)
    error = refused(made.read_bytes())
    assert error.code == KeyCode.TYPE_REFUSED
    assert "SM2" in error.message


def test_a_certificate_that_cannot_be_read_is_not_blamed_on_the_passphrase() -> None:
    pfx = pkcs12.Pfx.load(written(KINDS[0]))
    part, shown = pfx.authenticated_safe
    content = part["content"]["encrypted_content_info"]
    algorithm = content["content_encryption_algorithm"]
    bags = key_file_parts.opened(content, PASSPHRASE).dump()
    year = health().certificate.not_valid_before_utc.strftime("%y%m").encode("ascii")
    content["encrypted_content"] = encrypted(algorithm, bags.replace(year, b"2630", 1))
    safe = pkcs12.AuthenticatedSafe([part, shown])
    pfx["auth_safe"] = {"content_type": "data", "content": core.OctetString(safe.dump(force=True))}
    data = with_stronger_mac(pfx.dump(force=True), PASSPHRASE, 2_000)
    error = refused(data)
    assert error.code == KeyCode.FILE_UNREADABLE
    assert "口令没有错" in error.message
    with pytest.raises(WrongPassphrase):
        read_pkcs12(data, "another passphrase")


def test_a_file_with_a_passphrase_is_not_said_to_have_none(tmp_path) -> None:
    for data in (OURS, exported(tmp_path, "-passout", "pass:another one")):
        assert not is_unprotected(data)
        with pytest.raises(WrongPassphrase):
            read_pkcs12(data, "wrong " + PASSPHRASE)


def test_a_file_that_asks_for_many_rounds_is_tried_once(monkeypatch) -> None:
    tried = []
    monkeypatch.setattr(key_file, "require_bounded_within", lambda _pfx, passphrase: tried.append(passphrase))
    with pytest.raises(WrongPassphrase):
        read_pkcs12(OURS, "wrong")
    assert tried == ["wrong"]


@pytest.mark.parametrize("data", [b"", OURS[:-5], b"x" + OURS])
def test_what_is_no_key_file_has_no_passphrase_left_out(data) -> None:
    assert not is_unprotected(data)
