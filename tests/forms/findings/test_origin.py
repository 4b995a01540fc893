"""What the statistics office gives and what a special survey finds: asked for, questioned, left blank."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.findings import Level
from forms.plan.pack import Plan
from forms.reporting.layout import lay_out
from tests.builders import (
    answers,
    check,
    checker,
    counting_plan,
    figures,
    form,
    found,
    indicator,
    item,
    key,
    observation,
    only,
    plan,
)

_UNITS = [
    {"code": "health", "name": "区卫生健康局", "full_name": "测试区卫生健康局"},
    {"code": "statistics", "name": "区统计局", "full_name": "测试区统计局"},
]
_SURVEY = {"method": "问卷", "sampling": "分层抽样"}


def _plan(**changes: Any) -> Plan:
    """One population on two units' forms, and a survey's two results with the sizes of their samples."""
    start: dict[str, Any] = {
        "units": _UNITS,
        "items": [
            item("people", "常住人口数", owner="statistics", breakdown=["SEX=F"]),
            item("places", "托位数"),
            *(item(code, unit="分钟", decimals=1) for code in ("women", "men")),
            *(item(code) for code in ("women-asked", "men-asked")),
        ],
        "indicators": [
            indicator("gap", ["women", "men"], unit="分钟", special_survey=_SURVEY),
        ],
        "relations": [
            {"kind": "together", "items": [code, f"{code}-asked"], "enforcement": "mandatory"}
            for code in ("women", "men")
        ],
        "forms": [
            form(["people", "places"], columns=["_T", "SEX=F"]),
            form(["women", "women-asked", "men", "men-asked", "=gap"], code="g"),
            form(["people"], code="s", unit="statistics", columns=["_T", "SEX=F"]),
        ],
    }
    return plan(**start | changes)


PLAN = _plan()


def test_a_figure_is_given_where_another_unit_shows_what_is_the_statistics_offices() -> None:
    of_health, of_statistics = (lay_out(PLAN, unit) for unit in ("health", "statistics"))
    assert [c.address for c in of_health.entry_cells if c.is_given] == ["f/01/_T", "f/01/SEX=F"]
    assert not any(cell.is_given for cell in of_statistics.entry_cells)
    assert of_health.row_by_cell["f/01/_T"].is_given
    assert not of_health.row_by_cell["f/02/_T"].is_given


def test_what_another_unit_owns_is_not_given() -> None:
    shared = _plan(items=[*_items_of(PLAN)[1:], item("people", owner=None)])
    assert not any(cell.is_given for cell in lay_out(shared, "health").entry_cells)


def _items_of(plan_: Plan) -> list[dict[str, Any]]:
    from forms.plan.catalogue import plan_document

    return list(plan_document(plan_)["items"])


def test_a_given_figure_is_asked_for_its_source_once_a_row() -> None:
    report = check(PLAN, {"people": 900, "people/SEX=F": 450})
    finding = only(report, "TB-ORIGIN-001")
    assert finding.level is Level.MANDATORY
    assert finding.message == "“常住人口数”是统计局的数，本单位手工录入，还没有写来源"
    assert finding.cells == ("f/01/_T", "f/01/SEX=F")
    assert not found(check(PLAN, {"people": 900, "people/SEX=F": (450, "来函")}), "TB-ORIGIN-001")


def test_the_statistics_office_itself_is_not_asked() -> None:
    report = checker(PLAN, "statistics").check(figures(PLAN, {"people": 900}))
    assert not found(report, "TB-ORIGIN-001")


def test_a_source_written_later_is_noticed() -> None:
    rules = checker(PLAN)
    before = figures(PLAN, {"people": 900})
    assert found(rules.check(before), "TB-ORIGIN-001")
    sourced = observation(PLAN, "people", "900", source="统计局 3 月 5 日函")
    assert not found(rules.recheck(before.with_observations([sourced]), [sourced.key]), "TB-ORIGIN-001")


def test_blank_cells_of_a_survey_are_no_gap_and_need_no_reason() -> None:
    rest = {"people": (1, "x"), "people/SEX=F": 1, "places": 1}
    assert check(PLAN, rest).is_clear
    for typed in ("-1", "-2", "不适用"):
        assert not found(check(PLAN, rest | {"women": typed}), "TB-CELL-014")
    assert found(check(PLAN, rest | {"places": "-1"}), "TB-CELL-014")


def test_a_result_is_asked_for_its_survey_once() -> None:
    whole = {"women": 150, "women-asked": 400, "men": 60, "men-asked": 400}
    finding = only(check(PLAN, whole), "TB-ORIGIN-002")
    assert finding.message == "“women”是专项调查的结果，还没有写明这次调查"
    assert finding.keys == (key("women"), key("men"))
    assert not found(check(PLAN, whole | {"men": (60, "2025 年 10 月")}), "TB-ORIGIN-002")


def test_what_is_counted_every_year_is_asked_for_although_a_survey_uses_it_too() -> None:
    both = _plan(
        indicators=[
            indicator("gap", ["women", "men"], unit="分钟", special_survey=_SURVEY),
            indicator("share", ["places"], ["men-asked"]),
            indicator("asked-too", ["women"], unit="分钟"),
        ]
    )
    assert both.survey_items == {"men", "women-asked"}


def test_a_suggestion_is_offered_for_a_given_figure_with_its_source() -> None:
    parts = counting_plan(
        item("people", owner="statistics", breakdown=["SEX=F", "SEX=M"]),
        columns=["_T", "SEX=F", "SEX=M"],
        units=_UNITS,
    )
    for source in ("来函", ""):
        entries = {"people": (90, source), "people/SEX=F": (50, source), "people/SEX=M": (50, source)}
        assert only(check(parts, entries), "TB-SUM-001").suggestions


_ENTRY = st.tuples(
    st.sampled_from(["", "-1", "-2", "不适用", "0", "7", "看不懂"]), st.sampled_from(["", " ", "来函"])
)
_FIGURE = ("0", "7")


@given(st.dictionaries(st.sampled_from(["people", "people/SEX=F", "places", "women", "men"]), _ENTRY))
def test_what_is_asked_follows_from_owner_and_survey_alone(entries: dict[str, tuple[str, str]]) -> None:
    report = check(PLAN, entries)
    typed = {place for place, (text, _) in entries.items() if text in _FIGURE}
    sourced = {place for place, (_, source) in entries.items() if source.strip()}
    for code, places in (("TB-ORIGIN-001", {"people", "people/SEX=F"}), ("TB-ORIGIN-002", {"women", "men"})):
        assert bool(found(report, code)) == bool(typed & places and not sourced & places)
    blank = [k for finding in found(report, "TB-FILL-001") for k in finding.keys]
    wanted = ["people", "people/SEX=F", "places"]
    assert blank == [key(place) for place in wanted if not entries.get(place, ("", ""))[0]]
    asked_why = {finding.keys[0] for finding in found(report, "TB-CELL-014")}
    why = {p: entries[p][0] for p in wanted if p in entries and entries[p][0] in ("-1", "-2", "不适用")}
    if why.get("people/SEX=F") == why.get("people"):
        why.pop("people/SEX=F", None)  # the same reason is asked once
    assert asked_why == {key(p) for p in why}


@pytest.mark.parametrize("code", ["TB-ORIGIN-001", "TB-ORIGIN-002"])
def test_plans_without_such_figures_have_no_such_checks(code: str) -> None:
    assert answers(code, counting_plan(item("a")), {"a": 1}) == (0, 0, 0)
