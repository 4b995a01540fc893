"""One leap, one question: where a slip is suspected, the change against last year is not asked about too."""

import pytest

from forms.findings import Explanation
from forms.reporting.entry import Figures
from tests.builders import (
    YEAR,
    check,
    checker,
    counting_plan,
    figures,
    found,
    indicator,
    item,
    key,
    observation,
    only,
    plan,
    typed_rate_plan,
)
from tests.builders import form as form_of

COUNT = counting_plan(item("births"))
BEFORE = {2022: {"births": 2262}, 2023: {"births": 2200}, 2024: {"births": 2141}}
LEAPS = {"TB-SLIP-001": 20360, "TB-SLIP-002": 22036, "TB-SLIP-004": 0}


def _codes(report):
    return [f.code for f in report.findings]


@pytest.mark.parametrize("code", LEAPS)
def test_what_was_probably_meant_is_asked_and_nothing_else(code):
    assert _codes(check(COUNT, {"births": LEAPS[code]}, BEFORE)) == [code]


def test_leap_that_no_slip_explains_is_asked_about():
    assert _codes(check(COUNT, {"births": 5500}, BEFORE)) == ["TB-YEAR-001"]


def test_explained_slip_explains_the_leap():
    report = check(COUNT, {"births": 20360}, BEFORE)
    (finding,) = report.findings
    text = Explanation(
        code=finding.code, cell=finding.cells[0], digest=finding.digest, text="新设妇幼保健院，辖区扩大"
    )
    assert report.with_explanations([text]).is_clear


@pytest.mark.parametrize("level", ["off", "advisory"])
@pytest.mark.parametrize("code", LEAPS)
def test_leap_is_asked_about_where_the_pack_asks_for_no_answer_about_the_slip(code, level):
    p = counting_plan(item("births"), parameters={"enforcement": {code: level}})
    expected = {"TB-YEAR-001"} if level == "off" else {"TB-YEAR-001", code}
    assert set(_codes(check(p, {"births": LEAPS[code]}, BEFORE))) == expected


def test_slip_that_the_pack_makes_mandatory_is_asked_about_alone():
    p = counting_plan(item("births"), parameters={"enforcement": {"TB-SLIP-001": "mandatory"}})
    assert _codes(check(p, {"births": 20360}, BEFORE)) == ["TB-SLIP-001"]


RATES = {2022: {"rate": "79.20"}, 2023: {"rate": "82.10"}, 2024: {"rate": "84.60"}}


def test_typed_percentage_is_asked_about_once():
    p = typed_rate_plan(indicator={"decimals": 2})
    assert _codes(check(p, {"rate": "8.73"}, RATES)) == ["TB-SLIP-001"]
    assert _codes(check(p, {"rate": "71.00"}, RATES)) == ["TB-YEAR-002"]


def test_computed_percentage_is_asked_about_beside_a_slip_in_its_parts():
    """It is another cell, and what is right for one need not be for the other."""
    p = plan(
        items=[item("part"), item("whole")],
        indicators=[indicator("rate", ["part"], ["whole"])],
        forms=[form_of(["part", "whole", "=rate"])],
    )
    before = {year: {"part": 1000 + year % 5, "whole": 20000} for year in (2022, 2023, 2024)}
    assert set(_codes(check(p, {"part": 10020, "whole": 20010}, before))) == {"TB-SLIP-001", "TB-YEAR-002"}


PARTS = counting_plan(
    item("births", breakdown=["RES=U", "RES=R"]),
    columns=["_T", "RES=U", "RES=R"],
)
EVEN = {year: {"births": 1000, "births/RES=U": 600, "births/RES=R": 400} for year in (2022, 2023, 2024)}


def test_explanation_of_a_leap_is_bound_to_the_figure_that_leapt_alone():
    entries = {"births": 1735, "births/RES=U": 1041, "births/RES=R": 694}
    first = only(check(PARTS, entries, EVEN), "TB-YEAR-001")
    other = only(check(PARTS, entries | {"births/RES=U": 1040, "births/RES=R": 695}, EVEN), "TB-YEAR-001")
    assert first.digest == other.digest


def test_leap_is_asked_about_as_soon_as_its_neighbours_speak_against_a_slip():
    desk = checker(PARTS)
    seen = figures(PARTS, {"births": 1290, "births/RES=U": 774, "births/RES=R": 416}, EVEN)
    assert set(_codes(desk.check(seen))) == {"TB-SUM-001", "TB-SLIP-002"}
    after = seen.with_observations([observation(PARTS, "births/RES=R", "516")])
    report = desk.recheck(after, [key("births/RES=R")])
    assert report == checker(PARTS).check(
        Figures(plan=PARTS, year=YEAR, observations=after.observations, history=after.history)
    )
    assert found(report, "TB-YEAR-001")
