"""The bundled plan of 望花区: complete, faithful to the adopted text, and ready to be filled in.

The expectations were read from the adopted text independently of the pack. Quoted are only the
fragments that hold a figure.
"""

from collections import Counter

import pytest

from forms.plan.pack import Basis, Op, TargetKind
from forms.reporting.layout import lay_out
from tests.resources.packs import is_as_printed, load_plan, targets_like

GOAL_NUMBERS = {
    1: [*range(1, 12), 13],
    2: list(range(1, 12)),
    3: list(range(1, 10)),
    4: list(range(1, 12)),
    5: list(range(1, 10)),
    6: list(range(1, 10)),
    7: list(range(1, 11)),
    8: list(range(1, 10)),
}
STRATEGY_COUNTS = {1: 13, 2: 14, 3: 13, 4: 10, 5: 11, 6: 10, 7: 13, 8: 12}

# section, domain, item, fragment of the text, op, value, year, indicator
SPOT_CHECKS = [
    ("goal", 1, 2, "到2025年控制在10.5／10万以下", "<=", "10.5", 2025, "maternal-mortality-ratio"),
    ("goal", 1, 2, "到2030年下降到10／10万以下", "<=", "10", 2030, "maternal-mortality-ratio"),
    ("goal", 1, 2, "城乡差距逐步缩小", "decrease", None, None, "maternal-mortality-urban-rural-gap"),
    ("goal", 1, 4, "宫颈癌人群筛查率达到70％以上", ">=", "70", None, "cervical-screening-rate"),
    ("goal", 1, 4, "乳腺癌人群筛查率逐步提高", "increase", None, None, "breast-screening-rate"),
    ("goal", 1, 6, "检测率达到98％以上", ">=", "98", None, "hiv-testing-rate"),
    ("goal", 1, 6, "检测率达到98％以上", ">=", "98", None, "syphilis-testing-rate"),
    ("goal", 1, 6, "检测率达到98％以上", ">=", "98", None, "hbv-testing-rate"),
    ("goal", 1, 6, "治疗率达到95％以上", ">=", "95", None, "hiv-treatment-rate"),
    ("goal", 1, 6, "治疗率达到95％以上", ">=", "95", None, "syphilis-treatment-rate"),
    ("goal", 1, 6, "下降到２％以下", "<=", "2", None, "hiv-mother-to-child-transmission-rate"),
    ("goal", 1, 7, "到2025年和2030年", "relative_increase", "10", 2025, "women-nutrition-knowledge-rate"),
    ("goal", 1, 7, "到2025年和2030年", "relative_increase", "10", 2030, "women-nutrition-knowledge-rate"),
    ("goal", 1, 7, "增长率持续减缓", "decrease", None, None, "women-obesity-rate"),
    ("goal", 1, 8, "力争到2030年控制在10％以下", "<=", "10", 2030, "pregnancy-anaemia-rate"),
    ("goal", 1, 10, "上升趋势减缓", "decrease", None, None, "women-anxiety-prevalence"),
    ("goal", 1, 10, "上升趋势减缓", "decrease", None, None, "women-depression-prevalence"),
    ("goal", 1, 11, "达到48％以上", ">=", "48", None, "women-regular-exercise-rate"),
    ("strategy", 1, 2, "建立1所", "exists", "1", None, "maternal-child-health-institutions"),
    ("strategy", 1, 4, "保持在90％以上", ">=", "90", None, "maternal-system-management-rate"),
    ("strategy", 1, 5, "每年为女职工安排1次", ">=", "1", None, "gynaecological-check-frequency"),
    ("strategy", 1, 6, "知晓率达到90％以上", ">=", "90", None, "cervical-cancer-awareness-rate"),
    ("strategy", 1, 6, "知晓率达到90％以上", ">=", "90", None, "breast-cancer-awareness-rate"),
    ("strategy", 1, 6, "促进70％的妇女在35-45岁", ">=", "70", None, "cervical-hp-screening-rate-35-45"),
    ("strategy", 1, 6, "至少每２年", ">=", "1", None, "cervical-check-frequency"),
    ("strategy", 1, 6, "至少每２年", ">=", "1", None, "breast-check-frequency"),
    ("strategy", 1, 6, "治疗率达到90％以上", ">=", "90", None, "cervical-cancer-treatment-rate"),
    ("strategy", 1, 12, "15分钟体育健身圈", "exists", "15", None, None),
    ("goal", 2, 4, "男童女童比例保持均衡", "balanced", None, None, "kindergarten-girls-share"),
    ("goal", 2, 5, "保持在97％以上", ">=", "97", None, "compulsory-retention-rate"),
    ("goal", 2, 6, "保持在95％左右", "~", "95", None, "senior-secondary-gross-enrolment-rate"),
    ("goal", 2, 9, "差距不断缩小", "decrease", None, None, "scientific-literacy-gender-gap"),
    ("goal", 3, 2, "保持在45％左右", "~", "45", None, "employed-female-share"),
    ("goal", 3, 3, "达到40％左右", "~", "40", None, "urban-unit-female-share"),
    ("goal", 3, 4, "达到40％以上", ">=", "40", None, "senior-professionals-female-share"),
    ("goal", 3, 6, "发病率明显降低", "decrease", None, None, "women-occupational-disease-rate"),
    ("goal", 4, 2, "不低于", ">=", None, None, "party-congress-female-share-county"),
    ("goal", 4, 4, "至少各配备1名", "exists", "1", None, "party-committee-women-leaders-county"),
    ("goal", 4, 4, "至少各配备1名", "exists", "1", None, "government-women-leaders-county"),
    ("goal", 4, 5, "要有一定数量", "exists", None, None, "party-government-women-principals-county"),
    ("goal", 4, 5, "至少配备１名", "exists", "1", None, "party-government-women-principals-county"),
    ("goal", 4, 6, "一半以上的领导班子", ">=", "50", None, "departments-with-women-leaders-rate"),
    ("goal", 4, 6, "一定数量的正职", "exists", None, None, "departments-women-principals"),
    ("goal", 4, 8, "相适应", "balanced", None, None, "enterprise-congress-female-share"),
    ("goal", 4, 9, "达到30％以上", ">=", "30", None, "village-committee-female-share"),
    ("goal", 4, 10, "保持在50％左右", "~", "50", None, "residents-committee-female-share"),
    ("goal", 4, 10, "达到40％以上", ">=", "40", None, "residents-committee-heads-female-share"),
    ("strategy", 4, 8, "至少有１名", "exists", "1", None, "village-committee-fewest-women"),
    ("strategy", 4, 8, "至少有１名", "exists", "1", None, "residents-committee-fewest-women"),
    ("goal", 5, 3, "稳定在95％以上", ">=", "95", None, "women-basic-medical-insurance-rate"),
    ("goal", 5, 4, "提高到95％以上", ">=", "95", None, "women-basic-pension-insurance-rate"),
    ("goal", 5, 8, "达标率100％", "=", "100", None, "new-urban-area-elderly-facility-rate"),
    ("goal", 5, 8, "达标率100％", "=", "100", None, "new-residential-area-elderly-facility-rate"),
    ("strategy", 5, 9, "建设１所", "exists", "1", None, "elderly-nursing-institutions"),
    ("strategy", 5, 9, "均拥有１名", ">=", "1", None, "social-workers-per-1000-elderly"),
    ("strategy", 5, 9, "均拥有１名", ">=", "1", None, "social-workers-per-100-beds"),
    ("strategy", 6, 3, "实现全覆盖", "=", "100", None, "community-service-facility-coverage"),
    ("goal", 7, 7, "到2025年达到92％", ">=", "92", 2025, "rural-tap-water-rate"),
    ("goal", 7, 7, "到2030年达到94％", ">=", "94", 2030, "rural-tap-water-rate"),
    ("goal", 7, 8, "与实际需求相适应", "balanced", None, None, "public-toilet-stall-ratio"),
    ("strategy", 7, 9, "污水管网全覆盖", "=", "100", None, "urban-sewage-network-coverage"),
    ("strategy", 7, 10, "至少为３:２", ">=", "1.5", None, "public-toilet-stall-ratio"),
    ("strategy", 7, 10, "提高到２：1", ">=", "2", None, "crowded-place-toilet-stall-ratio"),
]


@pytest.fixture(scope="module")
def plan():
    return load_plan("wanghua")


# --- the text --------------------------------------------------------------------------------------


def test_identity(plan):
    assert (plan.id, plan.region_code, plan.period, plan.version) == (
        "wanghua",
        "210404",
        (2021, 2030),
        "2026.1",
    )
    assert plan.title == "望花区妇女发展规划（2021-2030年）"
    assert plan.publisher is None
    assert plan.deadline is None


def test_goals_are_numbered_as_printed(plan):
    assert {d.no: [g.no for g in d.goals] for d in plan.domains} == GOAL_NUMBERS
    assert sum(len(d.goals) for d in plan.domains) == 80


def test_all_measures_are_listed(plan):
    listed = {no: [s.no for s in plan.strategies if s.domain == no] for no in STRATEGY_COUNTS}
    assert listed == {no: list(range(1, count + 1)) for no, count in STRATEGY_COUNTS.items()}


def test_measures_are_targets_only_where_they_hold_a_figure(plan):
    measures = [t for t in plan.targets if t.section == "strategy"]
    assert all(t.kind is TargetKind.QUANTITATIVE and t.value is not None for t in measures)
    several = {(1, 6): 6, (4, 8): 2, (5, 9): 3, (7, 10): 2}
    one_each = dict.fromkeys([(1, 2), (1, 4), (1, 5), (1, 12), (6, 3), (7, 9)], 1)
    assert Counter((t.domain, t.item) for t in measures) == several | one_each


@pytest.mark.parametrize("check", SPOT_CHECKS, ids=lambda c: f"{c[0]}-{c[1]}.{c[2]}-{c[7]}-{c[6]}")
def test_target_is_as_in_the_text(plan, check):
    assert len(targets_like(plan, check)) == 1


@pytest.mark.parametrize("check", SPOT_CHECKS, ids=lambda c: f"{c[0]}-{c[1]}.{c[2]}-{c[7]}-{c[6]}")
def test_figures_of_the_quoted_fragment_are_in_the_target(plan, check):
    (target,) = targets_like(plan, check)
    assert is_as_printed(target, check[3])


def test_every_figure_of_the_text_is_spot_checked(plan):
    checked = {id(t) for check in SPOT_CHECKS for t in targets_like(plan, check)}
    unchecked = [t for t in plan.targets if t.value is not None and id(t) not in checked]
    assert unchecked == []


def test_holding_targets_are_those_to_be_kept(plan):
    held = {(t.section, t.domain, t.item, t.op) for t in plan.targets if t.hold}
    assert held == {
        ("strategy", 1, 4, ">="),
        ("goal", 2, 4, "balanced"),
        ("goal", 2, 5, ">="),
        ("goal", 2, 6, "~"),
        ("goal", 2, 8, "balanced"),
        ("goal", 3, 2, "~"),
        ("goal", 4, 2, "balanced"),
        ("goal", 4, 10, "~"),
        ("goal", 5, 3, ">="),
    }


def test_trends_of_trends(plan):
    assert {t.indicator for t in plan.targets if t.order == 2} == {
        "women-obesity-rate",
        "women-anxiety-prevalence",
        "women-depression-prevalence",
    }


def test_relative_targets_name_their_base(plan):
    bases = {t.year: t.reference for t in plan.targets if t.op is Op.RELATIVE_INCREASE}
    assert {year: (r.year, r.measure) for year, r in bases.items()} == {
        2025: (2019, "relative"),
        2030: (2022, "relative"),
    }


def test_targets_that_follow_another_indicator(plan):
    followed = {
        t.indicator: t.reference.indicator for t in plan.targets if t.reference and t.reference.indicator
    }
    assert followed == {
        "party-congress-female-share-county": "party-members-female-share",
        "party-congress-female-share-township": "party-members-female-share",
        "enterprise-congress-female-share": "enterprise-employees-female-share",
        "institution-congress-female-share": "institution-employees-female-share",
    }


def test_no_tier_without_a_second_figure(plan):
    assert {t.tier for t in plan.targets} == {None}


# --- indicators, units and forms -------------------------------------------------------------------


def test_what_has_a_statistic_is_bound_to_an_indicator(plan):
    unbound = [t for t in plan.targets if t.kind is not TargetKind.QUALITATIVE and t.indicator is None]
    assert [(t.section, t.domain, t.item) for t in unbound] == [("strategy", 1, 12), ("goal", 4, 2)]
    assert all(t.note for t in unbound)


def test_maternal_health_form_reads_like_the_paper_one(plan):
    form = lay_out(plan, "health").forms[0]
    assert [(row.code, row.label.strip("　")) for row in form.rows][:8] == [
        ("01", "活产数"),
        ("02", "孕产妇死亡人数"),
        ("03", "孕产妇死亡率"),
        ("04", "产妇系统管理人数"),
        ("05", "孕产妇系统管理率"),
        ("06", "孕期血红蛋白检测人数"),
        ("07", "其中：贫血人数"),
        ("08", "孕妇贫血率"),
    ]
    assert form.column_names == ("合计", "城市", "农村")


def test_surveys_are_marked(plan):
    surveys = [i for i in plan.indicators if i.basis is Basis.SURVEY and i.identity_item is not None]
    assert len(surveys) >= 10


def test_bodies_that_change_only_at_elections_are_marked(plan):
    elected = {i.code for i in plan.indicators if i.election}
    assert {"village-committee-female-share", "peoples-congress-female-share-county"} <= elected
    assert "party-members-female-share" not in elected


def test_figures_about_few_people_are_marked_sensitive(plan):
    sensitive = {i.code for i in plan.items if i.sensitive}
    assert {"hiv-infected-pregnant", "syphilis-infected-pregnant", "domestic-violence-warnings"} <= sensitive


def test_what_the_text_leaves_open_is_listed(plan):
    assert {"about", "balance", "relative-increase", "health-year", "insurance-denominator"} <= {
        a.code for a in plan.assumptions
    }
