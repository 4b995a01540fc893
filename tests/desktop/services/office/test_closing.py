"""定库: a county's year is frozen once all is accepted, never changed, and frozen again when corrected."""

import os
from datetime import timedelta

import pytest

from desktop.services.letters.reading import read_letter
from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.office.county.closing import DOCUMENT_NAME, close_year, frozen_document
from desktop.services.office.county.collecting import collect
from desktop.services.office.county.summary import closed_lines
from desktop.services.office.decisions.deciding import excuse
from desktop.services.office.desk import open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.intake.telling import refusal_sentence
from desktop.services.office.people import set_person
from desktop.services.unit.letters.opening import open_letter
from desktop.submission.package import inspect
from forms.bounded_json import parse_json
from forms.errors import EnvironmentFault, StateError, UserInputError
from forms.filing.receipt_time import day_in_beijing
from forms.receiving.role import OfficeRole
from forms.receiving.state import OfficeState
from tests.desktop.public_tools import run
from tests.desktop.services.both import ABORTIONS, YEAR


@pytest.fixture
def accepted(both):
    """Every unit is excused but the one that filed and is accepted; where what is written goes."""
    for unit in both.office.plan.reporting_units:
        if unit.code != "health":
            excuse(both.office, unit.code, YEAR, "演示：没有要报的")
    both.type_paper()
    accept(both.office, "health", YEAR, both.office_key, both.folder)
    return both.office.path.parent / "汇总"


def close(both, folder):
    return close_year(both.office, YEAR, both.office_key, folder)


def files_in(path):
    return {one.name: one.data for one in inspect(path.read_bytes()).payload}


def test_nothing_is_frozen_before_every_unit_is_accepted_or_excused(both, tmp_path):
    position = both.office.store.log_position()
    with pytest.raises(UserInputError, match="E-COLLECT-001"):
        close(both, tmp_path / "汇总")
    assert both.office.store.log_position() == position
    assert not (tmp_path / "汇总").exists()


def test_a_frozen_year_is_signed_stored_and_stands_as_closed(both, accepted):
    counted = collect(both.office, YEAR)
    closed = close(both, accepted)
    assert (closed.is_new, closed.stored.number, closed.revised) == (True, 1, ())
    assert closed.path.name == "wdp-210404-collection-2025-1.asice"
    assert closed.path.read_bytes() == closed.stored.data == both.office.store.collections(YEAR)[0].data
    assert closed.stored.filings == {"health": both.at_office.current.content}
    assert both.at_office.state is OfficeState.CLOSED
    assert ledger_of(both.office, YEAR).unit_year("education").state is OfficeState.EXCUSED
    assert collect(both.office, YEAR).code == counted.code, "what is frozen counts as what is accepted"
    assert frozen_document(closed.stored)["code"] == counted.code
    assert both.office.store.verify_log().ok


def test_it_holds_document_tables_and_workbook_and_any_program_can_check_it(both, accepted, tmp_path):
    closed = close(both, accepted)
    files = files_in(closed.path)
    letter = parse_json(files["letter.json"])
    assert files["letter.json"].startswith(b'{"kind":"collection"')
    assert (letter["n"], letter["previous"], letter["code"]) == (1, None, closed.collection.code)
    assert {DOCUMENT_NAME, "county.xlsx", "datapackage.json", "README.md"} < files.keys()
    assert any(name.startswith("data/") for name in files)
    assert run(tmp_path, "unzip", "-q", str(closed.path), "-d", "内容").returncode == 0
    options = ["cms", "-verify", "-binary", "-inform", "DER", "-noverify", "-out", os.devnull]
    signed = ["-content", "ASiCManifest.xml", "-in", "signature.p7s"]
    found = run(tmp_path / "内容" / "META-INF", "openssl", *options, *signed)
    assert found.returncode == 0, found.stderr


def test_what_has_not_changed_is_written_again_and_not_signed_again(both, accepted):
    first = close(both, accepted)
    first.path.unlink()
    position = both.office.store.log_position()
    again = close(both, accepted)
    assert (again.is_new, again.stored.number) == (False, 1)
    assert again.path.read_bytes() == first.stored.data
    assert both.office.store.log_position() == position
    assert "没有变动" in closed_lines(both.office, again)[0]


def test_a_correction_opens_the_year_and_freezes_it_once_more_beside_the_first(both, accepted):
    first = close(both, accepted)
    with pytest.raises(StateError, match="E-DECIDE-003"):
        accept(both.office, "health", YEAR, both.office_key, both.folder)
    words = "单位来函更正人工流产数"
    letter = reopen(both.office, "health", YEAR, words, both.office_key, both.folder)
    open_letter(both.desk, letter.read_bytes())
    assert both.at_office.state is OfficeState.RECEIVED
    with pytest.raises(UserInputError, match="E-COLLECT-001"):
        close(both, accepted)
    both.revise({ABORTIONS: "592"})
    both.file()
    assert both.at_office.state is OfficeState.RECEIVED
    both.type_paper()
    accept(both.office, "health", YEAR, both.office_key, both.folder)
    assert both.at_office.state is OfficeState.ACCEPTED, "accepted anew and not frozen yet"
    second = close(both, accepted)
    assert (second.stored.number, both.at_office.state) == (2, OfficeState.CLOSED)
    (revised,) = second.revised
    assert (revised.unit, revised.before) == ("health", first.stored.filings["health"])
    assert (revised.now, revised.reason) == (both.at_office.current.content, words)
    letter = parse_json(files_in(second.path)["letter.json"])
    assert letter["previous"] == first.stored.digest
    assert letter["revised"][0]["reason"] == words
    stored = both.office.store.collections(YEAR)
    assert [one.data for one in stored] == [first.stored.data, second.stored.data]
    assert words in "".join(closed_lines(both.office, second))


def test_where_it_cannot_be_written_nothing_is_frozen(both, accepted):
    accepted.write_bytes(b"a file, no folder")
    position = both.office.store.log_position()
    with pytest.raises(EnvironmentFault):
        close(both, accepted)
    assert both.office.store.log_position() == position
    assert both.at_office.state is OfficeState.ACCEPTED


def test_it_is_the_heads(both, accepted):
    set_person(both.office, "陈静", OfficeRole.HEAD)
    set_person(both.office, "刘敏", OfficeRole.OFFICER)
    both.office.work_as("刘敏")
    with pytest.raises(UserInputError, match="E-OFFICE-004"):
        close(both, accepted)
    both.office.work_as("陈静")
    assert close(both, accepted).stored.actor == "陈静"


def test_another_key_freezes_nothing(both, accepted):
    with pytest.raises(UserInputError, match="E-DECIDE-013"):
        close_year(both.office, YEAR, both.unit_key, accepted)
    assert both.office.store.collections(YEAR) == []


def test_a_day_before_it_shows_the_year_accepted(both, accepted):
    clock = both.office.clock
    accepted_on = day_in_beijing(clock())
    both.office.clock = later = lambda: clock() + timedelta(days=3)
    close(both, accepted)
    path = both.office.path
    both.office.close()
    for day, state, count in (
        (accepted_on, OfficeState.ACCEPTED, 0),
        (accepted_on + timedelta(days=4), OfficeState.CLOSED, 1),
    ):
        with open_office_desk(path, "", later, as_of=day) as desk:
            assert ledger_of(desk, YEAR).unit_year("health").state is state
            assert len(desk.store.collections(YEAR)) == count


def test_at_every_door_it_is_said_what_the_file_is(both, accepted):
    closed = close(both, accepted)
    (report,) = receive(both.office, Batch([closed.path]))
    assert refusal_sentence(report) == "这是统计局定库的全县汇总（.asice），不是报送包"
    with pytest.raises(UserInputError, match="E-LETTER"):
        read_letter(closed.stored.data, both.office.clock())
