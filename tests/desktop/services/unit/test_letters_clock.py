"""A computer whose clock was fast when letters were opened and is right afterwards: the log has the order."""

from datetime import timedelta

import pytest
from openpyxl import load_workbook

from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.letters.exchange_record import exchange_workbook
from desktop.services.unit.letters.kept_letters import OfficeLetters
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer, open_questions
from desktop.services.unit.year import open_year
from forms.filing.state import YearState
from forms.letters.kind import OfficeLetter
from tests.desktop.services.unit.test_letters import (  # noqa: F401 - fixtures of a unit and an office
    OTHER,
    cell_question,
    office,
    post,
    sent,
)

K = OfficeLetter


@pytest.fixture
def asked(post, clock, tmp_path):  # noqa: F811
    """A question that was opened while the clock was ten days fast."""
    question = cell_question(next(iter(post.year.layout.entry_cells)).address, clock())
    clock.now += timedelta(days=10)
    open_letter(post.year.desk, post.write(K.RETURN, questions=[question]))
    clock.now -= timedelta(days=10)
    return question


def test_an_answer_counts_although_the_clock_was_put_back(post, asked):  # noqa: F811
    desk = post.year.desk
    answer(desk, asked.id, "数无误，已与台账核对")
    year = open_year(desk, 2025)
    (found,) = open_questions(year)
    assert (found.is_open, found.answer.text) == (False, "数无误，已与台账核对")
    said = [one for letter in OfficeLetters(year).letters() for one in letter.questions]
    assert [(one.answer, one.is_open) for one in said] == [("数无误，已与台账核对", False)]
    (tmp := desk.path.parent / "往来.xlsx").write_bytes(exchange_workbook(year))
    cells = [cell.value for sheet in load_workbook(tmp) for row in sheet.iter_rows() for cell in row]
    assert "数无误，已与台账核对" in cells
    assert finalise(year, clock_is_right=True) == 2
    opened = open_letter(desk, post.write(K.CHOICE, questions=[asked], not_chosen=(OTHER,)))
    assert (opened.state, opened.sentences[1:]) == (YearState.DELIVERED, ("2025 年度由已定稿变为已送达",))


def test_an_answer_that_was_not_sent_keeps_the_year_open_where_the_clock_was_fast_at_its_freezing(
    post,  # noqa: F811
    clock,
):
    desk = post.year.desk
    question = cell_question(next(iter(post.year.layout.entry_cells)).address, clock())
    open_letter(desk, post.write(K.RETURN, questions=[question]))
    clock.now += timedelta(days=10)
    assert finalise(open_year(desk, 2025)) == 2
    clock.now -= timedelta(days=10)
    open_letter(desk, post.write(K.RETURN, questions=[question]))
    answer(desk, question.id, "数无误，已与台账核对")
    opened = open_letter(desk, post.write(K.RECEIPT, questions=[question]))
    assert (opened.state, opened.sentences[-2]) == (YearState.RETURNED, "已答 1 问，随下一版报出")


def test_the_slip_that_opened_the_year_is_the_one_with_the_last_number(post, asked):  # noqa: F811
    desk = post.year.desk
    open_letter(desk, post.write(K.RETURN))
    assert open_letter(desk, post.write(K.RECALL, recalls=3)).state is YearState.DELIVERED
    assert [one.number for one in desk.store.letters(2025)] == [1, 2, 3, 4]
