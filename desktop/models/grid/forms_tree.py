"""The unit's forms, grouped by domain of the plan, with their progress."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.grid.roles import Mark, Role
from desktop.models.grid.shown_year import ShownYear
from forms.findings.progress import Progress
from forms.plan.targets import CHINESE_NUMERALS
from forms.reporting.layout import FormLayout

NOTHING_ASKED = "有调查才填"
"""Instead of counts, of a form that only special surveys fill."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DOMAIN = 0
"""By definition the internal id of a domain node; a form node carries the number of its domain, counted from
one."""


class FormsModel(QAbstractItemModel):
    """Domains, and under each the unit's forms.

    Args:
        shown: the year.
    """

    def __init__(self, shown: ShownYear, parent: QObject | None = None) -> None:
        """Show the forms of a year."""
        super().__init__(parent)
        self._shown = shown
        self._domains: list[tuple[int, str, list[FormLayout]]] = []
        self._progress: dict[str, Progress] = {}
        self._group()
        self._count()
        shown.changed.connect(self._on_changed)
        shown.state_changed.connect(self._recount)

    def totals(self) -> tuple[int, int]:
        """Filled and all entry cells of the unit."""
        return (
            sum(p.filled for p in self._progress.values()),
            sum(p.total for p in self._progress.values()),
        )

    def index_of(self, form_code: str) -> QModelIndex:
        """Where a form stands."""
        for number, (_, _, forms) in enumerate(self._domains):
            for place, form in enumerate(forms):
                if form.form.code == form_code:
                    return self.index(place, 0, self.index(number, 0))
        return QModelIndex()

    def first_unfinished(self) -> str:
        """Code of the first form with something to do, else of the first form."""
        codes = [form.form.code for _, _, forms in self._domains for form in forms]
        for code in codes:
            progress = self._progress[code]
            if progress.filled < progress.total or progress.blocking or progress.open_queries:
                return code
        return codes[0] if codes else ""

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Override QAbstractItemModel.index."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _DOMAIN)

    def parent(self, child: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        """Override QAbstractItemModel.parent."""
        if not child.isValid() or child.internalId() == _DOMAIN:
            return QModelIndex()
        return self.createIndex(int(child.internalId()) - 1, 0, _DOMAIN)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel.rowCount."""
        if not parent.isValid():
            return len(self._domains)
        is_domain = parent.internalId() == _DOMAIN and parent.column() == 0
        return len(self._domains[parent.row()][2]) if is_domain else 0

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel.columnCount."""
        del parent
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel.flags."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.internalId() == _DOMAIN:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractItemModel.data."""
        if not index.isValid():
            return None
        if index.internalId() == _DOMAIN:
            no, title, _ = self._domains[index.row()]
            return f"{CHINESE_NUMERALS[no]}　{title}" if role == Qt.ItemDataRole.DisplayRole else None
        form = self._domains[int(index.internalId()) - 1][2][index.row()]
        progress = self._progress[form.form.code]
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: form.form.title,
            Qt.ItemDataRole.ToolTipRole: self.told(form, progress),
            Qt.ItemDataRole.AccessibleTextRole: self.told(form, progress),
            Role.FORM: form.form.code,
            Role.PROGRESS: progress,
            Role.MARK: _mark(progress),
        }
        return answers.get(role)

    def told(self, form: FormLayout, progress: Progress) -> str:
        """What is said of a form: how far it is, and what is to be done there."""
        words = [f"{form.form.title}：{filled_words(progress)}"]
        if progress.blocking:
            words.append(f"须改正 {progress.blocking} 处")
        if progress.open_queries:
            words.append(f"待说明 {progress.open_queries} 处")
        return "，".join(words)

    def _group(self) -> None:
        plan = self._shown.plan
        groups: dict[int, list[FormLayout]] = {}
        for form in self._shown.layout.forms:
            groups.setdefault(form.form.domain, []).append(form)
        self._domains = [(no, plan.domain_by_no[no].title, forms) for no, forms in groups.items()]

    def _count(self) -> None:
        shown = self._shown
        self._progress = {form.form.code: shown.progress(form) for form in shown.layout.forms}

    def _recount(self) -> None:
        before = self._progress
        self._count()
        for code, progress in self._progress.items():
            if progress != before[code]:
                index = self.index_of(code)
                self.dataChanged.emit(index, index)

    def _on_changed(self, change: object) -> None:
        del change
        self._recount()


def _mark(progress: Progress) -> Mark | None:
    if progress.blocking:
        return Mark.BAD
    if progress.open_queries:
        return Mark.ALARM
    return Mark.DONE if progress.filled == progress.total else None


def filled_words(progress: Progress) -> str:
    """How many cells of a form are filled."""
    return f"已填 {progress.filled} / {progress.total} 格" if progress.total else NOTHING_ASKED
