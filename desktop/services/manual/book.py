"""The whole manual as a PDF file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import resources
from desktop import __version__
from desktop.documents.manual.markdown import Block, ListEntry, Paragraph, Picture, Run, TextTable
from desktop.services.files import require_ending, write_file
from desktop.services.manual.chapters import CONTENTS, FOLDER, all_chapters
from forms.frozen import frozen

BOOK_NAME = "妇女发展规划监测填报使用手册"
"""Name of the file that is suggested."""
_PDF = ".pdf"


@frozen
class WrittenManual:
    """The manual in a file.

    Attributes:
        chapters: how many there are, the contents left out.
        pages: of the file.
        size: bytes of the file.
    """

    chapters: int
    pages: int
    size: int


def write_manual(path: Path) -> WrittenManual:
    """Write the manual; the same program gives the same bytes.

    Raises:
        UserInputError: another ending than .pdf (E-FILE-010).
        EnvironmentFault: the file cannot be written.
    """
    require_ending(path, _PDF)
    from desktop.documents.manual.pdf import ManualBook, draw_manual  # ReportLab

    chapters = [one for one in all_chapters() if one.name != CONTENTS]
    pictures = {name for one in chapters for block in one.blocks for name in _pictures(block)}
    book = ManualBook(
        title="使用手册",
        about=("妇女发展规划监测填报", "写给填表人、统计负责人和单位负责人", f"程序版本 {__version__}"),
        version=__version__,
        chapters=tuple(one.blocks for one in chapters),
        pictures={name: resources.read_bytes(f"{FOLDER}/{name}") for name in sorted(pictures)},
    )
    data, pages = draw_manual(book)
    write_file(path, data)
    return WrittenManual(len(chapters), pages, len(data))


def _pictures(block: Block) -> Iterator[str]:
    """Paths of the pictures in a block."""
    if isinstance(block, Picture):
        yield block.path
    elif isinstance(block, Paragraph | ListEntry):
        yield from _small(block.runs)
    elif isinstance(block, TextTable):
        yield from (name for row in block.rows for cell in row for name in _small(cell))


def _small(runs: tuple[Run, ...]) -> Iterator[str]:
    return (run.picture for run in runs if run.picture)
