"""A letter that was read, verified and stored once, read again: what it says and asks, and nothing else.

Its bytes are those that were verified when it was opened; the change log holds their digest. A page that
shows a year asks for its letters again and again, and one may have megabytes of files that nobody asks for.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from desktop.submission.errors import TableError
from desktop.submission.profile.published import LETTER_NAME, QUESTIONS_NAME
from desktop.submission.profile.tables import read_table
from forms.bounded_json import parse_json
from forms.codes.letter import LetterCode
from forms.errors import UserInputError
from forms.frozen import frozen
from forms.letters.letter import SentLetter, letter_of
from forms.letters.question import QUESTION_COLUMNS, AskedQuestion, questions_of

_DAMAGED = "数据文件里存的一份来件读不出来；请用数据保管里的备份恢复"

_FOLDER, _ENDING = "forms/", ".pdf"
"""Where the published profile has the papers of a letter."""


@frozen
class KeptSaying:
    """What a stored letter says and asks.

    Attributes:
        letter: what it says.
        questions: all that were open, in its order.
        papers: names of its PDF files.
    """

    letter: SentLetter
    questions: tuple[AskedQuestion, ...]
    papers: tuple[str, ...]


def is_paper(name: str) -> bool:
    """Whether a file of a letter is the paper of it, to be looked at and printed."""
    return name.startswith(_FOLDER) and name.endswith(_ENDING)


def kept_saying(data: bytes) -> KeptSaying:
    """Read a stored letter again.

    Args:
        data: the signed container, as it was stored after it had been verified.

    Raises:
        UserInputError: it is damaged (E-LETTER-001).
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            letter = letter_of(parse_json(archive.read(LETTER_NAME)))
            papers = tuple(name for name in archive.namelist() if is_paper(name))
            table = archive.read(QUESTIONS_NAME) if letter.questions else b""
        rows = read_table(table, QUESTION_COLUMNS, or_more=True) if table else ()
        return KeptSaying(letter, questions_of(rows), papers)
    except (
        zipfile.BadZipFile,
        OSError,
        RecursionError,
        LookupError,
        TypeError,
        ValueError,
        TableError,
    ) as error:
        raise UserInputError(LetterCode.DAMAGED, _DAMAGED) from error


def kept_file(data: bytes, name: str) -> bytes:
    """A file in a stored letter; empty where it has none of that name.

    Raises:
        UserInputError: the letter is damaged (E-LETTER-001).
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.read(name) if name in archive.namelist() else b""
    except (zipfile.BadZipFile, OSError) as error:
        raise UserInputError(LetterCode.DAMAGED, _DAMAGED) from error
