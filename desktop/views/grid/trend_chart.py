"""A small chart: values over the years, the path to the target, where the present course leads."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.models.grid.trend import Points, Trend
from desktop.views.frame.look import theme
from desktop.views.frame.look.colours import now
from forms.figures.quantity import format_quantity

_VEIL = 215
"""Of 255: how much of what lies behind a word is covered; our own choice."""
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
"""Round distances of ticks, times a power of ten; chosen by us, as usual on charts."""

_FONT_POINTS = theme.POINT_SIZE - 1.5
"""Size of the labels; our own choice."""
_BREAK = "口径已变"
_NEAR = 8
"""Pixels from a break within which the tool tip tells of it; our own choice."""


class TrendChart(QWidget):
    """Draws a :class:`Trend`; nothing when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty chart."""
        super().__init__(parent)
        self._trend: Trend | None = None
        self._ticks: tuple[Decimal, ...] = ()
        self.setFixedHeight(146)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(260, 146)

    def show_trend(self, trend: Trend | None) -> None:
        """Show a trend; None hides the chart."""
        self._trend = trend
        self.setVisible(trend is not None)
        if trend is not None:
            self._ticks = _ticks(
                [v for points in (trend.points, trend.path, trend.outlook) for _, v in points]
            )
            self.setAccessibleName(f"历年走势：{trend.spoken}")
            self.setToolTip(trend.spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        if self._trend is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(now().paper))
        painter.setPen(QPen(QColor(now().line), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(theme.sized(self.font(), _FONT_POINTS))
        plot = self._plot(painter.font())
        self._draw_axes(painter, plot, self._trend)
        self._draw_line(painter, plot, self._trend.path, QPen(QColor(now().green), 1.6, Qt.PenStyle.DashLine))
        self._draw_line(
            painter, plot, self._trend.outlook, QPen(QColor(now().amber), 1.6, Qt.PenStyle.DotLine)
        )
        self._draw_values(painter, plot, self._trend)
        self._draw_breaks(painter, plot, self._trend)
        self._draw_label(painter, plot, self._trend)
        painter.end()

    def _plot(self, font: QFont) -> QRectF:
        labels = [self._tick_text(t) for t in self._ticks]
        left = max(QFontMetrics(font).horizontalAdvance(text) for text in labels) + 14
        return QRectF(left, 12, self.width() - left - 16, self.height() - 12 - 26)

    def _tick_text(self, tick: Decimal) -> str:
        decimals = max((-int(t.normalize().as_tuple().exponent) for t in self._ticks), default=0)
        return format_quantity(tick, max(0, decimals))

    def _place(self, plot: QRectF, year: int, value: Decimal) -> QPointF:
        trend = self._trend
        assert trend is not None
        low, high = self._ticks[0], self._ticks[-1]
        across = (year - trend.first_year) / max(1, trend.last_year - trend.first_year)
        up = float((value - low) / (high - low))
        return QPointF(plot.left() + across * plot.width(), plot.bottom() - up * plot.height())

    def _draw_axes(self, painter: QPainter, plot: QRectF, trend: Trend) -> None:
        metrics = painter.fontMetrics()
        above = float("inf")
        for tick in self._ticks:
            y = self._place(plot, trend.first_year, tick).y()
            painter.setPen(QPen(QColor(now().line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            if above - y < metrics.ascent():  # a low chart has no room for each of them
                continue
            above = y
            painter.setPen(QColor(now().muted))
            text = self._tick_text(tick)
            painter.drawText(
                QPointF(plot.left() - 6 - metrics.horizontalAdvance(text), y + metrics.ascent() / 2 - 1), text
            )
        for year in dict.fromkeys((trend.first_year, trend.year, trend.last_year)):
            text = str(year)
            x = self._place(plot, year, self._ticks[0]).x() - metrics.horizontalAdvance(text) / 2
            # The label of the last year would be cut off by the edge of the chart.
            x = min(x, self.width() - metrics.horizontalAdvance(text) - 3.0)
            painter.drawText(QPointF(x, plot.bottom() + metrics.height() + 1), text)

    def _draw_line(self, painter: QPainter, plot: QRectF, points: Points, pen: QPen) -> None:
        if len(points) > 1:
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([self._place(plot, year, value) for year, value in points]))

    def _draw_values(self, painter: QPainter, plot: QRectF, trend: Trend) -> None:
        for segment in trend.segments:
            self._draw_line(painter, plot, segment, QPen(QColor(now().accent), 2))
        for year, value in trend.points:
            current = year == trend.year
            painter.setPen(QPen(QColor(now().accent), 1.5))
            painter.setBrush(QColor(now().accent if not current else now().paper))
            painter.drawEllipse(self._place(plot, year, value), *((4, 4) if current else (2.6, 2.6)))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _break_at(self, plot: QRectF, year: int) -> float:
        """Half way between the last year of the old definition and the first of the new one."""
        before, after = (self._place(plot, y, self._ticks[0]).x() for y in (year - 1, year))
        return (before + after) / 2

    def _draw_breaks(self, painter: QPainter, plot: QRectF, trend: Trend) -> None:
        for year, _ in trend.breaks:
            x = self._break_at(plot, year)
            painter.setPen(QPen(QColor(now().muted), 1, Qt.PenStyle.DashDotLine))
            painter.drawLine(QPointF(x, plot.top() - 4), QPointF(x, plot.bottom()))
            width = painter.fontMetrics().horizontalAdvance(_BREAK) + 4
            left = min(max(plot.left(), x - width / 2), plot.right() - width)
            height = painter.fontMetrics().height()
            near = [self._place(plot, y, v).y() for y, v in trend.points if abs(y - year) <= 2]
            # The word goes to the bottom where a point of the neighbouring years would lie under it.
            crowded = any(y < plot.top() + height + 4 for y in near)
            box = QRectF(left, plot.bottom() - height - 2 if crowded else plot.top() - 10, width, height)
            painter.fillRect(box, QColor(now().paper))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), _BREAK)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: near a break the tool tip says what changed."""
        if isinstance(event, QHelpEvent) and self._trend is not None:
            self.setToolTip(self._told_at(event.pos().x()))
        return super().event(event)

    def _told_at(self, x: int) -> str:
        assert self._trend is not None
        plot = self._plot(theme.sized(self.font(), _FONT_POINTS))
        for year, note in self._trend.breaks:
            if abs(self._break_at(plot, year) - x) < _NEAR:
                return f"{year} 年起口径已变：{note}"
        return self._trend.spoken

    def _draw_label(self, painter: QPainter, plot: QRectF, trend: Trend) -> None:
        if not trend.path_label:
            return
        metrics = painter.fontMetrics()
        end = self._place(plot, *trend.path[-1])
        width = metrics.horizontalAdvance(trend.path_label)
        x = min(end.x() - width, plot.right() - width)
        above = end.y() - 7
        y = above if above - metrics.ascent() > plot.top() - 8 else end.y() + metrics.ascent() + 5
        box = QRectF(x - 2, y - metrics.ascent(), width + 4, metrics.height())
        ground = QColor(now().paper)
        ground.setAlpha(_VEIL)
        painter.fillRect(box, ground)
        painter.setPen(QColor(now().green))
        painter.drawText(QPointF(x, y), trend.path_label)


_INDISTINCT = Decimal("1E-9")
"""Share by which figures must differ to be drawn apart; a finer step would be lost in adding it up."""


def _ticks(values: list[Decimal]) -> tuple[Decimal, ...]:
    """Three to five round numbers at equal distances, which enclose the values."""
    low, high = min(values), max(values)
    # Equal figures have no span; a tenth of them is given to both sides, but nothing below 0 to figures above
    # it.
    if high - low <= max(abs(low), abs(high)) * _INDISTINCT:
        span = abs(high) / 10 or Decimal(1)
        low, high = low - (span if low > 0 else 0), high + span
    raw = (high - low) / 3
    power = Decimal(1).scaleb(raw.adjusted())
    # The round step at or above a third of the span and below two thirds of it: so three to five ticks.
    step = next(s * power for s in _STEPS if s * power >= raw)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    ticks = [first]
    while ticks[-1] < high:
        ticks.append(ticks[-1] + step)
    return tuple(ticks)
