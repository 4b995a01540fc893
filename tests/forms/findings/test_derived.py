from decimal import Decimal

import pytest
from hypothesis import given

from forms.findings import Level
from forms.plan.pack import Plan
from tests.builders import answers, check, form, found, indicator, item, only, plan, rate_plan
from tests.strategies import counts

NAMED = {"name": "管理率"}
PLAN = rate_plan(indicator=NAMED)


def test_share_above_100() -> None:
    finding = only(check(PLAN, {"part": 1201, "whole": 1200}), "TB-RATE-001")
    assert finding.message == "“管理率”算得 100.08%，超过 100%（分子 1,201，分母 1,200）"
    assert finding.next_step == "核对分子和分母的填报口径"
    assert finding.level is Level.MANDATORY
    assert finding.imbalance is not None
    assert finding.imbalance.quantize(Decimal("0.0001")) == Decimal("0.0833")
    assert finding.cells == ("f/03/_T", "f/01/_T", "f/02/_T")


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (100_001, 100_000, "算得 100.001%，超过 100%（分子 100,001，分母 100,000）"),
        ("100.5", "100.4", "算得 100.10%，超过 100%（分子 100.5，分母 100.4）"),
    ],
)
def test_share_is_shown_to_be_above_100(part: object, whole: object, words: str) -> None:
    assert only(check(PLAN, {"part": part, "whole": whole}), "TB-RATE-001").message == f"“管理率”{words}"


def test_numerator_without_denominator_is_shown_with_its_digits() -> None:
    finding = only(check(PLAN, {"part": "0.4", "whole": 0}), "TB-RATE-002")
    assert finding.message == "“管理率”的分母为 0，分子却是 0.4"


@given(counts, counts.filter(bool))
def test_share_fires_exactly_when_the_part_is_larger(part: int, whole: int) -> None:
    assert bool(found(check(PLAN, {"part": part, "whole": whole}), "TB-RATE-001")) == (part > whole)


@pytest.mark.parametrize("entries", [{}, {"part": 5}, {"part": 5, "whole": "-2"}, {"part": "x", "whole": 2}])
def test_share_with_a_gap_is_undecidable(entries: dict[str, object]) -> None:
    assert answers("TB-RATE-001", PLAN, entries) == (0, 0, 1)
    assert answers("TB-RATE-002", PLAN, entries) == (0, 0, 1)


@pytest.mark.parametrize("changes", [{"may_exceed_100": True}, {"unit": "‰"}])
def test_rates_that_may_exceed_100(changes: dict[str, object]) -> None:
    assert not found(check(rate_plan(indicator=changes), {"part": 5, "whole": 2}), "TB-RATE-001")


def ordered_by_chain() -> Plan:
    return rate_plan(relations=[{"kind": "chain", "items": ["whole", "part"]}])


def ordered_by_row() -> Plan:
    return rate_plan(rows=["whole", {"item": "part", "part_of": "01"}, "=rate"])


def ordered_by_breakdown() -> Plan:
    women = indicator("rate", ["staff/SEX=F"], ["staff"])
    return plan(
        items=[item("staff", breakdown=["SEX=F"])], indicators=[women],
        forms=[form(["staff", "=rate"], columns=["_T", "SEX=F"])],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("p", "entries"),
    [
        (ordered_by_chain(), {"part": 5, "whole": 2}),
        (ordered_by_row(), {"part": 5, "whole": 2}),
        (ordered_by_breakdown(), {"staff/SEX=F": 5, "staff": 2}),
    ],
)
def test_one_mistake_is_reported_once(p: Plan, entries: dict[str, object]) -> None:
    report = check(p, entries)
    assert len(report.findings) == 1
    assert not found(report, "TB-RATE-001")


def test_share_of_another_breakdown_is_checked_all_the_same() -> None:
    crossed = rate_plan(relations=[{"kind": "chain", "items": ["whole", "part"]}])
    women = indicator("women", ["part/SEX=F"], ["whole"], name="女")
    p = plan(
        items=[item("part", breakdown=["SEX=F"]), item("whole")], indicators=[women],
        relations=[{"kind": "chain", "items": ["whole", "part"]}],
        forms=[form(["part", "whole", "=women"], columns=["_T", "SEX=F"])],
    )  # fmt: skip
    assert found(check(p, {"part": 9, "part/SEX=F": 9, "whole": 8}), "TB-RATE-001")
    assert not found(check(crossed, {"part": 9, "whole": 8}), "TB-RATE-001")


def test_zero_below_the_line() -> None:
    finding = only(check(rate_plan(indicator=NAMED), {"part": 3, "whole": 0}), "TB-RATE-002")
    assert finding.message == "“管理率”的分母为 0，分子却是 3"
    assert finding.next_step == "核对分母，确为 0 时分子也应为 0"
    assert (finding.level, finding.imbalance) == (Level.MANDATORY, 3)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 0, (1, 0, 0)),
        (3, 4, (1, 0, 0)),
        (3, 0, (0, 1, 0)),
        ("-2", 0, (0, 0, 1)),
        (3, "", (0, 0, 1)),
        ("x", "x", (0, 0, 1)),
    ],
)
def test_zero_below_the_line_has_three_answers(
    part: object, whole: object, expected: tuple[int, int, int]
) -> None:
    assert answers("TB-RATE-002", PLAN, {"part": part, "whole": whole}) == expected


def test_typed_rates_have_no_denominator_to_check() -> None:
    p = plan(items=[item("share", unit="%", decimals=1)], indicators=[indicator("share", ["share"])],
             forms=[form(["=share"])])  # fmt: skip
    assert check(p, {"share": "140"}).findings == ()
