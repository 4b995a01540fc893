"""Commands about plans."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import Answer
from desktop.services.plans import PlanPack, bundled_ids, load_bundled
from forms.catalogue import plan_document
from forms.plan import Plan


def plans(options: Namespace) -> Answer:
    """List the plans that come with the program."""
    del options
    packs = [load_bundled(plan_id) for plan_id in bundled_ids()]
    listed = [_summary(pack) for pack in packs]
    lines = [f"{p.plan.id:10} {p.plan.region_code}  {p.plan.title}  版本 {p.plan.version}" for p in packs]
    return Answer("plans", {"plans": listed}, lines)


def _summary(pack: PlanPack) -> dict[str, object]:
    plan = pack.plan
    return {
        "id": plan.id,
        "title": plan.title,
        "region_code": plan.region_code,
        "version": plan.version,
        "digest": pack.digest,
        "goals": sum(len(domain.goals) for domain in plan.domains),
        "targets": len(plan.targets),
        "indicators": len(plan.indicators),
        "units": len(plan.units),
    }


def show(options: Namespace) -> Answer:
    """Print a whole pack."""
    plan = load_bundled(options.plan).plan
    return Answer("plan-show", plan_document(plan), _outline(plan))


def _outline(plan: Plan) -> list[str]:
    lines = [f"{plan.title}（{plan.id}，{plan.region_code}，版本 {plan.version}）"]
    for domain in plan.domains:
        lines.append(f"{domain.no} {domain.title}：主要目标 {len(domain.goals)} 项")
        lines += [f"  {goal.no:>2} {goal.title}" for goal in domain.goals]
    lines.append(
        f"目标 {len(plan.targets)} 条，指标 {len(plan.indicators)} 个，基础数据 {len(plan.items)} 项"
    )
    for unit in plan.units:
        titles = "、".join(form.title for form in plan.forms_of(unit.code))
        lines.append(f"  {unit.code}（{unit.name}）：{titles}")
    return lines
