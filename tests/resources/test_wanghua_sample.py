"""The demonstration figures of the health unit: marked as invented, complete and consistent."""

import re
from decimal import Decimal

import pytest

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Missing, parse_quantity
from forms.findings import RULES, Checker, Level
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from tests.resources.packs import load_json, load_plan


@pytest.fixture(scope="module")
def plan():
    return load_plan("wanghua")


@pytest.fixture(scope="module")
def sample():
    return load_json("samples/wanghua-health.json")


def _key(place):
    code, _, breakdown = place.rpartition("/")
    return SeriesKey(code, breakdown)


def _figures(plan, sample, typed):
    readings = {
        _key(place): parse_quantity(text, plan.item_by_code[_key(place).code].unit)
        for place, text in typed.items()
    }
    history = {
        int(year): {_key(place): Decimal(text) for place, text in values.items()}
        for year, values in sample["history"].items()
    }
    sources = {_key(place): text for place, text in sample["sources"].items()}
    observations = {
        key: Observation(key=key, reading=reading, source=sources.get(key, ""))
        for key, reading in readings.items()
    }
    return Figures(plan=plan, year=sample["year"], observations=observations, history=history)


def _report(plan, sample, typed):
    checker = Checker(plan, "health", lay_out(plan, "health"), RULES)
    return checker.check(_figures(plan, sample, typed))


def test_sample_says_that_it_is_invented(sample):
    assert "演示数据" in sample["notice"]
    assert all("演示" in sample["people"][role] for role in ("head", "statistician", "filler"))
    said = (*sample["explanations"].values(), *sample["sources"].values())
    assert all(text.startswith("（演示）") for text in said)


def test_sample_fills_every_cell_of_the_unit(plan, sample):
    cells = {cell.key for cell in lay_out(plan, "health").entry_cells}
    assert {_key(place) for place in sample["figures"]} == cells


def test_sample_covers_the_years_before(plan, sample):
    cells = {str(cell.key) for cell in lay_out(plan, "health").entry_cells}
    reasons = {p for p, text in sample["figures"].items() if parse_quantity(text).missing}
    for year in range(2020, 2025):
        assert set(sample["history"][str(year)]) == cells - reasons
    assert "women-nutrition-knowledge-rate/_T" in sample["history"]["2019"]


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023, 2024, 2025])
def test_sample_is_consistent_in_every_year(plan, sample, year):
    typed = sample["figures"] if year == 2025 else sample["history"][str(year)]
    alone = {**sample, "year": year, "history": {}}
    report = _report(plan, alone, typed)
    assert [f.message for f in report.blocking if f.code != "TB-FILL-001"] == []


def test_sample_can_be_finalised_once_its_questions_are_explained(plan, sample):
    report = _report(plan, sample, sample["figures"])
    assert report.blocking == ()
    assert {str(f.keys[0]) for f in report.findings if f.enforcement is Level.QUERY} == set(
        sample["explanations"]
    )


def test_slip_blocks(plan, sample):
    report = _report(plan, sample, {**sample["figures"], **sample["slips"]})
    (blocking,) = report.blocking
    assert {"2,051", "2,048"} <= set(re.findall(r"[\d,]+\d", blocking.message))


def test_sample_shows_what_a_clerk_meets(sample):
    readings = [parse_quantity(text) for text in sample["figures"].values()]
    assert {r.missing for r in readings} == {None, Missing.NOT_CONDUCTED, Missing.NOT_COLLECTED}
    wide = [r for r in readings if not r.text.isascii()]
    assert [r.value for r in wide] == [Decimal(1990)]


def test_sample_rates_are_those_of_the_demonstration(plan, sample):
    figures = _figures(plan, sample, sample["figures"])

    def shown(code, breakdown="_T"):
        return round(figures.measured(SeriesKey(code, breakdown)).value, 2)

    assert shown("maternal-mortality-ratio") == 0
    assert shown("maternal-system-management-rate") == Decimal("93.42")
    assert shown("maternal-system-management-rate", "RES=U") == Decimal("94.24")
    assert shown("maternal-system-management-rate", "RES=R") == Decimal("89.22")
    assert shown("pregnancy-anaemia-rate") == Decimal("12.41")
