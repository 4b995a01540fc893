"""An invented county: every unit's years as packages, with planted faults, and what a desk must find of them.

Figures, states and dates are the same in every run; keys, and with them signatures and the ids of data files,
are new each time.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.services.demonstration import addresses, files, paired, revisions, signers, silenced
from desktop.services.demonstration.fault import Turn, assigned
from desktop.services.demonstration.figures import LAST
from desktop.services.demonstration.filing import MARK, NOTICE, FilingUnit, given_keys
from desktop.services.demonstration.scene import Scene, Way
from desktop.services.files import write_file
from desktop.services.plans.packs import PlanPack, load_bundled
from forms.canonical import pretty_json
from forms.codes.program import DemoCode
from forms.errors import UserInputError
from forms.frozen import frozen
from forms.plan.duties import OwnersConfirmed
from forms.plan.owner_list import owner_entries, with_owners
from forms.plan.pack import Plan

FIRST_FILED = 2021
"""The first year of every plan. Follows from the packs."""
CONFIRMED = "2026-01-05"

Tell = Callable[[int, int, str], None]
"""Hears of the progress: years filed, all years, and what was done last (Chinese). What it raises ends the
work; what was written stays."""
FAULTS = (*addresses.FAULTS, *silenced.FAULTS, *revisions.FAULTS, *signers.FAULTS, *files.FAULTS)
"""Everything that is planted."""


@frozen
class MadeCounty:
    """An invented county on disk.

    Attributes:
        folder: where it is.
        plan: id of its plan.
        units: codes of its units.
        years: years that were filed.
        files: how many files are handed to the desk.
        faults: names of what was planted.
        not_planted: names of what found no place, for want of units or years.
    """

    folder: Path
    plan: str
    units: tuple[str, ...]
    years: tuple[int, ...]
    files: int
    faults: tuple[str, ...]
    not_planted: tuple[str, ...]


def make_county(
    folder: Path,
    plan: str,
    tell: Tell,
    *,
    most_units: int | None = None,
    years: Sequence[int] = range(FIRST_FILED, LAST + 1),
) -> MadeCounty:
    """Make an invented county.

    Args:
        folder: an empty folder.
        plan: id of a bundled plan.
        tell: hears of the progress.
        most_units: only the first units of the plan; None for all that report.
        years: ascending, within 2021 to 2025.

    Raises:
        UserInputError: no such plan (E-PLAN-060), or a year for which nothing is invented (E-DEMO-004).
        EnvironmentFault: something cannot be written.
    """
    _require_years(years)
    bundled = load_bundled(plan)
    units = [unit.code for unit in bundled.plan.reporting_units][:most_units]
    pack = PlanPack(paired.declared(addresses.redefined(_confirmed(bundled.plan), units[0]), units))
    scene = Scene(folder, pack, bundled, secrets.token_urlsafe(12))
    scene.put("plan.json", pack.data)
    maker = _Maker(scene, units, years, tell)
    with TemporaryDirectory(dir=folder, prefix="tmp-") as work:
        for number in range(len(units)):
            maker.file_years(number, Path(work))
    paired.note(scene, years)
    scene.write_lists()
    _write_expected(scene, units, years)
    expectation = scene.expectation
    return MadeCounty(
        folder=folder,
        plan=plan,
        units=tuple(units),
        years=tuple(years),
        files=len(expectation.files),
        faults=tuple(dict.fromkeys(file.fault for file in expectation.files if file.fault)),
        not_planted=tuple(expectation.not_planted),
    )


def _require_years(years: Sequence[int]) -> None:
    if not years or list(years) != sorted(set(years)) or years[0] < FIRST_FILED or years[-1] > LAST:
        raise UserInputError(
            DemoCode.NO_SUCH_YEARS, f"演示县的年份只能在 {FIRST_FILED} 至 {LAST} 年之间，从早到晚各写一次"
        )


def _confirmed(plan: Plan) -> Plan:
    """The county's own version of a plan, its owners confirmed as they are."""
    owners = {entry.key: entry.owners for entry in owner_entries(plan)}
    by = OwnersConfirmed(f"{MARK}（编造的规划办公室）", CONFIRMED)
    return with_owners(plan, owners, by, f"{plan.version}-1")


class _Maker:
    """Lets one unit after the other file its years, with what is planted there."""

    def __init__(self, scene: Scene, units: Sequence[str], years: Sequence[int], tell: Tell) -> None:
        self._scene, self._units, self._years, self._tell = scene, units, years, tell
        given = {unit for unit in units if given_keys(scene.pack.plan, unit)}
        silenceable = {unit for unit in units if silenced.can_be_silenced(scene.pack.plan, unit)}
        self._places, left = assigned(FAULTS, units, years, given, silenceable)
        scene.expectation.not_planted += left

    def file_years(self, number: int, work: Path) -> None:
        """File the years of one unit."""
        unit = self._units[number]
        post = paired.prepared(self._scene, self._scene.post(unit, number))
        planted = {fault for year in self._years for fault in self._places.get((unit, year), ())}
        if not planted.isdisjoint(silenced.FAULTS):
            post = silenced.prepared(self._scene, post)
        with FilingUnit(post, work / unit) as filing:
            for place, year in enumerate(self._years):
                self._file(filing, year, tuple(Way)[(number + place) % len(Way)])
                done = number * len(self._years) + place + 1
                total = len(self._units) * len(self._years)
                self._tell(done, total, f"{filing.desk.unit.official_name} {year} 年")
            self._scene.keep_store(filing)
            self._scene.note_past(filing)
            self._scene.note_given(filing)

    def _file(self, filing: FilingUnit, year: int, way: Way) -> None:
        filed = filing.file(year, sealed=way.is_sealed)
        faults = self._places.get((filed.unit, year), ())
        if all(fault.is_beside for fault in faults):
            self._scene.deliver(filed, way)
        for fault in faults:
            fault.plant(Turn(self._scene, filing, filed))


def _write_expected(scene: Scene, units: Sequence[str], years: Sequence[int]) -> None:
    plan = scene.pack.plan
    facts = {
        "notice": NOTICE,
        "plan": {"id": plan.id, "version": plan.version, "digest": scene.pack.digest},
        "region_code": plan.region_code,
        "units": list(units),
        "reported_years": list(years),
    }
    document = scene.expectation.document(facts, {"deadline": signers.DEADLINE.date().isoformat()})
    write_file(scene.folder / "expected.json", pretty_json(document).encode())
