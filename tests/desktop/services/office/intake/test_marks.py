"""Lateness, other base figures, gaps and another paper are marks: they are told, and never bad."""

from datetime import date

import pytest

from db.office.records import DecisionKind
from desktop.services.keys.key_files import open_key
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.task.base_figures import issue_base, read_base
from forms.canonical import read_check_code
from tests.desktop.services.office.intake.conftest import NOW

MARKS = {"time": "late", "base": "differs", "complete": "gaps", "paper": "mismatch"}
"""Name of each fact that is one, and its status where something is the matter."""


@pytest.fixture
def with_all(county, expected, taken, words):
    """A desk at which every one of them has something to tell about."""
    for year in expected["reported_years"]:
        taken.store.set_deadline(year, "", date(2026, 3, 1), actor="李娜", now=NOW)
    for line in (county / "papers.csv").read_text(encoding="utf-8").splitlines()[1:]:
        unit, year, _, code, _ = line.split(",")
        answer = read_check_code(code)
        taken.store.decide(DecisionKind.PAPER, unit, int(year), answer=answer, actor="李娜", now=NOW)
    key = open_key(county / "keys/office.p12", words)
    issue_base(
        taken,
        read_base(taken, (county / "base.csv").read_bytes(), 2025),
        key,
        taken.path.with_suffix(".asice"),
    )
    return taken


def test_a_mark_is_never_bad(with_all, expected):
    told = {}
    for year in expected["reported_years"]:
        ledger = ledger_of(with_all, year)
        for unit_year in map(ledger.unit_year, ledger.units):
            for package in unit_year.packages:
                for fact in unit_year.facts(package):
                    if fact.name in MARKS:
                        told.setdefault(fact.name, set()).add(fact.status)
                        assert not fact.is_bad, (unit_year.unit, year, fact.name)
                        assert fact.state.value == "ok" or fact.status != MARKS[fact.name]
    assert {name for name, status in MARKS.items() if status in told.get(name, ())} == set(MARKS)
