"""Fact ``recheck``: our own derivations, findings and verdicts compared with those that a package states.

A package names the engine that made its results (``forms.filing.engine``). Results of another engine
may differ without fault: both are listed, the fact stays undecided without keeping the package from being
accepted, and our own judgement counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.services.fault_log import log_unmade
from desktop.services.packages.comparison import RecheckComparison, compare
from desktop.services.packages.fact import bad, ok, shown, unknown, unread
from desktop.services.packages.schema import Content
from desktop.submission.facts import Fact, FactState
from desktop.submission.profile.datapackage import FINDINGS
from forms.codes.code import ErrorCode
from forms.codes.verify import VerifyCode
from forms.filing.engine import ENGINE, FIRST_ENGINE
from forms.filing.tables import Row


def recheck_fact(content: Content, plan: Fact) -> Fact:
    """Repeat all derivations, checks and verdicts and compare them.

    Args:
        content: what the package says.
        plan: the fact about its plan.
    """
    if content.submission is None:
        return unread("recheck")
    if content.unreadable:
        return bad("recheck", VerifyCode.OBSERVATIONS, content.unreadable)
    if plan.state is FactState.BAD:
        return unread("recheck")
    if content.figures is None or content.layout is None:
        return unknown("recheck", VerifyCode.RECHECK_WITHOUT_PLAN, "没有相同版本的规划数据包，无法复核")
    found = compare(content.figures, content.layout, content.tables)
    log_unmade(found.report)
    engine = engine_of(content.submission)
    results = found.to_dict(engine, ENGINE)
    if engine != ENGINE and content.is_sound:
        sentence = shown(_other_engine(engine, found, content.tables[FINDINGS.name]))
        return Fact(
            name="recheck",
            state=FactState.UNKNOWN,
            code=VerifyCode.OTHER_ENGINE,
            sentence=sentence,
            required=False,
            results=results,
        )
    wrong = _wrong(found, content.tables[FINDINGS.name])
    if wrong is not None and engine == ENGINE:
        return bad("recheck", *wrong, results=results)
    if not content.is_sound:
        return unread("recheck")
    count = len(found.report.findings)
    sentence = (
        f"本机重新计算和审核，{found.own['indicators']} 个指标值、{count} 条审核结果、"
        f"{found.own['verdicts']} 项评估逐项一致（句子的措辞不比）"
    )
    return ok("recheck", VerifyCode.RECHECK_SAME, sentence, results=results)


def engine_of(submission: Mapping[str, Any]) -> int:
    """The engine that made the results of a package."""
    return int(submission.get("engine", FIRST_ENGINE))


def _wrong(found: RecheckComparison, findings: Sequence[Row]) -> tuple[ErrorCode, str] | None:
    """Code and sentence of what keeps a package of our own engine from being accepted."""
    if found.differences:
        more = f"（共 {len(found.differences)} 处不同）" if len(found.differences) > 1 else ""
        return VerifyCode.RECHECK_DIFFERS, found.differences[0].sentence + more
    if found.report.blocking:
        return VerifyCode.MANDATORY_OPEN, f"有强制性问题：{found.report.blocking[0].message}"
    unexplained = _unexplained(findings)
    if unexplained:
        return VerifyCode.UNEXPLAINED, f"核实性问题没有说明：{unexplained[0]['message']}"
    return None


def _unexplained(findings: Sequence[Row]) -> list[Row]:
    return [row for row in findings if row["enforcement"] == "query" and not row["explanation"]]


def _other_engine(engine: int, found: RecheckComparison, findings: Sequence[Row]) -> str:
    """What is known of results that another engine made."""
    own = found.own
    said = [
        f"报送包由核算版本 {engine} 的程序算出，本机是版本 {ENGINE}，不据此判定对错；本机算出"
        f" {own['indicators']} 个指标值、{own['findings']} 条审核结果、{own['verdicts']} 项评估，"
        + (f"与包里有 {len(found.differences)} 处不同（逐处列出）" if found.differences else "与包里完全一致")
    ]
    if found.report.blocking:
        first = found.report.blocking[0].message
        said.append(f"按本机的规则有 {len(found.report.blocking)} 个强制性问题：{first}")
    unexplained = _unexplained(findings)
    if unexplained:
        said.append(f"包里有 {len(unexplained)} 个核实性问题没有说明")
    return "；".join([*said, "采用时以本机的判断为准"])
