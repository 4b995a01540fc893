"""A table whose columns and rows are fitted to their texts and to the room there is."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPersistentModelIndex, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from desktop.models.grid.table import FormGridModel, GridColumn
from desktop.views.grid.calm_table import CalmTable
from desktop.views.grid.delegate import DENSE_ROW, ROW_HEIGHT, least_height
from desktop.views.grid.fitting import cell_texts, column_widths, height_of_row, width_of_cell
from desktop.views.grid.frozen_columns import FrozenColumns

Index = QModelIndex | QPersistentModelIndex
_ANY_HEIGHT = 16_777_215
"""``QWIDGETSIZE_MAX`` of Qt, which PySide6 does not name: no greatest height."""


class FittedTable(CalmTable):
    """Shows a :class:`FormGridModel`; code and name of the rows stay in sight."""

    _refits = False
    """Whether columns and rows are to be fitted when all around is laid out; events come before there is one
    of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._frozen = FrozenColumns(self)
        self._row_height = ROW_HEIGHT
        self._fitted: tuple[int, str] | None = None
        """View width and font that columns and rows are fitted to; None where the texts have changed."""
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(36)
        header.setSectionsClickable(False)

    def grid_model(self) -> FormGridModel:
        """The model, typed."""
        return cast("FormGridModel", self.model())

    def set_dense(self, *, dense: bool) -> None:
        """Put rows closer together, where a window is low, or at their usual distance."""
        least = DENSE_ROW if dense else ROW_HEIGHT
        if least != self._row_height:
            self._row_height, self._fitted = least, None
            self.fit()

    def fit_anew(self) -> None:
        """Measure all texts: other ones stand in the table."""
        self._fitted = None
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QTableView.resizeEvent: the name takes what is left."""
        super().resizeEvent(event)
        wider = abs(event.size().width() - event.oldSize().width())
        if wider == self.verticalScrollBar().sizeHint().width() and self.isVisible():
            # Later: the bar comes and goes while panes are laid out. Not by a timer, which is heard after
            # the table was painted.
            self._refits = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))
        elif wider:
            self.fit()
        else:
            self._frozen.follow()  # columns keep their place while somebody types
        # What appears below must not cover the cell typed into. Later: the model may be changing now.
        QTimer.singleShot(0, self, self._keep_in_sight)

    def event(self, event: QEvent) -> bool:
        """Override QTableView.event: all around is laid out now, at first when it is shown."""
        done = super().event(event)
        if event.type() == (QEvent.Type.LayoutRequest if self._refits else QEvent.Type.Show):
            self._refits = False
            self.fit()
        return done

    def _keep_in_sight(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def follow_texts(self, first: QModelIndex, last: QModelIndex) -> None:
        """Make room for texts that have changed where they would be cut off."""
        self._fitted = None
        # Columns keep their place while somebody types; but a verdict must not be cut off.
        grid, status = self.grid_model(), self.grid_model().status_column
        if not first.column() <= status <= last.column():
            return
        rows, font = range(first.row(), last.row() + 1), self.font()
        texts = {cell_texts(grid, row, status) for row in rows}
        if any(width_of_cell(grid, font, status, *both) > self.columnWidth(status) for both in texts):
            self.fit()

    def fit(self) -> None:
        """Give columns and rows the sizes that texts, width and font ask for, where one of these changed."""
        if not isinstance(self.model(), FormGridModel) or not self.isVisible():
            return  # its width is not known yet
        for _ in range(2):  # with the rows' heights the bar may come, which takes its width from the columns
            fitted = self.viewport().width(), self.font().toString()
            # Qt resizes a table several times before it is shown; measuring its texts takes milliseconds.
            if fitted != self._fitted:
                self._fitted = fitted
                self._fit_texts()
        self._frozen.follow()

    def _fit_texts(self) -> None:
        grid, font = self.grid_model(), self.font()
        widths = column_widths(grid, font, self.viewport().width())
        dense = least_height(font, DENSE_ROW) if self._row_height == DENSE_ROW else 0
        self.horizontalHeader().setMinimumHeight(dense)
        self.horizontalHeader().setMaximumHeight(dense or _ANY_HEIGHT)
        heights = [height_of_row(grid, row, font, widths, self._row_height) for row in range(grid.rowCount())]
        self.set_sizes(widths, heights)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Override QTableView.scrollTo: a cell never stays below the columns that are kept in sight."""
        super().scrollTo(index, hint)
        self._frozen.follow()
        # The base class takes a cell below the frozen columns for visible.
        hidden = self._frozen.covered - self.visualRect(index).left()
        if index.column() > GridColumn.NAME and hidden > 0:
            bar = self.horizontalScrollBar()
            first = index.column() == GridColumn.FIRST_VALUE
            bar.setValue(0 if first else bar.value() - hidden)
