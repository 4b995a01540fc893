"""Sources, reminders and attachments of figures."""

import hashlib
import json
import zipfile

import pytest

from desktop.services.unit.evidence import attach, attachments, detach, source_reminder
from desktop.services.unit.exporting import export
from desktop.services.unit.finalising import finalise
from forms.errors import EnvironmentFault, StateError, UserInputError
from forms.figures.breakdown import SeriesKey

BIRTHS = SeriesKey("live-births")


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "妇幼年报 表3.pdf"
    path.write_bytes(b"%PDF-1.4 ledger")
    return path


def test_an_attachment_travels_under_a_plain_name_and_says_what_it_proves(filled, identity, ledger, tmp_path):
    attach(filled, BIRTHS, ledger)
    finalise(filled)
    made = export(filled, identity, tmp_path / "out")
    with zipfile.ZipFile(made.path) as archive:
        [attached] = json.loads(archive.read("submission.json"))["attachments"]
        assert (attached["item"], attached["name"]) == ("live-births", ledger.name)
        assert attached["file"].isascii()
        data = archive.read(attached["file"])
    assert data == ledger.read_bytes()
    assert attached["digest"] == hashlib.sha256(data).hexdigest()


def test_attachments_can_be_listed_and_taken_off(desk, ledger):
    year = desk.year(2025)
    made = attach(year, BIRTHS, ledger)
    assert [entry.name for entry in attachments(year, BIRTHS)] == [ledger.name]
    assert attachments(year, SeriesKey("maternal-deaths")) == []
    detach(year, made)
    assert attachments(year) == []
    assert desk.store.verify_log().ok


@pytest.mark.parametrize("name", ["tool.exe", "macro.xlsm", "archive.zip", "noending"])
def test_programs_macros_and_archives_are_refused(desk, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"x")
    with pytest.raises(UserInputError) as caught:
        attach(desk.year(2025), BIRTHS, path)
    assert caught.value.code == "E-EVIDENCE-001"


def test_a_large_or_missing_file_is_refused(desk, tmp_path):
    large = tmp_path / "scan.pdf"
    large.write_bytes(b"x" * 5_000_001)
    for path in (large, tmp_path / "none.pdf"):
        with pytest.raises(EnvironmentFault):
            attach(desk.year(2025), BIRTHS, path)


def test_nothing_is_attached_to_a_frozen_year(final, ledger):
    with pytest.raises(StateError):
        attach(final, BIRTHS, ledger)


def test_last_years_source_is_a_reminder_and_never_a_value(desk):
    before = desk.year(2024)
    before.enter({BIRTHS: "2141"})
    before.annotate(BIRTHS, source="妇幼卫生年报 表3")
    year = desk.year(2025)
    assert source_reminder(year, BIRTHS) == "妇幼卫生年报 表3"
    assert year.reading(BIRTHS).is_blank
    assert source_reminder(year, SeriesKey("maternal-deaths")) == ""
