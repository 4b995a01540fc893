"""Last days as they are typed: every way to write a day, what is none, and only what differs is written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.office.days import changed_days, read_day, shown_day
from desktop.services.office.decisions.deadlines import ALL, set_deadline
from desktop.services.office.task.task_outlook import task_outlook
from forms.codes.assign import AssignCode
from forms.errors import UserInputError
from tests.desktop.models.desks import YEAR

DAY, OTHER = date(2026, 4, 30), date(2026, 5, 15)
days = st.dates(min_value=date(1000, 1, 1), max_value=date(9999, 12, 31))


@given(
    days,
    st.sampled_from(["{0}-{1:02}-{2:02}", "{0}年{1}月{2}日", "{0}/{1}/{2}", "{0}.{1}.{2}", " {0}-{1}-{2} "]),
)
def test_a_day_is_read_however_it_is_usually_written(day, way):
    assert read_day(way.format(day.year, day.month, day.day)) == day


@given(st.none() | days)
def test_what_is_shown_is_read_as_the_same(day):
    assert read_day(shown_day(day)) == day


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13-01", "四月底", "4月30日", "2026430", "26-04-30", "2026-04-30 前", "０"]
)
def test_what_is_no_day_is_refused_with_what_was_typed(text):
    with pytest.raises(UserInputError) as refused:
        read_day(text)
    assert refused.value.code is AssignCode.NO_DAY
    assert f"“{text}”不是日期" in refused.value.sentence


def test_of_a_long_text_the_beginning_is_quoted():
    with pytest.raises(UserInputError, match="“一二三四五六七八九十一二三四五六七八九十”"):
        read_day("一二三四五六七八九十" * 30)


@pytest.fixture
def outlook(office):
    set_deadline(office, YEAR, ALL, DAY)
    set_deadline(office, YEAR, "health", OTHER)
    return task_outlook(office, YEAR)


def test_only_days_that_differ_from_those_at_the_desk_are_written(outlook):
    assert changed_days(outlook, "2026-04-30", {}) == {}
    assert changed_days(outlook, "2026年4月30日", {"health": "2026/5/15", "education": ""}) == {}
    assert changed_days(outlook, "2026-05-15", {"education": "2026-05-20"}) == {
        ALL: OTHER,
        "education": date(2026, 5, 20),
    }


def test_an_emptied_field_takes_the_day_away(outlook):
    assert changed_days(outlook, "", {"health": ""}) == {ALL: None, "health": None}


def test_what_is_no_day_names_the_unit_at_which_it_stands(outlook):
    unit = next(one for one in outlook.units if one.unit == "health")
    with pytest.raises(UserInputError) as refused:
        changed_days(outlook, "2026-04-30", {"health": "五月"})
    assert refused.value.message.startswith(f"{unit.name}：“五月”不是日期")
    with pytest.raises(UserInputError) as refused:
        changed_days(outlook, "四月", {})
    assert refused.value.message.startswith("“四月”")
