"""What the first screen offers: units as people call them, and what is still to be answered."""

import pytest

from desktop.models.beginning import made, still_missing, unit_choices, units_meant
from forms.filing.people import ROLES
from forms.reporting.layout import lay_out
from tests.plans import small, wanghua

NOBODY = {role.key: "" for role in ROLES}


def found(choices, typed):
    return [(f.unit.code, f.unit.name[f.meant]) for f in units_meant(choices, typed)]


def test_units_with_a_form_are_offered_in_the_order_of_the_plan_with_what_they_fill_in():
    choices = unit_choices(small().plan)
    assert [c.code for c in choices] == ["health", "education", "statistics"]
    assert [(c.size, c.forms) for c in choices] == [
        ("2 张表，17 格", 2),
        ("3 张表，11 格", 3),
        ("1 张表，2 格", 1),
    ]


def test_units_without_a_form_are_not_offered_and_sizes_are_those_of_the_forms():
    plan = wanghua().plan
    choices = unit_choices(plan)
    assert [c.code for c in choices] == [u.code for u in plan.units if lay_out(plan, u.code).forms]
    for choice in choices:
        forms = lay_out(plan, choice.code).forms
        assert choice.forms == len(forms) > 0
        assert choice.size.endswith(f"{sum(len(form.entry_cells) for form in forms)} 格")


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("", ["health", "education", "statistics"]),
        ("  ", ["health", "education", "statistics"]),
        ("卫生", ["health"]),
        ("wsjkj", ["health"]),
        ("ＷＳＪＫ", ["health"]),
        ("jiaoyu", ["education"]),
        ("局", ["health", "education", "statistics"]),
        ("税务", []),
        ("[(", []),
    ],
)
def test_a_unit_is_found_as_it_is_typed(typed, units):
    assert [code for code, _ in found(unit_choices(small().plan), typed)] == units


def test_what_was_meant_is_a_part_of_the_name_that_stands_for_what_was_typed():
    choices = unit_choices(small().plan)
    assert found(choices, "卫生健康") == [("health", "卫生健康")]
    assert found(choices, "jyj") == [("education", "教育局")]


def test_a_short_name_that_is_no_part_of_the_full_one_finds_it_without_a_mark():
    choices = unit_choices(wanghua().plan)
    odd = [c for c in choices if c.short not in c.name]
    for choice in odd:
        assert (choice.code, "") in found(choices, choice.short)
    assert all((c.code, c.short) in found(choices, c.short) for c in choices if c.short in c.name)


def test_the_file_is_announced_with_its_forms_and_years():
    plan = small().plan
    assert made(unit_choices(plan)[0], plan) == "的填报数据文件，2 张表，2021 至 2030 年都放在里面："


@pytest.mark.parametrize(
    ("answered", "missing"),
    [
        ({}, ["规划", "单位", "放在哪里", "填表人"]),
        ({"plan": True, "place": True}, ["单位", "填表人"]),
        ({"plan": True, "unit": True, "place": True}, ["填表人"]),
    ],
)
def test_what_is_missing_is_named_in_the_order_of_the_screen(answered, missing):
    given = {"purpose": True, "plan": False, "unit": False, "place": False} | answered
    assert still_missing(**given, people=NOBODY) == missing
    assert still_missing(**given, people=NOBODY | {"filler": " 　 "}) == missing


def test_what_the_program_is_for_is_asked_first():
    given = {"purpose": False, "plan": False, "unit": True, "place": True}
    assert still_missing(**given, people=NOBODY) == ["用途", "规划", "填表人"]


def test_nobody_but_who_fills_in_has_to_be_named_first():
    assert (
        still_missing(purpose=True, plan=True, unit=True, place=True, people=NOBODY | {"filler": "王芳"})
        == []
    )
    others = {role.key: "张三" for role in ROLES if role.key != "filler"}
    assert still_missing(purpose=True, plan=True, unit=True, place=True, people=NOBODY | others) == ["填表人"]
