"""An office that receives the invented county."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from db.office.records import CertificateRevocation
from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.packages.receiving_key import open_key_for_receiving
from desktop.services.plans.packs import read_pack
from tests.desktop.services.both import NOW, certificate_of
from tests.desktop.services.county import expected_of, shared_county


@pytest.fixture(scope="session")
def county(tmp_path_factory):
    return shared_county(tmp_path_factory)


@pytest.fixture(scope="session")
def expected(county):
    return expected_of(county)


@pytest.fixture(scope="session")
def words(county):
    """The passphrase of all keys."""
    return (county / "passphrase.txt").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="session")
def receiving_key(county, words):
    return open_key_for_receiving(county / "keys/office-receiving.p12", words)


def registered(county, expected, path: Path):
    """A desk whose register has every certificate that stands on a stamped sheet, and every revocation."""
    desk = init_office(path, read_pack((county / "plan.json").read_bytes()), "", lambda: NOW)
    for line in (county / "fingerprints.txt").read_text(encoding="ascii").splitlines():
        unit, print_ = line.split()
        named = next(one for one in expected["certificates"] if one["fingerprint"] == print_)
        desk.store.register(certificate_of((county / named["path"]).read_bytes(), unit))
    for one in expected["premises"]["revocations"]:
        since = datetime.fromisoformat(f"{one['since']}T00:00+08:00")
        desk.store.revoke(
            CertificateRevocation(
                fingerprint=one["fingerprint"], since=since, reason="丢失", actor="李娜", at=NOW
            )
        )
    return desk


@pytest.fixture
def desk(county, expected, tmp_path):
    opened = registered(county, expected, tmp_path / "统计局.db")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def taken_file(county, expected, receiving_key, tmp_path_factory):
    """The office's file after everything was taken in, made once."""
    path = tmp_path_factory.mktemp("taken") / "统计局.db"
    with registered(county, expected, path) as opened:
        files = [county / one["path"] for one in expected["files"] if one["when"] == "taken_in"]
        receive(opened, Batch(files, receiving_key))
    return path


@pytest.fixture
def taken(taken_file, tmp_path):
    """A desk at which everything was taken in."""
    path = tmp_path / "统计局.db"
    shutil.copy(taken_file, path)
    with open_office_desk(path, "", lambda: NOW) as opened:
        yield opened
