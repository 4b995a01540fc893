"""The bundled plan of 晋安区: what only it has; tests.resources.texts has the rest."""

import pytest

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import parse_quantity
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from forms.verdict import Outcome, assess
from tests.resources.packs import load_plan, targets_like
from tests.resources.texts.jinan import ELDERLY_FACILITIES


@pytest.fixture(scope="module")
def plan():
    return load_plan("jinan")


# --- the text --------------------------------------------------------------------------------------


def test_villages_are_judged_within_all_communities(plan):
    targets = targets_like(plan, ELDERLY_FACILITIES)
    assert [(t.breakdown, t.bodies) for t in targets] == [("_T", ("城乡居民社区",)), ("RES=R", ("建制村",))]
    (goal,) = targets_like(plan, ("goal", *ELDERLY_FACILITIES[1:2], 8, *ELDERLY_FACILITIES[3:]))
    assert (goal.breakdown, goal.bodies) == ("RES=R", ("建制村",))


def test_only_the_district_level_of_congress_and_conference_is_named(plan):
    levels = [t.bodies for t in plan.targets if (t.section, t.domain, t.item) == ("goal", 4, 3)]
    assert levels == [("区人民代表大会",), ("区人大常委会",), ("区政协",), ("区政协常委会",)]


# --- indicators, units and forms -------------------------------------------------------------------


def test_same_name_with_another_definition_is_another_indicator(plan):
    """Rates of this text that other plans define otherwise: only residents' pensions, after birth too."""
    codes = {t.indicator for t in plan.targets if t.value is not None}
    assert codes.isdisjoint(
        {
            "women-basic-pension-insurance-rate",
            "pregnancy-anaemia-rate",
            "drinking-water-source-grade3-share",
            "hiv-infected-children-treatment-rate",
            "congenital-syphilis-treatment-rate",
            "community-elderly-service-coverage",
        }
    )


def test_units_are_those_of_a_district(plan):
    elsewhere = {u.name for u in plan.units if not u.name.startswith("区")}
    assert {name for name in elsewhere if not name.startswith("福州市")} == {"团区委"}
    assert all("晋安" in name for name in elsewhere - {"团区委"})
    texts = [u.name for u in plan.units] + [row.label or "" for f in plan.forms for row in f.rows]
    assert not any(text.startswith(("县", "市")) for text in texts)


def test_rural_screening_is_counted_in_the_rural_column(plan):
    for disease in ("cervical", "breast"):
        formula = plan.indicator_by_code[f"rural-{disease}-screening-coverage"].formula
        assert {t.breakdown for t in (*formula.numerator, *formula.denominator)} == {"RES=R"}


def test_maternal_health_form_reads_like_the_paper_one(plan):
    form = lay_out(plan, "health").forms[0]
    assert [(row.code, row.label.strip("　")) for row in form.rows][5:] == [
        ("06", "孕产期血红蛋白检测人数"),
        ("07", "其中：贫血人数"),
        ("08", "孕产妇贫血患病率"),
        ("09", "孕产妇死亡率城乡差距（近五年合计）"),
    ]
    assert form.column_names == ("合计", "城市", "农村")


def _outcomes(plan, place, counts):
    """Outcomes of the targets at a place of the text, from typed counts."""
    observations = {
        SeriesKey(*key): Observation(
            key=SeriesKey(*key), reading=parse_quantity(text, plan.item_by_code[key[0]].unit)
        )
        for key, text in counts.items()
    }
    figures = Figures(plan=plan, year=2026, observations=observations, history={})
    targets = [t for t in plan.targets if (t.section, t.domain, t.item) == place and t.indicator]
    return {(t.indicator, t.breakdown): assess(t, figures).outcome for t in targets}


def test_villages_may_fail_where_communities_pass(plan):
    found = _outcomes(
        plan,
        ("strategy", 5, 9),
        {
            ("communities-and-villages", "_T"): "190",
            ("communities-and-villages", "RES=R"): "90",
            ("communities-with-elderly-facilities", "_T"): "189",
            ("communities-with-elderly-facilities", "RES=R"): "90",
            ("townships-and-streets", "RES=U"): "4",
            ("streets-with-home-care-centres", "_T"): "4",
        },
    )
    assert found["community-elderly-facility-coverage", "_T"] is Outcome.NOT_MET
    assert found["community-elderly-facility-coverage", "RES=R"] is Outcome.MET
    assert found["street-home-care-centre-coverage", "_T"] is Outcome.MET


@pytest.mark.parametrize(
    ("deaths", "outcome"), [("0", Outcome.MET), ("1", Outcome.MET), ("2", Outcome.NOT_MET)]
)
def test_about_ten_tolerates_a_twentieth_above(plan, deaths, outcome):
    """10,000 births: one death is 10/10万, two are 20; none is better than about 10, not worse."""
    counts = {("live-births", "_T"): "10000", ("maternal-deaths", "_T"): deaths}
    assert _outcomes(plan, ("goal", 1, 2), counts)["maternal-mortality-ratio", "_T"] is outcome
