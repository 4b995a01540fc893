"""Draws the handover sheet (交接单) with ReportLab, on one page where that is enough.

Measures are in points and our own choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.documents.paper.blank import blank_document
from desktop.documents.paper.font_cover import BLANK, undrawn
from desktop.documents.paper.fonts import SANS_BOLD, SERIF
from desktop.documents.paper.pdfa import DocumentFacts, make_pdfa
from desktop.documents.paper.typesetting import Align, Pen, Style, fit_size, wrap_text
from desktop.documents.sheets.handed_over import HandoverSheet

_WIDTH, _HEIGHT = 595.28, 841.89
"""A4 upright in points (ISO 216: 210 by 297 mm)."""
_LEFT, _RIGHT = 62.0, 533.28
_LABEL_WIDTH = 84.0
_TEXT, _LABEL, _HEAD = Style(SERIF, 9.5), Style(SANS_BOLD, 9), Style(SANS_BOLD, 11)
_SMALL = Style(SERIF, 9)
_PADDING = 4.0
_TINY = 3.0
"""Size down to which a long name is made smaller, so that it stays on the sheet."""
_YEAR_STEP, _SIGN_STEP = 16.0, 32.0
_LOWEST = 24.0
"""What would stand below goes to a further page: printers leave about 17 points at the edge."""
_SIGNED = ("移交人（签字）", "接收人（签字）", "监交人（签字）")


def draw_handover_sheet(sheet: HandoverSheet) -> bytes:
    """PDF/A-1b bytes of the sheet."""
    canvas, target = blank_document(_WIDTH, _HEIGHT)
    pen = Pen(canvas)
    pen.line(sheet.words.title, Style(SANS_BOLD, 18), _WIDTH / 2, _HEIGHT - 64, Align.CENTRE)
    title = fit_size(sheet.plan, Style(SERIF, 11), _RIGHT - _LEFT, _TINY)
    pen.line(sheet.plan, title, _WIDTH / 2, _HEIGHT - 84, Align.CENTRE)
    flow = _Flow(pen, f"{sheet.words.title}（续）　{sheet.unit_name}")
    y = _draw_fields(flow, sheet, _HEIGHT - 98.0)
    y = _draw_years(flow, sheet, y - 14)
    y = _draw_steps(flow, sheet.words.steps, y - 14)
    _draw_signatures(pen, min(flow.room(y - 24, _SIGN_STEP * len(_SIGNED)), 150.0))
    canvas.showPage()
    canvas.save()
    return make_pdfa(target.getvalue(), _facts(sheet))


@dataclass
class _Flow:
    """Begins a further page where what comes next has no room."""

    pen: Pen
    title: str

    def room(self, y: float, height: float) -> float:
        """``y``, or the y at which to go on on a new page where ``height`` points do not fit below."""
        if y - height >= _LOWEST:
            return y
        self.pen.canvas.showPage()
        self.pen.line(self.title, fit_size(self.title, _HEAD, _RIGHT - _LEFT, _TINY), _LEFT, _HEIGHT - 56)
        self.pen.rule((_LEFT, _HEIGHT - 64), (_RIGHT, _HEIGHT - 64))
        return _HEIGHT - 64


def _draw_fields(flow: _Flow, sheet: HandoverSheet, y: float) -> float:
    pen = flow.pen
    pen.rule((_LEFT, y), (_RIGHT, y))
    for name, value in _fields(sheet):
        lines = wrap_text(value, _TEXT, _RIGHT - _LEFT - _LABEL_WIDTH)
        y = flow.room(y, len(lines) * _TEXT.leading + 2 * _PADDING)
        pen.line(name, _LABEL, _LEFT + 4, y - _PADDING - _TEXT.size)
        below = pen.block(lines, _TEXT, _LEFT + _LABEL_WIDTH, y - _PADDING)
        y = below - _PADDING / 2
        pen.rule((_LEFT, y), (_RIGHT, y))
    return y


def _draw_years(flow: _Flow, sheet: HandoverSheet, y: float) -> float:
    pen = flow.pen
    y = flow.room(y, 24 + _YEAR_STEP)
    pen.line("各年度进度", _HEAD, _LEFT, y - 6)
    y -= 24
    for title, x in sheet.words.columns:
        pen.line(title, _LABEL, _LEFT + 4 + x, y)
    pen.rule((_LEFT, y - 5), (_RIGHT, y - 5))
    for year in sheet.years:
        y = flow.room(y, _YEAR_STEP) - _YEAR_STEP
        for text, (_, x) in zip(year.texts, sheet.words.columns, strict=True):
            pen.line(text, _SMALL, _LEFT + 4 + x, y)
    if not sheet.years:
        y -= _YEAR_STEP
        pen.line(sheet.words.no_years, _SMALL, _LEFT + 4, y)
    pen.rule((_LEFT, y - 6), (_RIGHT, y - 6))
    return y - 6


def _draw_steps(flow: _Flow, texts: Sequence[str], y: float) -> float:
    pen = flow.pen
    steps = [wrap_text(step, _SMALL, _RIGHT - _LEFT) for step in texts]
    y = flow.room(y, 14 + sum(len(lines) * _SMALL.leading + 2 for lines in steps))
    pen.line("交接办法", _HEAD, _LEFT, y - 6)
    y -= 14
    for lines in steps:
        y = pen.block(lines, _SMALL, _LEFT, y) - 2
    return y


def _draw_signatures(pen: Pen, y: float) -> None:
    for name in _SIGNED:
        pen.line(f"{name}：", _TEXT, _LEFT, y)
        pen.rule((_LEFT + 80, y - 3), (_LEFT + 250, y - 3))
        pen.line("日期：　　　　年　　月　　日", _TEXT, _LEFT + 300, y)
        y -= _SIGN_STEP


def _facts(sheet: HandoverSheet) -> DocumentFacts:
    return DocumentFacts(
        title=f"{sheet.words.title} {sheet.unit_name}",
        author=sheet.unit_name,
        producer="tianbao",
        created=sheet.printed,
        identity="".join(sheet.copy_digest.split()).lower(),
    )


def _fields(sheet: HandoverSheet) -> list[tuple[str, str]]:
    named = [f"{role} {name}" for role, name in sheet.people if name]
    people = "\n".join("　".join(named[start : start + 2]) for start in range(0, len(named), 2))
    missing = undrawn(f"{people}{sheet.last_change}{sheet.store_name}{sheet.store_folder}{sheet.certificate}")
    if missing:
        codes = " ".join(f"U+{ord(character):04X}" for character in missing)
        people += f"\n（空线“{BLANK}”处请手写：{codes}）"
    return [
        (sheet.words.holder, f"{sheet.unit_name}（行政区划 {sheet.region_code}）"),
        ("数据文件", sheet.store_name),
        ("所在文件夹", sheet.store_folder),
        ("交接副本", sheet.copy_name),
        ("副本 SHA-256", sheet.copy_digest),
        ("最后一次修改", sheet.last_change),
        ("变更记录", f"共 {sheet.log_length} 条，末条校验值：\n{sheet.log_head}"),
        ("备份", sheet.backups),
        ("签名证书", sheet.certificate or "还没有建立密钥"),
        ("证书指纹", sheet.fingerprint or "—"),
        (sheet.words.people, people or "还没有填写"),
        ("制表日期", sheet.printed.isoformat()),
    ]
