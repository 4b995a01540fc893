"""Page of the official form: size, margins, running head and foot, check code and QR, draft marks.

Measures are in points and our own choice; ``tests/golden`` holds the pages that they give.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.graphics.barcode import qrencoder

from desktop.documents.official.content import PrintContent
from desktop.documents.official.printed import (
    DRAFT_TEXT,
    SENSITIVE_TEXT,
    log_text,
    printed_check_code,
    series_title,
    submission_text,
)
from desktop.documents.paper.fonts import SANS_BOLD, SERIF
from desktop.documents.paper.landscape import HEIGHT, LEFT, RIGHT, RUNNING, WIDTH, draw_ends
from desktop.documents.paper.typesetting import Align, Pen, Style
from forms.frozen import frozen

TOP, BOTTOM = 549.0, 74.0
"""Type area between running head and foot."""

SEAL_SIZE = 119.0
"""42 mm: the usual diameter of the round seal of a county department."""

BODY = Style(SERIF, 8.8)
SMALL = Style(SERIF, 7.6)
HEAD = Style(SANS_BOLD, 8.2)
TITLE = Style(SANS_BOLD, 15)
_WITNESS = Style(SERIF, 6.4, 0.25)
_ALERT = Style(SANS_BOLD, 8.4)
_CODE = Style(SANS_BOLD, 8.4)
_WATERMARK = Style(SANS_BOLD, 150, 0.925)

_HEAD_Y, _FOOT_LINE_Y, _FOOT_Y, _WITNESS_Y = 564.0, 66.0, 44.0, 31.0
_QR_SIZE = 40.0
_QR_FORM = "content-digest-qr"


@frozen
class PaperPage:
    """One page: its name in the foot, its entry in the outline, and the function that draws its content."""

    foot: str
    outline: str
    """Empty for a page that continues another."""
    draw: Callable[[Pen], None]
    is_annex: bool = False
    """Whether it is counted apart from the form, which is whole without it."""


class Furniture:
    """Draws watermark, running head, foot, check code and QR code, which all pages have."""

    def __init__(self, content: PrintContent, pen: Pen) -> None:
        self._content = content
        self._pen = pen
        self._check_code = printed_check_code(content)
        if content.content_digest is not None:
            self._define_qr(content.content_digest)

    def draw(self, page: PaperPage, number: int, total: int, *, is_last: bool) -> None:
        """Watermark, running head and foot of one page, to be drawn before its content.

        Args:
            page: the page.
            number: its number among the pages of the form, or of the annex.
            total: how many pages the form has, or the annex.
            is_last: whether no page follows, of the form or of the annex.
        """
        if self._content.is_draft:
            self._draw_watermark()
        self._draw_head()
        self._draw_foot(page.foot, number, total)
        if is_last and self._content.log is not None:
            self._pen.line(log_text(self._content), _WITNESS, RIGHT - _QR_SIZE - 6, _WITNESS_Y, Align.RIGHT)

    def _draw_watermark(self) -> None:
        canvas = self._pen.canvas
        canvas.saveState()
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(24)
        # Drawn before the content, and in a light grey instead of transparently, which PDF/A-1 does not
        # allow.
        self._pen.line("草　稿", _WATERMARK, 0, -50, Align.CENTRE)
        canvas.restoreState()

    def _draw_head(self) -> None:
        content, pen = self._content, self._pen
        marks = [DRAFT_TEXT] if content.is_draft else [submission_text(content)]
        if content.sensitive:
            marks.append(SENSITIVE_TEXT)
        is_alert = content.is_draft or content.sensitive
        mark, style = "　".join(marks), _ALERT if is_alert else RUNNING
        title = f"{series_title(content)}　{content.year} 年　{content.unit_name}"
        draw_ends(pen, _HEAD_Y, (title, RUNNING), (mark, style))
        pen.rule((LEFT, _HEAD_Y - 6), (RIGHT, _HEAD_Y - 6))

    def _draw_foot(self, foot: str, number: int, total: int) -> None:
        pen = self._pen
        qr_left = RIGHT - _QR_SIZE
        end = qr_left - 6 if self._check_code else RIGHT
        pen.rule((LEFT, _FOOT_LINE_Y), (end, _FOOT_LINE_Y))
        pen.line(f"{foot}　第 {number} 页　共 {total} 页", RUNNING, WIDTH / 2, _FOOT_Y, Align.CENTRE)
        if not self._check_code:
            pen.line("" if self._content.blank else "校验码：定稿后生成", RUNNING, LEFT, _FOOT_Y, Align.LEFT)
            return
        pen.line("校验码", RUNNING, LEFT, _FOOT_Y)
        pen.line(self._check_code, _CODE, LEFT + 28, _FOOT_Y)
        canvas = pen.canvas
        canvas.saveState()
        canvas.translate(qr_left, _FOOT_LINE_Y - _QR_SIZE)
        canvas.doForm(_QR_FORM)
        canvas.restoreState()

    def _define_qr(self, digest: str) -> None:
        """The QR code is one form object that every page refers to."""
        canvas = self._pen.canvas
        canvas.beginForm(_QR_FORM, 0, 0, _QR_SIZE, _QR_SIZE)
        draw_qr(canvas, digest, _QR_SIZE)
        canvas.endForm()


def draw_qr(canvas: Any, text: str, size: float) -> None:
    """Draw a QR code (level M) without quiet zone into a square at the origin."""
    code: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    module = size / count
    path = canvas.beginPath()
    for row in range(count):
        start = None
        for column in range(count + 1):
            dark = column < count and code.isDark(row, column)
            # Neighbouring dark modules become one rectangle: fewer of them, and no fine white lines between
            # them on screen.
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                path.rect(start * module, size - (row + 1) * module, (column - start) * module, module)
                start = None
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)


def draw_seal_box(pen: Pen, left: float, bottom: float, size: float) -> None:
    """Draw the dashed box for the stamp; no seal is ever drawn."""
    canvas = pen.canvas
    canvas.saveState()
    canvas.setStrokeGray(0.45)
    canvas.setLineWidth(0.6)
    canvas.setDash(3, 3)
    canvas.rect(left, bottom, size, size, stroke=1, fill=0)
    canvas.restoreState()
    pen.line("（单位公章）", Style(SERIF, 8.5, 0.4), left + size / 2, bottom + size / 2 - 3, Align.CENTRE)
