"""Shapes with a meaning, drawn rather than typed: they do not depend on any font."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from desktop.models.grid.roles import Mark
from desktop.views.frame.colours import now

MARK_SIZE = 12
"""Pixels; our own choice, about the height of a digit."""


def draw_mark(painter: QPainter, box: QRectF, mark: Mark) -> None:
    """Draw a mark into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(now().of(mark))
    inner = box.adjusted(1, 1, -1, -1)
    if mark is Mark.GOOD:
        _fill(painter, colour)
        painter.drawEllipse(inner)
    elif mark is Mark.ALARM:
        _fill(painter, colour)
        painter.drawPolygon(
            QPolygonF([QPointF(inner.center().x(), inner.top()), inner.bottomRight(), inner.bottomLeft()])
        )
    elif mark is Mark.BAD:
        _stroke(painter, colour)
        cross = inner.adjusted(1, 1, -1, -1)
        painter.drawLine(cross.topLeft(), cross.bottomRight())
        painter.drawLine(cross.topRight(), cross.bottomLeft())
    elif mark is Mark.DONE:
        _stroke(painter, colour)
        painter.drawPolyline(_tick(inner))
    else:
        _stroke(painter, colour, 1.6)
        painter.drawEllipse(inner.adjusted(0.6, 0.6, -0.6, -0.6))
    painter.restore()


def draw_corner(painter: QPainter, cell: QRectF, mark: Mark) -> None:
    """Mark the upper right corner of a cell: a wedge for a query, a wedge with a bar for an error."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _fill(painter, QColor(now().of(mark)))
    size = 8.0
    corner = cell.topRight()
    painter.drawPolygon(
        QPolygonF([corner, QPointF(corner.x() - size, corner.y()), QPointF(corner.x(), corner.y() + size)])
    )
    if mark is Mark.BAD:
        painter.drawRect(QRectF(cell.left(), cell.top(), 2.5, cell.height()))
    painter.restore()


def draw_chevron(painter: QPainter, box: QRectF) -> None:
    """Draw the sign of a list that opens downwards into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _stroke(painter, QColor(now().muted), 1.5)
    middle = box.center()
    top, bottom = middle.y() - box.height() / 4, middle.y() + box.height() / 4
    painter.drawPolyline(
        QPolygonF([QPointF(box.left(), top), QPointF(middle.x(), bottom), QPointF(box.right(), top)])
    )
    painter.restore()


def mark_icon(mark: Mark, ratio: float = 1.0) -> QIcon:
    """A mark as an icon for buttons and labels."""
    picture = QPixmap(QSize(MARK_SIZE, MARK_SIZE) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_mark(painter, QRectF(0, 0, MARK_SIZE, MARK_SIZE), mark)
    painter.end()
    return QIcon(picture)


def _fill(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)


def _stroke(painter: QPainter, colour: QColor, width: float = 2.0) -> None:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _tick(box: QRectF) -> QPolygonF:
    return QPolygonF(
        [
            QPointF(box.left(), box.center().y()),
            QPointF(box.left() + box.width() * 0.38, box.bottom() - 1),
            QPointF(box.right(), box.top() + 1),
        ]
    )
