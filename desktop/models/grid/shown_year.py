"""What the grid asks of the year that it shows, be it filled in by a unit or received by an office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from forms.figures.breakdown import SeriesKey
    from forms.figures.quantity import Reading
    from forms.findings import Finding
    from forms.findings.progress import Progress
    from forms.plan.pack import Plan
    from forms.reporting.earlier import DefinitionChange
    from forms.reporting.entry import Figures
    from forms.reporting.layout import Cell, FormLayout, LayoutRow, UnitLayout
    from forms.verdict import Verdict


class AskedAbout(Protocol):
    """A question of the office about a cell."""

    @property
    def text(self) -> str:
        """The question."""


class ShownYear(Protocol):
    """A year of a unit as the grid reads it.

    Nothing of it is written here: the desk that lets figures be typed has a grid of its own for that.
    """

    @property
    def changed(self) -> SignalInstance:
        """Emitted when figures, or what is said of them, have changed; what is handed along is the desk's."""

    @property
    def state_changed(self) -> SignalInstance:
        """Emitted when the year went into another state."""

    @property
    def desk_year(self) -> int:
        """The reporting year."""

    @property
    def plan(self) -> Plan:
        """The plan by which the year is filled in."""

    @property
    def layout(self) -> UnitLayout:
        """The unit's forms."""

    @property
    def figures(self) -> Figures:
        """Figures of the year and those that came before, as they are judged by."""

    @property
    def across_breaks(self) -> Figures:
        """The figures as if no definition had changed: to show, not to judge by."""

    @property
    def verdicts(self) -> Mapping[str, Sequence[Verdict]]:
        """Verdicts by code of the indicator."""

    @property
    def is_editable(self) -> bool:
        """Whether figures may be typed."""

    def reading(self, key: SeriesKey) -> Reading:
        """What stands in an entry cell; a blank reading where nothing does."""

    def progress(self, form: FormLayout) -> Progress:
        """How far a form has been filled in, and what is to be done there."""

    def findings_at(self, address: str) -> Sequence[Finding]:
        """What the checks say of a cell, most serious first."""

    def findings_of_row(self, row: LayoutRow) -> Sequence[Finding]:
        """What the checks say of any cell of a row, each once, most serious first."""

    def is_open(self, finding: Finding) -> bool:
        """Whether something is still to be done about a finding."""

    def asked_at(self, address: str) -> Sequence[AskedAbout]:
        """Questions of the office about a cell that wait for an answer."""

    def breaks_of(self, cell: Cell) -> Sequence[DefinitionChange]:
        """Changes of definition in the series of a cell, oldest first."""

    def is_given(self, cell: Cell) -> bool:
        """Whether the statistics office gives the figure of a cell, which locks it."""

    def why_closed(self, address: str) -> str:
        """Why a cell cannot be typed into and what to do; empty where it can."""
