"""目标一览: an indicator against a year, a shape how it stood, each leading to its cell.

A column is an indicator and a row a year; where there are few indicators and names have room, a row is an
indicator with its name and the word of the open year, and a column a year.
"""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.models.unit.target_picture import Spot, TargetPicture
from desktop.views.frame.look import theme
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.marks import MARK_SIZE, draw_mark

_STEP = 21
"""Pixels from a column or row to the next; chosen by us, a mark and as much between two of them."""
_LEFT = 66
"""Pixels for the year; chosen for 2025 年."""
_FOOT = 24
"""Pixels for the places in the plan; chosen for one line."""
_YEAR_STEP = 44
"""Pixels from a year to the next where the names stand at the left; chosen for 2025."""
_MOST_NAMED = 16
"""Indicators with names at most; chosen by us, more would not be seen at a glance."""
_NAME, _WORD = 300, 150
"""Pixels of a name, which takes more where there is room, and of the word behind; chosen by us."""
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""Steps to the right and down by which a key moves. By definition one."""
_NOTHING = TargetPicture((), (), {})


class TargetView(QWidget):
    """Draws a :class:`TargetPicture`."""

    chosen = Signal(str, int)
    """Address of the cell to go to, and the year."""
    pointed = Signal(str)
    """What the spot under the cursor says."""
    moved = Signal(QPoint)
    """Middle of the current spot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._picture = _NOTHING
        self._column, self._row = 0, 0
        self._names = 0
        """Pixels of the names at the left; 0 where a column is an indicator."""
        self._has_words = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("目标一览")

    def show_picture(self, picture: TargetPicture) -> None:
        """Show a picture; the cursor begins at the open year."""
        self._picture = picture
        self._row = max(0, len(picture.years) - 1)
        self._column = min(self._column, max(0, len(picture.columns) - 1))
        self._names, self._has_words = 0, False
        self.setFixedSize(self.sizeHint())
        self.setAccessibleDescription(picture.summary)
        self.update()

    @property
    def summary(self) -> str:
        """What the picture says of the open year."""
        return self._picture.summary

    def name_rows(self, width: int) -> None:
        """Put names and words beside the spots, as far as they have room in a width."""
        columns, years = self._picture.columns, self._picture.years
        widest = max((self.fontMetrics().horizontalAdvance(c.name) for c in columns), default=0)
        names = min(widest + 12, max(_NAME, width - _YEAR_STEP * len(years) - _WORD))
        spots = names + _YEAR_STEP * len(years)
        is_named = 0 < len(columns) <= _MOST_NAMED and spots <= width
        self._names, self._has_words = names if is_named else 0, is_named and spots + _WORD <= width
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        indicators, years = len(self._picture.columns), len(self._picture.years)
        if self._names:
            width = self._names + _YEAR_STEP * years + _WORD * self._has_words
            return QSize(width, _STEP * (indicators + 1) + 4)
        return QSize(_LEFT + _STEP * indicators + 8, _STEP * years + _FOOT)

    def spot_box(self, column: int, row: int) -> QRectF:
        """Where a spot is drawn: of an indicator, counted from 0, and a year likewise."""
        if self._names:
            return QRectF(self._names + row * _YEAR_STEP, (column + 1) * _STEP, _YEAR_STEP, _STEP)
        return QRectF(_LEFT + column * _STEP, row * _STEP, _STEP, _STEP)

    def spot_at(self, place: QPoint) -> tuple[int, int] | None:
        """Indicator and year at a place; None beside the spots."""
        if self._names:
            column, row = place.y() // _STEP - 1, max(0, place.x() - self._names) // _YEAR_STEP
            if place.x() < self._names or row >= len(self._picture.years):  # name and word: the open year
                row = len(self._picture.years) - 1
        else:
            column, row = (place.x() - _LEFT) // _STEP, place.y() // _STEP
        inside = 0 <= column < len(self._picture.columns) and 0 <= row < len(self._picture.years)
        return (column, row) if inside else None

    def _spot(self, column: int, row: int) -> Spot:
        return self._picture.spots[self._picture.years[row]][column]

    # --- drawing ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        painter = QPainter(self)
        if self._names:
            self._draw_names(painter)
        else:
            self._draw_years(painter)
            self._draw_groups(painter)
        for row in range(len(self._picture.years)):
            for column in range(len(self._picture.columns)):
                box = self.spot_box(column, row)
                inner = QRectF(0, 0, MARK_SIZE - 1, MARK_SIZE - 1)
                inner.moveCenter(box.center())
                draw_mark(painter, inner, self._spot(column, row).standing.mark)
        if self.hasFocus() and self._picture.columns and self._picture.years:
            painter.setPen(QPen(QColor(now().accent), 2))
            painter.drawRect(self.spot_box(self._column, self._row).adjusted(1, 1, -1, -1))
        painter.end()

    def _draw_years(self, painter: QPainter) -> None:
        for row, year in enumerate(self._picture.years):
            line = QRectF(0, row * _STEP, self.width(), _STEP)
            is_open = row == len(self._picture.years) - 1
            if is_open:
                painter.fillRect(line, QColor(now().current))
            painter.setFont(theme.bold(self.font()) if is_open else self.font())
            painter.setPen(QColor(now().ink if is_open else now().muted))
            painter.drawText(line.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, f"{year} 年")

    def _draw_groups(self, painter: QPainter) -> None:
        """Places in the plan below the columns, a thin line between them."""
        painter.setFont(theme.sized(self.font(), theme.POINT_SIZE - 1.5))
        column, bottom, domain = 0, _STEP * len(self._picture.years), ""
        for group, members in groupby(self._picture.columns, key=lambda c: c.group):
            width = len(list(members)) * _STEP
            box = QRectF(_LEFT + column * _STEP, bottom, width, _FOOT)
            if column:
                painter.setPen(QPen(QColor(now().line), 1))
                painter.drawLine(QPointF(box.left(), 0), QPointF(box.left(), bottom))
            begins, _, number = group.partition(" ")
            label = group if begins != domain or not number else number
            domain = begins
            painter.setPen(QColor(now().muted))
            painter.drawText(box.adjusted(-8, 0, 8, 0), Qt.AlignmentFlag.AlignCenter, label)
            column += width // _STEP

    def _draw_names(self, painter: QPainter) -> None:
        """Years above, names at the left, and behind each what the open year says."""
        years = self._picture.years
        for row, year in enumerate(years):
            is_open = row == len(years) - 1
            box = QRectF(self._names + row * _YEAR_STEP, 0, _YEAR_STEP, _STEP)
            if is_open:
                painter.fillRect(box.adjusted(0, 0, 0, self.height()), QColor(now().current))
            painter.setFont(theme.bold(self.font()) if is_open else self.font())
            painter.setPen(QColor(now().ink if is_open else now().muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(year))
        painter.setFont(self.font())
        middle, metrics = Qt.AlignmentFlag.AlignVCenter, self.fontMetrics()
        for place, column in enumerate(self._picture.columns):
            line = QRectF(4, (place + 1) * _STEP, self._names - 12, _STEP)
            painter.setPen(QColor(now().ink))
            name = metrics.elidedText(column.name, Qt.TextElideMode.ElideRight, int(line.width()))
            painter.drawText(line, middle, name)
            if self._has_words:
                word = QRectF(self.width() - _WORD + 10, line.y(), _WORD - 10, _STEP)
                painter.setPen(QColor(now().muted))
                said = self._spot(place, len(years) - 1).words
                painter.drawText(
                    word, middle, metrics.elidedText(said, Qt.TextElideMode.ElideRight, _WORD - 10)
                )

    # --- moving ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        move = _MOVES.get(Qt.Key(event.key()))
        if not self._picture.columns or not self._picture.years:
            super().keyPressEvent(event)
        elif move is not None:
            across, down = reversed(move) if self._names else move
            self._go(self._column + across, self._row + down)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _go(self, column: int, row: int) -> None:
        self._column = min(max(column, 0), len(self._picture.columns) - 1)
        self._row = min(max(row, 0), len(self._picture.years) - 1)
        self._tell()
        self.update()

    def _choose(self) -> None:
        self.chosen.emit(self._picture.columns[self._column].address, self._picture.years[self._row])

    def _tell(self) -> None:
        if self._picture.columns and self._picture.years:
            told = self._spot(self._column, self._row).told
            self.setAccessibleDescription(told)
            self.pointed.emit(told)
            self.moved.emit(self.spot_box(self._column, self._row).center().toPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        found = self.spot_at(event.position().toPoint())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go(*found)
            self._choose()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusInEvent."""
        super().focusInEvent(event)
        self._tell()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusOutEvent."""
        super().focusOutEvent(event)
        self.pointed.emit("")
        self.update()

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip says what a spot is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.spot_at(event.pos())
            if found is not None:
                QToolTip.showText(event.globalPos(), self._spot(*found).told, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
