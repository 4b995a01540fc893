"""The opened desk of the statistics office and the reporting year that the window shows.

Nothing is kept that can be derived: whoever has done something calls :meth:`DeskYear.reread`, the board is
derived anew off the window's thread, and ``changed`` tells every page at once.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from desktop.models.office.window_words import window_words
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.overview.board import Board, BoardRow
from desktop.services.office.overview.today import Today, contact_of, today_of
from forms.errors import TianbaoError
from forms.receiving.state import OfficeState


class Runs(Protocol):
    """Runs work off the window's thread and answers on it."""

    def __call__(
        self,
        words: str,
        work: Callable[[], Any],
        succeeded: Callable[[Any], object],
        failed: Callable[[TianbaoError], object],
    ) -> object:
        """Do the work; the words say what is going on (Chinese)."""


_DONE = frozenset({OfficeState.ACCEPTED, OfficeState.CLOSED, OfficeState.EXCUSED})
"""States in which nothing is to be done about a unit's year before the county's."""


class DeskYear(QObject):
    """A reporting year at the office's desk, for every page of its window.

    Args:
        desk: the opened desk; the window closes it.
        year: reporting year.
        run: runs work off the window's thread.
        parent: keeps it alive.

    Attributes:
        desk: the desk: pages hand it to services.
        year: reporting year.
        today: where everything stands; None until it was read for the first time.
        is_left: whether the window went on to another year, or let go of the file: nothing is told any more.
    """

    changed = Signal()
    """The board was read anew; it may say the same as before."""
    refused = Signal(str)
    """The board could not be read: the sentence says why (Chinese)."""

    def __init__(self, desk: OfficeDesk, year: int, run: Runs, parent: QObject) -> None:
        """Know nothing yet; :meth:`reread` begins."""
        super().__init__(parent)
        self.desk, self.year = desk, year
        self.today: Today | None = None
        self.is_left = False
        self._run = run
        self._is_reading = self._is_outdated = False
        self._contacts: dict[str, str] = {}
        """Whom to call, by the digest of the package that says so."""

    def reread(self) -> None:
        """Read where everything stands, off the window's thread; ``changed`` follows.

        The first time it comes twice: at once with what needs no figures, then with the whole.
        Asked while a reading is under way it is read once more after that one.
        """
        if self._is_reading:
            self._is_outdated = True
            return
        self._is_reading, self._is_outdated = True, False
        before = self.today
        read = partial(
            today_of,
            self.desk,
            self.year,
            compares=before is not None,
            read=None if before is None else before.read,
        )
        self._run("正在看进度……", read, self._take, self._give_up)

    @property
    def board(self) -> Board | None:
        """Where every unit stands; None until it was read for the first time."""
        return None if self.today is None else self.today.board

    @property
    def names(self) -> dict[str, str]:
        """Short names of the units of the plan that is in force for the year, by their codes."""
        plan = self.desk.pack_of(self.year).plan
        return {unit.code: unit.name for unit in plan.units}

    @property
    def not_accepted(self) -> int:
        """How many units that are to report are not accepted; 0 until the board was read."""
        rows = () if self.board is None else self.board.expected
        return sum(1 for row in rows if row.state not in _DONE)

    def contact_of(self, unit: str) -> str:
        """Who filled in what a unit sent, with telephone, as the package gives them; empty for nobody."""
        dossier = None if self.today is None else self.today.dossiers.get(unit)
        if dossier is None or not dossier.package:
            return ""
        if dossier.package not in self._contacts:
            with suppress(TianbaoError):  # what became of the file is told elsewhere
                people = contact_of(self.desk, dossier)
                words = "　".join(filter(None, (people.filler, people.phone)))
                self._contacts[dossier.package] = words
        return self._contacts.get(dossier.package, "")

    def row_of(self, unit: str) -> BoardRow | None:
        """The line of a unit; None where the board was not read yet, or does not know it."""
        rows = () if self.board is None else self.board.rows
        return next((row for row in rows if row.unit == unit), None)

    def _take(self, today: Today) -> None:
        self._is_reading = False
        if self.is_left:
            return
        self.today = today
        self.changed.emit()
        if self._is_outdated or not today.is_whole:
            self.reread()

    def _give_up(self, error: TianbaoError) -> None:
        self._is_reading = False
        if not self.is_left:
            self.refused.emit(window_words(error.sentence))
