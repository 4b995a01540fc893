from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.verdict.bound import Bound, numeric_bound
from tests.builders import figures, indicator, item, target, typed_rate_plan
from tests.strategies import quantities

limits = st.none() | quantities()


def bound_of(op: str, value: object, better: str | None, **changes: object) -> Bound | None:
    history = changes.pop("history", None)
    parameters = changes.pop("parameters", {})
    p = typed_rate_plan(
        target(op, value, **changes), indicator={"better": better, "unit": changes.get("unit", "%")},
        items=[item("other")], indicators=[indicator("other", ["other"])], parameters=parameters,
    )  # fmt: skip
    return numeric_bound(p.targets[0], p.indicators[0], figures(p, {"other": "70"}, history))  # type: ignore[arg-type]


def span(bound: Bound | None) -> tuple[Decimal | None, Decimal | None, bool, str]:
    assert bound is not None
    return bound.low, bound.high, bound.linear, bound.text


@pytest.mark.parametrize(
    ("op", "value", "better", "expected"),
    [
        (">=", 95, "higher", ("95", None, False, "≥ 95")),
        (">=", 95, None, ("95", None, False, "≥ 95")),
        ("<=", "10.50", "lower", (None, "10.5", False, "≤ 10.5")),
        ("=", 100, "higher", ("100", None, False, "= 100")),
        ("=", 100, None, ("100", "100", True, "= 100")),
        ("=", 0, "lower", (None, "0", False, "= 0")),
        ("~", 10, "lower", (None, "10.5", True, "10 左右（容差 5%）")),
        ("~", 40, "higher", ("38", None, True, "40 左右（容差 5%）")),
        ("~", 40, None, ("38", "42", True, "40 左右（容差 5%）")),
        ("exists", 2, "higher", ("2", None, False, "≥ 2")),
        ("exists", None, "higher", ("1", None, False, "≥ 1")),
        ("balanced", None, None, ("47.5", "52.5", True, "50 均衡（容差 5%）")),
        ("balanced", 30, None, ("28.5", "31.5", True, "30 均衡（容差 5%）")),
    ],
)
def test_acceptable_range(
    op: str, value: object, better: str | None, expected: tuple[str | None, str | None, bool, str]
) -> None:
    low, high, linear, text = expected
    limits_ = [None if limit is None else Decimal(limit) for limit in (low, high)]
    assert span(bound_of(op, value, better)) == (*limits_, linear, text)


def test_a_gap_may_lie_on_either_side_of_zero() -> None:
    bound = bound_of("<=", Decimal(3), "zero")
    assert span(bound) == (Decimal(-3), Decimal(3), True, "相差 ≤ 3")


@pytest.mark.parametrize(
    ("low", "high", "divided"),
    [(1, 2, False), (1, 3, True), (3, 7, False), (2, 8, True), (7, 8, True), (8, 9, False)],
)
def test_values_on_both_sides_of_a_bound(low: int, high: int, divided: bool) -> None:
    bound = Bound(Decimal(3), Decimal(7), linear=True, text="")
    assert bound.divides(Decimal(low), Decimal(high)) == divided


def test_a_balance_without_a_standard_has_no_range() -> None:
    assert bound_of("balanced", None, None, words="合理比例") is None


def test_balance_of_a_ratio_is_not_known() -> None:
    """Nobody has said how many stalls for women are balanced: no verdict that the data cannot carry."""
    assert bound_of("balanced", None, None, unit="倍") is None


def test_tolerance_is_a_parameter() -> None:
    bound = bound_of("~", 10, "lower", parameters={"about_tolerance": Decimal("0.125")})
    assert span(bound) == (None, Decimal("11.25"), True, "10 左右（容差 12.5%）")


@pytest.mark.parametrize(("measure", "low"), [("relative", "96"), ("points", "100")])
def test_rise_over_a_base_year(measure: str, low: str) -> None:
    reference = {"year": 2020, "measure": measure}
    history = {2020: {"rate": 80}}
    bound = bound_of("relative_increase", 20, "higher", reference=reference, history=history)
    rise = "20%" if measure == "relative" else "20 个百分点"
    assert span(bound) == (Decimal(low), None, False, f"≥ {low}（2020 年基础上提高 {rise}）")
    assert bound_of("relative_increase", 20, "higher", reference=reference) is None


def test_another_indicator_as_the_standard() -> None:
    assert span(bound_of(">=", None, "higher", reference={"indicator": "other"}))[0] == 70


def test_standard_that_is_not_known() -> None:
    p = typed_rate_plan(target(">=", reference={"indicator": "other"}), items=[item("other")],
                        indicators=[indicator("other", ["other"])])  # fmt: skip
    for entry in ("", "-2", "x"):
        assert numeric_bound(p.targets[0], p.indicators[0], figures(p, {"other": entry})) is None


def test_endless_digits_are_not_shown() -> None:
    p = typed_rate_plan(
        target(">=", reference={"indicator": "third"}), items=[item("a"), item("b")],
        indicators=[indicator("third", ["a"], ["b"])],
    )  # fmt: skip
    bound = numeric_bound(p.targets[0], p.indicators[0], figures(p, {"a": 1, "b": 3}))
    assert bound is not None
    assert bound.text == "≥ 33.3333（third）"
    assert bound.low == Decimal("33." + "3" * 32)


def test_typed_bounds_are_shown_in_full() -> None:
    assert span(bound_of(">=", "0.12345678", "higher"))[3] == "≥ 0.12345678"


@given(limits, limits, quantities())
def test_range_as_a_set(one: Decimal | None, two: Decimal | None, value: Decimal) -> None:
    low, high = (one, two) if one is None or two is None or one <= two else (two, one)
    bound = Bound(low, high, linear=False, text="")
    inside = (low is None or value >= low) and (high is None or value <= high)
    assert bound.accepts(value) == inside == (bound.nearest(value) == value)
    assert bound.accepts(bound.nearest(value))
    assert bound.distance(value) == abs(value - bound.nearest(value))
