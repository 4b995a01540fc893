"""A reporting year opened in a window: passes every change on and says what it touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.models.unit.exchange import Asked, Exchange, KeptLetter
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
from desktop.services.unit import evidence
from desktop.services.unit.year import RecordKind, YearChange, YearDesk
from forms.errors import StateError, TianbaoError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.filing.stage import Stage
from forms.filing.state import Step, YearState, next_state
from forms.findings import Explanation, Finding, Level, Suggestion, Trait
from forms.plan.definitions import formula_inputs
from forms.reporting.earlier import DefinitionChange
from forms.reporting.entry import Figures
from forms.reporting.layout import Cell, CellKind, FormLayout, LayoutRow


class WorkingYear(QObject):
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
        super().__init__(parent)
        self.year = year
        self.words = words if words is not None else UnsavedWords(self)
        self.saved_at: datetime | None = None
        self.is_left = False
        """Whether another one has taken its place in the window: nothing more is to be done with it."""
        self._state = year.state
        self._editable = year.is_editable
        self._by_cell: dict[str, list[Finding]] | None = None
        self.exchange: Exchange | None = None
        """Letters of the office; None where this program reads none."""
        self._asked: dict[str, list[Asked]] | None = None
        self.refusal = ""
        """Why the last change that was refused was not stored."""

    # --- reading ---------------------------------------------------------------------------------

    @property
    def desk_year(self) -> int:
        """The reporting year."""
        return self.year.year

    @property
    def state(self) -> YearState:
        """State of the year, as last read."""
        return self._state

    @property
    def is_editable(self) -> bool:
        """Whether figures may be changed, as last read."""
        return self._editable

    def cell(self, address: str) -> Cell | None:
        """The cell of an address."""
        return self.year.layout.cell_by_address.get(address)

    def row(self, address: str) -> LayoutRow:
        """The row in which a cell stands."""
        return self.year.layout.row_by_cell[address]

    def form(self, code: str) -> FormLayout:
        """A form of the unit by its code."""
        return next(f for f in self.year.layout.forms if f.form.code == code)

    def findings_at(self, address: str) -> list[Finding]:
        """Findings that name a cell, most serious first; blank cells are not complaints about it."""
        if self._by_cell is None:
            self._by_cell = {}
            for finding in self.year.report.findings:
                for cell in finding.cells if Trait.BLANKS not in finding.traits else ():
                    self._by_cell.setdefault(cell, []).append(finding)
        return self._by_cell.get(address, [])

    def changes_of(self, cell: Cell) -> list[Any]:
        """Changes of a figure, newest first; none when the file cannot be read just now."""
        try:
            return sorted(self.year.cell_log(cell.key), key=lambda change: change.seq, reverse=True)
        except TianbaoError:
            return []

    def attachments_of(self, cell: Cell) -> list[Any]:
        """Files attached to a figure; none when the file cannot be read just now."""
        try:
            return list(evidence.attachments(self.year, cell.key))
        except TianbaoError:
            return []

    def source_reminder(self, cell: Cell) -> str:
        """Where last year's figure was taken from."""
        try:
            return self._sources_last_year.get(cell.key, "")
        except TianbaoError:
            return ""

    @cached_property
    def _sources_last_year(self) -> Mapping[SeriesKey, str]:
        # Kept: a year is opened anew where the one before it has changed, and every cell that is shown asks.
        return evidence.sources_last_year(self.year)

    def said_last_year(self) -> Mapping[tuple[str, str], Explanation]:
        """What was explained in the year before, by code and first cell; nothing while it cannot be read."""
        try:
            return evidence.said_last_year(self.year)
        except TianbaoError:
            return {}

    @cached_property
    def _definition_changes(self) -> tuple[DefinitionChange, ...]:
        """Breaks up to the year; the year is opened anew when one is recorded."""
        changes = self.year.desk.definition_changes()
        return tuple(change for change in changes if change.year <= self.desk_year)

    @property
    def across_breaks(self) -> Figures:
        """The figures as if no definition had changed: to show, not to judge by."""
        figures = self.year.figures
        return figures.remember("across breaks", figures.across_breaks) if figures.breaks else figures

    def breaks_of(self, cell: Cell) -> tuple[DefinitionChange, ...]:
        """Changes of definition in the series of a cell, or of what it is computed from, oldest first."""
        if not self.year.figures.breaks:
            return ()
        codes = {cell.key.code}
        indicator = self.year.desk.plan.indicator_by_code.get(cell.key.code)
        if indicator is not None:
            codes |= {key.code for key in formula_inputs(indicator, cell.key.breakdown)}
        return tuple(change for change in self._definition_changes if change.code in codes)

    def letters(self) -> Sequence[KeptLetter]:
        """Letters of the office about the year; none while they cannot be read."""
        try:
            return self.exchange.letters() if self.exchange is not None else ()
        except TianbaoError:
            return ()

    def asked_at(self, address: str) -> list[Asked]:
        """Open questions of the office about a cell."""
        if self._asked is None:
            self._asked = {}
            for letter in self.letters():
                for question in letter.questions:
                    if question.is_open:
                        self._asked.setdefault(question.cell, []).append(question)
        return self._asked.get(address, [])

    def findings_of_row(self, row: LayoutRow) -> list[Finding]:
        """Findings that name any cell of a row, each once."""
        found = {id(f): f for cell in row.cells for f in self.findings_at(cell.address)}
        return sorted(found.values(), key=lambda f: f.enforcement.rank)

    def is_open(self, finding: Finding) -> bool:
        """Whether something is still to be done about a finding."""
        if finding.enforcement is Level.QUERY:
            return self.year.report.explanation(finding) is None
        return finding.enforcement is Level.MANDATORY

    @property
    def onward(self) -> str:
        """Where the year goes on when nothing is left to be dealt with."""
        return f"可以到{Stage.FINALISE.place}定稿" if self._state.is_open else f"本年度{self._state.label}"

    def to_explain(self, address: str) -> Finding | None:
        """The question to be answered in words at a cell, where that is what is to be done there next."""
        first = next((f for f in self.findings_at(address) if self.is_open(f)), None)
        return first if first is not None and self.asks_for_words(first) else None

    def asks_for_words(self, finding: Finding) -> bool:
        """Whether a finding wants an explanation, and one can be written now."""
        return finding.enforcement is Level.QUERY and self._editable

    def asks_for_source(self, address: str, finding: Finding | None = None) -> bool:
        """Whether a finding, or else what comes next at a cell, asks where its figure comes from."""
        first = finding or next((f for f in self.findings_at(address) if self.is_open(f)), None)
        return first is not None and Trait.SOURCE in first.traits and self._editable

    def why_closed(self, address: str) -> str:
        """Why a cell cannot be typed into and what to do; empty when it can."""
        cell = self.cell(address)
        if cell is None or cell.kind is CellKind.CLOSED:
            return "这一格不填：本指标不按这一栏分组。"
        if cell.kind is CellKind.DERIVED:
            return "这一格由程序按公式计算，不能直接填写；请改它所依据的数据。"
        return self.why_nothing_changes()

    def why_nothing_changes(self) -> str:
        """Why no figure of the year can be changed and what to do; empty where they can."""
        if self.year.desk.is_read_only:
            return self.year.desk.why_read_only
        try:
            next_state(self._state, Step.ENTER)
        except StateError as refusal:
            return refusal.message
        return ""

    def other_than_due(self) -> str:
        """That another year is open than the one that is due now; empty where that is the one."""
        due = self.year.desk.suggested_year()
        if self.desk_year == due:
            return ""
        return f"现在打开的是 {self.desk_year} 年度，不是现在要报的 {due} 年度。要换的，在窗口上方换。"

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
        reason = self.why_closed(address)
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
        from desktop.services.unit.finalising import withdraw  # the first cell does not wait for it

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
        self._by_cell = self._asked = None
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
            return YearChange((), self.year.report)

        return self._store(store, address)

    def _publish(self, change: YearChange) -> None:
        self._by_cell = self._asked = None
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
