"""The current cell in one line under the grid, where the pane beside it has no room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.models.unit.cell_facts import CellFacts, in_one_line
from desktop.views.frame.look.theme import bold
from desktop.views.frame.parts.elided_label import ElidedLabel


class CellLine(QFrame):
    """Name, formula and definition, and the way to everything else about the cell."""

    wanted = Signal()
    """All of it is to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no cell."""
        super().__init__(parent)
        self.setObjectName("line")
        self._name, self._words = ElidedLabel(), ElidedLabel()
        self._name.setFont(bold(self.font()))
        self._words.setProperty("tone", "muted")
        self._open = QPushButton("展开")
        self._open.setProperty("kind", "quiet")
        self._open.setAutoDefault(False)
        self._open.setAccessibleName("展开本格说明")
        self._open.setToolTip("本格说明（F6）")
        self._open.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 2, 0)
        row.setSpacing(10)
        row.addWidget(self._name)
        row.addWidget(self._words, 1)
        row.addWidget(self._open)

    def show_cell(self, facts: CellFacts | None) -> None:
        """Show a cell; nothing for None."""
        name, words = in_one_line(facts) if facts is not None else ("", "")
        self._name.show_text(name)
        self._words.show_text(words)
        self._open.setVisible(facts is not None)
