"""The goal table and its counting: every rule of counting once, reckoned by hand, and published tables."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.county.counted import Measure, counted, stage_in_force
from forms.county.counting import Rate, count, count_by, moved
from forms.county.goals import GoalStanding, goals_now
from forms.county.standing import DUE, NOT_DUE, GoalClass, goal_table
from forms.county.supply import bring_together, suppliers
from forms.plan.targets import Section
from tests.builders import figures, form, indicator, item, key, plan, target

YEARS = range(2020, 2026)


def typed(code, **changes):
    """An item that is a percentage, and the indicator that repeats it."""
    rate = item(code, unit="%", decimals=2)
    return rate, indicator(f"{code}-i", [code], unit="%", better="higher", **changes)


def county(*targets, codes=("a", "b", "c"), **changes):
    """A plan of typed percentages, and its targets; an indicator is named by its item."""
    made = [typed(code) for code in codes]
    return plan(
        items=[one for one, _ in made],
        indicators=[one for _, one in made],
        targets=list(targets),
        forms=[form([code, f"={code}-i"], code=f"f-{code}") for code in codes],
        **changes,
    )


def aim(code, op=">=", value=90, **changes):
    return target(op, value, indicator=f"{code}-i", **changes)


def seen(of_plan, courses, year=2025):
    """Figures of a year: each code's values of the years up to it, the last one this year's."""
    now = {code: course[-1] for code, course in courses.items() if course[-1] is not None}
    earlier = {}
    for code, course in courses.items():
        for at, value in zip(range(year - len(course) + 1, year), course[:-1], strict=True):
            earlier.setdefault(at, {})[code] = value
    return figures(of_plan, now, earlier, year)


def classes(of_plan, courses, year=2025):
    return [one.standing for one in goal_table(seen(of_plan, courses, year))]


RISING, FALLING, STILL = [50, 58, 66, 74, 82, 89], [89, 85, 80, 75, 70, 65], [50, 50, 50, 50, 50, 50]
SLOW = [50, 55, 59, 63, 66, 69]


@pytest.mark.parametrize(
    ("courses", "wanted"),
    [
        ({"a": [88, 91]}, GoalClass.MET_EARLY),
        ({"a": RISING}, GoalClass.ON_COURSE),
        ({"a": SLOW}, GoalClass.ON_COURSE),
        ({"a": STILL}, GoalClass.IN_DOUBT),
        ({"a": FALLING}, GoalClass.IN_DOUBT),
        ({"a": [80]}, GoalClass.UNDECIDED),
        ({"a": [80, None]}, GoalClass.UNDECIDED),
    ],
)
def test_what_is_not_due_stands_in_one_of_five_columns(courses, wanted):
    assert classes(county(aim("a"), codes=["a"]), courses) == [wanted]


def test_progress_that_is_slow_is_a_column_of_its_own():
    [row] = goal_table(seen(county(aim("a", value=100), codes=["a"]), {"a": SLOW}))
    assert row.standing is GoalClass.LAGGING
    assert not row.standing.is_met


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (91, GoalClass.MET),
        (89.6, GoalClass.NEARLY_MET),
        (80, GoalClass.MISSED),
        (None, GoalClass.NO_DATA),
    ],
)
def test_what_is_due_stands_in_one_of_four(value, wanted):
    of_plan = county(aim("a", year=2025), codes=["a"], parameters={"nearly_met_margin": Decimal("0.01")})
    assert classes(of_plan, {"a": [80, value]}) == [wanted]


def test_nearly_met_counts_as_met_where_the_pack_says_so():
    parameters = {"nearly_met_margin": Decimal("0.01"), "nearly_met_counts": True}
    of_plan = county(aim("a", year=2025), codes=["a"], parameters=parameters)
    assert classes(of_plan, {"a": [80, "89.6"]}) == [GoalClass.MET]


def test_what_must_hold_is_due_every_year():
    assert classes(county(aim("a", hold=True), codes=["a"]), {"a": [92, 80]}) == [GoalClass.MISSED]


def test_the_stage_in_force_counts_and_a_past_one_is_listed():
    of_plan = county(aim("a", value=60, year=2025), aim("a", value=90, year=2030), codes=["a"])
    [one] = counted(of_plan)
    for year, due in ((2024, 2025), (2025, 2025), (2026, 2030), (2031, 2030)):
        deciding, _ = stage_in_force(of_plan, one, year)
        assert [target.year for target in deciding] == [due]
    [row] = goal_table(seen(of_plan, {"a": [55, 58]}, year=2026))
    assert [past.target.year for past in row.past] == [2025]
    assert count([row]).total == 1


def test_a_figure_counts_before_a_direction():
    of_plan = county(aim("a", "increase", None), aim("a", value=90, year=2030), codes=["a"])
    [one] = counted(of_plan)
    assert (one.measure, [target.op for target in one.targets]) == (Measure.QUANTITATIVE, [">="])


def test_neither_what_is_striven_for_nor_a_measure_nor_a_quality_is_counted():
    of_plan = county(
        aim("a", value=90, tier="floor"),
        aim("a", value=99, tier="aspiration"),
        aim("b", section="strategy"),
        aim("c", kind="qualitative", value=None, op=None) | {"indicator": "c-i"},
    )
    assert [(one.key.code, len(one.targets)) for one in counted(of_plan)] == [("a-i", 1)]


def test_of_several_targets_of_a_stage_the_worst_decides():
    of_plan = county(aim("a", ">=", 60, year=2025), aim("a", "<=", 70, year=2025), codes=["a"])
    assert classes(of_plan, {"a": [80]}) == [GoalClass.MISSED]
    assert classes(of_plan, {"a": [65]}) == [GoalClass.MET]


def test_an_indicator_of_two_goals_counts_twice():
    assert len(counted(county(aim("a", item=1), aim("a", item=2), codes=["a"]))) == 2


def test_what_does_not_apply_is_counted_nowhere_and_named():
    table = goal_table(seen(county(aim("a"), aim("b"), codes=["a", "b"]), {"a": ["不适用"], "b": [95]}))
    found = count(table)
    assert (found.total, found.by_class[GoalClass.NOT_APPLICABLE]) == (1, 1)
    assert found.all_rate == Rate(1, 1)


def test_the_two_rates_differ_by_what_nobody_can_judge():
    of_plan = county(aim("a"), aim("b"), aim("c"))
    # a is met; of c nothing is known; the outlook of b alone is unknown, so that it stays in both.
    found = count(goal_table(seen(of_plan, {"a": [95], "b": [80], "c": [None]})))
    assert (found.all_rate, found.monitorable_rate) == (Rate(1, 3), Rate(1, 2))
    assert found.monitorable_rate.percent() == 50
    assert Rate(0, 0).percent() is None


def test_goals_stand_by_their_indicators_and_never_by_words_alone():
    of_plan = county(
        aim("a", item=1),
        aim("b", item=1),
        aim("c", item=2),
        target(None, item=2),
        target(None, item=3),
    )
    goals = goals_now(of_plan, goal_table(seen(of_plan, {"a": [95], "b": [80], "c": [95]})))
    by_no = {one.no: one for one in goals}
    assert (by_no[1].standing, by_no[1].words) == (GoalStanding.PARTLY_MET, "部分达标 1/2")
    assert (by_no[2].standing, by_no[2].has_words_to_assess) == (GoalStanding.MET, True)
    assert by_no[3].standing is GoalStanding.TO_ASSESS
    assert len(goals) == 9


def test_the_difference_between_two_years_is_explained_by_name():
    before = county(aim("a"), aim("b"), codes=["a", "b"])
    now = county(aim("a"), aim("c"), codes=["a", "b", "c"])
    then = goal_table(seen(before, {"a": [80], "b": [95]}, year=2024))
    here = goal_table(seen(now, {"a": [95], "c": [95]}))
    found = moved(then, here)
    named = [
        [one.key.code for one in kind] for kind in (found.gained, found.lost, found.added, found.dropped)
    ]
    assert named == [["a-i"], [], ["c-i"], ["b-i"]]
    assert (
        found.difference == 1 == sum(r.standing.is_met for r in here) - sum(r.standing.is_met for r in then)
    )


# --- tables that cities and counties published (receiving desk, section 20)


def published(**numbers):
    """A county in which so many indicators stand in each class of a mid-term table."""
    courses = {"met": [95], "on_course": RISING, "in_doubt": FALLING, "undecided": [None]}
    given_ = {
        f"{kind.replace(chr(95), chr(45))}-{n}": courses[kind]
        for kind, many in numbers.items()
        for n in range(many)
    }
    goals = [aim(code, item=1 + at % 6) for at, code in enumerate(given_)]
    return count(goal_table(seen(county(*goals, codes=list(given_)), given_))), given_, goals


@pytest.mark.parametrize(
    ("place", "numbers", "decimals", "wanted"),
    [
        ("河池 2016", {"met": 57, "on_course": 13, "in_doubt": 3, "undecided": 2}, 1, "76.0 17.3 4.0 2.7"),
        ("昭通", {"met": 60, "on_course": 15, "in_doubt": 3}, 2, "76.92 19.23 3.85"),
        ("攀枝花", {"met": 171, "on_course": 25, "in_doubt": 7}, 2, "84.24 12.32 3.45"),
    ],
)
def test_published_tables_are_reproduced(place, numbers, decimals, wanted):
    found, _, _ = published(**numbers)
    classes_ = {
        "met": GoalClass.MET_EARLY,
        "on_course": GoalClass.ON_COURSE,
        "in_doubt": GoalClass.IN_DOUBT,
    }
    classes_["undecided"] = GoalClass.UNDECIDED
    assert {kind: found.by_class[classes_[kind]] for kind in numbers} == numbers
    shares = [Rate(found.by_class[classes_[kind]], found.total).percent(decimals) for kind in numbers]
    assert [f"{share}" for share in shares] == wanted.split(), place
    assert found.all_rate.percent(decimals) == shares[0]


def test_the_national_mid_term_rate_is_that_of_what_can_be_monitored():
    found, _, _ = published(met=44, on_course=10, undecided=3)
    assert (found.monitorable_rate, found.monitorable_rate.percent()) == (Rate(44, 54), Decimal("81.5"))
    assert found.all_rate == Rate(44, 57)


# --- properties


COURSE = st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=6)


@given(st.fixed_dictionaries(dict.fromkeys("abc", COURSE)), st.sampled_from([2024, 2025, 2026, 2030]))
def test_parts_always_add_up_to_the_whole(courses, year):
    of_plan = county(
        aim("a", year=2025),
        aim("a", value=95, year=2030, item=2),
        aim("b", hold=True),
        aim("c", "increase", None, item=3),
    )
    history = {
        code: [value if at == len(of_it) - 1 or value is not None else 50 for at, value in enumerate(of_it)]
        for code, of_it in courses.items()
    }
    table = goal_table(seen(of_plan, history, year))
    every = count(table)
    assert every.total + every.by_class[GoalClass.NOT_APPLICABLE] == len(counted(of_plan))
    assert sum(every.by_class[one] for one in (*DUE, *NOT_DUE)) == every.total == every.due + every.not_due
    parts = count_by(table, lambda one: one.goal).values()
    assert sum(part.total for part in parts) == every.total
    assert sum(part.all_rate.met for part in parts) == every.all_rate.met
    assert every.monitorable_rate.of <= every.all_rate.of
    assert all(one.targets[0].section is Section.GOAL for one in counted(of_plan))


# --- bringing together


def two_units(**changes):
    units = [
        {"code": "health", "name": "卫健局", "full_name": "测试区卫健局"},
        {"code": "school", "name": "教育局", "full_name": "测试区教育局"},
    ]
    items = [item("women"), item("people", owner="school"), item("shared", owner="school")]
    forms = [
        form(["women", "shared"], code="f"),
        form(["people", "shared"], code="g", unit="school"),
    ]
    both = indicator("share", ["women"], ["people"], owner=None)
    return plan(
        units=units,
        items=items,
        forms=forms,
        county_indicators=[both],
        targets=[target(">=", 50, indicator="share")],
        **changes,
    )


def test_a_rate_over_items_of_two_units_is_that_of_the_sums():
    of_plan = two_units()
    supply = bring_together(
        of_plan,
        2025,
        {
            "health": figures(of_plan, {"women": 30, "shared": 7}, {2024: {"women": 20}}, 2025),
            "school": figures(of_plan, {"people": 40, "shared": 8}, {2024: {"people": 50}}, 2025),
        },
    )
    assert supply.figures.measured(key("share")).value == 75
    assert supply.figures.measured(key("share"), 2024).value == 40
    assert supply.missing == ()
    [contradiction] = supply.contradictions
    assert (contradiction.unit, contradiction.stated, contradiction.other_stated) == ("school", 8, 7)
    assert supply.figures.value(key("shared")) == 8


def test_a_missing_unit_leaves_a_rate_open_and_is_named():
    of_plan = two_units()
    supply = bring_together(of_plan, 2025, {"health": figures(of_plan, {"women": 30, "shared": 7}, {}, 2025)})
    assert supply.missing == ("school",)
    [row] = goal_table(supply.figures)
    assert row.standing is GoalClass.UNDECIDED
    assert supply.figures.value(key("shared")) == 7


def test_who_owns_an_item_supplies_it():
    found = suppliers(two_units())
    assert (found[key("shared")].unit, found[key("shared")].others) == ("school", ("health",))
