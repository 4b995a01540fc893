"""The unit's forms on the left, with progress and problems."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop.models.grid.roles import Mark, Role
from desktop.models.unit.forms_tree import NOTHING_ASKED, FormsModel
from desktop.services.unit.progress import Progress
from desktop.views.frame.colours import now
from desktop.views.frame.marks import draw_mark
from desktop.views.frame.theme import POINT_SIZE, bold

Index = QModelIndex | QPersistentModelIndex
_MARK = 10
"""Pixels of a mark beside a form; chosen below ``MARK_SIZE``, as the rows are low."""


class _FormDelegate(QStyledItemDelegate):
    """Name on the left, n/m with marks on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        del index
        return QSize(80, option.fontMetrics.height() + 9)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        painter.save()
        box = QRectF(option.rect)
        progress = index.data(Role.PROGRESS)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(now().current))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(now().accent))
        if not isinstance(progress, Progress):
            painter.setFont(bold(option.font))
            painter.setPen(QColor(now().ink))
            painter.drawText(box.adjusted(2, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), index.data() or "")
        else:
            right = self._paint_progress(painter, option, box, progress)
            painter.setPen(QColor(now().ink))
            painter.setFont(option.font)
            space = box.adjusted(10, 0, 0, 0)
            space.setRight(right - 6)
            name = option.fontMetrics.elidedText(
                index.data() or "", Qt.TextElideMode.ElideRight, int(space.width())
            )
            painter.drawText(space, int(Qt.AlignmentFlag.AlignVCenter), name)
        painter.restore()

    def _paint_progress(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, progress: Progress
    ) -> float:
        """Draw counts from right to left; returns where the name must end."""
        right = box.right() - 8
        painter.setFont(option.font)
        for mark, count in ((Mark.ALARM, progress.open_queries), (Mark.BAD, progress.blocking)):
            if count:
                painter.setPen(QColor(now().of(mark)))
                right = self._draw_count(painter, option, box, right, str(count))
                right -= _MARK + 2
                draw_mark(painter, QRectF(right, box.center().y() - _MARK / 2, _MARK, _MARK), mark)
                right -= 6
        complete = progress.filled == progress.total
        painter.setPen(QColor(now().green if complete else now().muted))
        shown = f"{progress.filled}/{progress.total}" if progress.total else NOTHING_ASKED
        return self._draw_count(painter, option, box, right, shown)

    def _draw_count(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, right: float, text: str
    ) -> float:
        width = option.fontMetrics.horizontalAdvance(text)
        painter.drawText(
            QRectF(right - width, box.top(), width + 1, box.height()),
            int(Qt.AlignmentFlag.AlignVCenter),
            text,
        )
        return right - width


class FormsPane(QWidget):
    """The list of forms, of which one is chosen."""

    form_chosen = Signal(str)
    past_wanted = Signal()
    """The table of earlier years is to be written."""
    past_chosen = Signal(int)
    """An earlier year is to be shown."""
    past_offered = Signal()
    """A table of earlier years is to be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty pane."""
        super().__init__(parent)
        self._heading = QLabel("本单位报表")
        self._heading.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self._bar = QProgressBar()
        self._bar.setFormat("已填 %v / %m 格")
        self.tree = QTreeView()
        self.tree.setObjectName("formsTree")
        self.tree.setAccessibleName("本单位报表")
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(0)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setItemDelegate(_FormDelegate(self.tree))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 6, 8)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(self._bar)
        layout.addWidget(self.tree, 1)
        self.past = self._past_button()
        layout.addWidget(self.past, 0, Qt.AlignmentFlag.AlignLeft)

    def _past_button(self) -> QPushButton:
        button = QPushButton("往年数据")
        button.setProperty("kind", "quiet")
        button.setAutoDefault(False)
        button.setToolTip("上年数、走势图和逐年比较用的数据；第一年可以成批导入")
        menu = QMenu(button)
        menu.addMenu(QMenu("查看、更正", menu))
        menu.addAction("导出往年数据表…", self.past_wanted.emit)
        # Made by hand: what addAction returns was deleted for Python once another page had been shown.
        self.read_past = QAction("导入往年数据…", self)
        self.read_past.triggered.connect(self.past_offered)
        menu.addAction(self.read_past)
        button.setMenu(menu)
        return button

    def show_past_years(self, years: Sequence[int]) -> None:
        """Offer earlier years to look at."""
        room = self.past.menu().findChildren(QMenu)[0]
        room.clear()
        for year in years:
            room.addAction(f"{year} 年", partial(self.past_chosen.emit, year))
        room.setEnabled(bool(years))

    def show_model(self, model: FormsModel) -> None:
        """Show a year's forms."""
        self.tree.setModel(model)
        self.tree.expandAll()
        self.tree.selectionModel().currentChanged.connect(self._on_current_changed)
        model.dataChanged.connect(self._show_totals)
        self._show_totals()

    def choose(self, form_code: str) -> None:
        """Make a form current."""
        model = self.tree.model()
        if isinstance(model, FormsModel):
            self.tree.setCurrentIndex(model.index_of(form_code))

    def step(self, offset: int) -> None:
        """Go to the next or the previous form."""
        index = self._neighbour(offset)
        if index.isValid():
            self.tree.setCurrentIndex(index)

    def has_next(self) -> bool:
        """Whether a form follows the current one."""
        return self._neighbour(1).isValid()

    def _neighbour(self, offset: int) -> QModelIndex:
        index = self.tree.currentIndex()
        while index.isValid():
            index = self.tree.indexBelow(index) if offset > 0 else self.tree.indexAbove(index)
            if index.isValid() and index.data(Role.FORM):
                break
        return index

    def _show_totals(self) -> None:
        model = self.tree.model()
        if isinstance(model, FormsModel):
            filled, total = model.totals()
            self._bar.setMaximum(max(total, 1))
            self._bar.setValue(filled)

    def _on_current_changed(self, current: QModelIndex) -> None:
        code = current.data(Role.FORM)
        if code:
            self.form_chosen.emit(code)
