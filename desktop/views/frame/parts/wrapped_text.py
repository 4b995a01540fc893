"""Sentences over several lines, broken as Chinese is: no line begins with a mark that closes something."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

from forms.turning import shown_plainly

_LINE = "\u2028"
"""Unicode's sign of a new line, which a layout of Qt takes for one."""
_MOST_HEIGHTS = 4_000
"""Heights that are remembered, some 500 KB; our own choice. The largest unit has 300 names and sentences."""
_heights: dict[tuple[str, str, float], int] = {}
"""By font, text and width: the same names are measured whenever their form is shown."""


def wrapped(font: QFont, text: str, width: float) -> QTextLayout:
    """A text laid out in a width; only a word that is longer than a line is broken within.

    Qt's flag ``TextWrapAnywhere`` breaks before any character, also before ``；`` and ``”``.
    """
    layout = QTextLayout(shown_plainly(text).replace("\n", _LINE), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QRectF(0, height, 0, 0).topLeft())
        height += line.height()
    layout.endLayout()
    return layout


def wrapped_height(font: QFont, text: str, width: float) -> int:
    """Pixels of a text in a width."""
    asked = font.key(), text, width
    known = _heights.get(asked)
    if known is None:
        if len(_heights) >= _MOST_HEIGHTS:
            _heights.clear()
        known = _heights[asked] = round(wrapped(font, text, width).boundingRect().height() + 0.49)
    return known


def draw_wrapped(painter: QPainter, box: QRectF, text: str) -> None:
    """Draw a text in the font and colour of a painter, from the top of a box."""
    wrapped(painter.font(), text, box.width()).draw(painter, box.topLeft())
