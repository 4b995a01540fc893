"""The bundled plan of 鹿寨县: what only it has; tests.resources.texts has the rest."""

import pytest

from forms.figures.quantity import parse_quantity
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from forms.verdict import Outcome, assess
from tests.resources.packs import load_plan, targets_like
from tests.resources.texts.luzhai import COUNCILS_EVERYWHERE


@pytest.fixture(scope="module")
def plan():
    return load_plan("luzhai")


# --- the text --------------------------------------------------------------------------------------


def test_councils_are_wanted_in_communities_and_in_villages(plan):
    targets = targets_like(plan, COUNCILS_EVERYWHERE)
    assert [(t.breakdown, t.bodies) for t in targets] == [("RES=U", ("城乡社区",)), ("RES=R", ("村",))]


def test_service_facilities_are_wanted_in_urban_communities_only(plan):
    (target,) = [t for t in plan.targets if (t.section, t.domain, t.item) == ("strategy", 6, 3)]
    assert target.breakdown == "RES=U"


def test_county_and_township_levels_are_apart(plan):
    levels = {t.bodies for t in plan.targets if (t.section, t.domain, t.item) == ("goal", 4, 3)}
    assert levels == {
        ("县人民代表大会",),
        ("乡镇人民代表大会",),
        ("县人大常委会",),
        ("县政协",),
        ("县政协常委会",),
    }


# --- indicators, units and forms -------------------------------------------------------------------


def test_units_are_those_of_a_county(plan):
    elsewhere = {u.name for u in plan.units if not u.name.startswith("县")}
    assert elsewhere == {"柳州市鹿寨生态环境局", "团县委"}
    texts = [u.name for u in plan.units] + [row.label or "" for f in plan.forms for row in f.rows]
    assert not any("区委" in text or "区政" in text or "区人大" in text for text in texts)


def test_children_under_treatment_stand_below_the_infected(plan):
    form = next(f for f in lay_out(plan, "health").forms if f.form.code == "infected-mothers-children")
    assert [(row.code, row.label.strip("　")) for row in form.rows][:10] == [
        ("01", "艾滋病感染产妇所生已知结局儿童数"),
        ("02", "其中：确诊感染艾滋病的儿童数"),
        ("03", "其中：感染艾滋病儿童治疗人数"),
        ("04", "艾滋病母婴传播率"),
        ("05", "艾滋病感染孕产妇所生感染儿童治疗率"),
        ("06", "本年活产数（日历年）"),
        ("07", "先天梅毒报告病例数"),
        ("08", "其中：先天梅毒儿童治疗人数"),
        ("09", "先天梅毒报告发病率"),
        ("10", "梅毒感染孕产妇所生感染儿童治疗率"),
    ]


def test_city_communities_are_judged_by_the_city_column(plan):
    """Every community has facilities, only half of the villages: the target is met."""
    counts = {"communities-and-villages": ("10", "100"), "communities-with-service-facilities": ("10", "50")}
    observations = {}
    for form in lay_out(plan, "civil-affairs").forms:
        for cell in form.entry_cells:
            if cell.key.code in counts and cell.key.breakdown != "_T":
                text = counts[cell.key.code][cell.key.breakdown == "RES=R"]
                observations[cell.key] = Observation(key=cell.key, reading=parse_quantity(text, "个"))
    (target,) = [t for t in plan.targets if (t.section, t.domain, t.item) == ("strategy", 6, 3)]
    assert (
        assess(target, Figures(plan=plan, year=2026, observations=observations, history={})).outcome
        is Outcome.MET
    )
