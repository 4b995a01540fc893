"""Files that somebody made to stop the desk: each is a result, and the others of the batch are taken in."""

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from desktop.services.keys.key_files import open_key
from desktop.services.office.intake.handed import open_handed
from desktop.services.office.intake.receiving import Batch, receive
from desktop.submission.package import PayloadFile, build, inspect, to_package
from forms.bounded_json import parse_json
from forms.canonical import digest_of, document_digest, pretty_json
from forms.filing.content import content_of
from tests.desktop.services.office.intake.conftest import NOW
from tests.desktop.services.office.intake.test_intake import listed, year_differences

OBSERVATIONS, SUBMISSION, DESCRIPTOR = "data/observations.csv", "submission.json", "datapackage.json"


@pytest.fixture
def remade(county, expected, words, tmp_path):
    """Writes a sound package again with some of its files changed, signed by its unit; gives its path."""
    file = next(one for one in expected["files"] if (one["outcome"], one["kind"]) == ("taken", "package"))
    data = (county / file["path"]).read_bytes()
    package = to_package(inspect(data), len(data))
    key = open_key(county / f"keys/{file['packages'][0]['unit']}.p12", words)

    def write(change, signed_at=NOW):
        files = {one.name: one.data for one in package.payload}
        change(files)
        payload = [PayloadFile(one.name, one.media_type, files[one.name]) for one in package.payload]
        path = tmp_path / "made.asice"
        path.write_bytes(build(payload, key, signed_at))
        return path

    return write


def whole_numbers_with_a_point(name):
    def change(files):
        files[SUBMISSION] = re.sub(rb'("%s": ?[0-9]+)' % name.encode(), rb"\1.0", files[SUBMISSION])

    return change


def a_cell_twice(files):
    """A figure stated twice, and everything made to fit, under a plan that nobody has."""
    lines = files[OBSERVATIONS].split(b"\r\n")
    files[OBSERVATIONS] = b"\r\n".join([*lines[:2], lines[1], *lines[2:]])
    digest = digest_of(files[OBSERVATIONS])
    described = json.loads(files[DESCRIPTOR])
    [table] = [one for one in described["resources"] if one["name"] == "observations"]
    table |= {"bytes": len(files[OBSERVATIONS]), "hash": f"sha256:{digest}"}
    said = parse_json(files[SUBMISSION])
    said["plan"]["digest"] = "ab" * 32
    for listed_in in ("tables", "files"):
        if OBSERVATIONS in said[listed_in]:
            said[listed_in][OBSERVATIONS] = digest
    said["content_digest"] = document_digest(content_of(said))
    files |= {SUBMISSION: pretty_json(said).encode(), DESCRIPTOR: pretty_json(described).encode()}


@pytest.mark.parametrize(
    "change",
    [whole_numbers_with_a_point("year"), whole_numbers_with_a_point("revision"), a_cell_twice],
    ids=["year", "revision", "cell"],
)
def test_a_made_package_does_not_stop_the_others(county, expected, desk, receiving_key, remade, change):
    reports = receive(desk, Batch([remade(change), *listed(county, expected)], receiving_key))
    assert reports[0].reception.value == "waits"
    assert desk.store.verify_log().ok
    assert list(year_differences(desk, expected)) == []


def test_a_cell_that_stands_twice_is_named(desk, remade):
    [report] = receive(desk, Batch([remade(a_cell_twice)]))
    schema = next(fact for fact in report.packages[0].facts if fact.name == "schema")
    assert "第 3 行与前面的一行是同一格" in schema.sentence
    assert desk.store.values(report.packages[0].package.content) == []


@pytest.mark.parametrize(("day", "status"), [("01 Jan 2020", "late"), ("20 Mar 2026", "")])
def test_a_mail_dated_before_its_package_was_signed_is_not_believed(desk, remade, tmp_path, day, status):
    desk.store.set_deadline(2024, "", date(2026, 3, 31), actor="李娜", now=NOW)
    desk.store.set_deadline(2025, "", date(2026, 3, 31), actor="李娜", now=NOW)
    mail = EmailMessage()
    mail["Date"] = f"{day} 09:00:00 +0800"
    told = {"maintype": "application", "subtype": "octet-stream", "filename": "报送.asice"}
    mail.add_attachment(remade(lambda _: None, datetime(2026, 3, 10, tzinfo=UTC)).read_bytes(), **told)
    path = tmp_path / "mail.eml"
    path.write_bytes(mail.as_bytes())
    [report] = receive(desk, Batch([path]))
    time = next(fact for fact in report.packages[0].facts if fact.name == "time")
    assert (time.status, "按邮件" in time.sentence) == (status, not status)


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_an_archive_with_any_changed_byte_is_opened_or_refused(method):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("a.txt", b"hello" * 100)
    data = made.getvalue()
    for place in range(len(data)):
        for byte in (0, 255):
            open_handed("a.zip", data[:place] + bytes([byte]) + data[place + 1 :], None)


def test_an_archive_that_is_packed_in_a_way_without_bounds_is_not_opened():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", b"hello")
    opened = open_handed("a.zip", made.getvalue(), None)
    assert (opened.refusal.value, opened.inside) == ("closed", ())
