"""Where the parts of 审核 stand: beside each other, or where there is no room, opened over the paper."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.views.frame.folding_pane import FoldingPane
from desktop.views.frame.look.theme import POINT_SIZE, sized
from desktop.views.frame.paper.pdf_preview import PdfPreview
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.room import Room
from desktop.views.grid.view import FormGridView
from desktop.views.office.review.deed_bar import DeedBar
from desktop.views.office.review.facts_pane import FactsPane
from desktop.views.office.review.legend import Legend
from desktop.views.office.review.lines_pane import LinesPane
from desktop.views.office.review.review_heading import ReviewHeading
from desktop.views.office.review.unit_pane import UnitPane

_LEFT, _RIGHT = 240, 288
"""Pixels of the panes at the sides; our own choice, as in the pictures of the intent."""
_LEFT_OVER, _RIGHT_OVER = 300, 320
"""Pixels of the same when they lie over the paper; our own choice."""
_ANY_HEIGHT = 16_777_215
"""``QWIDGETSIZE_MAX``, by which Qt means that there is no limit."""
_MARGIN = 10
"""Pixels between the edge of the paper and what is on it; our own choice."""

_AROUND_LINES = 8
"""Pixels around the lines where they lie over the paper; our own choice."""

_LINES_OVER = 0.55
"""Part of the page that lines take at most where they lie over it, so that a cell is seen; our own choice."""


class ReviewPanes(QWidget):
    """Arranges what it is given, and moves the focus between the parts."""

    left_pane = Signal()
    """Somebody wants back to the grid."""

    def __init__(self, unit: UnitPane, grid: FormGridView, lines: LinesPane, facts: FactsPane) -> None:
        """Arrange everything beside each other."""
        super().__init__()
        self.unit, self.grid, self.lines, self.facts = unit, grid, lines, facts
        self.heading, self.deeds, self.notice, self.told = ReviewHeading(), DeedBar(), Notice(), ElidedLabel()
        self.legend = Legend()
        self.told.setProperty("tone", "muted")
        self.told.setFont(sized(self.font(), POINT_SIZE - 1))
        self.preview: PdfPreview | None = None
        self.unit_pane = FoldingPane(unit, self, self._place_of_unit)
        self.facts_pane = FoldingPane(facts, self, self._place_of_facts)
        self.lines_pane = FoldingPane(lines, self, self._place_of_lines, margin=_AROUND_LINES)
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._paper = self._make_paper()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.unit_pane, self._paper, self.facts_pane):
            splitter.addWidget(part)
        splitter.setHandleWidth(6)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LEFT, 826, _RIGHT])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        buttons = (self.heading.forms, self.heading.lines, self.heading.facts)
        for pane, button in zip(self._panes(), buttons, strict=True):
            pane.opened.connect(button.setChecked)
            pane.left.connect(self.left_pane)
        self.lines_pane.opened.connect(self.uncover)
        self.heading.forms.clicked.connect(lambda wanted: self._show(unit.tree, wanted=wanted))
        self.heading.lines.clicked.connect(lambda wanted: self._show(lines.table, wanted=wanted))
        self.heading.facts.clicked.connect(lambda wanted: self._show(facts, wanted=wanted))
        unit.tree.clicked.connect(self._on_form_picked)

    def _make_paper(self) -> QFrame:
        paper = QFrame()
        paper.setObjectName("paper")
        layout = QVBoxLayout(paper)
        layout.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        layout.addWidget(self.notice)
        self._beside.addWidget(self.grid)
        self._beside.setChildrenCollapsible(False)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._beside, 1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.told, 1)
        below.addWidget(self.legend)
        column.addLayout(below)
        self._rows = rows = QSplitter(Qt.Orientation.Vertical)
        rows.addWidget(upper)
        rows.addWidget(self.lines_pane)
        rows.setStretchFactor(0, 3)
        rows.setStretchFactor(1, 1)
        rows.setSizes([400, 190])
        rows.setChildrenCollapsible(False)
        layout.addWidget(rows, 1)
        layout.addWidget(self.deeds)
        self.facts.follows = self.deeds.accept
        return paper

    def make_room(self, room: Room) -> None:
        """Fold what there is no room for, and unfold what there is."""
        self.heading.make_room(room)
        self.unit_pane.fold(folded=not room.left)
        self.facts_pane.fold(folded=not room.right)
        self.lines_pane.fold(folded=not room.below)
        self.lines.show_words(shown=not room.below)
        self.share()
        self.told.setVisible(room.buttons)
        self.legend.setVisible(room.buttons)
        self.grid.set_dense(dense=not room.below)

    def show_printed(self, data: bytes | None) -> None:
        """Show the printed pages beside the grid; None takes them away."""
        if data is None:
            if self.preview is not None:
                self.preview.hide()
        else:
            if self.preview is None:
                self.preview = PdfPreview()
                self._beside.addWidget(self.preview)
            self.preview.show_pdf(data)
            self.preview.show()
            half = self._beside.width() // 2
            self._beside.setSizes([half, half])
        # Facts and lines give their room to the pages for as long as these are looked at.
        for pane in (self.facts_pane, self.lines_pane):
            if not pane.is_folded:
                pane.setVisible(data is None)

    def look_at(self, title: str) -> None:
        """Go to the printed page of a form, where the pages are looked at."""
        if self.preview is not None:
            self.preview.look_at(title)

    def areas(self) -> list[QWidget]:
        """Where F6 leads; what is folded is opened by its button."""
        parts: list[QWidget | None] = [self.unit.tree, self.grid, self.lines.table, self.deeds.furthest()]
        parts.append(self.facts.first())
        return [one for one in parts if one is not None]

    def _show(self, target: QWidget, *, wanted: bool) -> None:
        if not wanted:
            self.left_pane.emit()
            return
        self.bring(target)

    def bring(self, target: QWidget) -> None:
        """Put the focus into a part, opening the pane in which it is folded."""
        for pane in self._panes():
            if pane.isAncestorOf(target):
                pane.open()
        if target is self.facts:
            self.facts.focus_first()
        else:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def share(self) -> None:
        """Leave the grid what the lines do not need."""
        self.lines_pane.setMaximumHeight(_ANY_HEIGHT if self.lines_pane.is_folded else self.lines.needed)
        self.lines_pane.follow()

    def uncover(self) -> None:
        """Have the current cell of the grid in sight above the lines, where they lie over it."""
        self.lines_pane.follow()  # its words may take another line
        height = _ANY_HEIGHT
        if self.lines_pane.is_open:
            top = self._beside.mapTo(self, QPoint(0, 0)).y()
            height = max(self.lines_pane.geometry().top() - top - 2, 0)
        self._beside.setMaximumHeight(height)
        # When the grid has been laid out with what is left to it.
        QTimer.singleShot(0, self, lambda: self.grid.scrollTo(self.grid.currentIndex()))

    def close_over(self) -> bool:
        """Close a pane that lies over the paper, or the printed pages; False where none does."""
        opened = [pane for pane in self._panes() if pane.is_open]
        for pane in opened:
            pane.close_again()
        if not opened and self.heading.printed.isChecked():
            self.heading.printed.setChecked(False)
            return True
        return bool(opened)

    def _panes(self) -> tuple[FoldingPane, ...]:
        return self.unit_pane, self.lines_pane, self.facts_pane

    def _on_form_picked(self) -> None:
        if self.unit_pane.is_open:
            self.left_pane.emit()

    def _top(self) -> int:
        """Below the line with the buttons."""
        return self.heading.mapTo(self, QPoint(0, self.heading.height() + 4)).y()

    def _place_of_unit(self) -> QRect:
        top = self._top()
        return QRect(_MARGIN, top, min(_LEFT_OVER, self.width() - 2 * _MARGIN), self.height() - top - _MARGIN)

    def _place_of_lines(self) -> QRect:
        paper, room = self._paper.geometry(), round((self.height() - self._top()) * _LINES_OVER)
        height = min(room, self.lines.needed + 2 * _AROUND_LINES)
        return QRect(paper.left() + _MARGIN, self.height() - height - 6, paper.width() - 2 * _MARGIN, height)

    def _place_of_facts(self) -> QRect:
        top, width = self._top(), min(_RIGHT_OVER, self.width() - 2 * _MARGIN)
        return QRect(self.width() - width - _MARGIN, top, width, self.height() - top - _MARGIN)
