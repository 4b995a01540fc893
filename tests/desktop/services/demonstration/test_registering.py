"""The county's certificates registered by the office's command: as the county expects it."""

import json
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.submission.encryption.envelope import encrypt
from desktop.submission.keys.certificate import parse_certificate
from forms.codes.office import OfficeCode


@pytest.fixture
def run(tmp_path, capsys, county):
    """Runs a command of an office that is made for the county; gives its exit code and JSON."""
    office = str(tmp_path / "o.db")
    assert main(["office", "init", "--office", office, "--plan", str(county / "plan.json")]) == 0

    def answer(verb, *arguments):
        capsys.readouterr()
        code = main([*verb.split(), "--office", office, *map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return answer


def test_certificates_register_as_the_county_expects(run, county, expected):
    listed = ("--fingerprints", county / "fingerprints.txt")
    files = sorted((county / "certificates").glob("*.cer.pem"))
    code, found = run("office register", *files, *listed)
    assert code == 1
    outcomes = {one["file"]: (one["unit"], one["fingerprint"]) for one in found["files"] if not one["code"]}
    wanted = [one for one in expected["certificates"] if one["registers"]]
    assert outcomes == {Path(one["path"]).name: (one["unit"], one["fingerprint"]) for one in wanted}
    refused = {one["file"]: one["code"] for one in found["files"] if one["code"]}
    forged = [Path(one["path"]).name for one in expected["certificates"] if not one["registers"]]
    assert refused == dict.fromkeys(forged, OfficeCode.NOT_LISTED)
    _, again = run("office register", county / "certificates", *listed)
    assert again["counts"] == {"registered": 0, "known": len(wanted), "refused": len(forged)}
    assert again["without_certificate"] == []
    for one in expected["premises"]["revocations"]:
        given = ("--fingerprint", one["fingerprint"], "--since", one["since"], "--reason", "密钥丢失，来函")
        assert run("office revoke", *given)[1]["is_new"]
    register = run("office register")[1]["certificates"]
    revoked = {one["fingerprint"] for one in register if one["revoked_since"]}
    assert revoked == {one["fingerprint"] for one in expected["premises"]["revocations"]}


def test_what_waited_for_a_plan_is_judged_again_when_it_comes(run, county, expected):
    (waits,) = [file for file in expected["files"] if file["fault"] == "unknown-plan"]
    (package,) = waits["packages"]

    def plan_fact():
        shown = run("show", "--unit", package["unit"], "--year", package["year"])[1]["packages"][0]
        return next(fact["state"] for fact in shown["facts"] if fact["fact"] == "plan")

    run("receive", county / waits["path"])
    assert plan_fact() == "unknown"
    assert run("office plan", county / "later" / "unknown-plan" / "plan.json")[1]["imported"]
    assert plan_fact() == "ok"


def test_what_waited_for_the_key_is_opened_when_it_is_imported(run, county, expected, tmp_path):
    plain = next(one for one in expected["files"] if one["kind"] == "package" and not one["fault"])
    (package,) = plain["packages"]
    receiver = parse_certificate((county / "keys" / "office-receiving.cer.pem").read_bytes())
    sealed = tmp_path / f"{Path(plain['path']).name}.cms"
    sealed.write_bytes(encrypt((county / plain["path"]).read_bytes(), [receiver]))
    asked = ("--unit", package["unit"], "--year", package["year"])
    run("receive", sealed)
    assert run("show", *asked)[1]["packages"] == []
    secret = ("--passphrase-file", county / "passphrase.txt")
    run("office key import", county / "keys" / "office-receiving.p12", *secret)
    assert run("show", *asked)[1]["packages"][0]["content_digest"] == package["content_digest"]
