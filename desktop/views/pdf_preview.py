"""The official form on screen and on its way to a printer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from forms.errors import EnvironmentFault

_MAX_DPI = 300
_ZOOM_STEP = 1.2


class PdfPreview(QWidget):
    """Pages of a PDF below each other, fitting the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty preview."""
        super().__init__(parent)
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self.document)
        self._view = QPdfView(self)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setDocument(self.document)
        self._pages = QLabel()
        self._pages.setProperty("tone", "muted")
        self.tools = QHBoxLayout()
        self.tools.addWidget(self._pages)
        self.tools.addStretch(1)
        for text, answer in (("－", self._shrink), ("适合宽度", self._fit), ("＋", self._grow)):
            button = QPushButton(text)
            button.setProperty("kind", "quiet")
            button.clicked.connect(answer)
            self.tools.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self.tools)
        layout.addWidget(self._view, 1)

    def show_pdf(self, data: bytes) -> None:
        """Show a PDF; empty bytes show nothing."""
        self.document.close()
        if data:
            _load(self.document, self._buffer, data)
        self._pages.setText(f"共 {self.document.pageCount()} 页" if data else "")

    def _fit(self) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _grow(self) -> None:
        self._zoom(_ZOOM_STEP)

    def _shrink(self) -> None:
        self._zoom(1 / _ZOOM_STEP)

    def _zoom(self, factor: float) -> None:
        if self._view.zoomMode() != QPdfView.ZoomMode.Custom:
            page = self.document.pagePointSize(0).width() if self.document.pageCount() else 595
            dots = self.logicalDpiX() / 72
            self._view.setZoomFactor(max(0.2, (self._view.viewport().width() - 12) / (page * dots)))
            self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(4.0, max(0.3, self._view.zoomFactor() * factor)))


def opened_pdf(data: bytes, parent: QObject) -> QPdfDocument:
    """A document of its own, which nobody else closes while it is printed."""
    document = QPdfDocument(parent)
    _load(document, QBuffer(document), data)
    return document


def _load(document: QPdfDocument, buffer: QBuffer, data: bytes) -> None:
    buffer.close()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)


class PrintJob(QObject):
    """Sends a PDF to a printer page by page, so that the window stays alive and it can be stopped."""

    progressed = Signal(int, int)
    finished = Signal()
    failed = Signal(object)
    """The ``EnvironmentFault``."""

    def __init__(self, document: QPdfDocument, printer: QPrinter, parent: QObject | None = None) -> None:
        """Prepare a job."""
        super().__init__(parent)
        self._document = document
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
        total = self._document.pageCount()
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
        points = self._document.pagePointSize(page)
        scale = min(box.width() / points.width(), box.height() / points.height())
        width, height = points.width() * scale, points.height() * scale
        shrink = min(1.0, _MAX_DPI / max(self._printer.resolution(), 1))
        picture = self._document.render(page, QSize(round(width * shrink), round(height * shrink)))
        left, top = (box.width() - width) / 2, (box.height() - height) / 2
        self._painter.drawImage(QRectF(left, top, width, height), picture)

    def _fail(self, sentence: str) -> None:
        self.failed.emit(EnvironmentFault("E-PRINT-001", sentence))
        self.finished.emit()
