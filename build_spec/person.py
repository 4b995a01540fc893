"""The person whose profile and folders every build is tried in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PERSON = "张三 丰𬱖"
"""A name as people have it, a blank and a character beyond the basic plane included: no code page of a
Windows can write all of it."""


@contextmanager
def in_a_persons_folder(folder: Path, home: Path) -> Iterator[Path]:
    """Put a program for a while where a person may have it, into a folder with their name.

    Args:
        folder: the program.
        home: folder in which that one is made.
    """
    place = home / PERSON / folder.name
    shutil.copytree(folder, place, symlinks=True)
    try:
        yield place
    finally:
        shutil.rmtree(place.parent, ignore_errors=True)
