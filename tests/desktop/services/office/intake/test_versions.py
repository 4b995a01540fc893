"""Definitions are compared with the version of the plan that is in force for the year, for ever."""

from dataclasses import replace

import pytest

from desktop.services.office.desk import open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.plans import adopt_version, versions_in_force
from desktop.services.plans.packs import PlanPack, load_bundled
from forms.errors import UserInputError
from tests.desktop.services.county import PLAN
from tests.desktop.services.office.intake.conftest import NOW


@pytest.fixture
def filed_otherwise(expected):
    """A unit's year that was filed by the plan as it comes with the program, which the county changed."""
    one = next(one for one in expected["years"] if one["fault"] == "definition")
    return one["unit"], one["year"]


def states(desk, year):
    """By unit, the state of the fact about the definitions of what counts."""
    ledger = ledger_of(desk, year)
    found = {}
    for unit in ledger.units:
        current = ledger.unit_year(unit).current
        if current is not None:
            facts = {one.name: one.state.value for one in ledger.unit_year(unit).facts(current)}
            found[unit] = facts["definition"]
    return found


def test_a_version_counts_from_its_year_on_and_the_years_before_keep_theirs(taken, filed_otherwise):
    unit, year = filed_otherwise
    before = states(taken, year)
    assert before[unit] == "bad"
    own, bundled = taken.pack, load_bundled(PLAN)
    adopt_version(taken, bundled, year + 1)
    assert states(taken, year) == before, "in force now, but not for that year"
    adopt_version(taken, bundled, year)
    assert states(taken, year)[unit] == "ok"
    adopt_version(taken, own, year + 1)
    assert states(taken, year)[unit] == "ok"
    assert [(one.pack.digest, one.first, one.last) for one in versions_in_force(taken)][-2:] == [
        (bundled.digest, year, year),
        (own.digest, year + 1, 2030),
    ]
    path = taken.path
    taken.close()
    with open_office_desk(path, "", lambda: NOW) as again:
        assert states(again, year)[unit] == "ok"
        assert again.pack.digest == own.digest
        assert again.store.verify_log().ok


def test_an_earlier_year_gets_its_version_without_changing_what_is_in_force_now(taken):
    own, bundled = taken.pack, load_bundled(PLAN)
    between = PlanPack(replace(own.plan, version="2099.1"))
    adopt_version(taken, bundled, 2025)
    adopt_version(taken, between, 2023)
    found = [taken.pack_of(year).digest for year in (2022, 2023, 2024, 2025)]
    assert found == [own.digest, between.digest, between.digest, bundled.digest]
    assert taken.pack.digest == bundled.digest


def test_a_year_outside_the_plan_is_refused(taken):
    before = taken.store.log_position()
    with pytest.raises(UserInputError, match="E-DECIDE-002"):
        adopt_version(taken, load_bundled(PLAN), 2031)
    assert taken.store.log_position() == before
