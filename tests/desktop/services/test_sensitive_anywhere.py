"""A figure of a sensitive item is told in no letter, whichever unit, year or revision stated it."""

import pytest

from desktop.services.office.letters.asking import ToAsk, ask, is_sensitive_anywhere, tells_sensitive_figure
from desktop.services.unit.letters.questions import answer
from forms.errors import UserInputError
from forms.letters.question import QuestionScope
from tests.desktop.services.both import ABORTIONS, YEAR
from tests.desktop.services.office.test_what_came_back import sent_and_opened


def held(both):
    """The figure of the sensitive item in the revision that counts."""
    values = both.office.store.values(both.at_office.current.content)
    return next(one.value for one in values if one.item == ABORTIONS.code and one.year == YEAR)


def refused(both, text, unit="health"):
    wanted = ToAsk(unit=unit, year=YEAR, scope=QuestionScope.FILING, text=text)
    with pytest.raises(UserInputError) as caught:
        ask(both.office, wanted)
    return caught.value.code


def test_a_figure_of_any_revision_is_told_by_no_text(both):
    first = held(both)
    assert first >= 100
    assert tells_sensitive_figure(both.office, f"第一版报的是 {first} 例，为什么改")
    assert refused(both, f"报的是 {first} 例") == "E-DECIDE-022"
    # Texts about another year: nothing of that year is in force.
    assert is_sensitive_anywhere(both.office, f"上年全区 {first} 例", YEAR + 1)
    assert is_sensitive_anywhere(both.office, f"公安年报；上年 {first} 例", YEAR - 1, with_places=False)


def test_days_places_and_other_numbers_are_no_figures(both):
    for text in (
        "请按时报送",
        "2024 年报送，2026-04-30 前交",
        "第 3 版 07 行",
        "请核对 3 处",
        "共 7654321 人",
    ):
        assert not tells_sensitive_figure(both.office, text), text


def test_a_figure_that_was_corrected_since_is_one_still(both):
    first = held(both)
    answer(both.desk, sent_and_opened(both, ABORTIONS), "少计了，已改")
    both.revise({ABORTIONS: str(first + 5)})
    both.file()
    assert held(both) == first + 5
    assert refused(both, f"第一版报的是 {first} 例，为什么改") == "E-DECIDE-022"


def test_a_small_figure_counts_where_the_text_names_its_item(both):
    answer(both.desk, sent_and_opened(both, ABORTIONS), "少计了，已改")
    both.revise({ABORTIONS: "37"})
    both.file()
    assert refused(both, "人工流产报了 37 例") == "E-DECIDE-022"
    assert not tells_sensitive_figure(both.office, "请核对 37 处")
