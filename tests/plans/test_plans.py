"""The plans on which tests stand are whole, and stay what they are."""

from decimal import Decimal

import pytest

from desktop.services.demonstration.figures import LAST, invent
from desktop.services.keys.key_files import certificate_path
from desktop.services.packages.trust import read_certificates
from desktop.services.packages.verification import Premises, verify_package
from desktop.services.plans.authoring import check_plan
from desktop.services.plans.known import finder
from desktop.services.unit.desk import create_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.plan.used_plans import packs_in
from desktop.services.unit.year import open_year
from forms.canonical import digest_of
from forms.codes.plan import PlanCode
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.plan.definitions import Basis
from forms.plan.pack import RelationKind
from forms.plan.targets import Op, TargetKind, Tier
from forms.reporting.earlier import known_history
from tests.desktop.services.conftest import PASSPHRASE, START, MovableClock
from tests.plans import WANGHUA_DIGEST, sample, small, small_file, wanghua, wanghua_file

UNITS = [unit.code for unit in small().plan.units]


def test_the_frozen_pack_is_the_one_that_was_released():
    assert digest_of(wanghua().data) == WANGHUA_DIGEST == digest_of(wanghua_file().read_bytes())
    assert (wanghua().plan.id, wanghua().plan.version) == ("wanghua", "2026.1")
    assert set(sample().figures) == set(invent(wanghua().plan, sample().unit))


def test_the_small_plan_has_every_kind_of_thing():
    plan = small().plan
    assert {t.op for t in plan.targets} == {*Op, None}
    assert {t.kind for t in plan.targets} == set(TargetKind)
    assert {t.tier for t in plan.targets} == {*Tier, None}
    assert {i.basis for i in plan.indicators} == set(Basis)
    assert {r.kind for r in plan.relations} | {RelationKind.EQUAL} == set(RelationKind)
    assert {b[:3] for i in plan.items for b in i.breakdown} == {"SEX", "RES", "ARE"}
    assert any(i.proxy_for for i in plan.indicators)
    assert any(i.election for i in plan.indicators)
    assert known_history(plan)


def test_the_small_plan_could_be_compiled():
    found = check_plan(str(small_file()), now=START, trusted=())
    blocking = [f for _, f in found.findings if f.blocks and f.code != PlanCode.UNIT_NAME_INCOMPLETE]
    assert [f.message for f in blocking] == []  # the plan is older than full names of units


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_of_the_small_plan_reports_a_year_that_verifies(tmp_path, unit):
    clock = MovableClock()
    figures = {key: canonical_decimal(values[-1]) for key, values in invent(small().plan, unit).items()}
    if unit == "health":  # what is invented knows of no sum between items
        late = Decimal(figures[SeriesKey("managed")]) - Decimal(figures[SeriesKey("managed-early")])
        figures[SeriesKey("managed-late")] = canonical_decimal(late)
    with create_desk(tmp_path / "a.db", small(), unit, clock) as desk:
        desk.name_people(head="甲", statistician="乙", filler="丙", phone="000")
        year = open_year(desk, LAST)
        year.enter(figures)
        for finding in year.report.unexplained:
            year.explain(finding, "编造的说明：已核对")
        finalise(year)
        made = export(year, create_key(desk, tmp_path / "a.p12", PASSPHRASE), tmp_path / "报送")
    trusted = read_certificates([certificate_path(tmp_path / "a.p12")])
    premises = Premises(now=START.replace(year=2027), trusted=trusted)
    packs = packs_in(str(small_file()), START)
    assert verify_package(made.path.read_bytes(), finder(packs), premises).verification.bottom_line == "ok"
