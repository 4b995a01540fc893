"""单位 × 指标: a line for each unit, a shape for each row of its forms; Enter opens the unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.models.office.board.matrix_words import MARKS, cell_words, counted
from desktop.models.office.place import OfficePlace
from desktop.models.office.window_words import window_words
from desktop.services.office.overview.matrix import MatrixCell, MatrixLine, matrix_of
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.look.marks import MARK_SIZE, mark_icon
from desktop.views.office.page import OfficeFrame
from forms.errors import TianbaoError

_ABOUT = (
    "每个单位一行，它报表里的每一行一格，从左到右；每格只画最要紧的一样。方向键移动，下面写着是哪一行，"
    "Enter 打开这个单位。"
)
_CELL = 26
"""Pixels of a cell; our own choice, a shape with some room."""


class MatrixDialog(Dialog):
    """Reads the year off the window's thread, and shows it.

    Args:
        frame: the window.
        parent: of the dialog.
    """

    chapter = "desk-intake.md"

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Begin to read."""
        year = frame.desk_year.year
        super().__init__(f"{year} 年单位 × 指标", parent, width=1080, height=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, desk = frame, frame.desk_year.desk
        self._lines: Sequence[MatrixLine] = ()
        self.counted, self.told, self.table = QLabel("正在看……"), muted(""), QTableWidget()
        self.told.setMinimumHeight(self.fontMetrics().height())
        self.table.setAccessibleName("单位 × 指标")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setIconSize(QSize(MARK_SIZE, MARK_SIZE))
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().setDefaultSectionSize(_CELL)
        self.table.horizontalHeader().setMinimumSectionSize(_CELL)
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_CELL)
        self.table.currentCellChanged.connect(lambda *_: self._show_current())
        self.table.activated.connect(lambda _index: self._open())
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("打开这个单位", QDialogButtonBox.ButtonRole.ActionRole)
        self.go.setProperty("kind", "primary")
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.go, close):
            button.setAutoDefault(False)  # Enter belongs to the table
        self.go.clicked.connect(self._open)
        buttons.rejected.connect(self.reject)
        self.lay_out(muted(_ABOUT), self.counted, self.table, self.told, buttons=buttons)
        self._show_current()
        frame.background.run("正在看各单位的指标……", lambda: matrix_of(desk, year), self._show, self._refuse)

    def _show(self, lines: Sequence[MatrixLine]) -> None:
        self._lines = lines
        self.counted.setText(counted(lines))
        self.table.setRowCount(len(lines))
        self.table.setColumnCount(max((len(line.cells) for line in lines), default=0))
        for column in range(self.table.columnCount()):
            self.table.setColumnWidth(column, _CELL)
        self.table.setVerticalHeaderLabels([line.name for line in lines])
        icons = {standing: mark_icon(mark, 2.0) for standing, mark in MARKS.items()}
        for row, line in enumerate(lines):
            for column, cell in enumerate(line.cells):
                item = QTableWidgetItem()
                item.setIcon(icons[cell.standing])
                item.setToolTip(cell_words(line, cell))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, cell_words(line, cell))
                self.table.setItem(row, column, item)
        self.table.setCurrentCell(0, 0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, error: TianbaoError) -> None:
        self.counted.setText(window_words(error.sentence))

    def _current(self) -> tuple[MatrixLine, MatrixCell | None] | None:
        row, column = self.table.currentRow(), self.table.currentColumn()
        if not 0 <= row < len(self._lines):
            return None
        cells = self._lines[row].cells
        return self._lines[row], cells[column] if 0 <= column < len(cells) else None

    def _show_current(self) -> None:
        found = self._current()
        line, cell = (None, None) if found is None else found
        self.told.setText("" if line is None or cell is None else cell_words(line, cell))
        today = self._window.desk_year.today
        has_come = line is not None and today is not None and bool(today.dossiers[line.unit].came)
        self.go.setEnabled(has_come)

    def _open(self) -> None:
        found = self._current()
        if found is not None and self.go.isEnabled():
            self.accept()
            self._window.show_place(OfficePlace.REVIEW, found[0].unit)
