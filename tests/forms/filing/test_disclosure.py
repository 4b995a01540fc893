"""Small figures of sensitive items, and those that follow from what is printed."""

from decimal import Decimal

import pytest

from forms.filing.disclosure import small_counts
from forms.reporting.layout import lay_out
from tests.builders import counting_plan, figures, item, key


def _found(plan, entries):
    counts = small_counts(figures(plan, entries), lay_out(plan, "health"))
    return [(" - ".join(map(str, small.keys)), small.value) for small in counts]


@pytest.mark.parametrize(("count", "is_small"), [("0", False), ("1", True), ("4", True), ("5", False)])
def test_one_to_four_are_small(count, is_small):
    plan = counting_plan(item("cases", sensitive=True))
    assert _found(plan, {"cases": count}) == ([("cases/_T", Decimal(count))] if is_small else [])


@pytest.mark.parametrize("text", ["", "-2", "-1", "不适用", "约3"])
def test_what_is_no_figure_points_to_nobody(text):
    assert _found(counting_plan(item("cases", sensitive=True)), {"cases": text}) == []


def test_items_that_are_not_sensitive_are_left_alone():
    assert _found(counting_plan(item("schools")), {"schools": "2"}) == []


def _parts(**changes):
    rows = ["infected", {"item": "treated", "part_of": "01"}]
    return counting_plan(item("infected", sensitive=True), item("treated", **changes), rows=rows)


def test_a_part_tells_how_many_are_left():
    found = _found(_parts(sensitive=True), {"infected": "9", "treated": "8"})
    assert found == [("infected/_T - treated/_T", Decimal(1))]


def test_all_or_none_of_a_larger_whole_are_not_small():
    assert _found(_parts(sensitive=True), {"infected": "9", "treated": "9"}) == []
    assert _found(_parts(sensitive=True), {"infected": "9", "treated": "0"}) == []


def test_a_part_of_a_whole_that_is_not_sensitive_tells_nothing():
    plan = counting_plan(
        item("tested"),
        item("infected", sensitive=True),
        rows=["tested", {"item": "infected", "part_of": "01"}],
    )
    assert _found(plan, {"tested": "2750", "infected": "2748"}) == []


def test_the_sex_that_is_not_printed_follows_from_the_one_that_is():
    plan = counting_plan(item("victims", sensitive=True, breakdown=["SEX=F"]), columns=["_T", "SEX=F"])
    found = _found(plan, {"victims": "40", "victims/SEX=F": "37"})
    assert found == [("victims/_T - victims/SEX=F", Decimal(3))]


def test_a_part_left_out_follows_from_the_whole():
    parts = ["RES=U", "RES=R"]
    plan = counting_plan(item("cases", sensitive=True, breakdown=parts), columns=["_T", *parts])
    found = _found(plan, {"cases": "12", "cases/RES=U": "10", "cases/RES=R": "-1"})
    assert found == [("cases/_T - cases/RES=U", Decimal(2))]
    assert _found(plan, {"cases": "12", "cases/RES=U": "12", "cases/RES=R": "0"}) == []


def test_chains_and_declared_sums_are_wholes_and_parts():
    items = [item(code, sensitive=True) for code in ("filed", "solved", "other")]
    chain = counting_plan(*items, relations=[{"kind": "chain", "items": ["filed", "solved"]}])
    assert _found(chain, {"filed": "20", "solved": "18", "other": "7"}) == [
        ("filed/_T - solved/_T", Decimal(2))
    ]
    sums = counting_plan(*items, relations=[{"kind": "sum", "items": ["filed", "solved", "other"]}])
    assert _found(sums, {"filed": "20", "solved": "18", "other": "-1"}) == [
        ("filed/_T - solved/_T", Decimal(2))
    ]


def test_a_chain_is_compared_across_its_blanks():
    items = [item(code, sensitive=True, breakdown=["SEX=F"]) for code in ("filed", "heard", "closed")]
    relation = {"kind": "chain", "items": ["filed", "heard", "closed"]}
    chain = counting_plan(*items, relations=[relation], columns=["_T", "SEX=F"])
    across = [("filed/_T - closed/_T", Decimal(2))]
    assert _found(chain, {"filed": "20", "closed": "18"}) == across
    assert _found(chain, {"filed": "20", "heard": "-1", "closed": "18"}) == across
    assert _found(chain, {"filed": "20", "heard": "19", "closed": "18"}) == [
        ("filed/_T - heard/_T", Decimal(1)),
        ("heard/_T - closed/_T", Decimal(1)),
    ]
    assert _found(
        chain, {"filed": "90", "heard": "70", "closed": "50", "filed/SEX=F": "20", "closed/SEX=F": "18"}
    ) == [("filed/SEX=F - closed/SEX=F", Decimal(2))]


def test_a_difference_is_named_once_where_row_and_chain_agree():
    plan = counting_plan(
        item("infected", sensitive=True),
        item("treated", sensitive=True),
        rows=["infected", {"item": "treated", "part_of": "01"}],
        relations=[{"kind": "chain", "items": ["infected", "treated"]}],
    )
    (found,) = small_counts(figures(plan, {"infected": "9", "treated": "7"}), lay_out(plan, "health"))
    assert found.is_derived
    assert found.keys == (key("infected"), key("treated"))
