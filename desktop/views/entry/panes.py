"""Where the panes of 填报 stand: beside each other, or where there is no room, opened over the grid."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.views.entry.cell_line import CellLine
from desktop.views.entry.cell_pane import CellPane
from desktop.views.entry.findings_line import FindingsLine
from desktop.views.entry.findings_pane import FindingsPane
from desktop.views.entry.forms_pane import FormsPane
from desktop.views.entry.heading import EntryHeading
from desktop.views.frame.folding_pane import FoldingPane
from desktop.views.frame.room import Room, lay_out_anew
from desktop.views.grid.foot import GridFoot
from desktop.views.grid.view import FormGridView

_FORMS_WIDTH, _CELL_WIDTH = 320, 302
"""Pixels of the panes at the sides when they lie over the grid; our own choice."""
_ANY_HEIGHT = 16_777_215
"""``QWIDGETSIZE_MAX``, by which Qt means that there is no limit."""
_MARGIN = 10
"""Pixels between the edge of the paper and what is on it; our own choice."""


class EntryPanes(QWidget):
    """Arranges what it is given, and moves the focus between the parts (F6)."""

    left_pane = Signal()
    """Somebody wants back to the grid."""

    def __init__(self, forms: FormsPane, grid: FormGridView, findings: FindingsPane, cell: CellPane) -> None:
        """Arrange everything beside each other."""
        super().__init__()
        self._forms, self._grid, self._findings, self._cell = forms, grid, findings, cell
        self.heading, self.line, self.cell_line = EntryHeading(), FindingsLine(), CellLine()
        self.foot = GridFoot(self.cell_line)
        self.forms_pane = FoldingPane(forms, self, self._place_of_forms)
        self.cell_pane = FoldingPane(cell, self, self._place_of_cell)
        self.findings_pane = FoldingPane(findings, self, self._place_of_findings, margin=8)
        self._paper = self._make_paper()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for pane in (self.forms_pane, self._paper, self.cell_pane):
            splitter.addWidget(pane)
        splitter.setHandleWidth(6)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([244, 828, 282])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.heading.offer(forms.past)
        self._connect()

    def _make_paper(self) -> QFrame:
        paper = QFrame()
        paper.setObjectName("paper")
        layout = QVBoxLayout(paper)
        layout.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        rows = QSplitter(Qt.Orientation.Vertical)
        upper = QWidget()
        self._column = column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._grid, 1)
        column.addWidget(self.foot)
        rows.addWidget(upper)
        rows.addWidget(self.findings_pane)
        rows.setStretchFactor(0, 3)
        rows.setStretchFactor(1, 1)
        rows.setSizes([420, 170])
        rows.setChildrenCollapsible(False)
        layout.addWidget(rows, 1)
        layout.addWidget(self.line)
        self.line.hide()
        return paper

    def _connect(self) -> None:
        for pane, button in ((self.forms_pane, self.heading.forms), (self.cell_pane, self.heading.cell)):
            pane.opened.connect(button.setChecked)
            pane.left.connect(self.left_pane)
        self.findings_pane.left.connect(self.left_pane)
        self._findings.needed_changed.connect(self._share)
        self.cell_pane.opened.connect(self._keep_cell_in_sight)
        self.heading.forms.clicked.connect(lambda wanted: self._show(self._forms.tree, wanted=wanted))
        self.heading.cell.clicked.connect(lambda wanted: self._show(self._cell, wanted=wanted))
        self.line.wanted.connect(lambda: self._enter(self._findings.list))
        self.cell_line.wanted.connect(lambda: self._enter(self._cell))
        self._forms.tree.clicked.connect(self._on_form_picked)
        self._forms.tree.activated.connect(self._on_form_picked)

    def make_room(self, room: Room) -> None:
        """Fold what there is no room for, and unfold what there is."""
        self.heading.make_room(room)
        self.forms_pane.fold(folded=not room.left)
        self.cell_pane.fold(folded=not room.right)
        self.findings_pane.fold(folded=not room.below)
        self._share()
        self.line.setVisible(not room.below)
        self.foot.show_line(shown=not room.right)
        self._grid.set_dense(dense=not room.below)

    def _share(self) -> None:
        """Leave the grid what the findings do not need."""
        is_folded = self.findings_pane.is_folded
        self.findings_pane.setMaximumHeight(_ANY_HEIGHT if is_folded else self._findings.needed)

    def show_cell(self) -> None:
        """Bring everything about the cell into sight."""
        self.cell_pane.open()

    def toggle_findings(self) -> bool:
        """Open the list of findings over the grid, or fold it; False where it is not folded at all."""
        if not self.findings_pane.is_folded:
            return False
        if self.findings_pane.is_open:
            self.left_pane.emit()
        else:
            self._enter(self._findings.list)
        return True

    def cycle(self, step: int) -> None:
        """Move the focus to the next part, opening what is folded.

        Where the pane of the cell is folded it comes before the findings: its button names the key.
        """
        findings = self._findings.list
        parts: list[QWidget] = [self._forms.tree, self._grid, self._cell]
        if not findings.isHidden():
            parts.insert(3 if self.cell_pane.is_folded else 2, findings)
        focus = self.window().focusWidget()
        here = next((i for i, part in enumerate(parts) if part is focus or part.isAncestorOf(focus)), -1)
        self._enter(parts[(here + step) % len(parts)])

    def _show(self, target: QWidget, *, wanted: bool) -> None:
        if wanted:
            self._enter(target)
        else:
            self.left_pane.emit()

    def _enter(self, target: QWidget) -> None:
        for pane in (self.forms_pane, self.cell_pane, self.findings_pane):
            if pane.isAncestorOf(target):
                pane.open()
        if target is self._cell:
            self._cell.focus_first()
            return
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if target is self._findings.list and not self._findings.list.currentIndex().isValid():
            self._findings.list.setCurrentIndex(self._findings.list.model().index(0, 0))

    def _on_form_picked(self) -> None:
        if self.forms_pane.is_open:
            self.left_pane.emit()

    def _keep_cell_in_sight(self, is_open: bool) -> None:
        """Draw the grid in where what is opened would lie over the current cell, and let it out again."""
        viewport, current = self._grid.viewport(), self._grid.visualRect(self._grid.currentIndex())
        edge = viewport.mapTo(self, current.topRight()).x()
        hidden = is_open and edge > self._place_of_cell().left()
        grid_edge = self._grid.mapTo(self, self._grid.rect().topRight()).x()
        self._column.setContentsMargins(0, 0, grid_edge - self._place_of_cell().left() if hidden else 0, 0)
        lay_out_anew(self._column)
        self._grid.scrollTo(self._grid.currentIndex())

    # --- where they open -------------------------------------------------------------------------

    def _top(self) -> int:
        """Below the line with the buttons."""
        return self.heading.mapTo(self, QPoint(0, self.heading.height() + 4)).y()

    def _bottom(self) -> int:
        """Above the line of the findings, which stays in sight."""
        line = self.line.mapTo(self, QPoint(0, 0)).y() if self.line.isVisible() else self.height()
        return line - 4

    def _place_of_forms(self) -> QRect:
        top = self._top()
        return QRect(_MARGIN, top, min(_FORMS_WIDTH, self.width() - 2 * _MARGIN), self._bottom() - top)

    def _place_of_cell(self) -> QRect:
        top, width = self._top(), min(_CELL_WIDTH, self.width() - 2 * _MARGIN)
        return QRect(self.width() - width - _MARGIN, top, width, self._bottom() - top)

    def _place_of_findings(self) -> QRect:
        top = self._top() + (self.height() - self._top()) // 3
        paper = self._paper.geometry()
        return QRect(paper.left() + _MARGIN, top, paper.width() - 2 * _MARGIN, self.height() - top - 6)
