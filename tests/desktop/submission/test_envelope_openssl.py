"""Envelopes between this program and OpenSSL, in both directions."""

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

import resources
from desktop.submission.encryption.envelope import decrypt, encrypt
from desktop.submission.errors import EnvelopeError
from desktop.submission.keys.certificate import to_pem
from desktop.submission.keys.key_file import to_pkcs12
from forms.codes.package import EnvelopeCode
from tests.desktop.public_tools import run, shell
from tests.desktop.submission.builders import PASSPHRASE, sound_package
from tests.desktop.submission.receivers import KINDS, office, receiver

DECRYPT = "cms -decrypt -binary -inform DER -in p.cms -out p.asice -recip cert.pem -inkey"
OPTIONS = {
    "P-256": "-keyopt ecdh_kdf_md:sha256",
    "P-384": "-keyopt ecdh_kdf_md:sha256",
    "RSA": "-keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for kind in KINDS:
        own = receiver(kind)
        pem = own._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (tmp_path / f"{kind}.key").write_bytes(pem)
        (tmp_path / f"{kind}.pem").write_bytes(to_pem(own.certificate))
    (tmp_path / "package").write_bytes(sound_package())
    return tmp_path


def openssl(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "openssl", *command.split())


def open_with_openssl(folder: Path, kind: str) -> subprocess.CompletedProcess[str]:
    return openssl(folder, DECRYPT.replace("cert", kind) + f" {kind}.key")


@pytest.mark.parametrize("kind", KINDS)
def test_openssl_opens_ours(folder: Path, kind: str) -> None:
    (folder / "p.cms").write_bytes(encrypt(sound_package(), [receiver(kind).certificate]))
    answer = open_with_openssl(folder, kind)
    assert answer.returncode == 0, answer.stderr
    assert (folder / "p.asice").read_bytes() == sound_package()


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 65_535, 3_000_000])
def test_openssl_opens_every_size(folder: Path, size: int) -> None:
    (folder / "p.cms").write_bytes(encrypt(b"x" * size, [receiver("P-256").certificate]))
    answer = open_with_openssl(folder, "P-256")
    assert answer.returncode == 0, answer.stderr
    assert (folder / "p.asice").read_bytes() == b"x" * size


@pytest.mark.parametrize("kind", KINDS)
def test_openssl_opens_ours_for_each_of_several_receivers(folder: Path, kind: str) -> None:
    data = encrypt(sound_package(), [receiver(kind).certificate for kind in KINDS])
    (folder / "p.cms").write_bytes(data)
    assert open_with_openssl(folder, kind).returncode == 0
    assert (folder / "p.asice").read_bytes() == sound_package()


def recipe(begin: str) -> str:
    """A command as the specification gives it to an office, for our file names."""
    text = resources.read_text("specification/package.md").replace("\\\n", "")
    [line] = [line for line in text.splitlines() if line.strip().startswith(begin)]
    return line.replace("wdp-….asice", "p.asice")


@pytest.mark.parametrize("intact", [True, False])
def test_the_recipe_of_the_specification_opens_ours_with_our_key_file(folder: Path, intact: bool) -> None:
    data = bytearray(encrypt(sound_package(), [office().certificate]))
    data[len(data) // 2] ^= not intact
    (folder / "p.asice.cms").write_bytes(data)
    (folder / "office.p12").write_bytes(to_pkcs12(office(), PASSPHRASE))
    (folder / "office.cer.pem").write_bytes(to_pem(office().certificate))
    (folder / "pass").write_text(PASSPHRASE + "\n", "utf-8")
    answer = shell(folder, recipe("openssl cms -decrypt").replace(" -out", " -passin file:pass -out"))
    assert answer.stdout == ("intact\n" if intact else "")
    assert ((folder / "p.asice").read_bytes() == sound_package()) == intact


def test_the_recipe_of_the_specification_encrypts_what_we_open(folder: Path) -> None:
    (folder / "p.asice").write_bytes(sound_package())
    (folder / "ec.cer.pem").write_bytes(to_pem(office().certificate))
    (folder / "rsa.cer.pem").write_bytes(to_pem(receiver("RSA").certificate))
    answer = shell(folder, recipe("openssl cms -encrypt"))
    assert answer.returncode == 0, answer.stderr
    data = (folder / "p.asice.cms").read_bytes()
    assert [decrypt(data, key) for key in (office(), receiver("RSA"))] == [sound_package()] * 2


def test_openssl_refuses_altered_content(folder: Path) -> None:
    data = bytearray(encrypt(sound_package(), [receiver("P-256").certificate]))
    data[len(data) // 2] ^= 1
    (folder / "p.cms").write_bytes(data)
    assert open_with_openssl(folder, "P-256").returncode != 0


def made_by_openssl(folder: Path, *receivers: str, options: str) -> bytes:
    named = " ".join(f"-recip {kind}.pem {OPTIONS[kind]}" for kind in receivers)
    answer = openssl(folder, f"cms -encrypt -binary {options} -outform DER -in package -out e.cms {named}")
    assert answer.returncode == 0, answer.stderr
    return (folder / "e.cms").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_ours_opens_what_openssl_made(folder: Path, kind: str) -> None:
    data = made_by_openssl(folder, kind, options="-aes-256-gcm")
    assert decrypt(data, receiver(kind)) == sound_package()


def test_ours_opens_what_openssl_made_for_several(folder: Path) -> None:
    data = made_by_openssl(folder, *KINDS, options="-aes-256-gcm")
    assert [decrypt(data, receiver(kind)) for kind in KINDS] == [sound_package()] * 3


@pytest.mark.parametrize(
    ("kind", "options", "keyopt"),
    [
        ("P-256", "-aes256", "-keyopt ecdh_kdf_md:sha256"),
        ("P-256", "-aes-128-gcm", "-keyopt ecdh_kdf_md:sha256"),
        ("P-256", "-aes-256-gcm", ""),
        ("RSA", "-aes-256-gcm", ""),
        ("RSA", "-aes-256-gcm", "-keyopt rsa_padding_mode:oaep"),
        ("P-256", f"-aes-256-gcm -secretkey {'5a' * 32} -secretkeyid 01", "-keyopt ecdh_kdf_md:sha256"),
    ],
    ids=[
        "no authentication",
        "short key",
        "KDF with SHA-1",
        "PKCS 1 v1.5",
        "OAEP with SHA-1",
        "shared secret",
    ],
)
def test_other_algorithms_are_named_and_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str, options: str, keyopt: str
) -> None:
    monkeypatch.setitem(OPTIONS, kind, keyopt)
    data = made_by_openssl(folder, kind, options=options)
    with pytest.raises(EnvelopeError) as caught:
        decrypt(data, receiver(kind))
    assert caught.value.code == EnvelopeCode.ALGORITHM
