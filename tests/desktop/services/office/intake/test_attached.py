"""What lies in mails as Chinese programs write them, and names that cost nothing."""

import base64

import pytest

from desktop.services.office.intake.attached import Unopened, read_mail
from desktop.services.office.intake.handed import files_in, open_handed
from desktop.services.office.intake.not_taken import NotTaken
from tests.fuzz.mails import archive, hostile, mail

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
    assert [path.name for path in files_in([tmp_path])] == ["在.asice", "断.asice"]
