"""A package can be checked without this program: unzip, OpenSSL, sha256sum."""

import base64
import re
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from desktop.submission.container import manifest
from desktop.submission.keys import algorithm, certificate, key_file
from desktop.submission.keys.identity import Identity
from desktop.submission.keys.key_file import to_pkcs12
from desktop.submission.signing import cms
from tests.desktop.conftest import FULL_ROUNDS
from tests.desktop.public_tools import run
from tests.desktop.submission.builders import NOW, PASSPHRASE, certify, health, rsa_key, sound_package

VERIFY = (
    "cms -verify -cades -binary -inform DER -in META-INF/signature.p7s"
    " -content META-INF/ASiCManifest.xml -CAfile cert.pem -purpose any -out verified -attime"
)


def openssl(folder: Path, arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "openssl", *arguments.split(), str(int(NOW.timestamp())))


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A package taken apart by unzip, with the unit's certificate beside it."""
    (tmp_path / "p.asice").write_bytes(sound_package())
    (tmp_path / "cert.pem").write_bytes(certificate.to_pem(health().certificate))
    assert run(tmp_path, "unzip", "-q", "p.asice").returncode == 0
    return tmp_path


def test_unzip_finds_no_fault(unpacked: Path) -> None:
    answer = run(unpacked, "unzip", "-t", "p.asice")
    assert answer.returncode == 0
    assert "No errors detected" in answer.stdout


def test_openssl_accepts_the_cades_signature(unpacked: Path) -> None:
    answer = openssl(unpacked, VERIFY)
    assert answer.returncode == 0, answer.stderr
    assert "CAdES Verification successful" in answer.stderr
    assert (unpacked / "verified").read_bytes() == (unpacked / "META-INF/ASiCManifest.xml").read_bytes()


def test_openssl_refuses_a_changed_manifest(unpacked: Path) -> None:
    path = unpacked / "META-INF/ASiCManifest.xml"
    path.write_bytes(path.read_bytes().replace(b"text/csv", b"text/xml"))
    assert openssl(unpacked, VERIFY).returncode != 0


def test_sha256sum_confirms_every_file(unpacked: Path) -> None:
    text = (unpacked / "META-INF/ASiCManifest.xml").read_text("utf-8")
    pattern = r'ObjectReference URI="([^"]+)".*?<ds:DigestValue>([^<]+)<'
    found = re.findall(pattern, text, re.DOTALL)
    assert [name for name, _ in found] == ["submission.json", "data/verdicts.csv"]
    lines = [f"{base64.b64decode(value).hex()}  {name}\n" for name, value in found]
    (unpacked / "sums").write_text("".join(lines), "ascii", newline="\n")
    answer = run(unpacked, "sha256sum", "--check", "--strict", "sums")
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize("kind", ["P-384", "RSA", "RSA-PSS"])
def test_openssl_accepts_every_algorithm(unpacked: Path, kind: str) -> None:
    key = ec.generate_private_key(ec.SECP384R1()) if kind == "P-384" else rsa_key(2048)
    signer = Identity(key, certify(key))
    row = algorithm.RSA_PSS_SHA256 if kind == "RSA-PSS" else None
    content = (unpacked / "META-INF/ASiCManifest.xml").read_bytes()
    (unpacked / "META-INF/signature.p7s").write_bytes(cms.sign(content, signer, NOW, row))
    (unpacked / "cert.pem").write_bytes(certificate.to_pem(signer.certificate))
    answer = openssl(unpacked, VERIFY)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("options", ["", "-keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32"])
def test_signatures_made_by_openssl_are_understood(tmp_path: Path, options: str) -> None:
    key = rsa_key(2048) if options else ec.generate_private_key(ec.SECP256R1())
    cert = certify(key, end=NOW.replace(year=2200))
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(pem)
    (tmp_path / "cert.pem").write_bytes(certificate.to_pem(cert))
    (tmp_path / "m").write_bytes(b"content\n")
    command = (
        "cms -sign -cades -binary -nosmimecap -md sha256 -outform DER -in m -out s.p7s"
        f" -signer cert.pem -inkey key.pem {options}"
    )
    answer = run(tmp_path, "openssl", *command.split())
    assert answer.returncode == 0, answer.stderr
    status = cms.verify((tmp_path / "s.p7s").read_bytes(), b"content\n")
    assert status.sound, status.problems


def test_openssl_opens_the_key_file_with_modern_protection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_file, "KDF_ROUNDS", FULL_ROUNDS)
    (tmp_path / "k.p12").write_bytes(to_pkcs12(health(), PASSPHRASE))
    (tmp_path / "pass").write_text(PASSPHRASE + "\n", "utf-8", newline="\n")
    answer = run(tmp_path, "openssl", "pkcs12", "-in", "k.p12", "-info", "-noout", "-passin", "file:pass")
    assert answer.returncode == 0, answer.stderr
    assert "MAC: sha256, Iteration 300000" in answer.stderr
    assert answer.stderr.count("AES-256-CBC, Iteration 300000") == 2


def test_openssl_shows_the_unit_in_chinese(unpacked: Path) -> None:
    command = "x509 -in cert.pem -noout -subject -nameopt utf8,sep_comma_plus_space,esc_ctrl"
    answer = run(unpacked, "openssl", *command.split())
    assert "O=望花区卫生健康局" in answer.stdout


def test_the_manifest_is_well_formed_for_any_xml_reader(unpacked: Path) -> None:
    from defusedxml.ElementTree import parse

    root = parse(unpacked / manifest.MANIFEST_NAME).getroot()
    assert root.tag == "{http://uri.etsi.org/02918/v1.2.1#}ASiCManifest"
    assert [child.tag.partition("}")[2] for child in root] == ["SigReference"] + 2 * ["DataObjectReference"]
