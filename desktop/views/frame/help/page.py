"""A chapter of the manual as Qt's rich text, in the colours of the window.

Qt's own reader of Markdown knows neither colours nor places within a table, and paper could not use it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from desktop.documents.manual.markdown import (
    Block,
    Code,
    Heading,
    ListEntry,
    Paragraph,
    Picture,
    Run,
    Runs,
    TextTable,
    plain,
)
from desktop.services.manual.chapters import CODE, Chapter, place_of_code
from desktop.services.manual.search import block_anchor
from desktop.views.frame.look.colours import now

_SIZES = {1: 17, 2: 13.5, 3: 11.5}
"""Points of the headings; our own choice."""
_SPACES = {1: (0, 10), 2: (18, 6), 3: (12, 4)}
"""Pixels above and below the headings; our own choice."""
_LINE = "line-height:150%"
_SHORT = 4
"""Characters of a cell that is not broken; our own choice."""


def chapter_html(chapter: Chapter) -> str:
    """The chapter as rich text; every block, row and code has a place of its own name."""
    numbered = list(enumerate(chapter.blocks))
    parts = [
        "".join(_group(kind, [block for _, block in group], [number for number, _ in group]))
        for kind, group in _grouped(numbered)
    ]
    return f'<body style="color:{now().ink}">{"".join(parts)}</body>'


def _grouped(numbered: list[tuple[int, Block]]) -> Iterator[tuple[str, list[tuple[int, Block]]]]:
    """Items of one list together, every other block alone."""

    def kind(entry: tuple[int, Block]) -> str:
        number, block = entry
        if not isinstance(block, ListEntry):
            return str(number)
        return "ul" if block.number is None else "ol"

    return ((name, list(group)) for name, group in groupby(numbered, kind))


def _group(kind: str, blocks: list[Block], numbers: list[int]) -> Iterator[str]:
    if kind not in {"ul", "ol"}:
        yield _block(blocks[0], numbers[0])
        return
    yield f'<{kind} style="margin:4px 0 8px 0">'
    for block, number in zip(blocks, numbers, strict=True):
        assert isinstance(block, ListEntry)
        yield f'<li style="margin-bottom:4px;{_LINE}">{_anchor(block_anchor(number))}{_runs(block.runs)}</li>'
    yield f"</{kind}>"


def _block(block: Block, number: int) -> str:
    anchor = _anchor(block_anchor(number))
    if isinstance(block, Heading):
        above, below = _SPACES[block.level]
        style = f"font-size:{_SIZES[block.level]}pt;margin:{above}px 0 {below}px 0"
        name = _anchor(plain(block.runs))
        return f'<h{block.level} style="{style}">{anchor}{name}{_runs(block.runs)}</h{block.level}>'
    if isinstance(block, TextTable):
        return "".join(_table(block, number))
    if isinstance(block, Code):
        lines = "<br>".join(escape(line).replace(" ", "&nbsp;") for line in block.lines)
        cell = f'<td bgcolor="{now().derived}"><code>{lines}</code></td>'
        return f'{anchor}<table width="100%" cellpadding="8"><tr>{cell}</tr></table>'
    if isinstance(block, Picture):
        # The name alone: how large it is shown depends on the window.
        return f'<p style="margin:8px 0">{anchor}<img src="{escape(block.path)}"></p>'
    assert isinstance(block, Paragraph)
    return f'<p style="margin:6px 0;{_LINE}">{anchor}{_runs(block.runs)}</p>'


def _table(table: TextTable, number: int) -> Iterator[str]:
    style = f"border-collapse:collapse;border:1px solid {now().line};margin:6px 0 10px 0"
    yield f'<table width="100%" border="1" cellspacing="0" cellpadding="5" style="{style}"><tr>'
    head = f'<th bgcolor="{now().header}" align="left">'
    yield from (f"{head}{_nothing_broken(cell)}</th>" for cell in table.head)
    yield "</tr>"
    for place, row in enumerate(table.rows):
        first = plain(row[0])
        names = _anchor(block_anchor(number, place)) + (_anchor(first) if CODE.fullmatch(first) else "")
        yield f"<tr><td>{names}{_nothing_broken(row[0])}</td>"
        yield from (f"<td>{_nothing_broken(cell)}</td>" for cell in row[1:])
        yield "</tr>"
    yield "</table>"


def _nothing_broken(cell: Runs) -> str:
    """The cell; a code or a word of few letters stays in one line, whatever room its column gets."""
    text, html = plain(cell), _runs(cell)
    is_short = CODE.fullmatch(text) or len(text) <= _SHORT
    return f'<p style="white-space:nowrap;margin:0">{html}</p>' if is_short else html


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.picture:
        return f'<img src="{escape(run.picture)}">'
    if run.link:
        return f'<a href="{escape(run.link)}" style="color:{now().accent}">{escape(run.text)}</a>'
    words = _with_codes_linked(run.text)
    if run.is_code:
        return f'<span style="background-color:{now().derived}">&nbsp;{words}&nbsp;</span>'
    return f"<b>{words}</b>" if run.is_bold else words


def _with_codes_linked(text: str) -> str:
    at, html = 0, ""
    for match in CODE.finditer(text):
        place = place_of_code(match[0])
        if place:
            link = f'<a href="{place}" style="color:{now().accent};text-decoration:none">{match[0]}</a>'
            html += escape(text[at : match.start()]) + link
            at = match.end()
    return html + escape(text[at:])


def _anchor(name: str) -> str:
    return f'<a name="{escape(name)}"></a>'
