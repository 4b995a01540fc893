"""The small marks of the page 概况: how a target stood, and how a thing differs from last year."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.models.grid.roles import Mark
from desktop.models.unit.target_picture import HowItStood
from desktop.views.frame.colours import now
from desktop.views.frame.marks import draw_mark

MARK = 12
"""Pixels of a mark; our own choice, about the height of a digit."""
_FILLED = 140
"""Alpha of what is done, of 255; our own choice, lighter than the buttons."""
_AS_BEFORE = {
    HowItStood.MET: Mark.GOOD,
    HowItStood.ALARM: Mark.ALARM,
    HowItStood.MISSED: Mark.BAD,
    HowItStood.ON_WAY: Mark.QUIET,
}


def draw_standing(painter: QPainter, box: QRectF, standing: HowItStood) -> None:
    """Draw how a target stood into a square box."""
    known = _AS_BEFORE.get(standing)
    if known is not None:
        draw_mark(painter, box, known)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = box.center()
    if standing is HowItStood.SLOW:
        painter.setPen(QPen(QColor(now().of(Mark.ALARM)), 1.5))
        inner = box.adjusted(1.5, 1.5, -1.5, -1.5)
        top = QPointF(inner.center().x(), inner.top())
        painter.drawPolygon(QPolygonF([top, inner.bottomRight(), inner.bottomLeft()]))
    elif standing is HowItStood.NOTHING:
        painter.setPen(QPen(QColor(now().muted), 1.6))
        painter.drawLine(QLineF(middle.x() - 4, middle.y(), middle.x() + 4, middle.y()))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now().faint))
        painter.drawEllipse(middle, 1.6, 1.6)
    painter.restore()


def draw_kind(painter: QPainter, box: QRectF, kind: str) -> None:
    """Draw how a thing differs into a square box: 新增 a ring with plus, 停用 a dash, 口径变动 a stroke."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(kind_colour(kind), 1.5))
    inner, middle = box.adjusted(1, 1, -1, -1), box.center()
    if kind == "新增":
        painter.drawEllipse(inner)
        painter.drawLine(QLineF(middle.x() - 3, middle.y(), middle.x() + 3, middle.y()))
        painter.drawLine(QLineF(middle.x(), middle.y() - 3, middle.x(), middle.y() + 3))
    elif kind == "停用":
        painter.drawLine(QLineF(inner.left(), middle.y(), inner.right(), middle.y()))
    elif kind in ("口径变动", "变动", "改名", "目标变动"):
        painter.setPen(QPen(kind_colour(kind), 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QLineF(inner.left() + 2, inner.bottom() - 2, inner.right() - 1, inner.top() + 1))
    elif kind == "本年到期":
        painter.drawLine(QLineF(inner.left() + 1, inner.top(), inner.left() + 1, inner.bottom()))
        flag = QRectF(inner.left() + 1, inner.top() + 0.5, inner.width() - 2, inner.height() * 0.55)
        painter.drawRect(flag)
    elif kind == "上年预警":
        draw_mark(painter, box, Mark.ALARM)
    else:
        painter.drawEllipse(inner.adjusted(1, 1, -1, -1))
    painter.restore()


def kind_colour(kind: str) -> QColor:
    """Colour of a kind of difference."""
    if kind in ("本年到期", "上年预警"):
        return QColor(now().of(Mark.ALARM))
    return QColor(now().accent if kind in ("新增", "口径变动", "变动", "改名", "目标变动") else now().muted)


class StandingMark(QWidget):
    """The shape of a standing, for a legend."""

    def __init__(self, standing: HowItStood, parent: QWidget | None = None) -> None:
        """Show a standing."""
        super().__init__(parent)
        self._standing = standing
        self.setFixedSize(QSize(MARK, MARK))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        painter = QPainter(self)
        draw_standing(painter, QRectF(self.rect()), self._standing)
        painter.end()


class KindMark(QWidget):
    """The shape of a kind of difference."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        """Show a kind."""
        super().__init__(parent)
        self._kind = kind
        self.setFixedSize(QSize(MARK, MARK))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        painter = QPainter(self)
        draw_kind(painter, QRectF(self.rect()), self._kind)
        painter.end()


class Share(QWidget):
    """A bar: how many of how many."""

    def __init__(self, done: int, total: int, parent: QWidget | None = None) -> None:
        """Show a share."""
        super().__init__(parent)
        self._done, self._total = done, total
        self.setFixedSize(QSize(62, MARK))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, 2, self.width(), 8)
        painter.setBrush(QColor(now().closed))
        painter.drawRoundedRect(bar, 4, 4)
        if self._done and self._total:
            filled = QColor(now().accent)
            filled.setAlpha(_FILLED)
            painter.setBrush(filled)
            bar.setWidth(max(bar.height(), bar.width() * self._done // self._total))
            painter.drawRoundedRect(bar, 4, 4)
        painter.end()
