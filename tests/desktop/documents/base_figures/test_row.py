"""A row of base figures: where its columns stand, which item it means, and the words why it is not taken."""

from dataclasses import replace

import pytest

from desktop.documents.base_figures.row import HeadNames, RowOfTable, item_names
from desktop.services.plans.packs import load_bundled
from forms.codes.base import BaseCode
from forms.errors import Problem
from forms.letters.base_figure import BaseStatus
from forms.plan.pack import STATISTICS

PLAN = load_bundled("liuhe").plan
OWN = next(item for item in PLAN.items if item.owner == STATISTICS and "RES=U" in item.breakdown)
THEIRS = next(item for item in PLAN.items if item.owner == "health")
HEADS = ("代码", "指标名称", "分组", "计量单位", "2025", "来源", "性质", "口径")


def row(heads=HEADS, **told):
    """A row whose cells are given by their heads."""
    texts = {"代码": OWN.code, "来源": "年报"} | told
    cells = [texts.get(head, "") for head in heads]
    return RowOfTable(names=HeadNames.of(heads), texts=cells, plan=PLAN, by_name=item_names(PLAN))


def why(**told):
    found = row(**told).described()
    assert isinstance(found, Problem)
    return found.code, found.message


def test_columns_are_found_by_the_heads_that_people_write_instead():
    names = HeadNames.of(["项目名称", "年度", "数", "单位", "数据来源", "备注"])
    assert dict(names.at) == {"指标名称": 0, "年份": 1, "计量单位": 3, "来源": 4}
    assert (names.year, names.value, names.width) == (1, 2, 6)
    assert names.known == {0, 1, 2, 3, 4}, "a remark is nobody's"
    assert HeadNames.of(["年份", "数值"]).value == 1


def test_of_two_columns_of_one_name_the_first_counts_and_every_year_is_known():
    names = HeadNames.of(["代码", "代码", "2024", "2025"])
    assert dict(names.at) == {"代码": 0}
    assert (names.year, names.value) == (None, None)
    assert names.years == {2: "2024", 3: "2025"}
    assert names.known == {0, 2, 3}


def test_a_row_says_what_it_says_and_a_short_one_nothing_more():
    found = row(分组="RES=U", 性质="初步数", 口径="常住人口").described()
    assert (found.item, found.key.breakdown, found.source) == (OWN, "RES=U", "年报")
    assert (found.status, found.definition) == (BaseStatus.PRELIMINARY, "常住人口")
    short = replace(row(), texts=[OWN.code])
    assert short.text("来源") == ""
    assert short.text("没有这一栏") == ""


def test_a_name_that_two_items_have_means_neither_and_their_codes_do():
    other = replace(OWN, code="another-code")
    plan = replace(PLAN, items=(*PLAN.items, other))
    names = item_names(plan)
    assert OWN.name not in names
    assert names[OWN.code] is OWN
    assert names["another-code"] is other
    assert item_names(PLAN)[OWN.name] is OWN
    assert THEIRS.code not in names


def test_an_item_of_somebody_else_is_named_with_its_owner():
    owner = PLAN.unit_by_code["health"].official_name
    assert why(代码=THEIRS.code) == (
        BaseCode.ITEM,
        f"“{THEIRS.name}”归{owner}，不是统计局的项目",
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"代码": "no-such"}, "规划里统计局没有“no-such”这一项"),
        ({"代码": "", "指标名称": "没有的"}, "规划里统计局没有“没有的”这一项"),
        ({"代码": ""}, "规划里统计局没有“（空）”这一项"),
        ({"代码": "长" * 99}, f"规划里统计局没有“{'长' * 40}”这一项"),
    ],
)
def test_what_is_no_item_is_quoted(told, said):
    assert why(**told) == (BaseCode.ITEM, said)


def test_a_breakdown_that_the_item_has_not_is_told_with_those_that_it_has():
    code, message = why(分组="SEX=F")
    assert code == BaseCode.ITEM
    assert message.startswith(f"“{OWN.name}”没有分组“SEX=F”，有：合计、")
    assert "城市" in message or "城镇" in message


def test_another_unit_of_measure_is_told_with_that_of_the_plan():
    assert why(计量单位="万人") == (
        BaseCode.MEASURE,
        f"计量单位写的是“万人”，规划里是“{OWN.unit}”，请换算",
    )
    assert not isinstance(row(计量单位=f" {OWN.unit} ").described(), Problem)


@pytest.mark.parametrize("text", ["正式数", "definitive", ""])
def test_a_figure_is_definitive_where_nothing_else_is_said(text):
    assert row(性质=text).described().status is BaseStatus.DEFINITIVE


def figure(year, text):
    described = row().described()
    return row().figure(described, year, text, 2025)


@pytest.mark.parametrize(
    ("year", "text", "code", "said"),
    [
        ("明年", "1", BaseCode.YEAR, "年份“明年”不是年份，没有采用"),
        ("2026", "1", BaseCode.YEAR, "是 2026 年的数，这是 2025 年的基础数据"),
        ("2025", "约100", BaseCode.CELL, ""),
        ("2025", "1.5", BaseCode.IMPOSSIBLE, "填了 1.5，"),
        ("2025", "\u200b", BaseCode.CELL, "看不见有数，请清空这一格或填数"),
    ],
)
def test_a_figure_that_is_none_says_why(year, text, code, said):
    found = figure(year, text)
    assert isinstance(found, Problem)
    assert found.code == code
    assert said in found.message
    assert found.message


def test_a_figure_has_its_year_and_what_the_row_says_of_it():
    found = figure("2024年", "1,200")
    assert (found.year, found.value, found.unit, found.source) == (2024, 1200, OWN.unit, "年报")
