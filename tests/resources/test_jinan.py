"""The bundled plan of 晋安区: complete and faithful to the adopted text.

The expectations were read from the adopted text independently of the pack. Quoted are only the
fragments that hold a figure or a direction.
"""

from collections import Counter

import pytest

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import parse_quantity
from forms.plan.pack import Basis, Op, Tier
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from forms.verdict import Outcome, assess
from tests.resources.packs import is_as_printed, load_plan, targets_like

GOAL_COUNTS = {1: 10, 2: 9, 3: 10, 4: 10, 5: 9, 6: 10, 7: 9, 8: 10}
STRATEGY_COUNTS = {1: 12, 2: 11, 3: 16, 4: 11, 5: 12, 6: 11, 7: 13, 8: 13}

# section, domain, item, fragment of the text, op, value, year, indicator
SPOT_CHECKS = [
    ("goal", 1, 1, "预期寿命延长", "increase", None, None, "women-life-expectancy"),
    ("goal", 1, 1, "健康预期寿命提高", "increase", None, None, "healthy-life-expectancy"),
    ("goal", 1, 2, "10／10 万左右", "~", "10", None, "maternal-mortality-ratio"),
    ("goal", 1, 2, "城乡、区域差距缩小", "decrease", None, None, "maternal-mortality-urban-rural-gap"),
    ("goal", 1, 2, "城乡、区域差距缩小", "decrease", None, None, None),
    ("goal", 1, 3, "防治意识明显提高", "increase", None, None, "cervical-cancer-awareness-rate"),
    ("goal", 1, 3, "防治意识明显提高", "increase", None, None, "breast-cancer-awareness-rate"),
    ("goal", 1, 3, "全面推进", None, None, None, "hpv-vaccination-rate-13-14"),
    ("goal", 1, 3, "人群筛查率达到 70%以上", ">=", "70", None, "cervical-screening-rate"),
    ("goal", 1, 3, "人群筛查率逐步提高", "increase", None, None, "breast-screening-rate"),
    ("goal", 1, 3, "筛查覆盖率达到 90%以上", ">=", "90", None, "rural-cervical-screening-coverage"),
    ("goal", 1, 3, "筛查覆盖率达到 90%以上", ">=", "90", None, "rural-breast-screening-coverage"),
    ("goal", 1, 4, "减少非意愿妊娠", "decrease", None, None, "induced-abortion-ratio"),
    ("goal", 1, 5, "减少艾滋病、梅毒和乙肝", "decrease", None, None, "hiv-mother-to-child-transmission-rate"),
    ("goal", 1, 5, "减少艾滋病、梅毒和乙肝", "decrease", None, None, "congenital-syphilis-incidence"),
    ("goal", 1, 5, "减少艾滋病、梅毒和乙肝", "decrease", None, None, "hbv-mother-to-child-transmission-rate"),
    ("goal", 1, 5, "下降到 2%以下", "<=", "2", None, "hiv-mother-to-child-transmission-rate"),
    ("goal", 1, 6, "上升趋势减缓", "decrease", None, None, "women-anxiety-prevalence"),
    ("goal", 1, 6, "上升趋势减缓", "decrease", None, None, "women-depression-prevalence"),
    ("goal", 1, 6, "建成率达 80%以上", ">=", "80", None, "counselling-room-rate"),
    ("goal", 1, 8, "保持在 9%以下", "<=", "9", None, "maternal-anaemia-prevalence"),
    ("goal", 1, 9, "人数比例达到 55%", ">=", "55", None, "women-regular-exercise-rate"),
    ("goal", 1, 9, "合格比例达到 93%以上", ">=", "93", None, "women-fitness-pass-rate"),
    ("strategy", 1, 4, "保持在90%以上", ">=", "90", None, "maternal-system-management-rate"),
    ("strategy", 1, 5, "知晓率达到 90%以上", ">=", "90", None, "cervical-cancer-awareness-rate"),
    ("strategy", 1, 5, "知晓率达到 90%以上", ">=", "90", None, "breast-cancer-awareness-rate"),
    ("strategy", 1, 5, "促进70%的妇女", ">=", "70", None, "cervical-hp-screening-rate-35-45"),
    ("strategy", 1, 5, "治疗率达到 90%以上", ">=", "90", None, "cervical-cancer-treatment-rate"),
    ("strategy", 1, 7, "知晓率达 90%以上", ">=", "90", None, "women-hiv-awareness-rate"),
    ("strategy", 1, 7, "检测率达到 98%以上", ">=", "98", None, "hiv-testing-rate"),
    ("strategy", 1, 7, "检测率达到 98%以上", ">=", "98", None, "syphilis-testing-rate"),
    ("strategy", 1, 7, "检测率达到 98%以上", ">=", "98", None, "hbv-testing-rate"),
    ("strategy", 1, 7, "达到 95%以上", ">=", "95", None, "hiv-treatment-rate"),
    ("strategy", 1, 7, "达到 95%以上", ">=", "95", None, "syphilis-treatment-rate"),
    ("strategy", 1, 7, "达到 95%以上", ">=", "95", None, "hiv-infected-mothers-children-treatment-rate"),
    ("strategy", 1, 7, "95%以上", ">=", "95", None, "syphilis-infected-mothers-children-treatment-rate"),
    ("strategy", 1, 8, "实现…城乡覆盖", "=", "100", 2030, "mental-rehabilitation-coverage"),
    ("strategy", 1, 11, "10 分钟健身圈", "exists", "10", None, None),
    ("strategy", 1, 11, "五个全覆盖", "=", "100", None, "fitness-circle-10min-coverage"),
    ("strategy", 1, 11, "五个全覆盖", "=", "100", None, "new-community-sports-facility-coverage"),
    ("strategy", 1, 11, "五个全覆盖", "=", "100", None, "rural-sports-facility-coverage"),
    ("strategy", 1, 11, "五个全覆盖", "=", "100", None, "youth-sports-centre-coverage"),
    ("strategy", 1, 11, "五个全覆盖", "=", "100", None, "elderly-sports-centre-coverage"),
    ("strategy", 1, 11, "到 2030 年…不低于 2.7", ">=", "2.7", 2030, "sports-area-per-resident"),
    ("goal", 2, 3, "保持在 99%以上", ">=", "99", None, "preschool-gross-enrolment-rate"),
    ("goal", 2, 4, "稳定在 99%以上", ">=", "99", None, "compulsory-retention-rate"),
    ("goal", 2, 5, "保持在 97%以上", ">=", "97", None, "senior-secondary-gross-enrolment-rate"),
    ("goal", 2, 6, "女性比例不断提升", "increase", None, None, "rd-personnel-female-share"),
    ("goal", 2, 6, "水平差距不断缩小", "decrease", None, None, "scientific-literacy-gender-gap"),
    ("goal", 2, 8, "文盲基本消除", "decrease", None, None, "young-women-illiteracy-rate"),
    ("goal", 2, 8, "年限不断提高", "increase", None, None, "working-age-women-mean-years-of-schooling"),
    ("goal", 2, 9, "老年妇女比例不断提升", "increase", None, None, "older-women-education-rate"),
    ("goal", 3, 2, "充分就业", "increase", None, None, "women-graduates-employment-rate"),
    ("goal", 3, 5, "达到50%左右", "~", "50", None, "senior-professionals-female-share"),
    ("goal", 3, 6, "收入差距明显缩小", "decrease", None, None, "gender-income-gap"),
    ("goal", 3, 7, "发病率明显降低", "decrease", None, None, "women-occupational-disease-rate"),
    ("goal", 4, 2, "保持合理比例", "balanced", None, None, None),
    ("goal", 4, 2, "一般不低于", ">=", None, None, "party-congress-female-share-county"),
    ("goal", 4, 2, "一般不低于", ">=", None, None, "party-congress-female-share-township"),
    ("goal", 4, 4, "逐步提高", "increase", None, None, "government-leaders-female-share-county"),
    ("goal", 4, 4, "逐步提高", "increase", None, None, "government-department-leaders-female-share-county"),
    ("goal", 4, 4, "正职", "increase", None, None, "principals-female-share-county"),
    ("goal", 4, 4, "正职", "increase", None, None, "government-department-principals-female-share-county"),
    ("goal", 4, 6, "有所提升", "increase", None, None, "enterprise-managers-female-share"),
    ("goal", 4, 6, "相适应", "balanced", None, None, "enterprise-congress-female-share"),
    ("goal", 4, 6, "相适应", "balanced", None, None, "institution-congress-female-share"),
    ("goal", 4, 7, "达到 30%以上", ">=", "30", None, "village-committee-female-share"),
    ("goal", 4, 7, "比例逐步提高", "increase", None, None, "village-committee-heads-female-share"),
    ("goal", 4, 8, "保持在 50%左右", "~", "50", None, "residents-committee-female-share"),
    ("goal", 4, 8, "达到 50%以上", ">=", "50", None, "residents-committee-heads-female-share"),
    ("goal", 4, 9, "社会组织比例逐步提高", "increase", None, None, "social-organizations-led-by-women-rate"),
    ("strategy", 4, 2, "实现全覆盖", "=", "100", None, "womens-council-coverage"),
    ("goal", 5, 2, "提高生育保险参保率", "increase", None, None, "maternity-insurance-rate"),
    ("goal", 5, 3, "稳定在 95%以上", ">=", "95", None, "women-basic-medical-insurance-rate"),
    ("goal", 5, 4, "达到 95%以上", ">=", "95", None, "women-resident-pension-insurance-rate"),
    ("goal", 5, 4, "稳步提高", "increase", None, None, "women-average-pension"),
    ("goal", 5, 8, "覆盖率达 100%", "=", "100", None, "street-home-care-centre-coverage"),
    ("goal", 5, 8, "覆盖率达 100%", "=", "100", None, "key-township-home-care-centre-coverage"),
    ("goal", 5, 8, "覆盖率 100%", "=", "100", None, "community-elderly-facility-coverage"),
    ("goal", 5, 8, "示范建设", "exists", None, None, "urban-home-care-demonstration-centres"),
    ("goal", 5, 8, "示范建设", "exists", None, None, "rural-regional-elderly-demonstration-centres"),
    ("strategy", 5, 9, "一刻钟", "exists", "15", None, None),
    ("strategy", 5, 9, "20 分钟", "exists", "20", None, None),
    ("strategy", 5, 9, "覆盖率 100%", "=", "100", None, "street-home-care-centre-coverage"),
    ("strategy", 5, 9, "覆盖率 100%", "=", "100", None, "key-township-home-care-centre-coverage"),
    ("strategy", 5, 9, "机构数占比达 80%", ">=", "80", None, "private-elderly-institutions-share"),
    ("strategy", 5, 9, "占比达 70%以上", ">=", "70", None, "elderly-nursing-beds-share"),
    ("goal", 6, 7, "时间差距", "decrease", None, None, "housework-gender-gap"),
    ("goal", 7, 6, "稳定在 95%以上", ">=", "95", None, "rural-tap-water-rate"),
    ("goal", 7, 6, "水质不断提升", "increase", None, None, "rural-centralised-water-source-pass-rate"),
    ("goal", 7, 6, "总体为 100%", "=", "100", None, "centralised-drinking-water-source-grade3-share"),
    ("goal", 7, 7, "实际需求相适应", "balanced", None, None, "public-toilet-stall-ratio"),
    ("goal", 7, 7, "普遍设立", None, None, None, "third-toilet-coverage"),
    ("strategy", 7, 7, "全域覆盖", "=", "100", None, "waste-sorting-coverage"),
    ("strategy", 7, 8, "常住人口全覆盖", "=", "100", None, "basic-public-service-resident-coverage"),
]
ELDERLY_FACILITIES = ("strategy", 5, 9, "100%", "=", "100", None, "community-elderly-facility-coverage")


@pytest.fixture(scope="module")
def plan():
    return load_plan("jinan")


# --- the text --------------------------------------------------------------------------------------


def test_identity(plan):
    assert (plan.id, plan.region_code, plan.period, plan.version) == (
        "jinan",
        "350111",
        (2021, 2030),
        "2026.1",
    )
    assert plan.title == "晋安区妇女发展纲要（2021-2030年）"
    assert plan.office == "晋安区统计局"
    assert (plan.publisher, plan.deadline, plan.history) == (None, None, ())


def test_goals_are_numbered_as_printed(plan):
    assert {d.no: [g.no for g in d.goals] for d in plan.domains} == {
        no: list(range(1, count + 1)) for no, count in GOAL_COUNTS.items()
    }
    assert sum(len(d.goals) for d in plan.domains) == 77


def test_all_measures_are_listed(plan):
    listed = {no: [s.no for s in plan.strategies if s.domain == no] for no in STRATEGY_COUNTS}
    assert listed == {no: list(range(1, count + 1)) for no, count in STRATEGY_COUNTS.items()}


def test_measures_are_targets_only_where_they_hold_a_figure(plan):
    measures = [t for t in plan.targets if t.section == "strategy"]
    assert all(t.kind == "quantitative" and t.value is not None for t in measures)
    assert Counter((t.domain, t.item) for t in measures) == {
        (1, 4): 1,
        (1, 5): 4,
        (1, 7): 8,
        (1, 8): 1,
        (1, 11): 7,
        (4, 2): 1,
        (5, 9): 8,
        (7, 7): 1,
        (7, 8): 1,
    }


@pytest.mark.parametrize("check", SPOT_CHECKS, ids=lambda c: f"{c[0]}-{c[1]}.{c[2]}-{c[4]}-{c[7]}")
def test_target_is_as_in_the_text(plan, check):
    (target,) = targets_like(plan, check)
    assert is_as_printed(target, check[3])


def test_villages_are_judged_within_all_communities(plan):
    targets = targets_like(plan, ELDERLY_FACILITIES)
    assert [(t.breakdown, t.bodies) for t in targets] == [("_T", ("城乡居民社区",)), ("RES=R", ("建制村",))]
    (goal,) = targets_like(plan, ("goal", *ELDERLY_FACILITIES[1:2], 8, *ELDERLY_FACILITIES[3:]))
    assert (goal.breakdown, goal.bodies) == ("RES=R", ("建制村",))


def test_every_figure_of_the_text_is_spot_checked(plan):
    checked = {id(t) for check in (*SPOT_CHECKS, ELDERLY_FACILITIES) for t in targets_like(plan, check)}
    assert [t for t in plan.targets if t.value is not None and id(t) not in checked] == []


def test_holding_targets_are_those_to_be_kept(plan):
    assert {(t.section, t.domain, t.item, t.op) for t in plan.targets if t.hold} == {
        ("goal", 1, 8, "<="),
        ("strategy", 1, 4, ">="),
        ("goal", 2, 3, ">="),
        ("goal", 2, 4, ">="),
        ("goal", 2, 5, ">="),
        ("goal", 4, 2, "balanced"),
        ("goal", 4, 8, "~"),
        ("goal", 5, 3, ">="),
        ("goal", 7, 6, ">="),
    }


def test_trends_of_trends(plan):
    assert {t.indicator for t in plan.targets if t.order == 2} == {
        "women-anxiety-prevalence",
        "women-depression-prevalence",
    }


def test_only_two_measures_name_a_year_and_nothing_is_merely_striven_for(plan):
    dated = {(t.section, t.domain, t.item, t.year) for t in plan.targets if t.year is not None}
    assert dated == {("strategy", 1, 8, 2030), ("strategy", 1, 11, 2030)}
    assert {t.tier for t in plan.targets} & set(Tier) == set()
    assert not any(t.op is Op.RELATIVE_INCREASE for t in plan.targets)


def test_targets_that_follow_another_indicator(plan):
    assert {
        t.indicator: t.reference.indicator for t in plan.targets if t.reference and t.reference.indicator
    } == {
        "party-congress-female-share-county": "party-members-female-share",
        "party-congress-female-share-township": "party-members-female-share",
        "enterprise-congress-female-share": "enterprise-employees-female-share",
        "institution-congress-female-share": "institution-employees-female-share",
    }


def test_only_the_district_level_of_congress_and_conference_is_named(plan):
    levels = [t.bodies for t in plan.targets if (t.section, t.domain, t.item) == ("goal", 4, 3)]
    assert levels == [("区人民代表大会",), ("区人大常委会",), ("区政协",), ("区政协常委会",)]


# --- indicators, units and forms -------------------------------------------------------------------


def test_what_has_no_statistic_of_its_own_is_left_to_the_evaluators(plan):
    unbound = [t for t in plan.targets if t.kind != "qualitative" and t.indicator is None]
    assert [(t.section, t.domain, t.item, t.op) for t in unbound] == [
        ("goal", 1, 2, "decrease"),
        ("strategy", 1, 11, "exists"),
        ("goal", 4, 2, "balanced"),
        ("strategy", 5, 9, "exists"),
        ("strategy", 5, 9, "exists"),
    ]


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
    assert elsewhere == {"福州市晋安生态环境局", "福州市公安局晋安分局"}
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


def test_surveys_and_elections_are_marked(plan):
    surveys = {i.code for i in plan.indicators if i.basis is Basis.SURVEY}
    assert {"women-hiv-awareness-rate", "women-regular-exercise-rate", "housework-gender-gap"} <= surveys
    elected = {i.code for i in plan.indicators if i.election}
    assert {"residents-committee-heads-female-share", "social-organizations-led-by-women-rate"} <= elected
    assert "party-members-female-share" not in elected


def test_figures_about_few_people_are_marked_sensitive(plan):
    sensitive = {i.code for i in plan.items if i.sensitive}
    assert {
        "hiv-infected-mothers-children",
        "syphilis-infected-mothers-children-treated",
        "domestic-violence-warnings",
    } <= sensitive


def _outcomes(plan, place, counts):
    """Outcomes of the targets at a place of the text, from typed counts."""
    observations = {
        SeriesKey(*key): Observation(SeriesKey(*key), parse_quantity(text, plan.item_by_code[key[0]].unit))
        for key, text in counts.items()
    }
    figures = Figures(plan, 2026, observations, {})
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


def test_what_the_text_leaves_open_is_listed(plan):
    assert {
        "about",
        "anaemia",
        "balance",
        "children-treatment",
        "five-coverages",
        "home-care-centres",
        "hpv",
        "illiteracy",
        "insurance-denominator",
        "management",
        "mental-rehabilitation",
        "mortality-regional-gap",
        "private-institutions",
        "resident-pension",
        "rural-screening",
        "title",
        "water-sources",
    } <= {a.code for a in plan.assumptions}
