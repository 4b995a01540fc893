"""Marks of the five bundled plans (elections, rare events, few people), against one table: ``flags.txt``."""

from pathlib import Path

import pytest

from desktop.services.plans.packs import bundled_ids
from forms.plan.definitions import Basis
from tests.resources.packs import load_plan

MARKS = ("election", "event-rate", "sensitive")


def _table():
    """Codes by mark."""
    found, mark = {}, ""
    for line in Path(__file__).with_name("flags.txt").read_text(encoding="utf-8").splitlines():
        if line in MARKS:
            mark = line
        elif line and not line.startswith("#"):
            assert line not in found.setdefault(mark, set()), line
            found[mark].add(line)
    return found


TABLE = _table()


def _marked(plan):
    """Codes that a plan marks and codes that it could mark, by mark."""
    indicators = (*plan.indicators, *plan.county_indicators)
    codes = {i.code for i in indicators}
    return {
        "election": ({i.code for i in indicators if i.election}, codes),
        "event-rate": ({i.code for i in indicators if i.basis is Basis.EVENT_RATE}, codes),
        "sensitive": ({i.code for i in plan.items if i.sensitive}, {i.code for i in plan.items}),
    }


@pytest.mark.parametrize("name", bundled_ids())
@pytest.mark.parametrize("mark", MARKS)
def test_a_plan_marks_what_the_table_says(name, mark):
    marked, known = _marked(load_plan(name))[mark]
    assert marked == TABLE[mark] & known


@pytest.mark.parametrize("mark", MARKS)
def test_the_table_names_nothing_that_no_plan_has(mark):
    assert TABLE[mark] == set().union(*(_marked(load_plan(name))[mark][0] for name in bundled_ids()))
