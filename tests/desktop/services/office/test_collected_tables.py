"""The tables of a collection: what their codes mean, and the file that holds them."""

import zipfile

import pytest

from desktop.services.office.county.collecting import collect
from desktop.services.office.county.data_package import data_package
from desktop.services.office.county.data_tables import meanings
from forms.errors import UserInputError
from tests.desktop.services.both import YEAR
from tests.plans import small


def test_every_part_is_called_by_its_name_areas_too():
    plan = small().plan
    names = {row["code"]: row["name"] for row in meanings(plan) if row["kind"] == "breakdown"}
    assert names["_T"] == "合计"
    assert plan.areas
    assert {code: names[f"AREA={code}"] for code in plan.areas} == plan.areas


def test_the_same_collection_is_packed_alike_on_every_system(both, monkeypatch):
    collection = collect(both.office, YEAR, provisional=True)
    packed = {}
    for system in ("linux", "win32"):
        monkeypatch.setattr(zipfile.sys, "platform", system)
        packed[system] = data_package(collection)
    assert packed["win32"] == packed["linux"]


@pytest.mark.parametrize("year", [2020, 2031])
def test_a_year_outside_the_plan_is_named_as_that(both, year):
    with pytest.raises(UserInputError, match="E-DECIDE-002"):
        collect(both.office, year, provisional=True)
