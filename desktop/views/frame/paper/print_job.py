"""The way of a PDF to a printer: which pages, how often, and drawn as lines and letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop.models.pdf_pages import PdfPages
from forms.codes.program import PrintCode
from forms.errors import EnvironmentFault

_MAX_DPI = 300
"""Dots per inch of a page that can only be printed as a picture; chosen by us: a page of A4 is then 35 MB."""


def ask_printer(pages: PdfPages, parent: QWidget, title: str) -> QPrinter | None:
    """Ask for a printer; None where nobody chooses one.

    Args:
        pages: what is to be printed, at least one page.
        parent: of the dialog.
        title: of the dialog.
    """
    printer, first = QPrinter(QPrinter.PrinterMode.HighResolution), pages.sizes[0]
    orientation = QPageLayout.Orientation
    turned = orientation.Landscape if first.width() > first.height() else orientation.Portrait
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF()))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    dialog.setMinMax(1, pages.count)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def wanted_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages that a person asked for, 0 for the first, as often as the printer does not do it itself."""
    chosen = list(range(count))
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        chosen = chosen[printer.fromPage() - 1 : printer.toPage() or count]
    return chosen * (1 if printer.supportsMultipleCopies() else max(1, printer.copyCount()))


class PrintJob(QObject):
    """Sends a PDF to a printer page by page, so that the window stays alive and it can be stopped.

    Args:
        pages: the PDF.
        printer: where it goes.
        parent: whose end stops it.
        numbers: pages to be printed, 0 for the first; those that the printer was asked for by default.
    """

    progressed = Signal(int, int)
    finished = Signal()
    failed = Signal(object)
    """The ``EnvironmentFault``."""

    def __init__(
        self,
        pages: PdfPages,
        printer: QPrinter,
        parent: QObject | None = None,
        numbers: Sequence[int] | None = None,
    ) -> None:
        """Prepare a job."""
        super().__init__(parent)
        self._pages, self._printer = pages, printer
        self._numbers = wanted_pages(printer, pages.count) if numbers is None else list(numbers)
        self._painter = QPainter()
        self._done = 0
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
        total = len(self._numbers)
        if self._stopped or self._done >= total:
            self._painter.end()
            self.finished.emit()
            return
        if self._done and not self._printer.newPage():
            self._painter.end()
            self._fail(f"打印到第 {self._done} 页时中断。请检查打印机后重新打印。")
            return
        self._draw(self._numbers[self._done])
        self._done += 1
        self.progressed.emit(self._done, total)
        self._later(self._print_page)

    def _draw(self, page: int) -> None:
        """Draw a page as large as the paper allows, without changing its proportions."""
        box, points = self._painter.viewport(), self._pages.sizes[page]
        scale = min(box.width() / points.width(), box.height() / points.height())
        width, height = points.width() * scale, points.height() * scale
        left, top = (box.width() - width) / 2, (box.height() - height) / 2
        self._painter.save()
        self._painter.translate(left, top)
        self._painter.scale(scale, scale)
        is_drawn = self._pages.draw(page, self._painter)
        self._painter.restore()
        if not is_drawn:
            shrink = min(1.0, _MAX_DPI / max(self._printer.resolution(), 1))
            picture = self._pages.picture(page, max(1, round(width * shrink)))
            self._painter.drawImage(QRectF(left, top, width, height), picture)

    def _fail(self, sentence: str) -> None:
        self.failed.emit(EnvironmentFault(PrintCode.PRINTER, sentence))
        self.finished.emit()
