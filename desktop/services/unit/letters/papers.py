"""The paper that came in the office's letters about a year, as files to be looked at and printed."""

from __future__ import annotations

from pathlib import Path

from desktop.services.files import write_file
from desktop.services.letters.kept import is_paper
from desktop.services.unit.year import YearDesk
from desktop.submission.package import inspect

_ENDING = ".pdf"


def write_papers(year: YearDesk, folder: Path) -> list[Path]:
    """Write the paper of every letter about a year that was opened, by its kind and number.

    Raises:
        EnvironmentFault: the data file cannot be read, or a file cannot be written.
    """
    written = []
    for one in year.desk.store.letters(year.year):
        papers = [entry.data for entry in inspect(one.data).payload if is_paper(entry.name)]
        for count, paper in enumerate(papers):
            more = f" {count + 1}" if count else ""
            path = folder / f"{year.year} {one.kind.label}第 {one.number} 号{more}{_ENDING}"
            write_file(path, paper)
            written.append(path)
    return written
