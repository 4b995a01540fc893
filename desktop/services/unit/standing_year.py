"""One reporting year of a unit as it stands: its figures, findings and state, and what may be changed now.

Everything that the window shows of a year is read here; :mod:`desktop.services.unit.year` changes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from db.unit.records import CellChange, UnitProfile, YearRecord
from desktop.services.fault_log import log_unmade
from desktop.services.unit.desk import Desk
from desktop.services.unit.given import GivenFigures, given_figures
from forms.codes.base import BaseCode
from forms.codes.desk import CellCode, ExplainCode, StateCode
from forms.errors import EnvironmentFault, StateError, UserInputError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Reading
from forms.filing.state import Step, YearState, next_state
from forms.filing.tables import verdicts_by_indicator
from forms.findings import RULES, Checker, Explanation, Finding
from forms.findings.progress import Progress, progress_of
from forms.reporting.earlier import series_breaks
from forms.reporting.entry import Figures
from forms.reporting.given import is_from_base
from forms.reporting.layout import Cell, CellKind, FormLayout
from forms.verdict import Verdict
from forms.verdict.warning import EarlyWarning, early_warnings


class ReadOnlyHere(StateError, EnvironmentFault):
    """Figures cannot be changed in this window, for a reason that lies outside the year."""


class StandingYear:
    """A unit's year as it stands. Its figures and its report are those of the last change."""

    def __init__(self, desk: Desk, year: int) -> None:
        """Read the year and check it once."""
        self.desk = desk
        self.year = year
        self._store = desk.store
        self.layout = desk.layout
        self._checker = Checker(desk.plan, desk.unit.code, desk.layout, RULES)
        self.figures = Figures(
            plan=desk.plan,
            year=year,
            observations=self._store.observations(year),
            history=desk.history(before=year),
            breaks=series_breaks(desk.definition_changes(), year),
        )
        self.given = self._read_given()
        report = self._checker.check(self.figures).with_explanations(self._filed())
        log_unmade(report)
        self.report = replace(report, is_frozen=self.state.is_frozen)
        self._verdicts: Mapping[str, tuple[Verdict, ...]] | None = None

    @property
    def record(self) -> YearRecord:
        """State, revision and deadline as stored."""
        return self._store.year_state(self.year)

    @property
    def state(self) -> YearState:
        """The state of the year."""
        return self.record.state

    def is_locked(self, key: SeriesKey) -> bool:
        """Whether base figures gave what stands in a cell; not where a plan that came later asks for it."""
        seen = self.figures.observations.get(key)
        return key in self.given.figures and seen is not None and is_from_base(seen.source)

    def why_given(self, key: SeriesKey) -> str:
        """Who gave the figure of a cell, so that it cannot be changed; empty where it can."""
        return (
            self.given.why_locked(self.desk.plan.item_by_code[key.code].name) if self.is_locked(key) else ""
        )

    @property
    def content_digest(self) -> str | None:
        """Content digest of the revision in force, None while the year is open."""
        if self.state.is_open:
            return None
        revision = self._store.latest_revision(self.year)
        return revision.content_digest if revision is not None else None

    @property
    def chosen_instead(self) -> str:
        """校验码 of what the office chose of another data file; empty unless the year is 未选用."""
        if self.state is not YearState.SUPERSEDED:
            return ""
        from desktop.services.unit.passed_over import chosen_code  # cryptography: hardly any year is

        return chosen_code(self.desk, self.year)

    def next_state(self, step: Step) -> YearState:
        """The state after a step; StateError where it is not possible (E-STATE-001)."""
        return next_state(self.state, step, self.chosen_instead)

    @property
    def people(self) -> UnitProfile:
        """The people on the form: those frozen with the revision in force, else those named now."""
        revision = None if self.state.is_open else self._store.latest_revision(self.year)
        return revision.people if revision is not None else self.desk.people

    @property
    def is_editable(self) -> bool:
        """Whether figures may be changed now."""
        return self.state.is_open and not self.desk.is_read_only

    @property
    def verdicts(self) -> Mapping[str, tuple[Verdict, ...]]:
        """Verdicts by indicator code, for the indicators on the unit's forms."""
        if self._verdicts is None:
            self._verdicts = verdicts_by_indicator(self.figures, self.layout)
        return self._verdicts

    @property
    def warnings(self) -> tuple[EarlyWarning, ...]:
        """The early warning list of the year, most urgent first."""
        return early_warnings(self.desk.plan, (v for found in self.verdicts.values() for v in found))

    def reading(self, key: SeriesKey) -> Reading:
        """The reading of an entry cell; a blank one for an empty cell."""
        observation = self.figures.observations.get(key)
        return observation.reading if observation else Reading(text="")

    def progress(self, form: FormLayout) -> Progress:
        """The progress of a form."""
        return progress_of(form, self.figures, self.report)

    def cell_log(self, key: SeriesKey, newest: int | None = None) -> list[CellChange]:
        """Changes of one figure, oldest first; of more than ``newest`` the newest ones."""
        return self._store.change_log(self.year, key, newest)

    @property
    def undo_label(self) -> str | None:
        """Name of the change that undo would take back, or None."""
        return self._store.undo_label(self.year)

    @property
    def redo_label(self) -> str | None:
        """Name of the change that redo would bring back, or None."""
        return self._store.redo_label(self.year)

    def find(self, code: str, cell: str) -> Finding:
        """The finding of a rule at a cell; of several, one that is still to be explained.

        Raises:
            UserInputError: there is none (E-EXPLAIN-002).
        """
        found = [f for f in self.report.findings if f.code == code and cell in f.cells]
        if found:
            return next((f for f in found if f in self.report.unexplained), found[0])
        raise UserInputError(
            ExplainCode.NO_SUCH_FINDING, f"单元格 {cell} 现在没有 {code} 这条问题，请先重新审核"
        )

    def entry_cell(self, address: str) -> Cell:
        """The entry cell of an address such as ``maternal-health/01/_T``.

        Raises:
            UserInputError: no such cell, or it is computed or closed (E-CELL-001).
        """
        cell = self.layout.cell_by_address.get(address)
        if cell is None or cell.kind is not CellKind.ENTRY:
            raise UserInputError(CellCode.NOT_FOR_ENTRY, f"“{address}”不是本单位可填的单元格")
        return cell

    def require_editable(self) -> None:
        """Make sure that figures may be changed now.

        Raises:
            StateError: the year is frozen (E-STATE-001), or nothing can be stored here (E-STATE-003).
            EnvironmentFault: another file lies in the place of the store (E-DB-021).
        """
        self.require_writable()
        self.next_state(Step.ENTER)

    def require_writable(self) -> None:
        """Make sure that something can be stored now, whatever state the year is in.

        Raises:
            ReadOnlyHere: another window holds the file, or it may not be written (E-STATE-003).
            EnvironmentFault: another file lies in the place of the store (E-DB-021).
        """
        if self.desk.is_read_only:
            raise ReadOnlyHere(StateCode.READ_ONLY, self.desk.why_read_only)
        self._store.require_same_file()

    # --- what an entry asks ---

    def _require_own(self, key: SeriesKey, *, keeps: bool) -> None:
        """Refuse to change what the office gave."""
        if not keeps and (why := self.why_given(key)):
            raise UserInputError(BaseCode.GIVEN, why)

    @cached_property
    def _entry_keys(self) -> frozenset[SeriesKey]:
        return frozenset(cell.key for cell in self.layout.entry_cells)

    def _require_entry(self, key: SeriesKey) -> None:
        if key not in self._entry_keys:
            raise UserInputError(CellCode.NOT_FOR_ENTRY, f"“{key}”不是本单位可填的数据")

    def _read_given(self) -> GivenFigures:
        return given_figures(self._store, self.layout, self.year)

    def _filed(self) -> list[Explanation]:
        return [stored.filed for stored in self._store.explanations(self.year)]
