"""What people call a series and its part."""

import pytest

from forms.figures.breakdown import SeriesKey
from forms.plan.series_name import part_in_brackets, part_name, series_name
from tests.plans import small


@pytest.mark.parametrize(
    ("breakdown", "name"),
    [("_T", "合计"), ("SEX=F", "女"), ("AREA=990101", "东村"), ("AREA=1,,", "AREA=1,,"), ("女", "女")],
)
def test_a_part_is_named_or_stands_as_it_is(breakdown, name):
    assert part_name(small().plan, breakdown) == name
    assert part_in_brackets(small().plan, breakdown) == ("" if breakdown == "_T" else f"（{name}）")


def test_items_and_indicators_are_named_and_what_the_plan_has_not_keeps_its_code():
    plan = small().plan
    for subject in (*plan.items, *plan.indicators):
        assert series_name(plan, SeriesKey(subject.code)) == subject.name
        assert series_name(plan, SeriesKey(subject.code, "SEX=F")) == f"{subject.name}（女）"
    assert series_name(plan, SeriesKey("not-here", "SEX=F")) == "not-here（女）"
