"""Files of letters that are stored: written when the decision stands, and again whenever they are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.office.records import StoredLetter
from desktop.services.files import staged_file, write_file
from desktop.services.office.deciding import require_unit
from desktop.services.office.desk import OfficeDesk
from forms.codes.decide import DecideCode
from forms.errors import EnvironmentFault, UserInputError


@contextmanager
def putting_down(letter: StoredLetter, folder: Path) -> Iterator[Path]:
    """Write a letter so that its file appears only once the block, which stores it, has ended well.

    Yields:
        The letter's file, which is not there yet.

    Raises:
        EnvironmentFault: it cannot be written. Before the block: then nothing is stored. After it, where the
            place was taken meanwhile: it is stored then, and can be written again.
    """
    path, is_stored = folder / letter.name, False
    try:
        with staged_file(path, letter.data):
            yield path
            is_stored = True
    except EnvironmentFault as fault:
        if is_stored:
            fault.message = (
                f"已经决定，{letter.kind.label}也已存下，只是文件没有写成：{fault.message}"
                "处理好以后用 letters 再写出一次。"
            )
        raise


def write_letters(desk: OfficeDesk, unit: str, year: int, folder: Path) -> list[tuple[StoredLetter, Path]]:
    """Write all letters that were signed for a unit's year again, as they were signed.

    Raises:
        UserInputError: no such unit or year, or no letter was signed for it (E-DECIDE-018).
        EnvironmentFault: the store cannot be read, or a file cannot be written.
    """
    require_unit(desk, unit, year)
    letters = desk.store.letters(unit, year)
    if not letters:
        raise UserInputError(
            DecideCode.NO_LETTERS, f"没有给{desk.unit_name(unit)} {year} 年签发过单子，没有写出"
        )
    written = [(one, folder / one.name) for one in letters]
    for one, path in written:
        write_file(path, one.data)
    return written
