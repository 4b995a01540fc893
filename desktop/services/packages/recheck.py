"""Fact ``recheck``: our own derivations, findings and verdicts against those that a package states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop.services.fault_log import log_unmade
from desktop.services.packages.fact import bad, ok, unknown, unread
from desktop.services.plans import PlanPack
from desktop.submission.datapackage import FINDINGS, INDICATORS, OBSERVATIONS, VERDICTS, Table
from desktop.submission.facts import Fact
from forms.entry import DefinitionChange, series_breaks
from forms.findings import RULES, Checker
from forms.layout import lay_out
from forms.tables import (
    Row,
    figures_from_rows,
    finding_rows,
    indicator_rows,
    unit_verdicts,
    verdict_rows,
)

_EXPLAINING = ("explanation", "explained_by", "explained_at")


def recheck_fact(
    submission: Mapping[str, Any] | None, tables: Mapping[str, list[Row]], pack: PlanPack | None
) -> Fact:
    """Repeat all derivations, checks and verdicts and compare line by line."""
    if submission is None or not tables:
        return unread("recheck")
    unit = submission["unit"]["code"]
    if pack is None or pack.digest != submission["plan"]["digest"] or unit not in pack.plan.unit_by_code:
        return unknown("recheck", "E-VERIFY-041", "没有相同版本的规划数据包，无法复核")
    layout = lay_out(pack.plan, unit)
    try:
        figures = figures_from_rows(pack.plan, submission["year"], tables[OBSERVATIONS.name])
        figures = replace(figures, breaks=_breaks(submission))
    except ValueError as error:
        return bad("recheck", "E-VERIFY-042", str(error))
    report = Checker(pack.plan, unit, layout, RULES).check(figures)
    log_unmade(report)
    own: list[tuple[Table, list[Row]]] = [
        (INDICATORS, indicator_rows(figures, layout)),
        (FINDINGS, finding_rows(report)),
        (VERDICTS, _in_profile(verdict_rows(unit_verdicts(figures, layout)), tables[VERDICTS.name])),
    ]
    for table, rows in own:
        stated = [_plain(row) for row in tables[table.name]]
        if [_plain(row) for row in rows] != stated:
            return bad("recheck", "E-VERIFY-040", _first_difference(table, rows, tables[table.name]))
    if report.blocking:
        return bad("recheck", "E-VERIFY-043", f"有强制性问题：{report.blocking[0].message}")
    unexplained = [r for r in tables[FINDINGS.name] if r["enforcement"] == "query" and not r["explanation"]]
    if unexplained:
        return bad("recheck", "E-VERIFY-044", f"核实性问题没有说明：{unexplained[0]['message']}")
    return ok(
        "recheck", "TB-VERIFY-040", f"本机重新计算和审核，结果逐行一致（{len(report.findings)} 条审核结果）"
    )


def _in_profile(own: list[Row], stated: Sequence[Row]) -> list[Row]:
    """Our rows with the columns that the stated ones have."""
    columns = stated[0] if stated else {}
    return [{name: row[name] for name in columns} for row in own]


def _breaks(submission: Mapping[str, Any]) -> dict[str, int]:
    """Changes of definition as the package states them; ValueError where they cannot be read."""
    changes = submission.get("definition_changes", [])
    try:
        stated = [DefinitionChange(str(c["code"]), int(c["year"]), str(c["note"])) for c in changes]
    except (TypeError, KeyError) as error:
        raise ValueError("口径变动的记载不完整") from error
    return series_breaks(stated, submission["year"])


def _plain(row: Mapping[str, str]) -> Row:
    """A row without what the engine cannot know: the clerk's explanations."""
    return {name: text for name, text in row.items() if name not in _EXPLAINING}


def _first_difference(table: Table, own: Sequence[Row], stated: Iterable[Row]) -> str:
    """Sentence about the first row in which a table differs from our own calculation."""
    for number, (mine, theirs) in enumerate(zip(own, stated, strict=False), start=2):
        for name, text in _plain(mine).items():
            if text != theirs[name]:
                return f"{table.path} 第 {number} 行的“{name}”与本机计算的不一致"
    return f"{table.path} 的行数与本机计算的不一致"
