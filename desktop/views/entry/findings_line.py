"""The findings in one line: how many, and the one that is nearest; where the list has no room."""

from __future__ import annotations

import re
from itertools import zip_longest

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.unit.finding_marks import counted
from desktop.models.unit.findings import FindingsModel
from desktop.views.frame.look.theme import bold
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.parts.mark_label import MarkLabel
from forms.findings import Level

_NAME = re.compile(r"^“[^”]*”[：，\s]*")
_KINDS = 5
"""Shapes of findings that are counted apart. By definition as many as :func:`counted` tells apart."""


class FindingsLine(QFrame):
    """The finding of the current cell, else the most serious one; a click leads to its cell."""

    jumped = Signal(str, object)
    """Address of the cell to go to, and the finding that leads there."""
    wanted = Signal()
    """The whole list is to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no findings."""
        super().__init__(parent)
        self.setObjectName("line")
        self._model: FindingsModel | None = None
        self._address, self._is_past = "", False
        heading = QLabel("审核")
        heading.setFont(bold(self.font()))
        self._counts = [(MarkLabel(), QLabel()) for _ in range(_KINDS)]
        self._mark, self._words = MarkLabel(), ElidedLabel()
        self._open = QPushButton("展开（F9）")
        self._open.setProperty("kind", "quiet")
        self._open.setAutoDefault(False)
        self._open.setAccessibleName("展开审核结果")
        self._open.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 2, 0)
        row.setSpacing(4)
        row.addWidget(heading)
        for mark, count in self._counts:
            row.addSpacing(6)
            row.addWidget(mark)
            row.addWidget(count)
        row.addSpacing(12)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(self._open)

    def show_model(self, model: FindingsModel) -> None:
        """Show a year's findings."""
        self._model = model
        model.modelReset.connect(self._show)
        model.dataChanged.connect(self._show)
        self._show()

    def show_cell(self, address: str, *, is_past: bool = False) -> None:
        """Say what the checks say about a cell, where they say anything.

        Args:
            address: the cell.
            is_past: whether figures of an earlier year are shown, which the findings are not about.
        """
        self._address, self._is_past = address, is_past
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: what has changed since it was seen last is shown."""
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        model = self._model
        if model is None or self.isHidden():
            return
        kinds = counted(model.working) if not self._is_past else []
        for (mark, count), kind in zip_longest(self._counts, kinds):
            for label in (mark, count):
                label.setVisible(kind is not None)
            if kind is not None:
                shape, number, word = kind
                mark.show_mark(shape)
                count.setText(f"{word} {number}")
        index = self._index()
        self._mark.setVisible(index.isValid() and not self._is_past)
        if self._is_past:
            self._words.show_text(f"这里是往年数据；审核的是 {model.working.desk_year} 年度。")
            return
        if not index.isValid():
            empty = not any(model.count(level) for level in Level)
            self._words.show_text(f"没有问题，{model.onward}。" if empty else "")
            return
        self._mark.show_mark(mark_at(index) or Mark.HINT)
        self._words.show_text(f"{index.data(Role.LABEL)}　{self._said(index)}　{index.data(Role.DETAIL)}")

    def _said(self, index: QModelIndex) -> str:
        """The sentence; without the name in front where that is the cell's, which the line above names."""
        said = str(index.data())
        return _NAME.sub("", said) or said if index.data(Role.ADDRESS) == self._address else said

    def _index(self) -> QModelIndex:
        """The finding that is shown: one of the current cell, else one that names it, else the first."""
        assert self._model is not None
        rows = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        of_cell = [index for index in rows if index.data(Role.ADDRESS) == self._address]
        naming = self._model.working.findings_at(self._address)
        with_cell = [index for index in rows if index.data(Role.FINDING) in naming]
        return next(iter(of_cell or with_cell or rows), QModelIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent: a click goes to the cell."""
        index = self._index() if self._model is not None else QModelIndex()
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.data(Role.ADDRESS):
            self.jumped.emit(index.data(Role.ADDRESS), index.data(Role.FINDING))
