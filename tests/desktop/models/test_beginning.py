"""What the first screen offers: units as people call them, and what is still to be answered."""

import pytest

from desktop.models.beginning import (
    NEEDED,
    Purpose,
    UnitChoice,
    beginning_steps,
    made,
    still_missing,
    unit_choices,
    units_meant,
)
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


def test_a_unit_that_is_called_so_comes_before_one_that_holds_it_within_its_name():
    def unit(name, short):
        return UnitChoice(code=short, name=name, short=short, size="", forms=1)

    within = unit("中国人民政治协商会议柳河县委员会办公室", "县政协办公室")
    called_so, other = unit("柳河县民政局", "县民政局"), unit("柳河县人民法院", "县人民法院")
    meant = [one.unit for one in units_meant([within, other, called_so], "mz")]
    assert meant == [called_so, within]


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


def steps(*answers, **people):
    purpose, plan, unit = (*answers, None, None, None)[:3]
    return [
        (s.name, s.told, s.is_done, s.is_now) for s in beginning_steps(purpose, plan, unit, NOBODY | people)
    ]


def test_the_list_of_steps_says_what_is_answered_and_what_comes_next():
    plan = small().plan
    unit = unit_choices(plan)[0]
    assert steps() == [
        ("用途", "请选", False, True),
        ("规划", "选定用途以后", False, False),
        ("单位", "选定规划以后", False, False),
        ("人员", "填表人必填", False, False),
    ]
    assert steps(Purpose.REPORTING)[:2] == [("用途", "填报单位", True, False), ("规划", "请选", False, True)]
    assert steps(Purpose.REPORTING, plan)[1:3] == [
        ("规划", "青禾县，2021—2030 年", True, False),
        ("单位", "请选", False, True),
    ]
    assert steps(Purpose.REPORTING, plan, unit)[2:] == [
        ("单位", unit.name, True, False),
        ("人员", "还差填表人", False, True),
    ]
    assert not any(is_now for *_, is_now in steps(Purpose.REPORTING, plan, unit, **{NEEDED: "甲"}))


def test_an_office_has_nothing_more_to_answer():
    assert all(is_done for _, _, is_done, _ in steps(Purpose.RECEIVING))
