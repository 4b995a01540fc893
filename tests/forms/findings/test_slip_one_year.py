"""The slip detective where a unit has one earlier year alone, as each has in its first year."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from forms.findings import Finding, Report
from tests.benchmarks.slips import TESTING, by_class, measure_clean, measure_slips, overall
from tests.builders import YEAR, check, counting_plan, indicator, item
from tests.builders import plan as plan_of


def _slips(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.code.startswith("TB-SLIP-")]


def _before(value: object) -> Mapping[int, dict[str, object]]:
    return {YEAR - 1: {"beds": value}}


BEDS = counting_plan(item("beds", "养老机构床位数", unit="张"))
ALLOWANCE = counting_plan(item("beds", "困难残疾人生活补贴标准", unit="元", decimals=2))


@pytest.mark.parametrize(
    ("plan", "before", "typed", "words"),
    [
        (ALLOWANCE, "80.50", "825", "填了 825，往年只有一年 80.50，您是不是想填 82.50？（疑似漏了小数点）"),
        (ALLOWANCE, "80.50", "8.25", "填了 8.25，往年只有一年 80.50，您是不是想填 82.50？（疑似小数点错位）"),
        (BEDS, 1790, "18600", "填了 18,600，往年只有一年 1,790，您是不是想填 1,860？（疑似多打了一位）"),
        (BEDS, 12680, "1.268", "填了 1.268，往年只有一年 12,680，您是不是想填 12,680？（疑似按“万张”填写）"),
        (
            BEDS,
            1790,
            "186",
            "填了 186，往年只有一年 1,790，您是不是想填 1,860 至 1,869 中的一个数？（疑似少打了一位）",
        ),
    ],
)
def test_a_power_of_ten_is_asked_about(plan, before: object, typed: str, words: str) -> None:
    report = check(plan, {"beds": typed}, _before(before))
    (finding,) = _slips(report)
    assert finding.code == "TB-SLIP-001"
    assert finding.message.endswith(words)
    assert [f.code for f in report.findings if f.code.startswith("TB-YEAR-")] == []


def test_the_figure_meant_is_offered_and_not_asked_about() -> None:
    (finding,) = _slips(check(ALLOWANCE, {"beds": "825"}, _before("80.50")))
    assert [s.value for s in finding.suggestions] == [Decimal("82.5")]
    assert finding.stated == "“困难残疾人生活补贴标准”本年 825，往年只有一年 80.50，数字须核对"
    assert _slips(check(ALLOWANCE, {"beds": "82.5"}, _before("80.50"))) == []


@pytest.mark.parametrize(
    ("plan", "before", "typed"),
    [
        (BEDS, 1790, "3600"),  # a leap that no power of ten explains
        (BEDS, 1790, "9000"),  # its tenth, 900, is half of last year's
        (BEDS, 1790, "7190"),  # a slip of a digit needs a course, which one year has not
        (BEDS, 1, "10"),  # of one or two the next year may well be ten
        (BEDS, 1790, "0"),
        (BEDS, 0, "10"),
    ],
)
def test_one_year_lets_nothing_else_be_suspected(plan, before: object, typed: str) -> None:
    assert _slips(check(plan, {"beds": typed}, _before(before))) == []


def test_a_rate_that_moves_by_leaps_is_left_alone() -> None:
    rates = plan_of(
        items=[item("r", "孕产妇死亡率", unit="1/10万", decimals=2)],
        indicators=[indicator("i", ["r"], unit="1/10万")],
    )
    assert _slips(check(rates, {"r": "115.50"}, {YEAR - 1: {"r": "11.20"}})) == []


def test_clean_figures_are_hardly_questioned_and_powers_of_ten_found() -> None:
    """Small samples of ``python -m tests.benchmarks.slips``, with nothing but last year's figure left."""
    for beside in (False, True):
        assert overall(measure_clean(TESTING, 60, with_neighbours=beside, years=1), "slip") <= 1
    found = by_class(measure_slips(TESTING, 100, with_neighbours=False, years=1))
    for name in ("tenfold", "hundredfold", "thousandfold", "unit of 10,000"):
        assert found[name].rate("found") > 60, name
