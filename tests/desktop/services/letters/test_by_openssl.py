"""What starts a year and what is given opens without this program: unzip and openssl alone.

The letters about a unit's year: ``test_encrypted_letters``; a frozen year: ``office.test_closing``.
"""

import zipfile
from io import BytesIO

import pytest

from desktop.services.office.desk import init_office
from desktop.services.office.registry.keys import KeyUse, create_office_key
from desktop.submission.keys.certificate import to_pem
from tests.desktop.models.desks import Clock
from tests.desktop.public_tools import run
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.services.giving import giving_office
from tests.desktop.services.tasks import confirmed, task
from tests.plans import wanghua


def a_task(folder):
    with init_office(folder / "统计局.db", confirmed(wanghua()), "陈静", Clock()) as office:
        key = create_office_key(office, KeyUse.SIGNING, folder / "office.p12", PASSPHRASE)
        return task(office, key, folder / "往来").stored.data, key


def base_figures(folder):
    with giving_office(folder) as giving:
        return giving.issue(("_T", 900), ("女", 450)), giving.office_key


@pytest.mark.parametrize("made", [a_task, base_figures])
def test_openssl_verifies_it_against_the_offices_certificate(made, tmp_path):
    data, key = made(tmp_path)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in ("META-INF/ASiCManifest.xml", "META-INF/signature.p7s"):
            (tmp_path / name.rpartition("/")[2]).write_bytes(archive.read(name))
    (tmp_path / "office.pem").write_bytes(to_pem(key.certificate))
    command = "cms -verify -binary -inform DER -in signature.p7s -out signed.xml -CAfile office.pem"
    checks = ("-purpose", "any", "-no_check_time", "-content")
    for content, code in (("ASiCManifest.xml", 0), ("office.pem", 4)):
        done = run(tmp_path, "openssl", *command.split(), *checks, content)
        assert done.returncode == code, done.stderr
