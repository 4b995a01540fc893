"""The pages of a PDF as pictures, drawn by PDFium."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter

from forms.codes.program import PrintCode
from forms.errors import EnvironmentFault

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_PDFIUM = Lock()
"""PDFium is not thread-safe, not even between documents, and pages are drawn off the GUI thread."""


class PdfPages:
    """A PDF in memory; every method may be called from any thread.

    PDFium opens it anew for each call, which takes 0.2 ms of the 10 to 30 ms that a page takes: a document
    left open would be closed by the garbage collector, at any moment and past the lock.

    Args:
        data: the bytes of a PDF; empty bytes are a PDF without pages.

    Raises:
        EnvironmentFault: PDFium cannot read the bytes.
    """

    def __init__(self, data: bytes = b"") -> None:
        """Read the sizes of all pages; nothing is drawn yet."""
        self._data = data
        self.sizes: tuple[QSizeF, ...] = ()
        """Width and height of each page in points (1/72 inch)."""
        if data:
            with self._opened() as document:
                self.sizes = tuple(QSizeF(*document.get_page_size(page)) for page in range(len(document)))

    @property
    def count(self) -> int:
        """Number of pages."""
        return len(self.sizes)

    def picture(self, page: int, width: int) -> QImage:
        """Draw a page on white.

        Args:
            page: 0 for the first.
            width: of the picture in pixels, at least 1; the height follows from the page.
        """
        with (
            self._opened() as document,
            # Closed here: the garbage collector would do it when the lock is another thread's.
            closing(
                document[page].render(scale=width / self.sizes[page].width(), prefer_bgrx=True)
            ) as bitmap,
        ):
            drawn = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            )
            return drawn.copy()  # QImage only points to the bytes, which go with the bitmap

    def draw(self, page: int, painter: QPainter) -> bool:
        """Draw a page as lines and letters, in points from its upper left corner.

        Args:
            page: 0 for the first.
            painter: active; only the thread of the window may draw.

        Returns:
            Whether it was drawn; False, with nothing drawn, for a page that holds anything else.
        """
        from desktop.models.pdf_drawing import NotDrawable, draw_page  # PDFium, as below

        with self._opened() as document:
            try:
                draw_page(document[page], painter)
            except NotDrawable:
                return False
            return True

    @property
    def outline(self) -> tuple[tuple[str, int], ...]:
        """Titles of the table of contents, with the pages to which they lead, 0 for the first."""
        if not self._data:
            return ()
        with self._opened() as document:
            found = [(entry.get_title(), entry.get_dest()) for entry in document.get_toc(max_depth=1)]
            return tuple((title, dest.get_index()) for title, dest in found if dest is not None)

    def chapter(self, title: str) -> PdfPages:
        """The pages from an entry of the table of contents up to the next one; none where there is no such.

        Args:
            title: of the entry, the first one if there are several.
        """
        starts = sorted({page for _, page in self.outline})
        first = next((page for name, page in self.outline if name == title), None)
        if first is None:
            return PdfPages()
        end = next((page for page in starts if page > first), self.count)
        return self._only(range(first, end))

    def _only(self, numbers: Sequence[int]) -> PdfPages:
        from pypdfium2 import PdfDocument  # as below

        written = BytesIO()
        with self._opened() as document, closing(PdfDocument.new()) as part:
            part.import_pages(document, list(numbers))
            part.save(written)
        return PdfPages(written.getvalue())

    def text(self, page: int) -> str:
        """Return the text of a page as it would be copied."""
        with self._opened() as document:
            return str(document[page].get_textpage().get_text_range())

    @contextmanager
    def _opened(self) -> Iterator[PdfDocument]:
        from pypdfium2 import PdfDocument, PdfiumError  # 60 ms, needed on one page of the window only

        with _PDFIUM:
            try:
                document = PdfDocument(self._data)
            except PdfiumError as error:
                message = "这份 PDF 打不开，没有显示。请重新生成报表再试。"
                raise EnvironmentFault(PrintCode.UNREADABLE, message) from error
            try:
                yield document
            finally:
                document.close()  # with its pages and their texts
