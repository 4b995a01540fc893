"""The whole official form as PDF: pages in order, numbers, outline; ReportLab writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.documents.official.by_hand import ByHand, left_blank, of_form, paper_note
from desktop.documents.official.content import PrintContent
from desktop.documents.official.pdf_cover import cover_page
from desktop.documents.official.pdf_form import form_pages
from desktop.documents.official.pdf_list import list_pages
from desktop.documents.official.pdf_page import Furniture, PaperPage
from desktop.documents.official.printed import (
    PrintedForm,
    print_forms,
    series_title,
    signature_line,
    submission_text,
)
from desktop.documents.official.printed_list import printed_lists
from desktop.documents.paper.blank import DRAWING, blank_document
from desktop.documents.paper.landscape import HEIGHT, WIDTH
from desktop.documents.paper.pdfa import DocumentFacts, make_pdfa
from desktop.documents.paper.typesetting import Pen


def draw_book(content: PrintContent) -> bytes:
    """PDF/A-1b bytes of a print."""
    printed = print_forms(content)
    blank = left_blank(content, printed)
    forms = [_with_blanks_explained(form, of_form(blank, form)) for form in printed]
    with DRAWING:
        people = signature_line(content)
        pages = [page for form in forms for page in form_pages(form, content.year, people)]
        pages += [page for listed in printed_lists(content) for page in list_pages(listed)]
        # From 2, since the cover, which lists them, is page 1. Annexes come last, with their own numbers.
        entries = [
            (page.outline, "" if page.is_annex else str(number))
            for number, page in enumerate(pages, start=2)
            if page.outline
        ]
        raw = _draw_pages(content, [cover_page(content, entries, paper_note(blank)), *pages])
    return make_pdfa(raw, _facts(content))


def _with_blanks_explained(form: PrintedForm, blank: Sequence[ByHand]) -> PrintedForm:
    return replace(form, notes=(*form.notes, f"{paper_note(blank)}。")) if blank else form


def _draw_pages(content: PrintContent, pages: list[PaperPage]) -> bytes:
    canvas, target = blank_document(WIDTH, HEIGHT)
    pen = Pen(canvas)
    furniture = Furniture(content, pen)
    # All pages are laid out before the first is drawn: each says how many there are.
    of_form = sum(not page.is_annex for page in pages)
    for number, page in enumerate(pages, start=1):
        if page.outline:
            canvas.bookmarkPage(f"page-{number}")
            canvas.addOutlineEntry(page.outline, f"page-{number}", 0, closed=False)
        is_last = number == len(pages)
        if page.is_annex:
            furniture.draw(page, number - of_form, len(pages) - of_form, is_last=is_last)
        else:
            furniture.draw(page, number, of_form, is_last=is_last)
        page.draw(pen)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _facts(content: PrintContent) -> DocumentFacts:
    title = f"{series_title(content)} {content.year} 年 {submission_text(content)}"
    return DocumentFacts(
        title=title,
        author=content.unit_name,
        producer=f"tianbao {content.program_version}",
        created=content.report_date,
        identity=content.content_digest or "",
    )
