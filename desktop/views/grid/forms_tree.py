"""The tree of a unit's forms, with progress and problems, beside the grid."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from desktop.models.grid.forms_tree import NOTHING_ASKED, FormsModel
from desktop.models.grid.roles import Mark, Role
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.marks import draw_mark
from desktop.views.frame.look.theme import bold
from forms.findings.progress import Progress

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


class FormsTree(QTreeView):
    """Shows a :class:`~desktop.models.grid.forms_tree.FormsModel`, of which one form is chosen."""

    form_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("formsTree")
        self.setAccessibleName("本单位报表")
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_FormDelegate(self))

    def show_model(self, model: FormsModel) -> None:
        """Show a year's forms."""
        self.setModel(model)
        self.expandAll()
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def choose(self, form_code: str) -> None:
        """Make a form current."""
        model = self.model()
        if isinstance(model, FormsModel):
            self.setCurrentIndex(model.index_of(form_code))

    def step(self, offset: int) -> bool:
        """Go to the next or the previous form; False where there is none."""
        index = self._neighbour(offset)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def has_next(self) -> bool:
        """Whether a form follows the current one."""
        return self._neighbour(1).isValid()

    def _neighbour(self, offset: int) -> QModelIndex:
        index = self.currentIndex()
        while index.isValid():
            index = self.indexBelow(index) if offset > 0 else self.indexAbove(index)
            if index.isValid() and index.data(Role.FORM):
                break
        return index

    def _on_current_changed(self, current: QModelIndex) -> None:
        code = current.data(Role.FORM)
        if code:
            self.form_chosen.emit(code)
