"""A small print with everything a form can show, and ways to look into what was made of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from desktop.documents.form_book.reading import FormIdentity
from desktop.documents.official.content import LogMark, PrintContent, PrintedFinding, row_key
from forms.figures.quantity import parse_quantity
from forms.filing.people import People
from forms.plan.pack import Plan
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import UnitLayout, lay_out
from tests.builders import form, indicator, item, key, plan, target

GOLDEN = Path(__file__).parents[2] / "golden"
DIGEST = hashlib.sha256("内容".encode()).hexdigest()
LOG_HEAD = hashlib.sha256("末条".encode()).hexdigest()
PLAN_DIGEST = "d" * 64
IDENTITY = FormIdentity(plan_id="test", plan_digest=PLAN_DIGEST, unit="health", year=2025)
COLUMNS = ["_T", "RES=U", "RES=R"]


def small_plan(**changes: Any) -> Plan:
    """Two forms: one broken down by residence with 其中 and a rate, one with a single typed survey rate."""
    items = [
        item("births", "活产数", breakdown=COLUMNS[1:], definition="妊娠满 28 周", source="妇幼卫生年报"),
        item("girls", "女婴数"),
        item("deaths", "孕产妇死亡人数", breakdown=COLUMNS[1:]),
        item("survey", "知晓率", unit="%", decimals=2),
        item("sample", "调查样本量"),
    ]
    rate = indicator(
        "mortality", ["deaths"], ["births"], name="孕产妇死亡率", unit="1/10万", decimals=1,
        breakdown=COLUMNS[1:], multiplier=100000, better="lower",
    )  # fmt: skip
    rows = [
        {"item": "births"},
        {"item": "girls", "part_of": "01"},
        {"item": "deaths"},
        {"indicator": "mortality"},
    ]
    forms = [
        form(rows, "births", title="孕产妇健康", columns=COLUMNS, period="health"),
        form(
            ["survey", "sample"], "survey", title="防治知识知晓情况", table_no="测妇 02 表",
            issuer="测试区统计局", approval_no="测统字〔2025〕3 号", valid_until="2027年1月",
            notes=["抽样调查结果。"],
        ),
    ]  # fmt: skip
    targets = [
        target("<=", "10.5", unit="1/10万", year=2025, indicator="mortality"),
        target("<=", "10", unit="1/10万", year=2030, indicator="mortality"),
    ]
    start: dict[str, Any] = {"items": items, "indicators": [rate], "forms": forms, "targets": targets}
    return plan(**(start | changes))


FIGURES = {
    "births": "2036", "births/RES=U": "1702", "births/RES=R": "334", "girls": "990",
    "deaths": "1", "deaths/RES=U": "1", "deaths/RES=R": "0", "survey": "95.4", "sample": "-2",
}  # fmt: skip
HISTORY = {"births": "2141", "deaths": "0", "survey": "93.55"}


def figures_of(
    typed: Mapping[str, str] = FIGURES,
    history: Mapping[str, str] = HISTORY,
    of_plan: Plan | None = None,
    notes: Mapping[str, str] | None = None,
) -> Figures:
    """Figures of 2025 as typed, and of 2024."""
    known = of_plan or small_plan()
    notes = notes or {}
    observations = {
        key(k): Observation(
            key=key(k),
            reading=parse_quantity(text, known.item_by_code[key(k).code].unit),
            note=notes.get(k, ""),
        )
        for k, text in typed.items()
    }
    return Figures(
        plan=known,
        year=2025,
        observations=observations,
        history={2024: {key(k): Decimal(v) for k, v in history.items()}},
    )


PEOPLE = People("欧阳𬱖", "许㛃䶮", "韩𠅤", "024-00000000")
FINDING = PrintedFinding(
    level="核实",
    place="孕产妇健康 03行 合计",
    sentence="孕产妇死亡人数本年 1，上年 0。",
    explanation="经评审，为产后大出血。",
    by="韩𠅤",
)


def content(figures: Figures | None = None, **changes: Any) -> PrintContent:
    """A finalised first submission."""
    known = figures or figures_of()
    start = PrintContent(
        unit="health",
        people=PEOPLE,
        report_date=date(2026, 4, 3),
        forms=lay_out(known.plan, "health").forms,
        figures=known,
        program_version="1.0.0",
        revision=1,
        content_digest=DIGEST,
        log=LogMark(1234, LOG_HEAD),
        verdicts={row_key("births", "04"): "未达标"},
        findings=[FINDING],
        notes={"births": ["“左右”按目标值的 5% 掌握（待统计局确认）。"]},
    )
    return replace(start, **changes)


def draft(figures: Figures | None = None, **changes: Any) -> PrintContent:
    """The same before 定稿."""
    return content(figures, **({"revision": None, "content_digest": None, "log": None} | changes))


def layout() -> UnitLayout:
    """Layout of the small plan."""
    return lay_out(small_plan(), "health")


def page_texts(pdf: bytes) -> list[str]:
    """Extracted text of each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    """Extracted text of a document."""
    return "\n".join(page_texts(pdf))


def assert_golden(name: str, actual: str) -> None:
    """Compare with the stored text; ``TIANBAO_UPDATE_GOLDEN=1`` stores it anew, for review in the diff."""
    path = GOLDEN / name
    if os.environ.get("TIANBAO_UPDATE_GOLDEN") == "1":
        path.write_text(actual, encoding="utf-8", newline="\n")
    lines = zip_longest(path.read_text(encoding="utf-8").splitlines(), actual.splitlines())
    number, (was, now) = next(
        ((number, both) for number, both in enumerate(lines, 1) if both[0] != both[1]), (0, ("", ""))
    )
    assert not number, (
        f"line {number} of tests/golden/{name} was\n{was}\nand would be\n{now}\n"
        "If this change is meant, run the same test with TIANBAO_UPDATE_GOLDEN=1 and read the difference"
    )
