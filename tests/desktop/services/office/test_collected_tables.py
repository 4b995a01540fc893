"""What the codes in the tables of a collection mean."""

from desktop.services.office.county.data_tables import meanings
from tests.plans import small


def test_every_part_is_called_by_its_name_areas_too():
    plan = small().plan
    names = {row["code"]: row["name"] for row in meanings(plan) if row["kind"] == "breakdown"}
    assert names["_T"] == "合计"
    assert plan.areas
    assert {code: names[f"AREA={code}"] for code in plan.areas} == plan.areas
