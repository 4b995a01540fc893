"""Who is told by digests to state the past that the office holds does so; whoever might not is compared."""

from decimal import Decimal

import pytest

from db.office.records import CertificateRevocation, Judgement, PastValue
from db.unit.records import HistoryValue
from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.office.facts.judged import look_back
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.same_past import same_pasts
from desktop.services.office.overview import board as of_board
from desktop.services.office.overview.board import board_of
from forms.figures.breakdown import SeriesKey
from forms.receiving.history import year_digests
from forms.reporting.earlier import DefinitionChange
from tests.desktop.services.both import YEAR

ANAEMIC = SeriesKey("pregnancy-anaemia-cases")
ELSEWHERE = SeriesKey("primary-enrolled")


def is_same(both, year=YEAR + 1):
    """Whether it is told by digests; then comparing must say the same."""
    ledger = ledger_of(both.office, year)
    found = same_pasts(both.office, ledger, ["health"]) == {"health"}
    if found:
        unit_year = ledger.unit_year("health")
        back = look_back(both.office, unit_year, unit_year.current)
        assert (back.judged, back.fact.is_bad) == ((), False)
    return found


def accepted(both):
    both.type_paper()
    both.send(accept)


def rewrite(both):
    rows = [HistoryValue(2020, ANAEMIC, Decimal(417))]
    both.desk.store.import_history(rows, source="台账", actor="王芳", now=both.desk.clock())


def publish(both, key=ANAEMIC):
    row = PastValue(2020, key, Decimal(349), "统计年鉴")
    both.office.store.import_past([row], reason="", actor="陈静", now=both.office.clock())


def test_the_year_after_an_accepted_one_with_the_same_past_is_the_same(both):
    accepted(both)
    both.file_next_year()
    assert is_same(both)


def test_with_nothing_held_there_is_nothing_to_differ_with(both):
    assert is_same(both, YEAR)


def test_a_rewritten_year_is_compared(both):
    accepted(both)
    rewrite(both)
    both.file_next_year()
    assert not is_same(both)
    assert board_of(both.office, YEAR + 1).rows[0].judged_otherwise is not None


def test_what_the_office_published_of_the_units_figures_is_compared(both):
    accepted(both)
    both.file_next_year()
    publish(both)
    assert not is_same(both)


def test_a_change_of_definition_is_compared(both):
    accepted(both)
    both.desk.record_definition_change(DefinitionChange(ANAEMIC.code, YEAR + 1, "改按产后访视统计"))
    both.file_next_year()
    assert not is_same(both)


def test_a_year_that_was_opened_again_is_compared(both):
    accepted(both)
    both.file_next_year()
    reopen(both.office, "health", YEAR, "单位来函更正", both.office_key, both.folder)
    assert not is_same(both)


def test_a_key_that_was_revoked_after_both_came_changes_nothing(both):
    accepted(both)
    both.file_next_year()
    both.office.store.revoke(
        CertificateRevocation(
            fingerprint=both.unit_key.fingerprint,
            since=both.office.clock(),
            reason="密钥文件被盗",
            actor="陈静",
            at=both.office.clock(),
        )
    )
    assert is_same(both)


def test_what_an_older_program_judged_is_compared(both):
    accepted(both)
    unit_year = both.file_next_year()
    store, package = both.office.store, unit_year.current
    judged = store.judgement(package.digest)
    facts = {name: dict(fact) for name, fact in judged.facts.items()}
    del facts["schema"]["past"]
    taken = both.taken_in(package, Judgement(package.digest, judged.engine, facts))
    store.judge_again(taken, actor="陈静", now=both.office.clock())
    assert not is_same(both)


@pytest.mark.parametrize("is_rewritten", [False, True])
def test_a_large_board_tells_both_and_what_it_did_not_compare(both, monkeypatch, is_rewritten):
    accepted(both)
    if is_rewritten:
        rewrite(both)
    both.file_next_year()
    monkeypatch.setattr(of_board, "_COMPARED", 0)
    row = next(row for row in board_of(both.office, YEAR + 1).rows if row.unit == "health")
    assert row.judged_otherwise == (None if is_rewritten else 0)


def test_digests_tell_figures_and_not_what_is_missing():
    one = {(ANAEMIC, 2020): Decimal("349.0"), (ELSEWHERE, 2020): None}
    assert year_digests(one) == year_digests({(ANAEMIC, 2020): Decimal(349)})
    for other in ({(ANAEMIC, 2020): Decimal(350)}, {(ELSEWHERE, 2020): Decimal(349)}, {}):
        assert year_digests(one) != year_digests(other)
