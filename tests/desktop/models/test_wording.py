"""Targets, formulas, days and steps in the short words of the window, for each kind that a plan can hold."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from desktop.models.unit.reached import steps_done
from desktop.models.wording import (
    deadline_of,
    deadline_text,
    formula_text,
    milestone_years,
    target_column_text,
    target_column_title,
    target_sentences,
    target_text,
)
from forms.filing.stage import Stage
from forms.filing.state import YearState
from forms.plan.targets import Op, Reference, Tier
from forms.reporting.layout import lay_out
from tests import builders
from tests.plans import small

pytestmark = pytest.mark.gui
PLAN = small().plan


def form_of(code):
    unit = next(form.unit for form in PLAN.forms if form.code == code)
    return next(form for form in lay_out(PLAN, unit).forms if form.form.code == code)


def row(code, number):
    form = form_of(code)
    return form, next(row for row in form.rows if row.code == number)


WORDS = {
    ("目标（一）1", Op.AT_MOST): "≤12",
    ("目标（一）1", Op.DECREASE): "降低",
    ("目标（一）2", Op.AT_LEAST): "≥90",
    ("目标（一）3", Op.RELATIVE_INCREASE): "+10%",
    ("目标（一）4", Op.DECREASE): "增势减缓",
    ("目标（一）5", None): "参考",
    ("措施（一）1", Op.EXISTS): "≥1",
    ("目标（二）1", Op.BALANCED): "均衡",
    ("目标（二）4", Op.ABOUT): "30 左右",
    ("措施（二）1", Op.EQUAL): "=100",
    ("目标（二）3", Op.INCREASE): "提高",
}


@pytest.mark.parametrize(("place", "op"), WORDS)
def test_a_target_in_a_word(place, op):
    target = next(t for t in PLAN.targets if (t.place, t.op) == (place, op))
    assert target_text(PLAN, target) == WORDS[place, op]


def test_a_target_by_another_figure_or_without_a_number():
    held = next(t for t in PLAN.targets if t.op is Op.AT_LEAST)
    named = replace(held, value=None, reference=Reference(indicator="mortality"))
    assert target_text(PLAN, named) == "不低于孕产妇死亡率"
    exists = next(t for t in PLAN.targets if t.op is Op.EXISTS)
    assert target_text(PLAN, replace(exists, value=None)) == "建有"
    assert target_text(PLAN, replace(exists, value=None, unit="名")) == "配有"
    balanced = next(t for t in PLAN.targets if t.op is Op.BALANCED)
    assert target_text(PLAN, replace(balanced, words="合理比例")) == "合理比例"
    grown = next(t for t in PLAN.targets if t.op is Op.RELATIVE_INCREASE)
    points = replace(grown, reference=replace(grown.reference, measure="points"))
    assert target_text(PLAN, points) == "+10点"


def test_sentences_stand_below_the_place_in_the_plan():
    targets = [t for t in PLAN.targets if t.place in ("目标（二）2", "目标（一）2", "目标（一）3")]
    assert target_sentences(PLAN, targets).split("\n") == [
        "目标（一）2：每年 ≥90",
        "目标（一）3：2030 年 较 2022 年+10%",
        "目标（二）2：2025 年 ≥95；2025 年 ≥97（力争）",
    ]


def test_what_is_only_for_reference_has_no_year():
    (target,) = [t for t in PLAN.targets if t.place == "目标（一）5"]
    assert target_sentences(PLAN, [target]) == "目标（一）5：参考"


def test_every_target_of_a_year_is_named_in_its_column():
    form, enrolment = row("school", "03")
    fallen = replace(enrolment.targets[0], op=Op.DECREASE, year=None, tier=None)
    both = replace(enrolment, targets=(*enrolment.targets, fallen))
    assert target_column_text(PLAN, form, both) == "≥95 / =100；降低"


def test_a_target_of_one_part_says_which():
    target = replace(next(t for t in PLAN.targets if t.op is Op.AT_MOST), breakdown="RES=R")
    assert target_sentences(PLAN, [target]) == "目标（一）1：规划期末 农村 ≤12"
    form, enrolment = row("school", "03")
    rural = tuple(replace(t, breakdown="RES=R") for t in enrolment.targets)
    told = target_column_text(PLAN, form, replace(enrolment, targets=rural))
    assert told == "农村 ≥95 / 农村 =100", "or the total beside it looks judged"


def test_the_column_of_targets_names_its_years_and_has_a_text_for_each():
    form, enrolment = row("school", "03")
    assert milestone_years(PLAN, form) == (2025, 2030)
    assert target_column_title(PLAN, form) == "目标 2025 / 2030"
    assert target_column_text(PLAN, form, enrolment) == "≥95 / =100", "the floor is what is judged"
    aspiring = tuple(t for t in enrolment.targets if t.tier is Tier.ASPIRATION)
    assert target_column_text(PLAN, form, replace(enrolment, targets=aspiring)) == "≥97 / 无"


def test_the_column_of_a_kept_level_of_a_direction_and_of_nothing():
    form, management = row("maternal", "05")
    assert target_column_text(PLAN, form, management) == "≥90（保持）"
    form, gap = row("science", "03")
    assert target_column_text(PLAN, form, gap) in ("降低", "提高；降低")
    form, births = row("maternal", "01")
    assert target_column_text(PLAN, form, births) == ""


def test_a_formula_by_the_codes_of_its_form():
    assert formula_text(*row("maternal", "03")) == "02 ÷ 01 × 100000"
    assert formula_text(*row("kindergarten", "02")) == "01（女） ÷ 01 × 100"
    assert formula_text(*row("science", "03")) == "01 − 02"
    assert formula_text(*row("maternal", "01")) == "", "what is typed has no formula"


def test_a_formula_with_a_figure_of_another_form_is_told_in_the_words_of_the_plan():
    rate = builders.indicator("rate", ["part"], ["whole"])
    rate["formula"]["text"] = "部分除以整体"
    plan = builders.plan(
        items=[builders.item("part"), builders.item("whole")], indicators=[rate],
        forms=[builders.form(["part", "=rate"]), builders.form(["whole"], code="g")],
    )  # fmt: skip
    form = lay_out(plan, "health").forms[0]
    assert formula_text(form, form.rows[1]) == "部分除以整体"


def test_sums_stand_in_brackets_where_something_follows():
    rate = builders.indicator("rate", ["a", "b"], ["whole"])
    difference = builders.indicator("rest", ["whole", "a"])
    difference["formula"]["numerator"][1]["sign"] = -1
    plan = builders.plan(
        items=[builders.item(code) for code in ("a", "b", "whole")], indicators=[rate, difference],
        forms=[builders.form(["a", "b", "whole", "=rate", "=rest"])],
    )  # fmt: skip
    form = lay_out(plan, "health").forms[0]
    assert [formula_text(form, line) for line in form.rows[3:]] == ["(01 + 02) ÷ 03 × 100", "03 − 01"]


@pytest.mark.parametrize(
    ("deadline", "stored", "due"),
    [
        (None, None, None),
        ("03-31", None, date(2026, 3, 31)),
        ("03-31", date(2026, 4, 15), date(2026, 4, 15)),
        (None, date(2026, 4, 15), date(2026, 4, 15)),
    ],
)
def test_a_year_is_due_by_its_own_day_else_by_that_of_the_plan(deadline, stored, due):
    assert deadline_of(replace(PLAN, deadline=deadline), 2025, stored) == due


@pytest.mark.parametrize(
    ("today", "words"),
    [(date(2026, 3, 30), "还有 1 天"), (date(2026, 3, 31), "今天"), (date(2026, 4, 2), "已过 2 天")],
)
def test_the_days_that_are_left(today, words):
    assert deadline_text(date(2026, 3, 31), today) == f"截止 2026-03-31（{words}）"


def test_the_steps_behind_a_year_grow_with_it_and_fall_back_when_it_comes_back():
    grown = [steps_done(YearState.EMPTY), steps_done(YearState.DRAFT)]
    grown += [steps_done(s, is_full=True, is_clear=True) for s in (YearState.READY, YearState.FINAL)]
    grown += [steps_done(s) for s in (YearState.EXPORTED, YearState.DELIVERED, YearState.ACCEPTED)]
    assert all(before <= after for before, after in pairwise(grown))
    assert grown[0] == frozenset()
    assert grown[-1] == frozenset(Stage)
    assert all(isinstance(steps_done(state), frozenset) for state in YearState)
    for state in (YearState.READY, YearState.WITHDRAWN, YearState.RETURNED):
        assert steps_done(state) == frozenset()
        assert steps_done(state, is_full=True) == {Stage.ENTRY}
        assert steps_done(state, is_full=True, is_clear=True) == {Stage.ENTRY, Stage.REVIEW}
