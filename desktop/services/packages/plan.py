"""Facts ``plan`` and ``revision``: which plan version and which revision a package names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.services.packages.descriptor import is_fork
from desktop.services.packages.fact import bad, ok, unknown, unread
from desktop.services.plans.known import PlanFinder
from desktop.services.plans.packs import PlanPack
from desktop.submission.facts import Fact, FactState
from forms.codes.verify import VerifyCode


def known_plan(submission: Mapping[str, Any] | None, find_plan: PlanFinder) -> PlanPack | None:
    """The pack that a package names, or the nearest known one of that plan, or None."""
    if submission is None:
        return None
    return find_plan(submission["plan"]["id"], submission["plan"]["digest"])


def plan_fact(submission: Mapping[str, Any] | None, pack: PlanPack | None) -> Fact:
    """Judge whether the pack that was found is the very one that the package names."""
    if submission is None:
        return unread("plan")
    named = submission["plan"]
    if pack is None:
        return unknown(
            "plan",
            VerifyCode.PLAN_UNKNOWN,
            f"没有规划“{named['id']}”的数据包：命令行请用 --plan 给出，再验证",
        )
    if pack.digest != named["digest"]:
        sentence = (
            f"使用的规划数据包（版本 {named['version']}）与本机的（版本 {pack.plan.version}）不是同一份，"
            "请用 --plan 给出那一份再验证"
        )
        return unknown("plan", VerifyCode.PLAN_DIFFERS, sentence)
    if submission["unit"]["code"] not in pack.plan.unit_by_code:
        return bad("plan", VerifyCode.UNIT_UNKNOWN, f"规划里没有单位“{submission['unit']['code']}”")
    if submission["region_code"] != pack.plan.region_code:
        return bad("plan", VerifyCode.REGION_DIFFERS, "行政区划代码与规划不符")
    if (named["id"], named["version"]) != (pack.plan.id, pack.plan.version):
        return bad("plan", VerifyCode.PLAN_IDENTITY, "规划的代号或版本与它的数据包不符")
    return ok(
        "plan", VerifyCode.PLAN_KNOWN, f"规划《{pack.plan.shown_title}》版本 {pack.plan.version} 与本机一致"
    )


def revision_fact(submission: Mapping[str, Any] | None) -> Fact:
    """Judge whether number and predecessor fit; whether it is the latest, only a register can tell."""
    if submission is None:
        return unread("revision")
    revision = submission["revision"]
    if is_fork(submission):
        return bad("revision", VerifyCode.REVISION, "版次与“替代哪一版”的记载自相矛盾")
    sentence = f"第 {revision} 次报送；是不是最新一版，要与收件登记核对"
    return Fact(
        name="revision",
        state=FactState.UNKNOWN,
        code=VerifyCode.REVISION_TOLD,
        sentence=sentence,
        required=False,
    )
