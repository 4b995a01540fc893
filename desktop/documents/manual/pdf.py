"""The whole manual as PDF/A: cover, contents with pages, chapters with a running head, outline.

Measures are in points and our own choice.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.documents.manual.markdown import Block
from desktop.documents.manual.pieces import LEFT, RIGHT, Pictures, Piece, pieces_of
from desktop.documents.paper.blank import DRAWING, blank_document
from desktop.documents.paper.fonts import SANS_BOLD, SERIF, text_width
from desktop.documents.paper.pdfa import DocumentFacts, make_pdfa
from desktop.documents.paper.typesetting import Align, Pen, Style, wrap_text
from forms.frozen import frozen

_WIDTH, _HEIGHT = 595.28, 841.89
"""A4 upright in points (ISO 216: 210 by 297 mm)."""
_TOP, _BOTTOM = 776.0, 66.0
_HEAD_Y, _FOOT_Y = 796.0, 40.0
_TITLE, _SUBTITLE, _COVER_TEXT = Style(SANS_BOLD, 34), Style(SERIF, 16), Style(SERIF, 11, 0.2)
_RUNNING = Style(SERIF, 8, 0.3)
_CONTENTS_TITLE = Style(SANS_BOLD, 19)
_ENTRIES = {1: Style(SANS_BOLD, 10.4), 2: Style(SERIF, 9.2)}
_ENTRY_HEIGHTS = {1: 18.0, 2: 12.8}
"""Both by the level of a heading; our own choice."""
_ENTRY_INDENT = 18.0
_MANY = 16
"""Headings of a chapter that the contents list at most; our own choice."""
_CONTENTS_BLOCK = 40.0
"""Height of the title of the contents."""


@frozen
class ManualBook:
    """What is printed of the manual.

    Attributes:
        title: on the cover and in the running head.
        about: lines below the title.
        version: of the program, in the facts of the document.
        chapters: the blocks of each.
        pictures: all that they name.
    """

    title: str
    about: tuple[str, ...]
    version: str
    chapters: tuple[tuple[Block, ...], ...]
    pictures: Pictures


@frozen
class _Page:
    """Pieces with their upper edges, and the title of the chapter."""

    chapter: str
    placed: tuple[tuple[float, Piece], ...]


@frozen
class _Entry:
    """A line of the contents: words, level, page counted from 1, upper edge of the heading there."""

    words: str
    level: int
    page: int
    top: float


def draw_manual(book: ManualBook) -> tuple[bytes, int]:
    """PDF/A-1b bytes of the manual, and its number of pages."""
    with DRAWING:
        canvas, target = blank_document(_WIDTH, _HEIGHT)
        pages = [page for blocks in book.chapters for page in _pages(blocks, book.pictures)]
        lists = _contents_pages(_listed(_entries(pages, 0)))
        entries = _entries(pages, 1 + len(lists))
        pen, total = Pen(canvas), 1 + len(lists) + len(pages)
        _draw_cover(pen, book)
        canvas.showPage()
        for number, listed in enumerate(_contents_pages(_listed(entries)), start=2):
            _draw_furniture(pen, book.title, "目录", number, total)
            _draw_contents(pen, listed, is_first=number == 2)
            canvas.showPage()
        for number, page in enumerate(pages, start=2 + len(lists)):
            _draw_furniture(pen, book.title, page.chapter, number, total)
            _draw_page(pen, page, [entry for entry in entries if entry.page == number])
            canvas.showPage()
        canvas.save()
    return make_pdfa(target.getvalue(), _facts(book)), total


# --- pages -------------------------------------------------------------------------------------------


def _pages(blocks: tuple[Block, ...], pictures: Pictures) -> list[_Page]:
    """The pages of a chapter; pieces that are tied stand on one page."""
    title = ""
    pages: list[list[tuple[float, Piece]]] = [[]]
    y = _TOP
    for group in _tied(list(pieces_of(blocks, pictures))):
        title = title or next((piece.heading[0] for piece in group if piece.heading), "")
        height = sum(piece.height for piece in _with_head(group, pages[-1]))
        if pages[-1] and y - height < _BOTTOM:
            pages.append([])
            y = _TOP
        for piece in _with_head(group, pages[-1]):
            pages[-1].append((y, piece))
            y -= piece.height
    return [_Page(title, tuple(page)) for page in pages]


def _tied(pieces: list[Piece]) -> list[list[Piece]]:
    groups: list[list[Piece]] = []
    is_open = False
    for piece in pieces:
        if is_open:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        is_open = piece.is_tied
    return groups


def _with_head(group: Sequence[Piece], before: Sequence[tuple[float, Piece]]) -> list[Piece]:
    """The pieces of a group with the head of a table above its first row on the page."""
    found: list[Piece] = []
    above = before[-1][1].head if before else None
    for piece in group:
        if piece.head is not None and piece.head is not above:
            found.append(piece.head)
        found.append(piece)
        above = piece.head
    return found


def _draw_page(pen: Pen, page: _Page, entries: Sequence[_Entry]) -> None:
    for entry in entries:
        pen.canvas.bookmarkHorizontal(_bookmark(entry), 0, entry.top)
        pen.canvas.addOutlineEntry(entry.words, _bookmark(entry), entry.level - 1, closed=True)
    for top, piece in page.placed:
        piece.draw(pen, top)


def _draw_furniture(pen: Pen, title: str, chapter: str, number: int, total: int) -> None:
    pen.line(title, _RUNNING, LEFT, _HEAD_Y)
    pen.line(chapter, _RUNNING, RIGHT, _HEAD_Y, Align.RIGHT)
    pen.rule((LEFT, _HEAD_Y - 6), (RIGHT, _HEAD_Y - 6))
    pen.line(f"第 {number} 页　共 {total} 页", _RUNNING, _WIDTH / 2, _FOOT_Y, Align.CENTRE)


# --- cover and contents ------------------------------------------------------------------------------


def _draw_cover(pen: Pen, book: ManualBook) -> None:
    y = 560.0
    pen.line(book.title, _TITLE, _WIDTH / 2, y, Align.CENTRE)
    pen.rule((LEFT + 120, y - 24), (RIGHT - 120, y - 24), 1.0, 0)
    y -= 60
    for number, text in enumerate(book.about):
        style = _COVER_TEXT if number else _SUBTITLE
        for line in wrap_text(text, style, RIGHT - LEFT):
            pen.line(line, style, _WIDTH / 2, y, Align.CENTRE)
            y -= style.leading + 4
        y -= 8


def _entries(pages: Sequence[_Page], before: int) -> list[_Entry]:
    """Every heading of the first two levels with its page, ``before`` pages lying before the first."""
    return [
        _Entry(piece.heading[0], piece.heading[1], before + number, top)
        for number, page in enumerate(pages, start=1)
        for top, piece in page.placed
        if piece.heading is not None and piece.heading[1] in _ENTRIES
    ]


def _listed(entries: Sequence[_Entry]) -> list[_Entry]:
    """What the contents show: of a chapter of many parts, such as that of the codes, its title alone."""
    chapters: list[list[_Entry]] = []
    for entry in entries:
        if entry.level == 1:
            chapters.append([])
        chapters[-1].append(entry)
    return [entry for parts in chapters for entry in (parts if len(parts) <= _MANY else parts[:1])]


def _contents_pages(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    pages: list[list[_Entry]] = [[]]
    y = _TOP - _CONTENTS_BLOCK
    for entry in entries:
        if y - _ENTRY_HEIGHTS[entry.level] < _BOTTOM:
            pages.append([])
            y = _TOP
        pages[-1].append(entry)
        y -= _ENTRY_HEIGHTS[entry.level]
    return pages


def _draw_contents(pen: Pen, entries: Sequence[_Entry], *, is_first: bool) -> None:
    y = _TOP
    if is_first:
        pen.line("目录", _CONTENTS_TITLE, LEFT, _TOP - _CONTENTS_TITLE.size)
        y -= _CONTENTS_BLOCK
    for entry in entries:
        style, height = _ENTRIES[entry.level], _ENTRY_HEIGHTS[entry.level]
        x, base = LEFT + _ENTRY_INDENT * (entry.level - 1), y - height + 4
        pen.line(entry.words, style, x, base)
        pen.line(str(entry.page), style, RIGHT, base, Align.RIGHT)
        begin = x + text_width(entry.words, style.font, style.size) + 6
        end = RIGHT - text_width(str(entry.page), style.font, style.size) - 6
        pen.canvas.saveState()
        pen.canvas.setDash(0.6, 3)
        pen.rule((begin, base + 2.5), (end, base + 2.5), 0.6, 0.5)
        pen.canvas.restoreState()
        # PDF/A-1 wants of every annotation that it is printed (ISO 19005-1, 6.5.3).
        pen.canvas.linkRect(
            "", _bookmark(entry), (LEFT, y - height, RIGHT, y), relative=0, Border="[0 0 0]", F=4
        )
        y -= height


def _bookmark(entry: _Entry) -> str:
    return f"heading-{entry.page}-{entry.top:.1f}"


def _facts(book: ManualBook) -> DocumentFacts:
    return DocumentFacts(
        title=book.title, author="tianbao", producer=f"tianbao {book.version}", created=None, identity=""
    )
