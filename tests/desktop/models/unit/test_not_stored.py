"""What could not be stored: which lines a closing window lists, what counts, and what is wanted no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.unit.taking_back import take_back
from desktop.models.unit.unsaved_lines import unsaved_counts, unsaved_lines
from desktop.models.unit.unsaved_words import (
    OF_UNIT,
    WITHDRAWAL,
    UnsavedText,
    UnsavedWords,
    WrittenAbout,
    name_of,
    reason_of,
    redefinition_of,
)
from forms.filing.people import ROLES
from forms.filing.state import YearState
from tests.desktop.models.desks import YEAR
from tests.desktop.models.small_desks import ALIVE, DEAD, EXPLAINED, PLACES

pytestmark = pytest.mark.gui
SOURCE = WrittenAbout("数据来源", ALIVE)
HIDDEN = "见台账\u202e第三页"


@pytest.fixture
def working(small):
    return small("filled", behind=True)


def question(working):
    return next(f for f in working.year.report.unexplained if f.cells)


def test_without_anything_unsaved_there_is_no_line(working):
    assert unsaved_lines(working, {}) == []
    assert unsaved_counts(working, {}) == {}


def test_a_figure_is_named_by_form_row_text_and_reason(working):
    figures = {YEAR: {ALIVE: ("37415", "磁盘已满。")}, YEAR - 1: {DEAD: ("2", "")}}
    assert unsaved_lines(working, figures) == [
        f"{YEAR - 1} 年度《孕产妇健康》02 死亡人数：“2”",
        f"{YEAR} 年度《孕产妇健康》01 活产数：“37415”（磁盘已满）",
    ]
    assert unsaved_counts(working, figures) == {YEAR - 1: (1, 0), YEAR: (1, 0)}


def test_a_source_a_reason_and_a_name_stand_with_what_they_are_about(working):
    finding = question(working)
    working.keep_words(SOURCE, HIDDEN, "有看不见的字符。")
    working.keep_words(reason_of(finding), "无", "说明太短")
    working.words.keep(OF_UNIT, name_of("head"), UnsavedText("张\u202e三", "有看不见的字符"))
    told = unsaved_lines(working, {})
    assert told[0].startswith(f"本单位的{ROLES[0].label}：“张")
    assert told[1] == f"{YEAR} 年度《孕产妇健康》01 活产数的数据来源：“{HIDDEN}”（有看不见的字符）"
    assert told[2].endswith("的原因说明：“无”（说明太短）")
    assert unsaved_counts(working, {}) == {OF_UNIT: (0, 1), YEAR: (0, 2)}


def test_a_long_text_is_cut_and_a_text_of_several_lines_stands_in_one(working):
    working.keep_words(SOURCE, "甲\n乙\n" + "长" * 200, "太长")
    (line,) = unsaved_lines(working, {})
    assert "甲 乙 长长" in line
    assert "……”" in line
    assert "\n" not in line


def test_the_reason_of_a_finding_that_is_gone_is_asked_for_no_more(working):
    finding = question(working)
    working.keep_words(reason_of(finding), "无", "太短")
    assert len(unsaved_lines(working, {})) == 1
    for cell in working.year.layout.entry_cells:
        working.clear([cell.address])
    assert unsaved_lines(working, {}) == []
    assert working.undo()
    working.keep_words(reason_of(finding), "无", "太短")


def test_the_reason_for_a_withdrawal_is_wanted_while_the_year_can_be_taken_back(small):
    working = small("final")
    assert not working.withdraw(f"更正{HIDDEN}")
    assert unsaved_lines(working, {})[0].startswith(f"{YEAR} 年度的撤回原因：“更正")
    assert working.withdraw("更正活产数")
    assert working.state is YearState.WITHDRAWN
    assert unsaved_lines(working, {}) == []
    working.keep_words(WITHDRAWAL, "x", "x")
    assert unsaved_lines(working, {}) == []


def test_a_change_of_definition_that_was_refused_is_kept_until_it_is_recorded(working):
    assert working.redefine(ALIVE, YEAR, HIDDEN)
    assert working.unsaved_words(redefinition_of(ALIVE)).text == HIDDEN
    assert working.redefine(ALIVE, YEAR, "由户籍人口改为常住人口") == ""
    assert working.unsaved_words(redefinition_of(ALIVE)) is None


def test_names_of_which_one_is_refused_are_all_kept_and_stored_when_they_are_mended(working):
    before = working.year.desk.people
    assert not working.name_people({"head": "张\u202e三", "phone": "024-1"})
    assert working.year.desk.people == before
    assert unsaved_counts(working, {}) == {OF_UNIT: (0, 2)}
    assert working.name_people({"head": "张三", "phone": "024-1"})
    assert (working.year.desk.people.head, working.year.desk.people.phone) == ("张三", "024-1")
    assert unsaved_lines(working, {}) == []


def test_a_reason_is_kept_with_the_sentence_of_the_refusal_and_goes_when_it_is_stored(working):
    finding = question(working)
    assert not working.explain(finding, HIDDEN)
    kept = working.unsaved_words(reason_of(finding))
    assert (kept.text, kept.reason) == (HIDDEN, working.refusal)
    assert working.explain(finding, EXPLAINED)
    assert working.unsaved_words(reason_of(finding)) is None


def test_a_cell_of_another_plan_is_named_by_its_address(working):
    assert unsaved_lines(working, {YEAR: {"no-such/01/_T": ("1", "")}}) == [f"{YEAR} 年度no-such/01/_T：“1”"]


# --- the store of words -------------------------------------------------------------------------

subjects = st.builds(
    WrittenAbout, st.sampled_from(["数据来源", "备注", "原因说明"]), st.sampled_from([ALIVE, DEAD, PLACES])
)
steps = st.lists(
    st.tuples(st.sampled_from([OF_UNIT, 2024, 2025]), subjects, st.none() | st.text(max_size=4)), max_size=30
)


@given(steps)
def test_it_holds_what_was_kept_last_and_tells_of_each_difference_once(steps):
    words, told, held = UnsavedWords(), [], {}
    words.changed.connect(lambda: told.append(1))
    differences = 0
    for year, subject, text in steps:
        before = dict(held)
        if text is None:
            words.forget(year, subject)
            held.pop((year, subject), None)
        else:
            words.keep(year, subject, UnsavedText(text, "why"))
            held[year, subject] = UnsavedText(text, "why")
        differences += before != held
        assert words.find(year, subject) == held.get((year, subject))
    assert len(told) == differences
    assert {(year, subject): text for year, subject, text in words} == held
    assert [year for year, _, _ in words] == sorted(year for year, _, _ in words)
    other = UnsavedWords()
    other.take_over(words)
    assert list(other) == list(words)


def test_nobody_changes_what_is_kept_by_what_they_were_told():
    words = UnsavedWords()
    words.keep(YEAR, SOURCE, UnsavedText("x", "y"))
    words.of_year(YEAR).clear()
    assert words.find(YEAR, SOURCE) == UnsavedText("x", "y")


# --- undo and redo, told -------------------------------------------------------------------------


def test_undo_and_redo_say_what_they_did_and_what_there_is_not(working):
    assert take_back(working, undo=False) == ("没有可以重做的操作。", "alarm", "")
    was = working.year.reading(working.cell(ALIVE).key).text
    assert working.enter(ALIVE, "1")
    place = f"《孕产妇健康》01 活产数，{YEAR} 年"
    for undo, words in ((True, f"已撤销：{place}：1 → "), (False, f"已重做：{place}：")):
        told = take_back(working, undo=undo)
        assert (told.sentence.startswith(words), told.tone, told.address) == (True, "good", ALIVE)
        assert was in told.sentence.replace(",", "")
    assert working.year.reading(working.cell(ALIVE).key).text == "1"


def test_a_closed_year_and_a_file_that_is_gone_say_why(small):
    closed = small("final")
    assert "撤回" in take_back(closed, undo=True).sentence
    gone = small("filled")
    assert gone.enter(ALIVE, "1")
    gone.year.desk.store.close()
    told = take_back(gone, undo=True)
    assert told.tone == "bad"
    assert told.sentence
    assert gone.year.reading(gone.cell(ALIVE).key).text == "1"
