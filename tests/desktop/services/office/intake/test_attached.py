"""What lies in mails as Chinese programs write them, and names that cost nothing."""

import base64
import binascii
import gzip
import io
import zipfile

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.kinds.kind import Kind
from desktop.services.office.intake.attached import Unopened, read_mail
from desktop.services.office.intake.handed import files_in, open_handed
from desktop.services.office.intake.judging import judge
from desktop.services.office.intake.not_taken import NotTaken
from tests.desktop.public_tools import run
from tests.desktop.submission.builders import NOW, entries_of, sound_package
from tests.desktop.submission.receivers import office
from tests.fuzz.mails import archive, hostile, mail

ENVELOPED = bytes.fromhex("303d06092a864886f70d010703a030302e020100") + bytes(43)
OPAQUE = bytes.fromhex(
    "303b06092a864886f70d010702a02e302c020101310d300b0609608648016503040201"
    "301806092a864886f70d010701a00b0409504b0304207061636b"
)
"""A signedData with its content (RFC 5652), as far as that goes."""
CONTENT = b"PK\x03\x04 content"
HEAD = b"From: a@b.cn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"


def one(fields):
    encoded = base64.encodebytes(CONTENT)
    return HEAD + fields + b"Content-Transfer-Encoding: base64\r\n\r\n" + encoded + b"\r\n--x--\r\n"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (b'Content-Disposition: attachment; filename="a.asice"\r\n', "a.asice"),
        ('Content-Disposition: attachment; filename="卫健局.asice"\r\n'.encode("gb18030"), "卫健局.asice"),
        ('Content-Disposition: attachment; filename="卫健局.asice"\r\n'.encode(), "卫健局.asice"),
        (b"Content-Disposition: attachment; filename*=gb18030''%CE%C0.asice\r\n", "卫.asice"),
        (b'Content-Type: a/b; name="=?gb18030?B?zsA=?="\r\n', "卫"),
        (b"Content-Type: application/octet-stream\r\n", "附件1"),
        (b"Content-Disposition: attachment\r\nContent-Type: application/zip\r\n", "附件1"),
        (b"Content-Type: a/b; name=" + b"=?utf-8?B?YQ==?= " * 900 + b"\r\n", "附件1"),
        (b"Content-Type: text/plain\r\n", None),
    ],
)
def test_a_file_is_found_under_the_name_that_it_has(fields, name):
    found = read_mail(one(fields)).files
    assert [(file.name, file.data) for file in found] == ([] if name is None else [(name, CONTENT)])


def test_a_file_that_is_written_out_in_the_text_is_found():
    lines = [binascii.b2a_uu(CONTENT[i : i + 45]) for i in range(0, len(CONTENT), 45)]
    text = (
        "您好，报送包见下：\n\nbegin 644 卫健局.asice\n".encode() + b"".join(lines) + b"`\nend\n\nbegin now\n"
    )
    for head in (b"", b"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"):
        found = read_mail(b"From: a@b.cn\n" + head + b"\n" + text).files
        assert [(file.name, file.data) for file in found] == [("卫健局.asice", CONTENT)]
    assert read_mail(b"From: a@b.cn\n\nbegin 644 a\n\xe4\n").files == ()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (gzip.compress(CONTENT), NotTaken.CLOSED),
        (b"\x78\x9f\x3e\x22" + CONTENT, NotTaken.CLOSED),
        (OPAQUE, NotTaken.CLOSED),
        (base64.encodebytes(archive(("a.asice", b"x" * 200))), NotTaken.AS_TEXT),
        (archive(("r/META-INF/ASiCManifest.xml", b"x")), NotTaken.UNPACKED),
        (ENVELOPED, NotTaken.OTHER_ENCRYPTION),
    ],
    ids=["gzip", "winmail", "p7m", "base64", "unpacked", "enveloped"],
)
def test_what_may_well_hold_a_package_has_a_way_out(data, why):
    assert open_handed("a", data, None).refusal is why
    assert why.code.remedy
    assert [file.refusal for file in open_handed("a.eml", mail(("a", data)), None).inside] == [why]


def test_a_package_that_was_packed_again_is_told_as_that():
    """As ``verify`` tells it: nobody has to look for damage."""
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries_of(sound_package()).items():
            packed.writestr(name, content)
    assert judge(again.getvalue(), lambda *_: None, NOW) is NotTaken.REPACKED
    assert judge(sound_package()[:-9], lambda *_: None, NOW) is NotTaken.DAMAGED


def test_an_envelope_of_another_program_asks_for_no_key(tmp_path):
    (tmp_path / "a").write_bytes(sound_package())
    (tmp_path / "c.pem").write_bytes(office().certificate.public_bytes(Encoding.PEM))
    made = tmp_path / "e"
    command = ["cms", "-encrypt", "-binary", "-outform", "DER", "-in", "a", "-out", "e"]
    for cipher in ("-aes-128-gcm", "-aes-256-cbc"):
        assert run(tmp_path, "openssl", *command, cipher, "c.pem").returncode == 0
        assert open_handed("a.asice.cms", made.read_bytes(), None).refusal is NotTaken.OTHER_ENCRYPTION


def test_what_would_take_long_is_refused_before_it_is_taken_apart():
    for name, data in hostile(CONTENT, CONTENT):
        if name in {"many parts", "many lines"}:
            with pytest.raises(Unopened) as refused:
                read_mail(data)
            assert refused.value.why in {NotTaken.TOO_MANY, NotTaken.TOO_LARGE}
        elif name == "entries":
            assert open_handed(name, data, None).refusal is NotTaken.TOO_MANY
        elif name in {"lying method", "lying offset", "lying size"}:
            assert open_handed(name, data, None).refusal is NotTaken.DAMAGED, name


def test_a_mail_in_a_mail_is_told_of(tmp_path):
    opened = open_handed("a.eml", mail(("b.eml", mail(("c.zip", archive(("d.asice", b"x")))))), None)
    assert [inner.refusal for inner in opened.inside] == [NotTaken.NESTED]


def test_a_pipe_and_a_broken_link_in_a_folder_are_not_passed_over(tmp_path):
    (tmp_path / "在.asice").write_bytes(b"x")
    (tmp_path / "断.asice").symlink_to(tmp_path / "没有")
    (tmp_path / ".藏").write_bytes(b"x")
    (tmp_path / "夹").mkdir()
    # Wine lists no broken link: nobody can pass over it there.
    shown = {path.name for path in tmp_path.iterdir()}
    there = [name for name in ("在.asice", "断.asice") if name in shown]
    assert [path.name for path in files_in([tmp_path])] == there


def test_a_signed_mail_around_a_package_was_not_looked_into(tmp_path):
    """As Outlook signs it without leaving it readable: nobody may say that it holds no package."""
    (tmp_path / "m").write_bytes(mail(("a.asice", sound_package())))
    new = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=a", "-keyout", "k", "-out", "c"]
    signs = ["smime", "-sign", "-in", "m", "-signer", "c", "-inkey", "k", "-out"]
    for command in (new, [*signs, "opaque.eml", "-nodetach"], [*signs, "clear.eml"]):
        assert run(tmp_path, "openssl", *command).returncode == 0
    opaque = open_handed("opaque.eml", (tmp_path / "opaque.eml").read_bytes(), None)
    assert [one.refusal for one in opaque.all()] == [None, NotTaken.CLOSED]
    clear = open_handed("clear.eml", (tmp_path / "clear.eml").read_bytes(), None)
    assert any(one.is_package for one in clear.all()), "a signature beside the mail hides nothing"


@pytest.mark.parametrize("less", range(1, 9))
def test_a_mail_that_was_cut_off_brings_a_damaged_package(less):
    """Not a text: whoever sent it is asked for the whole mail."""
    whole = mail(("a.asice", sound_package()))
    opened = open_handed("a.eml", whole[: len(whole) // 2 - less], None)
    (found,) = opened.inside
    assert (found.kind, found.refusal) == (Kind.PACKAGE, None)
    assert judge(found.data, lambda *_: None, NOW) is NotTaken.DAMAGED
