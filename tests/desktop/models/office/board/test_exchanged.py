"""What came from a unit and what went to it, in lines: days of Beijing, one word for what became of each."""

import pytest

from desktop.models.grid.roles import Mark
from desktop.models.office.board.exchanged import came_lines, went_lines
from forms.letters.kind import OfficeLetter
from tests.desktop.models.office.made_day import came, dossier, went


@pytest.mark.parametrize(
    ("facts", "mark", "word"),
    [
        ({}, Mark.SAME, "留存"),
        ({"is_current": True}, Mark.DONE, "现用"),
        ({"waits": True}, Mark.ALARM, "待处理"),
        ({"waits": True, "is_current": True}, Mark.ALARM, "待处理"),
        ({"is_aside": True}, Mark.NOTHING, "不予采用"),
    ],
)
def test_of_a_package_what_is_to_be_done_is_said_before_that_it_counts(facts, mark, word):
    (line,) = came_lines(dossier(came=(came(**facts),)))
    assert (line.mark, line.word) == (mark, word)


@pytest.mark.parametrize(("is_mail", "way"), [(True, "邮件"), (False, "文件")])
def test_a_package_says_when_which_revision_and_by_which_way(is_mail, way):
    (line,) = came_lines(dossier(came=(came(revision=3, is_mail=is_mail),)))
    assert (line.day, line.text) == ("04-25", f"第 3 版　{way}"), "late in the evening in Greenwich"


@pytest.mark.parametrize(
    ("letter", "text"),
    [
        (went(OfficeLetter.RECEIPT, 4), "发回执单第 4 号"),
        (went(OfficeLetter.RETURN, 5, questions=2), "发退回单第 5 号，2 问"),
        (went(), "催报已发出"),
        (went(asks_which=True), "请单位说明以哪一份为准"),
    ],
)
def test_a_letter_has_its_number_and_a_mail_says_what_for(letter, text):
    (line,) = went_lines(dossier(went=(letter,)))
    assert (line.day, line.text, line.mark, line.word) == ("04-25", text, None, "")


def test_lines_stay_in_the_order_in_which_they_are_given():
    many = dossier(came=tuple(came(revision=number) for number in (3, 1, 2)))
    assert [line.text[2] for line in came_lines(many)] == ["3", "1", "2"]
