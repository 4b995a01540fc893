"""A page drawn as lines and letters looks as PDFium draws it; what cannot be drawn so is left to PDFium."""

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop.models.pdf_pages import PdfPages
from desktop.services.unit.desk import open_desk
from desktop.services.unit.printing import official_pdf
from desktop.services.unit.year import open_year
from desktop.views.frame.paper.print_job import PrintJob, wanted_pages
from tests.desktop.models.desks import YEAR, Clock

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]
WIDTH = 2000
COARSE = 60
"""Pixels of the pictures that are compared: so coarse that smoothing makes no difference."""
FAINT = 16
"""Of 255 shades; a letter or line that is missing or elsewhere makes a greater difference."""


@pytest.fixture(scope="module", params=["filled", "final"])
def form(made_stores, request):
    """The form of a unit, as a draft with its watermark, and with the code of what is frozen."""
    with open_desk(made_stores("health", request.param, behind=False), Clock()) as desk:
        return official_pdf(open_year(desk, YEAR))


def drawn(pages, page):
    size = pages.picture(page, WIDTH).size()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(WIDTH / pages.sizes[page].width(), WIDTH / pages.sizes[page].width())
    is_drawn = pages.draw(page, painter)
    painter.end()
    return image, is_drawn


def shades(image):
    small = image.convertToFormat(QImage.Format.Format_Grayscale8).scaled(
        COARSE, COARSE, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return [small.pixelColor(x, y).value() for x in range(COARSE) for y in range(COARSE)]


def difference(one, other):
    return max(abs(a - b) for a, b in zip(shades(one), shades(other), strict=True))


def test_every_page_of_the_form_looks_as_it_does_on_screen(form):
    pages = PdfPages(form)
    for page in range(pages.count):
        image, is_drawn = drawn(pages, page)
        assert is_drawn
        assert difference(image, pages.picture(page, WIDTH)) <= FAINT
        assert difference(image, pages.picture((page + 1) % pages.count, WIDTH)) > FAINT, "a blind comparison"


def canvas_of(draw):
    data = BytesIO()
    canvas = Canvas(data, pagesize=(400, 300))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return PdfPages(data.getvalue())


def test_lines_curves_colours_and_dashes_are_drawn():
    def draw(canvas):
        canvas.setFillColor("#204080")
        canvas.circle(100, 100, 60, stroke=0, fill=1)
        canvas.setStrokeColor("#c02020")
        canvas.setLineWidth(8)
        canvas.setDash(20, 10)
        canvas.line(20, 250, 380, 250)
        canvas.rotate(10)
        canvas.rect(200, 20, 100, 60, stroke=1, fill=0)

    pages = canvas_of(draw)
    image, is_drawn = drawn(pages, 0)
    assert is_drawn
    assert difference(image, pages.picture(0, WIDTH)) <= FAINT


@pytest.mark.parametrize("what", ["another font", "a picture"])
def test_what_cannot_be_drawn_so_is_told_and_leaves_the_paper_white(what):
    def draw(canvas):
        if what == "a picture":
            canvas.drawImage(ImageReader(Image.new("RGB", (10, 10), "red")), 50, 50, 100, 100)
        else:
            canvas.rect(10, 10, 50, 50, fill=1)
            canvas.drawString(100, 100, "Helvetica")

    image, is_drawn = drawn(canvas_of(draw), 0)
    assert not is_drawn
    assert set(shades(image)) == {255}


# --- on its way to a printer ----------------------------------------------------------------------


def print_to(qtbot, pages, place, numbers=None):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(place))
    landscape = QPageLayout.Orientation.Landscape
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), landscape, QMarginsF()))
    printer.setFullPage(True)
    job = PrintJob(pages, printer, None, numbers)
    with qtbot.waitSignal(job.finished, timeout=60_000):
        job.start()
    return PdfPages(place.read_bytes())


def test_a_print_is_lines_and_letters_and_no_larger_than_twice_the_form(qtbot, form, tmp_path):
    pages = PdfPages(form)
    printed = print_to(qtbot, pages, tmp_path / "printed.pdf")
    assert printed.count == pages.count
    raw = (tmp_path / "printed.pdf").read_bytes()
    assert b"/Subtype /Image" not in raw
    assert b"/FontFile2" in raw, "letters are letters of a font"
    assert len(raw) < 2 * len(form)
    for page in range(pages.count):
        assert difference(printed.picture(page, WIDTH), pages.picture(page, WIDTH)) <= FAINT


def test_what_only_pdfium_draws_is_printed_as_a_picture(qtbot, tmp_path):
    pages = canvas_of(lambda canvas: canvas.drawString(100, 100, "Helvetica"))
    print_to(qtbot, pages, tmp_path / "printed.pdf")
    assert b"/Subtype /Image" in (tmp_path / "printed.pdf").read_bytes()


def test_only_the_pages_asked_for_are_printed_as_often_as_wanted():
    printer = QPrinter()
    printer.setOutputFileName("x.pdf")
    assert wanted_pages(printer, 3) == [0, 1, 2]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert wanted_pages(printer, 3) == [1, 2]
    printer.setCopyCount(2)
    assert wanted_pages(printer, 3) in ([1, 2, 1, 2], [1, 2])


def test_a_form_is_a_chapter_of_its_own(form):
    pages = PdfPages(form)
    titles = [title for title, _ in pages.outline]
    assert titles[0] == "封面"
    assert sum(pages.chapter(title).count for title in titles) == pages.count
    assert titles[1] in pages.chapter(titles[1]).text(0)
    assert pages.chapter("没有这张表").count == 0
    assert PdfPages().chapter("封面").count == 0
