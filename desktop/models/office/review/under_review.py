"""The unit's year that the page 审核 is about: read off the window's thread, and anew after each deed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.models.office.days import read_day
from desktop.models.office.desk_year import DeskYear, Runs
from desktop.models.office.outcome import DeedOutcome
from desktop.models.office.review.letter_deeds import LetterDeed, sign_letter
from desktop.models.office.window_words import window_words
from desktop.services.keys.key_files import SigningKey
from desktop.services.office.decisions.correcting import put_aside, undo
from desktop.services.office.decisions.deciding import Question, decide_each
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.letters.asking import ToAsk, ask, settle
from desktop.services.office.letters.suggesting import Offered, suggestions
from desktop.services.office.overview.reviewing import Review, review_of
from forms.errors import StateError, TianbaoError
from forms.filing.receipt_time import day_in_beijing
from forms.frozen import frozen
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionStep
from forms.receiving.permission import Act

Ended = Callable[[str], object]
"""Told how something ended: an empty text where it was done, else the sentence why not (Chinese)."""
STEP_DONE = {
    QuestionStep.CLOSE: "了结了问题。",
    QuestionStep.ASK_AGAIN: "点【退回】时再问一次。",
    QuestionStep.WITHDRAW: "取消了问题，没有发出。",
}
"""What was done with a question, in words."""


@frozen
class TypedQuestion:
    """A question as it is typed.

    Attributes:
        scope: on what it hangs.
        cell: its cell; empty for none.
        code: of the check that led to it; empty for none.
        text: what is asked.
        day: last day for the answer, as typed; empty for none.
    """

    scope: QuestionScope
    cell: str
    code: str
    text: str
    day: str


class UnderReview(QObject):
    """Nothing of it is kept that can be derived: each deed is stored, then everything is read anew.

    Args:
        run: runs work off the window's thread.
        parent: keeps it alive.
    """

    shown = Signal()
    """Another reading is there."""
    refused = Signal(str)
    """Something could not be read or done: the sentence says why (Chinese)."""
    done = Signal(str)
    """Something was done: what, in words (Chinese)."""

    def __init__(self, run: Runs, parent: QObject) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._run = run
        self._desk_year: DeskYear | None = None
        self.unit = ""
        self.content = ""
        """Content digest of the revision that is looked at; empty for the current one."""
        self.review: Review | None = None
        self._mark = ""
        """Of the file when the year was read last."""

    @property
    def in_two_weeks(self) -> date:
        """A day by which a unit could answer, as an example."""
        assert self._desk_year is not None
        return day_in_beijing(self._desk_year.desk.clock()) + timedelta(days=14)

    def show_desk_year(self, working: DeskYear) -> None:
        """Go on in another reporting year, with the same unit."""
        self._desk_year, self.review, self.content, self._mark = working, None, "", ""

    def show_unit(self, unit: str) -> None:
        """Look at a unit; at its current revision."""
        if unit != self.unit:
            self.review, self.content, self._mark = None, "", ""
        self.unit = unit
        self.follow()

    def show_content(self, content: str) -> None:
        """Look at another revision; at the current one where none is named."""
        self.content = content
        self.reread()

    def follow(self) -> None:
        """Read anew where anything was stored since."""
        if self.unit and self._desk_year is not None and self._mark != self._desk_year.desk.mark:
            self.reread()

    def reread(self) -> None:
        """Read the year anew."""
        working = self._desk_year
        if working is None or not self.unit:
            return
        self._mark = working.desk.mark
        read = partial(review_of, working.desk, self.unit, working.year, content=self.content)
        self._run("正在打开……", read, partial(self._take, working), self._give_up)

    def _take(self, working: DeskYear, review: Review) -> None:
        if working is self._desk_year and not working.is_left and review.unit == self.unit:
            self.review = review
            self.shown.emit()

    def _give_up(self, error: TianbaoError) -> None:
        self.refused.emit(window_words(error.sentence))

    # --- deeds -----------------------------------------------------------------------------------

    def why_not(self, act: Act) -> str:
        """Why whoever works at the desk cannot do something, as a sentence; empty where they can."""
        return "" if self._desk_year is None else window_words(self._desk_year.desk.why_not(act))

    def decide(self, fact: str, subjects: Sequence[str], answer: str, reason: str, ended: Ended) -> None:
        """Decide about a fact in the same way for each subject, all or none.

        Args:
            fact: its name.
            subjects: cells, items or indicators; one empty text where the fact is about the whole year.
            answer: what is decided, as the command ``decide`` takes it.
            reason: why; must not be blank.
            ended: is told why it was refused, or an empty text.
        """

        def work(desk: OfficeDesk, year: int) -> object:
            wanted = Question(unit=self.unit, year=year, fact=fact, subject="", answer=answer, reason=reason)
            return decide_each(desk, wanted, subjects)

        self._do("记下了决定。" if len(subjects) == 1 else f"记下了 {len(subjects)} 项决定。", work, ended)

    def undo(self, number: int, reason: str, ended: Ended) -> None:
        """Take the decision of a number back; as :meth:`decide` otherwise."""
        self._do("撤回了决定。", lambda desk, year: undo(desk, self.unit, year, number, reason), ended)

    def put_aside(self, digest: str, reason: str, ended: Ended) -> None:
        """Leave out a package that waits, named by its digest; as :meth:`decide` otherwise."""
        words = "这一份不予采用，原样留存备查。"
        self._do(words, lambda desk, year: put_aside(desk, self.unit, year, digest, reason), ended)

    def ask(self, asked: TypedQuestion, ended: Ended) -> None:
        """Note a question; the next return letter sends it."""

        def work(desk: OfficeDesk, year: int) -> object:
            wanted = ToAsk(
                unit=self.unit,
                year=year,
                scope=asked.scope,
                text=asked.text,
                cell=asked.cell,
                code=asked.code,
                deadline=read_day(asked.day),
            )
            return ask(desk, wanted)

        self._do("记下了问题，点【退回】时一并发出。", work, ended)

    def settle(self, id_: str, step: QuestionStep, reason: str, ended: Ended) -> None:
        """Close a question, ask it again, or withdraw one that was not sent."""
        self._do(STEP_DONE[step], lambda desk, year: settle(desk, self.unit, year, id_, step, reason), ended)

    def suggest(self, take: Callable[[list[Offered]], object]) -> None:
        """Hand over what could be asked; nothing where nothing can be asked now."""
        working = self._desk_year
        assert working is not None

        def found() -> list[Offered]:
            try:
                return suggestions(working.desk, self.unit, working.year)
            except StateError:
                return []

        self._run("正在看可以问什么……", found, take, self._give_up)

    def accept(self, key: SigningKey, folder: Path, ended: Ended) -> None:
        """Accept the year with a key that is open, and write the letter into a folder."""
        unit, working = self.unit, self._desk_year
        if working is None:
            return
        desk, year = working.desk, working.year

        def finish(told: DeedOutcome) -> None:
            self._told(told.words.replace("\n", "　"), ended, working)

        self._run(
            "正在签名……",
            lambda: sign_letter(desk, unit, year, LetterDeed.ACCEPT, key, folder, ""),
            finish,
            lambda error: ended(window_words(error.sentence)),
        )

    def _told(self, words: str, ended: Ended, working: DeskYear) -> None:
        """Tell what was done, and read everything anew."""
        ended("")
        self.done.emit(words)
        self.reread()
        working.reread()

    def _do(self, words: str, work: Callable[[OfficeDesk, int], object], ended: Ended) -> None:
        """Do something off the window's thread; an empty sentence ends it, else it says why not."""
        working = self._desk_year
        if working is None:
            return

        self._run(
            "正在保存……",
            lambda: work(working.desk, working.year),
            lambda _: self._told(words, ended, working),
            lambda error: ended(window_words(error.sentence)),
        )

    def has_been_done(self) -> None:
        """Read everything anew after a letter was signed; its dialog had the board read."""
        self.reread()
