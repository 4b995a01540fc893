"""Figures of earlier years that cannot be true are named, and used nowhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from forms.findings import Level
from forms.plan.definitions import Item
from forms.reporting.measured import Gap
from forms.verdict import assess
from tests.builders import (
    check,
    checker,
    figures,
    found,
    indicator,
    item,
    key,
    only,
    rate_plan,
    target,
    typed_rate_plan,
)
from tests.forms.findings.cases import CASES

AIM = target("<=", 10, year=2030)
PLAN = typed_rate_plan(AIM, indicator={"better": "lower"}, items=[item("births", "活产数")], rows=["births"])
COUNTED = rate_plan(target(">=", 90), indicator={"name": "管理率"})
COURSE: dict[int, dict[str, object]] = {
    2020: {"rate": "16.0"}, 2021: {"rate": "15.8"}, 2022: {"rate": "15.5"}, 2023: {"rate": "15.4"},
}  # fmt: skip
IMPORTED = "按“填报”左下角【往年数据】“查看、更正”，或者改正《往年数据》表后重新导入"
MEND = f"请打开 2024 年改正；是导入的往年数，{IMPORTED}"


def test_it_is_named_with_year_and_cell_and_where_to_mend_it() -> None:
    report = check(PLAN, {"rate": "15.1", "births": 7}, COURSE | {2024: {"rate": 152, "births": "3.5"}})
    rate, births = found(report, "TB-YEAR-004")
    assert rate.message == "“某比率”2024 年是 152.00，最大只能是 100。本年的审核和判断没有采用"
    assert births.message == "“活产数”2024 年是 3.5，以“人”计应是整数。本年的审核和判断没有采用"
    assert (rate.cells, births.cells) == (("f/01/_T",), ("f/02/_T",))
    assert rate.next_step == births.next_step == MEND
    assert rate.enforcement is Level.ADVISORY, "it belongs to another year, so this one does not wait for it"


def test_a_rate_is_named_where_possible_counts_make_it_impossible() -> None:
    finding = only(check(COUNTED, {"part": 8, "whole": 9}, {2024: {"part": 30, "whole": 20}}), "TB-YEAR-004")
    assert finding.message == "“管理率”2024 年算得 150.00，最大只能是 100。本年的审核和判断没有采用"
    assert finding.cells == ("f/03/_T",)


def test_a_rate_hardly_beyond_its_limit_is_told_apart_from_it() -> None:
    history = {2024: {"part": 100001, "whole": 100000}}
    assert "算得 100.001，最大只能是 100" in only(check(COUNTED, {}, history), "TB-YEAR-004").message


def test_all_the_years_of_a_figure_are_named_at_once() -> None:
    history = {2018: {"births": -1}, 2022: {"births": 5}, 2023: {"births": "0.5"}, 2024: {"births": -9}}
    finding = only(check(PLAN, {}, history), "TB-YEAR-004")
    told = ("2018 年是 -1，不能是负数", "2023 年是 0.5，以“人”计应是整数", "2024 年是 -9，不能是负数")
    assert finding.message == f"“活产数”{'；'.join(told)}。本年的审核和判断没有采用"
    assert finding.next_step.startswith("请打开 2023、2024 年改正")


def test_before_the_plan_there_is_only_the_table_to_mend() -> None:
    finding = only(check(PLAN, {}, {2019: {"births": "1.5"}}), "TB-YEAR-004")
    assert finding.next_step == f"请{IMPORTED}"


def test_what_the_pack_itself_states_is_for_the_office_to_mend() -> None:
    stated = {"indicator": "rate", "year": 2020, "value": Decimal(160), "source": "前言"}
    p = typed_rate_plan(AIM, history=[stated])
    finding = only(check(p, {"rate": 15}, {2020: {"rate": 160}}), "TB-YEAR-004")
    assert finding.next_step == "2020 年的数是规划数据包写明的，请告知统计局"


def test_a_number_of_endless_digits_is_not_written_out() -> None:
    finding = only(check(PLAN, {}, {2024: {"births": Decimal("1E+40")}}), "TB-YEAR-004")
    assert finding.message == "“活产数”2024 年的数位数太多。本年的审核和判断没有采用"


def test_what_was_reported_under_another_definition_is_not_held_to_the_present_limits() -> None:
    given = figures(PLAN, {"rate": 15}, {2024: {"rate": 152}})
    broken = type(given)(given.plan, given.year, given.observations, given.history, {"rate": 2025})
    assert found(checker(PLAN).check(broken), "TB-YEAR-004") == []
    assert broken.gap(key("rate"), 2024) is Gap.BROKEN


def test_it_is_as_good_as_unknown() -> None:
    given = figures(PLAN, {"rate": "15.1"}, COURSE | {2024: {"rate": 152}})
    without = figures(PLAN, {"rate": "15.1"}, COURSE)
    assert given.measured(key("rate"), 2024).value is None
    assert dict(given.course_before(key("rate"))) == dict(without.course_before(key("rate")))
    assert assess(PLAN.targets[0], given) == assess(PLAN.targets[0], without)
    report = check(PLAN, {"rate": "15.1"}, COURSE | {2024: {"rate": 152}})
    others = [f for f in report.findings if f.code != "TB-YEAR-004"]
    assert others == list(check(PLAN, {"rate": "15.1"}, COURSE).findings)


def test_the_finished_rate_stands_in_for_impossible_counts() -> None:
    history = {2024: {"part": 30, "whole": 20, "rate": "81.5"}}
    given = figures(COUNTED, {}, history)
    assert given.measured(key("rate"), 2024).value == Decimal("81.5")
    assert dict(given.left_out(key("rate"))) == {2024: Decimal(150)}


def test_an_impossible_finished_rate_is_not_used_either() -> None:
    given = figures(COUNTED, {}, {2024: {"rate": 181}, 2023: {"rate": 81}})
    assert dict(given.course_before(key("rate"))) == {2023: Decimal(81)}
    assert dict(given.left_out(key("rate"))) == {2024: Decimal(181)}
    assert given.measured(key("rate"), 2024).gap is Gap.IMPOSSIBLE


def test_why_it_is_not_there() -> None:
    given = figures(PLAN, {}, {2024: {"births": -7}, 2023: {"births": 7}})
    assert [given.gap(key("births"), y) for y in (2022, 2023, 2024)] == [
        Gap.UNRECORDED, None, Gap.IMPOSSIBLE,
    ]  # fmt: skip


def test_a_figure_that_the_plan_no_longer_asks_for_is_nobodys_concern() -> None:
    given = figures(PLAN, {"rate": 15}, {2024: {"gone": -7}})
    assert found(checker(PLAN).check(given), "TB-YEAR-004") == []
    assert given.value(key("gone"), 2024) is None


def test_another_indicator_that_a_target_refers_to_is_named_at_the_row_that_refers() -> None:
    p = typed_rate_plan(
        target(">=", reference={"indicator": "other"}), items=[item("men", "男性数"), item("all", "总数")],
        indicators=[indicator("other", ["men"], ["all"])],
    )  # fmt: skip
    finding = only(check(p, {"rate": 5}, {2024: {"men": -7}}), "TB-YEAR-004")
    assert finding.message.startswith("“男性数”2024 年是 -7")
    assert finding.cells == ("f/01/_T",)


# --- the limits of earlier years are those of this year -----------------------------------------------


@pytest.mark.parametrize("code", ["TB-CELL-010", "TB-CELL-011", "TB-CELL-012"])
@pytest.mark.parametrize("kind", ["passes", "fails", "inside", "outside"])
def test_earlier_years_are_held_to_what_blocks_this_year(code: str, kind: str) -> None:
    cases = CASES[code]
    ((place, text),) = getattr(cases, kind).entries.items()
    limits = _item(cases.plan.items, place).limits
    assert (limits.passed_by(Decimal(text)) is not None) is (kind in ("fails", "outside"))


def _item(items: tuple[Item, ...], place: str) -> Item:
    return next(one for one in items if one.code == key(place).code)
