"""The chapters of the manual in the order of its list of contents."""

from __future__ import annotations

import re

import resources
from forms.frozen import frozen

_FOLDER = "manual"
CONTENTS = "contents"
"""Name of the first chapter: what the manual is for, and the list of all others."""
_LISTED = re.compile(r"^- \[.+?\]\(([a-z-]+)\.md\)$", re.MULTILINE)


@frozen
class Chapter:
    """A chapter of the manual.

    Attributes:
        name: its file without the ending, ``entry``.
        text: Markdown that begins with its title.
    """

    name: str
    text: str


def all_chapters() -> tuple[Chapter, ...]:
    """Every chapter, the list of contents first."""
    contents = chapter(CONTENTS)
    return (contents, *(chapter(name) for name in _LISTED.findall(contents.text)))


def chapter(name: str) -> Chapter:
    """One chapter.

    Raises:
        ResourceMissingError: there is none of this name.
    """
    return Chapter(name, resources.read_text(f"{_FOLDER}/{name}.md"))
