from decimal import Decimal

import pytest

from forms.findings import Level
from tests.builders import (
    answers,
    check,
    checker,
    counting_plan,
    figures,
    found,
    item,
    key,
    only,
    rate_plan,
    typed_rate_plan,
)

COUNT = counting_plan(item("births", "活产数", breakdown=["RES=U"]), columns=["_T", "RES=U"])


def counted(before: object, now: object) -> list[object]:
    return list(found(check(COUNT, {"births": now}, {2024: {"births": before}}), "TB-YEAR-001"))


def test_count_rose() -> None:
    finding = only(check(COUNT, {"births": 1262}, {2024: {"births": 1000}}), "TB-YEAR-001")
    assert finding.message == "“活产数”由上年 1,000 增加到 1,262，增加 262 人（26.2%）"
    assert (finding.level, finding.imbalance) == (Level.QUERY, 262)
    assert finding.next_step == "核对无误的，请说明变化原因"


def test_count_fell() -> None:
    finding = only(check(COUNT, {"births": 700}, {2024: {"births": 1000}}), "TB-YEAR-001")
    assert finding.message == "“活产数”由上年 1,000 减少到 700，减少 300 人（30.0%）"


def test_count_rose_from_nothing() -> None:
    finding = only(check(COUNT, {"births": 10}, {2024: {"births": 0}}), "TB-YEAR-001")
    assert finding.message == "“活产数”由上年 0 增加到 10，增加 10 人"


@pytest.mark.parametrize(
    ("before", "now", "fires"),
    [
        (1000, 1200, False),  # exactly 20 %
        (1000, 1201, True),
        (1000, 800, False),
        (1000, 799, True),
        (0, 9, False),  # 9² = 81 = 9 * 9: may be chance
        (0, 10, True),
        (10, 22, False),  # more than doubled, but 12² = 144 < 9 * 32
        (10, 28, False),  # 18² = 324 < 9 * 38
        (10, 30, True),  # 20² = 400 > 9 * 40
        (0, 0, False),
        (1000, "-2", False),
        (1000, "", False),
        (1000, "x", False),
    ],
)
def test_change_of_a_count(before: object, now: object, fires: bool) -> None:
    assert bool(counted(before, now)) == fires


def test_only_last_year_counts_and_only_the_total() -> None:
    assert not check(COUNT, {"births": 5000, "births/RES=U": 1}, {2023: {"births": 1000}}).findings
    report = check(COUNT, {"births": 1000, "births/RES=U": 1}, {2024: {"births/RES=U": 900}})
    assert not found(report, "TB-YEAR-001")


@pytest.mark.parametrize("entries", [{}, {"births": "-1"}, {"births": "x"}])
def test_count_without_a_figure_is_undecidable(entries: dict[str, object]) -> None:
    assert answers("TB-YEAR-001", COUNT, entries, {2024: {"births": 5}}) == (0, 0, 1)
    assert answers("TB-YEAR-001", COUNT, {"births": 5}) == (0, 0, 1)


def test_rate_without_a_figure_is_undecidable() -> None:
    assert answers("TB-YEAR-002", RATE, {"part": 5}, {2024: {"rate": 5}}) == (0, 0, 1)
    assert answers("TB-YEAR-002", RATE, {"part": 5, "whole": 9}) == (0, 0, 1)
    assert answers("TB-YEAR-002", RATE, {"part": 5, "whole": 100}, {2024: {"rate": 5}}) == (1, 0, 0)


def test_share_of_change_is_a_parameter() -> None:
    p = counting_plan(item("births"), parameters={"count_change": Decimal("0.5")})
    assert not found(check(p, {"births": 1500}, {2024: {"births": 1000}}), "TB-YEAR-001")
    assert found(check(p, {"births": 1501}, {2024: {"births": 1000}}), "TB-YEAR-001")


RATE = rate_plan(indicator={"name": "管理率"})


def test_rate_fell() -> None:
    report = check(RATE, {"part": 801, "whole": 900}, {2024: {"part": 850, "whole": 900}})
    finding = only(report, "TB-YEAR-002")
    assert finding.message == "“管理率”由上年 94.44 变为 89.00，下降 5.44 个百分点"
    assert finding.next_step == "核对分子和分母；无误的，请说明变化原因"
    assert finding.level is Level.QUERY
    assert finding.cells == ("f/03/_T", "f/01/_T", "f/02/_T")


@pytest.mark.parametrize(
    ("part", "whole", "before", "fires"),
    [
        (95, 100, 90, False),
        (951, 1000, 90, True),
        (85, 100, 90, False),
        (849, 1000, 90, True),
        (46, 49, 50, False),  # too few to speak of
        (47, 50, 50, True),
        (1, 0, 50, False),
        ("-1", 100, 50, False),
        ("", "", 50, False),
    ],
)
def test_change_of_a_rate(part: object, whole: object, before: object, fires: bool) -> None:
    report = check(RATE, {"part": part, "whole": whole}, {2024: {"rate": before}})
    assert bool(found(report, "TB-YEAR-002")) == fires


def test_typed_percentage_is_compared_too() -> None:
    p = typed_rate_plan()
    finding = only(check(p, {"rate": "90.00"}, {2024: {"rate": "21.80"}}), "TB-YEAR-002")
    assert finding.message == "“某比率”由上年 21.80 变为 90.00，上升 68.20 个百分点"
    assert finding.cells == ("f/01/_T",)
    assert not found(check(p, {"rate": "25.00"}, {2024: {"rate": "21.80"}}), "TB-YEAR-002")
    assert not found(check(p, {"rate": "25.00"}, {2023: {"rate": "91.80"}}), "TB-YEAR-002")


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("50", "55.004", "由上年 50.000 变为 55.004，上升 5.004 个百分点"),
        ("50", "44.5", "由上年 50.00 变为 44.50，下降 5.50 个百分点"),
        ("50.5", "44.123456", "由上年 50.500000 变为 44.123456，下降 6.376544 个百分点"),
    ],
)
def test_the_change_agrees_with_the_figures_to_the_eye(before: str, now: str, words: str) -> None:
    finding = only(check(typed_rate_plan(), {"rate": now}, {2024: {"rate": before}}), "TB-YEAR-002")
    assert finding.message == f"“某比率”{words}"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (55001, 100_000, "由上年 50.000 变为 55.001，上升 5.001 个百分点"),
        (2, 3, "由上年 50.00 变为 66.67，上升 16.67 个百分点"),
    ],
)
def test_a_computed_change_is_seen_to_pass_the_limit(part: int, whole: int, words: str) -> None:
    now, before = {"part": part * 100, "whole": whole * 100}, {2024: {"part": 50, "whole": 100}}
    assert only(check(RATE, now, before), "TB-YEAR-002").message == f"“管理率”{words}"


def test_figure_on_two_rows_is_asked_about_once() -> None:
    p = typed_rate_plan(rows=["rate"])
    assert only(check(p, {"rate": "90.00"}, {2024: {"rate": "21.80"}}), "TB-YEAR-002")


@pytest.mark.parametrize("changes", [{"unit": "‰"}, {"basis": "event_rate"}])
def test_other_rates_are_left_to_other_rules(changes: dict[str, object]) -> None:
    p = rate_plan(indicator=changes)
    assert not found(check(p, {"part": 1, "whole": 100}, {2024: {"rate": 50}}), "TB-YEAR-002")


SURVEY = typed_rate_plan(
    indicator={"basis": "survey", "sample_item": "asked"}, items=[item("asked", "样本量")], rows=["asked"]
)


@pytest.mark.parametrize(
    ("asked", "asked_before", "fires"),
    [
        (30, 30, False),
        (49, 500, False),
        (500, 49, False),
        (50, 50, True),
        ("", 30, False),
        ("-1", None, True),
    ],
)
def test_change_among_too_few_people_asked(asked: object, asked_before: object, fires: bool) -> None:
    before = {"rate": 30} | ({} if asked_before is None else {"asked": asked_before})
    report = check(SURVEY, {"rate": 40, "asked": asked}, {2024: before})
    assert bool(found(report, "TB-YEAR-002")) == fires


def test_change_asked_about_depends_on_the_sample_size() -> None:
    checks, history = checker(SURVEY), {2024: {"rate": 30, "asked": 500}}
    assert found(checks.check(figures(SURVEY, {"rate": 40, "asked": 500}, history)), "TB-YEAR-002")
    few = figures(SURVEY, {"rate": 40, "asked": 30}, history)
    assert not found(checks.recheck(few, [key("asked")]), "TB-YEAR-002")


def test_change_from_too_few_last_year_is_not_asked_about() -> None:
    now = {"part": 60, "whole": 100}
    assert not found(check(RATE, now, {2024: {"part": 20, "whole": 40}}), "TB-YEAR-002")
    assert found(check(RATE, now, {2024: {"part": 25, "whole": 50}}), "TB-YEAR-002")


def test_points_are_a_parameter() -> None:
    p = rate_plan(parameters={"rate_change": 10})
    assert not found(check(p, {"part": 60, "whole": 100}, {2024: {"rate": 50}}), "TB-YEAR-002")
