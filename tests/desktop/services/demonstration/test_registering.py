"""The county's certificates registered by the office's command: as the county expects it."""

import json
from pathlib import Path

import pytest

from desktop.__main__ import main
from forms.codes.office import OfficeCode


@pytest.fixture
def run(tmp_path, capsys, county):
    """Runs a command of an office that is made for the county; gives its exit code and JSON."""
    office = str(tmp_path / "o.db")
    assert main(["office", "init", "--office", office, "--plan", str(county / "plan.json")]) == 0

    def answer(verb, *arguments):
        capsys.readouterr()
        code = main(["office", verb, "--office", office, *map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return answer


def test_certificates_register_as_the_county_expects(run, county, expected):
    listed = ("--fingerprints", county / "fingerprints.txt")
    files = sorted((county / "certificates").glob("*.cer.pem"))
    code, found = run("register", *files, *listed)
    assert code == 1
    outcomes = {one["file"]: (one["unit"], one["fingerprint"]) for one in found["files"] if not one["code"]}
    wanted = [one for one in expected["certificates"] if one["registers"]]
    assert outcomes == {Path(one["path"]).name: (one["unit"], one["fingerprint"]) for one in wanted}
    refused = {one["file"]: one["code"] for one in found["files"] if one["code"]}
    forged = [Path(one["path"]).name for one in expected["certificates"] if not one["registers"]]
    assert refused == dict.fromkeys(forged, OfficeCode.NOT_LISTED)
    _, again = run("register", county / "certificates", *listed)
    assert again["counts"] == {"registered": 0, "known": len(wanted), "refused": len(forged)}
    assert again["without_certificate"] == []
    for one in expected["premises"]["revocations"]:
        given = ("--fingerprint", one["fingerprint"], "--since", one["since"], "--reason", "密钥丢失，来函")
        assert run("revoke", *given)[1]["is_new"]
    register = run("register")[1]["certificates"]
    revoked = {one["fingerprint"] for one in register if one["revoked_since"]}
    assert revoked == {one["fingerprint"] for one in expected["premises"]["revocations"]}
