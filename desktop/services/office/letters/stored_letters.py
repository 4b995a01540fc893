"""Files of letters that are stored: written when the decision stands, and again whenever they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from db.office.sent_records import StoredLetter
from desktop.services.files import is_there, staged_file, write_file
from desktop.services.office.decisions.required import require_unit
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.letters.outgoing import outgoing
from desktop.services.packages.encryption import ENCRYPTED_SUFFIX
from forms.codes.decide import DecideCode
from forms.errors import EnvironmentFault, UserInputError

Progress = Callable[[int, int], object]
"""Hears how many are done, and of how many."""


@contextmanager
def putting_down(desk: OfficeDesk, letter: StoredLetter, folder: Path) -> Iterator[Path]:
    """Write a letter so that its files appear only once the block, which stores it, has ended well.

    Yields:
        The file that is sent, which is not there yet.

    Raises:
        UserInputError: a letter of this number was written there before (:func:`require_unused`).
        EnvironmentFault: it cannot be written. Before the block: then nothing is stored. After it, where the
            place was taken meanwhile: it is stored then, and can be written again.
    """
    require_unused(folder, letter.name, f"{letter.kind.label}第 {letter.number} 号")
    files, is_stored = outgoing(desk, letter, folder), False
    try:
        with ExitStack() as stack:
            for path, data in files:
                stack.enter_context(staged_file(path, data))
            yield files[0][0]
            is_stored = True
    except EnvironmentFault as fault:
        if is_stored:
            fault.message = (
                f"已经决定，{letter.kind.label}也已存下，只是文件没有写成：{fault.message}"
                "处理好以后用 letters 再写出一次。"
            )
        raise


def signed_letters(desk: OfficeDesk, unit: str, year: int) -> Sequence[StoredLetter]:
    """All letters that were signed for a unit's year, by number; empty where there are none.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    found: Sequence[StoredLetter] = desk.store.letters(unit, year)
    return found


def require_unused(folder: Path, name: str, title: str) -> None:
    """Refuse to sign a letter under a number that was given before and of which the desk knows nothing.

    That is so where a copy of the office's file was put in its place instead of being restored.

    Args:
        folder: where letters are written.
        name: file name of the letter before it is encrypted.
        title: how people name it, with its number (Chinese).

    Raises:
        UserInputError: a file of this name lies there (E-DECIDE-028).
    """
    if any(is_there(folder / one) for one in (name, name + ENCRYPTED_SUFFIX)):
        raise UserInputError(
            DecideCode.NUMBER_USED,
            f"“{folder.name}”里已有{title}，这个收件数据文件却不知道它：可能是把备份直接拷回了原处。"
            "没有签发；请用 restore 恢复备份（编号会跳过 100 个），单位就不会收到编号相同的两份",
        )


def write_letters(desk: OfficeDesk, unit: str, year: int, folder: Path) -> list[tuple[StoredLetter, Path]]:
    """Write all letters that were signed for a unit's year again, as they were signed.

    Raises:
        UserInputError: no such unit or year, or no letter was signed for it (E-DECIDE-018).
        IdentityError: the unit's receiving certificate cannot be used for encryption.
        EnvironmentFault: the store cannot be read, or a file cannot be written.
    """
    require_unit(desk, unit, year)
    letters = signed_letters(desk, unit, year)
    if not letters:
        raise UserInputError(
            DecideCode.NO_LETTERS, f"没有给{desk.unit_name(unit)} {year} 年签发过单子，没有写出"
        )
    return [(one, write_again(desk, one, folder)) for one in letters]


def write_again(desk: OfficeDesk, letter: StoredLetter, folder: Path) -> Path:
    """Write the files of a stored letter again; returns the one that is sent.

    Raises:
        IdentityError: the unit's receiving certificate cannot be used for encryption.
        EnvironmentFault: a file cannot be written.
    """
    files = outgoing(desk, letter, folder)
    for path, data in files:
        write_file(path, data)
    return files[0][0]


@contextmanager
def telling_done(count: int, what: str, whose: str) -> Iterator[None]:
    """Say in a fault of the block how many units are done already.

    Args:
        count: how many.
        what: what was done with each, in Chinese.
        whose: name of the unit at which the block is.
    """
    try:
        yield
    except EnvironmentFault as fault:
        if count:
            fault.message = f"前面 {count} 个单位已{what}，到{whose}停下：{fault.message}"
        raise
