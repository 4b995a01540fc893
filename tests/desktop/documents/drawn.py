"""What stands where on the pages of a PDF, as PDFium finds it; nothing of the program is asked."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

WATERMARK = 60.0
"""Text taller than this is the draft mark, which lies below everything."""


_GAP = 4.5
"""Points between two parts of one text at most; columns are further apart."""


class Text(NamedTuple):
    """A text as it was drawn in one go, and the box of its ink in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def joined(self, other: Text) -> Text:
        """Both as one text."""
        bottom, top = min(self.bottom, other.bottom), max(self.top, other.top)
        return self._replace(text=self.text + other.text, bottom=bottom, right=other.right, top=top)

    def overlaps(self, other: Text, tolerance: float = 0.8) -> bool:
        """Whether the two boxes share more than a hair."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across > tolerance and down > tolerance


class Page(NamedTuple):
    """Size and texts of a page."""

    width: float
    height: float
    texts: list[Text]

    def find(self, text: str) -> Text:
        """The one text that is exactly this."""
        (found,) = [one for one in self.texts if one.text == text]
        return found

    def outside(self, margin: float = 12.0) -> list[Text]:
        """Texts that no printer would put on the sheet whole."""
        return [
            one
            for one in self.texts
            if one.left < margin
            or one.bottom < margin
            or one.right > self.width - margin
            or one.top > self.height - margin
        ]

    def collisions(self) -> list[tuple[str, str]]:
        """Pairs of texts of which one lies over the other."""
        return [(a.text, b.text) for a, b in combinations(self.texts, 2) if a.overlaps(b)]


def pages(pdf: bytes) -> list[Page]:
    """All pages in order, without the draft mark."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_page(page) for page in document]


def _page(page: pypdfium2.PdfPage) -> Page:
    reader = page.get_textpage()
    found: list[Text] = []
    base = 0.0
    for item in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
        item.textpage = reader
        left, bottom, right, top = item.get_bounds()
        one = Text(text=item.extract(), left=left, bottom=bottom, right=right, top=top)
        if not one.text.strip():
            continue
        # A new object begins where the subset of the font changes, within a text.
        if found and item.get_matrix().f == base and 0 <= one.left - found[-1].right + 1 < _GAP:
            found[-1] = found[-1].joined(one)
        else:
            found.append(one)
        base = item.get_matrix().f
    # Blanks at the ends are taken away from whole texts: within one, a blank may stand where the object ends.
    whole = [one._replace(text=one.text.strip(" ")) for one in found]
    return Page(*page.get_size(), [one for one in whole if one.top - one.bottom < WATERMARK])
