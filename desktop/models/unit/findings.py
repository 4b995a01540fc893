"""The list of findings (审核结果), with a filter by level."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.grid.roles import Mark, Role
from desktop.models.unit.finding_marks import standing_of
from desktop.models.unit.working_year import WorkingYear
from forms.findings import Finding, Level, Trait

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class FindingsModel(QAbstractListModel):
    """All findings of a year, most serious first; a row reads as sentence and next step.

    Args:
        working: the year.
    """

    def __init__(self, working: WorkingYear, parent: QObject | None = None) -> None:
        """Show all findings of a year."""
        super().__init__(parent)
        self._working = working
        self._level: Level | None = None
        self._findings: tuple[Finding, ...] = ()
        self._told: list[tuple[Finding, object, str]] = []
        self._read()
        working.changed.connect(self._on_working_changed)
        working.state_changed.connect(self._reset)

    @property
    def working(self) -> WorkingYear:
        """The year whose findings these are."""
        return self._working

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings shown, in the order of the rows."""
        return self._findings

    @property
    def level(self) -> Level | None:
        """The level shown, or None for all."""
        return self._level

    @property
    def onward(self) -> str:
        """Where the year goes on when there is no finding."""
        return self._working.onward

    def show_level(self, level: Level | None) -> None:
        """Show one level only, or all."""
        if level is not self._level:
            self._level = level
            self._reset()

    def count(self, level: Level) -> int:
        """Findings of a level, shown or not."""
        return self._working.year.report.count(level)

    def finding_at(self, index: Index) -> Finding | None:
        """The finding in a row."""
        return self._findings[index.row()] if index.isValid() else None

    def row_of(self, finding: Finding) -> int:
        """Row of a finding, -1 if it is not shown."""
        return next((i for i, f in enumerate(self._findings) if f.identity == finding.identity), -1)

    def next_open_row(self, row: int) -> int:
        """The first row from ``row`` on, around the end, with something to do; -1 where there is none."""
        count = len(self._findings)
        places = [(row + step) % count for step in range(count)]
        return next((place for place in places if self._working.is_open(self._findings[place])), -1)

    def next_open(self, after: str | None, addresses: list[str], *, goes_on: bool = False) -> str | None:
        """Address of the next cell with something to do, form by form, around the end.

        On each form what is wrong comes before what is blank: who mistyped a figure and went on is in the
        next blank cell by now.

        Args:
            after: address of the current cell.
            addresses: all cells in form order.
            goes_on: whether the current cell is the one that was named last, and nothing was done since.
        """
        places = {a: i for i, a in enumerate(addresses)}
        wrong: dict[int, bool] = {}
        for finding in self._working.year.report.findings:
            if self._working.is_open(finding):
                is_blank = Trait.BLANKS in finding.traits
                for place in (places[c] for c in _entry_points(finding) if c in places):
                    wrong[place] = wrong.get(place, False) or not is_blank
        if not wrong:
            return None
        forms = {code: n for n, code in enumerate(dict.fromkeys(map(_form, addresses)))}
        order = sorted(wrong, key=lambda place: (forms[_form(addresses[place])], not wrong[place], place))
        here = places.get(after or "", -1)
        # From a mistake, and on from where the key led last, in that order; from anywhere else, also from a
        # blank cell that was reached otherwise, to the nearest behind it.
        if here in wrong and (goes_on or wrong[here]):
            return addresses[order[(order.index(here) + 1) % len(order)]]
        nearer = [p for p in order if wrong[p] and _form(addresses[p]) == _form(after or "")] or sorted(wrong)
        return addresses[next((place for place in nearer if place > here), nearer[0])]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractListModel.rowCount."""
        return 0 if parent.isValid() else len(self._findings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractListModel.flags."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractListModel.data."""
        finding = self.finding_at(index)
        if finding is None:
            return None
        answer = _ANSWERS.get(role)
        return answer(self, finding) if answer is not None else None

    def detail(self, finding: Finding) -> str:
        """The explanation on file, else what to do next."""
        explanation = self._working.year.report.explanation(finding)
        return f"说明：{explanation.text}" if explanation is not None else finding.next_step

    def wanted(self) -> tuple[Finding, ...]:
        """The findings of the level shown, in the order of the rows."""
        found = [f for f in self._working.year.report.findings if self._level in (None, f.enforcement)]
        # What is wrong stands before what is blank, and is what the one line says in a low window.
        return tuple(sorted(found, key=lambda f: (f.enforcement.rank, Trait.BLANKS in f.traits)))

    def _read(self) -> None:
        self._findings = self.wanted()
        self._told = self._tell()

    def _tell(self) -> list[tuple[Finding, object, str]]:
        """All that the rows show."""
        return [(f, standing_of(self._working, f), self.detail(f)) for f in self._findings]

    def _reset(self) -> None:
        self.beginResetModel()
        self._read()
        self.endResetModel()

    def _on_working_changed(self, change: object) -> None:
        del change
        before, after = self._findings, self.wanted()
        # With no row there is nothing whose data could change, and the counts of other levels still may.
        if not after or [f.identity for f in before] != [f.identity for f in after]:
            self._reset()
            return
        told, self._findings = self._told, after
        self._told = self._tell()
        # Of a list that shows all of them nothing is measured and painted anew where nothing has changed.
        shows_all = self._level is None
        differ = [row for row, words in enumerate(self._told) if not shows_all or words != told[row]]
        if differ:
            self.dataChanged.emit(self.index(differ[0]), self.index(differ[-1]))


def _mark(model: FindingsModel, finding: Finding) -> Mark:
    return standing_of(model.working, finding)[0]


def _label(model: FindingsModel, finding: Finding) -> str:
    return standing_of(model.working, finding)[1]


_ANSWERS: dict[int, Callable[[FindingsModel, Finding], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda _, finding: finding.message,
    Qt.ItemDataRole.ToolTipRole: lambda _, f: f"{f.message}\n{f.next_step}（{f.code}）",
    Qt.ItemDataRole.AccessibleTextRole: lambda model, f: f"{_label(model, f)} {f.message}，{f.next_step}",
    Role.MARK: _mark,
    Role.LABEL: _label,
    Role.DETAIL: lambda model, finding: model.detail(finding),
    Role.EXPLAINED: lambda model, finding: _mark(model, finding) is Mark.DONE,
    Role.ADDRESS: lambda _, finding: finding.cells[0] if finding.cells else None,
    Role.FINDING: lambda _, finding: finding,
}
"""By role, one at a time: a list asks for some ten of every row whenever it is measured or painted."""


def _form(address: str) -> str:
    return address.partition("/")[0]


def _entry_points(finding: Finding) -> tuple[str, ...]:
    """Cells to visit for a finding: each blank cell, else the one to look at first."""
    return finding.cells if Trait.BLANKS in finding.traits else finding.cells[:1]
