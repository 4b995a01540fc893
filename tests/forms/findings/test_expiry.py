"""An explanation is bound to all values that its finding speaks of, those of earlier years too."""

from decimal import Decimal

import pytest

from tests.builders import check, counting_plan, item, key, only, target, typed_rate_plan

COUNT = counting_plan(item("births"), item("deaths"))


def _digest(code, plan, entries, history):
    return only(check(plan, entries, history), code).digest


@pytest.mark.parametrize(("code", "now"), [("TB-YEAR-001", 2000), ("TB-YEAR-003", 1000)])
def test_change_against_last_year_expires_with_last_years_figure(code, now):
    entries = {"births": now, "deaths": 10}
    first = _digest(code, COUNT, entries, {2024: {"births": 1000}})
    if code == "TB-YEAR-001":
        assert _digest(code, COUNT, entries, {2024: {"births": 1001}}) != first
    else:
        assert _digest(code, COUNT, {**entries, "births": 1001}, {2024: {"births": 1001}}) != first
    assert _digest(code, COUNT, entries, {2023: {"births": 5}, 2024: {"births": 1000}}) == first
    assert _digest(code, COUNT, {**entries, "deaths": 11}, {2024: {"births": 1000, "deaths": 3}}) == first


def test_change_of_a_rate_expires_with_last_years_figure():
    plan = typed_rate_plan()
    first = _digest("TB-YEAR-002", plan, {"rate": 60}, {2024: {"rate": 50}})
    assert _digest("TB-YEAR-002", plan, {"rate": 60}, {2024: {"rate": 51}}) != first
    assert _digest("TB-YEAR-002", plan, {"rate": 60}, {2023: {"rate": 40}, 2024: {"rate": 50}}) == first


def test_warning_expires_with_any_year_of_its_course():
    plan = typed_rate_plan(target(">=", 90))
    history = {2020: {"rate": 50}, 2023: {"rate": 50}, 2024: {"rate": 51}}
    first = _digest("TB-TARGET-002", plan, {"rate": 52}, history)
    later = {**history, 2023: {"rate": "50.5"}}
    assert _digest("TB-TARGET-002", plan, {"rate": 52}, later) != first


def test_missed_target_depends_on_this_year_alone():
    plan = typed_rate_plan(target(">=", 90, year=2025))
    first = _digest("TB-TARGET-001", plan, {"rate": 80}, {2024: {"rate": 79}})
    assert _digest("TB-TARGET-001", plan, {"rate": 80}, {2024: {"rate": 78}}) == first


def test_missed_target_expires_with_its_base_year():
    base = {"year": 2020, "measure": "relative"}
    plan = typed_rate_plan(target("relative_increase", 10, year=2025, reference=base))
    first = _digest("TB-TARGET-001", plan, {"rate": 50}, {2020: {"rate": 48}})
    assert _digest("TB-TARGET-001", plan, {"rate": 50}, {2020: {"rate": 49}}) != first


_SLIP = {2022: {"births": 2262}, 2023: {"births": 2200}, 2024: {"births": 2141}}


@pytest.mark.parametrize("year", _SLIP)
@pytest.mark.parametrize(
    ("code", "typed"), [("TB-SLIP-001", 20360), ("TB-SLIP-002", 22036), ("TB-SLIP-004", 0)]
)
def test_suspected_slip_expires_with_any_year_it_was_held_against(code, typed, year):
    first = _digest(code, COUNT, {"births": typed}, _SLIP)
    assert _digest(code, COUNT, {"births": typed}, _SLIP | {year: {"births": 2150}}) != first
    assert _digest(code, COUNT, {"births": typed}, {2021: {"births": 2300}} | _SLIP) != first
    assert _digest(code, COUNT, {"births": typed}, {y: v | {"deaths": y} for y, v in _SLIP.items()}) == first


def test_failing_sum_expires_with_the_years_of_all_its_figures():
    parts = ["RES=U", "RES=R"]
    plan = counting_plan(item("births", breakdown=parts), columns=["_T", *parts])
    entries = {"births": 2063, "births/RES=U": 1702, "births/RES=R": 334}
    before = {
        2023: {"births": 2262, "births/RES=U": 1887, "births/RES=R": 375},
        2024: {"births": 2141, "births/RES=U": 1789, "births/RES=R": 352},
    }
    first = _digest("TB-SLIP-002", plan, entries, before)
    other = before | {2023: before[2023] | {"births/RES=R": 376}}
    assert _digest("TB-SLIP-002", plan, entries, other) != first


def test_a_check_within_one_year_is_not_bound_to_others():
    plan = counting_plan(item("all"), item("some"), relations=[{"kind": "chain", "items": ["all", "some"]}])
    first = _digest("TB-CHAIN-001", plan, {"all": 5, "some": 6}, {})
    assert _digest("TB-CHAIN-001", plan, {"all": 5, "some": 6}, {2024: {"all": 5}}) == first
    assert only(check(plan, {"all": 5, "some": 6}), "TB-CHAIN-001").keys == (key("some"), key("all"))


@pytest.mark.parametrize(
    ("code", "parameters", "other", "now"),
    [
        ("TB-YEAR-001", {"count_change": "0.2"}, {"count_change": "0.3"}, 2000),
        ("TB-YEAR-002", {"rate_change": 5}, {"rate_change": 6}, 60),
    ],
)
def test_explanation_expires_with_what_the_pack_allows(code, parameters, other, now):
    def digest(parameters):
        numbers = {name: Decimal(value) for name, value in parameters.items()}
        if code == "TB-YEAR-001":
            plan = counting_plan(item("births"), parameters=numbers)
            return _digest(code, plan, {"births": now}, {2024: {"births": 1000}})
        return _digest(code, typed_rate_plan(parameters=numbers), {"rate": now}, {2024: {"rate": 50}})

    assert digest(parameters) == digest(parameters)
    assert digest(parameters) != digest(other)


def test_explanation_expires_with_the_maximum_of_an_item():
    def digest(most):
        plan = counting_plan(item("share", maximum=Decimal(most), decimals=1))
        return _digest("TB-CELL-012", plan, {"share": 300}, {})

    assert digest(100) != digest(200)
