"""The bundled plan of 柳河县: what only it has; tests.resources.texts has the rest."""

from collections import Counter

import pytest

from forms.reporting.layout import lay_out
from tests.resources.packs import load_plan


@pytest.fixture(scope="module")
def plan():
    return load_plan("liuhe")


# --- the text --------------------------------------------------------------------------------------


def test_diseases_and_bodies_are_rows_of_their_own(plan):
    rows = Counter((t.domain, t.item, t.op) for t in plan.targets if t.section == "goal")
    assert rows[1, 5, "decrease"] == 3
    assert rows[4, 3, "increase"] == 5
    assert rows[4, 4, "increase"] == 4
    assert rows[4, 7, "balanced"] == 2
    assert rows[5, 5, "increase"] == 2


def test_treatment_is_asked_of_mothers_only(plan):
    """Neighbouring plans count infected children in; this text does not."""
    assert not {i.code for i in plan.indicators} & {
        "hiv-infected-children-treatment-rate",
        "congenital-syphilis-treatment-rate",
    }


# --- editing residue, units and forms --------------------------------------------------------------


def test_both_readings_of_a_torn_sentence_are_kept(plan):
    """“有效控制加大女职工职业病发病率防治宣传” joins two sentences."""
    readings = [t for t in plan.targets if (t.section, t.domain, t.item) == ("goal", 3, 7)]
    assert [t.op for t in readings] == [None, "decrease", None]
    assert all("修改残留" in t.note for t in readings[1:])


def test_units_are_those_of_a_county(plan):
    names = [u.name for u in plan.units]
    assert len(names) == len(set(names))
    assert {name[0] for name in names} == {"县", "市", "团"}
    assert [name for name in names if name[0] != "县"] == ["市生态环境局柳河县分局", "团县委"]


def test_leaders_forms_go_from_county_to_township_to_departments(plan):
    forms = {f.form.code: f for f in lay_out(plan, "organization").forms}
    assert [(row.code, row.label) for row in forms["women-leaders"].rows] == [
        ("01", "县政府领导班子成员数"),
        ("02", "　其中：女干部数"),
        ("03", "县政府领导班子中女干部比例"),
    ]
    assert forms["women-leaders"].column_names == ("合计",)
    assert [(row.code, row.label) for row in forms["leaders-by-sex"].rows][:4] == [
        ("01", "县级领导班子正职干部数"),
        ("02", "县级领导班子正职干部中女性比例"),
        ("03", "乡镇（街道）政府领导班子成员数"),
        ("04", "乡镇（街道）政府领导班子中女干部比例"),
    ]
    assert forms["leaders-by-sex"].column_names == ("合计", "女")
