"""What may be done about a fork, and what a 校验码 from stamped paper says of the candidates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.office.choice.choosing import paper_answer
from desktop.services.office.acceptance.choosing import why_no_choice
from forms.canonical import check_code, format_check_code
from forms.text.kept import MIN_REASON, why_no_reason
from tests.desktop.models.office.choice.made_fork import CONTENTS, OLDER, fork


def test_nothing_typed_is_nothing_said():
    assert paper_answer(fork(), "  ").sentence == ""
    assert paper_answer(fork(), "  ").tone == "muted"


def test_a_slip_is_told_and_is_no_code():
    answer = paper_answer(fork(), check_code(CONTENTS[0])[:-1])
    assert answer.sentence.startswith("校验码是 16 位，现在有 15 位")
    assert (answer.tone, answer.code, answer.place) == ("bad", "", None)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_of_three_the_paper_is_that_of_one_and_not_of_the_others(place):
    answer = paper_answer(fork(3), format_check_code(check_code(CONTENTS[place])).lower())
    own, others = "甲乙丙"[place], "、".join(name for name in "甲乙丙" if name != "甲乙丙"[place])
    assert answer.sentence == f"与{own}相符，与{others}不符。"
    assert answer.advice == f"盖章的是{own}。通常应选{own}；选{others}须另收盖章表。"
    assert (answer.tone, answer.place) == ("good", place)


def test_one_alone_is_not_compared_with_others():
    answer = paper_answer(fork(1), check_code(CONTENTS[0]))
    assert (answer.sentence, answer.advice, answer.place) == ("与甲相符。", "", 0)


def test_paper_of_an_older_revision_asks_for_another_paper():
    answer = paper_answer(fork(), check_code(OLDER))
    assert answer.sentence == "是第 2 版的纸质表，不是甲、乙。"
    assert "补交" in answer.advice
    assert answer.tone == "bad"


@given(st.text(alphabet="已核 \u3000，。1a\u200b\n", max_size=7))
def test_a_reason_is_wanted_as_everywhere_else(reason):
    assert bool(why_no_choice(reason)) is bool(why_no_reason(reason))


@pytest.mark.parametrize(
    ("reason", "flaw"),
    [("1234", "选定理由里只有数字"), ("，，，。。", "选定理由里只有符号"), ("已经核对", "")],
)
def test_signs_alone_are_no_reason(reason, flaw):
    assert why_no_choice(reason) == flaw


def test_the_words_that_are_missing_are_counted_without_blanks():
    assert why_no_choice(" 已 核 对 ") == f"选定理由至少 {MIN_REASON} 个字，已写 3 个"
