"""Base figures as rows and as bytes, there and back; what may be in them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.submission.errors import TableError
from desktop.submission.profile.tables import read_table, write_table
from forms.figures.breakdown import SeriesKey
from forms.figures.period import StatisticalPeriod
from forms.figures.quantity import Missing
from forms.letters.base_figure import (
    BASE_COLUMNS,
    MAX_BASE_FIGURES,
    BaseFigure,
    BaseStatus,
    base_figures_of,
    base_row,
    in_order,
)


def figure(**changes):
    given_ = {
        "key": SeriesKey("residents", "SEX=F"),
        "year": 2025,
        "value": Decimal("123456"),
        "missing": None,
        "unit": "人",
        "period": StatisticalPeriod.YEAR_END,
        "status": BaseStatus.DEFINITIVE,
        "source": "2025 年人口变动抽样调查",
    }
    return BaseFigure(**(given_ | changes))


def row(**changes):
    return base_row(figure()) | changes


words = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40).filter(str.strip)
values = st.decimals(-(10**15) + 1, 10**15 - 1, places=4).map(lambda one: one + 0)
figures = st.builds(
    lambda key, year, value, missing, **rest: figure(
        key=key, year=year, value=None if missing else value, missing=missing, **rest
    ),
    key=st.builds(
        SeriesKey,
        st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,20}\Z"),
        st.sampled_from(["_T", "SEX=F", "RES=U", "SEX=F;RES=R", "AGE=35-64"]),
    ),
    year=st.integers(1990, 2099),
    value=values,
    missing=st.none() | st.sampled_from(Missing),
    unit=st.sampled_from(["人", "万元", "%"]),
    period=st.sampled_from(StatisticalPeriod),
    status=st.sampled_from(BaseStatus),
    source=words,
    definition=st.just("") | words,
)
tables = st.lists(figures, unique_by=lambda one: (one.key, one.year), max_size=8).map(in_order)


@given(tables)
def test_base_figures_are_read_as_they_were_written(told):
    table = write_table(BASE_COLUMNS, [base_row(one) for one in told])
    assert list(base_figures_of(read_table(table, BASE_COLUMNS, or_more=True))) == told


@given(tables.filter(bool), st.data())
def test_a_table_that_was_altered_is_refused_or_says_something_else_soundly(told, data):
    """Any change of any byte: a sentence, or figures that would be written in the same bytes."""
    table = bytearray(write_table(BASE_COLUMNS, [base_row(one) for one in told]))
    at = data.draw(st.integers(0, len(table) - 1))
    table[at] = data.draw(st.integers(0, 255))
    try:
        found = base_figures_of(read_table(bytes(table), BASE_COLUMNS, or_more=True))
    except (TableError, ValueError):
        return
    assert write_table(BASE_COLUMNS, [base_row(one) for one in found]) == bytes(table)


@given(
    st.lists(
        st.fixed_dictionaries({name: st.text(max_size=12) for name in BASE_COLUMNS}), min_size=1, max_size=3
    )
)
def test_rows_of_anything_are_refused_with_a_sentence(rows):
    with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]"):
        base_figures_of(rows)


@pytest.mark.parametrize(
    "changes",
    [
        {"item": "常住人口"},
        {"item": "-1"},
        {"breakdown": "SEX=X"},
        {"breakdown": ""},
        {"breakdown": "RES=U;SEX=F"},
        {"year": "25"},
        {"year": "2025.0"},
        {"value": "1e5"},
        {"value": "123456.0"},
        {"value": "0.10000000000000001"},
        {"value": "-0"},
        {"value": "nan"},
        {"value": "1" * 16},
        {"value": "12,345"},
        {"value": ""},
        {"missing": "not_collected"},
        {"missing": "没有", "value": ""},
        {"unit": ""},
        {"unit": "人" * 100},
        {"period": "2025"},
        {"status": "final?"},
        {"source": " "},
        {"source": "表\u202e1"},
        {"definition": "长" * 501},
    ],
    ids=str,
)
def test_a_row_that_cannot_be_used_is_named(changes):
    with pytest.raises(ValueError, match="第 2 个数有误"):
        base_figures_of([row(item="a"), row(**changes)])


def test_a_figure_stands_once_and_in_its_place():
    with pytest.raises(ValueError, match="第 2 个数与前面的重复"):
        base_figures_of([row(), row()])
    with pytest.raises(ValueError, match="次序"):
        base_figures_of([row(year="2025"), row(year="2024")])


def test_absurdly_many_figures_are_refused():
    rows = (row(item=f"i{number:06}") for number in range(MAX_BASE_FIGURES + 1))
    with pytest.raises(ValueError, match=f"多于 {MAX_BASE_FIGURES} 个"):
        base_figures_of(rows)


def test_a_figure_says_what_is_typed_and_how_it_is_named():
    assert (figure().text, figure(value=None, missing=Missing.NOT_COLLECTED).text) == ("123456", "未收集")
    assert figure().place == "residents/SEX=F/2025"
    assert [one.label for one in BaseStatus] == ["正式数", "初步数"]
