"""Faults of the invented county that are about the plan, the past that a package carries, and whose it is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.services.demonstration.expected import (
    Reception,
    State,
    When,
    say,
    sound_but,
    without_plan,
)
from desktop.services.demonstration.fault import PlantedFault, Turn, Where
from desktop.services.demonstration.figures import FIRST
from desktop.services.demonstration.filing import MARK, Filed, FilingUnit, given_keys
from desktop.services.demonstration.scene import LATER
from desktop.services.plans.packs import BUNDLED, PlanPack, load_bundled
from desktop.services.unit.year import open_year
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from forms.figures.breakdown import TOTAL, SeriesKey
from forms.plan.pack import Plan

_PAST = 2020
"""The year that is rewritten. Follows from the packs, which judge the pace since then."""
_NOBODY = "nobody"
_AFTER_THE_PLAN = 2031
"""By definition no year of a plan for 2021 to 2030."""


def redefined(plan: Plan, unit: str) -> Plan:
    """The plan with one item of a unit defined otherwise, as a county may do."""
    code = _redefined_item(plan, unit)
    return replace(
        plan,
        items=tuple(
            replace(one, definition=f"{one.definition}（{MARK}：本县另定的口径）")
            if one.code == code
            else one
            for one in plan.items
        ),
    )


def _redefined_item(plan: Plan, unit: str) -> str:
    own = (row.item for form in plan.forms_of(unit) for row in form.rows)
    return next(code for code in own if code is not None and plan.item_by_code[code].is_additive)


def _definition(turn: Turn) -> None:
    """Filed by the plan as it came with the program; the county defined one item otherwise."""
    code = _redefined_item(turn.scene.pack.plan, turn.filed.unit)
    judged = [one.code for one in turn.scene.pack.plan.indicators if code in one.items]
    said = say("definition", "bad", "differs", details={"items": [code], "indicators": judged})
    other = _under(turn.unit, turn.scene.bundled, turn.filed.year)
    turn.scene.plant("definition", other, turn.scene.package(other, sound_but(said)))
    turn.scene.end(other, State.RECEIVED, "definition")
    turn.scene.paper(other)


def _unknown_plan(turn: Turn) -> None:
    """Filed by a version of the plan that the office never saw; it comes later."""
    plan = turn.scene.pack.plan
    pack = PlanPack(replace(plan, version=f"{plan.version}-unknown"))
    turn.scene.put(f"{LATER}/unknown-plan/plan.json", pack.data)
    other = _under(turn.unit, pack, turn.filed.year)
    said = without_plan(say("plan", "unknown"), say("plan", "ok", when=When.PACK_GIVEN))
    turn.scene.plant("unknown-plan", other, turn.scene.package(other, said), outcome=Reception.WAITS)
    turn.scene.end(other, State.QUARANTINED, "unknown-plan")
    turn.scene.paper(other)


def _under(unit: FilingUnit, pack: PlanPack, year: int) -> Filed:
    post = replace(unit.post, pack=pack)
    with TemporaryDirectory(dir=unit.path.parent) as folder, FilingUnit(post, Path(folder)) as other:
        return other.file(year)


def _changed_past(turn: Turn) -> None:
    """A second revision of which a figure of 2020 is another one; the figures of the year are the same."""
    key = _judged(turn.unit)
    place = _PAST - FIRST
    series = turn.unit.figures[key]
    before, after = series[place], Decimal(int(series[place] * 12 / 10))
    changed = [*series[:place], after, *series[place + 1 :]]
    turn.unit.take_over({key: changed})
    second = turn.unit.refile(turn.filed.year, by=0)
    cell = {
        "item": key.code,
        "breakdown": key.breakdown,
        "year": _PAST,
        "accepted": str(before),
        "stated": str(after),
    }
    bad = [
        say("history", "bad", "differs", when=when, details={"cells": [cell]})
        for when in (When.HISTORY_IMPORTED, When.YEARS_BEFORE_ACCEPTED)
    ]
    older = sound_but(say("revision", "ok", "older"))
    turn.scene.plant("changed-past", turn.filed, turn.scene.package(turn.filed, older))
    said = sound_but(say("revision", "ok", "successor"), *bad)
    turn.scene.plant("changed-past", second, turn.scene.package(second, said))
    turn.scene.end(second, State.RECEIVED, "changed-past")
    turn.scene.paper(second)


def _given_figure(turn: Turn) -> None:
    """A second revision in which a figure of the statistics office is not the one that it gives."""
    unit, year = turn.unit, turn.filed.year
    keys = given_keys(unit.desk.plan, turn.filed.unit)
    second = unit.refile(year, by=1, keys=keys)
    now = open_year(unit.desk, year)
    cells = [
        {
            "item": key.code,
            "breakdown": key.breakdown,
            "year": year,
            "given": text,
            "stated": now.reading(key).text,
        }
        for key, text in unit.typed(year).items()
        if now.reading(key).text != text
    ]
    differs = say("base", "ok", "differs", when=When.BASE_GIVEN, details={"cells": cells})
    older = sound_but(say("revision", "ok", "older"))
    turn.scene.plant("given-figure", turn.filed, turn.scene.package(turn.filed, older))
    said = sound_but(say("revision", "ok", "successor"), differs)
    turn.scene.plant("given-figure", second, turn.scene.package(second, said))
    turn.scene.end(second, State.RECEIVED, "given-figure")
    turn.scene.paper(second)


def _judged(unit: FilingUnit) -> SeriesKey:
    """A count from which an indicator is computed, else any count."""
    plan = unit.desk.plan
    judged = {code for indicator in plan.indicators for code in indicator.items}
    counts = [
        key for key in unit.figures if key.breakdown == TOTAL and plan.item_by_code[key.code].is_additive
    ]
    return max(counts or list(unit.figures), key=lambda key: (key.code in judged, min(unit.figures[key])))


def _elsewhere(turn: Turn) -> None:
    """The package of a unit of another county."""
    own = turn.scene.pack.plan.region_code
    packs = (load_bundled(name) for name in BUNDLED)
    pack = next(pack for pack in packs if pack.plan.region_code != own)
    there = pack.plan.reporting_units[-1].code
    post = replace(turn.unit.post, pack=pack, unit=there, identity=turn.scene.key_for(there, pack))
    with TemporaryDirectory(dir=turn.unit.path.parent) as folder, FilingUnit(post, Path(folder)) as other:
        foreign = other.file(turn.filed.year)
    details = {"region_code": pack.plan.region_code, "place": pack.plan.place}
    said = (
        say("container", "ok"),
        say("signature", "ok"),
        say("signer", "unknown", "unknown"),
        say("address", "bad", "other_region", details=details),
    )
    turn.scene.plant("elsewhere", foreign, turn.scene.package(foreign, said), outcome=Reception.WAITS)


def _unknown_unit(turn: Turn) -> None:
    """A package of a unit that the plan does not know."""
    plan = turn.scene.pack.plan
    name = f"没有的单位（{MARK}）"

    def change(content: dict[str, Any], _files: dict[str, bytes]) -> None:
        content["unit"] = {"code": _NOBODY, "name": name}

    key = create_identity(UnitSubject(name, _NOBODY, plan.region_code, MARK), turn.now)
    signed = turn.unit.signed_by(turn.filed.year, key, turn.now, change)
    other = replace(
        turn.filed,
        unit=_NOBODY,
        data=signed.data,
        content_digest=signed.content_digest,
        check_code=signed.check_code,
        name=turn.filed.name.replace(turn.filed.unit, _NOBODY),
    )
    said = (
        say("container", "ok"),
        say("signature", "ok"),
        say("signer", "unknown", "unknown"),
        say("address", "bad", "unknown_unit", details={"unit": _NOBODY}),
    )
    turn.scene.plant("unknown-unit", other, turn.scene.package(other, said), outcome=Reception.WAITS)


def _unknown_year(turn: Turn) -> None:
    """A package of a year after the plan has ended."""

    def change(content: dict[str, Any], _files: dict[str, bytes]) -> None:
        content["year"] = _AFTER_THE_PLAN

    signed = turn.unit.signed_by(turn.filed.year, turn.unit.post.identity, turn.now, change)
    other = replace(
        turn.filed,
        year=_AFTER_THE_PLAN,
        data=signed.data,
        content_digest=signed.content_digest,
        check_code=signed.check_code,
        name=turn.filed.name.replace(f"-{turn.filed.year}-", f"-{_AFTER_THE_PLAN}-"),
    )
    details = {"year": _AFTER_THE_PLAN}
    said = (
        say("container", "ok"),
        say("signature", "ok"),
        say("signer", "ok", "registered"),
        say("address", "bad", "other_year", details=details),
    )
    turn.scene.plant("unknown-year", other, turn.scene.package(other, said), outcome=Reception.WAITS)


FAULTS = (
    PlantedFault("definition", Where.FIRST_UNIT, _definition),
    PlantedFault("changed-past", Where.LAST_YEAR_AFTER_OTHERS, _changed_past),
    PlantedFault("given-figure", Where.LAST_YEAR_WITH_GIVEN, _given_figure),
    PlantedFault("unknown-plan", Where.ANY_YEAR, _unknown_plan),
    PlantedFault("elsewhere", Where.BESIDE, _elsewhere),
    PlantedFault("unknown-unit", Where.BESIDE, _unknown_unit),
    PlantedFault("unknown-year", Where.BESIDE, _unknown_year),
)
