"""What the office sent about a unit's year, as the window wants it from whoever reads and keeps letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from forms.letters.question import QuestionScope


class Asked(Protocol):
    """A question as it is kept, with its answer where there is one."""

    @property
    def id(self) -> str:
        """Unique in the office."""

    @property
    def number(self) -> int:
        """By which people name it; one of a year."""

    @property
    def scope(self) -> QuestionScope:
        """On what it hangs."""

    @property
    def cell(self) -> str:
        """Address of the cell, or the first of a pair; empty where it hangs on none."""

    @property
    def other_cell(self) -> str:
        """Address of the second of a pair; else empty."""

    @property
    def code(self) -> str:
        """Of the rule that it is about, or that led to it; else empty."""

    @property
    def text(self) -> str:
        """What is asked."""

    @property
    def deadline(self) -> date | None:
        """Last day for the answer; None where none is set."""

    @property
    def revision(self) -> int:
        """Number of the submission that was asked about; 0 where it is none of this file."""

    @property
    def answer(self) -> str:
        """What was answered; empty while nothing was."""

    @property
    def is_open(self) -> bool:
        """Whether the office still waits for an answer."""


class KeptLetter(Protocol):
    """A letter that was opened here and applied."""

    @property
    def title(self) -> str:
        """Its kind and number, e.g. 退回单第 2 号."""

    @property
    def at(self) -> datetime:
        """When it was opened."""

    @property
    def revision(self) -> int:
        """Number of the submission that it answers; 0 for none."""

    @property
    def sender(self) -> str:
        """Who signed it, in words."""

    @property
    def told(self) -> str:
        """What it says beside its questions, in a sentence; may be empty."""

    @property
    def files(self) -> Sequence[Path]:
        """What came with it, as it lies on the disk."""

    @property
    def papers(self) -> Sequence[str]:
        """The papers that lie in it, by the names that :meth:`Exchange.paper` takes."""

    @property
    def questions(self) -> Sequence[Asked]:
        """What is asked in it; a later letter that asks the same again has it in its place."""


class Exchange(Protocol):
    """Letters of the office about one year, and the answers to them."""

    def letters(self) -> Sequence[KeptLetter]:
        """Letters about the year, in their order.

        Raises:
            TianbaoError: the file cannot be read now.
        """

    def paper(self, name: str) -> bytes:
        """The PDF of a paper in a letter.

        Raises:
            TianbaoError: the file cannot be read now.
        """

    def answer(self, question: str, text: str) -> None:
        """Keep the answer to a question; it travels with the next revision.

        Raises:
            TianbaoError: it is refused, or could not be stored.
        """
