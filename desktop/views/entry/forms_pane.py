"""The unit's forms on the left, with progress and problems."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.models.grid.forms_tree import FormsModel
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.grid.forms_tree import FormsTree


class FormsPane(QWidget):
    """The list of forms, of which one is chosen."""

    form_chosen = Signal(str)
    past_wanted = Signal()
    """The table of earlier years is to be written."""
    past_chosen = Signal(int)
    """An earlier year is to be shown."""
    past_offered = Signal()
    """A table of earlier years is to be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty pane."""
        super().__init__(parent)
        self._heading = QLabel("本单位报表")
        self._heading.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self._bar = QProgressBar()
        self._bar.setFormat("已填 %v / %m 格")
        self.tree = FormsTree()
        self.tree.form_chosen.connect(self.form_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 6, 8)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(self._bar)
        layout.addWidget(self.tree, 1)
        self.past = self._past_button()
        layout.addWidget(self.past, 0, Qt.AlignmentFlag.AlignLeft)

    def _past_button(self) -> QPushButton:
        button = QPushButton("往年数据")
        button.setProperty("kind", "quiet")
        button.setAutoDefault(False)
        button.setToolTip("上年数、走势图和逐年比较用的数据；第一年可以成批导入")
        menu = QMenu(button)
        menu.addMenu(QMenu("查看、更正", menu))
        menu.addAction("导出往年数据表…", self.past_wanted.emit)
        # Made by hand: what addAction returns was deleted for Python once another page had been shown.
        self.read_past = QAction("导入往年数据…", self)
        self.read_past.triggered.connect(self.past_offered)
        menu.addAction(self.read_past)
        button.setMenu(menu)
        return button

    def show_past_years(self, years: Sequence[int]) -> None:
        """Offer earlier years to look at."""
        room = self.past.menu().findChildren(QMenu)[0]
        room.clear()
        for year in years:
            room.addAction(f"{year} 年", partial(self.past_chosen.emit, year))
        room.setEnabled(bool(years))

    def show_model(self, model: FormsModel) -> None:
        """Show a year's forms."""
        self.tree.show_model(model)
        model.dataChanged.connect(self._show_totals)
        self._show_totals()

    def choose(self, form_code: str) -> None:
        """Make a form current."""
        self.tree.choose(form_code)

    def step(self, offset: int) -> None:
        """Go to the next or the previous form."""
        self.tree.step(offset)

    def has_next(self) -> bool:
        """Whether a form follows the current one."""
        return self.tree.has_next()

    def _show_totals(self) -> None:
        model = self.tree.model()
        if isinstance(model, FormsModel):
            filled, total = model.totals()
            self._bar.setMaximum(max(total, 1))
            self._bar.setValue(filled)
