"""The slip detective on the demonstration figures: silent as they are, awake when one is ten times off."""

import pytest

from forms.figures.quantity import parse_quantity
from forms.findings import RULES, Checker
from forms.reporting.entry import Observation
from forms.reporting.layout import lay_out
from tests.resources.packs import load_json, load_plan
from tests.resources.test_wanghua_sample import _figures

LEFT_TO_CHANCE = {
    "hiv-infected-pregnant/_T", "hiv-exposed-children/_T", "women-occupational-disease-cases/_T",
}  # fmt: skip
"""One or two cases a year may be ten."""


@pytest.fixture(scope="module")
def desk():
    plan = load_plan("wanghua")
    sample = load_json("samples/wanghua-health.json")
    return Checker(plan, "health", lay_out(plan, "health"), RULES), _figures(plan, sample, sample["figures"])


def _slips(report):
    return [f for f in report.findings if f.code.startswith("TB-SLIP-")]


def test_no_slip_in_the_sample(desk):
    checker, figures = desk
    assert _slips(checker.check(figures)) == []


def test_every_figure_ten_times_too_large_is_found(desk):
    checker, figures = desk
    checker.check(figures)
    missed = set()
    for key, observation in figures.observations.items():
        value = observation.reading.value
        if not value or len([y for y in figures.history if key in figures.history[y]]) < 2:
            continue
        wrong = Observation(key=key, reading=parse_quantity(str(value * 10)))
        found = _slips(checker.recheck(figures.with_observations([wrong]), [key]))
        if [(f.keys[0], f.suggestions[0].value) for f in found if f.suggestions] != [(key, value)]:
            missed.add(str(key))
        checker.recheck(figures, [key])
    assert missed == LEFT_TO_CHANCE
