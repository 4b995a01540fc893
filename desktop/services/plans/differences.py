"""What the next version of a plan changes for one unit, thing by thing, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop.documents.official.wording import target_text
from desktop.services.plans.changed_facts import changed_facts
from forms.frozen import frozen
from forms.plan.definitions import Indicator
from forms.plan.pack import Plan
from forms.plan.targets import Target
from forms.reporting.layout import UnitLayout


@frozen
class PlanDifference:
    """One thing that the new version changes for the unit.

    Attributes:
        kind: ``plan``, ``form``, ``item``, ``indicator`` or ``target``.
        change: ``new``, ``renamed``, ``changed`` or ``dropped``.
        code: of what changes.
        name: for people.
        detail: before and after, or who has it now; empty where the name says all.
        indicator: code of the indicator that a target is about; empty for all else.
    """

    kind: str
    change: str
    code: str
    name: str
    detail: str = ""
    indicator: str = ""


@frozen
class _Version:
    """A version of the plan, laid out for the unit."""

    plan: Plan
    layout: UnitLayout

    @property
    def unit(self) -> str:
        """Code of the unit."""
        return self.layout.unit


def differences(
    before: Plan, old_layout: UnitLayout, after: Plan, new_layout: UnitLayout
) -> tuple[PlanDifference, ...]:
    """What changes for the unit of the layouts, by kind: plan, forms, items, indicators, targets."""
    old, new = _Version(before, old_layout), _Version(after, new_layout)
    return (
        *_of_plan(old, new),
        *_of_records("form", _forms(old), _forms(new), old, new),
        *_of_records("item", _items(old), _items(new), old, new),
        *_of_records("indicator", _indicators(old), _indicators(new), old, new),
        *_of_targets(old, new),
    )


def _of_plan(old: _Version, new: _Version) -> Iterator[PlanDifference]:
    before, after = old.plan, new.plan
    names = (version.plan.unit_by_code[version.unit].official_name for version in (old, new))
    pairs = [
        ("规划名称", before.title, after.title),
        ("收表单位", before.office, after.office),
        ("报送截止日", before.deadline or "未定", after.deadline or "未定"),
        ("本单位名称", *names),
    ]
    for name, was, now in pairs:
        if was != now:
            yield PlanDifference(kind="plan", change="changed", code=name, name=name, detail=f"{was} → {now}")


# --- forms, items, indicators ------------------------------------------------------------------------


def _of_records(
    kind: str, old: Mapping[str, Any], new: Mapping[str, Any], before: _Version, after: _Version
) -> Iterator[PlanDifference]:
    for code, record in new.items():
        earlier = old.get(code)
        if earlier is None:
            yield PlanDifference(
                kind=kind, change="new", code=code, name=_name(record), detail=_formula(record)
            )
        elif earlier != record:
            change = "renamed" if _name(earlier) != _name(record) else "changed"
            detail = changed_facts(earlier, record, before.plan, after.plan)
            yield PlanDifference(kind=kind, change=change, code=code, name=_name(record), detail=detail)
    for code, earlier in old.items():
        if code not in new:
            yield PlanDifference(
                kind=kind,
                change="dropped",
                code=code,
                name=_name(earlier),
                detail=_now_elsewhere(code, after),
            )


def _name(record: Any) -> str:
    return str(getattr(record, "title", None) or record.name)


def _formula(record: Any) -> str:
    return record.formula.text if isinstance(record, Indicator) else ""


def _now_elsewhere(code: str, after: _Version) -> str:
    """Who has an item or an indicator that the unit has no longer; empty where nobody has it."""
    plan = after.plan
    if any(indicator.code == code for indicator in plan.county_indicators):
        return "改由统计局汇总时计算"
    known = plan.item_by_code.get(code) or plan.indicator_by_code.get(code)
    owner = plan.unit_by_code.get(known.owner or "") if known is not None else None
    return f"改由{owner.official_name}填报" if owner is not None and owner.code != after.unit else ""


def _forms(version: _Version) -> dict[str, Any]:
    return {form.form.code: form.form for form in version.layout.forms}


def _items(version: _Version) -> dict[str, Any]:
    codes = dict.fromkeys(cell.key.code for cell in version.layout.entry_cells)
    return {code: version.plan.item_by_code[code] for code in codes}


def _indicators(version: _Version) -> dict[str, Indicator]:
    shown = (row.indicator for form in version.layout.forms for row in form.rows)
    return {indicator.code: indicator for indicator in shown if indicator is not None}


# --- targets -----------------------------------------------------------------------------------------


def _of_targets(old: _Version, new: _Version) -> Iterator[PlanDifference]:
    earlier, later = _targets(old), _targets(new)
    for code, target in later.items():
        was = earlier.get(code)
        demand = target_text(new.plan, target)
        if was is None:
            yield _of_target("new", code, target, new, demand)
        elif (detail := _target_change(target_text(old.plan, was), was, demand, target)) is not None:
            yield _of_target("changed", code, target, new, detail)
    for code, target in earlier.items():
        if code not in later:
            elsewhere = _now_elsewhere(target.indicator or "", new)
            yield _of_target("dropped", code, target, old, elsewhere or target_text(old.plan, target))


def _of_target(change: str, code: str, target: Target, version: _Version, detail: str) -> PlanDifference:
    return PlanDifference(
        kind="target",
        change=change,
        code=code,
        name=f"{target.place} {version.plan.judged_by_code[target.indicator or ''].name}",
        detail=detail,
        indicator=target.indicator or "",
    )


def _target_change(was: str, old: Target, now: str, new: Target) -> str | None:
    """What changes of a target, None where nothing does that a unit is judged by."""
    said = [f"{was} → {now}"] if was != now else []
    if new.proxy is not None and new.proxy != old.proxy:
        said.append(f"列为“{new.proxy.stands_for}”的替代性指标")
    return "；".join(said) or None


def _targets(version: _Version) -> dict[str, Target]:
    """Targets of the unit's indicators, by their place in the plan."""
    own = _indicators(version)
    found: dict[str, Target] = {}
    for target in version.plan.targets:
        if target.indicator in own:
            subject = (target.indicator, target.year, target.tier, target.breakdown, *target.bodies)
            code = f"{target.place} {' '.join(str(part) for part in subject if part)}"
            # Several targets may be about one figure and year; they are told apart by their order.
            while code in found:
                code += "'"
            found[code] = target
    return found
