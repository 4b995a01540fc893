"""One reporting year of a unit, opened for work: entry, explanations, undo and the steps between its states.

Every change of a year is made here: one change, one transaction, one recheck of the checks that it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from db.unit.records import RecordKind, UndoStep, YearRecord
from desktop.services.fault_log import log_unmade
from desktop.services.unit.desk import Desk
from desktop.services.unit.given import require_source
from desktop.services.unit.standing_year import StandingYear
from forms.codes.desk import ExplainCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Reading, parse_quantity
from forms.filing.state import Step, YearState
from forms.findings import Finding, Report
from forms.frozen import frozen
from forms.reporting.entry import Figures, Observation
from forms.text.kept import why_no_reason
from forms.text.typed import require_text

__all__ = ["RecordKind", "YearChange", "YearDesk", "open_year"]

NO_SOURCES: Mapping[SeriesKey, str] = MappingProxyType({})


@frozen
class YearChange:
    """What a change touched, so that a view redraws no more than that.

    Attributes:
        keys: items whose observation changed.
        report: all findings after the change.
    """

    keys: tuple[SeriesKey, ...]
    report: Report


def open_year(desk: Desk, year: int) -> YearDesk:
    """Open a reporting year.

    Raises:
        UserInputError: outside the plan's period (E-YEAR-001).
    """
    desk.require_year(year)
    return YearDesk(desk, year)


class YearDesk(StandingYear):
    """A unit's year, opened for work."""

    def enter(
        self,
        texts: Mapping[SeriesKey, str],
        kind: RecordKind = RecordKind.ENTRY,
        sources: Mapping[SeriesKey, str] = NO_SOURCES,
    ) -> YearChange:
        """Put texts into entry cells; empty text empties a cell.

        Text that cannot be understood is stored as it is and becomes a finding. Where nothing changes,
        nothing is written, and the state of the year is not asked.

        Args:
            texts: item and breakdown to text.
            kind: how the texts came: typed, pasted, filled from Excel ...
            sources: item and breakdown to where its figure was taken from, where that is written too.

        Raises:
            StateError: the year is frozen (E-STATE-001), or nothing can be stored here (E-STATE-003).
            UserInputError: a key is not an entry cell of this unit (E-CELL-001), or a source holds control or
                direction characters (E-TEXT-001) or is too long (E-TEXT-002) or claims that the office gave
                the figure (E-BASE-025), or the office gave another figure or source (E-BASE-024).
            EnvironmentFault: the store could not be written; nothing changed.
        """
        now, actor = self.desk.clock(), self.desk.actor
        changed = []
        for key in dict.fromkeys((*texts, *sources)):
            self._require_entry(key)
            before = self.figures.observations.get(key) or Observation(key=key, reading=Reading(text=""))
            after = before
            if key in texts:
                reading = parse_quantity(texts[key], self.desk.plan.item_by_code[key.code].unit)
                self._require_own(key, keeps=reading.says_the_same(before.reading))
                if reading != before.reading and not self.is_locked(key):
                    after = replace(before, reading=reading, entered_by=actor, entered_at=now)
            if key in sources:
                self._require_own(key, keeps=sources[key] == before.source)
                after = replace(after, source=require_source(sources[key], before.source))
            if after != before:
                changed.append(after)
        return self._apply(changed, kind)

    def annotate(self, key: SeriesKey, *, note: str | None = None, source: str | None = None) -> YearChange:
        """Set the remark or the source of a figure; None leaves it as it is.

        Raises:
            UserInputError: control or direction characters (E-TEXT-001), too long (E-TEXT-002), a source that
                claims to be the office's (E-BASE-025), or no entry cell (E-CELL-001).
            StateError, EnvironmentFault: as of :meth:`enter`.
        """
        self._require_entry(key)
        before = self.figures.observations.get(key) or Observation(key=key, reading=Reading(text=""))
        self._require_own(key, keeps=source is None or source == before.source)
        after = replace(
            before,
            note=before.note if note is None else require_text(note, "备注"),
            source=before.source if source is None else require_source(source, before.source),
        )
        return self._apply([after] if after != before else [], RecordKind.ENTRY)

    def clear(self, keys: Iterable[SeriesKey]) -> YearChange:
        """Empty cells; raises what :meth:`enter` raises."""
        return self.enter(dict.fromkeys(keys, ""), RecordKind.CLEAR)

    def take_given(self) -> YearChange:
        """Put what the last base figures give into their cells, which undo does not take back.

        Where that changes a cell, the year moves on as by any entry: a return that is taken back then leaves
        it open, for its cells are no longer those that were frozen.

        Raises:
            StateError, EnvironmentFault: as of :meth:`enter`.
        """
        self.given = self._read_given()
        now, actor = self.desk.clock(), self.desk.actor
        return self._apply(self.given.observations(self.figures.observations, actor, now), RecordKind.GIVEN)

    def undo(self) -> YearChange:
        """Take back the last change; it survives a restart of the program.

        Raises:
            StateError, EnvironmentFault: as of :meth:`enter`, even where there is nothing to take back.
        """
        return self._step_back_or_forth(self._store.undo)

    def redo(self) -> YearChange:
        """Bring back what undo took; raises what :meth:`undo` raises."""
        return self._step_back_or_forth(self._store.redo)

    def explain(self, finding: Finding, text: str, *others: Finding) -> YearChange:
        """File an explanation of a finding for its present values.

        Args:
            finding: what is explained.
            text: why the figures are right all the same.
            others: further findings that the same words explain; all are filed or none.

        Raises:
            UserInputError: the text is too short to say why (E-EXPLAIN-001), or holds control or direction
                characters (E-TEXT-001) or is too long (E-TEXT-002).
            StateError: the year is frozen (E-STATE-001), or nothing can be stored here (E-STATE-003).
            EnvironmentFault: the store could not be written; nothing changed.
        """
        self.require_editable()
        words = require_text(text, "原因说明", lines=True)
        problem = why_no_reason(words)
        if problem:
            raise UserInputError(ExplainCode.TOO_SHORT, problem)
        actor, now = self.desk.actor, self.desk.clock()
        with self._store.transaction():
            for one in (finding, *others):
                self._store.explain(self.year, one.code, one.cells, one.digest, words, actor=actor, now=now)
            report = self.report.with_explanations(self._filed())
            self._follow(self.figures, report)
        self.report = report
        return YearChange((), self.report)

    def step(self, step: Step, reason: str = "") -> YearState:
        """Move the year to its next state and store it.

        Raises:
            StateError: the step is not possible now, or nothing can be stored here (E-STATE-003).
            EnvironmentFault: another file lies in the place of the store (E-DB-021).
        """
        self.require_writable()
        record = self.record
        state = self.next_state(step)
        if state is not record.state or reason:
            self._set_state(record, state, reason)
            self.report = replace(self.report, is_frozen=state.is_frozen)
        # Base figures that came while it was frozen may have moved it on.
        return self.state if record.state.is_frozen else state

    # --- inside --------------------------------------------------------------------------------------

    def _set_state(self, record: YearRecord, state: YearState, reason: str) -> None:
        """Store a state; a year that is open again gets the base figures that came meanwhile."""
        before = (self.figures, self.report, self.given)
        try:
            with self._store.transaction():
                self._store.set_state(
                    self.year,
                    state,
                    record.revision,
                    reason=reason,
                    actor=self.desk.actor,
                    now=self.desk.clock(),
                )
                if record.state.is_frozen and state.is_open:
                    self.take_given()
        except BaseException:
            self.figures, self.report, self.given = before
            self._checker.recheck(self.figures, tuple(self.given.figures))
            raise

    def _apply(self, changed: Sequence[Observation], kind: RecordKind) -> YearChange:
        if not changed:
            return YearChange((), self.report)
        actor, now = self.desk.actor, self.desk.clock()

        def store() -> Sequence[Observation]:
            return self._store.record(self.year, changed, actor=actor, now=now, kind=kind)

        return self._store_and_show(store)

    def _step_back_or_forth(self, move: Callable[[int, str, datetime], UndoStep | None]) -> YearChange:
        actor, now = self.desk.actor, self.desk.clock()

        def store() -> Sequence[Observation]:
            step = move(self.year, actor, now)
            return step.changes if step is not None else ()

        return self._store_and_show(store)

    def _store_and_show(self, store: Callable[[], Sequence[Observation]]) -> YearChange:
        """Store cells together with the state that follows from them; show only what is stored.

        One transaction: a program that is killed never leaves a state that does not fit the figures.
        """
        self.require_editable()
        keys: tuple[SeriesKey, ...] = ()
        filed, before = self.report.explanations.values(), self.figures.observations
        try:
            with self._store.transaction():
                changed = store()
                keys = tuple(observation.key for observation in changed)
                figures = self.figures.with_observations(changed)
                report = self._checker.recheck(figures, keys).with_explanations(filed)
                if any(figures.observations.get(key) != before.get(key) for key in keys):
                    self._follow(figures, report)
        except BaseException:
            self._checker.recheck(self.figures, keys)  # it remembers; a full disk shows at the commit
            raise
        log_unmade(report, known=self.report.unmade)
        self.figures, self.report, self._verdicts = figures, report, None
        return YearChange(keys, report)

    def _follow(self, figures: Figures, report: Report) -> None:
        """Set the state of an open year by its figures and findings."""
        if not figures.observations and self.layout.asks:
            self.step(Step.CLEAR)
        else:
            self.step(Step.PASS if report.is_clear else Step.ENTER)
