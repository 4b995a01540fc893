"""Pages of a PDF as pictures: right whoever asks, from any thread, and never with what is no PDF."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PySide6.QtGui import QColor
from reportlab.pdfgen.canvas import Canvas

from desktop.models.pdf_pages import PdfPages
from forms.errors import EnvironmentFault

pytestmark = pytest.mark.gui
WIDE, HIGH = 842, 595


@pytest.fixture
def pdf():
    """Three landscape pages; the lower left quarter of each is one colour."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=(WIDE, HIGH))
    for number, colour in enumerate(["#ff0000", "#00ff00", "#0000ff"], start=1):
        canvas.setFillColor(colour)
        canvas.rect(0, 0, WIDE / 2, HIGH / 2, stroke=0, fill=1)
        canvas.drawString(500, 500, f"page {number}")
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def test_a_page_is_drawn_at_the_width_asked_for_on_white(pdf):
    pages = PdfPages(pdf)
    assert (pages.count, pages.sizes[0].width()) == (3, WIDE)
    for page, colour in enumerate(["#ff0000", "#00ff00", "#0000ff"]):
        picture = pages.picture(page, 421)
        assert picture.width() == 421
        assert abs(picture.height() - HIGH / 2) <= 1
        assert picture.pixelColor(10, picture.height() - 10) == QColor(colour)
        assert picture.pixelColor(10, 10) == QColor("white")


def test_the_text_can_be_read(pdf):
    assert [PdfPages(pdf).text(page) for page in range(3)] == ["page 1", "page 2", "page 3"]


def test_no_bytes_are_no_pages():
    assert PdfPages().count == 0


@pytest.mark.parametrize("data", [b"hello", b"%PDF-1.4\nbroken", b"\0" * 100])
def test_what_is_no_pdf_is_a_sentence(data):
    with pytest.raises(EnvironmentFault) as refusal:
        PdfPages(data)
    assert refusal.value.code == "E-PRINT-002"


def test_two_documents_are_drawn_from_many_threads_at_once(pdf):
    first, second = PdfPages(pdf), PdfPages(pdf)
    expected = [first.picture(page, 300) for page in range(3)]
    jobs = [(pages, page) for _ in range(20) for pages in (first, second) for page in range(3)]
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda job: job[0].picture(job[1], 300), jobs))
    assert all(picture == expected[page] for picture, (_, page) in zip(drawn, jobs, strict=True))
