"""What is offered with one key: never zero, never what another check would refuse."""

from decimal import Decimal

import pytest

from forms.findings import Finding, Report, Suggestion
from tests.builders import check, checker, counting_plan, figures, item, key, only, typed_rate_plan

SEXES = ["SEX=F", "SEX=M"]
PLAN = counting_plan(
    item("staff", breakdown=SEXES), item("leaders", breakdown=SEXES), columns=["_T", *SEXES],
    rows=["staff", {"item": "leaders", "part_of": "01"}],
)  # fmt: skip


def sexes(code: str, total: object, women: object, men: object) -> dict[str, object]:
    return {code: total, f"{code}/SEX=F": women, f"{code}/SEX=M": men}


def offered(finding: Finding) -> dict[str, int]:
    return {str(s.key).removesuffix("/_T"): int(s.value) for s in finding.suggestions}


def unequal(report: Report) -> dict[str, int]:
    return offered(only(report, "TB-SUM-001"))


def test_a_change_that_breaks_another_relation_is_not_offered() -> None:
    staff = sexes("staff", 100, 60, 45)
    assert unequal(check(PLAN, staff)) == {"staff": 105, "staff/SEX=F": 55, "staff/SEX=M": 40}
    leaders = sexes("leaders", 98, 58, 40)
    assert unequal(check(PLAN, staff | leaders)) == {"staff": 105, "staff/SEX=M": 40}
    assert unequal(check(PLAN, staff | sexes("leaders", 101, 56, 45))) == {"staff": 105}


def test_what_can_be_offered_follows_the_figures_beside_it() -> None:
    staff, low = sexes("staff", 100, 60, 45), sexes("leaders", 90, 50, 40)
    desk = checker(PLAN)
    assert "staff/SEX=F" in unequal(desk.check(figures(PLAN, staff | low)))
    high, changed = (
        figures(PLAN, staff | sexes("leaders", 98, 58, 40)),
        [key("leaders"), key("leaders/SEX=F")],
    )
    assert "staff/SEX=F" not in unequal(desk.recheck(high, changed))
    assert "staff/SEX=F" in unequal(desk.recheck(figures(PLAN, staff | low), changed))


@pytest.mark.parametrize(("women", "expected"), [(4, {}), (5, {}), (6, {"staff/SEX=F": 1})])
def test_zero_and_less_are_never_offered(women: int, expected: dict[str, int]) -> None:
    found = unequal(check(PLAN, sexes("staff", 100, women, 105 - women)))
    assert {place: value for place, value in found.items() if place == "staff/SEX=F"} == expected


def test_a_whole_of_zero_is_mended_and_not_its_part() -> None:
    finding = only(check(PLAN, {"staff": 0, "leaders": 2}), "TB-PART-001")
    assert offered(finding) == {"staff": 2}


def test_a_value_beyond_the_maximum_is_not_offered() -> None:
    p = counting_plan(
        item("all", maximum=5), item("some"), relations=[{"kind": "chain", "items": ["all", "some"]}]
    )
    assert offered(only(check(p, {"all": 5, "some": 6}), "TB-CHAIN-001")) == {"some": 5}


def test_a_change_that_settles_only_half_is_not_offered() -> None:
    p = counting_plan(
        item("here"), item("there"), item("yonder"),
        relations=[{"kind": "equal", "items": ["here", "there", "yonder"]}],
    )  # fmt: skip
    assert offered(only(check(p, {"here": 5, "there": 6, "yonder": 6}), "TB-PAIR-003")) == {"here": 6}
    assert offered(only(check(p, {"here": 5, "there": 6, "yonder": 5}), "TB-PAIR-003")) == {"there": 5}


@pytest.mark.parametrize(
    ("unit", "typed", "value"),
    [
        ("%", "95‰", "9.5"),
        ("%", "９５ ‰", "9.5"),
        ("‰", "9.5％", "95"),
        ("‰", "1.25%", "12.5"),
        ("%", "0.5‰", "0.05"),
    ],
)
def test_a_share_with_the_other_sign_is_converted(unit: str, typed: str, value: str) -> None:
    finding = only(check(typed_rate_plan(indicator={"unit": unit}), {"rate": typed}), "TB-CELL-002")
    assert finding.suggestions == (Suggestion(key("rate"), Decimal(value)),)


@pytest.mark.parametrize(
    ("unit", "typed"), [("人", "5%"), ("1/10万", "5‰"), ("%", "0‰"), ("%", "0.12345678‰"), ("%", "约5‰")]
)
def test_what_cannot_be_converted_safely_is_not_offered(unit: str, typed: str) -> None:
    report = check(typed_rate_plan(indicator={"unit": unit}), {"rate": typed})
    assert [f.suggestions for f in report.findings if f.code == "TB-CELL-002"] == [()]
