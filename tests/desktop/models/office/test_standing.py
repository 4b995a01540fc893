"""How a unit's year is told: a shape for each state, its paper, its questions, the days that are left."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.grid.roles import Mark
from desktop.models.office.standing import STATE_MARKS, deadline_words, paper_of, questions_of
from forms.receiving.state import OfficeState
from tests.desktop.models.office.made_day import DAY, awaited, row_of, today_of_rows


def test_every_state_has_a_shape():
    assert set(STATE_MARKS) == set(OfficeState)


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("matched", (Mark.DONE, "相符")),
        ("mismatch", (Mark.BAD, "不符")),
        ("waived", (Mark.NOTHING, "不要求")),
        ("", (Mark.TO_COME, "待核")),
        ("other", (Mark.TO_COME, "待核")),
    ],
)
def test_paper_that_nobody_compared_is_still_to_come(status, found):
    assert paper_of(row_of(paper=status)) == found


def test_of_nothing_there_is_no_paper():
    assert paper_of(awaited()) is None


@pytest.mark.parametrize(
    ("counts", "text", "tone"),
    [
        ({}, "0", "muted"),
        ({"to_answer": 2}, "未答 2", "alarm"),
        ({"to_answer": 2, "answered": 1}, "已答 1", "accent"),
        ({"to_answer": 2, "answered": 1, "to_send": 3}, "未发 3", "alarm"),
    ],
)
def test_of_questions_what_is_ours_is_said_first(counts, text, tone):
    assert questions_of(row_of(**counts)) == (text, tone)


def test_of_a_unit_that_sent_nothing_no_question_is_counted():
    assert questions_of(awaited()).text == ""
    assert questions_of(awaited(to_answer=1)).text == "未答 1", "asked about what was put aside since"


def test_a_year_without_a_day_is_not_past():
    assert deadline_words(today_of_rows()) == ("还没有规定期限", False)


@given(st.integers(min_value=-400, max_value=400))
def test_the_days_left_are_counted_from_today_and_the_last_day_itself_is_in_time(days):
    last = DAY + timedelta(days=days)
    words, is_past = deadline_words(today_of_rows(deadlines=(last, last)))
    assert words.startswith(f"截止 {last}（")
    assert is_past is (days < 0)
    assert ("今天截止" in words) is (days == 0)
    if days:
        assert (f"还有 {days} 天" if days > 0 else f"已过 {-days} 天") in words


def test_units_with_days_of_their_own_make_it_a_time_from_to():
    first, last = DAY - timedelta(days=6), DAY + timedelta(days=9)
    assert deadline_words(today_of_rows(deadlines=(first, last))) == (
        "截止 04-30 至 2026-05-15（还有 9 天）",
        False,
    )
