"""Beside a fork: the chain of revisions as a line with branches, and what choosing will do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.grid.roles import Mark
from desktop.models.office.choice.fork import ChainNode, ForkPicture
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.theme import POINT_SIZE, bold, sized
from desktop.views.frame.parts.lines import Lines, RowLink, mark_label

_STEP, _LEFT, _BRANCH, _TEXT, _DOT = 46, 8, 18, 32, 4.0
"""Pixels of a revision, of the line, a branch and the text from the left, and half a dot; our own choice."""
_WIDTH = 232
"""Pixels of the pane; our own choice, as the other pages have it."""


class ChainDrawing(QWidget):
    """The revisions below each other; those between which a person chooses branch off as rings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Draw nothing."""
        super().__init__(parent)
        self._nodes: tuple[ChainNode, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_chain(self, nodes: Sequence[ChainNode]) -> None:
        """Draw other revisions."""
        self._nodes = tuple(nodes)
        self.setAccessibleName("收到的各版")
        self.setAccessibleDescription("；".join(f"{one.text}，{one.detail}" for one in nodes))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(_WIDTH - 20, _STEP * len(self._nodes) + 4)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(100, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_lines(painter)
        for place, node in enumerate(self._nodes):
            self._draw_node(painter, place, node)
        painter.end()

    def _middle(self, place: int) -> float:
        return _STEP * place + 12.0

    def _draw_lines(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(now().muted), 1.5))
        trunk = [place for place, node in enumerate(self._nodes) if not node.is_candidate]
        if trunk:
            painter.drawLine(QPointF(_LEFT, self._middle(trunk[0])), QPointF(_LEFT, self._middle(trunk[-1])))
        start = self._middle(trunk[-1]) if trunk else None
        for place, node in enumerate(self._nodes):
            if node.is_candidate and start is not None:
                end, path = self._middle(place), QPainterPath(QPointF(_LEFT, start))
                path.lineTo(_LEFT, end - 10)
                path.quadTo(QPointF(_LEFT, end), QPointF(_BRANCH - _DOT, end))
                painter.drawPath(path)

    def _draw_node(self, painter: QPainter, place: int, node: ChainNode) -> None:
        middle = QPointF(_BRANCH if node.is_candidate else _LEFT, self._middle(place))
        if node.is_candidate:
            painter.setPen(QPen(QColor(now().accent), 2))
            painter.setBrush(QColor(now().paper))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now().muted))
        painter.drawEllipse(middle, _DOT, _DOT)
        room = QRectF(_TEXT, self._middle(place) - 11, self.width() - _TEXT, 22)
        for text, colour, points, offset in (
            (node.text, now().ink, POINT_SIZE, 0),
            (node.detail, now().muted, POINT_SIZE - 0.75, 20),
        ):
            painter.setPen(QColor(colour))
            painter.setFont(sized(self.font(), points))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room.translated(0, offset), int(Qt.AlignmentFlag.AlignVCenter), shown)


class OtherForks(Lines):
    """Units that wait for a choice too, each of which leads to its own."""

    unit_wanted = Signal(str)
    """Code of the unit whose fork is to be shown."""

    def show_units(self, units: Sequence[tuple[str, str]]) -> None:
        """Show them."""
        if self.begin("units", tuple(units)):
            for row, (code, name) in enumerate(units):
                self.add(row, RowLink(name, partial(self.unit_wanted.emit, code)))


class ChainPane(QScrollArea):
    """The pane at the left."""

    unit_wanted = Signal(str)
    """Code of another unit whose fork is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self.setAccessibleName("收到的各版和选定以后")
        self.setFixedWidth(_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._unit, self._state, self._told, self._follows, self._others = (QLabel() for _ in range(5))
        self.chain, self.others = ChainDrawing(), OtherForks()
        self.others.unit_wanted.connect(self.unit_wanted)
        self._unit.setFont(bold(self.font(), points=POINT_SIZE + 1))
        for label in (self._unit, self._state, self._told, self._follows, self._others):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for label in (self._told, self._follows, self._others):
            label.setProperty("tone", "muted")
        self._state.setProperty("tone", "bad")
        self._after = QLabel("选定以后")
        self._after.setFont(bold(self.font()))
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(8)
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(mark_label(Mark.FORK), 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        column.addWidget(self._unit)
        column.addLayout(state)
        column.addSpacing(4)
        for widget in (self.chain, self._told, self._after, self._follows):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self._others)
        column.addWidget(self.others)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)

    def show_picture(self, picture: ForkPicture) -> None:
        """Show a fork."""
        self._unit.setText(picture.unit_name)
        self._state.setText(picture.state)
        self.chain.show_chain(picture.chain)
        self._told.setText(picture.told)
        self._follows.setText("\n".join(f"· {one}" for one in picture.follows))
        self._others.setText("其他待选定：" if picture.others else "其他待选定：无")
        self.others.show_units(picture.others)
