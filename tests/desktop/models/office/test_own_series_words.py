"""A table of the office's own figures, before it is taken over: what is new, other, refused and left out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.history.table import PastFigure
from desktop.models.office.own_series_words import MOST_LINES, series_words
from desktop.services.past_tables import HistoryPreview
from forms.errors import Problem
from tests.desktop.services.both import ABORTIONS, BIRTHS
from tests.plans import wanghua


def figure(value, key=BIRTHS, year=2020):
    return PastFigure(year=year, key=key, value=Decimal(value), place="往年数!F12")


def lines_of(changes=(), **facts):
    preview = HistoryPreview(**{"changes": tuple(changes), "same": 0, "problems": (), **facts})
    return series_words(wanghua().plan, preview).split("\n")


def test_the_first_line_counts_everything():
    found = lines_of([(figure("1"), None)], same=2, refused=3, unused=4, first_unused="往年数!J7")
    assert found[0] == "1 个新的或改动的，2 个相同，不能采用 3 格，没有用到 4 格"
    assert found[1] == "表里有 4 格不在年份栏里，没有用到，第一处在 往年数!J7。"


@pytest.mark.parametrize(("old", "before"), [(None, ""), ("3", "（原来 3）"), ("0", "（原来 0）")])
def test_a_figure_is_named_with_its_year_and_what_it_replaces(old, before):
    name = wanghua().plan.item_by_code[ABORTIONS.code].name
    (_, line) = lines_of([(figure("12.50", ABORTIONS), None if old is None else Decimal(old))])
    assert line == f"{name} 2020 年：12.5{before}"


def test_what_is_wrong_with_the_table_stands_before_what_it_would_change():
    problem = Problem("E-HISTORY-001", "往年数!F3", "不是数")
    found = lines_of([(figure("1"), None)], problems=(problem,), shifted=((2021, 2020),))
    assert found[1] == str(problem)
    assert found[2].startswith("2021 年一栏的数几乎都与已有的 2020 年相同")
    assert len(found) == 4


@given(st.integers(min_value=MOST_LINES - 2, max_value=MOST_LINES + 3))
def test_no_more_figures_are_listed_than_can_be_read_and_the_rest_is_counted(count):
    found = lines_of([(figure(number + 1), None) for number in range(count)])
    if count > MOST_LINES:
        assert found.pop() == f"…… 共 {count} 个"
    assert len(found) == 1 + min(count, MOST_LINES)


def test_no_more_problems_are_listed_than_can_be_read():
    problems = tuple(Problem("E-HISTORY-001", f"F{number}", "不是数") for number in range(MOST_LINES + 9))
    assert len(lines_of(problems=problems)) == 1 + MOST_LINES
