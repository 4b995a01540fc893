from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.filing.tables import (
    ObservationRowsError,
    figures_from_rows,
    finding_rows,
    indicator_rows,
    judged_keys,
    observation_rows,
    unit_verdicts,
    verdict_rows,
)
from forms.findings import Explanation
from forms.reporting.entry import Figures
from forms.reporting.layout import UnitLayout, lay_out
from tests.builders import checker, figures, item, key, observation, rate_plan, target
from tests.strategies import entries

PLAN = rate_plan(
    target(">=", 90, year=2025, tier="floor"),
    target("=", 100, tier="aspiration"),
    target(None),
    items=[item("elsewhere"), item("cases", sensitive=True)],
    indicator={
        "name": "管理率",
        "breakdown": ["RES=U"],
        "basis": "event_rate",
        "multiplier": 1000,
        "unit": "‰",
    },
    rows=["part", "whole", "=rate", "cases"],
    columns=["_T", "RES=U"],
    history=[{"indicator": "rate", "year": 2020, "value": 5, "source": "前言"}],
)
LAYOUT: UnitLayout = lay_out(PLAN, "health")
TEXTS = {"part": "80", "whole": "1,000", "cases": "-2"}
HISTORY: dict[int, dict[str, object]] = {2024: {"whole": "990.5", "part": 70}, 2020: {"rate": 5}}
TIME = datetime(2026, 3, 1, 9, 0, 0, tzinfo=UTC)


def some_figures() -> Figures:
    start = figures(PLAN, TEXTS, HISTORY)
    known = observation(
        PLAN, "whole", "1,000", note="含流动", source="台账", entered_by="韩", entered_at=TIME
    )
    return start.with_observations([known])


def rows() -> list[dict[str, str]]:
    return observation_rows(some_figures(), LAYOUT)


def row_of(place: str, year: str = "2025") -> dict[str, str]:
    code, breakdown = key(place)
    (row,) = [r for r in rows() if (r["item"], r["breakdown"], r["year"]) == (code, breakdown, year)]
    return row


def columns(table: list[dict[str, str]]) -> set[frozenset[str]]:
    return {frozenset(row) for row in table}


def test_columns_of_the_contract() -> None:
    tables = {
        "form row item breakdown year value unit missing text note source entered_by entered_at": rows(),
        "indicator breakdown year value unit numerator denominator": indicator_rows(some_figures(), LAYOUT),
        "code level enforcement cells result message explanation explained_by explained_at digest": (
            finding_rows(checker(PLAN).check(some_figures()))
        ),
        "indicator section domain item op target unit target_year tier year actual outcome outlook ratio "
        "reliability interval_low interval_high volatile method chance reach_low reach_mid reach_high": (
            verdict_rows(unit_verdicts(some_figures(), LAYOUT))
        ),
    }
    for names, table in tables.items():
        assert columns(table) == {frozenset(names.split())}


def test_observation_rows() -> None:
    assert row_of("whole") == {
        "form": "f", "row": "02", "item": "whole", "breakdown": "_T", "year": "2025", "value": "1000",
        "unit": "人", "missing": "", "text": "1,000", "note": "含流动", "source": "台账", "entered_by": "韩",
        "entered_at": "2026-03-01T09:00:00Z",
    }  # fmt: skip
    assert (row_of("cases")["value"], row_of("cases")["missing"]) == ("", "not_conducted")
    assert row_of("part")["entered_at"] == ""
    assert row_of("whole", "2024")["value"] == "990.5"
    assert (row_of("rate", "2020")["form"], row_of("rate", "2020")["unit"]) == ("f", "‰")


def test_only_years_before_and_known_codes_are_written() -> None:
    more = {**HISTORY, 2025: {"part": 1}, 2026: {"part": 2}, 2023: {"gone": 3}}
    written = observation_rows(figures(PLAN, TEXTS, more), LAYOUT)
    assert written == observation_rows(figures(PLAN, TEXTS, HISTORY), LAYOUT)
    assert figures_from_rows(PLAN, 2025, written) == figures(PLAN, TEXTS, HISTORY)


def test_history_that_is_on_no_form_is_written() -> None:
    written = observation_rows(figures(PLAN, {}, {2024: {"elsewhere": 7}}), LAYOUT)
    assert [(r["form"], r["row"], r["item"], r["value"]) for r in written if r["year"] == "2024"] == [
        ("", "", "elsewhere", "7")
    ]


def test_indicator_rows() -> None:
    assert list(judged_keys(LAYOUT)) == [key("rate"), key("rate/RES=U")]
    assert indicator_rows(some_figures(), LAYOUT) == [
        {"indicator": "rate", "breakdown": "_T", "year": "2025", "value": "80", "unit": "‰",
         "numerator": "80", "denominator": "1000"},
        {"indicator": "rate", "breakdown": "RES=U", "year": "2025", "value": "", "unit": "‰",
         "numerator": "", "denominator": ""},
    ]  # fmt: skip


def test_verdict_rows() -> None:
    first, second = verdict_rows(unit_verdicts(some_figures(), LAYOUT))
    assert first == {
        "indicator": "rate", "section": "goal", "domain": "1", "item": "1", "op": ">=", "target": "90",
        "unit": "%", "target_year": "2025", "tier": "floor", "year": "2025", "actual": "80",
        "outcome": "not_met", "outlook": "", "ratio": "", "reliability": "small_numbers",
        "interval_low": "63.435025", "interval_high": "99.566925", "volatile": "false",
        "method": "pace", "chance": "", "reach_low": "", "reach_mid": "", "reach_high": "",
    }  # fmt: skip
    assert (second["op"], second["target_year"], second["tier"]) == ("=", "2030", "aspiration")


def test_finding_rows_carry_the_explanation_in_force() -> None:
    report = checker(PLAN).check(some_figures())
    finding = next(f for f in report.findings if f.code == "TB-CELL-014")
    given_ = Explanation(
        code=finding.code,
        cell=finding.cells[0],
        digest=finding.digest,
        text="未立项",
        by="韩",
        at="2026-03-01T09:00:00Z",
    )
    stale = replace(given_, digest="0" * 64, text="旧")
    (row,) = [r for r in finding_rows(report.with_explanations([given_, stale])) if r["code"] == finding.code]
    assert row == {
        "code": "TB-CELL-014", "level": "query", "enforcement": "query", "cells": "f/04/_T",
        "result": "fails", "message": "“cases”填的是“未开展”", "explanation": "未立项", "explained_by": "韩",
        "explained_at": "2026-03-01T09:00:00Z", "digest": finding.digest,
    }  # fmt: skip
    (row,) = [r for r in finding_rows(report.with_explanations([stale])) if r["code"] == finding.code]
    assert (row["explanation"], row["explained_by"], row["explained_at"]) == ("", "", "")


PLACES = [c.key for c in LAYOUT.entry_cells]


@given(st.lists(entries, min_size=len(PLACES), max_size=len(PLACES)), st.text(max_size=5))
def test_rows_read_back_as_the_same_figures(texts: list[str], note: str) -> None:
    cells = [observation(PLAN, str(k), t, note=note if t else "") for k, t in zip(PLACES, texts, strict=True)]
    written = figures(PLAN, {}, HISTORY).with_observations(cells)
    back = figures_from_rows(PLAN, 2025, observation_rows(written, LAYOUT))
    assert back == written
    assert checker(PLAN).check(back) == checker(PLAN).check(written)


BAD_ROWS: list[tuple[dict[str, str], str]] = [
    ({"item": "gone"}, "规划里没有“gone”"),
    ({"item": "rate"}, "“rate”是算出来的指标，不能直接填报"),
    ({"breakdown": "SEX=X"}, "不认识分组“SEX=X”"),
    ({"year": "x"}, "年份不是四位数字"),
    ({"year": "２０２５"}, "年份不是四位数字"),
    ({"year": "9" * 5000}, "年份不是四位数字"),
    ({"year": "2026", "text": ""}, "历史数据有误"),
    ({"year": "2023", "value": ""}, "历史数据有误"),
    ({"year": "2023", "value": "1.5万"}, "历史数据有误"),
    ({"year": "2023", "value": "NaN"}, "历史数据有误"),
    ({"year": "2024", "value": "1"}, "同一历史数据出现了两次"),
    ({"value": "81"}, "填报原文与所列数值不一致"),
    ({"value": "80.0"}, "填报原文与所列数值不一致"),
    ({"text": "-2"}, "填报原文与所列数值不一致"),
    ({"missing": "not_conducted"}, "填报原文与所列数值不一致"),
    ({}, "同一数据出现了两次"),
    ({"breakdown": "RES=U", "entered_at": "gestern"}, "填报时间“gestern”不对"),
    ({"breakdown": "RES=U", "entered_at": "2026-03-01T09:00:00"}, "填报时间“2026-03-01T09:00:00”没有时区"),
]


@pytest.mark.parametrize(("change", "message"), BAD_ROWS)
def test_rows_that_contradict_are_refused(change: dict[str, str], message: str) -> None:
    clean = [r for r in rows() if r["breakdown"] == "_T"]
    with pytest.raises(ObservationRowsError) as refused:
        figures_from_rows(PLAN, 2025, [*clean, row_of("part") | change])
    (problem,) = refused.value.problems
    assert (problem.code, problem.message) == ("E-VERIFY-042", message)
    assert problem.place == f"data/observations.csv 第 {len(clean) + 2} 行"


@pytest.mark.parametrize(
    "name", ["item", "breakdown", "year", "value", "missing", "text", "note", "entered_at"]
)
def test_missing_columns_are_named(name: str) -> None:
    row = row_of("part")
    del row[name]
    with pytest.raises(ObservationRowsError, match=f"缺少 {name}"):
        figures_from_rows(PLAN, 2025, [row])


def test_all_bad_rows_are_reported() -> None:
    bad = [row_of("part") | {"item": "gone"}, row_of("whole"), row_of("part") | {"value": "1"}]
    with pytest.raises(ObservationRowsError) as refused:
        figures_from_rows(PLAN, 2025, bad)
    assert [p.place for p in refused.value.problems] == [
        "data/observations.csv 第 2 行",
        "data/observations.csv 第 4 行",
    ]


@given(st.fixed_dictionaries({name: st.text(max_size=6) for name in row_of("part")}), st.data())
def test_no_row_makes_the_reader_stumble(row: dict[str, str], data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from(sorted(row))))
    mixed: dict[str, Any] = row_of("part") | {name: row[name] for name in kept}
    try:
        read = figures_from_rows(PLAN, 2025, [mixed])
    except ObservationRowsError:
        return
    assert figures_from_rows(PLAN, 2025, [r for r in [mixed] if r["year"] == "2025"]) == replace(
        read, history={}
    )


def test_values_are_written_exactly() -> None:
    (row,) = [r for r in indicator_rows(figures(PLAN, {"part": 1, "whole": 3}), LAYOUT) if r["value"]]
    assert row["value"] == "333." + "3" * 31
    assert Decimal(row["value"]) == figures(PLAN, {"part": 1, "whole": 3}).measured(key("rate")).value
