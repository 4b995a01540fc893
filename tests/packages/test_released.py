"""Packages that a released program wrote verify for ever, and a frozen year exports what was frozen."""

import gzip
import json
from pathlib import Path

import pytest

from desktop.services.packages.verification import Premises, verify_package
from desktop.services.plans.known import finder
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.exporting import payload
from forms.filing.engine import ENGINE
from tests.desktop.submission.builders import open_package
from tests.packages.make import START

FOLDER = Path(__file__).parent
PACKAGES = sorted(FOLDER.glob("engine-*/*.asice"))
CHECK_CODES = {
    "wdp-210404-health-2025-r1": "69WX5NRD9781YD4F",
    "wdp-220524-education-2025-r2": "4NSMPE4W72FE79ZY",
}


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_released_package_verifies(path):
    engine = int(path.parent.name.removeprefix("engine-"))
    expected = Premises(
        now=START.replace(year=2027),
        trusted=[path.with_suffix(".cer.pem").read_bytes()],
        paper_code=CHECK_CODES[path.stem],
    )
    found = verify_package(path.read_bytes(), finder([]), expected).verification
    assert {fact.name: fact.state.value for fact in found.facts} == {
        "container": "ok",
        "digests": "ok",
        "signature": "ok",
        "signer": "ok",
        "schema": "ok",
        "plan": "ok",
        "revision": "unknown",
        "recheck": "ok" if engine == ENGINE else "unknown",
        "forms": "unknown",
        "paper": "ok",
    }
    assert found.bottom_line == "ok"
    results = found.fact("recheck").results
    assert results["engine"] == {"stated": engine, "own": ENGINE}
    assert results["rows"]["findings"]["stated"] > 0


def test_a_frozen_year_of_an_older_program_exports_exactly_what_was_frozen(tmp_path):
    store = tmp_path / "education.db"
    store.write_bytes(gzip.decompress((FOLDER / "engine-1/liuhe-education.db.gz").read_bytes()))
    sent = open_package((FOLDER / "engine-1/wdp-220524-education-2025-r2.asice").read_bytes())
    with open_desk(store) as desk:
        revision = desk.store.latest_revision(2025)
        again = payload(revision, desk.store.documents(2025, revision.number))
    assert {f.name: f.data for f in again} == {f.name: f.data for f in sent.payload}
    assert json.loads(sent.data("submission.json"))["schema"] == "tianbao/submission/1"
