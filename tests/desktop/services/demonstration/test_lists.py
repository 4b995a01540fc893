"""What lies in the invented county fits together, and everything in it is marked as invented."""

import csv
import io
import json
import sqlite3
import zipfile
from email import message_from_bytes, policy

import pytest
from cryptography.x509 import ObjectIdentifier

from desktop.documents.base_figures.table import read_base_book
from desktop.documents.history.table import read_history_table
from desktop.services.demonstration.figures import invent
from desktop.services.demonstration.filing import MARK, given_keys
from desktop.services.demonstration.scene import is_behind
from desktop.services.keys.key_files import open_key
from desktop.services.office.task.base_balance import without_contradictions
from desktop.services.plans.packs import read_pack
from desktop.submission.keys.certificate import fingerprint, named_unit, parse_certificate
from forms.figures.breakdown import SeriesKey

DESCRIPTION = ObjectIdentifier("2.5.4.13")


def _packages(expected, *, later=False):
    """Packages by content digest, and what becomes of their files."""
    found = {}
    for file in expected["files"]:
        if later or not file["path"].startswith("later/"):
            for package in file["packages"]:
                found.setdefault(package["content_digest"], []).append((package, file["outcome"]))
    return found


def test_a_years_state_follows_from_what_came(expected):
    packages = _packages(expected)
    for year in expected["years"]:
        place = (year["unit"], year["year"])
        mine = {
            digest: {outcome for _, outcome in found}
            for digest, found in packages.items()
            if (found[0][0]["unit"], found[0][0]["year"]) == place
        }
        if year["state"] == "received":
            assert mine[year["content_digest"]] == {"taken"}, place
            highest = max(packages[digest][0][0]["revision"] for digest in mine)
            assert packages[year["content_digest"]][0][0]["revision"] == year["revision"] == highest
            assert year["candidates"] == []
        elif year["state"] == "conflict":
            assert len(year["candidates"]) == 2
            assert all(mine[digest] == {"waits"} for digest in year["candidates"]), place
        else:
            assert year["state"] == "quarantined"
            assert {"waits"} in mine.values(), place
            assert year["content_digest"] is None


def test_certificates_are_those_of_the_stamped_sheets(county, expected):
    lines = [line.split() for line in (county / "fingerprints.txt").read_text(encoding="ascii").splitlines()]
    listed = {(unit, shown) for unit, shown in lines}
    said = {(one["unit"], one["fingerprint"]): one["registers"] for one in expected["certificates"]}
    assert {place for place, registers in said.items() if registers} == listed
    found = set()
    for path in (county / "certificates").iterdir():
        certificate = parse_certificate(path.read_bytes())
        unit = named_unit(certificate)
        assert unit == f"{unit.partition('/')[0]}/{expected['region_code']}"
        found.add((unit.partition("/")[0], fingerprint(certificate)))
    assert found == set(said)
    assert found > listed
    assert {unit for unit, _ in listed} >= set(expected["units"])
    for revoked in expected["premises"]["revocations"]:
        assert (revoked["unit"], revoked["fingerprint"]) in listed


def test_papers_print_codes_of_packages_that_came_but_for_the_planted_one(county, expected):
    with (county / "papers.csv").open(encoding="utf-8", newline="") as table:
        papers = {(row["unit"], int(row["year"])): row for row in csv.DictReader(table)}
    assert set(papers) == {(year["unit"], year["year"]) for year in expected["years"]}
    codes = {found[0][0]["check_code"]: digest for digest, found in _packages(expected).items()}
    for year in expected["years"]:
        digest = codes[papers[year["unit"], year["year"]]["校验码"]]
        if year["state"] == "conflict":
            assert digest in year["candidates"]
        elif year["state"] == "received":
            assert (digest == year["content_digest"]) is (year["fault"] != "other-paper")


def test_the_offices_series_reads_back_and_holds_what_the_changed_past_was(county, expected):
    plan = read_pack((county / "plan.json").read_bytes()).plan
    reading = read_history_table((county / "history.csv").read_bytes(), plan)
    assert reading.problems == ()
    series = {(figure.key, figure.year): figure.value for figure in reading.figures}
    assert {year for _, year in series} == {2019, 2020}
    changed = [
        cell
        for file in expected["files"] if file["fault"] == "changed-past"
        for package in file["packages"]
        for fact in package["facts"] if fact["fact"] == "history" and fact["when"] == "history_imported"
        for cell in fact["details"]["cells"]
    ]  # fmt: skip
    assert changed
    for cell in changed:
        ours = series[SeriesKey(cell["item"], cell["breakdown"]), cell["year"]]
        assert str(ours) == cell["accepted"] != cell["stated"]


def test_the_base_table_gives_every_unit_what_it_filed(county, expected):
    plan = read_pack((county / "plan.json").read_bytes()).plan
    reading = without_contradictions(read_base_book((county / "base.csv").read_bytes(), plan, 2025), plan)
    assert (reading.problems, reading.unused) == ((), ())
    given = {one.key: one.value for one in reading.figures}
    units = [unit for unit in expected["units"] if given_keys(plan, unit)]
    assert units
    for number, unit in enumerate(expected["units"]):
        filed = invent(plan, unit, behind=is_behind(number))
        assert {key: filed[key][-1] for key in given_keys(plan, unit)}.items() <= given.items()


def test_the_passphrase_opens_every_key_that_signs(county):
    words = (county / "passphrase.txt").read_text(encoding="utf-8").strip()
    paths = [path for path in (county / "keys").glob("*.p12") if path.stem != "office-receiving"]
    assert len({open_key(path, words).fingerprint for path in paths[:3]}) == 3
    office = parse_certificate((county / "keys/office.cer.pem").read_bytes())
    assert named_unit(office).startswith("office/")


def test_the_plan_is_the_countys_own_and_its_owners_are_confirmed(county, expected):
    pack = read_pack((county / "plan.json").read_bytes())
    assert pack.digest == expected["plan"]["digest"]
    assert MARK in pack.plan.owners_confirmed.by
    assert not any(indicator.owner_is_default for indicator in pack.plan.indicators)


def test_every_figure_and_every_name_is_marked_as_invented(county, expected):
    plain = [
        file["path"]
        for file in expected["files"]
        if file["kind"] == "package" and file["packages"] and not file["fault"]
    ]
    assert plain
    for path in plain:
        with zipfile.ZipFile(county / path) as package:
            people = json.loads(package.read("submission.json"))["people"]
            rows = list(
                csv.DictReader(io.StringIO(package.read("data/observations.csv").decode(), newline=""))
            )
        assert all(MARK in people[role] for role in ("head", "statistician", "filler"))
        year = json.loads(zipfile.ZipFile(county / path).read("submission.json"))["year"]
        typed = [row for row in rows if row["year"] == str(year) and row["value"]]
        assert typed
        assert all(MARK in row["source"] for row in typed), path
    assert MARK in expected["notice"]


def test_whatever_a_person_opens_says_that_it_is_invented(county, expected):
    mails = [county / file["path"] for file in expected["files"] if file["kind"] == "mail"]
    assert mails
    for path in mails:
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert mail["Subject"].startswith(MARK), path
        assert mail.get_body().get_content().startswith(MARK), path
    for name in ("history.csv", "base.csv", "papers.csv"):
        head, *lines = (county / name).read_text(encoding="utf-8").splitlines()
        assert MARK in head or all(MARK in line for line in lines), name
    for path in county.rglob("*.cer.pem"):
        (described,) = parse_certificate(path.read_bytes()).subject.get_attributes_for_oid(DESCRIPTION)
        assert described.value == MARK, path


@pytest.mark.parametrize("name", ["", "-copy", "-new"])
def test_data_files_are_whole(county, expected, name):
    stores = [path for path in (county / "stores").glob("*.db") if path.stem.endswith(name)]
    assert stores
    for path in stores:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
            assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert {path.stem for path in stores} >= (set(expected["units"]) if not name else set())
