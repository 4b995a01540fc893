"""A mail is divided as Python's own reader does it, and at no cost that it could choose."""

import base64
import sys
import tracemalloc
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesParser

import pytest

from desktop.kinds.mail_fields import file_name
from desktop.services.office.intake.attached import read_mail
from desktop.services.office.intake.handed import open_handed
from desktop.services.office.intake.mail_parts import parts_of
from tests.fuzz.mails import dividing, naming

CONTENT = bytes(range(256)) * 40
NAMES = (
    "a.asice",
    "望花区卫生健康局 2025 年.asice",
    'quoted "a"; b.asice',
    "𠮷" * 60 + ".asice",
    "a" * 200,
    "C:\\报送\\a.asice",
)


def modern(name):
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["Subject"] = "a@b.cn", "报送" * 60
    mail.set_content("见附件")
    mail.add_alternative("<p>见附件</p>", subtype="html")
    mail.add_attachment(CONTENT, maintype="application", subtype="octet-stream", filename=name)
    return mail


def older(name, **how):
    mail = MIMEMultipart(boundary=how.get("boundary"))
    mail["From"], mail["Date"] = "a@b.cn", "Mon, 09 Mar 2026 10:00:00 +0800"
    mail.attach(MIMEText("见附件", "plain", "utf-8"))
    part = MIMEApplication(CONTENT)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    mail.attach(part)
    return mail


def forwarded(name):
    outer = MIMEMultipart("digest" if len(name) > 100 else "mixed")
    outer["From"], outer["To"] = "c@d.cn", "e@f.cn"
    outer.attach(MIMEMessage(older(name)))
    outer.attach(MIMEMessage(message_from_bytes(modern(name).as_bytes())))
    return outer


def as_python_reads_it(data):
    message = BytesParser(policy=policy.default).parsebytes(data)
    leaves = [part for part in message.walk() if not part.is_multipart()]
    return [(p.get_content_type(), p.get_filename() or "", p.get_payload(decode=True)) for p in leaves]


def as_it_is_read(data):
    return [(p.head.kind, file_name(p.head.fields), p.data) for p in parts_of(data, 30_000_000)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", [modern, older, forwarded])
@pytest.mark.parametrize("line", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_a_mail_is_divided_as_python_does_it(name, make, line):
    data = b"\n".join(make(name).as_bytes().splitlines()).replace(b"\n", line)
    assert as_it_is_read(data) == as_python_reads_it(data)
    assert as_it_is_read(line + data) == as_it_is_read(data)


@pytest.mark.parametrize("boundary", ["x", "=_(a)+?:. b/'", "x" * 70, "x-x--"])
def test_what_divides_it_may_have_any_character_of_one(boundary):
    data = older("a.asice", boundary=boundary).as_bytes()
    assert as_it_is_read(data) == as_python_reads_it(data)
    cut = data[: data.rindex(b"\n--")]
    assert [len(part[2]) for part in as_it_is_read(cut)][:2] == [9, len(CONTENT)]


def test_what_is_sent_as_it_is_keeps_each_byte():
    part = b"Content-Type: application/zip; name=a\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    data = b"From: a@b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + part
    content = b"\r\n\n--y\r\n" + CONTENT.replace(b"--x", b"") + b"\r\n"
    for end in (b"\r\n--x--", b"\n--x--\n", b"\n--x  \r\n"):
        assert [one[2] for one in as_it_is_read(data + content + end)][:1] == [content]


def test_names_in_pieces_of_gbk_are_put_together():
    """A character may be divided between two encoded words, as mail programs in China do it."""
    raw = "卫健局.asice".encode("gbk")
    words = " ".join(f"=?GB2312?B?{base64.b64encode(raw[i : i + 3]).decode()}?=" for i in range(0, 12, 3))
    data = f'From: a@b\nTo: c@d\nContent-Type: a/b; name="{words}"\n\nx'.encode()
    assert read_mail(data).files[0].name == "卫健局.asice"


def test_no_boundary_costs_memory():
    for name, data in dividing():
        if name.startswith("boundary"):
            tracemalloc.start()
            try:
                open_handed("a.eml", data, None)
                assert tracemalloc.get_traced_memory()[1] < 4 * len(data) + 4_000_000, name
            finally:
                tracemalloc.stop()


def test_no_name_costs_more_than_its_length():
    """Counted in calls, as seconds depend on the machine."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    for name, data in naming():
        fields = [part.head.fields for part in parts_of(data, 1_000)]
        length, calls = sum(len(value) for one in fields for value in one.values()), 0
        sys.setprofile(count)
        try:
            named = [file_name(one) for one in fields]
        finally:
            sys.setprofile(None)
        assert calls < length + 100, name
        assert len(named) == len(fields)
