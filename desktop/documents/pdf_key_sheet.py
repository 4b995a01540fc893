"""Draws the certificate registration sheet (证书登记表) with ReportLab."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from desktop.documents.fonts import SANS_BOLD, SERIF, load_font
from desktop.documents.key_sheet import KeySheet
from desktop.documents.pdf_page import draw_seal_box
from desktop.documents.pdfa import DocumentFacts, make_pdfa
from desktop.documents.typesetting import Align, Pen, Style, fit_size, wrap_text

_WIDTH, _HEIGHT = 595.28, 841.89
"""A4 upright in points."""
_LEFT, _RIGHT = 72.0, 523.28
_LABEL_WIDTH = 96.0
_ROW_STEP = 34.0
_SEAL = 120.0
_NOTICE = (
    "本单位声明：上述证书对应的密钥由本单位保管和使用，用于签署妇女发展规划年度监测数据报送包。"
    "电子签名证明数据的来源和完整，不是单位公章，不能代替纸质报表上的签字和盖章。"
    "密钥遗失、口令泄露或经办人变动时，应及时通知统计局注销并重新登记。"
)
_OFFICE_STEPS = "统计局登记：对照电子邮件或 U 盘收到的证书文件，逐组核对指纹一致后登记。"
_TEXT, _LABEL = Style(SERIF, 11), Style(SANS_BOLD, 10.5)
_SIGNED = ("单位负责人（签字）：", "经办人（签字）：", "日期：　　　　年　　月　　日")
_REGISTERED = "登记人（签字）：　　　　　　　　　　登记日期：　　　　年　　月　　日"


def draw_key_sheet(sheet: KeySheet) -> bytes:
    """PDF/A-1b bytes of the sheet."""
    load_font(SERIF)
    target = BytesIO()
    canvas = Canvas(
        target,
        pagesize=(_WIDTH, _HEIGHT),
        invariant=1,
        initialFontName=SERIF,  # type: ignore[arg-type] # the stub's type is wrong
        pdfVersion=(1, 4),
    )
    pen = Pen(canvas)
    pen.line("签名证书登记表", Style(SANS_BOLD, 20), _WIDTH / 2, _HEIGHT - 110, Align.CENTRE)
    title = fit_size(sheet.plan_title, Style(SERIF, 12), _RIGHT - _LEFT)
    pen.line(sheet.plan_title, title, _WIDTH / 2, _HEIGHT - 136, Align.CENTRE)
    y = _draw_fields(pen, sheet, _HEIGHT - 176.0)
    y = _draw_declaration(pen, y)
    _draw_registration(pen, y)
    canvas.showPage()
    canvas.save()
    return make_pdfa(target.getvalue(), _facts(sheet))


def _draw_fields(pen: Pen, sheet: KeySheet, y: float) -> float:
    for name, value in _fields(sheet):
        pen.rule((_LEFT, y + 20), (_RIGHT, y + 20))
        pen.line(name, _LABEL, _LEFT + 4, y)
        lines = wrap_text(value, _TEXT, _RIGHT - _LEFT - _LABEL_WIDTH)
        below = pen.block(lines, _TEXT, _LEFT + _LABEL_WIDTH, y + _TEXT.size * 0.98)
        y = min(y - _ROW_STEP, below - _ROW_STEP + _TEXT.leading)
    pen.rule((_LEFT, y + 20), (_RIGHT, y + 20))
    return y


def _draw_declaration(pen: Pen, y: float) -> float:
    y = pen.block(wrap_text(_NOTICE, _TEXT, _RIGHT - _LEFT), _TEXT, _LEFT, y + 4) - 30
    for line in _SIGNED:
        pen.line(line, _TEXT, _LEFT, y)
        y -= _ROW_STEP
    draw_seal_box(pen, _RIGHT - _SEAL, y + _ROW_STEP - 10, _SEAL)
    return y - 48


def _draw_registration(pen: Pen, y: float) -> None:
    pen.rule((_LEFT, y + 24), (_RIGHT, y + 24))
    y = pen.block(wrap_text(_OFFICE_STEPS, _TEXT, _RIGHT - _LEFT), _TEXT, _LEFT, y + 8) - 24
    pen.line(_REGISTERED, _TEXT, _LEFT, y)


def _facts(sheet: KeySheet) -> DocumentFacts:
    return DocumentFacts(
        title=f"签名证书登记表 {sheet.unit_name}",
        author=sheet.unit_name,
        producer="tianbao",
        created=sheet.printed,
        identity=sheet.fingerprint,
    )


def _fields(sheet: KeySheet) -> list[tuple[str, str]]:
    return [
        ("单位名称", sheet.unit_name),
        ("单位代码", sheet.unit_code),
        ("接收单位", sheet.office),
        ("证书文件", sheet.certificate_name),
        ("签名算法", sheet.algorithm),
        ("有效期", f"{sheet.valid_from.isoformat()} 至 {sheet.valid_until.isoformat()}"),
        ("SHA-256 指纹", sheet.fingerprint),
        ("制表日期", sheet.printed.isoformat()),
    ]
