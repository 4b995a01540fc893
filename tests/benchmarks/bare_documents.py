"""The same cells through the bare libraries, without any layout of ours: the yardstick for documents."""

from __future__ import annotations

import io

from desktop.services.unit.year import YearDesk
from forms.reporting.layout import LayoutRow


def _rows(year: YearDesk) -> list[list[str]]:
    return [
        [row.code, row.label, row.unit, *(_text(year, row, i) for i in range(len(row.cells)))]
        for form in year.layout.forms
        for row in form.rows
    ]


def _text(year: YearDesk, row: LayoutRow, column: int) -> str:
    key = row.cells[column].key
    if key.code in year.desk.plan.item_by_code:
        return year.reading(key).text
    value = year.figures.measured(key).value
    return f"{value:.2f}" if value is not None else ""


def bare_pdf(year: YearDesk) -> bytes:
    """ReportLab's own table with an embedded font, then pypdf as for PDF/A."""
    from pypdf import PdfReader, PdfWriter
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    import resources

    if "bare" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(
            TTFont("bare", io.BytesIO(resources.read_bytes("fonts/NotoSerifSC-Regular.ttf")))
        )
    style = ParagraphStyle("bare", fontName="bare", fontSize=9, wordWrap="CJK")
    story: list[object] = []
    for form in year.layout.forms:
        cells = [
            [row.code, Paragraph(row.label, style), row.unit]
            + [_text(year, row, i) for i in range(len(row.cells))]
            for row in form.rows
        ]
        grid = TableStyle([("FONT", (0, 0), (-1, -1), "bare", 9), ("GRID", (0, 0), (-1, -1), 0.4, "black")])
        story += [Paragraph(form.form.title, style), Table(cells, style=grid), PageBreak()]
    raw = io.BytesIO()
    SimpleDocTemplate(raw, pagesize=landscape(A4), invariant=1).build(story)
    rewritten = io.BytesIO()
    PdfWriter(clone_from=PdfReader(raw)).write(rewritten)
    return rewritten.getvalue()


def bare_workbook(year: YearDesk) -> bytes:
    """Openpyxl with one bordered sheet for each form."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    book = Workbook()
    line = Side(style="thin")
    font, border, middle = Font(name="宋体", size=10), Border(line, line, line, line), Alignment("center")
    for form in year.layout.forms:
        sheet = book.create_sheet(form.form.title[:30])
        for row in form.rows:
            sheet.append(
                [row.code, row.label, row.unit] + [_text(year, row, i) for i in range(len(row.cells))]
            )
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.font, cell.border, cell.alignment = font, border, middle
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
