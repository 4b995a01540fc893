"""What models and views read of an opened year: its cells, what is said about them, and why one is closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import QObject

from desktop.models.unit.exchange import Asked, Exchange, KeptLetter
from desktop.services.unit import evidence
from desktop.services.unit.letters.acceptance import accepted_label, told_of_acceptance
from desktop.services.unit.letters.asked_words import cells_of
from desktop.services.unit.letters.kept_task import KeptTask, kept_task
from desktop.services.unit.year import YearDesk
from forms.errors import StateError, TianbaoError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Reading
from forms.filing.stage import Stage
from forms.filing.state import Step, YearState, next_state
from forms.findings import Explanation, Finding, Level, Trait
from forms.findings.progress import Progress
from forms.plan.definitions import formula_inputs
from forms.plan.pack import Plan
from forms.reporting.earlier import DefinitionChange
from forms.reporting.entry import Figures
from forms.reporting.layout import Cell, CellKind, FormLayout, LayoutRow, UnitLayout
from forms.verdict import Verdict


def told_of_waiting(count: int) -> str:
    """That so many questions of the office wait for an answer, without a full stop."""
    return f"统计局的提问还有 {count} 问没有答复"


class YearReading(QObject):
    """A year as it stands; whoever changes it says so by forgetting what was read.

    Args:
        year: the year as the services see it.
    """

    def __init__(self, year: YearDesk, parent: QObject | None = None) -> None:
        """Look at an opened year."""
        super().__init__(parent)
        self.year = year
        self._state = year.state
        self._editable = year.is_editable
        self._by_cell: dict[str, list[Finding]] | None = None
        self.exchange: Exchange | None = None
        """Letters of the office; None where this program reads none."""
        self._asked: dict[str, list[Asked]] | None = None
        self._accepted: tuple[str, str] | None = None
        self._attached: frozenset[SeriesKey] | None = None

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

    @property
    def plan(self) -> Plan:
        """The plan by which the year is filled in."""
        return self.year.desk.plan

    @property
    def layout(self) -> UnitLayout:
        """The unit's forms."""
        return self.year.layout

    @property
    def figures(self) -> Figures:
        """Figures of the year and those that came before, as they are judged by."""
        return self.year.figures

    @property
    def verdicts(self) -> Mapping[str, Sequence[Verdict]]:
        """Verdicts by code of the indicator."""
        return self.year.verdicts

    def reading(self, key: SeriesKey) -> Reading:
        """What stands in an entry cell; a blank reading where nothing does."""
        return self.year.reading(key)

    def progress(self, form: FormLayout) -> Progress:
        """How far a form has been filled in, and what stands against 定稿 on it."""
        return self.year.progress(form)

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

    def changes_of(self, cell: Cell, most: int | None = None) -> list[Any]:
        """Changes of a figure, newest first, all or so many; none when the file cannot be read just now."""
        try:
            return sorted(self.year.cell_log(cell.key, most), key=lambda change: change.seq, reverse=True)
        except TianbaoError:
            return []

    def attachments_of(self, cell: Cell) -> list[Any]:
        """Files attached to a figure; none when the file cannot be read just now."""
        try:
            return list(evidence.attachments(self.year, cell.key))
        except TianbaoError:
            return []

    @property
    def attached_keys(self) -> frozenset[SeriesKey]:
        """Figures with files attached; none when the file cannot be read just now."""
        if self._attached is None:  # kept, because every cell that is shown asks
            try:
                self._attached = frozenset(entry.key for entry in evidence.attachments(self.year))
            except TianbaoError:
                return frozenset()
        return self._attached

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

    def paper(self, name: str) -> bytes:
        """The PDF of a paper in a letter of the office.

        Raises:
            TianbaoError: the file cannot be read now.
        """
        assert self.exchange is not None
        return self.exchange.paper(name)

    @cached_property
    def task(self) -> KeptTask | None:
        """The office's task of the year; None where there is none, or while it cannot be read."""
        try:
            return kept_task(self.year.desk, self.desk_year)
        except TianbaoError:
            return None

    def asked_at(self, address: str) -> list[Asked]:
        """Open questions of the office about a cell, be it the second of a pair."""
        if self._asked is None:
            self._asked = {}
            for question in self.waiting:
                for cell in dict.fromkeys(cells_of(question)):
                    self._asked.setdefault(cell, []).append(question)
        return self._asked.get(address, [])

    @property
    def waiting(self) -> list[Asked]:
        """Open questions of the office, in the order of its letters."""
        return [one for letter in self.letters() for one in letter.questions if one.is_open]

    @property
    def accepted_label(self) -> str:
        """Which revision the office accepted of a year that is open here; empty where that is none."""
        return self._acceptance()[0]

    @property
    def told_of_acceptance(self) -> str:
        """The same with what follows, as a sentence without its full stop; empty likewise."""
        return self._acceptance()[1]

    def _acceptance(self) -> tuple[str, str]:
        if self._accepted is None:
            try:
                self._accepted = accepted_label(self.year), told_of_acceptance(self.year)
            except TianbaoError:
                return "", ""
        return self._accepted

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
        """Where the year goes on when nothing is left to be dealt with on its forms."""
        if self.told_of_acceptance:
            return self.told_of_acceptance
        waiting = len(self.waiting) if self._editable else 0
        if waiting:
            return f"但{told_of_waiting(waiting)}，请到{Stage.RECEIPT.place}答复"
        return f"可以到{Stage.FINALISE.place}定稿" if self._state.is_open else f"本年度{self._state.label}"

    def to_explain(self, address: str) -> Finding | None:
        """The question to be answered in words at a cell, where that is what is to be done there next."""
        first = next((f for f in self.findings_at(address) if self.is_open(f)), None)
        return first if first is not None and self.asks_for_words(first) else None

    def asks_for_words(self, finding: Finding) -> bool:
        """Whether a finding wants an explanation, and one can be written now."""
        return finding.enforcement is Level.QUERY and self._editable

    def behind_status(self, row: LayoutRow) -> tuple[str, Finding | None]:
        """Address of the cell that the status of a row speaks of, and the finding; None for a verdict."""
        findings = self.findings_of_row(row)
        first = next((f for f in findings if self.is_open(f)), findings[0] if findings else None)
        cells = {cell.address for cell in row.cells}
        named = [a for a in first.cells if a in cells] if first is not None else []
        return (named or [row.cells[0].address])[0], first

    def asks_for_source(self, address: str, finding: Finding | None = None) -> bool:
        """Whether a finding, or else what comes next at a cell, asks where its figure comes from."""
        first = finding or next((f for f in self.findings_at(address) if self.is_open(f)), None)
        return first is not None and Trait.SOURCE in first.traits and self._editable

    def is_given(self, cell: Cell) -> bool:
        """Whether base figures of the statistics office give the figure of a cell, which locks it."""
        return cell.kind is CellKind.ENTRY and self.year.is_locked(cell.key)

    def why_closed(self, address: str) -> str:
        """Why a cell cannot be typed into and what to do; empty when it can."""
        cell = self.cell(address)
        unwritten = self.why_unwritten(address)
        return unwritten if unwritten or cell is None else self.year.why_given(cell.key)

    def why_unwritten(self, address: str) -> str:
        """Why neither a figure nor a remark can be stored with a cell and what to do; empty when one can."""
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
            chosen = self.year.chosen_instead if self._state is YearState.SUPERSEDED else ""
            next_state(self._state, Step.ENTER, chosen)
        except StateError as refusal:
            return refusal.message
        return ""

    def other_than_due(self) -> str:
        """A sentence where the open year is not the one that is due now; empty where it is."""
        due = self.year.desk.suggested_year()
        if self.desk_year == due:
            return ""
        return f"现在打开的是 {self.desk_year} 年度，不是现在要报的 {due} 年度。要换的，在窗口上方换。"
