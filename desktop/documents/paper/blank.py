"""A PDF without pages yet, set up so that it can become PDF/A and the same content gives the same bytes."""

from __future__ import annotations

from io import BytesIO
from threading import Lock

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.paper.fonts import SERIF, load_font

# Otherwise ReportLab writes each compressed page as text (ASCII85): a quarter larger, a tenth slower.
rl_config.useA85 = 0

DRAWING = Lock()
"""To be held from the first measuring to the last page by what is drawn off the window's thread: a registered
font of ReportLab collects the subset of the document being drawn, so only one may be drawn at once."""


def blank_document(width: float, height: float) -> tuple[Canvas, BytesIO]:
    """A canvas of pages of this size in points, and where its bytes are once it is saved."""
    load_font(SERIF)
    target = BytesIO()
    canvas = Canvas(
        target,
        pagesize=(width, height),
        pageCompression=1,
        invariant=1,  # keeps time and chance out of the file
        # Otherwise each page begins with Helvetica, which is not embedded, and PDF/A-1 refuses it.
        initialFontName=SERIF,  # type: ignore[arg-type] # the stub's type is wrong
        pdfVersion=(1, 4),
    )
    return canvas, target
