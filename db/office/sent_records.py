"""Records of what the office signs: letters and what they ask, tasks, base figures, frozen years."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from forms.frozen import frozen
from forms.letters.kind import OfficeLetter
from forms.letters.question import AskedQuestion
from forms.letters.task import YearTask


@frozen
class StoredBase:
    """Base figures that the office signed for a year.

    Attributes:
        year: reporting year.
        number: their place among those of the year; it is their version.
        name: file name.
        digest: SHA-256 of the signed file.
        data: the signed file.
        table_digest: SHA-256 of their table.
        figures: the table, ``data/base.csv``.
        actor: who let them be signed.
        at: when.
    """

    year: int
    number: int
    name: str
    digest: str
    data: bytes
    table_digest: str
    figures: bytes
    actor: str
    at: datetime


@frozen
class StoredLetter:
    """A letter that the office signed.

    Attributes:
        unit, year, number: whose it is, and its place among those of the year.
        kind: what it says.
        name: file name.
        content: content digest that it answers; empty where it answers none.
        digest: SHA-256 of the file.
        data: the signed file.
        actor: who let it be signed.
        at: when.
        questions: ids of the questions in it.
        recalls: number of the letter that it takes back; None where it takes back none.
    """

    unit: str
    year: int
    number: int
    kind: OfficeLetter
    name: str
    content: str
    digest: str
    data: bytes
    actor: str
    at: datetime
    questions: tuple[str, ...] = ()
    recalls: int | None = None


@frozen
class StoredTask:
    """A task that the office signed for a year.

    Attributes:
        year, number: reporting year, and its place among the tasks of it.
        name: file name.
        digest: SHA-256 of the file.
        task: its terms.
        data: the signed file.
        actor: who let it be signed.
        at: when.
    """

    year: int
    number: int
    name: str
    digest: str
    task: YearTask
    data: bytes
    actor: str
    at: datetime


@frozen
class StoredCollection:
    """A county's year that was frozen (定库).

    Attributes:
        year, number: reporting year, and its place among those that were frozen of it.
        name: file name.
        digest: SHA-256 of the file.
        state_digest: SHA-256 that stands for everything that went into it (数据状态码, ``collection.md``).
        filings: content that counts of each unit, by its code; a unit that is excused has none.
        data: the signed file.
        actor: who let it be signed.
        at: when.
    """

    year: int
    number: int
    name: str
    digest: str
    state_digest: str
    filings: Mapping[str, str]
    data: bytes
    actor: str
    at: datetime


@frozen
class LetterNote:
    """What a letter asked, without its bytes; attributes as of :class:`StoredLetter`."""

    unit: str
    number: int
    kind: OfficeLetter
    content: str
    at: datetime
    questions: tuple[str, ...]
    recalls: int | None


@frozen
class NotedQuestion:
    """A question that an officer wrote down.

    Attributes:
        unit, year, number: whose year it is about, and its place among the questions about it.
        question: what is asked.
    """

    unit: str
    year: int
    number: int
    question: AskedQuestion


@frozen
class Deadline:
    """Until when a unit is to file; an empty unit stands for all without a day of their own."""

    year: int
    unit: str
    day: date
