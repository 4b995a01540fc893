"""Reading the Markdown of the manual: the part of it that the manual is written in, and nothing else.

A block stands in lines of its own. Lines of a paragraph are joined, between Chinese without a space. What is
read is shown in the window and on paper, so both say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from forms.frozen import frozen

_INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|`(?P<code>[^`]+)`"
    r"|!\[(?P<about>[^\]]*)\]\((?P<picture>[^)]+)\)|\[(?P<words>[^\]]+)\]\((?P<link>[^)]+)\)"
)
_HEADING = re.compile(r"(#{1,3}) (.+)")
_ITEM = re.compile(r"(?:(\d+)\.|-) +(.+)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_TABLE_RULE = re.compile(r"\|(?:-+\|)+")
_WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef“”‘’…—]")


class Run(NamedTuple):
    """Words of one look.

    Attributes:
        text: the words; of a picture what it shows.
        is_bold: whether they are stressed.
        is_code: whether they are typed as they stand.
        link: where they lead, ``review.md`` or ``rules.md#TB-SUM-001``; empty where nowhere.
        picture: path of the small picture that stands in their place; empty where none.
    """

    text: str
    is_bold: bool = False
    is_code: bool = False
    link: str = ""
    picture: str = ""


Runs = tuple[Run, ...]


@frozen
class Heading:
    """A heading; the title of a chapter has level 1."""

    level: int
    runs: Runs


@frozen
class Paragraph:
    """A paragraph."""

    runs: Runs


@frozen
class ListEntry:
    """An entry of a list; its number where the list is numbered, else None."""

    number: int | None
    runs: Runs


@frozen
class TextTable:
    """A table with its head; every row has as many cells as the head."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@frozen
class Code:
    """Lines to be typed as they stand."""

    lines: tuple[str, ...]


@frozen
class Picture:
    """A picture by its path below the folder of the manual, and what it shows."""

    path: str
    about: str


Block = Heading | Paragraph | ListEntry | TextTable | Code | Picture


def read_markdown(text: str) -> tuple[Block, ...]:
    """The blocks of a chapter; comments (``<!-- … -->``) are left out."""
    return tuple(_blocks(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).splitlines()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if line.startswith("```"):
            end = lines.index("```", at + 1)
            yield Code(tuple(lines[at + 1 : end]))
            end += 1
        elif line.startswith("|"):
            end = next((i for i in range(at, len(lines)) if not lines[i].startswith("|")), len(lines))
            yield _table(lines[at:end])
        elif line.strip():
            is_whole = _HEADING.match(line) or _PICTURE.fullmatch(line)
            while not is_whole and end < len(lines) and _goes_on(lines[end]):
                end += 1
            yield _one_block(_joined(lines[at:end]))
        at = end


def _goes_on(line: str) -> bool:
    """Whether a line belongs to the block before it."""
    begins = _HEADING.match(line) or _ITEM.match(line)
    return bool(line.strip()) and not line.startswith(("|", "```", "![")) and begins is None


def _joined(lines: list[str]) -> str:
    text = lines[0].strip()
    for line in (one.strip() for one in lines[1:]):
        is_chinese = _WIDE.match(text[-1]) and _WIDE.match(line[0])
        text += line if is_chinese else f" {line}"
    return text


def _one_block(text: str) -> Block:
    heading, item, picture = _HEADING.fullmatch(text), _ITEM.fullmatch(text), _PICTURE.fullmatch(text)
    if heading:
        return Heading(len(heading[1]), runs_of(heading[2]))
    if item:
        return ListEntry(int(item[1]) if item[1] else None, runs_of(item[2]))
    if picture:
        return Picture(picture[2], picture[1])
    return Paragraph(runs_of(text))


def _table(lines: list[str]) -> TextTable:
    rows = [tuple(runs_of(cell.strip()) for cell in _cells(line)) for line in lines]
    assert _TABLE_RULE.fullmatch(lines[1].replace(" ", "")), f"no head: {lines[0]}"
    assert all(len(row) == len(rows[0]) for row in rows), f"rows of unequal length: {lines[0]}"
    return TextTable(rows[0], tuple(rows[2:]))


def _cells(line: str) -> list[str]:
    return line.strip().removeprefix("|").removesuffix("|").split("|")


def runs_of(text: str) -> Runs:
    """A text with its stresses, code and links told apart."""
    found: list[Run] = []
    at = 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            found.append(Run(text=text[at : match.start()]))
        found.append(_special(match))
        at = match.end()
    if at < len(text):
        found.append(Run(text=text[at:]))
    return tuple(found)


def _special(match: re.Match[str]) -> Run:
    if match["bold"]:
        return Run(text=match["bold"], is_bold=True)
    if match["code"]:
        return Run(text=match["code"], is_code=True)
    if match["picture"]:
        return Run(text=match["about"], picture=match["picture"])
    return Run(text=match["words"], link=match["link"])


def plain(runs: Runs) -> str:
    """The words alone."""
    return "".join(run.text for run in runs if not run.picture)
