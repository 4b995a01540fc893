"""Corners between the rules that their own tests leave open: one more, one less, one term more."""

from __future__ import annotations

from decimal import Decimal

import pytest

from forms.findings import Suggestion
from forms.plan.pack import Plan
from tests.builders import (
    Document,
    answers,
    check,
    counting_plan,
    form,
    indicator,
    item,
    key,
    only,
    plan,
    rate_plan,
    target,
    typed_rate_plan,
)

AREAS = ["AREA=210404", "AREA=210411"]
NESTED = ["SEX=F", "SEX=F;RES=U", "SEX=F;RES=R"]


def test_the_areas_of_a_place_make_up_the_whole() -> None:
    p = counting_plan(item("staff", breakdown=AREAS), columns=["_T", *AREAS],
                      areas={"210404": "望花区", "210411": "顺城区"})  # fmt: skip
    parts = dict(zip([f"staff/{area}" for area in AREAS], (40, 50), strict=True))
    assert answers("TB-SUM-001", p, {"staff": 90} | parts) == (1, 0, 0)
    assert answers("TB-SUM-001", p, {"staff": 91} | parts) == (0, 1, 0)


def test_parts_of_a_whole_that_is_not_asked_for_are_not_added() -> None:
    p = counting_plan(item("staff", breakdown=NESTED), columns=["_T", *NESTED[1:]])
    entries = {"staff": 9} | {f"staff/{b}": 5 for b in NESTED[1:]}
    assert {answers(code, p, entries) for code in ("TB-SUM-001", "TB-PART-002")} == {(0, 0, 0)}


@pytest.mark.parametrize(("women", "word"), [(41, "多 1 人"), (39, "少 1 人")])
def test_one_too_many_is_told_from_one_too_few(women: int, word: str) -> None:
    sexes = ["SEX=F", "SEX=M"]
    p = counting_plan(item("staff", breakdown=sexes), columns=["_T", *sexes])
    report = check(p, {"staff": 90, "staff/SEX=F": women, "staff/SEX=M": 50})
    assert only(report, "TB-SUM-001").message.endswith(f"分项之和{word}")


def test_the_ends_of_a_chain_pass_where_a_neighbour_is_at_fault() -> None:
    relation = {"kind": "chain", "items": ["due", "seen", "ill"]}
    p = counting_plan(item("due"), item("seen"), item("ill"), relations=[relation])
    assert answers("TB-CHAIN-001", p, {"due": 5, "seen": 4, "ill": 9}) == (2, 1, 0)
    assert answers("TB-CHAIN-001", p, {"due": 5, "ill": 9}) == (0, 1, 2)


def test_a_share_of_two_figures_together_is_held_against_100() -> None:
    """Each of the two is part of the whole and is no more than it; both together are."""
    rows: list[str | Document] = [
        "whole",
        {"item": "one", "part_of": "01"},
        {"item": "two", "part_of": "01"},
        "=rate",
    ]
    p = plan(
        items=[item("whole"), item("one"), item("two")],
        indicators=[indicator("rate", ["one", "two"], ["whole"])], forms=[form(rows)],
    )  # fmt: skip
    assert answers("TB-RATE-001", p, {"whole": 9, "one": 5, "two": 4}) == (1, 0, 0)
    assert answers("TB-RATE-001", p, {"whole": 9, "one": 5, "two": 5}) == (0, 1, 0)


def test_unequal_bases_are_out_by_their_difference() -> None:
    p = counting_plan(item("a"), item("b"), relations=[{"kind": "equal", "items": ["a", "b"]}])
    assert only(check(p, {"a": 5, "b": 8}), "TB-PAIR-003").imbalance == 3


@pytest.mark.parametrize(("blank", "end"), [(3, "“c”"), (4, "“c” 等")])
def test_three_blanks_are_named_and_a_fourth_is_not(blank: int, end: str) -> None:
    p = counting_plan(*(item(code) for code in "abcde"))
    report = check(p, dict.fromkeys("abcde"[blank:], 1))
    assert only(report, "TB-FILL-001").message.endswith(f"还有 {blank} 格未填：“a”、“b”、{end}")


def test_what_would_only_be_asked_about_is_offered_all_the_same() -> None:
    """1,000 would be 23 per cent less than last year, which can be explained; more than are due cannot."""
    p = counting_plan(item("due"), item("seen"), relations=[{"kind": "chain", "items": ["due", "seen"]}])
    history: dict[int, dict[str, object]] = {2024: {"due": 1020, "seen": 1300}}
    report = check(p, {"due": 1000, "seen": 1300}, history)
    assert Suggestion(key("seen"), Decimal(1000)) in only(report, "TB-CHAIN-001").suggestions
    assert answers("TB-YEAR-001", p, {"due": 1000, "seen": 1000}, history) == (1, 1, 0)


# --- slips ------------------------------------------------------------------------------------------------


def test_the_same_base_on_another_form_says_what_was_meant() -> None:
    relation = {"kind": "equal", "items": ["a", "b"], "enforcement": "mandatory"}
    p = counting_plan(item("a", "甲"), item("b", "乙"), relations=[relation])
    history = {year: dict.fromkeys("ab", 2000 + 9 * (year - 2020)) for year in range(2020, 2025)}
    finding = only(check(p, {"a": 2306, "b": 2036}, history), "TB-SLIP-002")
    assert finding.suggestions == (Suggestion(key("a"), Decimal(2036)),)
    assert finding.message.endswith("改后“甲” 2,036 = “乙” 2,036）")


@pytest.mark.parametrize(
    ("unit", "maximum", "expected"),
    [("%", 100, (1, 0, 0)), ("%", None, (0, 1, 0)), ("%", 200, (0, 1, 0)), ("岁", 100, (0, 1, 0))],
)
def test_only_a_share_may_near_its_end_in_one_leap(unit: str, maximum: int | None, expected: object) -> None:
    """Ever fewer are missing to 100 per cent; an age or a gross rate of 99 after 84.6 is a leap."""
    p = counting_plan(item("rate", unit=unit, decimals=2, maximum=maximum))
    course = dict(zip(range(2021, 2025), ("76.40", "79.20", "82.10", "84.60"), strict=True))
    history = {year: {"rate": value} for year, value in course.items()}
    assert answers("TB-SLIP-002", p, {"rate": 99}, history) == expected


# --- an explanation is bound to the course of which it speaks ----------------------------------------------


def _higher(**fields: object) -> Plan:
    return typed_rate_plan(target(">=", 90, **fields), indicator={"better": "higher"})


@pytest.mark.parametrize(
    ("code", "p", "now", "course"),
    [
        ("TB-TARGET-002", _higher(), 81, {2020: 80, 2023: 80}),
        ("TB-TARGET-003", _higher(), 84, {2020: 80, 2023: 83}),
        ("TB-TARGET-004", _higher(), 80, dict(zip(range(2018, 2025), range(44, 51), strict=True))),
        ("TB-TARGET-006", _higher(tier="aspiration", year=2025), 80, {2020: 80, 2023: 83}),
    ],
)
def test_what_is_said_of_a_course_is_bound_to_it(
    code: str, p: Plan, now: int, course: dict[int, int]
) -> None:
    first = min(course)
    digests = set()
    for value in (course[first], course[first] + 0.5):
        history = {year: {"rate": v} for year, v in (course | {first: value}).items()}
        digests.add(only(check(p, {"rate": now}, history), code).digest)
    assert len(digests) == 2


def test_a_figure_of_this_year_alone_is_not_bound_to_the_course() -> None:
    p = rate_plan(target(">=", 90, year=2025), indicator={"better": "higher"})
    digests = {
        only(check(p, {"part": 80, "whole": 100}, {2020: {"rate": value}}), "TB-TARGET-001").digest
        for value in (70, 71)
    }
    assert len(digests) == 1
