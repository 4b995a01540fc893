"""目标一览 with its legend and a sentence, wherever a page has room for it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.unit.target_picture import HowItStood, target_picture
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.looking_back import verdicts_until
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.lines import mark_label, muted
from desktop.views.steps.target_view import TargetView
from forms.errors import TianbaoError
from forms.verdict import Verdict

_LEGEND = 520
"""Pixels below which there is no room for the legend; chosen for its words."""


class TargetsBox(QWidget):
    """Hidden until there are targets to be shown."""

    chosen = Signal(str, int)
    """Address of the cell to go to, and the year."""

    def __init__(self, parent: QWidget | None = None, *, with_names: bool = False) -> None:
        """Show nothing.

        Args:
            parent: the widget around it.
            with_names: whether few indicators stand with their names, a row each, where that has room.
        """
        super().__init__(parent)
        self._with_names = with_names
        self.view, self.summary = TargetView(), muted("")
        self.summary.setWordWrap(True)
        self.view.chosen.connect(self.chosen)
        self.view.pointed.connect(lambda told: self.summary.setText(told or self.view.summary))
        self._sideways = QScrollArea()
        self._sideways.setAccessibleName("目标一览")
        self._sideways.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sideways.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sideways.setWidget(self.view)
        self._sideways.viewport().setAutoFillBackground(False)
        self.view.setAutoFillBackground(False)
        self.view.moved.connect(self._keep_in_sight)
        heading = QLabel("目标一览")
        heading.setFont(bold(self.font(), points=POINT_SIZE + 0.5))
        self._legend = _legend()
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addWidget(self._legend, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._sideways)
        column.addWidget(self.summary)
        self.hide()

    def show_targets(
        self, working: WorkingYear, verdicts: Mapping[int, Mapping[str, tuple[Verdict, ...]]]
    ) -> None:
        """Show how the targets of a year and of those before it stand; hidden where there are none."""
        picture = target_picture(working, verdicts)
        self.view.show_picture(picture)
        self.summary.setText(picture.summary)
        self.setVisible(bool(picture.columns))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: no legend where it has no room, a scroll bar where it is needed."""
        super().resizeEvent(event)
        self._fit()

    def _keep_in_sight(self, spot: QPoint) -> None:
        """Scroll to a spot, sideways here and up or down in the page around."""
        self._sideways.ensureVisible(spot.x(), 0, 30, 0)
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        page = around.widget() if isinstance(around, QScrollArea) else None
        if around is not None and page is not None:
            place = self.view.mapTo(page, spot)
            around.ensureVisible(0, place.y(), 0, 40)

    def _fit(self) -> None:
        if self._with_names:
            self.view.name_rows(self.width())
        self._legend.setVisible(self.width() >= _LEGEND)
        bar = self._sideways.horizontalScrollBar().sizeHint().height()
        self._sideways.setFixedHeight(self.view.height() + (bar if self.view.width() > self.width() else 0))


class LateTargets(TargetsBox):
    """Looks back by itself, once what it stands on is shown: judging several years takes a moment."""

    def __init__(self, parent: QWidget | None = None, *, with_names: bool = False) -> None:
        """Show nothing; ``with_names`` as in :class:`TargetsBox`."""
        super().__init__(parent, with_names=with_names)
        self._working: WorkingYear | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._look_back)

    def look_back_later(self, working: WorkingYear) -> None:
        """Show a year, when what is shown now has been painted."""
        self._working = working
        self._later.start(0)

    def _look_back(self) -> None:
        working, around = self._working, self.parentWidget()
        if working is None or working.is_left or around is None or not around.isVisible():
            return
        try:
            self.show_targets(working, verdicts_until(working.year))
        except TianbaoError:  # the page says what is wrong with the file
            self.hide()


def _legend() -> QWidget:
    """A mark and a word for each way to stand; it takes what room there is."""
    legend = QWidget()
    legend.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    row = QHBoxLayout(legend)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addStretch(1)
    for standing in HowItStood:
        row.addWidget(mark_label(standing.mark))
        row.addWidget(muted(standing.label))
        row.addSpacing(8)
    return legend
