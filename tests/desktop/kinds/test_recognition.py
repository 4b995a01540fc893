"""What a file is, of every kind, whole and cut off, and from any bytes at all."""

import base64
import binascii
import codecs
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.unit.kind import APPLICATION_ID
from desktop.kinds.doors import FILL, HISTORY, VERIFY, refusal
from desktop.kinds.kind import Kind
from desktop.kinds.recognition import recognise
from desktop.services.plans.files import Approval, build_plan_file
from desktop.submission.encryption.envelope import encrypt
from desktop.submission.keys.certificate import to_der, to_pem
from desktop.submission.keys.key_file import to_pkcs12
from tests.desktop.kinds import files
from tests.desktop.public_tools import run
from tests.desktop.submission.builders import NOW, PASSPHRASE, entries_of, health, sound_package
from tests.desktop.submission.receivers import office
from tests.meta.checkout import ROOT
from tests.plans import wanghua


def kind(data):
    return recognise(data).kind.value


def inside(data):
    return [(one.name, one.kind.value) for one in recognise(data).inside]


@pytest.mark.parametrize("name", files.various())
def test_files_of_other_programs(name):
    expected, data = files.various()[name]
    assert kind(data) == expected


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("submission.json", b'{"form": "of another program"}'), ("datapackage.json", b'{"name": "tides"}'),
        ("data/observations.csv", b"time,level\r\n"), ("letter.json", b'{"to": "whom"}'),
    ],
)  # fmt: skip
def test_a_container_of_another_program_with_a_file_of_such_a_name_is_not_ours(name, content):
    signed = {"META-INF/ASiCManifest.xml": b"<a/>", "META-INF/s.p7s": b"x"}
    held = {"mimetype": files.ASIC_E, name: content, **signed}
    assert kind(files.zipped(held)) == "foreign_container"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests/packages").rglob("*.asice")), ids=lambda path: path.stem
)
def test_packages_of_every_version_are_ours_also_packed_again(path):
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert kind(path.read_bytes()) == kind(files.zipped(members)) == "package"
    members.pop("submission.json")
    assert kind(files.zipped(members)) == "package"


def test_a_saved_page_is_no_mail():
    head = (
        b'From: "Saved page"\r\nSubject: x\r\nMIME-Version: 1.0\r\n%sContent-Type: multipart/related;\r\n'
        b'\ttype="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<html/>\r\n--b--\r\n'
    )
    assert kind(head % b"") == "web_page"
    assert kind(head % b"To: tjj@example.cn\r\n") == "mail"


def _uu(data):
    lines = (binascii.b2a_uu(data[i : i + 45]) for i in range(0, len(data), 45))
    return b"begin 644 wdp.asice\n" + b"".join(lines) + b"`\nend\n"


@pytest.mark.parametrize(
    "written",
    [
        _uu,
        lambda data: _uu(data).replace(b"\n", b"\r\n"),
        lambda data: data.hex().encode(),
        lambda data: data.hex(" ").upper().encode(),
        lambda data: b"0x" + data.hex().encode(),
        lambda data: b"\r\n".join(data.hex(":")[i : i + 47].encode() for i in range(0, 3 * len(data), 48)),
        base64.encodebytes,
    ],
)
def test_our_package_written_as_text_is_an_attachment_that_was_not_restored(written):
    package = sound_package()
    assert kind(written(package)) == "encoded_attachment"
    assert inside(written(package))[0][1] == "package"
    assert kind(written(package)[:400]) == "encoded_attachment"


@pytest.mark.parametrize("size", [162, 165])
@pytest.mark.parametrize("name", [b"user", "张三".encode("gbk"), b"Administrator of all the county"])
def test_what_office_keeps_beside_an_open_file_is_no_workbook(size, name):
    first = (bytes([len(name)]) + name).ljust(54 + (size == 165), b" " if size == 165 else b"\0")
    text = name.decode("gbk")
    second = len(text).to_bytes(2, "little") + text.encode("utf-16-le")
    data = (first + second).ljust(size, b" ")
    assert kind(data) == "office_lock_file"
    for door in (FILL, HISTORY, VERIFY):
        code, sentence = refusal(door, recognise(data), "~$填报表.xlsx")
        assert code == "E-KIND-036"
        assert "没有 ~$ 的那个文件" in sentence


def test_a_compound_file_is_called_a_document_only_where_it_is_one():
    ole = bytes.fromhex("d0cf11e0a1b11ae1")
    assert kind(ole + bytes(3000)) == "unknown"
    installer = bytes.fromhex("84100c0000000000c000000000000046")
    assert kind(ole.ljust(1024, b"\0") + installer + bytes(500)) == "program"


@pytest.mark.parametrize("name", files.containers())
def test_a_container_of_another_program_is_no_package(name):
    assert kind(files.containers()[name]) == "foreign_container"


def test_our_own_files(tmp_path):
    pack = wanghua()
    package = sound_package()
    assert kind(package) == "package"
    assert kind(encrypt(package, [office().certificate])) == "encrypted_package"
    assert kind(build_plan_file(pack, Approval(None, NOW, "办公室"), None)) == "plan_pack"
    assert kind(pack.data) == "plan_pack"
    assert kind(to_pkcs12(health(), PASSPHRASE)) == "key_file"
    assert kind(to_pem(health().certificate)) == "certificate"
    assert kind(to_der(health().certificate)) == "certificate"
    assert kind(b"subject=CN = a\n" + to_pem(health().certificate)) == "certificate"
    assert kind(files.database(tmp_path / "a.db", APPLICATION_ID)) == "store"
    assert kind(files.database(tmp_path / "b.db", 0)) == "database"


def test_what_openssl_writes(tmp_path):
    def openssl(*options):
        done = run(tmp_path, "openssl", *options)
        assert done.returncode == 0, done.stderr

    new = ("req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=a", "-keyout", "k.pem")
    openssl(*new, "-x509", "-out", "c.pem")
    openssl(*new[:-1], "other.pem", "-out", "r.pem")
    openssl("req", "-in", "r.pem", "-outform", "DER", "-out", "r.der")
    openssl("x509", "-in", "c.pem", "-text", "-out", "c.txt")
    openssl("pkcs12", "-export", "-in", "c.pem", "-inkey", "k.pem", "-passout", "pass:a", "-out", "k.p12")
    openssl("crl2pkcs7", "-nocrl", "-certfile", "c.pem", "-out", "chain.p7b")
    openssl(
        "cms",
        "-sign",
        "-signer",
        "c.pem",
        "-inkey",
        "k.pem",
        "-in",
        "r.pem",
        "-outform",
        "DER",
        "-out",
        "s.p7s",
    )
    signed = ("-sign", "-signer", "c.pem", "-inkey", "k.pem", "-in", "r.pem", "-nodetach", "-outform", "DER")
    openssl("cms", *signed, "-out", "s.p7m")
    openssl("smime", *signed, "-binary", "-out", "old.p7m")
    openssl("cms", *signed, "-stream", "-out", "ber-s.p7m")
    openssl("cms", "-encrypt", "-in", "r.pem", "-outform", "DER", "-out", "e.p7m", "c.pem")
    openssl("cms", "-encrypt", "-stream", "-in", "r.pem", "-outform", "DER", "-out", "ber.p7m", "c.pem")
    openssl("pkcs8", "-topk8", "-nocrypt", "-in", "k.pem", "-outform", "DER", "-out", "k.der")
    expected = {
        "c.pem": "certificate", "c.txt": "certificate",
        "r.pem": "certificate_request", "r.der": "certificate_request",
        "k.pem": "private_key", "k.der": "private_key", "k.p12": "key_file", "chain.p7b": "signature",
        "s.p7m": "signed_message", "old.p7m": "signed_message", "ber-s.p7m": "signed_message",
        "s.p7s": "signature", "e.p7m": "foreign_encrypted_file", "ber.p7m": "foreign_encrypted_file",
    }  # fmt: skip
    assert {name: kind((tmp_path / name).read_bytes()) for name in expected} == expected


def test_an_archive_tells_what_it_holds(tmp_path):
    package, name = sound_package(), "wdp-210404-health-2025-r1.asice"
    found = (name, "package")
    assert inside(files.zipped({name: package, "说明.txt": "text"}))[0] == found
    assert inside(files.zipped({f"报送/2025/{name}": package}, zipfile.ZIP_STORED)) == [found]
    assert inside(files.zipped({name: package}, streamed=True)) == [found]
    assert inside(files.zipped({"renamed.bin": package})) == [("renamed.bin", "package")]
    assert inside(files.zipped_by_tool(tmp_path / "a", {name: package})) == [found]
    assert inside(files.zipped_by_tool(tmp_path / "b", {name: package}, "-P", "secret")) == [found]
    nested = files.zipped({"2025.zip": files.zipped({name: package})})
    assert inside(nested) == [("2025.zip", "archive"), found]
    assert inside(files.zipped({"a/b.xlsx": files.workbook()})) == [("b.xlsx", "workbook")]
    assert inside(files.zipped({f"{name}.cms": encrypt(package, [office().certificate])}))[0][1] == (
        "encrypted_package"
    )
    gbk = io.BytesIO()
    with zipfile.ZipFile(gbk, "w") as archive:
        archive.writestr("XXXX.asice", package)
    assert inside(gbk.getvalue().replace(b"XXXX", "卫健".encode("gbk"))) == [("卫健.asice", "package")]
    wrapped = files.containers()["wrapped.asice"]
    assert ("wdp.asice", "package") in inside(wrapped)


def test_a_message_tells_what_is_attached():
    name = "wdp-210404-health-2025-r1.asice"
    assert (name, "package") in inside(files.mail())
    assert ("卫健局 报送.asice", "package") in inside(files.mail("卫健局 报送.asice"))
    assert (name, "package") in inside(files.mail("2025.zip", files.zipped({name: sound_package()})))
    assert (name, "package") in inside(files.mail(cte="base64"))
    assert (name, "package") in inside(b"From a@example.org Mon\n" + files.mail())
    assert (name, "package") in inside(files.mail().replace(b"\n", b"\r\n"))
    cut = files.mail()
    assert (name, "package") in inside(cut[: len(cut) - 1500])
    assert kind(files.mail()) == kind(files.mail()[:300]) == "mail"
    assert inside(base64.encodebytes(sound_package())) == [("", "package")]


def attached(package, how, head=b""):
    """A message with a package in an encoding of its own, and a text in another one."""
    said = b"Content-Type: text/plain; charset=gbk\r\n\r\n" + "请查收".encode("gbk")
    name = (
        f'Content-Disposition: attachment; filename="wdp.asice"\r\nContent-Transfer-Encoding: {how}\r\n\r\n'
    )
    begin = b"From: a@b.cn\r\nSubject: x\r\n" + head + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
    return begin + b"--x\r\n" + said + b"\r\n--x\r\n" + name.encode() + package + b"\r\n--x--\r\n"


def test_a_message_of_several_encodings_tells_what_is_attached():
    package, found = sound_package(), [("wdp.asice", "package")]
    encoded = base64.encodebytes(package)
    assert inside(attached(b"".join(b"=%02X" % byte for byte in package), "quoted-printable")) == found
    assert inside(attached(package, "binary")) == found
    assert inside(attached(encoded, "base64", "X-Name: 卫健局\r\n".encode())) == found
    assert inside(codecs.BOM_UTF8 + attached(encoded, "base64")) == found
    plain = attached(encoded, "base64").replace("请查收".encode("gbk"), b"")
    assert inside(plain.decode().encode("utf-16")) == found
    assert kind(encoded.decode().encode("utf-16")) == "encoded_attachment"


def test_an_encrypted_package_written_as_text_is_recognised_and_a_certificate_is_not_called_one():
    sealed = encrypt(sound_package(), [office().certificate])
    assert inside(base64.encodebytes(sealed)) == [("", "encrypted_package")]
    assert kind(base64.encodebytes(to_der(office().certificate))) == "text"


def test_what_another_document_of_ours_says_does_not_make_it_a_plan_pack():
    expected = {"schema": "tianbao/county-expected/1", "plan": {"region_code": "210404"}, "indicators": []}
    assert kind(json.dumps(expected).encode()) == "json"


def test_a_package_taken_apart_and_packed_again():
    entries = entries_of(sound_package())
    assert kind(files.zipped(entries)) == "package"  # the reader says that it was packed again
    assert kind(files.zipped({f"wdp/{name}": data for name, data in entries.items()})) == "unpacked_package"


def test_a_damaged_package_is_a_package():
    data = sound_package()
    damaged = [
        *(data[:length] for length in (*range(69, 140), *range(45, len(data), 97))),
        *(data[lost:] for lost in (1, 50, 400)),
        b"\xef\xbb\xbf" + data,
        b"HTTP/1.1 200 OK\r\n\r\n" + data,
        data + b"\r\n-- \r\n",
        data + bytes(4000),
        data.replace(b"\n", b"\r\n"),
        data.decode("utf-8", "replace").encode(),
        data.decode("latin-1").encode(),
        data[: len(data) // 2] + bytes(len(data) // 2),
    ]
    assert [kind(one) for one in damaged] == ["package"] * len(damaged)


@settings(deadline=None)
@given(st.integers(0, len(sound_package()) - 1), st.integers(1, 255))
def test_a_package_with_any_byte_changed_is_a_package(place, change):
    data = bytearray(sound_package())
    data[place] ^= change
    assert kind(bytes(data)) == "package"


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_of_some_kind(data):
    assert recognise(data).kind in Kind


EVERY_FILE = [data for _, data in files.various().values()] + [*files.containers().values(), files.mail()]


@settings(deadline=None)
@given(st.data())
def test_any_damage_to_any_file_is_of_some_kind(data):
    whole = bytearray(data.draw(st.sampled_from(EVERY_FILE)))
    for _ in range(data.draw(st.integers(0, 20)) if whole else 0):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found = recognise(bytes(whole[data.draw(st.integers(0, 99)) :]))
    assert all(one.name.isprintable() and len(one.name) <= 80 for one in found.inside)
