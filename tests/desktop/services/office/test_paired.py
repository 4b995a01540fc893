"""Figures of two units that must agree: told at both, suggested to both, in the way of accepting at once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.services.office.acceptance.accepting import obstacles
from desktop.services.office.acceptance.accepting_all import without_doubt
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.facts.given import BaseInForce
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.paired import paired_of
from desktop.services.office.letters.suggesting import suggestions, take
from desktop.services.office.overview.board import board_of
from desktop.services.office.overview.showing import show
from forms.codes.receive import ReceiveCode
from forms.figures.period import StatisticalPeriod
from forms.letters.base_figure import BaseFigure, BaseStatus
from forms.letters.question import QuestionScope
from forms.receiving.suggesting import SuggestedFor
from tests.db.office.samples import base
from tests.desktop.services.both import YEAR
from tests.desktop.services.two_units import HOUSEHOLDS, UNITS, file_both, office_of, take_in


@pytest.fixture(scope="module")
def filed(tmp_path_factory):
    return file_both(tmp_path_factory.mktemp("pairs"))


@pytest.fixture
def office(filed, tmp_path):
    with office_of(filed, tmp_path / "统计局.db") as desk:
        yield desk


def told(desk, unit):
    """Fact ``pairs`` of the revision that counts; None where nothing is told."""
    (_, facts) = show(desk, unit, YEAR).packages[-1]
    return next((fact for fact in facts if fact.name == "pairs"), None)


def of_pairs(desk, unit):
    return [one for one in suggestions(desk, unit, YEAR) if one.question.reason is SuggestedFor.PAIR]


def test_one_of_two_alone_contradicts_nobody(office, filed):
    take_in(office, filed, "agriculture")
    assert told(office, "agriculture") is None
    assert of_pairs(office, "agriculture") == []


@pytest.mark.parametrize("order", [UNITS, UNITS[::-1]])
def test_both_are_told_whoever_came_first(office, filed, order):
    for unit in order:
        take_in(office, filed, unit)
    for unit, other in (UNITS, UNITS[::-1]):
        fact = told(office, unit)
        assert fact.code == ReceiveCode.PAIRS_DIFFER
        assert [one["other_unit"] for one in fact.details["cells"]] == [other]
        assert {one["relation"] for one in fact.details["cells"]} == {"same"}
        row = next(row for row in board_of(office, YEAR).rows if row.unit == unit)
        assert "pairs" in row.bad


def test_both_are_asked_without_a_figure_and_then_it_is_no_longer_in_the_way(office, filed):
    take_in(office, filed, *UNITS)
    stated = {
        one.value for unit in UNITS for one in show(office, unit, YEAR).values if one.item == HOUSEHOLDS.code
    }
    for unit in UNITS:
        (offered,) = of_pairs(office, unit)
        assert offered.scope is QuestionScope.CELL
        assert offered.question.cell.rpartition("/")[0]
        assert all(str(value) not in offered.question.text for value in stated)
        (asked,) = take(office, unit, YEAR, [offered.number])
        assert asked.code == ReceiveCode.PAIRS_DIFFER
        assert of_pairs(office, unit) == []
        assert told(office, unit).code == ReceiveCode.PAIRS_ASKED
        row = next(row for row in board_of(office, YEAR).rows if row.unit == unit)
        assert "pairs" not in row.bad


def test_what_contradicts_another_unit_is_not_accepted_with_all_but_may_be_by_itself(office, filed):
    take_in(office, filed, *UNITS)
    for unit in UNITS:
        decide(
            office, Question(unit=unit, year=YEAR, fact="paper", subject="", answer="waived", reason="没有纸")
        )
    found = without_doubt(office, YEAR)
    assert found.units == ()
    reasons = {one.unit: " ".join(one.reasons) for one in found.others}
    assert all("对不上" in reasons[unit] for unit in UNITS)
    ledger = ledger_of(office, YEAR)
    assert [obstacles(office, ledger.unit_year(unit)) for unit in UNITS] == [[], []]


def test_a_figure_that_the_office_gave_is_held_against_that_and_not_against_another_unit(office, filed):
    take_in(office, filed, *UNITS)
    ledger = ledger_of(office, YEAR)
    assert set(paired_of(office, ledger)) == set(UNITS)
    given = BaseFigure(
        key=HOUSEHOLDS,
        year=YEAR,
        value=Decimal(1),
        missing=None,
        unit="户",
        period=StatisticalPeriod.CALENDAR,
        source="年鉴",
        status=BaseStatus.DEFINITIVE,
    )
    in_force = BaseInForce(base(), {(HOUSEHOLDS, YEAR): given})
    assert paired_of(office, replace(ledger, base=in_force)) == {}
