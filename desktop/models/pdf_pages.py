"""The pages of a PDF as pictures, drawn by PDFium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

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
        with self._opened() as document:
            bitmap = document[page].render(scale=width / self.sizes[page].width(), prefer_bgrx=True)
            drawn = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            )
            return drawn.copy()  # QImage only points to the bytes, which go with the bitmap

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
