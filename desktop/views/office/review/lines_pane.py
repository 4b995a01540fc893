"""疑问与审核 under the grid: chips that filter, the table, and what can be done with the current line."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.models.grid.roles import Role, mark_at
from desktop.models.office.review.review_lines import LineKind, ReviewLine
from desktop.models.office.review.review_table import ReviewColumn, ReviewTable
from desktop.views.frame.keys import follow_in_tab_order
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.marks import MARK_SIZE, mark_icon
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.lines import whole

_ROW, _HEAD = 25, 27
"""Pixels of a row and of the heads; our own choice, rows as high as the board's."""
_MOST = 12
"""Rows that the table grows to where there is room; more are scrolled. Chosen by us."""
_NARROW = 200
"""Pixels below which the pane was not laid out yet; our own choice."""
_WIDTHS = {
    ReviewColumn.KIND: 96,
    ReviewColumn.PLACE: 130,
    ReviewColumn.OLD: 76,
    ReviewColumn.NEW: 76,
    ReviewColumn.STATE: 82,
}
"""Pixels of columns; the words take what is left. Chosen for figures of eight digits."""


class _Delegate(QStyledItemDelegate):
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        mark = mark_at(index)
        if mark is not None:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = mark_icon(mark, 2.0)
            option.decorationSize = QSize(MARK_SIZE, MARK_SIZE)
        is_grey = not index.data(Role.PROBLEM) and index.column() != ReviewColumn.WORDS
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, QColor(now().muted if is_grey else now().ink))


class LinesTable(QTableView):
    """The table; Enter goes to the cell."""

    went = Signal()
    """The cell of the current line is wanted."""
    chosen = Signal()
    """Another line is current."""

    def __init__(self, table: ReviewTable) -> None:
        """Show lines."""
        super().__init__()
        self.setObjectName("previewTable")
        self.setAccessibleName("疑问与审核")
        self.setModel(table)
        self.setItemDelegate(_Delegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_ROW)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setFixedHeight(_HEAD)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self.doubleClicked.connect(self.went)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QTableView.resizeEvent: the words take what is left."""
        super().resizeEvent(event)
        scale = self.font().pointSizeF() / POINT_SIZE
        wide = self.viewport().width() >= 2 * sum(_WIDTHS.values()) * scale / 1.3
        for column, width in _WIDTHS.items():
            keeps = wide or column != ReviewColumn.PLACE
            self.setColumnWidth(column, round(width * scale) if keeps else 74)
        others = sum(self.columnWidth(column) for column in _WIDTHS)
        self.setColumnWidth(ReviewColumn.WORDS, max(self.viewport().width() - others, 120))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Override QTableView.currentChanged."""
        super().currentChanged(current, previous)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QTableView.keyPressEvent: Enter goes to the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went.emit()
        else:
            super().keyPressEvent(event)


class LinesPane(QWidget):
    """Chips above the table; below it the whole of the current line."""

    close_wanted = Signal()
    again_wanted = Signal()
    recall_wanted = Signal()

    def __init__(self, table: ReviewTable, parent: QWidget | None = None) -> None:
        """Show lines."""
        super().__init__(parent)
        self.model, self.table = table, LinesTable(table)
        self._chips, self._group = QHBoxLayout(), QButtonGroup(self)
        self._chips.setSpacing(6)
        self.close_button, self.again = QPushButton("了结　Ctrl+Enter"), QPushButton("再问")
        self.recall = QPushButton("撤回退回单……")
        self.recall.clicked.connect(self.recall_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        self.again.clicked.connect(self.again_wanted)
        title = QLabel("疑问与审核")
        title.setFont(bold(self.font()))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title)
        head.addLayout(self._chips)
        head.addStretch(1)
        for button in (self.recall, self.close_button, self.again):
            button.setProperty("kind", "quiet")
            button.setAutoDefault(False)
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.words = whole("")
        self.words.hide()
        column.addWidget(self.words)
        self._none = QLabel("没有逐格的疑问：没有提过问题，没有未问而改。整份的见核验结果。")
        self._none.setProperty("tone", "muted")
        column.addWidget(self._none)

    def show_words(self, *, shown: bool) -> None:
        """Show the current line in full below the table, where the line below the grid is out of sight."""
        self.words.setVisible(shown)

    def show_chips(self) -> None:
        """Show a chip for each kind of line that there is."""
        counts, total = self.model.counts, self.model.total
        chips: list[tuple[LineKind | None, str]] = [(None, f"全部 {total}")]
        chips += [(kind, f"{kind.label} {count}") for kind, count in counts.items()]
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        before: QWidget = self.again
        for kind, words in chips if total else []:
            chip = QPushButton(words)
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setChecked(kind is self.model.kind)
            chip.setAutoDefault(False)
            if kind is not None:
                chip.setIcon(mark_icon(kind.mark, 2.0))
                chip.setIconSize(QSize(MARK_SIZE, MARK_SIZE))
            self._group.addButton(chip)
            chip.clicked.connect(partial(self._filter, kind))
            self._chips.addWidget(chip)
            before = follow_in_tab_order(before, chip)
        self.table.setVisible(bool(total))
        self._none.setVisible(not total)

    @property
    def needed(self) -> int:
        """Pixels of height that chips and lines need; more lines than there is room for are scrolled."""
        total = self.model.total
        around = self.sizeHint().height() - (self.table.sizeHint().height() if total else 0)
        if not self.words.isHidden() and self.width() > _NARROW:  # the hint thinks of a narrow text
            around -= self.words.sizeHint().height() - self.words.heightForWidth(self.width())
        rows = max(2, min(total, _MOST))
        return around + (_HEAD + rows * _ROW + 12 if total else 0)

    def _filter(self, kind: LineKind | None, _checked: bool = False) -> None:
        self.model.show_kind(kind)

    def current(self) -> ReviewLine | None:
        """The line that is chosen; None for none."""
        return self.model.line_at(self.table.currentIndex())

    def choose(self, row: int) -> None:
        """Make a row current; nothing for -1."""
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.scrollTo(self.model.index(row, 0))
