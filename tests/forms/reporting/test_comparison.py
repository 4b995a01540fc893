"""Figures that compare parts, or add up years: the gap of town and country, the smallest of districts."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.figures.quantity import Missing
from forms.plan.definitions import formula_inputs
from forms.plan.pack import Plan
from forms.reporting.layout import lay_out
from forms.reporting.measured import Gap
from tests.builders import YEAR, figures, form, indicator, item, key, plan
from tests.strategies import counts

PARTS = ("RES=U", "RES=R")


def compared(compare: str | None, years: int = 1, parts: tuple[str, ...] = PARTS) -> Plan:
    """A plan whose rate of deaths among births is compared between parts."""
    rate = indicator("rate", ["deaths"], ["births"], multiplier=100000, unit="1/10万")
    rate["formula"] |= {"years": years, "compare": compare, "parts": list(parts)}
    least = indicator("least", ["deaths"], unit="人")
    least["formula"] |= {"compare": "least", "parts": list(parts) or list(PARTS)}
    return plan(
        items=[item("deaths", breakdown=PARTS), item("births", breakdown=PARTS)],
        indicators=[rate, least],
        forms=[form(["deaths", "births", "=rate", "=least"], columns=["_T", *PARTS])],
    )


GAP, GAP_OF_FIVE = compared("gap"), compared("gap", 5)


def year(town: int, births_in_town: int, country: int, births_in_country: int) -> dict[str, object]:
    return {
        "deaths/RES=U": town, "births/RES=U": births_in_town,
        "deaths/RES=R": country, "births/RES=R": births_in_country,
    }  # fmt: skip


@given(counts, counts.filter(bool), counts, counts.filter(bool))
def test_a_gap_is_how_far_two_rates_lie_apart_whichever_leads(a: int, b: int, c: int, d: int) -> None:
    found = figures(GAP, year(a, b, c, d)).measured(key("rate"))
    assert found.value is not None
    exact = abs(Fraction(a, b) - Fraction(c, d)) * 100000
    assert abs(Fraction(found.value) - exact) <= max(Fraction(a, b), Fraction(c, d)) * 100000 / 10**32
    assert figures(GAP, year(c, d, a, b)).measured(key("rate")).value == found.value


def test_a_gap_of_five_years_adds_their_counts_before_dividing() -> None:
    past = {YEAR - n: year(0, 1000, 1, 500) for n in (1, 2, 3, 4)}
    found = figures(GAP_OF_FIVE, year(1, 1000, 0, 500), past).measured(key("rate"))
    assert found.value == Decimal(4) * 100000 / 2500 - Decimal(1) * 100000 / 5000


def test_of_an_earlier_year_the_five_years_up_to_it_are_added() -> None:
    past = {YEAR - n: year(0, 1000, n, 500) for n in range(1, 8)}
    known = figures(GAP_OF_FIVE, {}, past)
    assert known.measured(key("rate"), YEAR - 1).value == Decimal(1 + 2 + 3 + 4 + 5) * 100000 / 2500
    assert known.years_before(key("rate")) == [YEAR - 3, YEAR - 2, YEAR - 1]


@pytest.mark.parametrize("absent", [1, 2, 3, 4])
def test_without_one_of_the_five_years_nothing_is_said(absent: int) -> None:
    past = {YEAR - n: year(0, 1000, 1, 500) for n in (1, 2, 3, 4) if n != absent}
    found = figures(GAP_OF_FIVE, year(1, 1000, 0, 500), past).measured(key("rate"))
    assert (found.value, found.gap) == (None, Gap.UNRECORDED)


def test_an_impossible_figure_of_the_years_before_is_as_good_as_none() -> None:
    past = {YEAR - n: year(0, 1000, 1, 500) for n in (1, 2, 3, 4)}
    past[YEAR - 2]["deaths/RES=R"] = "0.5"
    found = figures(GAP_OF_FIVE, year(1, 1000, 0, 500), past).measured(key("rate"))
    assert (found.value, found.gap) == (None, Gap.UNRECORDED)


def test_a_change_of_definition_ends_the_five_years() -> None:
    past = {YEAR - n: year(0, 1000, 1, 500) for n in (1, 2, 3, 4)}
    changed = replace(figures(GAP_OF_FIVE, year(1, 1000, 0, 500), past), breaks={"births": YEAR - 2})
    assert changed.measured(key("rate")).gap is Gap.BROKEN


@pytest.mark.parametrize(
    ("entries", "gap", "missing"),
    [
        ({}, Gap.BLANK, None),
        (year(1, 1000, 0, 500) | {"births/RES=R": "-1"}, Gap.MISSING, Missing.NOT_COLLECTED),
        (year(1, 1000, 0, 500) | {"deaths/RES=U": "x"}, Gap.UNREADABLE, None),
        (year(1, 1000, 0, 0), Gap.ZERO_DENOMINATOR, None),
    ],
)
def test_a_part_that_is_not_known_leaves_the_comparison_open(
    entries: dict[str, object], gap: Gap, missing: Missing | None
) -> None:
    found = figures(GAP, entries).measured(key("rate"))
    assert (found.value, found.gap, found.missing) == (None, gap, missing)


@given(st.lists(counts, min_size=3, max_size=3))
def test_the_smallest_of_the_districts(entered: list[int]) -> None:
    districts = ("AREA=210202", "AREA=210203", "AREA=210204")
    smallest = compared("least", parts=districts)
    entries = {f"deaths/{district}": value for district, value in zip(districts, entered, strict=True)}
    assert figures(smallest, entries).measured(key("least")).value == min(entered)
    entries.pop(f"deaths/{districts[1]}")
    assert figures(smallest, entries).measured(key("least")).gap is Gap.BLANK


def test_a_finished_gap_of_an_earlier_year_counts_where_its_items_are_not_known() -> None:
    known = figures(GAP_OF_FIVE, {}, {2020: {"rate": "36.1"}})
    assert known.measured(key("rate"), 2020).value == Decimal("36.1")


def test_what_is_compared_is_read_from_the_parts() -> None:
    rate = GAP.indicator_by_code["rate"]
    wanted = {key(f"{code}/{part}") for code in ("deaths", "births") for part in PARTS}
    assert set(formula_inputs(rate, "_T")) == wanted
    assert rate.identity_item is None
    assert GAP.indicator_by_code["least"].identity_item is None


def test_the_smallest_is_computed_not_typed() -> None:
    assert {cell.key.code for cell in lay_out(GAP, "health").entry_cells} == {"deaths", "births"}
