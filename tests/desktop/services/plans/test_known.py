"""Packages made under plans that do not come with the program, and certificates that are none."""

import json
from decimal import Decimal

import pytest

from desktop.services.keys.key_files import certificate_path
from desktop.services.packages.trust import read_certificates
from desktop.services.packages.verification import Premises, verify_package
from desktop.services.plans.known import finder
from desktop.services.plans.packs import PlanPack, read_pack
from desktop.services.unit.desk import create_desk, open_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.plan.used_plans import packs_in
from desktop.services.unit.sample import explanation_for
from desktop.services.unit.year import open_year
from forms.canonical import canonical_json
from forms.errors import EnvironmentFault, UserInputError
from forms.plan.catalogue import plan_document
from tests.desktop.services.conftest import PASSPHRASE, START
from tests.desktop.submission.builders import sound_package
from tests.plans import wanghua


@pytest.fixture
def other_pack():
    """A county of its own: the bundled plan under an id that the program does not bring."""
    document = json.loads(canonical_json(plan_document(wanghua().plan)), parse_float=Decimal)
    document["id"] = "elsewhere"
    return read_pack(canonical_json(document))


@pytest.fixture
def package(other_pack, sample, clock, tmp_path):
    """A package of the sample year under that plan."""
    with create_desk(tmp_path / "别处.db", other_pack, "health", clock) as desk:
        desk.name_people(**sample.people)
        year = open_year(desk, sample.year)
        year.enter(sample.figures)
        for finding in year.report.unexplained:
            year.explain(finding, explanation_for(sample, finding))
        finalise(year)
        made = export(year, create_key(desk, tmp_path / "别处.p12", PASSPHRASE), tmp_path / "报送")
    return made.path.read_bytes()


def checked(package, given, tmp_path):
    trusted = read_certificates([certificate_path(tmp_path / "别处.p12")])
    known = Premises(now=START.replace(year=2027), trusted=trusted)
    return verify_package(package, finder(given), known).verification


def test_without_its_plan_a_package_cannot_be_judged(package, tmp_path):
    found = checked(package, [], tmp_path)
    assert found.fact("plan").code == "E-VERIFY-020"
    assert found.bottom_line == "unknown"


@pytest.mark.parametrize("from_store", [True, False])
def test_a_plan_given_as_file_or_in_a_store_makes_it_checkable(package, other_pack, tmp_path, from_store):
    source = tmp_path / ("别处.db" if from_store else "别处.json")
    if not from_store:
        source.write_bytes(other_pack.data)
    found = checked(package, packs_in(str(source), START), tmp_path)
    assert found.fact("recheck").state == "ok"
    assert found.bottom_line == "ok"


def test_every_version_that_a_store_has_used_is_known(store_path, desk, clock):
    older = desk.pack.digest
    document = json.loads(desk.pack.data, parse_float=Decimal)
    document["version"] = "2026.9"
    newer = PlanPack(read_pack(canonical_json(document)).plan)
    desk.adopt_plan(newer, "test")
    desk.close()
    packs = list(packs_in(str(store_path), START))
    assert [pack.digest for pack in packs] == [older, newer.digest]
    assert finder(packs)("wanghua", newer.digest).digest == newer.digest
    assert finder(packs)("wanghua", "0" * 64).plan.version == "2026.9", "else the newest"
    open_desk(store_path, clock).close()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("登记表.pdf", b"%PDF-1.4", "PDF"),
        ("r1.asice", sound_package(), "报送包"),
        ("unit.p12", b"0\x82\x01\x00", "密钥文件"),
        ("空.pem", b"", "空文件"),
        ("letter.pem", b"Dear Sir", "读不出证书"),
    ],
)
def test_a_file_that_is_no_certificate_is_named_and_said_what_it_is(tmp_path, name, data, says):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserInputError) as caught:
        read_certificates([tmp_path / name])
    assert caught.value.code == "E-TRUST-001"
    assert f"“{name}”" in caught.value.message
    assert says in caught.value.message


def test_a_certificate_that_is_not_there_is_a_fault_of_the_surroundings(tmp_path):
    with pytest.raises(EnvironmentFault):
        read_certificates([tmp_path / "none.pem"])
