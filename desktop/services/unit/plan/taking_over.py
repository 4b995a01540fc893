"""Taking over the next version of a plan at a unit: first a preview of what changes for it, then the change.

No typed figure is deleted. One whose item the new version no longer asks for stays in the store and is shown
again when a version has the item; frozen revisions keep the version under which they were frozen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desktop.services.keeping import back_up_before
from desktop.services.plans.differences import PlanDifference, differences
from desktop.services.plans.files import PlanFile
from desktop.services.plans.packs import stored_pack
from desktop.services.unit.desk import Desk
from desktop.services.unit.plan.newer_plan import newer_bundled
from desktop.services.unit.year import open_year
from forms.codes.desk import StateCode
from forms.codes.plan import PlanCode
from forms.errors import StateError, UserInputError
from forms.figures.breakdown import breakdown_name
from forms.filing.state import YearState
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.reporting.layout import UnitLayout, lay_out


@frozen
class KeptFigure:
    """A figure that the new version no longer shows; it stays in the store."""

    year: int
    item: str
    breakdown: str
    name: str
    text: str


@frozen
class ImportPreview:
    """What taking over a pack would do.

    Attributes:
        file: the pack.
        unit: code of the unit.
        before: the plan in force.
        differences: what changes for this unit, by kind.
        kept: figures that are no longer shown.
        is_unchanged: whether it is the very version in force.
    """

    file: PlanFile
    unit: str
    before: Plan
    differences: tuple[PlanDifference, ...]
    kept: tuple[KeptFigure, ...]
    is_unchanged: bool

    @property
    def plan(self) -> Plan:
        """The new version."""
        return self.file.pack.plan


def preview_import(desk: Desk, file: PlanFile) -> ImportPreview:
    """What a pack would change for the desk's unit; nothing is written.

    Raises:
        UserInputError: it is another plan (E-PLAN-081) or has no such unit (E-PLAN-082).
        StateError: a year is finalised but not yet exported (E-PLAN-084).
    """
    before, after = desk.plan, file.pack.plan
    require_same(desk, before, after)
    _require_no_year_between(desk)
    unit = desk.unit.code
    new = lay_out(after, unit)
    unchanged = desk.pack.digest == file.pack.digest
    return ImportPreview(
        file=file,
        unit=unit,
        before=before,
        differences=differences(before, desk.layout, after, new),
        kept=tuple(_kept(desk, new)),
        is_unchanged=unchanged,
    )


def preview_newer(desk: Desk) -> ImportPreview | None:
    """What the version that comes with the program would change; None where there is nothing newer.

    Raises:
        UserInputError, StateError: as of :func:`preview_import`.
    """
    pack = newer_bundled(desk)
    return preview_import(desk, PlanFile(pack=pack, is_bundled=True)) if pack is not None else None


def take_over_plan(desk: Desk, preview: ImportPreview) -> Path:
    """Put the new version in force; a checked backup is made first.

    Returns:
        The backup.

    Raises:
        StateError: the store is read-only, or a year is finalised but not yet exported.
        EnvironmentFault: the backup or the store could not be written; the old version stays in force.
    """
    if desk.is_read_only:
        raise StateError(StateCode.READ_ONLY, desk.why_read_only)
    desk.store.require_same_file()
    _require_no_year_between(desk)
    backup = back_up_before(desk, "plan")
    try:
        with desk.store.transaction():
            desk.adopt_plan(preview.file.pack, f"导入规划数据包版本 {preview.plan.version}")
            _take_given_again(desk)
    except BaseException:
        desk.read_plan_anew()  # the store has the old one again
        raise
    return backup


def _take_given_again(desk: Desk) -> None:
    """Fill the cells that the new version asks for and base figures that were opened before give."""
    for of in desk.store.years():
        if desk.store.bases(of) and desk.state_of(of).is_open:
            open_year(desk, of).take_given()


def take_over_newer(desk: Desk) -> tuple[str, Path]:
    """Put the version that comes with the program in force; a checked backup is made first.

    Returns:
        The version now in force, and the backup.

    Raises:
        UserInputError: there is nothing newer (E-PLAN-094).
        StateError: the store is read-only, or a year is finalised but not yet exported.
        EnvironmentFault: the backup or the store could not be written; the old version stays in force.
    """
    preview = preview_newer(desk)
    if preview is None:
        raise UserInputError(
            PlanCode.NOTHING_NEWER,
            f"本程序没有比现用版本 {desk.plan.version} 更新的《{desk.plan.shown_title}》",
        )
    return preview.plan.version, take_over_plan(desk, preview)


def require_same(desk: Desk, before: Plan, after: Plan) -> None:
    """Refuse a version of another plan, or one without the desk's unit.

    Raises:
        UserInputError: it is another plan (E-PLAN-081) or has no such unit (E-PLAN-082).
    """
    if (after.id, after.region_code) != (before.id, before.region_code):
        raise UserInputError(
            PlanCode.OTHER_PLAN,
            f"这是“{after.title}”（{after.id}）的数据包，本数据文件用的是“{before.title}”（{before.id}），没有导入",
        )
    if desk.unit.code not in after.unit_by_code:
        raise UserInputError(
            PlanCode.UNIT_DROPPED,
            f"新版本里没有“{desk.unit.official_name}”（{desk.unit.code}）这个单位，没有导入。请向规划办公室核实",
        )


def _require_no_year_between(desk: Desk) -> None:
    for record in desk.store.year_records():
        if YearState(record.state) is YearState.FINAL:
            raise StateError(
                PlanCode.BETWEEN_STEPS,
                f"{record.year} 年已定稿但还没有导出。请先导出报送包（或撤回定稿），再导入新版规划",
            )


def _item_name(desk: Desk, code: str) -> str:
    """Name of an item in the plan in force, or in the last version of the store that had it."""
    item = desk.plan.item_by_code.get(code)
    older = reversed(desk.store.plans())
    while item is None and (version := next(older, None)) is not None:
        item = stored_pack(desk.store.plan(version[0]).document).plan.item_by_code.get(code)
    return item.name if item is not None else code


def _kept(desk: Desk, new: UnitLayout) -> Iterator[KeptFigure]:
    """Typed figures that no form of the new version has a cell for."""
    shown = {cell.key for cell in new.entry_cells}
    names: dict[str, str] = {}
    for year in desk.store.years():
        for key, observation in desk.store.observations(year).items():
            if key in shown or not observation.reading.text:
                continue
            part = breakdown_name(key.breakdown, desk.plan.areas)
            if key.code not in names:
                names[key.code] = _item_name(desk, key.code)
            yield KeptFigure(
                year=year,
                item=key.code,
                breakdown=key.breakdown,
                name=f"{names[key.code]}（{part}）",
                text=observation.reading.text,
            )
