"""Who answers for each goal and measure of the five bundled plans, against one table.

``duties.txt`` says it by domain and title, so that what means the same in two plans has the same units.
"""

from pathlib import Path

import pytest

from desktop.services.plans.packs import bundled_ids
from forms.plan.assignments import assignments
from forms.plan.duties import DutyRole
from tests.resources.packs import load_plan

COUNTY = {"culture": "sports", "state-assets": "finance"}
"""Departments of a county that have two duties: the unit that has both. The city has one for each."""


def _table():
    """Lead and those who take part, by domain and title."""
    found, domain = {}, 0
    for line in Path(__file__).with_name("duties.txt").read_text(encoding="utf-8").splitlines():
        if line.isdigit():
            domain = int(line)
        elif line and not line.startswith("#"):
            titles, lead, joint = (part.strip() for part in line.split(":"))
            for title in titles.split(" / "):
                assert (domain, title) not in found, title
                found[domain, title] = (lead, tuple(joint.split()))
    return found


TABLE = _table()


@pytest.fixture(scope="module", params=bundled_ids())
def plan(request):
    return load_plan(request.param)


def _owners(plan, task):
    """Units that report the indicators of a goal or measure."""
    place = (task.section, task.domain, task.no)
    own = [t.indicator for t in plan.targets if (t.section, t.domain, t.item) == place]
    return {plan.judged_by_code[code].owner for code in own if code is not None} - {None}


def test_goals_and_measures_have_the_units_of_the_table(plan):
    merged = {} if plan.id == "dalian" else COUNTY
    for task in assignments(plan):
        lead, joint = TABLE[task.domain, task.title]
        lead = merged.get(lead, lead)
        taking_part = {merged.get(code, code) for code in joint} | _owners(plan, task)
        where = f"units of {task.title} in resources/plans/{plan.id}.json, beside tests/resources/duties.txt"
        assert task.units(DutyRole.LEAD) == (lead,), where
        joint = set(task.units(DutyRole.JOINT))
        assert joint == taking_part - {lead}, f"{where} and the owners of its indicators"


def test_the_table_says_nothing_that_no_plan_has():
    known = {(task.domain, task.title) for name in bundled_ids() for task in assignments(load_plan(name))}
    assert known == set(TABLE)


def test_a_unit_that_only_answers_for_goals_is_called_the_same_everywhere():
    """One code means one duty: the names differ only by the place."""
    kinds = {}
    for name in bundled_ids():
        for unit in load_plan(name).units:
            kinds.setdefault(unit.code, set()).add(unit.name.lstrip("区县市委")[:2])
    for code in ("party-school", "social-work", "emergency-management", "publicity", "cyberspace",
                 "disabled-persons-federation", "science-technology"):  # fmt: skip
        assert len(kinds[code]) == 1, (code, kinds[code])


@pytest.mark.parametrize("code", [
    "party-school", "social-work", "disabled-persons-federation", "emergency-management",
    "natural-resources", "publicity", "cyberspace", "science-technology", "plan-office",
])  # fmt: skip
def test_every_plan_has_the_units_that_its_goals_need(plan, code):
    assert any(duty.unit == code for task in assignments(plan) for duty in task.duties)
    assert plan.unit_by_code[code].full_name
