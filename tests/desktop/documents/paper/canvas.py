"""One page drawn with our pen, and what PDFium finds on it: texts, rules, fonts."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.paper.fonts import SERIF, load_font
from desktop.documents.paper.typesetting import Pen
from tests.desktop.documents.drawn import Page, pages

SIZE = (600.0, 800.0)


class Rule(NamedTuple):
    """A straight line: from left to right or from top to bottom, in points."""

    left: float
    bottom: float
    right: float
    top: float
    width: float

    @property
    def is_upright(self) -> bool:
        return self.top - self.bottom > self.right - self.left


class Run(NamedTuple):
    """A text as it was drawn in one font: its base line, the size and the grey level of its fill."""

    text: str
    x: float
    y: float
    size: float
    font: str
    grey: int


def pdf(draw: Callable[[Pen], object], size: tuple[float, float] = SIZE) -> bytes:
    """A document of one page."""
    load_font(SERIF)
    target = BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1, initialFontName=SERIF)
    draw(Pen(canvas))
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def page(draw: Callable[[Pen], object]) -> Page:
    """Texts of the page with the boxes of their ink."""
    [one] = pages(pdf(draw))
    return one


def rules(draw: Callable[[Pen], object]) -> list[Rule]:
    """Every line that is drawn, without the width that PDFium adds around it."""
    found = []
    with pypdfium2.PdfDocument(pdf(draw)) as document:
        for item in document[0].get_objects([raw.FPDF_PAGEOBJ_PATH]):
            width = ctypes.c_float()
            raw.FPDFPageObj_GetStrokeWidth(item, width)
            around, (left, bottom, right, top) = width.value, item.get_bounds()
            found.append(
                Rule(
                    left=left + around,
                    bottom=bottom + around,
                    right=right - around,
                    top=top - around,
                    width=round(around, 2),
                )
            )
    return found


def runs(draw: Callable[[Pen], object]) -> list[Run]:
    """Every text, run by run."""
    found = []
    with pypdfium2.PdfDocument(pdf(draw)) as document:
        one = document[0]
        reader = one.get_textpage()
        for item in one.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
            item.textpage = reader
            matrix = item.get_matrix()
            red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
            raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
            assert red.value == green.value == blue.value
            name = item.get_font().get_base_name()
            size = round(item.get_font_size(), 2)
            found.append(
                Run(text=item.extract(), x=matrix.e, y=matrix.f, size=size, font=name, grey=red.value)
            )
    return found
