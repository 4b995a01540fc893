"""The early warning list (预警清单): which targets need attention, most urgent first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.grid.roles import Mark, Role
from desktop.models.unit.working_year import WorkingYear
from desktop.models.wording import target_sentences
from forms.verdict.warning import EarlyWarning, WarningKind

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MARKS = {
    WarningKind.MISSED: Mark.BAD,
    WarningKind.LAGGING: Mark.SLOW,
    WarningKind.STRIVEN_FOR: Mark.SLOW,
}


class WarningsModel(QAbstractListModel):
    """All early warnings of a year.

    Args:
        working: the year.
    """

    def __init__(self, working: WorkingYear, parent: QObject | None = None) -> None:
        """Show the warnings of a year."""
        super().__init__(parent)
        self._working = working
        self._warnings: tuple[EarlyWarning, ...] = working.year.warnings
        working.changed.connect(self._on_working_changed)

    def row_of(self, warning: EarlyWarning) -> int:
        """Row of the warning of the same target, -1 if it is gone."""
        wanted = warning.verdict.target
        return next((i for i, w in enumerate(self._warnings) if w.verdict.target == wanted), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractListModel.rowCount."""
        return 0 if parent.isValid() else len(self._warnings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractListModel.flags."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractListModel.data."""
        if not index.isValid():
            return None
        warning = self._warnings[index.row()]
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: f"{warning.name}：{warning.verdict.arithmetic}",
            Qt.ItemDataRole.ToolTipRole: warning.sentence,
            Qt.ItemDataRole.AccessibleTextRole: warning.sentence,
            Role.MARK: warning_mark(warning.kind),
            Role.LABEL: warning.kind.label,
            Role.DETAIL: warning.need or f"{warning.verdict.due_text}须达标",
            Role.ADDRESS: warning_address(self._working, warning),
            Role.WARNING: warning,
        }
        return answers.get(role)

    def _on_working_changed(self, change: object) -> None:
        del change
        found = self._working.year.warnings
        if found != self._warnings:
            self.beginResetModel()
            self._warnings = found
            self.endResetModel()


def warning_mark(kind: WarningKind) -> Mark:
    """Shape of a warning: missed, to be warned of, or only watched."""
    return _MARKS.get(kind, Mark.ALARM)


def warning_address(working: WorkingYear, warning: EarlyWarning) -> str | None:
    """The cell that shows the figure, else the first of its row; None when no form of the unit has it."""
    target = warning.verdict.target
    for form in working.year.layout.forms:
        for row in form.rows:
            if row.indicator is not None and row.indicator.code == target.indicator:
                exact = (c.address for c in row.cells if c.address.endswith(f"/{target.breakdown}"))
                return next(exact, row.cells[0].address)
    return None


def warning_facts(working: WorkingYear, warning: EarlyWarning) -> tuple[tuple[str, str], ...]:
    """Label and text: the target, how it is judged, what is still needed and by when."""
    verdict = warning.verdict
    facts = (
        ("目标", target_sentences(working.year.desk.plan, [verdict.target])),
        ("判定", verdict.arithmetic),
        ("差距", warning.need),
        ("期限", verdict.due_text),
    )
    return tuple((label, text) for label, text in facts if text)
