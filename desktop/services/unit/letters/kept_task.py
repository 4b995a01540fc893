"""The task of a year as it was opened here last; its bytes were verified then."""

from __future__ import annotations

from db.unit.records import OpenedLetter
from desktop.services.unit.desk import Desk
from forms.errors import TianbaoError
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter
from forms.letters.task import TaskUnit, YearTask


@frozen
class KeptTask:
    """The task that is in force for a year.

    Attributes:
        number: its number.
        digest: SHA-256 of the signed container.
        task: what it says.
        own: what this unit is to do.
        receiving: the office's certificate for encryption, PEM; empty where it has none.
    """

    number: int
    digest: str
    task: YearTask
    own: TaskUnit
    receiving: bytes


def task_letter(desk: Desk, year: int) -> OpenedLetter | None:
    """The last task of a year that was carried out, without its bytes; None where there is none."""
    tasks = [
        one
        for one in desk.store.letters(year, are_whole=False)
        if one.kind is OfficeLetter.TASK and one.is_applied
    ]
    return max(tasks, key=lambda one: one.number or 0, default=None)


def kept_task(desk: Desk, year: int) -> KeptTask | None:
    """The task that is in force for a year; None where none was opened.

    Raises:
        UserInputError: it is damaged in the data file (E-LETTER-001).
    """
    letter = task_letter(desk, year)
    if letter is None:
        return None
    from desktop.services.letters.kept import kept_file, kept_saying  # tables: most years have no letter
    from desktop.submission.profile.published import RECEIVING_NAME  # likewise

    data = desk.store.letter_data(letter.digest)
    task = kept_saying(data).letter.task
    assert task is not None
    return KeptTask(
        number=letter.number or 0,
        digest=letter.digest,
        task=task,
        own=next(one for one in task.units if one.unit == desk.unit.code),
        receiving=kept_file(data, RECEIVING_NAME),
    )


def waives_paper(desk: Desk, year: int) -> bool:
    """Whether the task in force wants no stamped paper; False where there is none, or it cannot be read."""
    try:
        task = kept_task(desk, year)
    except TianbaoError:
        return False
    return task is not None and task.task.waives_paper


def last_task(desk: Desk) -> KeptTask | None:
    """The task of the latest year of which one was opened; None where there is none."""
    for year in sorted(desk.years(), reverse=True):
        found = kept_task(desk, year)
        if found is not None:
            return found
    return None
