"""The bundled plan of 柳河县: complete and faithful to a text that still shows its editing.

The expectations were read from the adopted text independently of the pack. Quoted are only the
fragments that hold a figure or a direction.
"""

from collections import Counter

import pytest

from forms.plan.pack import TargetKind
from forms.reporting.layout import lay_out
from tests.resources.packs import is_as_printed, load_plan, targets_like

GOAL_COUNTS = {1: 9, 2: 9, 3: 10, 4: 10, 5: 9, 6: 9, 7: 8, 8: 9}
STRATEGY_COUNTS = {1: 12, 2: 12, 3: 11, 4: 10, 5: 11, 6: 10, 7: 10, 8: 12}

# section, domain, item, fragment of the text, op, value, year, indicator
SPOT_CHECKS = [
    ("goal", 1, 1, "妇女人均预期寿命延长", "increase", None, None, "women-life-expectancy"),
    ("goal", 1, 2, "下降到12/10万以下", "<=", "12", None, "maternal-mortality-ratio"),
    ("goal", 1, 2, "城乡、区域差距缩小", "decrease", None, None, "maternal-mortality-urban-rural-gap"),
    ("goal", 1, 3, "宫颈癌人群筛查率达到70%以上", ">=", "70", None, "cervical-screening-rate"),
    ("goal", 1, 3, "逐步提高乳腺癌人群筛查率", "increase", None, None, "breast-screening-rate"),
    ("goal", 1, 5, "减少艾滋病、梅毒和乙肝", "decrease", None, None, "congenital-syphilis-incidence"),
    ("goal", 1, 5, "下降到2%以下", "<=", "2", None, "hiv-mother-to-child-transmission-rate"),
    ("goal", 1, 6, "上升趋势减缓", "decrease", None, None, "women-anxiety-prevalence"),
    ("goal", 1, 6, "上升趋势减缓", "decrease", None, None, "women-depression-prevalence"),
    ("goal", 1, 8, "减少孕产妇贫血", "decrease", None, None, "pregnancy-anaemia-rate"),
    ("strategy", 1, 4, "系统管理率达到90%以上", ">=", "90", None, "maternal-system-management-rate"),
    ("strategy", 1, 5, "知晓率达到90%以上", ">=", "90", None, "cervical-cancer-awareness-rate"),
    ("strategy", 1, 5, "知晓率达到90%以上", ">=", "90", None, "breast-cancer-awareness-rate"),
    ("strategy", 1, 5, "治疗率达到90%以上", ">=", "90", None, "cervical-cancer-treatment-rate"),
    ("strategy", 1, 7, "检测率达到98%以上", ">=", "98", None, "hiv-testing-rate"),
    ("strategy", 1, 7, "检测率达到98%以上", ">=", "98", None, "syphilis-testing-rate"),
    ("strategy", 1, 7, "检测率达到98%以上", ">=", "98", None, "hbv-testing-rate"),
    ("strategy", 1, 7, "治疗率达到95%以上", ">=", "95", None, "hiv-treatment-rate"),
    ("strategy", 1, 7, "治疗率达到95%以上", ">=", "95", None, "syphilis-treatment-rate"),
    ("strategy", 1, 11, "15分钟体育健身圈", "exists", "15", None, None),
    ("goal", 2, 3, "男女比例保持均衡", "balanced", None, None, "compulsory-girls-share"),
    ("goal", 2, 4, "毛入学率达到95%", ">=", "95", None, "senior-secondary-gross-enrolment-rate"),
    ("goal", 2, 6, "趋于平衡", "balanced", None, None, "higher-education-stem-female-share"),
    ("goal", 2, 7, "不断缩小", "decrease", None, None, "scientific-literacy-gender-gap"),
    ("goal", 2, 8, "终身教育水平", "increase", None, None, "women-lifelong-education-participants"),
    ("goal", 2, 9, "基本消除", "decrease", None, None, "young-women-illiteracy-rate"),
    ("goal", 3, 2, "保持稳定并逐步提高", "increase", None, None, "employed-female-share"),
    ("goal", 3, 3, "达到40%左右", "~", "40", None, "urban-unit-female-share"),
    ("goal", 3, 5, "达到40%", ">=", "40", None, "senior-professionals-female-share"),
    ("goal", 3, 7, "有效控制", "decrease", None, None, "women-occupational-disease-rate"),
    ("goal", 4, 2, "一般不低于", ">=", None, None, "party-congress-female-share-county"),
    ("goal", 4, 3, "县、乡人大代表", "increase", None, None, "peoples-congress-female-share-township"),
    ("goal", 4, 4, "乡镇（街道）", "increase", None, None, "government-leaders-female-share-township"),
    ("goal", 4, 4, "占同级正职干部的比例", "increase", None, None, "principals-female-share-township"),
    ("goal", 4, 5, "县政府", "increase", None, None, "government-department-leaders-female-share-county"),
    ("goal", 4, 7, "相适应", "balanced", None, None, "enterprise-congress-female-share"),
    ("goal", 4, 8, "达到30%以上", ">=", "30", None, "village-committee-female-share"),
    ("strategy", 4, 2, "实现全覆盖", "=", "100", None, "womens-council-coverage"),
    ("goal", 5, 3, "稳定在95%以上", ">=", "95", None, "women-basic-medical-insurance-rate"),
    ("goal", 5, 4, "提高到95%", ">=", "95", None, "women-basic-pension-insurance-rate"),
    ("goal", 5, 5, "参保人数", "increase", None, None, "women-work-injury-insured"),
    ("goal", 5, 9, "关爱服务水平", "increase", None, None, "left-behind-women-service-rate"),
    ("goal", 6, 7, "缩小两性家务劳动时间差距", "decrease", None, None, "housework-gender-gap"),
    ("strategy", 6, 3, "实现全覆盖", "=", "100", None, "community-service-facility-coverage"),
    ("goal", 7, 6, "达到95%", ">=", "95", None, "rural-tap-water-rate"),
    ("goal", 7, 7, "稳步提高", "increase", None, None, "rural-sanitary-toilet-rate"),
    ("goal", 7, 7, "相适应", "balanced", None, None, "public-toilet-stall-ratio"),
    ("strategy", 7, 6, "污水管网全覆盖", "=", "100", None, "urban-sewage-network-coverage"),
]


def _check_name(check):
    return f"{check[0]}-{check[1]}.{check[2]}-{check[7]}-{check[4]}"


@pytest.fixture(scope="module")
def plan():
    return load_plan("liuhe")


# --- the text --------------------------------------------------------------------------------------


def test_identity(plan):
    assert (plan.id, plan.region_code, plan.period, plan.version) == (
        "liuhe",
        "220524",
        (2021, 2030),
        "2026.1",
    )
    assert (plan.title, plan.office) == ("柳河县妇女发展规划（2021—2030年）", "柳河县统计局")
    assert (plan.publisher, plan.deadline) == (None, None)


def test_doubled_labels_leave_the_goals_numbered_through(plan):
    """Labels such as 8.7 and 9.8 are goals 8 and 9: the first number runs through."""
    assert {d.no: [g.no for g in d.goals] for d in plan.domains} == {
        no: list(range(1, count + 1)) for no, count in GOAL_COUNTS.items()
    }
    assert sum(len(d.goals) for d in plan.domains) == 73


def test_all_measures_are_listed(plan):
    listed = {no: [s.no for s in plan.strategies if s.domain == no] for no in STRATEGY_COUNTS}
    assert listed == {no: list(range(1, count + 1)) for no, count in STRATEGY_COUNTS.items()}


def test_measures_are_targets_only_where_they_hold_a_figure(plan):
    measures = [t for t in plan.targets if t.section == "strategy"]
    assert all(t.kind is TargetKind.QUANTITATIVE and t.value is not None for t in measures)
    assert Counter((t.domain, t.item) for t in measures) == {
        (1, 4): 1,
        (1, 5): 3,
        (1, 7): 5,
        (1, 11): 1,
        (4, 2): 1,
        (6, 3): 1,
        (7, 6): 1,
    }


@pytest.mark.parametrize("check", SPOT_CHECKS, ids=_check_name)
def test_target_is_as_in_the_text(plan, check):
    (target,) = targets_like(plan, check)
    assert is_as_printed(target, check[3])


def test_every_figure_of_the_text_is_spot_checked(plan):
    checked = {id(t) for check in SPOT_CHECKS for t in targets_like(plan, check)}
    assert [t for t in plan.targets if t.value is not None and id(t) not in checked] == []


def test_no_target_names_a_year_or_a_second_tier(plan):
    assert {(t.year, t.tier) for t in plan.targets} == {(None, None)}


def test_holding_targets_are_those_to_be_kept(plan):
    held = Counter((t.domain, t.item, t.op) for t in plan.targets if t.hold)
    assert held == {
        (2, 3, "balanced"): 1,
        (2, 6, "balanced"): 1,
        (3, 2, "increase"): 1,
        (4, 2, "balanced"): 1,
        (4, 7, "increase"): 1,
        (4, 9, "balanced"): 2,
        (5, 3, ">="): 1,
    }


def test_trends_of_trends(plan):
    assert {t.indicator for t in plan.targets if t.order == 2} == {
        "women-anxiety-prevalence",
        "women-depression-prevalence",
    }


def test_targets_that_follow_another_indicator(plan):
    followed = {t.indicator: t.reference.indicator for t in plan.targets if t.reference is not None}
    assert followed == {
        "party-congress-female-share-county": "party-members-female-share",
        "party-congress-female-share-township": "party-members-female-share",
        "enterprise-congress-female-share": "enterprise-employees-female-share",
        "institution-congress-female-share": "institution-employees-female-share",
    }


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


def test_what_cannot_be_measured_in_a_county_is_left_to_people(plan):
    unbound = [t for t in plan.targets if t.kind is not TargetKind.QUALITATIVE and t.indicator is None]
    assert [(t.section, t.domain, t.item) for t in unbound] == [
        ("goal", 1, 2),
        ("strategy", 1, 11),
        ("goal", 4, 2),
        ("goal", 4, 9),
        ("goal", 4, 9),
    ]


# --- editing residue, units and forms --------------------------------------------------------------


def test_both_readings_of_a_torn_sentence_are_kept(plan):
    """“有效控制加大女职工职业病发病率防治宣传” joins two sentences."""
    readings = [t for t in plan.targets if (t.section, t.domain, t.item) == ("goal", 3, 7)]
    assert [t.op for t in readings] == [None, "decrease", None]
    assert all("修改残留" in t.note for t in readings[1:])


def test_residue_of_editing_is_listed(plan):
    assert {"numbering", "residue-levels", "residue-occupational", "residue-schools", "residue-relief"} <= {
        a.code for a in plan.assumptions
    }


def test_the_text_states_no_earlier_figure(plan):
    assert plan.history == ()


def test_units_are_those_of_a_county(plan):
    names = [u.name for u in plan.units]
    assert len(names) == len(set(names)) == 22
    assert {name[0] for name in names} == {"县", "市"}
    assert [name for name in names if name.startswith("市")] == ["市生态环境局柳河县分局"]


def test_leaders_form_goes_from_county_to_township_to_departments(plan):
    form = next(f for f in lay_out(plan, "organization").forms if f.form.code == "women-leaders")
    assert [(row.code, row.label) for row in form.rows][:7] == [
        ("01", "县政府领导班子成员数"),
        ("02", "　其中：女干部数"),
        ("03", "县政府领导班子中女干部比例"),
        ("04", "县级领导班子正职干部数"),
        ("05", "县级领导班子正职干部中女性比例"),
        ("06", "乡镇（街道）政府领导班子成员数"),
        ("07", "乡镇（街道）政府领导班子中女干部比例"),
    ]
    assert form.column_names == ("合计", "女")


def test_figures_about_few_people_are_marked_sensitive(plan):
    sensitive = {i.code for i in plan.items if i.sensitive}
    assert {"hiv-infected-pregnant", "rape-cases-filed", "domestic-violence-warnings"} <= sensitive
