"""Pairs: together, exclusive, equal; and figures copied from last year."""

import pytest

from forms.plan.pack import Plan
from tests.builders import answers, check, counting_plan, found, item, only, typed_rate_plan

SURVEY = typed_rate_plan(
    indicator={"basis": "survey", "sample_item": "sample"}, items=[item("sample", "样本量")], rows=["sample"]
)


def related(kind: str) -> Plan:
    relation = {"kind": kind, "items": ["a", "b"], "enforcement": "mandatory"}
    return counting_plan(item("a", "甲数"), item("b", "乙数"), relations=[relation])


@pytest.mark.parametrize(
    ("rate", "sample", "expected"),
    [
        ("50", "400", (1, 0, 0)),
        ("-2", "-2", (1, 0, 0)),
        ("50", "-2", (0, 1, 0)),
        ("-1", "400", (0, 1, 0)),
        ("50", "", (0, 0, 1)),
        ("五成", "400", (0, 0, 1)),
    ],
)
def test_a_survey_has_a_rate_and_a_sample_or_neither(rate: str, sample: str, expected: object) -> None:
    entries = {name: text for name, text in (("rate", rate), ("sample", sample)) if text}
    assert answers("TB-PAIR-001", SURVEY, entries) == expected


def test_the_missing_half_is_pointed_at() -> None:
    finding = only(check(SURVEY, {"rate": "50", "sample": "-2"}), "TB-PAIR-001")
    assert finding.message == "“某比率”有数，“样本量”却没有数，两者应同时有或同时没有"
    assert finding.cells[0] == "f/02/_T"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("1", "0", (1, 0, 0)), ("0", "0", (1, 0, 0)), ("1", "1", (0, 1, 0)), ("1", "-2", (0, 0, 1))],
)
def test_at_most_one_of_an_exclusive_pair(a: str, b: str, expected: object) -> None:
    assert answers("TB-PAIR-002", related("exclusive"), {"a": a, "b": b}) == expected


def test_an_exclusive_pair_says_what_to_keep() -> None:
    finding = only(check(related("exclusive"), {"a": "1", "b": "2"}), "TB-PAIR-002")
    assert finding.message == "“甲数”、“乙数”不应同时有数"


@pytest.mark.parametrize(
    ("a", "b", "expected"), [("5", "5", (1, 0, 0)), ("5", "6", (0, 1, 0)), ("5", "-1", (0, 0, 1))]
)
def test_one_base_population_on_two_forms(a: str, b: str, expected: object) -> None:
    assert answers("TB-PAIR-003", related("equal"), {"a": a, "b": b}) == expected


def test_unequal_bases_show_both_figures_and_what_would_pass() -> None:
    finding = only(check(related("equal"), {"a": "5", "b": "8"}), "TB-PAIR-003")
    assert finding.message == "“乙数” 8 与“甲数” 5 应相等，相差 3 人"
    assert [s.value for s in finding.suggestions] == [5, 8]


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [(2036, 2036, (0, 1, 0)), (2036, 2035, (1, 0, 0)), (99, 99, (1, 0, 0)), (100, 100, (0, 1, 0))],
)
def test_a_large_count_copied_from_last_year(now: int, before: int, expected: object) -> None:
    plan = counting_plan(item("a"))
    assert answers("TB-YEAR-003", plan, {"a": now}, {2024: {"a": before}}) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("76.43", (0, 1, 0)),
        ("5.01", (0, 1, 0)),
        ("95.01", (1, 0, 0)),
        ("4.99", (1, 0, 0)),
        ("76.40", (1, 0, 0)),
        ("100", (1, 0, 0)),
    ],
)
def test_a_percentage_with_steps_enough_copied_from_last_year(now: str, expected: object) -> None:
    assert answers("TB-YEAR-003", typed_rate_plan(), {"rate": now}, {2024: {"rate": now}}) == expected


def test_nothing_to_compare_with_is_undecidable() -> None:
    assert answers("TB-YEAR-003", counting_plan(item("a")), {"a": 500}) == (0, 0, 1)


def test_what_moves_only_at_elections_may_stay_the_same() -> None:
    plan = typed_rate_plan(indicator={"election": True, "unit": "人", "decimals": 0})
    assert not found(check(plan, {"rate": "500"}, {2024: {"rate": 500}}), "TB-YEAR-003")
