"""The official form on screen and on its way to a printer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.models.pdf_pages import PdfPages
from desktop.views.frame.page_view import PageView
from forms.codes.program import PrintCode
from forms.errors import EnvironmentFault

_MAX_DPI = 300
"""Dots per inch of a page that is drawn; chosen by us, as a printer has them: a page of A4 is then 35 MB."""


class PdfPreview(QWidget):
    """Pages of a PDF below each other, fitting the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty preview."""
        super().__init__(parent)
        self.pages = PdfPages()
        self._view = PageView(self)
        self._view.page_changed.connect(self._on_page_changed)
        self._told = QLabel()
        self._told.setProperty("tone", "muted")
        self.tools = QHBoxLayout()
        self.tools.addWidget(self._told)
        self.tools.addStretch(1)
        for text, spoken, key, answer in (
            ("－", "缩小", "Ctrl+-", self._view.shrink),
            ("适合宽度", "适合宽度", "Ctrl+0", self._view.fit_width),
            ("＋", "放大", "Ctrl++", self._view.grow),
        ):
            button = QPushButton(text)
            button.setAccessibleName(spoken)
            button.setToolTip(f"{spoken}（{key}）")
            button.setProperty("kind", "quiet")
            button.clicked.connect(answer)
            self.tools.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self.tools)
        layout.addWidget(self._view, 1)

    def show_pdf(self, data: bytes) -> None:
        """Show a PDF; empty bytes show nothing.

        Raises:
            EnvironmentFault: the bytes are not a PDF.
        """
        self.pages = PdfPages(data)
        self._view.show_pages(self.pages)

    def _on_page_changed(self, page: int) -> None:
        self._told.setText(f"第 {page + 1} 页，共 {self.pages.count} 页" if self.pages.count else "")


class PrintJob(QObject):
    """Sends a PDF to a printer page by page, so that the window stays alive and it can be stopped."""

    progressed = Signal(int, int)
    finished = Signal()
    failed = Signal(object)
    """The ``EnvironmentFault``."""

    def __init__(self, pages: PdfPages, printer: QPrinter, parent: QObject | None = None) -> None:
        """Prepare a job."""
        super().__init__(parent)
        self._pages = pages
        self._printer = printer
        self._painter = QPainter()
        self._page = 0
        self._stopped = False

    def start(self) -> None:
        """Begin to print."""
        if not self._painter.begin(self._printer):
            self._fail("打印机没有准备好，没有打印。请检查打印机后重试，或先保存 PDF 再打印。")
            return
        self._later(self._print_page)

    def stop(self) -> None:
        """Print no further page."""
        self._stopped = True

    def _later(self, answer: Callable[[], None]) -> None:
        QTimer.singleShot(0, self, answer)

    def _print_page(self) -> None:
        total = self._pages.count
        if self._stopped or self._page >= total:
            self._painter.end()
            self.finished.emit()
            return
        if self._page and not self._printer.newPage():
            self._painter.end()
            self._fail(f"打印到第 {self._page} 页时中断。请检查打印机后重新打印。")
            return
        self._draw(self._page)
        self._page += 1
        self.progressed.emit(self._page, total)
        self._later(self._print_page)

    def _draw(self, page: int) -> None:
        """Render a page as large as the paper allows, without changing its proportions."""
        box = self._painter.viewport()
        points = self._pages.sizes[page]
        scale = min(box.width() / points.width(), box.height() / points.height())
        width, height = points.width() * scale, points.height() * scale
        shrink = min(1.0, _MAX_DPI / max(self._printer.resolution(), 1))
        picture = self._pages.picture(page, max(1, round(width * shrink)))
        left, top = (box.width() - width) / 2, (box.height() - height) / 2
        self._painter.drawImage(QRectF(left, top, width, height), picture)

    def _fail(self, sentence: str) -> None:
        self.failed.emit(EnvironmentFault(PrintCode.PRINTER, sentence))
        self.finished.emit()
