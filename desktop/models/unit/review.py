"""The findings of the page 审核 in the order of the forms; several can be ticked for one explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.models.grid.roles import Role
from desktop.models.unit.findings import FindingsModel
from desktop.models.unit.working_year import WorkingYear
from forms.findings import RULES, Explanation, Finding, Level, Trait
from forms.reporting.layout import FormLayout

Index = QModelIndex | QPersistentModelIndex
_TITLES = {rule.code: rule.title for rule in RULES}
_STATES = {Level.MANDATORY: "待改正", Level.QUERY: "待说明", Level.ADVISORY: "供参考"}


_YEARS_TO_COMPARE = 2
"""With fewer earlier years neither a course nor most slips can be judged: ``LEAST_YEARS`` of
``forms.slips.expectation``, chosen by us as the same."""


def undecided_words(working: WorkingYear) -> str:
    """How many checks could not be made and what they lack, in Chinese; empty where all were made."""
    count, figures = working.year.report.undecidable, working.year.figures
    if not count:
        return ""
    cells = working.year.layout.entry_cells
    readings = [(working.year.reading(cell.key), cell.is_surveyed) for cell in cells]
    past = [sum(figures.value(cell.key, y) is not None for y in figures.history) for cell in cells]
    lacks = {
        "有格没填": any(r.is_blank and not is_surveyed for r, is_surveyed in readings),
        "专项调查没填": any(r.is_blank and is_surveyed for r, is_surveyed in readings),
        "有格填的是未收集等": any(not r.is_blank and r.value is None for r, _ in readings),
        "往年数不到两年": any(years < _YEARS_TO_COMPARE for years in past),
    }
    why = "，".join(words for words, is_so in lacks.items() if is_so)
    return f"{count} 项因缺数无法判断" + (f"（{why}）" if why else "")


class ReviewModel(FindingsModel):
    """Rows stand form by form; those that ask for words can be ticked (``CheckStateRole``)."""

    _ticked: frozenset[tuple[str, str]] = frozenset()
    """By identity: a finding is made anew with each change of its figures."""

    def wanted(self) -> tuple[Finding, ...]:
        """Override FindingsModel.wanted: in the order of the forms; those of no cell stand last."""
        places = {address: place for place, address in enumerate(self.working.year.layout.cell_by_address)}
        last = len(places)

        def place_of(finding: Finding) -> int:
            return places.get(finding.cells[0], last) if finding.cells else last

        return tuple(sorted(super().wanted(), key=place_of))

    # --- ticks -----------------------------------------------------------------------------------

    @property
    def ticked(self) -> tuple[Finding, ...]:
        """The findings that are ticked, shown or not, in the order of the report."""
        found = self.working.year.report.findings
        return tuple(f for f in found if f.identity in self._ticked and self.working.asks_for_words(f))

    def tick(self, findings: Iterable[Finding]) -> None:
        """Tick further findings; those that ask for no words stay as they are."""
        asked = {f.identity for f in findings if self.working.asks_for_words(f)}
        self._set_ticked(self._ticked | asked)

    def toggle(self, finding: Finding) -> None:
        """Tick a finding, or take its tick away."""
        if self.working.asks_for_words(finding):
            self._set_ticked(self._ticked ^ {finding.identity})

    def untick_all(self) -> None:
        """Take all ticks away."""
        self._set_ticked(frozenset())

    def _set_ticked(self, ticked: frozenset[tuple[str, str]]) -> None:
        if ticked == self._ticked:
            return
        self._ticked = ticked
        last = self.rowCount() - 1
        if last >= 0:  # a filter may hide every row, and what is ticked with them
            self.dataChanged.emit(self.index(0), self.index(last), [Qt.ItemDataRole.CheckStateRole])

    def alike(self, finding: Finding) -> tuple[Finding, ...]:
        """The findings that ask the same and are still open, the given one among them."""
        kind = self._kind(finding)
        found = self.working.year.report.findings
        return tuple(
            f
            for f in found
            if self._kind(f) == kind and self.working.asks_for_words(f) and self.working.is_open(f)
        )

    def name_of_kind(self, finding: Finding) -> str:
        """What findings of the same kind have in common, in a word: what was typed, else the rule's name."""
        _, typed = self._kind(finding)
        return typed or _TITLES.get(finding.code, finding.enforcement.label)

    def _kind(self, finding: Finding) -> tuple[str, str]:
        """Rule, and the word that was typed in place of a figure."""
        observations = self.working.year.figures.observations
        typed = observations.get(finding.keys[0]) if finding.keys else None
        missing = typed.reading.missing if typed is not None else None
        return finding.code, missing.label if missing is not None else ""

    # --- words -----------------------------------------------------------------------------------

    def told_about(self, findings: Sequence[Finding]) -> str:
        """For which findings a text counts, and how many of them have another one already."""
        names = "，".join(self._split(f)[0] or f.message for f in findings)
        if len(findings) == 1:
            return names
        said = sum(self.working.year.report.explanation(f) is not None for f in findings)
        replaced = f"（{said} 条已有说明，以这一段为准）" if said else ""
        return f"给所选 {len(findings)} 条{replaced}：{names}"

    def said_last_year(self, finding: Finding) -> str:
        """How the same question was answered last year; empty where it was not."""
        said = self._said_last_year.get(finding.identity)
        return said.text if said is not None else ""

    @cached_property
    def _said_last_year(self) -> Mapping[tuple[str, str], Explanation]:
        return self.working.said_last_year()

    # --- rows ------------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override FindingsModel.flags."""
        finding = self.finding_at(index)
        asked = finding is not None and self.working.asks_for_words(finding)
        return super().flags(index) | (Qt.ItemFlag.ItemIsUserCheckable if asked else Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override FindingsModel.data."""
        finding = self.finding_at(index)
        if finding is None:
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._check_state(finding)
        if role == Role.SUBJECT:
            return self._split(finding)[0]
        if role == Role.DETAIL and self.working.is_open(finding):
            return self._split(finding)[1]
        if role == Role.STATE:
            explained = finding.enforcement is Level.QUERY and not self.working.is_open(finding)
            is_blank = Trait.BLANKS in finding.traits
            return "" if explained else "待填" if is_blank else _STATES[finding.enforcement]
        if role == Role.GROUP:
            return self._group_at(index.row())
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Override QAbstractListModel.setData: a tick is set or taken away."""
        finding = self.finding_at(index)
        if role != Qt.ItemDataRole.CheckStateRole or finding is None:
            return QAbstractListModel.setData(self, index, value, role)
        if (finding.identity in self._ticked) != (Qt.CheckState(value) is Qt.CheckState.Checked):
            self.toggle(finding)
        return True

    def _check_state(self, finding: Finding) -> Qt.CheckState | None:
        if not self.working.asks_for_words(finding):
            return None
        is_ticked = finding.identity in self._ticked
        return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked

    def _split(self, finding: Finding) -> tuple[str, str]:
        """Code and name of the row, and the sentence without it; of blanks how many, and which."""
        address = finding.cells[0] if finding.cells else None
        form = self._form_of(finding)
        if address is None or form is None:
            return "", finding.message
        if Trait.BLANKS in finding.traits:
            count, _, named = finding.message.removeprefix(f"《{form.form.title}》").partition("：")
            return count, named
        row = self.working.row(address)
        # The item's name: on its form a part is called 女性, and by itself that does not say of whom.
        name = self._item_name(finding) or row.name
        return f"{row.code} {name}", finding.message.removeprefix(f"“{name}”").removeprefix(f"“{row.name}”")

    def _item_name(self, finding: Finding) -> str:
        item = self.working.plan.item_by_code.get(finding.keys[0].code) if finding.keys else None
        return item.name if item is not None else ""

    def _form_of(self, finding: Finding) -> FormLayout | None:
        return self.working.year.layout.form_of(finding.cells[0]) if finding.cells else None

    def _group_at(self, row: int) -> tuple[str, int] | None:
        forms = [self._form_of(finding) for finding in self.findings]
        mine = forms[row]
        if row and forms[row - 1] is mine:
            return None
        return (mine.form.title if mine is not None else "整套报表"), forms.count(mine)
