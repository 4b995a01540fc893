"""What is said about a cell, a year, a target; what is found; what a chart shows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.models.grid.cell_text import status_text
from desktop.models.grid.finder import find_rows, initials
from desktop.models.grid.trend import trend_of
from desktop.models.unit.cell_facts import cell_facts
from desktop.models.unit.differing import differences_of
from desktop.models.unit.overview import overview
from desktop.models.unit.working_year import WorkingYear
from desktop.models.wording import deadline_of, deadline_text, size_text
from desktop.services.handover import _last_change
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk
from desktop.services.unit.looking_back import verdicts_until
from desktop.services.unit.year import open_year
from forms.figures.breakdown import SeriesKey
from tests.desktop.models.desks import BIRTHS, BIRTHS_URBAN, TESTED_RURAL, YEAR, new_desk

ANAEMIA = "maternal-health/08/_T"


def test_a_computed_cell_tells_its_formula_by_row_codes_target_and_verdict(filled):
    facts = dict(cell_facts(filled, ANAEMIA).facts)
    assert facts["公式"] == "07 ÷ 06 × 100（%）"
    assert "目标（一）8" in facts["目标"]
    assert "≤10" in facts["目标"]
    assert facts["判定"].startswith("预计达标困难。本年 12.41，目标 ≤ 10")


def test_a_verdict_on_a_part_says_so_beside_the_figure_of_the_total(tmp_path):
    """鹿寨县民政局: 本年 97.30 of the whole county, and below it 判定 达标。本年 100.00, of its towns."""
    with create_desk(tmp_path / "民政.db", load_bundled("luzhai"), "civil-affairs") as desk:
        year = open_year(desk, YEAR)
        typed = {
            "communities-and-villages": (37, 12, 25),
            "communities-with-service-facilities": (36, 12, 24),
        }
        texts = {
            SeriesKey(code, part): str(value)
            for code, values in typed.items()
            for part, value in zip(("_T", "RES=U", "RES=R"), values, strict=True)
        }
        year.enter(texts)
        working = WorkingYear(year)
        facts = cell_facts(working, "community-facilities/02/_T")
        assert facts.value == "97.30"
        assert dict(facts.facts)["判定"].startswith("城市：达标。本年 100.00，目标 = 100")
        row = working.row("community-facilities/02/_T")
        assert "：城市，本年 100.00" in status_text(working, row).tip


def test_a_cell_tells_its_changes_newest_first(working):
    working.enter(BIRTHS, "274")
    working.enter(BIRTHS, "2036")
    log = cell_facts(working, BIRTHS).log
    assert "274 → 2,036" in log[0]
    assert "填写 274" in log[1]


@pytest.mark.parametrize(
    ("first", "then", "line"),
    [
        ("2036", "2,036", "改写为“2,036”"),
        ("两千", "两千人", "两千 → 两千人"),
        ("2036", "-2", "2,036 → 未开展"),
        ("-2", "未开展", "改写为“未开展”"),
        ("2036", "", "2,036 → 空"),
    ],
)
def test_a_change_is_told_as_what_it_was(working, first, then, line):
    working.enter(BIRTHS, first)
    working.enter(BIRTHS, then)
    assert line in cell_facts(working, BIRTHS).log[0]
    working.annotate(BIRTHS, note="口径未变")
    assert "改备注或来源" in cell_facts(working, BIRTHS).log[0]


def test_names_of_an_older_version_are_shown_clean_and_stay_as_they_are(working, desk):
    name = "王\u202e\u200b芳\x07"
    people = replace(desk.people, filler=name)
    desk.store.set_people(people, actor=name, now=desk.clock())  # as it was before names were looked at
    working.enter(BIRTHS, "2036")
    (line,) = cell_facts(working, BIRTHS).log
    assert line.endswith("　王芳")
    figures = working.year.figures.observations
    assert figures[working.cell(BIRTHS).key].entered_by == name
    assert _last_change(desk).endswith("　王芳")


def test_remark_and_source_stay_with_the_figure(working):
    working.enter(BIRTHS, "2036")
    assert working.annotate(BIRTHS, note="口径未变", source="年报 3 页")
    facts = cell_facts(working, BIRTHS)
    assert (facts.note, facts.source, facts.value) == ("口径未变", "年报 3 页", "2,036")


def test_a_breakdown_is_named_in_the_title(filled):
    assert cell_facts(filled, BIRTHS_URBAN).title == "01 活产数 · 城市"
    assert cell_facts(filled, BIRTHS_URBAN).earlier == "1,789"


def test_a_closed_cell_says_why(filled):
    facts = cell_facts(filled, TESTED_RURAL)
    assert "不按这一栏分组" in facts.why_closed
    assert facts.trend is None


def test_an_address_of_no_cell_has_no_facts(working):
    assert cell_facts(working, "nowhere/1/_T") is None


def test_the_chart_goes_from_the_baseline_to_the_target(filled):
    trend = trend_of(filled, filled.row(ANAEMIA), filled.cell(ANAEMIA))
    assert trend.points[-1][0] == 2025
    assert trend.path[0][0] == 2020
    assert trend.path[-1] == (2030, Decimal(10))
    assert trend.outlook[0] == trend.points[-1]
    assert (trend.first_year, trend.last_year) == (2020, 2030)
    assert "目标 ≤ 10" in trend.spoken


def test_a_count_has_a_chart_without_a_path(filled):
    trend = trend_of(filled, filled.row(BIRTHS), filled.cell(BIRTHS))
    assert (trend.path, trend.outlook) == ((), ())


def test_rows_are_found_by_name_code_and_initials(filled):
    layout = filled.year.layout
    assert find_rows(layout, "孕妇贫血")[0].address == ANAEMIA
    assert find_rows(layout, "yfpx")[0].address == ANAEMIA
    assert {p.address.split("/")[1] for p in find_rows(layout, "8")} == {"08"}
    assert find_rows(layout, "zzzzzz") == find_rows(layout, " ") == []


@pytest.mark.parametrize(
    ("text", "letters"), [("活产数", "hcs"), ("35—64岁", "3564s"), ("癌症", "az"), ("㛃", "")]
)
def test_initials(text, letters):
    assert initials(text) == letters


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (None, "截止日期由统计局通知"),
        (date(2026, 4, 30), "截止 2026-04-30（还有 35 天）"),
        (date(2026, 3, 26), "截止 2026-03-26（今天）"),
        (date(2026, 3, 20), "截止 2026-03-20（已过 6 天）"),
    ],
)
def test_the_deadline_in_words(due, text):
    assert deadline_text(due, date(2026, 3, 26)) == text


def test_the_deadline_of_the_year_wins_over_the_plan(working):
    plan = working.year.desk.plan
    assert deadline_of(plan, 2025, date(2026, 5, 1)) == date(2026, 5, 1)
    assert deadline_of(plan, 2025, None) is None


def told(working, kind):
    found = differences_of(working, verdicts_until(working.year))
    return [f"{d.name}（{d.detail}）" for d in found if d.kind == kind]


def test_the_first_screen_says_what_is_due_and_new(working):
    start = overview(working)
    assert start.tasks[0].about == "10 张表，71 格"
    assert "孕产妇死亡率（2025 年 ≤10.5）" in told(working, "本年到期")
    assert "人均健康预期寿命（本年要填）" in told(working, "上年无数")
    assert not start.filler_missing
    working.year.desk.name_people(phone="")
    waiting = overview(working)
    assert (waiting.tasks[0].about, waiting.tasks[0].role) == ("还没有写联系电话", "phone")
    assert not waiting.filler_missing
    working.year.desk.name_people(filler="")
    assert overview(working).filler_missing


@pytest.mark.parametrize(("size", "text"), [(3, "1 KB"), (312_400, "312 KB"), (1_250_000, "1.2 MB")])
def test_sizes_in_words(size, text):
    assert size_text(size) == text


def test_the_start_of_a_year_recalls_last_years_warnings(tmp_path):
    with new_desk(tmp_path / "a.db", filled=True) as desk:
        warned = [f"{w.name}（上年{w.kind.label}）" for w in open_year(desk, YEAR).warnings]
        assert warned
        assert told(WorkingYear(open_year(desk, YEAR + 1)), "上年预警") == warned
