"""Every shape with a meaning, drawn rather than typed: they do not depend on any font."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from desktop.models.grid.roles import Mark
from desktop.views.frame.look.colours import now

MARK_SIZE = 12
"""Pixels; our own choice, about the height of a digit."""


def draw_mark(painter: QPainter, box: QRectF, mark: Mark) -> None:
    """Draw a mark into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _stroke(painter, QColor(now().of(mark)), 1.5)
    _SHAPES[mark](painter, box.adjusted(1, 1, -1, -1))
    painter.restore()


def _disc(painter: QPainter, box: QRectF) -> None:
    _fill(painter, painter.pen().color())
    painter.drawEllipse(box)


def _ring(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(box.adjusted(0.6, 0.6, -0.6, -0.6))


def _dotted_ring(painter: QPainter, box: QRectF) -> None:
    pen = painter.pen()
    pen.setDashPattern([0.1, 2.1])
    painter.setPen(pen)
    _ring(painter, box)


def _hollow_triangle(painter: QPainter, box: QRectF) -> None:
    painter.drawPolygon(_triangle(box.adjusted(0.5, 0.5, -0.5, -0.5)))


def _full_triangle(painter: QPainter, box: QRectF) -> None:
    _fill(painter, painter.pen().color())
    painter.drawPolygon(_triangle(box))


def _cross(painter: QPainter, box: QRectF) -> None:
    _stroke(painter, painter.pen().color())
    arms = box.adjusted(1, 1, -1, -1)
    painter.drawLine(arms.topLeft(), arms.bottomRight())
    painter.drawLine(arms.topRight(), arms.bottomLeft())


def _tick(painter: QPainter, box: QRectF) -> None:
    _stroke(painter, painter.pen().color())
    turn = QPointF(box.left() + box.width() * 0.38, box.bottom() - 1)
    painter.drawPolyline(
        QPolygonF([QPointF(box.left(), box.center().y()), turn, QPointF(box.right(), box.top() + 1)])
    )


def _dash(painter: QPainter, box: QRectF) -> None:
    _across(painter, box.adjusted(1, 0, -1, 0), 0)


def _two_lines(painter: QPainter, box: QRectF) -> None:
    for offset in (-2, 2):
        _across(painter, box.adjusted(1, 0, -1, 0), offset)


def _dot(painter: QPainter, box: QRectF) -> None:
    _fill(painter, painter.pen().color())
    painter.drawEllipse(box.center(), 1.6, 1.6)


def _diamond(painter: QPainter, box: QRectF) -> None:
    middle = box.center()
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(middle.x(), box.top()),
                QPointF(box.right(), middle.y()),
                QPointF(middle.x(), box.bottom()),
                QPointF(box.left(), middle.y()),
            ]
        )
    )


def _ring_with_plus(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(box)
    middle = box.center()
    painter.drawLine(QPointF(middle.x() - 2.5, middle.y()), QPointF(middle.x() + 2.5, middle.y()))
    painter.drawLine(QPointF(middle.x(), middle.y() - 2.5), QPointF(middle.x(), middle.y() + 2.5))


def _crossed_ring(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(box)
    painter.drawLine(box.center() + QPointF(-3, 3), box.center() + QPointF(3, -3))


def _pencil_stroke(painter: QPainter, box: QRectF) -> None:
    _stroke(painter, painter.pen().color(), 2.6)
    painter.drawLine(QPointF(box.left() + 2, box.bottom() - 2), QPointF(box.right() - 1, box.top() + 1))


def _pencil_strokes(painter: QPainter, box: QRectF) -> None:
    _stroke(painter, painter.pen().color(), 2.0)
    for left in (box.left(), box.left() + 4):
        painter.drawLine(QPointF(left + 1, box.bottom() - 2), QPointF(left + 5, box.top() + 1))


def _arrow(painter: QPainter, box: QRectF) -> None:
    _across(painter, box, 0)
    tip = QPointF(box.right(), box.center().y())
    painter.drawPolyline(QPolygonF([tip + QPointF(-3.5, -3.5), tip, tip + QPointF(-3.5, 3.5)]))


def _flag(painter: QPainter, box: QRectF) -> None:
    painter.drawLine(QPointF(box.left() + 1, box.top()), QPointF(box.left() + 1, box.bottom()))
    painter.drawRect(QRectF(box.left() + 1, box.top() + 0.5, box.width() - 2, box.height() * 0.55))


def _bubble(painter: QPainter, box: QRectF) -> None:
    bottom, left = box.bottom() - 3, box.left() + box.width() * 0.25
    tail = [QPointF(left + 4, bottom), QPointF(left, box.bottom()), QPointF(left, bottom)]
    corners = [QPointF(box.left(), bottom), box.topLeft(), box.topRight(), QPointF(box.right(), bottom)]
    painter.drawPolygon(QPolygonF([*corners, *tail]))
    painter.drawPoint(QPointF(box.center().x(), bottom - 1.5))
    painter.drawLine(QPointF(box.center().x(), box.top() + 2), QPointF(box.center().x(), box.top() + 3.5))


def _half_disc(painter: QPainter, box: QRectF) -> None:
    ring = box.adjusted(0.6, 0.6, -0.6, -0.6)
    painter.drawEllipse(ring)
    painter.setBrush(painter.pen().color())
    painter.drawPie(ring, 90 * 16, 180 * 16)


def _back_arrow(painter: QPainter, box: QRectF) -> None:
    _stroke(painter, painter.pen().color(), 1.8)
    left, upper, lower = box.left() + 0.5, box.top() + box.height() * 0.32, box.bottom() - 1
    turn = QRectF(box.right() - (lower - upper), upper, lower - upper, lower - upper)
    path = QPainterPath(QPointF(left, upper))
    path.lineTo(turn.center().x(), upper)
    path.arcTo(turn, 90, -180)
    path.lineTo(box.left() + 3, lower)
    painter.drawPath(path)
    tip = QPointF(left, upper)
    painter.drawPolyline(QPolygonF([tip + QPointF(3.2, -3), tip, tip + QPointF(3.2, 3)]))


def _fork(painter: QPainter, box: QRectF) -> None:
    _stroke(painter, painter.pen().color())
    inner = box.adjusted(1, 0.5, -1, -0.5)
    middle = inner.center()
    painter.drawLine(QPointF(middle.x(), inner.bottom()), middle)
    painter.drawPolyline(QPolygonF([inner.topLeft(), middle, inner.topRight()]))


_SHAPES: Mapping[Mark, Callable[[QPainter, QRectF], None]] = {
    Mark.GOOD: _disc,
    Mark.UNDER_WAY: _ring,
    Mark.SLOW: _hollow_triangle,
    Mark.ALARM: _full_triangle,
    Mark.BAD: _cross,
    Mark.NOTHING: _dash,
    Mark.BLANK: _dot,
    Mark.HINT: _diamond,
    Mark.DONE: _tick,
    Mark.TO_COME: _dotted_ring,
    Mark.NEW: _ring_with_plus,
    Mark.CHANGED: _pencil_stroke,
    Mark.UNASKED: _pencil_strokes,
    Mark.SAME: _two_lines,
    Mark.DROPPED: _crossed_ring,
    Mark.MOVED: _arrow,
    Mark.DUE: _flag,
    Mark.ASKED: _bubble,
    Mark.HALF: _half_disc,
    Mark.BACK: _back_arrow,
    Mark.FORK: _fork,
}


CORNERS = frozenset({Mark.BAD, Mark.ALARM, Mark.CHANGED, Mark.UNASKED})
"""What is drawn into the corner of a cell."""


def draw_corner(painter: QPainter, cell: QRectF, mark: Mark) -> None:
    """Mark the upper right corner of a cell, each reason by its shape.

    A wedge, with a bar for an error, hollow for a change; a square for a change that nobody asked about.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = 8.0
    corner = cell.topRight()
    if mark is Mark.CHANGED:
        _stroke(painter, QColor(now().of(mark)), 1.5)
        corner += QPointF(-1.5, 1.5)  # its line lies within the cell
    else:
        _fill(painter, QColor(now().of(mark)))
    if mark is Mark.UNASKED:
        painter.drawRect(QRectF(corner.x() - size + 1, corner.y() + 1, size - 2, size - 2))
    else:
        wedge = [corner, QPointF(corner.x() - size, corner.y()), QPointF(corner.x(), corner.y() + size)]
        painter.drawPolygon(QPolygonF(wedge))
    if mark is Mark.BAD:
        painter.drawRect(QRectF(cell.left(), cell.top(), 2.5, cell.height()))
    painter.restore()


def corner_icon(mark: Mark, ratio: float = 1.0) -> QIcon:
    """The corner of a cell as it is drawn in the grid, for a legend; a bubble where something was asked."""
    pixmap = QPixmap(round(MARK_SIZE * ratio), round(MARK_SIZE * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter, box = QPainter(pixmap), QRectF(0, 0, MARK_SIZE, MARK_SIZE)
    if mark is Mark.ASKED:
        draw_mark(painter, box.adjusted(1, 1, -1, -1), mark)
    else:
        painter.setPen(QColor(now().faint))
        painter.drawRect(box.adjusted(0, 0, -0.5, -0.5))
        draw_corner(painter, box, mark)
    painter.end()
    return QIcon(pixmap)


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


def _triangle(box: QRectF) -> QPolygonF:
    return QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])


def _across(painter: QPainter, box: QRectF, offset: float) -> None:
    height = box.center().y() + offset
    painter.drawLine(QPointF(box.left(), height), QPointF(box.right(), height))
