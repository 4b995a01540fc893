from __future__ import annotations

import json
import re
from decimal import Decimal

import pypdfium2
import pytest

import resources
from desktop.documents.form_book.reading import FormIdentity
from desktop.documents.form_book.workbook import read_entry_workbook, render_entry_workbook
from desktop.documents.official.content import PrintContent
from desktop.documents.official.form import render_official_pdf
from desktop.documents.official.workbook import render_official_workbook
from forms.filing.people import People
from forms.plan.catalogue import read_plan
from forms.plan.linking import link
from forms.plan.pack import Plan
from forms.reporting.entry import Figures
from forms.reporting.layout import lay_out


def _json(name: str) -> dict[str, object]:
    return json.loads(resources.read_text(name), parse_float=Decimal)  # type: ignore[no-any-return]


def _plan(name: str) -> Plan:
    library = [_json(n) for n in resources.names("plans/library") if n.endswith(".json")]
    return read_plan(link(_json(name), library))


def _text_of(pdf: bytes) -> str:
    """The text of a document, as PDFium finds it: 270 forms would keep pypdf busy for ten seconds."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("name", [n for n in resources.names("plans") if n.endswith(".json")])
def test_every_unit_of_a_bundled_plan_gets_its_form_on_paper_and_in_excel(name: str) -> None:
    plan = _plan(name)
    for unit in plan.units:
        layout = lay_out(plan, unit.code)
        if not layout.forms:
            continue
        blank = PrintContent(
            unit=unit.code,
            people=People(),
            forms=layout.forms,
            figures=Figures(plan=plan, year=2025),
            program_version="1.0.0",
        )
        text = _text_of(render_official_pdf(blank))
        flat, words = "".join(text.split()), set(re.split(r"[^a-z-]+", text))
        for form in layout.forms:
            assert "".join(form.form.title.split()) in flat
            assert form.form.code not in words
        assert unit.full_name is not None
        assert f"监测统计年报表2025年{unit.full_name}" in flat
        assert flat.count(f"综合机关名称（填报单位）：{unit.full_name}") >= len(layout.forms)
        assert unit.code not in words
        assert render_official_workbook(blank)
        filled = render_entry_workbook(blank, "d" * 64)
        reading = read_entry_workbook(
            filled, layout, FormIdentity(plan_id=plan.id, plan_digest="d" * 64, unit=unit.code, year=2025)
        )
        assert len(reading.cells) == sum(len(form.entry_cells) for form in layout.forms)
        assert (reading.refused, reading.problems) == ((), ())
