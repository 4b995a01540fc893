"""The board of a large office: 12 districts of 40 units over ten years.

Plan, packages and keys are made up and tiny; the board reads what packages say of themselves and digests, not
figures, so that their number decides and not their size.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from db.office.records import (
    Arrival,
    ArrivalOutcome,
    CertificatePurpose,
    DecisionKind,
    Judgement,
    ReceivedPackage,
    RegisteredCertificate,
    Signer,
    StatedValue,
    TakenIn,
)
from desktop.services.office.desk import OfficeDesk, init_office
from desktop.services.office.intake.judging import OF_BYTES
from desktop.services.office.overview.board import board_of
from desktop.services.office.overview.today import today_of
from desktop.services.plans.packs import PlanPack, load_bundled
from forms.canonical import digest_of
from forms.figures.breakdown import SeriesKey
from forms.filing.engine import ENGINE
from forms.plan.pack import Plan
from forms.receiving.history import year_digests
from forms.reporting.layout import lay_out
from tests.benchmarks.timing import Measurement

PLAN, DISTRICTS, UNITS, YEARS = "liuhe", 12, 40, range(2021, 2031)
_WHO = "甲"
_NOW = datetime(2031, 6, 1, tzinfo=UTC)
_SOUND = {"state": "ok", "code": "", "sentence": "", "step": "", "required": True, "follows": False}
_BUDGET, _FIRST, _REST = 0.5, 0.2, 0.3


def run() -> Iterator[Measurement]:
    """Measure the board of the last year, all of whose units are under review."""
    with tempfile.TemporaryDirectory() as name:
        pack = PlanPack(_large(load_bundled(PLAN).plan))
        with init_office(Path(name) / "office.db", pack, _WHO, lambda: _NOW) as desk:
            desk.__dict__["pack"] = pack  # it is no plan that could be read: nobody owns its items
            for year in YEARS:
                _file_all(desk, pack, year)
            spent = []
            for _ in range(3):
                started = time.process_time()
                board = board_of(desk, YEARS[-1])
                spent.append(time.process_time() - started)
            first, after = [], []
            for _ in range(3):
                started = time.process_time()
                today = today_of(desk, YEARS[-1], compares=False)
                first.append(time.process_time() - started)
                started = time.process_time()
                today_of(desk, YEARS[-1], read=today.read)
                after.append(time.process_time() - started)
            told = sum(row.judged_otherwise == 0 for row in board.rows)
        what = f"the board of {len(board.rows)} units and {len(YEARS)} years, {told} of them compared"
        yield Measurement(
            what=what, ours=min(spent), bare=None, budget=f"{_BUDGET} s", within=min(spent) <= _BUDGET
        )

        what = "the rest of that board in its window, after its first lines"
        yield Measurement(
            what=what, ours=min(after), bare=None, budget=f"{_REST} s", within=min(after) <= _REST
        )
        rows = f"the first lines of that board in its window, {len(today.board.rows)} units without figures"
        yield Measurement(
            what=rows, ours=min(first), bare=None, budget=f"{_FIRST} s", within=min(first) <= _FIRST
        )


def _large(plan: Plan) -> Plan:
    """The plan with the first rows of each unit's first form, for units of as many districts."""
    own = plan.reporting_units
    units, forms = [], []
    for number in range(DISTRICTS * UNITS):
        unit = own[number % len(own)]
        form = plan.forms_of(unit.code)[0]
        rows = tuple(row for row in form.rows if row.item)[:4]
        units.append(replace(unit, code=f"{unit.code}-{number}"))
        forms.append(replace(form, code=f"form-{number}", unit=units[-1].code, rows=rows))
    return replace(plan, units=tuple(units), forms=tuple(forms))


def _file_all(desk: OfficeDesk, pack: PlanPack, year: int) -> None:
    """Every unit files a year; all years but the last are accepted."""
    with desk.store.transaction():
        for unit in pack.plan.units:
            taken = _package(pack, unit.code, year)
            signer = taken.package.signer
            assert signer is not None
            if year == YEARS[0]:
                desk.store.register(_certificate(unit.code, signer))
            digest = taken.package.digest
            arrival = Arrival(
                digest=digest,
                place="",
                name="x.asice",
                size=len(taken.data),
                kind="package",
                outcome=ArrivalOutcome.KEPT,
                file=digest,
            )
            desk.store.take_in([arrival], [taken], [], actor=_WHO, now=_NOW)
            if year != YEARS[-1]:
                desk.store.decide(
                    DecisionKind.ACCEPT, unit.code, year, content=taken.package.content, actor=_WHO, now=_NOW
                )


def _package(pack: PlanPack, unit: str, year: int) -> TakenIn:
    data = f"{unit} {year}".encode()
    values = [
        StatedValue(
            form=cell.address.split("/")[0],
            row=cell.address.split("/")[1],
            item=cell.key.code,
            breakdown=cell.key.breakdown,
            year=earlier,
            value=Decimal(earlier),
            missing="",
            text=str(earlier),
            note="",
            source="",
        )
        for cell in lay_out(pack.plan, unit).entry_cells[:3]
        for earlier in range(YEARS[0] - 2, year + 1)
    ]
    stated = {(SeriesKey(one.item, one.breakdown), one.year): one.value for one in values}
    facts = {name: dict(_SOUND) for name in OF_BYTES}
    facts["schema"]["past"] = {str(of): digest for of, digest in year_digests(stated).items()}
    place = f"{unit}/{pack.plan.region_code}"
    package = ReceivedPackage(
        digest=digest_of(data),
        content=digest_of(b"content of " + data),
        unit=unit,
        year=year,
        revision=1,
        replaces=None,
        region=pack.plan.region_code,
        plan_id=pack.plan.id,
        plan_digest=pack.digest,
        signer=Signer(
            fingerprint=digest_of(unit.encode()),
            unit=place,
            valid_from=datetime(2020, 1, 1, tzinfo=UTC),
            valid_until=datetime(2035, 1, 1, tzinfo=UTC),
            signed_at=datetime(year + 1, 3, 1, tzinfo=UTC),
        ),
        at=_NOW,
    )
    return TakenIn(
        package=package, data=data, values=values, judgement=Judgement(package.digest, ENGINE, facts)
    )


def _certificate(unit: str, signer: Signer) -> RegisteredCertificate:
    return RegisteredCertificate(
        fingerprint=signer.fingerprint,
        data=unit.encode(),
        unit=unit,
        holder=unit,
        purpose=CertificatePurpose.SIGNING,
        valid_from=signer.valid_from,
        valid_until=signer.valid_until,
        renews=None,
        actor=_WHO,
        at=_NOW,
    )
