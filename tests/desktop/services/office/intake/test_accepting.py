"""Accepting and opening again: only what nothing stands in the way of, by the head, with a signed letter."""

import json
from datetime import timedelta

import pytest

from db.office.records import CertificateRevocation
from desktop.services.keeping import back_up
from desktop.services.keys.key_files import open_key
from desktop.services.office.acceptance.accepting import accept, obstacles, reopen
from desktop.services.office.acceptance.accepting_all import without_doubt
from desktop.services.office.acceptance.choosing import ToChoose, choose
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.desk import open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.next_step import next_step
from desktop.services.office.keeping import restore_office
from desktop.services.office.registry.keys import KeyUse, import_office_key
from desktop.services.office.task.tasking import ToTask, write_task
from desktop.submission.keys.certificate import to_der
from desktop.submission.package import inspect, to_package
from forms.canonical import check_code
from forms.errors import StateError, UserInputError
from tests.desktop.services.office.intake.conftest import NOW, certificate_of
from tests.desktop.submission.builders import identity_with


@pytest.fixture(scope="session")
def office_key(county, words):
    return open_key(county / "keys/office.p12", words)


@pytest.fixture
def letters(tmp_path):
    """Where letters are written."""
    folder = tmp_path / "letters"
    folder.mkdir()
    return folder


def unit_year(desk, unit, year):
    return ledger_of(desk, year).unit_year(unit)


def of_fault(expected, fault):
    one = next(one for one in expected["years"] if one["fault"] == fault)
    return one["unit"], one["year"]


def sound(expected):
    one = next(one for one in expected["years"] if one["state"] == "received" and not one["fault"])
    return one["unit"], one["year"]


def type_paper(desk, unit, year):
    code = check_code(unit_year(desk, unit, year).current.content)
    decide(desk, Question(unit=unit, year=year, fact="paper", subject="", answer=code, reason="盖章纸质表"))


def letter_of(path):
    data = path.read_bytes()
    package = to_package(inspect(data), len(data))
    assert package is not None
    text = package.data("letter.json")
    assert text.startswith(b'{"kind":"')
    return json.loads(text)


def test_a_sound_year_is_accepted_once_its_paper_is_there(taken, expected, office_key, letters):
    unit, year = sound(expected)
    with pytest.raises(StateError, match="E-DECIDE-014") as caught:
        accept(taken, unit, year, office_key, letters)
    assert "校验码" in caught.value.message
    assert (list(letters.iterdir()), taken.store.letters(unit, year)) == ([], [])
    type_paper(taken, unit, year)
    path = accept(taken, unit, year, office_key, letters)
    found = unit_year(taken, unit, year)
    assert (found.state.value, found.accepted) == ("accepted", found.current.content)
    letter = letter_of(path)
    assert (letter["kind"], letter["n"], letter["previous"]) == ("acceptance", 1, None)
    assert letter["content_digest"] == found.current.content
    with pytest.raises(StateError, match="E-DECIDE-003"):
        accept(taken, unit, year, office_key, letters)
    again = reopen(taken, unit, year, "单位来函更正", office_key, letters)
    reopened = unit_year(taken, unit, year)
    assert (reopened.state.value, reopened.is_reopened) == ("received", True)
    assert "已重开" in next_step(reopened).words
    assert unit not in without_doubt(taken, year).units, "it waits for the revision for which it was opened"
    second = letter_of(again)
    assert (second["kind"], second["n"]) == ("reopening", 2)
    assert second["previous"] == taken.store.letters(unit, year)[0].digest
    assert "单位来函更正" not in again.read_bytes().decode("latin-1")


@pytest.mark.parametrize(
    ("fault", "said"),
    [("definition", "口径"), ("gap", "待处理"), ("fork", "待选定"), ("unknown-signer", "待处理")],
)
def test_what_is_bad_or_open_is_not_accepted(taken, expected, office_key, letters, fault, said):
    unit, year = of_fault(expected, fault)
    before = taken.store.log_position()
    with pytest.raises(StateError) as caught:
        accept(taken, unit, year, office_key, letters)
    assert said in caught.value.message
    assert taken.store.log_position() == before


def test_a_definition_is_accepted_when_somebody_decided_about_each(taken, expected, office_key, letters):
    unit, year = of_fault(expected, "definition")
    type_paper(taken, unit, year)
    fact = next(
        one
        for one in unit_year(taken, unit, year).facts(unit_year(taken, unit, year).current)
        if one.name == "definition"
    )
    codes = (*fact.details["items"], *fact.details["indicators"])
    for code in codes:
        asked = {"unit": unit, "year": year, "fact": "definition", "subject": code}
        decide(taken, Question(**asked, answer="refile", reason="请按现行口径"))
    with pytest.raises(StateError, match="已决定请单位重报"):
        accept(taken, unit, year, office_key, letters)
    for code in codes:
        asked = {"unit": unit, "year": year, "fact": "definition", "subject": code}
        decide(taken, Question(**asked, answer="own_series", reason="本县口径"))
    assert obstacles(taken, unit_year(taken, unit, year)) == []
    accept(taken, unit, year, office_key, letters)


def test_another_paper_than_that_of_the_current_revision_is_in_the_way(taken, expected, office_key, letters):
    unit, year = of_fault(expected, "other-paper")
    older = next(
        one
        for one in unit_year(taken, unit, year).packages
        if one.content != unit_year(taken, unit, year).current.content
    )
    asked = {"unit": unit, "year": year, "fact": "paper", "subject": "", "reason": "纸质表"}
    decide(taken, Question(**asked, answer=check_code(older.content)))
    with pytest.raises(StateError, match=r"不是第 [0-9]+ 版的"):
        accept(taken, unit, year, office_key, letters)
    decide(taken, Question(**asked, answer="waived"))
    accept(taken, unit, year, office_key, letters)


def test_a_fork_is_chosen_and_then_accepted(taken, expected, office_key, letters):
    unit, year = of_fault(expected, "fork")
    chosen, other = unit_year(taken, unit, year).lineage.candidates
    short = ToChoose(unit=unit, year=year, named=check_code(chosen), reason="相符")
    with pytest.raises(UserInputError, match="选定理由至少 4 个字，已写 2 个"):
        choose(taken, short, office_key, letters)
    wanted = ToChoose(unit=unit, year=year, named=check_code(chosen), reason="与盖章纸质表一致")
    letter = letter_of(choose(taken, wanted, office_key, letters))
    assert (letter["kind"], letter["content_digest"], letter["not_chosen"]) == ("choice", chosen, [other])
    found = unit_year(taken, unit, year)
    assert (found.state.value, found.current.content) == ("received", chosen)
    assert found.lineage.places[other].value == "passed_over"
    assert taken.store.values(other)
    type_paper(taken, unit, year)
    accept(taken, unit, year, office_key, letters)


def test_only_the_offices_own_key_signs(taken, expected, county, words, letters):
    unit, year = sound(expected)
    type_paper(taken, unit, year)
    units_key = open_key(county / f"keys/{unit}.p12", words)
    before = taken.store.log_position()
    with pytest.raises(UserInputError, match="E-DECIDE-013"):
        accept(taken, unit, year, units_key, letters)
    assert (taken.store.log_position(), list(letters.iterdir())) == (before, [])


def test_a_restored_desk_skips_the_numbers_that_it_may_have_used(
    taken, expected, office_key, letters, tmp_path
):
    unit, year = sound(expected)
    type_paper(taken, unit, year)
    backup = back_up(taken, tmp_path / "backups", "备份")
    accept(taken, unit, year, office_key, letters)
    path = taken.path
    taken.close()
    restore_office(backup, path, clock=lambda: NOW + timedelta(hours=1))
    with open_office_desk(path, clock=lambda: NOW + timedelta(hours=2)) as desk:
        first = letter_of(accept(desk, unit, year, office_key, letters))
        second = letter_of(reopen(desk, unit, year, "单位来函更正", office_key, letters))
    assert (first["n"], first["previous"], second["n"]) == (101, None, 102)


def test_a_revoked_key_of_the_office_signs_no_more(taken, expected, office_key, letters):
    unit, year = sound(expected)
    type_paper(taken, unit, year)
    taken.store.register(certificate_of(to_der(office_key.certificate), "office"))
    taken.store.revoke(
        CertificateRevocation(
            fingerprint=office_key.fingerprint, since=NOW, reason="丢失", actor="李娜", at=NOW
        )
    )
    with pytest.raises(UserInputError, match="注销"):
        accept(taken, unit, year, office_key, letters)
    assert list(letters.iterdir()) == []


def test_an_authoritys_key_signs_once_it_was_made_known_as_the_offices(taken, expected, letters):
    unit, year = sound(expected)
    type_paper(taken, unit, year)
    of_authority = identity_with(NOW - timedelta(days=1), NOW + timedelta(days=365))
    with pytest.raises(UserInputError, match="E-DECIDE-013"):
        accept(taken, unit, year, of_authority, letters)
    taken.store.register(certificate_of(to_der(of_authority.certificate), "office"))
    accept(taken, unit, year, of_authority, letters)
    assert unit_year(taken, unit, year).state.value == "accepted"


def test_a_letter_that_cannot_be_written_leaves_nothing_decided(taken, expected, office_key, letters):
    unit, year = sound(expected)
    type_paper(taken, unit, year)
    before = taken.store.log_position()
    (letters / "file").write_bytes(b"")
    with pytest.raises(Exception, match="E-FILE"):
        accept(taken, unit, year, office_key, letters / "file")
    assert taken.store.log_position() == before
    assert unit_year(taken, unit, year).state.value == "received"


def test_no_notice_to_all_units_holds_a_sensitive_figure_of_one(
    taken, county, words, office_key, letters, tmp_path
):
    import_office_key(taken, county / "keys/office.p12", tmp_path / "本局.p12", words, KeyUse.SIGNING)
    sensitive = {code for code, item in taken.plan.item_by_code.items() if item.sensitive}
    ledger = ledger_of(taken, 2025)
    currents = [ledger.unit_year(unit.code).current for unit in ledger.plan.reporting_units]
    values = [one for found in currents if found is not None for one in taken.store.values(found.content)]
    figure = max(one.value for one in values if one.item in sensitive and one.value is not None)
    with pytest.raises(UserInputError, match="E-ASSIGN-005"):
        write_task(taken, ToTask(year=2025, notice=f"共 {figure} 人"), office_key, letters)
    assert (taken.store.tasks(2025), list(letters.iterdir())) == ([], [])
    assert write_task(taken, ToTask(year=2025, notice="请按时报送"), office_key, letters).is_new
