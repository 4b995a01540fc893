"""The bundled plan of 鹿寨县: complete and faithful to the adopted text.

The expectations were read from the adopted text independently of the pack. Quoted are only the
fragments that hold a figure or a direction.
"""

from collections import Counter

import pytest

from forms.figures.quantity import parse_quantity
from forms.plan.pack import Basis, Op, Tier
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from forms.verdict import Outcome, assess
from tests.resources.packs import is_as_printed, load_plan, targets_like

GOAL_COUNTS = {1: 10, 2: 11, 3: 10, 4: 12, 5: 9, 6: 11, 7: 12, 8: 9}
STRATEGY_COUNTS = {1: 12, 2: 12, 3: 13, 4: 11, 5: 11, 6: 11, 7: 14, 8: 12}

# section, domain, item, fragment of the text, op, value, year, indicator
SPOT_CHECKS = [
    ("goal", 1, 1, "人均预期寿命延长", "increase", None, None, "women-life-expectancy"),
    ("goal", 1, 1, "健康预期寿命逐步提高", "increase", None, None, "healthy-life-expectancy"),
    ("goal", 1, 2, "下降到12/10万以下", "<=", "12", None, "maternal-mortality-ratio"),
    ("goal", 1, 2, "城乡、区域差距缩小", "decrease", None, None, "maternal-mortality-urban-rural-gap"),
    ("goal", 1, 2, "城乡、区域差距缩小", "decrease", None, None, None),
    ("goal", 1, 3, "防治意识明显提高", "increase", None, None, "cervical-cancer-awareness-rate"),
    ("goal", 1, 3, "防治意识明显提高", "increase", None, None, "breast-cancer-awareness-rate"),
    ("goal", 1, 3, "宫颈癌人群筛查率达到70%以上", ">=", "70", None, "cervical-screening-rate"),
    ("goal", 1, 3, "乳腺癌人群筛查率逐步提高", "increase", None, None, "breast-screening-rate"),
    ("goal", 1, 4, "减少非意愿妊娠", "decrease", None, None, "induced-abortion-ratio"),
    ("goal", 1, 5, "减少艾滋病、梅毒和乙肝", "decrease", None, None, "hiv-mother-to-child-transmission-rate"),
    ("goal", 1, 5, "减少艾滋病、梅毒和乙肝", "decrease", None, None, "congenital-syphilis-incidence"),
    ("goal", 1, 5, "减少艾滋病、梅毒和乙肝", "decrease", None, None, "hbv-mother-to-child-transmission-rate"),
    ("goal", 1, 5, "传播率下降到2%以下", "<=", "2", None, "hiv-mother-to-child-transmission-rate"),
    ("goal", 1, 6, "心理健康素养水平不断提升", "increase", None, None, "women-mental-health-literacy"),
    ("goal", 1, 6, "上升趋势减缓", "decrease", None, None, "women-anxiety-prevalence"),
    ("goal", 1, 6, "上升趋势减缓", "decrease", None, None, "women-depression-prevalence"),
    ("goal", 1, 8, "减少孕产妇贫血", "decrease", None, None, "pregnancy-anaemia-rate"),
    ("strategy", 1, 2, "建设1所", "exists", "1", None, "maternal-child-health-institutions"),
    ("strategy", 1, 4, "系统管理率达到90%以上", ">=", "90", None, "maternal-system-management-rate"),
    ("strategy", 1, 5, "知晓率达到90%以上", ">=", "90", None, "cervical-cancer-awareness-rate"),
    ("strategy", 1, 5, "知晓率达到90%以上", ">=", "90", None, "breast-cancer-awareness-rate"),
    ("strategy", 1, 5, "促进70%的妇女在35—45岁", ">=", "70", None, "cervical-hp-screening-rate-35-45"),
    ("strategy", 1, 5, "治疗率达到90%以上", ">=", "90", None, "cervical-cancer-treatment-rate"),
    ("strategy", 1, 7, "检测率达到98%以上", ">=", "98", None, "hiv-testing-rate"),
    ("strategy", 1, 7, "检测率达到98%以上", ">=", "98", None, "syphilis-testing-rate"),
    ("strategy", 1, 7, "检测率达到98%以上", ">=", "98", None, "hbv-testing-rate"),
    ("strategy", 1, 7, "治疗率达到95%以上", ">=", "95", None, "hiv-treatment-rate"),
    ("strategy", 1, 7, "治疗率达到95%以上", ">=", "95", None, "syphilis-treatment-rate"),
    ("strategy", 1, 7, "治疗率达到95%以上", ">=", "95", None, "hiv-infected-children-treatment-rate"),
    ("strategy", 1, 7, "治疗率达到95%以上", ">=", "95", None, "congenital-syphilis-treatment-rate"),
    ("goal", 2, 4, "毛入园率达到93%以上", ">=", "93", None, "preschool-gross-enrolment-rate"),
    ("goal", 2, 5, "巩固率提高到97%以上", ">=", "97", None, "compulsory-retention-rate"),
    ("goal", 2, 6, "达到并保持在93%以上", ">=", "93", None, "senior-secondary-gross-enrolment-rate"),
    ("goal", 2, 8, "水平差距不断缩小", "decrease", None, None, "scientific-literacy-gender-gap"),
    ("goal", 2, 10, "文盲基本消除", "decrease", None, None, "young-women-illiteracy-rate"),
    ("goal", 2, 11, "老年妇女比例不断提升", "increase", None, None, "older-women-education-rate"),
    ("goal", 3, 2, "提高妇女就业率", "increase", None, None, "women-employment-rate"),
    ("goal", 3, 2, "保持在45%左右", "~", "45", None, "employed-female-share"),
    ("goal", 3, 3, "达到40%左右", "~", "40", None, "urban-unit-female-share"),
    ("goal", 3, 4, "女性比例达到40%", ">=", "40", None, "senior-professionals-female-share"),
    ("goal", 3, 5, "收入差距明显缩小", "decrease", None, None, "gender-income-gap"),
    ("goal", 3, 6, "发病率明显降低", "decrease", None, None, "women-occupational-disease-rate"),
    ("goal", 4, 2, "保持合理比例", "balanced", None, None, None),
    ("goal", 4, 2, "一般不低于", ">=", None, None, "party-congress-female-share-county"),
    ("goal", 4, 2, "一般不低于", ">=", None, None, "party-congress-female-share-township"),
    (
        "goal",
        4,
        5,
        "比例逐步提高",
        "increase",
        None,
        None,
        "government-department-leaders-female-share-county",
    ),
    (
        "goal",
        4,
        5,
        "比例逐步提高",
        "increase",
        None,
        None,
        "government-department-principals-female-share-county",
    ),
    ("goal", 4, 7, "相适应", "balanced", None, None, "enterprise-congress-female-share"),
    ("goal", 4, 7, "相适应", "balanced", None, None, "institution-congress-female-share"),
    ("goal", 4, 8, "达到30%以上", ">=", "30", None, "village-committee-female-share"),
    ("goal", 4, 8, "达到10%以上", ">=", "10", None, "village-committee-heads-female-share"),
    ("goal", 4, 9, "保持在50%左右", "~", "50", None, "residents-committee-female-share"),
    ("goal", 4, 9, "达到50%以上", ">=", "50", None, "residents-committee-heads-female-share"),
    ("goal", 4, 11, "少数民族女干部的比例逐步提高", "increase", None, None, "minority-women-cadres-share"),
    ("goal", 5, 3, "稳定在95%以上", ">=", "95", None, "women-basic-medical-insurance-rate"),
    ("goal", 5, 4, "提高到95%", ">=", "95", None, "women-basic-pension-insurance-rate"),
    ("goal", 6, 10, "指导率逐步提高", "increase", None, None, "newlywed-guidance-rate"),
    ("goal", 6, 10, "建设县婚姻登记家庭辅导室", "exists", None, None, "marriage-counselling-rooms"),
    ("strategy", 6, 3, "实现全覆盖", "=", "100", None, "community-service-facility-coverage"),
    ("goal", 7, 6, "达到90%", ">=", "90", None, "rural-tap-water-rate"),
    ("goal", 7, 6, "提升城市集中式", "increase", None, None, "drinking-water-source-grade3-share"),
    ("goal", 7, 7, "实际需求相适应", "balanced", None, None, "public-toilet-stall-ratio"),
    ("goal", 7, 8, "全面普及", None, None, None, "urban-waste-sorting-coverage"),
    ("goal", 7, 8, "基本达到100%", "~", "100", None, "rural-waste-collection-rate"),
    ("goal", 7, 9, "覆盖率100%", "=", "100", None, "public-health-emergency-plan-coverage"),
    ("goal", 7, 10, "程度不断提高", "increase", None, None, "environment-leaders-female-share"),
    ("goal", 7, 10, "县建有妇女活动中心", "exists", None, None, "women-activity-centres"),
    ("strategy", 7, 7, "管网全覆盖", "=", "100", None, "urban-sewage-network-coverage"),
]
COUNCILS_EVERYWHERE = ("strategy", 4, 2, "实现全覆盖", "=", "100", None, "womens-council-coverage")


@pytest.fixture(scope="module")
def plan():
    return load_plan("luzhai")


# --- the text --------------------------------------------------------------------------------------


def test_identity(plan):
    assert (plan.id, plan.region_code, plan.period, plan.version) == (
        "luzhai",
        "450223",
        (2021, 2030),
        "2026.1",
    )
    assert plan.title == "鹿寨县妇女发展规划（2021—2030年）"
    assert plan.office == "鹿寨县统计局"
    assert (plan.publisher, plan.deadline, plan.history) == (None, None, ())


def test_goals_are_numbered_as_printed(plan):
    assert {d.no: [g.no for g in d.goals] for d in plan.domains} == {
        no: list(range(1, count + 1)) for no, count in GOAL_COUNTS.items()
    }
    assert sum(len(d.goals) for d in plan.domains) == 84


def test_all_measures_are_listed(plan):
    listed = {no: [s.no for s in plan.strategies if s.domain == no] for no in STRATEGY_COUNTS}
    assert listed == {no: list(range(1, count + 1)) for no, count in STRATEGY_COUNTS.items()}


def test_measures_are_targets_only_where_they_hold_a_figure(plan):
    measures = [t for t in plan.targets if t.section == "strategy"]
    assert all(t.kind == "quantitative" and t.value is not None for t in measures)
    assert Counter((t.domain, t.item) for t in measures) == {
        (1, 2): 1,
        (1, 4): 1,
        (1, 5): 4,
        (1, 7): 7,
        (4, 2): 2,
        (6, 3): 1,
        (7, 7): 1,
    }


@pytest.mark.parametrize("check", SPOT_CHECKS, ids=lambda c: f"{c[0]}-{c[1]}.{c[2]}-{c[4]}-{c[7]}")
def test_target_is_as_in_the_text(plan, check):
    (target,) = targets_like(plan, check)
    assert is_as_printed(target, check[3].replace("12/10万", "12").replace("35—45岁", ""))


def test_councils_are_wanted_in_communities_and_in_villages(plan):
    targets = targets_like(plan, COUNCILS_EVERYWHERE)
    assert [(t.breakdown, t.bodies) for t in targets] == [("RES=U", ("城乡社区",)), ("RES=R", ("村",))]


def test_service_facilities_are_wanted_in_urban_communities_only(plan):
    (target,) = [t for t in plan.targets if (t.section, t.domain, t.item) == ("strategy", 6, 3)]
    assert target.breakdown == "RES=U"


def test_every_figure_of_the_text_is_spot_checked(plan):
    checks = (*SPOT_CHECKS, COUNCILS_EVERYWHERE)
    checked = {id(t) for check in checks for t in targets_like(plan, check)}
    assert [t for t in plan.targets if t.value is not None and id(t) not in checked] == []


def test_holding_targets_are_those_to_be_kept(plan):
    assert {(t.section, t.domain, t.item, t.op) for t in plan.targets if t.hold} == {
        ("goal", 2, 6, ">="),
        ("goal", 3, 2, "~"),
        ("goal", 4, 2, "balanced"),
        ("goal", 4, 9, "~"),
        ("goal", 5, 3, ">="),
    }


def test_trends_of_trends(plan):
    assert {t.indicator for t in plan.targets if t.order == 2} == {
        "women-anxiety-prevalence",
        "women-depression-prevalence",
    }


def test_targets_that_follow_another_indicator(plan):
    assert {
        t.indicator: t.reference.indicator for t in plan.targets if t.reference and t.reference.indicator
    } == {
        "party-congress-female-share-county": "party-members-female-share",
        "party-congress-female-share-township": "party-members-female-share",
        "enterprise-congress-female-share": "enterprise-employees-female-share",
        "institution-congress-female-share": "institution-employees-female-share",
    }


def test_the_text_names_no_year_no_base_and_no_aspiration(plan):
    assert {t.year for t in plan.targets} == {None}
    assert {t.tier for t in plan.targets} & set(Tier) == set()
    assert not any(t.op is Op.RELATIVE_INCREASE for t in plan.targets)


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


def test_what_has_a_direction_but_no_statistic_is_left_to_the_evaluators(plan):
    unbound = [t for t in plan.targets if t.kind != "qualitative" and t.indicator is None]
    assert [(t.domain, t.item, t.op) for t in unbound] == [(1, 2, "decrease"), (4, 2, "balanced")]


def test_units_are_those_of_a_county(plan):
    elsewhere = {u.name for u in plan.units if not u.name.startswith("县")}
    assert elsewhere == {"柳州市鹿寨生态环境局"}
    texts = [u.name for u in plan.units] + [row.label or "" for f in plan.forms for row in f.rows]
    assert not any("区委" in text or "区政" in text or "区人大" in text for text in texts)


def test_children_under_treatment_stand_below_the_infected(plan):
    form = lay_out(plan, "health").forms[2]
    assert [(row.code, row.label.strip("　")) for row in form.rows][13:22] == [
        ("14", "艾滋病感染产妇所生已知结局儿童数"),
        ("15", "其中：确诊感染艾滋病的儿童数"),
        ("16", "其中：感染艾滋病儿童治疗人数"),
        ("17", "艾滋病母婴传播率"),
        ("18", "艾滋病感染孕产妇所生感染儿童治疗率"),
        ("19", "先天梅毒报告病例数"),
        ("20", "其中：先天梅毒儿童治疗人数"),
        ("21", "先天梅毒报告发病率"),
        ("22", "梅毒感染孕产妇所生感染儿童治疗率"),
    ]


def test_surveys_and_elections_are_marked(plan):
    assert sum(i.basis is Basis.SURVEY for i in plan.indicators) >= 8
    elected = {i.code for i in plan.indicators if i.election}
    assert "residents-committee-heads-female-share" in elected
    assert "minority-women-cadres-share" not in elected


def test_figures_about_few_people_are_marked_sensitive(plan):
    sensitive = {i.code for i in plan.items if i.sensitive}
    assert {"hiv-infected-children-treated", "congenital-syphilis-treated", "rape-cases-filed"} <= sensitive


def test_city_communities_are_judged_by_the_city_column(plan):
    """Every community has facilities, only half of the villages: the target is met."""
    counts = {"communities-and-villages": ("10", "100"), "communities-with-service-facilities": ("10", "50")}
    observations = {}
    for form in lay_out(plan, "civil-affairs").forms:
        for cell in form.entry_cells:
            if cell.key.code in counts and cell.key.breakdown != "_T":
                text = counts[cell.key.code][cell.key.breakdown == "RES=R"]
                observations[cell.key] = Observation(cell.key, parse_quantity(text, "个"))
    (target,) = [t for t in plan.targets if (t.section, t.domain, t.item) == ("strategy", 6, 3)]
    assert assess(target, Figures(plan, 2026, observations, {})).outcome is Outcome.MET


def test_what_the_text_leaves_open_is_listed(plan):
    assert {
        "about",
        "children-treatment",
        "editing",
        "insurance-denominator",
        "literacy",
        "minority-cadres",
        "reach",
        "reach-and-hold",
        "regional-gap",
        "waste-sorting",
    } <= {a.code for a in plan.assumptions}
