from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.errors import MailRefused
from desktop.documents.sheets.mail import MAX_PACKAGE, MailDraft, carries, draft_mail

DRAFT = MailDraft(
    plan_title="望花区妇女发展规划（2021-2030年）",
    unit_name="望花区卫生健康局",
    year=2025,
    revision=2,
    attachment_name="wdp-210404-health-2025-r2.asice",
    package=bytes(range(256)) * 40,
    recipient="tjj@example.gov.cn",
    office="望花区统计局",
    check_code="ABCD-EFGH-JKMN-PQRS",
)


SHORT = draft_mail(replace(DRAFT, package=b"package"))


def parsed(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_draft_opens_unsent_with_the_package_attached() -> None:
    message = parsed(draft_mail(DRAFT))
    assert message["X-Unsent"] == "1"
    assert (
        message["Subject"] == "望花区妇女发展规划（2021-2030年）监测数据报送：望花区卫生健康局（2025年第2次）"
    )
    assert message["To"].addresses[0].addr_spec == "tjj@example.gov.cn"
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == DRAFT.attachment_name
    assert attachment.get_content_type() == "application/vnd.etsi.asic-e+zip"
    assert attachment.get_content() == DRAFT.package
    body = message.get_body()
    assert body is not None
    assert "第 2 次报送" in body.get_content()
    assert "ABCD-EFGH-JKMN-PQRS" in body.get_content()


def body_of(draft: MailDraft) -> str:
    body = parsed(draft_mail(draft)).get_body()
    assert body is not None
    return str(body.get_content())


def test_a_later_draft_says_that_it_replaces_the_one_before() -> None:
    """The office got two mails alike."""
    assert "本次代替第 1 次报送，请用本次的" in body_of(DRAFT)
    assert "代替" not in body_of(replace(DRAFT, revision=1))


def test_the_draft_of_the_first_year_names_certificate_and_sheet() -> None:
    told = body_of(replace(DRAFT, registers_key=True))
    assert ".cer.pem" in told
    assert "证书登记表" in told
    assert ".cer.pem" not in body_of(DRAFT)


def test_it_is_seven_bit_with_short_lines_and_reproducible() -> None:
    data = draft_mail(DRAFT)
    assert data.isascii()
    assert max(len(line) for line in data.split(b"\r\n")) <= 78
    assert not any(part.defects for part in parsed(data).walk())
    assert data == draft_mail(DRAFT)


@pytest.mark.parametrize("draft", [DRAFT, replace(DRAFT, encrypted_for="望花区统计局", is_sensitive=True)])
def test_lines_of_the_body_end_as_in_every_mail(draft: MailDraft) -> None:
    body = parsed(draft_mail(draft)).get_body()
    assert body is not None
    text = body.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert text.endswith(b"\r\n")
    assert text.count(b"\r\n") == text.count(b"\n") == text.count(b"\r")


def test_without_address_the_line_is_left_to_the_clerk() -> None:
    assert parsed(draft_mail(replace(DRAFT, recipient="")))["To"] is None


HEADERS = ["content-type", "mime-version", "subject", "to", "x-unsent"]
ATTACKS = (
    "局\r\nBcc: a@b.cn",
    "局, 某科 <evil@x.cn>",
    '局" <evil@x.cn>, "',
    "统计局, Bcc <evil@x.cn>" * 8,
    "=?utf-8?q?=0D=0ABcc:_a@b.cn?=",
    "=?utf-8?b?Cg==?=",
    "Statistics; Bureau: (county) [x] \\",
    "局" * 200,
    "é, <evil@x.cn>" * 10,
    "㛃䶮𬱖𠅤" * 20,
)


def written(mail: bytes, header: str) -> str:
    return str(make_header(decode_header(message_from_bytes(mail)[header])))


def shown(name: str) -> str:
    return " ".join(name.split())


@pytest.mark.parametrize("name", ATTACKS, ids=range(len(ATTACKS)))
def test_a_name_is_only_ever_a_name(name: str) -> None:
    message = parsed(draft_mail(replace(DRAFT, unit_name=name, office=name, plan_title=name)))
    assert sorted(k.lower() for k in message) == HEADERS
    assert [address.addr_spec for address in message["To"].addresses] == [DRAFT.recipient]
    # Not `display_name`, in which Python puts a space between two encoded words.
    assert written(draft_mail(replace(DRAFT, office=name)), "To") == f"{shown(name)} <{DRAFT.recipient}>"
    assert message["Subject"] == f"{shown(name)}监测数据报送：{shown(name)}（2025年第2次）"
    (attachment,) = message.iter_attachments()
    assert attachment.get_content() == DRAFT.package


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_whatever_the_names_are_the_mail_has_one_recipient_and_short_ascii_lines(
    plan: str, unit: str, office: str
) -> None:
    data = draft_mail(replace(DRAFT, plan_title=plan, unit_name=unit, office=office, encrypted_for=office))
    assert data.isascii()
    assert data == data.replace(b"\r\n", b"\n").replace(b"\r", b"").replace(b"\n", b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 78
    message = parsed(data)
    assert sorted(k.lower() for k in message) == HEADERS
    assert [address.addr_spec for address in message["To"].addresses] == [DRAFT.recipient]
    assert carries(data, DRAFT.attachment_name, DRAFT.package)


def test_unseen_characters_of_a_name_are_left_out() -> None:
    message = parsed(
        draft_mail(replace(DRAFT, unit_name="局\u202e\x00\ud800长\u200b", office="\ufeff\x7f局"))
    )
    assert "：局长（2025" in message["Subject"]
    assert message["To"].addresses[0].display_name == "局"
    body = message.get_body()
    assert body is not None
    assert "现报送局长 2025 年" in body.get_content()


@pytest.mark.parametrize("office", ["", " ", "\u200b"])
def test_without_the_name_of_an_office_the_address_stands_alone(office: str) -> None:
    message = parsed(draft_mail(replace(DRAFT, office=office)))
    (address,) = message["To"].addresses
    assert (address.display_name, address.addr_spec) == ("", DRAFT.recipient)
    body = message.get_body()
    assert body is not None
    assert body.get_content().splitlines()[0] == "统计局："


@pytest.mark.parametrize("length", [7, 66, 67, 100])
def test_the_file_name_is_written_whole(length: int) -> None:
    """Mail programs lose names that are cut into parts (RFC 2231)."""
    name = "a" * (length - 6) + ".asice"
    data = draft_mail(replace(DRAFT, attachment_name=name))
    assert f'filename="{name}"'.encode() in data
    assert carries(data, name, DRAFT.package)


def test_the_body_tells_what_the_office_needs() -> None:
    cases: tuple[tuple[dict[str, object], tuple[str, ...], tuple[str, ...]], ...] = (
        (
            {},
            ("望花区统计局：", "10240 字节", DRAFT.attachment_name, "校验码：ABCD-EFGH-JKMN-PQRS"),
            ("个案",),
        ),
        ({"is_sensitive": True}, ("少量个案数据", "不要转发"), ()),
        ({"encrypted_for": "王芳\n证书"}, ("附件已加密", "收件证书：王芳 证书\r\n"), ()),
        ({"check_code": ""}, ("现报送望花区卫生健康局 2025 年",), ("校验码", "加密")),
    )
    for changes, told, untold in cases:
        body = parsed(draft_mail(replace(DRAFT, **changes))).get_body()  # type: ignore[arg-type]
        assert body is not None
        words = body.get_content()
        assert all(text in words for text in told), changes
        assert not any(text in words for text in untold), changes


@pytest.mark.parametrize(("encrypted_for", "kind"), [("", "vnd.etsi.asic-e+zip"), ("局", "cms")])
def test_mail_programs_do_not_take_it_for_a_signed_message(encrypted_for: str, kind: str) -> None:
    message = parsed(draft_mail(replace(DRAFT, encrypted_for=encrypted_for)))
    assert message.get_content_type() == "multipart/mixed"
    (attachment,) = message.iter_attachments()
    assert attachment.get_content_type() == f"application/{kind}"
    assert attachment.get_content_disposition() == "attachment"


@pytest.mark.parametrize("size", [0, 1, 57, 58, 100_000])
def test_a_package_of_any_size_arrives_as_it_was(size: int) -> None:
    package = (bytes(range(256)) * (size // 256 + 1))[:size]
    data = draft_mail(replace(DRAFT, package=package))
    assert carries(data, DRAFT.attachment_name, package)
    assert not carries(data, DRAFT.attachment_name, package + b"\0")
    assert not carries(data, "other.asice", package)


def test_a_mail_with_two_attachments_of_the_name_is_not_the_draft() -> None:
    data = draft_mail(DRAFT)
    boundary = b"--=_tianbao_2025_2_="
    before, text, attached, end = data.split(boundary)
    assert not carries(
        boundary.join((before, text, attached, attached, end)), DRAFT.attachment_name, DRAFT.package
    )
    assert carries(boundary.join((before, text, attached, end)), DRAFT.attachment_name, DRAFT.package)


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1200))
NO_MAILS = (
    NESTED,
    b"Content-Type: message/rfc822\n\n" * 1200,
    b"Content-Disposition: attachment; filename*0*=x''a; filename*=utf-8''%ff\n\n",
    b"Content-Disposition: attachment; filename*=bad'x\n\nabc",
    b"Content-Disposition: a; filename=a.asice\nContent-Transfer-Encoding: base64\n\n=a=\xff",
    b"",
    b"\0" * 100,
)


@pytest.mark.parametrize("data", NO_MAILS, ids=range(len(NO_MAILS)))
def test_what_is_no_mail_carries_nothing(data: bytes) -> None:
    assert not carries(data, "a.asice", b"x")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_draft_carries_the_package_or_nothing(data: st.DataObject) -> None:
    damaged = bytearray(SHORT)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    assert carries(bytes(damaged), DRAFT.attachment_name, b"package") in (True, False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"package": bytes(MAX_PACKAGE + 1)}, "E-DOC-040"),
        ({"attachment_name": "报送包.asice"}, "E-DOC-041"),
        ({"attachment_name": "../x"}, "E-DOC-041"),
        ({"recipient": "tjj@example.gov.cn\nBcc: a@b.cn"}, "E-DOC-042"),
        ({"recipient": "统计局"}, "E-DOC-042"),
        ({"recipient": "a..b@c.cn"}, "E-DOC-042"),
        ({"recipient": ".a@c.cn"}, "E-DOC-042"),
        ({"recipient": "a.@c.cn"}, "E-DOC-042"),
        ({"recipient": "a@b"}, "E-DOC-042"),
        ({"recipient": "a@b.cn, c@d.cn"}, "E-DOC-042"),
        ({"recipient": "a" * 250 + "@b.cn"}, "E-DOC-042"),
        ({"attachment_name": "a" * 101}, "E-DOC-041"),
        ({"attachment_name": "a.asice\r\nX: y"}, "E-DOC-041"),
        ({"attachment_name": ""}, "E-DOC-041"),
    ],
)
def test_what_would_not_arrive_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(MailRefused) as caught:
        draft_mail(replace(DRAFT, **changes))  # type: ignore[arg-type]
    assert caught.value.code == code


@pytest.mark.parametrize("encrypted_for", ["", "望花区统计局"])
def test_the_draft_promises_nothing_that_the_office_cannot_do(encrypted_for: str) -> None:
    body = parsed(draft_mail(replace(DRAFT, encrypted_for=encrypted_for))).get_body()
    assert body is not None
    words = body.get_content()
    assert "回执" not in words
    assert "勿改名" not in words
    assert ("tianbao decrypt" in words) == bool(encrypted_for)


@pytest.mark.parametrize("waives_paper", [False, True])
def test_paper_is_promised_only_where_the_office_wants_it(waives_paper):
    text = parsed(draft_mail(replace(DRAFT, waives_paper=waives_paper))).get_body().get_content()
    assert ("另行报送" in text) is not waives_paper
    assert ("不报送，留存在本单位" in text) is waives_paper
