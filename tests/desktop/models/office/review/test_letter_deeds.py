"""What is done by a signed letter: what signing will do, who may, what was written."""

from dataclasses import replace

import pytest

from desktop.models.office.review.letter_deeds import LetterDeed, letter_words, sign_letter
from desktop.services.office.overview.reviewing import review_of
from forms.errors import StateError
from forms.receiving.permission import Act
from forms.receiving.state import OfficeState
from tests.desktop.models.office.review.made_facts import undecided, with_facts
from tests.desktop.services.both import BIRTHS, YEAR


def read(both):
    return review_of(both.office, "health", YEAR)


@pytest.fixture
def sign(both, tmp_path):
    def write(deed, reason=""):
        return sign_letter(both.office, "health", YEAR, deed, both.office_key, tmp_path / "发出", reason)

    return write


@pytest.mark.parametrize(
    ("deed", "act"),
    [
        (LetterDeed.RETURN, Act.ASK),
        (LetterDeed.RECALL, Act.ASK),
        (LetterDeed.ACCEPT, Act.ACCEPT),
        (LetterDeed.REOPEN, Act.REOPEN),
    ],
)
def test_each_deed_names_who_may_do_it_and_what_its_button_writes(deed, act):
    assert deed.act is act
    assert deed.go.startswith("签名并写出")
    assert deed.heading


def test_a_reason_is_asked_to_reopen_and_to_accept_what_wants_a_look(filed):
    plain = with_facts(filed)
    doubtful = with_facts(filed, undecided("history"))
    assert [deed for deed in LetterDeed if deed.needs_reason(plain)] == [LetterDeed.REOPEN]
    assert [deed for deed in LetterDeed if deed.needs_reason(doubtful)] == [
        LetterDeed.ACCEPT,
        LetterDeed.REOPEN,
    ]


def test_what_signing_does_is_said_of_whom_and_which_revision(filed):
    whose = f"{filed.name} {YEAR} 年第 1 版"
    for deed in LetterDeed:
        assert whose in letter_words(deed, filed)
        assert f"{filed.name} {YEAR} 年" in letter_words(deed, replace(filed, package=None))
    assert "先看过" not in letter_words(LetterDeed.ACCEPT, with_facts(filed))
    looked = letter_words(LetterDeed.ACCEPT, with_facts(filed, undecided("history"), undecided("base")))
    assert "先看过：往年数，基础数据，写明为什么可以验收" in looked


def test_questions_are_sent_recalled_and_told_by_how_many(both, sign):
    both.ask(BIRTHS, "请核对")
    assert letter_words(LetterDeed.RETURN, read(both)).startswith("把 1 个问题发给")
    told = sign(LetterDeed.RETURN)
    lines = told.words.split("\n")
    assert lines[:3] == [
        f"已退回：{both.office.unit_name('health')}。",
        f"要发给单位的文件：{told.file.name}，在“{told.file.parent.name}”文件夹里",
        f"邮件草稿：{told.file.with_suffix('.eml').name}（打开后核对收件人再发；正文没有数字）",
    ]
    assert told.file.is_file()
    assert told.file.with_suffix(".eml").is_file()
    assert letter_words(LetterDeed.RETURN, read(both)).startswith("把 1 个已问的再发给")
    assert sign(LetterDeed.RECALL).words.startswith("已撤回退回单：")
    assert read(both).state is OfficeState.RECEIVED


def test_a_letter_that_is_not_encrypted_cautions_once(both, sign):
    both.ask(BIRTHS, "请核对")
    lines = sign(LetterDeed.RETURN).words.split("\n")
    assert [line for line in lines[3:] if not line.startswith("注意：")] == []
    assert len(lines) <= 4


def test_a_year_is_accepted_and_opened_again_with_a_reason(both, sign):
    with pytest.raises(StateError):
        sign(LetterDeed.ACCEPT)
    both.type_paper()
    assert sign(LetterDeed.ACCEPT).words.startswith("已验收：")
    assert read(both).state is OfficeState.ACCEPTED
    assert sign(LetterDeed.REOPEN, "单位来函更正").words.startswith("已重开：")
    assert both.at_office.is_reopened
