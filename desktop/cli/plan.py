"""Commands about plans."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from desktop.cli.answer import NO, Answer
from desktop.cli.remarks import tell_of_text
from desktop.cli.secret import passphrase
from desktop.services.clock import local_now
from desktop.services.files import require_ending
from desktop.services.keys.key_files import open_key
from desktop.services.packages.trust import read_certificates
from desktop.services.plans.authoring import (
    Compiled,
    PlanCheck,
    Sanction,
    check_plan,
    compile_workbook,
    write_plan_workbook,
)
from desktop.services.plans.files import PlanFile, load_plan, read_plan_file
from desktop.services.plans.packs import PlanPack, bundled_ids, load_bundled
from desktop.services.unit.desk import open_desk
from desktop.services.unit.plan.taking_over import ImportPreview, preview_import, take_over_plan
from forms.plan.catalogue import plan_document
from forms.plan.duties import owners_standing
from forms.plan.pack import Plan
from forms.plan_check.finding import Severity, TraceFinding

_SIGNS = {"error": "✗", "gap": "△", "note": "·"}


def plans(options: Namespace) -> Answer:
    """List the plans that come with the program."""
    del options
    packs = [load_bundled(plan_id) for plan_id in bundled_ids()]
    listed = [_summary(pack) for pack in packs]
    lines = [
        f"{p.plan.id:10} {p.plan.region_code}  {p.plan.shown_title}  版本 {p.plan.version}" for p in packs
    ]
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
    plan = load_plan(options.plan, now=local_now()).pack.plan
    return Answer("plan-show", plan_document(plan), _outline(plan))


def _outline(plan: Plan) -> list[str]:
    lines = [f"{plan.shown_title}（{plan.id}，{plan.region_code}，版本 {plan.version}）"]
    for domain in plan.domains:
        lines.append(f"{domain.no} {domain.title}：主要目标 {len(domain.goals)} 项")
        lines += [f"  {goal.no:>2} {goal.title}" for goal in domain.goals]
    lines.append(
        f"目标 {len(plan.targets)} 条，指标 {len(plan.indicators)} 个，基础数据 {len(plan.items)} 项"
    )
    lines.append(owners_standing(plan.owners_confirmed))
    for unit in plan.units:
        titles = "、".join(form.title for form in plan.forms_of(unit.code)) or "没有要填的报表"
        lines.append(f"  {unit.code}（{unit.official_name}）：{titles}")
    return lines + _of_county(plan) + _stand_ins(plan)


def _of_county(plan: Plan) -> list[str]:
    """What only the statistics office can compute."""
    if not plan.county_indicators:
        return []
    lines = [f"全县指标 {len(plan.county_indicators)} 个（用几个单位的数，由统计局汇总时计算）："]
    for indicator in plan.county_indicators:
        owners = dict.fromkeys(plan.item_by_code[code].owner for code in indicator.items)
        units = [plan.unit_by_code[code].official_name for code in owners if code is not None]
        lines.append(
            f"  {indicator.name}（{indicator.unit}）：{indicator.formula.text}；数来自{'、'.join(units)}"
        )
    return lines


def _stand_ins(plan: Plan) -> list[str]:
    """Proxies (替代性指标) and special surveys (缺项专项调查)."""
    lines = []
    for target in plan.targets:
        if target.proxy is not None and target.indicator is not None:
            name = plan.judged_by_code[target.indicator].name
            replaced = f"{target.place} {target.proxy.stands_for}"
            lines.append(f"  替代性指标：{name}，替代{replaced}：{target.proxy.reason}")
    for indicator in plan.indicators:
        if indicator.proxy_for is not None:
            replaced = plan.indicator_by_code[indicator.proxy_for].name
            reason = indicator.proxy_reason or "没有写明理由"
            lines.append(f"  替代性指标：{indicator.name}，替代{replaced}：{reason}")
        survey = indicator.special_survey
        if survey is not None:
            facts = [f"{name} {text}" for name, text in survey.facts] or ["还没有写明怎样调查"]
            lines.append(f"  缺项专项调查：{indicator.name}：{'；'.join(facts)}")
    return lines


def workbook(options: Namespace) -> Answer:
    """Write a plan as a workbook."""
    require_ending(options.output, ".xlsx")
    plan = load_plan(options.plan, now=local_now()).pack.plan
    size = write_plan_workbook(plan, options.output)
    document = {"path": str(options.output), "bytes": size, "id": plan.id, "version": plan.version}
    return Answer("plan-workbook", document, [f"已写出规划工作簿：{options.output}"])


def check(options: Namespace) -> Answer:
    """Check a plan, a pack or a workbook."""
    trusted = read_certificates(options.trust)
    found = check_plan(options.source, now=local_now(), trusted=trusted)
    plan = found.plan
    rows = [_mistake(p.code, p.place, p.message) for p in found.problems]
    rows += [_row(place, finding) for place, finding in found.findings]
    counts = {severity.value: found.count(severity) for severity in Severity}
    counts["error"] += len(found.problems)
    counts["unexplained"] = sum(f.blocks and f.severity is Severity.GAP for _, f in found.findings)
    document = {
        "source": options.source,
        "kind": found.kind,
        "id": plan.id if plan is not None else None,
        "version": plan.version if plan is not None else None,
        "compilable": found.is_compilable,
        "counts": counts,
        "findings": rows,
        **_origin(found.file),
    }
    lines = [_line(row) for row in rows] + _summary_of(found, counts)
    return Answer("plan-check", document, lines, 0 if found.is_compilable else NO)


def _mistake(code: str, place: str, message: str) -> dict[str, Any]:
    return {
        "code": str(code),
        "severity": "error",
        "place": place,
        "subject": "",
        "message": message,
        "mend": "",
        "explained_by": None,
    }


def _row(place: str, finding: TraceFinding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": place,
        "subject": finding.subject,
        "message": finding.message,
        "mend": finding.mend,
        "explained_by": finding.explained_by,
    }


def _line(row: dict[str, Any]) -> str:
    subject = f"{row['subject']}：" if row["subject"] else ""
    if row["explained_by"] is not None:
        mend = f"（已由假设 {row['explained_by']} 说明）"
    else:
        mend = f"。{row['mend']}" if row["mend"] and row["severity"] != "note" else ""
    sign = "·" if row["explained_by"] is not None else _SIGNS[row["severity"]]
    return f"{sign} {row['place']}　{subject}{row['message']}{mend}（{row['code']}）"


def _summary_of(found: PlanCheck, counts: dict[str, int]) -> list[str]:
    gaps = f"缺口 {counts['gap']} 处（未说明 {counts['unexplained']} 处）"
    so = "可以编译" if found.is_compilable else "改正或说明后才能编译"
    lines = [f"错误 {counts['error']} 处，{gaps}，提示 {counts['note']} 处：{so}"]
    if found.file is not None and found.kind == "pack":
        lines.append(found.file.signer)
    return lines


def _origin(file: PlanFile | None) -> dict[str, Any]:
    """Who approved and signed a pack."""
    approval = file.approval if file is not None else None
    verification = file.verification if file is not None else None
    return {
        "signed": file is not None and file.is_signed,
        "approval": None
        if approval is None
        else {
            "approved_by": approval.approved_by,
            "approved_at": approval.approved_at.isoformat(),
            "office": approval.office,
            "replaces": approval.replaces,
        },
        "facts": verification.to_dict()["facts"] if verification is not None else None,
    }


def import_pack(options: Namespace) -> Answer:
    """Take a new version of the pack over into a store, or show what it would change."""
    trusted = read_certificates(options.trust)
    if options.pack in bundled_ids():
        file = load_plan(options.pack, now=local_now())
    else:
        file = read_plan_file(Path(options.pack), now=local_now(), trusted=trusted)
    with open_desk(options.store) as desk:
        preview = preview_import(desk, file)
        backup = None
        if not options.dry_run and not preview.is_unchanged:
            backup = take_over_plan(desk, preview)
    document = {
        "store": str(options.store),
        "imported": backup is not None,
        "id": preview.plan.id,
        "from_version": preview.before.version,
        "to_version": preview.plan.version,
        "differences": [
            {"kind": d.kind, "change": d.change, "code": d.code, "name": d.name, "detail": d.detail}
            for d in preview.differences
        ],
        "kept": [
            {"year": k.year, "item": k.item, "breakdown": k.breakdown, "name": k.name, "text": k.text}
            for k in preview.kept
        ],
        "backup": str(backup) if backup is not None else None,
        **_origin(file),
    }
    return Answer("plan-import", document, _import_lines(preview, file, backup))


_CHANGES = {"new": "新增", "renamed": "改名", "changed": "改动", "dropped": "取消"}
_KINDS = {"plan": "规划", "form": "报表", "item": "基础数据", "indicator": "指标", "target": "目标"}


def _import_lines(preview: ImportPreview, file: PlanFile, backup: Path | None) -> list[str]:
    versions = f"{preview.before.version} → {preview.plan.version}"
    standing = owners_standing(preview.plan.owners_confirmed)
    lines = [f"{preview.plan.shown_title}　版本 {versions}", file.signer, standing]
    for d in preview.differences:
        detail = f"：{d.detail}" if d.detail else ""
        lines.append(f"  {_CHANGES[d.change]}{_KINDS[d.kind]}　{d.name}{detail}")
    if preview.kept:
        lines.append(f"以下 {len(preview.kept)} 个已填的数新版不再显示，仍保留在数据文件里：")
        lines += [f"  {k.year} 年　{k.name}　{k.text}" for k in preview.kept]
    if preview.is_unchanged:
        return [*lines, "与现在使用的完全相同，没有导入"]
    done = f"已导入；导入前的备份：{backup}" if backup is not None else "以上是预览，没有导入"
    return [*lines, done]


def pack_document(made: Compiled) -> dict[str, Any]:
    """What is told of a pack that was written."""
    return {
        "path": str(made.path),
        "bytes": made.size,
        "id": made.pack.plan.id,
        "version": made.pack.plan.version,
        "digest": made.pack.digest,
        "signed": made.is_signed,
        "approved_by": made.approval.approved_by,
    }


def compile_pack(options: Namespace) -> Answer:
    """Compile a workbook to a pack."""
    identity = open_key(options.key, passphrase(options, options.key)) if options.key is not None else None
    sanction = Sanction(options.approved_by, identity, options.replaces)
    made = compile_workbook(options.workbook, options.output, sanction, local_now())
    tell_of_text("批准人", options.approved_by or "")
    document = pack_document(made) | {
        "approved_at": made.approval.approved_at.isoformat(),
        "replaces": made.approval.replaces,
        "gaps": made.check.count(Severity.GAP),
        "notes": made.check.count(Severity.NOTE),
    }
    mark = "" if made.is_signed else "（没有签名，只供试用；正式下发请用 --key 和 --approved-by）"
    return Answer("plan-compile", document, [f"已编译 {made.path}，版本 {made.pack.plan.version}{mark}"])
