"""The chapters of the manual in the order of its list of contents."""

from __future__ import annotations

import re
from functools import cache

import resources
from desktop.documents.manual.markdown import Block, Heading, TextTable, plain, read_markdown
from forms.frozen import frozen

FOLDER = "manual"
"""Of the resources."""
CONTENTS = "contents"
"""Name of the first chapter: what the manual is for, and the list of all others."""
_LISTED = re.compile(r"^- \[.+?\]\(([a-z-]+)\.md\)$", re.MULTILINE)
CODE = re.compile(r"\b(?:E|TB)-[A-Z]+-\d{3}\b")
"""A stable code of a rule, an error or a remark."""


@frozen
class Chapter:
    """A chapter of the manual.

    Attributes:
        name: its file without the ending, ``entry``.
        text: Markdown that begins with its title.
        blocks: the same, read.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """What stands above it."""
        first = self.blocks[0]
        assert isinstance(first, Heading)
        return plain(first.runs)


def all_chapters() -> tuple[Chapter, ...]:
    """Every chapter, the list of contents first."""
    contents = chapter(CONTENTS)
    return (contents, *(chapter(name) for name in _LISTED.findall(contents.text)))


def chapter(name: str) -> Chapter:
    """One chapter.

    Raises:
        ResourceMissingError: there is none of this name.
    """
    text = resources.read_text(f"{FOLDER}/{name}.md")
    return Chapter(name, text, read_markdown(text))


@cache
def _chapters_of_codes() -> dict[str, str]:
    """The chapter whose table has a code in front, by code."""
    return {
        plain(row[0]): one.name
        for one in all_chapters()
        for block in one.blocks
        if isinstance(block, TextTable)
        for row in block.rows
        if CODE.fullmatch(plain(row[0]))
    }


def place_of_code(code: str) -> str:
    """Where a code is explained, ``rules.md#TB-SUM-001``; empty for one that the manual does not know."""
    name = _chapters_of_codes().get(code)
    return f"{name}.md#{code}" if name else ""


def code_in(text: str) -> str:
    """The first code in a text that the manual explains; empty where there is none."""
    return next((code for code in CODE.findall(text) if place_of_code(code)), "")
