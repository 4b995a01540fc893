"""Texts of a plan that were left to be written later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.codes.plan import PlanCode
from forms.plan.pack import Plan
from forms.plan_check.finding import Severity, TraceFinding

_PLACEHOLDER = re.compile(
    r"待定|待补|待填|待确认|占位|暂缺|\b(?:todo|tbd|fixme|xxx+|placeholder)\b|[?？]{2,}|^[-—…]+$",
    re.IGNORECASE,
)


def check_placeholders(plan: Plan) -> Iterator[TraceFinding]:
    """Every text that looks unfinished; the pack is not compiled with one."""
    for place, text in _named_texts(plan):
        if _PLACEHOLDER.search(text):
            yield TraceFinding(
                code=PlanCode.PLACEHOLDER,
                severity=Severity.ERROR,
                place=place,
                subject=text[:40],
                message="像是还没有写完的占位文字",
                mend="写上真正的内容后再编译",
            )


def _named_texts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every text that a person will read on a form."""
    for kind, fields in _TEXTS.items():
        for n, record in enumerate(getattr(plan, kind)):
            for name in fields:
                yield f"规划.{kind}[{n}].{name}", getattr(record, name) or ""
    for i, domain in enumerate(plan.domains):
        for j, goal in enumerate(domain.goals):
            yield f"规划.domains[{i}].goals[{j}].title", goal.title
    for i, form in enumerate(plan.forms):
        for j, row in enumerate(form.rows):
            yield f"规划.forms[{i}].rows[{j}].label", row.label or ""
        for note in form.notes:
            yield f"规划.forms[{i}].notes", note
    yield "规划.title", plan.title
    yield "规划.office", plan.office


_TEXTS = {
    "domains": ("title",),
    "strategies": ("title",),
    "units": ("name",),
    "items": ("name", "unit", "definition", "source"),
    "indicators": ("name", "unit", "definition", "source", "proxy_reason"),
    "county_indicators": ("name", "unit", "definition", "source"),
    "forms": ("title",),
    "assumptions": ("text", "reason"),
}
