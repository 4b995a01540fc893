"""Lines of text in which words are stressed or typed as they stand, set by the engine of all our paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from desktop.documents.manual.markdown import Run, Runs, plain
from desktop.documents.paper.fonts import SANS, SANS_BOLD, text_width
from desktop.documents.paper.typesetting import Pen, Style, as_drawn, wrap_text

_SLACK = 0.985
"""Share of the width in which lines are broken: stressed letters and figures are wider than measured.
Chosen by us, above what that mostly comes to."""
_TRIES = 4
"""How often lines that are too wide all the same are broken anew; chosen by us."""
RichLine = tuple[tuple[str, str], ...]
"""Parts of a line: font and words."""


def wrap_runs(runs: Runs, style: Style, width: float) -> tuple[RichLine, ...]:
    """Break runs into lines no wider than ``width`` points; a single character may be."""
    room = width * _SLACK if any(run.is_bold or run.is_code for run in runs) else width
    lines = _wrapped(runs, style, room)
    for _ in range(_TRIES):
        widest = max(width_of(line, style) for line in lines)
        if widest <= width:
            break
        room *= _SLACK * width / widest
        lines = _wrapped(runs, style, room)
    return lines


def width_of(line: RichLine, style: Style) -> float:
    """Width of a line in points."""
    return sum(text_width(words, font, style.size) for font, words in line)


def _wrapped(runs: Runs, style: Style, width: float) -> tuple[RichLine, ...]:
    """The runs broken as if all of them were in the font of the style."""
    fonts = iter(_fonts(runs, style.font))
    lines = []
    for line in wrap_text(plain(runs), style, width):
        told = [(next(font for character, font in fonts if character == c), c) for c in line]
        lines.append(
            tuple((font, "".join(c for _, c in part)) for font, part in groupby(told, lambda one: one[0]))
        )
    return tuple(lines)


def _fonts(runs: Runs, usual: str) -> Iterator[tuple[str, str]]:
    """Each character with its font; blanks where a line breaks are passed over by whoever reads."""
    for run in runs:
        font = _font(run, usual)
        yield from ((character, font) for character in as_drawn(run.text))


def _font(run: Run, usual: str) -> str:
    if run.is_code:
        return SANS
    return SANS_BOLD if run.is_bold else usual


def draw_line(pen: Pen, line: RichLine, style: Style, x: float, y: float) -> float:
    """Draw a line with its base line at ``y``; returns the x of its end."""
    for font, words in line:
        pen.line(words, Style(font, style.size, style.grey), x, y)
        x += text_width(words, font, style.size)
    return x
