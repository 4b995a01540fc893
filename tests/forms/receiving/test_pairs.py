"""Figures of two units that must agree: which of them do not, as each of the two sees it."""

from dataclasses import replace
from decimal import Decimal

from forms.figures.breakdown import SeriesKey
from forms.plan.pairs import Pair, pairs_of
from forms.receiving.pairs import PairRole, differing_pairs
from tests.plans import small

WOMEN = "SEX=F"


def declared(code, **fields):
    plan = small().plan
    return replace(
        plan, items=tuple(replace(one, **fields) if one.code == code else one for one in plan.items)
    )


def stated(**units):
    return {
        unit: {SeriesKey(*key.split("|")): Decimal(value) for key, value in figures.items()}
        for unit, figures in units.items()
    }


SAME = declared("children", same_as="births")
PART = declared("youth", part_of="committee")


def test_a_plan_without_pairs_compares_nothing():
    assert pairs_of(small().plan) == ()
    assert differing_pairs(small().plan, stated(health={"births": 1}, education={"births": 2})) == {}


def test_the_same_figure_of_two_units_is_told_to_both():
    found = differing_pairs(SAME, stated(health={"births": "100"}, education={"children": "101"}))
    assert {
        unit: [(str(one.key), one.value, one.unit, str(one.other), one.other_value) for one in differing]
        for unit, differing in found.items()
    } == {
        "education": [("children/_T", 101, "health", "births/_T", 100)],
        "health": [("births/_T", 100, "education", "children/_T", 101)],
    }
    assert {one.relation for differing in found.values() for one in differing} == {PairRole.SAME}


def test_equal_figures_and_figures_that_one_does_not_state_are_not_told():
    assert differing_pairs(SAME, stated(health={"births": "100"}, education={"children": "100.0"})) == {}
    assert differing_pairs(SAME, stated(health={}, education={"children": "100"})) == {}
    assert differing_pairs(SAME, stated(education={"children": "100", "births": "7"})) == {}, "one unit alone"


def test_each_part_is_compared_with_the_same_part():
    both = stated(health={"births": "100", f"births|{WOMEN}": "50"}, education={f"children|{WOMEN}": "49"})
    found = differing_pairs(SAME, both)
    assert [one.key for one in found["health"]] == [SeriesKey("births", WOMEN)]


def test_a_part_may_be_smaller_and_not_larger():
    assert differing_pairs(PART, stated(education={"youth": "5"}, statistics={"committee": "6"})) == {}
    found = differing_pairs(PART, stated(education={"youth": "7"}, statistics={"committee": "6"}))
    assert [(one.unit, one.relation) for one in found["education"]] == [("statistics", PairRole.PART)]
    assert [(one.unit, one.relation) for one in found["statistics"]] == [("education", PairRole.WHOLE)]


def test_an_item_on_the_forms_of_two_units_must_be_the_same_at_both():
    plan = small().plan
    given = tuple(replace(one, owner="statistics") if one.code == "pupils" else one for one in plan.items)
    forms = [one if one.code != "school" else replace(one, unit="health") for one in plan.forms]
    further = (*plan.forms, *(replace(one, code="x") for one in forms if one.code == "school"))
    again = replace(plan, forms=further, items=given)
    assert pairs_of(replace(plan, forms=further)) == (), "two districts count pupils of their own"
    assert Pair("pupils", "pupils", is_part=False) in pairs_of(again)
    found = differing_pairs(again, stated(health={"pupils": 3}, education={"pupils": 4}))
    assert [(unit, len(told)) for unit, told in sorted(found.items())] == [("education", 1), ("health", 1)]


def test_only_who_contradicts_the_owner_is_told_where_it_states_the_figure_itself():
    plan = small().plan
    given = tuple(replace(one, owner="statistics") if one.code == "pupils" else one for one in plan.items)
    school = next(one for one in plan.forms if one.code == "school")
    further = [replace(school, code=unit, unit=unit) for unit in ("health", "statistics")]
    shared = replace(plan, forms=(*plan.forms, *further), items=given)
    all_three = stated(health={"pupils": 3}, education={"pupils": 4}, statistics={"pupils": 4})
    assert sorted(differing_pairs(shared, all_three)) == ["health", "statistics"]
    without = {unit: figures for unit, figures in all_three.items() if unit != "statistics"}
    assert sorted(differing_pairs(shared, without)) == ["education", "health"]
