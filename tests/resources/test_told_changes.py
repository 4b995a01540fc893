"""What the units of a plan are told of what changed since its first release, where one case shows it best."""

from desktop.services.plans.differences import differences
from desktop.services.plans.packs import load_bundled
from forms.reporting.layout import lay_out
from tests.desktop.services.plans.released import first_release


def _one(plan_id, unit, code):
    """What a unit is told of one thing."""
    before, after = first_release(plan_id).plan, load_bundled(plan_id).plan
    told = differences(before, lay_out(before, unit), after, lay_out(after, unit))
    return next(d for d in told if d.code.split()[-1] == code)


def test_a_figure_says_what_is_counted_now_and_who_supplies_it():
    assert _one("wanghua", "health", "women-35-64").detail == (
        "责任单位 区卫生健康局 → 抚顺市望花区统计局；分组改为“城市、农村、35—44岁、45—54岁、55—64岁”"
    )
    assert _one("wanghua", "health", "hiv-tested-pregnant").detail == "统计期间 妇幼卫生年度 → 日历年度"


def test_what_goes_to_another_office_says_to_which():
    assert _one("wanghua", "health", "nursery-places-per-1000").detail == "改由统计局汇总时计算"
    assert _one("liuhe", "trade-union", "enterprise-managers").detail == "改由柳河县市场监督管理局填报"
