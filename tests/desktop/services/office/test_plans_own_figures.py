"""Figures of earlier years that the plan's own text states, beside others that the office published."""

from dataclasses import replace
from decimal import Decimal

import pytest

from db.office.records import PastValue
from desktop.services.demonstration.county import make_county
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.past import history_fact
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.packages.receiving_key import open_key_for_receiving
from forms.figures.breakdown import SeriesKey
from tests.desktop.services.county import expected_of
from tests.desktop.services.office.intake.conftest import NOW, registered

LIFE = SeriesKey("women-life-expectancy")
"""大连's text states it for 2020; it stands on the forms of 卫生健康委 alone, and every unit carries it."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    county = tmp_path_factory.mktemp("dalian")
    make_county(county, "dalian", lambda *_: None, most_units=2, years=[2025])
    words = (county / "passphrase.txt").read_text().strip()
    key = open_key_for_receiving(county / "keys/office-receiving.p12", words)
    with registered(county, expected_of(county), county / "统计局.db") as desk:
        row = PastValue(2020, LIFE, Decimal("81.5"), "统计年鉴")
        desk.store.import_past([row], reason="", actor="陈静", now=NOW)
        receive(desk, Batch([county / "packages"], key))
        yield desk


def differing(desk, unit_year):
    facts = [history_fact(desk, unit_year, one) for one in unit_year.packages]
    assert facts
    return {(cell["item"], cell["year"]) for fact in facts for cell in (fact.details or {}).get("cells", ())}


def test_what_the_plan_states_is_held_against_nobody_who_does_not_report_it(office):
    ledger = ledger_of(office, 2025)
    assert differing(office, ledger.unit_year("sports")) == set()
    assert differing(office, ledger.unit_year("health")) == {(LIFE.code, 2020)}


def test_nor_while_the_version_by_which_it_was_filed_is_not_there(office):
    unit_year = replace(ledger_of(office, 2025), plans={}).unit_year("sports")
    assert {unit_year.filed_plan(one) for one in unit_year.packages} == {None}
    assert differing(office, unit_year) == set()
