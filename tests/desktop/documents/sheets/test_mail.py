from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from desktop.documents.errors import MailRefused
from desktop.documents.sheets.mail import MAX_PACKAGE, MailDraft, draft_mail

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


def test_it_is_seven_bit_with_short_lines_and_reproducible() -> None:
    data = draft_mail(DRAFT)
    assert data.isascii()
    assert max(len(line) for line in data.split(b"\r\n")) <= 78
    assert not any(part.defects for part in parsed(data).walk())
    assert data == draft_mail(DRAFT)


def test_without_address_the_line_is_left_to_the_clerk() -> None:
    assert parsed(draft_mail(replace(DRAFT, recipient="")))["To"] is None


def test_names_cannot_add_header_lines() -> None:
    message = parsed(draft_mail(replace(DRAFT, unit_name="局\r\nBcc: a@b.cn", office="局\nCc: a@b.cn")))
    assert message["Bcc"] is None
    assert message["Cc"] is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"package": bytes(MAX_PACKAGE + 1)}, "E-DOC-040"),
        ({"attachment_name": "报送包.asice"}, "E-DOC-041"),
        ({"attachment_name": "../x"}, "E-DOC-041"),
        ({"recipient": "tjj@example.gov.cn\nBcc: a@b.cn"}, "E-DOC-042"),
        ({"recipient": "统计局"}, "E-DOC-042"),
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
