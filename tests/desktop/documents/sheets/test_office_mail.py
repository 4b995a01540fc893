"""Drafts of the office: what each letter is for, what a reminder asks, which revision counts."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.sheets.office_mail import (
    LetterMail,
    Reminder,
    WhichCounts,
    letter_mail,
    reminder_mail,
    which_mail,
)
from forms.letters.kind import OfficeLetter

UNIT, OFFICE = "望花区卫生健康局", "望花区统计局"
LETTER = LetterMail(
    plan_title="望花区妇女发展规划（2021-2030年）",
    office=OFFICE,
    unit_name=UNIT,
    year=2025,
    kind=OfficeLetter.RETURN,
    number=3,
    name="wdp-210404-health-2025-return-3.asice",
    data=bytes(range(256)) * 9,
    is_encrypted=False,
)
REMINDER = Reminder(
    plan_title=LETTER.plan_title,
    office=OFFICE,
    unit_name=UNIT,
    year=2025,
    deadline=date(2026, 4, 30),
    forms=("孕产妇健康", "儿童健康"),
    has_come=False,
    unanswered=0,
)
WHICH = WhichCounts(
    plan_title=LETTER.plan_title,
    office=OFFICE,
    unit_name=UNIT,
    year=2025,
    codes=((2, "ABCD-EFGH-JKMN-PQRS"), (2, "0123-4567-89AB-CDEF")),
)


def parsed(data):
    return message_from_bytes(data, policy=policy.default)


def text_of(data):
    return parsed(data).get_body().get_content()


def letter(**changes):
    return letter_mail(replace(LETTER, **changes))


def reminder(**changes):
    return text_of(reminder_mail(replace(REMINDER, **changes)))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (OfficeLetter.RECEIPT, "证明本局收到的是哪一份报送"),
        (OfficeLetter.RETURN, "问题见附件，请逐条答复后重新定稿"),
        (OfficeLetter.RECALL, "以前发去的一份退回单发错了"),
        (OfficeLetter.CHOICE, "本局选定了其中一份"),
        (OfficeLetter.ACCEPTANCE, "报送的数据已验收"),
        (OfficeLetter.REOPENING, "可以再报一版"),
        (OfficeLetter.TASK, "照盖章的证书公布表核对指纹"),
        (OfficeLetter.WARNING, "请打开附件。"),
    ],
)
def test_each_letter_says_what_it_is_for_and_how_it_is_called(kind, said):
    message = parsed(letter(kind=kind))
    assert said in message.get_body().get_content()
    assert message["Subject"] == f"{LETTER.plan_title}监测数据{kind.label}第 3 号：{UNIT}（2025年）"


def test_the_letter_arrives_as_it_was_under_its_name_with_its_size_in_the_text():
    message = parsed(letter())
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == LETTER.name
    assert attachment.get_content() == LETTER.data
    assert attachment.get_content_type() == "application/vnd.etsi.asic-e+zip"
    assert f"附件：{LETTER.name}，{len(LETTER.data)} 字节（退回单第 3 号）" in text_of(letter())
    assert message["X-Unsent"] == "1"
    assert message["To"] is None, "the clerk fills in the address"


def test_only_an_encrypted_letter_asks_for_key_and_passphrase():
    (attachment,) = parsed(letter(is_encrypted=True)).iter_attachments()
    assert attachment.get_content_type() == "application/cms"
    assert "已加密给贵单位登记的收件证书" in text_of(letter(is_encrypted=True))
    assert "加密" not in text_of(letter())


def test_of_a_unit_that_sent_nothing_all_its_forms_are_asked_for_by_the_day():
    lines = reminder().splitlines()
    assert lines[0] == f"{UNIT}："
    assert lines[2].startswith("贵单位 2025 年监测数据（期限 2026-04-30）本局还没有收到")
    assert lines[3:5] == ["  1. 孕产妇健康", "  2. 儿童健康"]
    assert lines[-1] == OFFICE
    assert "期限" not in reminder(deadline=None)


def test_of_a_unit_that_left_cells_empty_only_these_forms_are_asked_for():
    text = reminder(has_come=True, forms=("儿童健康",))
    assert "已收到，下列报表还有空格" in text
    assert "  1. 儿童健康" in text
    assert "还没有收到" not in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unanswered": 2}, "过了期限还没有答复"),
        ({"paper": 3}, "请交第 3 版的，或把那一版的报送包发来"),
    ],
)
def test_what_else_is_owed_is_asked_for_and_nothing_that_is_not(changes, said):
    nothing_missing = {"has_come": True, "forms": ()}
    plain = reminder(**nothing_missing)
    assert said not in plain
    assert "空格" not in plain
    assert said in reminder(**nothing_missing, **changes)


def test_a_reminder_brings_no_file_and_thanks_whoever_sent_it_already():
    message = parsed(reminder_mail(REMINDER))
    assert list(message.iter_attachments()) == []
    assert message["Subject"] == f"催报：{LETTER.plan_title}监测数据，{UNIT}（2025年）"
    assert "已经寄出的请告知本局。" in reminder()


def test_which_counts_is_asked_by_the_codes_on_the_paper():
    text = text_of(which_mail(WHICH))
    assert "本局收到 2 份，互相矛盾" in text
    assert "  1. 第 2 版，校验码 ABCD-EFGH-JKMN-PQRS" in text
    assert "  2. 第 2 版，校验码 0123-4567-89AB-CDEF" in text
    assert "本局没有选定，也没有改动任何一份。" in text
    assert parsed(which_mail(WHICH))["Subject"].startswith("请说明以哪一份为准：")


MAKERS = ((letter_mail, LETTER), (reminder_mail, REMINDER), (which_mail, WHICH))


@pytest.mark.parametrize(("write", "draft"), MAKERS)
def test_it_is_the_same_for_the_same_and_short_ascii_lines(write, draft):
    data = write(draft)
    assert data == write(draft)
    assert data.isascii()
    named = b"Content-Disposition"  # a file's name is written whole
    assert max(len(line) for line in data.split(b"\r\n") if not line.startswith(named)) <= 78
    assert not any(part.defects for part in parsed(data).walk())


@given(
    of=st.sampled_from(MAKERS),
    name=st.text(st.sampled_from('卫局 \r\n\t"<>,;:=?@\u202e\u2028a'), min_size=1, max_size=30),
)
def test_no_name_adds_a_header_or_a_line(of, name):
    write, draft = of
    plain, named = parsed(write(draft)), parsed(write(replace(draft, unit_name=name, office=name)))
    assert named.keys() == plain.keys()
    assert named["To"] is None
    body, usual = (one.get_body().get_content().splitlines() for one in (named, plain))
    assert len(body) == len(usual)
    assert body[0].endswith("：")
    assert body[1:-1] == usual[1:-1]
