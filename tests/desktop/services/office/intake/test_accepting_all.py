"""Accepting all without doubt: exactly those that one by one could be accepted, and why not the others."""

import pytest

from desktop.services.keys.key_files import open_key
from desktop.services.office.acceptance import accepting_all
from desktop.services.office.acceptance.accepting import accept
from desktop.services.office.acceptance.accepting_all import accept_all, without_doubt
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.letters.asking import ToAsk, ask
from forms.canonical import check_code
from forms.errors import EnvironmentFault, StateError
from forms.letters.question import QuestionScope

YEAR = 2025


@pytest.fixture
def key(county, words):
    return open_key(county / "keys/office.p12", words)


def waive_paper(desk):
    """Every unit's stamped paper matches what counts, but for the last one with a current revision."""
    ledger = ledger_of(desk, YEAR)
    current = {one: ledger.unit_year(one).current for one in ledger.units}
    *units, last = [unit for unit, package in current.items() if package is not None]
    for unit in units:
        code = check_code(current[unit].content)
        decide(
            desk, Question(unit=unit, year=YEAR, fact="paper", subject="", answer=code, reason="盖章纸质表")
        )
    return units, last


def test_it_accepts_exactly_those_that_one_by_one_could_be(taken, key, tmp_path):
    units, last = waive_paper(taken)
    ask(taken, ToAsk(unit=units[0], year=YEAR, scope=QuestionScope.FILING, text="请核对"))
    before = taken.store.log_position()
    listed = without_doubt(taken, YEAR)
    assert taken.store.log_position() == before
    others = {one.unit: one for one in listed.others}
    expected = [one.code for one in taken.pack_of(YEAR).plan.reporting_units]
    assert sorted([*listed.units, *others]) == sorted(expected)
    assert {units[0], last} <= others.keys()
    assert "还有问题没有了结" in " ".join(others[units[0]].reasons)
    assert "校验码" in " ".join(others[last].reasons)
    # What changed unasked, or contradicts another unit, is to be looked at, and then accepted by itself.
    looked_at = ("没有问过而改了", "与别的单位报的对不上")
    marked = {
        unit: [any(word in why for word in looked_at) for why in one.reasons] for unit, one in others.items()
    }
    assert any("对不上" in why for one in others.values() for why in one.reasons)
    for unit in (unit for unit, marks in marked.items() if not all(marks)):
        with pytest.raises(StateError):
            accept(taken, unit, YEAR, key, tmp_path)
    assert taken.store.log_position() == before
    made, found = accept_all(taken, YEAR, key, tmp_path / "发出")
    assert listed.units
    assert (tuple(unit for unit, _ in made), found) == (listed.units, listed)
    ledger = ledger_of(taken, YEAR)
    assert {ledger.unit_year(unit).state.value for unit in listed.units} == {"accepted"}
    assert all(path.is_file() for _, path in made)
    again = without_doubt(taken, YEAR)
    assert again.units == ()
    assert {one.reasons for one in again.others if one.unit in listed.units} == {("已验收",)}


def test_it_stops_at_what_cannot_be_written_and_says_what_is_done(taken, key, tmp_path, monkeypatch):
    waive_paper(taken)
    listed = without_doubt(taken, YEAR)
    assert len(listed.units) > 1
    stop, real = listed.units[1], accept

    def full(desk, unit, year, identity, folder):
        taken_place = tmp_path / "占着"
        taken_place.write_text("x")
        return real(desk, unit, year, identity, taken_place if unit == stop else folder)

    monkeypatch.setattr(accepting_all, "accept", full)
    with pytest.raises(EnvironmentFault) as caught:
        accept_all(taken, YEAR, key, tmp_path / "发出")
    assert caught.value.message.startswith(f"前面 1 个单位已验收，到{taken.unit_name(stop)}停下")
    ledger = ledger_of(taken, YEAR)
    assert [ledger.unit_year(one).accepted is not None for one in listed.units[:2]] == [True, False]
