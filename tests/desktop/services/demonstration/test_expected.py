"""What the invented county says must be found is what ``verify`` finds, as far as it answers already."""

import ast
from datetime import UTC, datetime
from email import message_from_bytes, policy
from functools import cache

import pytest

from desktop.services.demonstration.county import FAULTS
from desktop.services.packages.trust import registrations
from desktop.services.packages.verification import Premises, verify_package
from desktop.services.plans.known import finder
from desktop.services.plans.packs import read_pack
from desktop.submission.encryption.envelope import decrypt, open_receiving_key
from desktop.submission.errors import EnvelopeError
from desktop.submission.signing.signer import Revocation
from tests.desktop.cli.schemas import require_schema
from tests.meta.checkout import ROOT, parse

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ANSWERED = ("container", "digests", "signature", "signer", "schema", "plan", "recheck")
SIGNERS = ("registered", "unknown", "revoked", "expired")


@pytest.fixture(scope="session")
def judge(county, expected):
    """Verifies bytes with the county's certificates, its revocations and its plan."""
    sheets = (county / "fingerprints.txt").read_text(encoding="ascii").split()
    given = [one for one in expected["certificates"] if one["fingerprint"] in sheets]
    trusted = [(county / one["path"]).read_bytes() for one in given]
    assert len(registrations(trusted)) == len(trusted)
    revoked = [
        Revocation(one["fingerprint"], datetime.fromisoformat(f"{one['since']}T00:00+08:00"))
        for one in expected["premises"]["revocations"]
    ]
    find = finder([read_pack((county / "plan.json").read_bytes())])

    @cache
    def judged(data, code=None):
        return verify_package(
            data, find, Premises(now=NOW, trusted=trusted, revoked=revoked, paper_code=code)
        )

    return judged


@pytest.fixture(scope="session")
def office_key(county):
    words = (county / "passphrase.txt").read_text(encoding="utf-8").strip()
    return open_receiving_key((county / "keys/office-receiving.p12").read_bytes(), words)


def sent(data, kind, key):
    """The packages that a package, an encrypted one or a mail is."""
    if kind == "mail":
        attached = message_from_bytes(data, policy=policy.default).iter_attachments()
        data = [part.get_payload(decode=True) for part in attached]
    else:
        data = [data]
    return [one if one.startswith(b"PK") else decrypt(one, key) for one in data]


def listed(expected, *outcomes, kinds=("package", "encrypted_package", "mail")):
    return [file for file in expected["files"] if file["outcome"] in outcomes and file["kind"] in kinds]


def test_it_fits_its_schema_and_every_fault_is_there(expected):
    require_schema(expected)
    assert expected["not_planted"] == []
    planted = {file["fault"] for file in expected["files"]} - {None}
    assert len(planted) >= len(FAULTS)


def test_every_file_handed_over_is_listed_and_every_years_state_is_said(county, expected):
    there = {p.relative_to(county).as_posix() for p in (county / "packages").rglob("*") if p.is_file()}
    said = {file["path"] for file in expected["files"]}
    assert said - there == {file["path"] for file in expected["files"] if file["path"].startswith("later/")}
    assert there - said == set()
    years = {(year["unit"], year["year"]) for year in expected["years"]}
    assert years == {(unit, year) for unit in expected["units"] for year in expected["reported_years"]}
    assert sum(expected["states"].values()) == len(years)


def test_verify_says_of_each_package_what_was_planted(county, expected, judge, office_key):
    wrong, seen = [], 0
    for file in listed(expected, "taken", "waits"):
        if not file["packages"]:
            continue
        data = sent((county / file["path"]).read_bytes(), file["kind"], office_key)
        assert len(data) == len(file["packages"]), file["path"]
        for one, package in zip(data, file["packages"], strict=True):
            found = judge(one, package["check_code"])
            facts = {fact.name: fact for fact in found.verification.facts}
            said = {
                fact["fact"]: fact
                for fact in package["facts"]
                if fact["fact"] in ANSWERED and fact["when"] == "taken_in"
            }
            seen += len(said)
            wrong += [
                (file["path"], name, fact["state"], facts[name].state.value, facts[name].sentence)
                for name, fact in said.items()
                if facts[name].state.value != fact["state"]
            ]
            signer = said.get("signer", {}).get("status")
            if signer in SIGNERS:
                assert facts["signer"].status.value == signer, file["path"]
            submission = found.submission
            stated = (submission["unit"]["code"], submission["year"], submission["revision"])
            assert stated == (package["unit"], package["year"], package["revision"])
            assert submission["content_digest"] == package["content_digest"]
            assert facts["paper"].state.value == "ok", file["path"]
    assert wrong == [], wrong
    assert seen > 100


def test_verify_takes_nothing_of_a_file_of_which_nothing_can_be_read(county, expected, judge, office_key):
    for file in expected["files"]:
        if file["packages"] or file["refusal"] in ("too_large", None):
            continue
        data = (county / file["path"]).read_bytes()
        if file["kind"] == "encrypted_package":
            with pytest.raises(EnvelopeError):
                decrypt(data, office_key)
            continue
        found = judge(data)
        assert found.kind.value == file["kind"], file["path"]
        assert found.verification.bottom_line != "ok", file["path"]


def test_nothing_in_it_is_sound_that_must_not_be(expected, county, judge):
    """A package that waits for its signer or its results is not called sound today either."""
    for file in listed(expected, "waits", kinds=("package",)):
        states = {fact["fact"]: fact["state"] for p in file["packages"] for fact in p["facts"]}
        if any(states.get(name, "ok") != "ok" for name in ANSWERED):
            bottom = judge((county / file["path"]).read_bytes()).verification.bottom_line
            assert bottom != "ok", file["path"]


FORBIDDEN = (
    "db.office", "desktop.kinds", "desktop.services.office", "desktop.services.packages.verification",
    "desktop.submission.container.reader", "desktop.submission.facts", "desktop.submission.signing",
    "desktop.submission.verification", "forms.receiving",
)  # fmt: skip
ALLOWED_OF_PACKAGES = "desktop.services.packages.encryption"


def _imports(path):
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_what_is_expected_asks_nothing_that_judges():
    folder = ROOT / "desktop/services/demonstration"
    asked = {(path.name, name) for path in folder.glob("*.py") for name in _imports(path)}
    judging = {
        (file, name)
        for file, name in asked
        if name.startswith(FORBIDDEN)
        or (name.startswith("desktop.services.packages") and name != ALLOWED_OF_PACKAGES)
    }
    assert judging == set()
    expected = {name for file, name in asked if file == "expected.py"}
    assert {name for name in expected if name.split(".")[0] in ("db", "desktop")} == set()
