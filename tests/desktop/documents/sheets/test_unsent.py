"""Any draft as a mail program reads it: nothing that is written into it becomes another header or address."""

import re
from email import message_from_bytes, policy

from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.sheets.unsent import Unsent, one_line, unsent

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
NASTY = "关于\r\nBcc: someone@example.org\r\n\r\n=?utf-8?b?eA==?= <a@b>, \u202e，某县"


def read(draft):
    return message_from_bytes(unsent(draft), policy=policy.default)


@given(subject=texts, addressee=texts, lines=st.lists(texts, max_size=4))
def test_no_text_brings_a_header_of_its_own(subject, addressee, lines):
    made = read(
        Unsent(
            subject=subject, lines=lines, boundary="a1", recipient="office@example.org", addressee=addressee
        )
    )
    assert set(made.keys()) == {"Content-Type", "MIME-Version", "Subject", "To", "X-Unsent"}
    assert (made["Subject"] or "") == one_line(subject)
    assert [one.addr_spec for one in made["To"].addresses] == ["office@example.org"]


@given(lines=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80), max_size=6))
def test_the_text_is_read_back_line_by_line(lines):
    made = read(Unsent(subject="主题", lines=lines, boundary="a1"))
    body = made.get_body(("plain",)).get_payload(decode=True).decode("utf-8")
    assert body == "\r\n".join(lines) + "\r\n"


@given(subject=texts)
def test_no_line_of_the_head_is_longer_than_mail_allows(subject):
    data = unsent(
        Unsent(subject=subject, lines=[], boundary="a1", recipient="office@example.org", addressee=subject)
    )
    head = data.partition(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 78
    assert head.isascii()


def test_signs_of_a_mail_in_a_name_are_letters():
    made = read(
        Unsent(subject=NASTY, lines=[NASTY], boundary="a1", recipient="office@example.org", addressee=NASTY)
    )
    assert made["Bcc"] is None
    assert [one.addr_spec for one in made["To"].addresses] == ["office@example.org"]
    assert "\r" not in made["Subject"]


def test_without_an_address_the_line_is_left_to_the_clerk():
    assert read(Unsent(subject="主题", lines=["一行"], boundary="a1", addressee="统计局"))["To"] is None


def test_every_attachment_is_there_with_its_name_and_bytes():
    data = bytes(range(256)) * 40
    made = read(
        Unsent(
            subject="主题", lines=[], boundary="a1", attached=(("a-1.asice", "vnd.etsi.asic-e+zip", data),)
        )
    )
    (found,) = made.iter_attachments()
    assert found.get_filename() == "a-1.asice"
    assert found.get_content() == data


def test_it_opens_as_a_new_mail_and_the_same_content_gives_the_same_bytes():
    draft = Unsent(subject="主题", lines=["一行"], boundary="a1")
    assert read(draft)["X-Unsent"] == "1"
    assert unsent(draft) == unsent(draft)
    assert not re.search(rb"^(Date|From|Message-ID):", unsent(draft), re.MULTILINE)
