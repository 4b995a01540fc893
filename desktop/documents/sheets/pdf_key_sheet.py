"""Draws the sheet that registers or publishes a certificate with ReportLab.

Measures are in points and our own choice.
"""

from __future__ import annotations

from datetime import timedelta

from desktop.documents.official.pdf_page import draw_seal_box
from desktop.documents.paper.blank import blank_document
from desktop.documents.paper.fonts import SANS_BOLD, SERIF
from desktop.documents.paper.pdfa import DocumentFacts, make_pdfa
from desktop.documents.paper.typesetting import Align, Pen, Style, fit_size, wrap_text
from desktop.documents.sheets.key_sheet import BY_HAND, LETTER_KEY, REPLACEMENT, KeySheet

_WIDTH, _HEIGHT = 595.28, 841.89
"""A4 upright in points (ISO 216: 210 by 297 mm)."""
_LEFT, _RIGHT = 72.0, 523.28
_LABEL_WIDTH = 96.0
_ROW_STEP, _CLOSER_STEP = 34.0, 28.0
"""From one row to the next; the second one where both further certificates are named."""
_TOP, _HIGHER_TOP = 110.0, 70.0
"""Of the heading; the second one where another certificate is named as well, so that one page is enough."""
_SEAL = 120.0
_TINY = 3.0
"""Size down to which a long title is made smaller, so that it stays on the sheet."""
_TEXT, _LABEL = Style(SERIF, 11), Style(SANS_BOLD, 10.5)


def draw_key_sheet(sheet: KeySheet) -> bytes:
    """PDF/A-1b bytes of the sheet."""
    canvas, target = blank_document(_WIDTH, _HEIGHT)
    pen = Pen(canvas)
    is_long = sheet.replaced is not None or sheet.second is not None
    top = _HEIGHT - (_HIGHER_TOP if is_long else _TOP)
    pen.line(sheet.words.title, Style(SANS_BOLD, 20), _WIDTH / 2, top, Align.CENTRE)
    title = fit_size(sheet.plan_title, Style(SERIF, 12), _RIGHT - _LEFT, _TINY)
    pen.line(sheet.plan_title, title, _WIDTH / 2, top - 26, Align.CENTRE)
    y = _draw_fields(pen, sheet, top - 66)
    y = _draw_declaration(pen, sheet, y)
    _draw_comparison(pen, sheet, y)
    canvas.showPage()
    canvas.save()
    return make_pdfa(target.getvalue(), _facts(sheet))


def _draw_fields(pen: Pen, sheet: KeySheet, y: float) -> float:
    step = _CLOSER_STEP if sheet.replaced is not None and sheet.second is not None else _ROW_STEP
    for name, value in _fields(sheet):
        pen.rule((_LEFT, y + 20), (_RIGHT, y + 20))
        pen.line(name, _LABEL, _LEFT + 4, y)
        lines = wrap_text(value, _TEXT, _RIGHT - _LEFT - _LABEL_WIDTH)
        below = pen.block(lines, _TEXT, _LEFT + _LABEL_WIDTH, y + _TEXT.size * 0.98)
        y = min(y - step, below - _ROW_STEP + _TEXT.leading)
    pen.rule((_LEFT, y + 20), (_RIGHT, y + 20))
    return y


def _draw_declaration(pen: Pen, sheet: KeySheet, y: float) -> float:
    before = [REPLACEMENT] if sheet.replaced is not None else []
    before += [LETTER_KEY] if sheet.second is not None else []
    said = "\n".join([*before, sheet.words.declaration])
    y = pen.block(wrap_text(said, _TEXT, _RIGHT - _LEFT), _TEXT, _LEFT, y + 4) - 46
    for line in sheet.words.signed:
        pen.line(line, _TEXT, _LEFT, y)
        y -= _ROW_STEP
    draw_seal_box(pen, _RIGHT - _SEAL, y + _ROW_STEP - 10, _SEAL)
    return y - 48


def _draw_comparison(pen: Pen, sheet: KeySheet, y: float) -> None:
    words = sheet.words
    pen.rule((_LEFT, y + 24), (_RIGHT, y + 24))
    y = pen.block(wrap_text(words.comparison, _TEXT, _RIGHT - _LEFT), _TEXT, _LEFT, y + 8) - 24
    pen.line(words.compared, _TEXT, _LEFT, y)


def _facts(sheet: KeySheet) -> DocumentFacts:
    return DocumentFacts(
        title=f"{sheet.words.title} {sheet.unit_name}",
        author=sheet.unit_name,
        producer="tianbao",
        created=sheet.printed,
        identity=sheet.fingerprint,
    )


def _validity(sheet: KeySheet) -> str:
    """First and last day, and why the first one lies before the sheet where it is the day before."""
    days = f"{sheet.valid_from.isoformat()} 至 {sheet.valid_until.isoformat()}"
    is_before = sheet.printed - sheet.valid_from == timedelta(days=1)
    return f"{days}（早一天算起，给电脑时钟留出余地）" if is_before else days


def _fields(sheet: KeySheet) -> list[tuple[str, str]]:
    replaced = [] if sheet.replaced is None else [("注销原证书", sheet.replaced or BY_HAND)]
    second = sheet.second
    receiving = (
        []
        if second is None
        else [
            ("收件证书", f"{second.name}（有效期至 {second.valid_until.isoformat()}）"),
            ("收件证书指纹", second.fingerprint),
        ]
    )
    return [
        ("单位名称", sheet.unit_name),
        ("行政区划代码", sheet.region_code),
        ("接收单位", sheet.words.receivers or sheet.office),
        ("证书文件", sheet.certificate_name),
        (sheet.words.algorithm, sheet.algorithm),
        ("有效期", _validity(sheet)),
        ("指纹（SHA-256）", sheet.fingerprint),
        *receiving,
        *replaced,
        ("制表日期", sheet.printed.isoformat()),
    ]
