"""Pages of a PDF as pictures: right whoever asks, from any thread, and never with what is no PDF."""

import gc
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Lock

import pytest
from pypdf import PdfWriter
from pypdfium2.internal import AutoCloseable
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


class Watched:
    """The lock, which notes what of PDFium is still alive when it is given back."""

    def __init__(self):
        self.lock, self.left = Lock(), []

    def __enter__(self):
        self.lock.acquire()

    def __exit__(self, *_):
        alive = [
            one for one in gc.get_objects() if isinstance(one, AutoCloseable) and getattr(one, "raw", None)
        ]
        self.left += [type(one).__name__ for one in alive]
        self.lock.release()


@pytest.mark.parametrize(
    "work",
    [
        lambda pages: pages.picture(1, 300),
        lambda pages: pages.text(1),
        lambda pages: pages.outline,
        lambda pages: pages.chapter("two"),
        lambda pages: pages.chapter("none"),
    ],
    ids=["picture", "text", "outline", "chapter", "no chapter"],
)
def test_nothing_of_pdfium_is_left_to_another_thread(pdf, monkeypatch, work):
    """What the garbage collector closes later, it closes while another thread draws."""
    pages, watched = PdfPages(outlined(pdf)), Watched()
    monkeypatch.setattr("desktop.models.pdf_pages._PDFIUM", watched)
    work(pages)
    assert watched.left == []


def outlined(pdf):
    """The same with an outline."""
    writer, data = PdfWriter(clone_from=BytesIO(pdf)), BytesIO()
    for page, title in enumerate(("one", "two", "three")):
        writer.add_outline_item(title=title, page_number=page)
    writer.write(data)
    return data.getvalue()
