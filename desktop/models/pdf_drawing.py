"""Draws a page of a PDF with a painter as lines and letters, so that a printer prints it as sharp as it can.

PDFium says what lies on the page; Qt draws it: paths as paths, text with the fonts of the program, with which
the program's own PDFs are set. What is anything else is refused, and drawn as a picture by the caller.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage, PdfTextPage
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGlyphRun,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
    QTransform,
)

import resources

_FONTS = ("NotoSerifSC-Regular", "NotoSansSC-Bold", "NotoSansSC-Regular")
"""Those of ``documents.paper.fonts``, by the names that PDFs give them."""
_PIXELS = 100
"""Size at which glyphs are taken. Chosen by us: Qt writes larger ones into a PDF as outlines, not as text."""
_HAIR = 0.1
"""Points of a line of no width, which a PDF calls the thinnest that the device can draw; chosen by us."""
_LONGEST_NAME = 200
"""Bytes of a font's name that are read. Chosen far above those of our fonts."""
_DEEPEST = 5
"""Forms within forms that are looked into. Chosen by us; the program's own PDFs have one."""

_Letters = Mapping[int, list[int]]
"""Places of characters in the text of a page, by the address of the object that draws them."""


class NotDrawable(Exception):
    """The page holds what only PDFium draws rightly, such as a picture or a font that is not ours."""


def draw_page(page: PdfPage, painter: QPainter) -> None:
    """Draw a page into a coordinate system of points with the origin at its upper left corner.

    Args:
        page: an open page.
        painter: active; its state is kept.

    Raises:
        NotDrawable: before anything is drawn.
    """
    text = page.get_textpage()
    letters = _letters(text)
    steps = [step for obj, place in _objects(page) for step in _steps(obj, place, text, letters)]
    painter.save()
    painter.scale(1, -1)
    painter.translate(0, -page.get_height())
    for step in steps:
        painter.save()
        step(painter)
        painter.restore()
    painter.restore()


def _steps(
    obj: Any, place: QTransform, text: PdfTextPage, letters: _Letters
) -> Iterator[Callable[[QPainter], None]]:
    kind = pdfium.FPDFPageObj_GetType(obj)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield _path_step(obj, place)
    elif kind == pdfium.FPDF_PAGEOBJ_TEXT and place.isIdentity():
        yield from _text_steps(obj, text, letters)
    else:
        raise NotDrawable


def _objects(page: PdfPage) -> Iterator[tuple[Any, QTransform]]:
    """What is drawn, from the back to the front, with the matrix of the form that it stands in."""
    count = pdfium.FPDFPage_CountObjects(page)
    for number in range(count):
        yield from _within(pdfium.FPDFPage_GetObject(page, number), QTransform(), 0)


def _within(obj: Any, place: QTransform, depth: int) -> Iterator[tuple[Any, QTransform]]:
    if pdfium.FPDFPageObj_GetType(obj) != pdfium.FPDF_PAGEOBJ_FORM:
        yield obj, place
        return
    if depth == _DEEPEST:
        raise NotDrawable
    inner = _matrix(obj) * place
    for number in range(pdfium.FPDFFormObj_CountObjects(obj)):
        yield from _within(pdfium.FPDFFormObj_GetObject(obj, number), inner, depth + 1)


def _matrix(obj: Any) -> QTransform:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(obj, m):
        raise NotDrawable
    return QTransform(m.a, m.b, m.c, m.d, m.e, m.f)


def _colour(of: Callable[..., int], obj: Any) -> QColor:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not of(obj, *parts):
        raise NotDrawable
    return QColor(*(part.value for part in parts))


# --- paths ---------------------------------------------------------------------------------------


def _path_step(obj: Any, place: QTransform) -> Callable[[QPainter], None]:
    fill, is_stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(obj, fill, is_stroked):
        raise NotDrawable
    path, transform = _path(obj), _matrix(obj) * place
    is_winding = fill.value == pdfium.FPDF_FILLMODE_WINDING
    path.setFillRule(Qt.FillRule.WindingFill if is_winding else Qt.FillRule.OddEvenFill)
    filled = _colour(pdfium.FPDFPageObj_GetFillColor, obj) if fill.value else None
    pen = _pen(obj) if is_stroked.value else None

    def draw(painter: QPainter) -> None:
        painter.setTransform(transform, True)
        if filled is not None:
            painter.fillPath(path, filled)
        if pen is not None:
            painter.strokePath(path, pen)

    return draw


def _path(obj: Any) -> QPainterPath:
    path, bend = QPainterPath(), list[QPointF]()
    for number in range(pdfium.FPDFPath_CountSegments(obj)):
        segment = pdfium.FPDFPath_GetPathSegment(obj, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point, kind = QPointF(x.value, y.value), pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            path.moveTo(point)
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            path.lineTo(point)
        else:
            # A curve comes as three segments: its two control points and its end.
            bend.append(point)
            if len(bend) == 3:
                path.cubicTo(*bend)
                bend.clear()
        if pdfium.FPDFPathSegment_GetClose(segment):
            path.closeSubpath()
    return path


def _pen(obj: Any) -> QPen:
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(obj, width)
    thick = width.value or _HAIR
    pen = QPen(_colour(pdfium.FPDFPageObj_GetStrokeColor, obj), thick)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    count = pdfium.FPDFPageObj_GetDashCount(obj)
    if count > 0:
        dashes = (ctypes.c_float * count)()
        pdfium.FPDFPageObj_GetDashArray(obj, dashes, count)
        # Qt counts dashes in widths of the pen, a PDF in points.
        pen.setDashPattern([dash / thick for dash in dashes])
    return pen


# --- text ----------------------------------------------------------------------------------------


def _letters(text: PdfTextPage) -> _Letters:
    found = defaultdict[int, list[int]](list)
    for number in range(pdfium.FPDFText_CountChars(text)):
        obj = pdfium.FPDFText_GetTextObject(text, number)
        if obj and pdfium.FPDFText_IsGenerated(text, number) == 0:
            found[ctypes.addressof(obj.contents)].append(number)
    return found


def _text_steps(obj: Any, text: PdfTextPage, letters: _Letters) -> Iterator[Callable[[QPainter], None]]:
    if pdfium.FPDFTextObj_GetTextRenderMode(obj) != pdfium.FPDF_TEXTRENDERMODE_FILL:
        raise NotDrawable
    places = letters.get(ctypes.addressof(obj.contents), [])
    if not places:
        return
    font, size, matrix = _font(text, places[0]), pdfium.FPDFText_GetFontSize(text, places[0]), _matrix(obj)
    inverse, can_be_inverted = matrix.inverted()
    glyphs = [_glyph(font, pdfium.FPDFText_GetUnicode(text, place)) for place in places]
    if not can_be_inverted or size <= 0 or any(_font(text, place) != font for place in places):
        raise NotDrawable
    origins = [inverse.map(_origin(text, place)) for place in places]
    run = QGlyphRun()
    run.setRawFont(font)
    run.setGlyphIndexes(glyphs)
    run.setPositions([QPointF(p.x(), -p.y()) * (_PIXELS / size) for p in origins])
    colour = _colour(pdfium.FPDFPageObj_GetFillColor, obj)

    def draw(painter: QPainter) -> None:
        painter.setTransform(matrix, True)
        painter.scale(size / _PIXELS, -size / _PIXELS)
        painter.setPen(colour)
        painter.drawGlyphRun(QPointF(), run)

    yield draw


def _origin(text: PdfTextPage, place: int) -> QPointF:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, place, x, y)
    return QPointF(x.value, y.value)


def _font(text: PdfTextPage, place: int) -> QRawFont:
    name, flags = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, place, name, _LONGEST_NAME, flags)
    font = _own_font(name.value.decode("ascii", "replace").rpartition("+")[2])
    if font is None:
        raise NotDrawable
    return font


def _glyph(font: QRawFont, code: int) -> int:
    found: list[int] = list(font.glyphIndexesForString(chr(code)))
    if len(found) != 1 or not found[0]:
        raise NotDrawable
    return found[0]


@cache
def _own_font(name: str) -> QRawFont | None:
    """A font that came with the program; None for any other, or where the system takes another for it."""
    if name not in _FONTS:
        return None
    number = QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{name}.ttf")))
    if number < 0:
        number = QFontDatabase.addApplicationFontFromData(resources.read_bytes(f"fonts/{name}.ttf"))
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        return None
    wanted = QFont(families[0])
    wanted.setBold(name.endswith("Bold"))
    wanted.setPixelSize(_PIXELS)
    wanted.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font = QRawFont.fromFont(wanted)
    own = QRawFont(str(resources.path(f"fonts/{name}.ttf")), _PIXELS)
    same = font.isValid() and font.fontTable("head") == own.fontTable("head")
    return font if same else None
