"""A reporting year opened in a window: passes every change on and says what it touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.models.unit.unsaved_words import (
    OF_UNIT,
    WITHDRAWAL,
    UnsavedText,
    UnsavedWords,
    WrittenAbout,
    answer_of,
    name_of,
    reason_of,
    redefinition_of,
)
from desktop.models.unit.year_reading import YearReading
from desktop.services.unit import evidence
from desktop.services.unit.year import RecordKind, YearChange, YearDesk
from forms.errors import StateError, TianbaoError
from forms.figures.quantity import canonical_decimal
from forms.findings import Finding, Suggestion
from forms.reporting.earlier import DefinitionChange


class WorkingYear(YearReading):
    """The only object through which models and views change a year.

    Nothing here raises: a refusal becomes a sentence, because an exception that leaves a Qt slot or
    ``setData`` is printed and lost while the editor closes.

    Args:
        year: the year as the services see it.
        words: where texts are kept that could not be stored; its own when None.
    """

    changed = Signal(object)
    """A ``YearChange`` was stored."""
    state_changed = Signal()
    """The year went into another state, or its people changed."""
    refused = Signal(str, str)
    """Cell address (or empty) and the sentence why nothing was stored."""

    def __init__(
        self, year: YearDesk, parent: QObject | None = None, words: UnsavedWords | None = None
    ) -> None:
        """Take over an opened year."""
        super().__init__(year, parent)
        self.words = words if words is not None else UnsavedWords(self)
        self.saved_at: datetime | None = None
        self.is_left = False
        """Whether another one has taken its place in the window: nothing more is to be done with it."""
        self.refusal = ""
        """Why the last change that was refused was not stored."""

    # --- changing --------------------------------------------------------------------------------

    def enter(self, address: str, text: str) -> bool:
        """Store what was typed into one cell."""
        return self.put({address: text}, RecordKind.ENTRY)

    def put(self, texts: Mapping[str, str], kind: RecordKind) -> bool:
        """Store texts of several cells as one step that one undo takes back."""
        first = next(iter(texts), "")
        reasons = [reason for reason in map(self.why_closed, texts) if reason]
        if reasons:
            return self._refuse(first, reasons[0])
        keys = {self.year.layout.cell_by_address[a].key: text for a, text in texts.items()}
        return self._store(lambda: self.year.enter(keys, kind), first)

    def paste(self, texts: Mapping[str, str]) -> bool:
        """Store a pasted block."""
        return self.put(texts, RecordKind.PASTE)

    def fill(self, texts: Mapping[str, str]) -> bool:
        """Store cells filled from the one above."""
        return self.put(texts, RecordKind.FILL)

    def clear(self, addresses: list[str]) -> bool:
        """Empty cells."""
        return self.put(dict.fromkeys(addresses, ""), RecordKind.CLEAR)

    def accept(self, suggestions: Sequence[Suggestion]) -> bool:
        """Take over what a finding suggests, all of it as one step."""
        places = self.year.layout.cells_by_key
        texts = {places[s.key][0].address: canonical_decimal(s.value) for s in suggestions if s.key in places}
        return bool(texts) and self.put(texts, RecordKind.ACCEPT)

    def annotate(self, address: str, *, note: str | None = None, source: str | None = None) -> bool:
        """Store the remark or the source of a figure; what could not be stored is kept."""
        texts = {WrittenAbout(name, address): text for name, text in (("备注", note), ("数据来源", source))}
        return self._store_words(
            {subject: text for subject, text in texts.items() if text is not None},
            lambda: self._annotate(address, note=note, source=source),
        )

    def _annotate(self, address: str, *, note: str | None, source: str | None) -> bool:
        reason = self.why_unwritten(address)
        if reason:
            return self._refuse(address, reason)
        key = self.year.layout.cell_by_address[address].key
        return self._store(lambda: self.year.annotate(key, note=note, source=source), address)

    def explain(self, finding: Finding, text: str, *others: Finding) -> bool:
        """Store why questioned figures are right, of all findings or none; what could not be is kept."""
        place = finding.cells[0] if finding.cells else ""
        return self._store_words(
            {reason_of(one): text for one in (finding, *others)},
            lambda: self._store(lambda: self.year.explain(finding, text, *others), place),
        )

    def answer(self, question: str, text: str) -> bool:
        """Keep the answer to a question of the office; what could not be stored is kept."""
        exchange = self.exchange
        if exchange is None:
            return False
        return self._store_words(
            {answer_of(question): text},
            lambda: self.attempt(lambda: exchange.answer(question, text)),
        )

    def keep_words(self, subject: WrittenAbout, text: str, reason: str) -> None:
        """Keep a text that cannot be stored as it is."""
        self.words.keep(self.desk_year, subject, UnsavedText(text, reason))

    def forget_words(self, subject: WrittenAbout) -> None:
        """Drop a text that its writer took back."""
        self.words.forget(self.desk_year, subject)

    def unsaved_words(self, subject: WrittenAbout) -> UnsavedText | None:
        """The text about something that could not be stored, if there is one."""
        return self.words.find(self.desk_year, subject)

    def _store_words(
        self, texts: Mapping[WrittenAbout, str], work: Callable[[], bool], of: int | None = None
    ) -> bool:
        year = self.desk_year if of is None else of
        for subject in texts:
            self.words.forget(year, subject)  # before: views that hear of the change show what is kept
        stored = work()
        if not stored:
            for subject, text in texts.items():
                self.words.keep(year, subject, UnsavedText(text, self.refusal))
        return stored

    def attach(self, address: str, paths: Sequence[Path]) -> None:
        """Attach files to a figure, each for itself; the files are copied."""
        key = self.year.layout.cell_by_address[address].key
        refusals = [
            self.refusal
            for path in paths
            if not self._keep_evidence(partial(evidence.attach, self.year, key, path), address)
        ]
        if refusals:  # told again: a file that was attached afterwards took the sentence away
            self._refuse(address, "\n".join(refusals))

    def detach(self, attachment: Any) -> bool:
        """Take a file off its figure."""
        return self._keep_evidence(lambda: evidence.detach(self.year, attachment), "")

    def redefine(self, address: str, year: int, note: str) -> str:
        """Record that a figure means something else from a year on; returns why not, empty when done.

        The year must be opened anew afterwards.
        """
        code = self.year.layout.cell_by_address[address].key.code
        change = DefinitionChange(code, year, note.strip())
        stored = self._store_words(
            {redefinition_of(address): note},
            lambda: self._attempt(lambda: self.year.desk.record_definition_change(change)),
        )
        return "" if stored else self.refusal

    def name_people(self, names: Mapping[str, str]) -> bool:
        """Store names by role; those that could not be stored are kept."""
        return self._store_words(
            {name_of(role): text for role, text in names.items()},
            lambda: self.attempt(lambda: self.year.desk.name_people(**names)),
            OF_UNIT,
        )

    def withdraw(self, reason: str) -> bool:
        """Take the year back for a change; the reason is kept where it could not be."""
        from desktop.services.unit.filing.finalising import withdraw  # the first cell does not wait for it

        return self._store_words(
            {WITHDRAWAL: reason} if reason.strip() else {},
            lambda: self.attempt(lambda: withdraw(self.year, reason)),
        )

    def undo(self) -> bool:
        """Take back the last change."""
        return self._store(self.year.undo, "")

    def redo(self) -> bool:
        """Bring back what undo took."""
        return self._store(self.year.redo, "")

    def attempt(self, work: Callable[[], object]) -> bool:
        """Run any other change of the year; tell what changed, or why it was refused."""
        if not self._attempt(work):
            return False
        self.follow()
        return True

    def _attempt(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except TianbaoError as error:
            return self._refuse("", error.message)
        return True

    def follow(self) -> None:
        """Tell views that the year may be in another state."""
        self._by_cell = self._asked = self._accepted = None
        self._read_state()
        self.state_changed.emit()

    def take_over(self, work: Callable[[], YearChange]) -> bool:
        """Run a change that is computed elsewhere, such as an imported workbook."""
        return self._store(work, "")

    def _store(self, work: Callable[[], YearChange], address: str) -> bool:
        try:
            change = work()
        except StateError as error:
            self.follow()
            return self._refuse(address, error.message)
        except TianbaoError as error:
            return self._refuse(address, error.message)
        self._publish(change)
        return True

    def _refuse(self, address: str, reason: str) -> bool:
        self.refusal = reason
        self.refused.emit(address, reason)
        return False

    def _keep_evidence(self, work: Callable[[], object], address: str) -> bool:
        def store() -> YearChange:
            work()
            self._attached = None
            return YearChange((), self.year.report)

        return self._store(store, address)

    def _publish(self, change: YearChange) -> None:
        self._by_cell = self._asked = self._accepted = None
        self.saved_at = self.year.desk.clock()
        before = self._state
        self._read_state()
        self.changed.emit(change)
        if self._state is not before:
            self.state_changed.emit()

    def _read_state(self) -> None:
        """Keep the state at hand: models ask for it with every cell they paint."""
        try:
            self._state, self._editable = self.year.state, self.year.is_editable
        except TianbaoError as error:
            self.refused.emit("", error.message)
