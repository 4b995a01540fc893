"""Taking over the next version of a plan at a unit: first a preview of what changes for it, then the change.

No typed figure is deleted. One whose item the new version no longer asks for stays in the store and is shown
again when a version has the item; frozen revisions keep the version under which they were frozen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop.services.plans.files import PlanFile
from desktop.services.plans.newer import newer_bundled
from desktop.services.unit.desk import Desk
from desktop.services.unit.keeping import back_up_before
from forms.codes.desk import StateCode
from forms.codes.plan import PlanCode
from forms.errors import StateError, UserInputError
from forms.figures.breakdown import breakdown_name
from forms.figures.quantity import canonical_decimal
from forms.filing.state import YearState
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.plan.targets import Target
from forms.reporting.layout import UnitLayout, lay_out


@frozen
class PlanDifference:
    """One thing that the new version changes for the unit.

    Attributes:
        kind: ``plan``, ``form``, ``item``, ``indicator`` or ``target``.
        change: ``new``, ``renamed``, ``changed`` or ``dropped``.
        code: of what changes.
        name: for people.
        detail: before and after, where that says more.
    """

    kind: str
    change: str
    code: str
    name: str
    detail: str = ""


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
    _require_same(desk, before, after)
    _require_no_year_between(desk)
    unit = desk.unit.code
    old, new = desk.layout, lay_out(after, unit)
    differences = (
        *_of_plan(before, after, unit),
        *_by_code("form", _forms(old), _forms(new)),
        *_by_code("item", _items(before, old), _items(after, new)),
        *_by_code("indicator", _indicators(old), _indicators(new)),
        *_by_code("target", _targets(before, old), _targets(after, new)),
    )
    unchanged = desk.pack.digest == file.pack.digest
    return ImportPreview(
        file=file,
        unit=unit,
        before=before,
        differences=differences,
        kept=tuple(_kept(desk, new)),
        is_unchanged=unchanged,
    )


def preview_newer(desk: Desk) -> ImportPreview | None:
    """What the version that comes with the program would change; None where there is nothing newer.

    Raises:
        UserInputError, StateError: as of :func:`preview_import`.
    """
    pack = newer_bundled(desk)
    return preview_import(desk, PlanFile(pack, is_bundled=True)) if pack is not None else None


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
    desk.adopt_plan(preview.file.pack, f"导入规划数据包版本 {preview.plan.version}")
    return backup


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
            PlanCode.NOTHING_NEWER, f"本程序没有比现用版本 {desk.plan.version} 更新的《{desk.plan.title}》"
        )
    return preview.plan.version, take_over_plan(desk, preview)


def _require_same(desk: Desk, before: Plan, after: Plan) -> None:
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


# --- differences -------------------------------------------------------------------------------------


@frozen
class _Described:
    """What is compared of one thing: its name and what else matters about it."""

    name: str
    facts: object
    shown: str = ""


def _of_plan(before: Plan, after: Plan, unit: str) -> Iterator[PlanDifference]:
    pairs = [
        ("规划名称", before.title, after.title),
        ("收表单位", before.office, after.office),
        ("报送截止日", before.deadline or "未定", after.deadline or "未定"),
        ("本单位名称", before.unit_by_code[unit].official_name, after.unit_by_code[unit].official_name),
    ]
    for name, old, new in pairs:
        if old != new:
            yield PlanDifference(kind="plan", change="changed", code=name, name=name, detail=f"{old} → {new}")


def _by_code(
    kind: str, old: Mapping[str, _Described], new: Mapping[str, _Described]
) -> Iterator[PlanDifference]:
    for code, thing in new.items():
        before = old.get(code)
        if before is None:
            yield PlanDifference(kind=kind, change="new", code=code, name=thing.name, detail=thing.shown)
        elif before.name != thing.name:
            yield PlanDifference(
                kind=kind,
                change="renamed",
                code=code,
                name=thing.name,
                detail=f"{before.name} → {thing.name}",
            )
        elif before.facts != thing.facts:
            detail = f"{before.shown} → {thing.shown}" if before.shown != thing.shown else ""
            yield PlanDifference(kind=kind, change="changed", code=code, name=thing.name, detail=detail)
    for code, before in old.items():
        if code not in new:
            yield PlanDifference(
                kind=kind, change="dropped", code=code, name=before.name, detail=before.shown
            )


def _forms(layout: UnitLayout) -> dict[str, _Described]:
    return {form.form.code: _Described(form.form.title, form.form) for form in layout.forms}


def _items(plan: Plan, layout: UnitLayout) -> dict[str, _Described]:
    codes = dict.fromkeys(cell.key.code for cell in layout.entry_cells)
    return {code: _Described(plan.item_by_code[code].name, plan.item_by_code[code]) for code in codes}


def _indicators(layout: UnitLayout) -> dict[str, _Described]:
    shown = (row.indicator for form in layout.forms for row in form.rows)
    return {i.code: _Described(i.name, i, i.formula.text) for i in shown if i is not None}


def _targets(plan: Plan, layout: UnitLayout) -> dict[str, _Described]:
    """Targets of the unit's indicators, by their place in the plan."""
    own = _indicators(layout)
    found: dict[str, _Described] = {}
    for target in plan.targets:
        if target.indicator in own:
            subject = (target.indicator, target.year, target.tier, target.breakdown, *target.bodies)
            code = f"{target.place} {' '.join(str(part) for part in subject if part)}"
            name = f"{target.place} {own[target.indicator].name}"
            # Several targets may be about one figure and year; they are told apart by their order.
            while code in found:
                code += "'"
            found[code] = _Described(name, (target.op, target.value, target.hold), _demand(target))
    return found


def _demand(target: Target) -> str:
    value = f" {canonical_decimal(target.value)}" if target.value is not None else ""
    year = f"（{target.year} 年）" if target.year is not None else ""
    return f"{target.op or '定性'}{value}{year}"


def _kept(desk: Desk, new: UnitLayout) -> Iterator[KeptFigure]:
    """Typed figures that no form of the new version has a cell for."""
    shown = {cell.key for cell in new.entry_cells}
    items = desk.plan.item_by_code
    for year in desk.store.years():
        for key, observation in desk.store.observations(year).items():
            if key in shown or not observation.reading.text:
                continue
            item = items.get(key.code)
            part = breakdown_name(key.breakdown, desk.plan.areas)
            name = item.name if item is not None else key.code
            yield KeptFigure(
                year=year,
                item=key.code,
                breakdown=key.breakdown,
                name=f"{name}（{part}）",
                text=observation.reading.text,
            )
