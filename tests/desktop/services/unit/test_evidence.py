"""Sources, reminders and attachments of figures."""

import hashlib
import json
import zipfile

import pytest

from desktop.services.packages.verification import Premises, verify_package
from desktop.services.unit.evidence import (
    MOST_ATTACHED_BYTES,
    MOST_ATTACHMENTS,
    OTHER_ENTRIES,
    attach,
    attachments,
    detach,
    sources_last_year,
)
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, obstacles
from desktop.services.unit.year import open_year
from desktop.submission.container.layout import MAX_ENTRIES
from desktop.submission.facts import FactState
from desktop.submission.keys.certificate import to_pem
from forms.errors import EnvironmentFault, StateError, UserInputError
from forms.figures.breakdown import SeriesKey
from resources import read_text

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
    year = open_year(desk, 2025)
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
        attach(open_year(desk, 2025), BIRTHS, path)
    assert caught.value.code == "E-EVIDENCE-001"


def test_a_large_or_missing_file_is_refused(desk, tmp_path):
    large = tmp_path / "scan.pdf"
    large.write_bytes(b"x" * 5_000_001)
    for path in (large, tmp_path / "none.pdf"):
        with pytest.raises(EnvironmentFault):
            attach(open_year(desk, 2025), BIRTHS, path)


def test_nothing_is_attached_to_a_frozen_year(final, ledger):
    with pytest.raises(StateError):
        attach(final, BIRTHS, ledger)


def test_last_years_source_is_a_reminder_and_never_a_value(desk):
    before = open_year(desk, 2024)
    before.enter({BIRTHS: "2141"})
    before.annotate(BIRTHS, source="妇幼卫生年报 表3")
    year = open_year(desk, 2025)
    assert sources_last_year(year)[BIRTHS] == "妇幼卫生年报 表3"
    assert year.reading(BIRTHS).is_blank
    assert sources_last_year(year).get(SeriesKey("maternal-deaths"), "") == ""


def small_files(folder, count):
    for number in range(count):
        path = folder / f"{number}.txt"
        path.write_bytes(b"%d" % number)
        yield path


def test_as_many_attachments_as_may_be_attached_are_taken_by_the_office(filled, identity, pack, tmp_path):
    *paths, one_more = small_files(tmp_path, MOST_ATTACHMENTS + 1)
    for path in paths:
        attach(filled, BIRTHS, path)
    with pytest.raises(UserInputError, match=f"最多装 {MOST_ATTACHMENTS} 个") as caught:
        attach(filled, BIRTHS, one_more)
    assert caught.value.code == "E-EVIDENCE-002"
    attach(filled, BIRTHS, paths[0])  # the same once more
    finalise(filled)
    made = export(filled, identity, tmp_path / "out")
    known = Premises(now=filled.desk.clock(), trusted=[to_pem(identity.certificate)])
    found = verify_package(made.path.read_bytes(), {pack.plan.id: pack}.get, known)
    assert not [fact for fact in found.verification.facts if fact.state is FactState.BAD]


def test_attachments_that_are_too_large_together_are_refused_when_they_are_attached(
    filled, identity, tmp_path
):
    for name, size in (("a.pdf", 5_000_000), ("b.pdf", MOST_ATTACHED_BYTES - 5_000_000), ("c.txt", 1)):
        (tmp_path / name).write_bytes(name.encode() + bytes(size - len(name)) if size > 9 else b"c")
    attach(filled, BIRTHS, tmp_path / "a.pdf")
    attach(filled, BIRTHS, tmp_path / "b.pdf")
    with pytest.raises(UserInputError, match=r"合计 9\.0 MB") as caught:
        attach(filled, BIRTHS, tmp_path / "c.txt")
    assert caught.value.code == "E-EVIDENCE-003"
    finalise(filled)
    assert export(filled, identity, tmp_path / "out").path.stat().st_size > MOST_ATTACHED_BYTES


def test_more_attachments_than_a_package_carries_are_named_before_the_year_is_fixed(filled):
    desk, data = filled.desk, [b"%d" % n for n in range(MOST_ATTACHMENTS + 1)]
    with desk.store.transaction():
        for one in data:
            desk.store.add_attachment(filled.year, BIRTHS, "a.txt", "text/plain", one, now=desk.clock())
    assert f"已有 {MOST_ATTACHMENTS + 1} 个附件" in "".join(obstacles(filled))
    with pytest.raises(UserInputError) as caught:
        finalise(filled)
    assert caught.value.code == "E-EVIDENCE-004"


def test_the_number_of_attachments_is_within_the_published_bounds():
    schema = json.loads(read_text("schemas/submission-2.json"))["properties"]["attachments"]
    assert schema["maxItems"] >= MOST_ATTACHMENTS
    assert MOST_ATTACHMENTS + OTHER_ENTRIES <= MAX_ENTRIES
