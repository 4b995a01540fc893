"""The form in front with its progress, on a button that opens the list of forms where that has no room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QWidget

from desktop.models.grid.forms_tree import NOTHING_ASKED, FormsModel
from desktop.models.grid.roles import Mark, Role
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.marks import draw_chevron, draw_mark
from desktop.views.frame.look.theme import bold
from forms.findings.progress import Progress

_WIDTH, _LEAST = 320, 210
"""Pixels, wished for and at least. Chosen for a form of nine characters with its counts."""
_PADDING, _GAP, _MARK, _ARROW = 10, 8, 10, 24
"""Pixels; our own choice, as in the list of forms."""
_SHORT = "共 {}/{}"
_MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class FormsButton(QPushButton):
    """Name of the form on the left with its counts, those of the whole unit on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no form."""
        super().__init__(parent)
        self.setAutoDefault(False)
        self._name = ""
        self._totals: tuple[int, int] | None = None
        self._progress: Progress | None = None

    def show_form(self, model: FormsModel, code: str, *, counts: bool = True) -> None:
        """Show a form and the totals of the unit.

        Args:
            model: the forms of the year.
            code: of the form.
            counts: whether its figures are shown, or those of a year before, which are not counted.
        """
        index = model.index_of(code)
        filled, total = model.totals()
        self._name, self._totals = index.data() or "", (filled, total) if counts else None
        self._progress = index.data(Role.PROGRESS) if counts else None
        told = index.data(Qt.ItemDataRole.AccessibleTextRole) or ""
        self.updateGeometry()  # in which there is room for the name and the counts
        self.setAccessibleName(f"报表：{told}")
        self.setToolTip(f"{told}\n本单位已填 {filled} / {total} 格\nCtrl+PgUp、Ctrl+PgDn 换表")
        self.update()

    def sizeHint(self) -> QSize:
        """Override QPushButton.sizeHint."""
        return QSize(max(_WIDTH, self._needed()), super().sizeHint().height())

    def _needed(self) -> int:
        """Pixels of the name with all counts, those of the unit in short."""
        metrics, name = self.fontMetrics(), QFontMetrics(bold(self.font()))
        parts = [(text, mark) for text, _, mark in self._parts()]
        marks = sum(_MARK + 4 for _, mark in parts if mark is not None)
        words = [text for text, _ in parts] + [_SHORT.format(*self._totals or (0, 0))]
        taken = marks + sum(metrics.horizontalAdvance(text) + _GAP for text in words)
        return _PADDING + name.horizontalAdvance(self._name) + _GAP + taken + _GAP + _ARROW

    def minimumSizeHint(self) -> QSize:
        """Override QPushButton.minimumSizeHint: the name is cut, the counts stay."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QPushButton.paintEvent."""
        del event
        painter, option = QPainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        box = QRectF(self.rect()).adjusted(_PADDING, 0, -_ARROW, 0)
        draw_chevron(painter, QRectF(box.right() + 8, box.center().y() - 4, 8, 8))
        self._draw_form(painter, box)
        painter.end()

    def _draw_form(self, painter: QPainter, box: QRectF) -> None:
        parts = self._parts()
        metrics = painter.fontMetrics()
        taken = sum(
            metrics.horizontalAdvance(text) + _GAP + (_MARK + 4) * (mark is not None)
            for text, _, mark in parts
        )
        painter.setFont(bold(self.font()))
        name = painter.fontMetrics().elidedText(
            self._name, Qt.TextElideMode.ElideRight, int(box.width() - taken)
        )
        left = box.left()
        painter.setPen(QColor(now().ink))
        painter.drawText(QRectF(left, 0, box.width(), box.height()), _MIDDLE, name)
        left += painter.fontMetrics().horizontalAdvance(name) + _GAP
        painter.setFont(self.font())
        for text, colour, mark in parts:
            if mark is not None:
                draw_mark(painter, QRectF(left, box.center().y() - _MARK / 2, _MARK, _MARK), mark)
                left += _MARK + 4
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(left, 0, box.width(), box.height()), _MIDDLE, text)
            left += metrics.horizontalAdvance(text) + _GAP
        # In full, else in short: whoever fills in looks here for how much is left.
        room = box.right() - left - _GAP
        said = [form.format(*self._totals) for form in ("已填 {} / {} 格", _SHORT)] if self._totals else []
        totals = next((words for words in said if metrics.horizontalAdvance(words) <= room), "")
        if totals:
            painter.setPen(QColor(now().muted))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), totals)

    def _parts(self) -> list[tuple[str, str, Mark | None]]:
        """Counts of the form as in the list: text, colour, and the mark in front."""
        progress = self._progress
        if progress is None:
            return []
        whole = now().green if progress.filled == progress.total else now().muted
        counted = f"{progress.filled}/{progress.total}" if progress.total else NOTHING_ASKED
        marked = ((Mark.BAD, progress.blocking), (Mark.ALARM, progress.open_queries))
        return [
            (counted, whole, None),
            *((str(count), now().of(mark), mark) for mark, count in marked if count),
        ]
