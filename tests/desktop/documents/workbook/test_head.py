"""The head row of a table: letters of columns, headings as people write them, which are years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from desktop.documents.workbook.head import CODE, column_letter, head_of, is_head, is_year, years_of
from tests.strategies import wide

headings = st.text(st.sampled_from("代码 2025年度\u3000ab"), max_size=9)


@given(st.integers(min_value=0, max_value=18_277))
def test_letters_of_columns_are_those_of_excel(index):
    assert column_letter(index) == get_column_letter(index + 1)


@given(
    st.integers(min_value=1990, max_value=2100), st.sampled_from(["{}", "{}年", "{}年度", " {} 年", "{}\n年"])
)
def test_a_year_is_one_however_it_is_written(year, way):
    assert head_of(way.format(year)) == str(year)
    assert head_of(wide(way.format(year))) == str(year)


@pytest.mark.parametrize("text", ["1989", "2101", "年", "", "2025.0", "-2025", "２０２５", "20250", "年2025"])
def test_what_is_no_year_of_which_figures_can_be_known_is_none(text):
    assert not is_year(text)


@pytest.mark.parametrize("text", ["1989 年", "学年度", "年", "2025 年人口", "三年"])
def test_words_that_hold_no_such_year_keep_their_year(text):
    assert head_of(text) == "".join(text.split())


def test_a_heading_of_any_length_is_answered_at_once():
    assert not is_year("9" * 100_000)
    assert len(head_of("长" * 100_000)) == 40


@given(headings)
def test_a_heading_that_was_read_is_read_as_the_same(text):
    assert head_of(head_of(text)) == head_of(text)


@given(st.lists(st.sampled_from(["2024", "2025", "代码", "", "1980"]), max_size=6))
def test_each_column_of_a_year_has_it_and_no_other_column_has_any(names):
    found = years_of(names)
    assert sorted(found) == [place for place, name in enumerate(names) if name in {"2024", "2025"}]
    assert all(names[place] == str(year) for place, year in found.items())


def test_a_row_is_the_head_where_the_code_stands_in_any_column():
    assert is_head(["序号", " 代 码 "])
    assert not is_head(["代码表", "指标名称", ""])
    assert not is_head([])
    assert head_of(CODE) == CODE
