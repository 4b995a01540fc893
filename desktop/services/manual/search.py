"""Finding words in all chapters of the manual."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from desktop.documents.manual.markdown import (
    Block,
    Code,
    Heading,
    ListEntry,
    Paragraph,
    Runs,
    TextTable,
    plain,
)
from desktop.services.manual.chapters import CONTENTS, all_chapters
from forms.frozen import frozen

MOST = 200
"""Hits that are listed; chosen by us, more than anybody reads."""
_OF_COMMAND = re.compile(r"(?<![a-z])--[a-z]|tianbao [a-z]")
"""What names a command: for whoever works on a command line, and few do."""
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")


@frozen
class Hit:
    """A sentence of the manual that was looked for.

    Attributes:
        chapter: title of its chapter.
        place: where it stands, ``entry.md#p3``.
        sentence: the sentence; of a row of a table all its cells.
        is_heading: whether it is a heading; these come first.
    """

    chapter: str
    place: str
    sentence: str
    is_heading: bool


def find(words: str) -> tuple[Hit, ...]:
    """Every place that has all the words, headings first, what names a command last; at most `MOST`.

    Args:
        words: as typed; blanks part words, width and case of letters do not count.
    """
    wanted = words_of(words)
    if not wanted:
        return ()
    found = [hit for text, hit in _sentences() if all(word in text for word in wanted)]
    found.sort(key=lambda hit: (not hit.is_heading, _OF_COMMAND.search(hit.sentence) is not None))
    return tuple(found[:MOST])


def words_of(typed: str) -> tuple[str, ...]:
    """The words that were typed, of usual width and in small letters."""
    return tuple(_folded(typed).split())


def block_anchor(block: int, row: int | None = None) -> str:
    """Name of a place in a chapter: a block, or a row of a table, counted from 0."""
    return f"p{block}" if row is None else f"p{block}-{row}"


@cache
def _sentences() -> tuple[tuple[str, Hit], ...]:
    """Every sentence as it is compared, and as it is shown."""
    return tuple(
        (
            _folded(text),
            Hit(chapter=one.title, place=f"{one.name}.md#{anchor}", sentence=text, is_heading=is_heading),
        )
        for one in all_chapters()
        if one.name != CONTENTS
        for number, block in enumerate(one.blocks)
        for anchor, text, is_heading in _parts(number, block)
    )


def _parts(number: int, block: Block) -> Iterator[tuple[str, str, bool]]:
    """Anchor and text of each sentence of a block, and whether it is a heading."""
    anchor = block_anchor(number)
    if isinstance(block, Heading):
        yield anchor, plain(block.runs), True
    elif isinstance(block, TextTable):
        for place, row in enumerate(block.rows):
            yield block_anchor(number, place), _row(row), False
    elif isinstance(block, Code):
        yield from ((anchor, line, False) for line in block.lines)
    elif isinstance(block, Paragraph | ListEntry):
        yield from ((anchor, text.strip(), False) for text in _SENTENCE.findall(plain(block.runs)))


def _row(row: tuple[Runs, ...]) -> str:
    return "　".join(text for text in (plain(cell).strip() for cell in row) if text)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
