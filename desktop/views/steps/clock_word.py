"""The warning that the clock is behind the data file, with a box to confirm that it is right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from desktop.services.clock import clock_trouble
from desktop.services.unit.desk import Desk
from forms.errors import EnvironmentFault


class ClockWord(QWidget):
    """Hidden while the clock can be believed."""

    answered = Signal()
    """The box was checked or unchecked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden warning."""
        super().__init__(parent)
        self.words, self.box = QLabel(), QCheckBox("已核对，电脑时间是对的（以前的时间快了）")
        self.words.setWordWrap(True)
        self.words.setProperty("tone", "bad")
        self.box.toggled.connect(self.answered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(self.box)
        self.hide()

    def look(self, desk: Desk) -> None:
        """Compare the clock with the data file now; show or hide the warning."""
        try:
            trouble = clock_trouble(desk, desk.clock())
        except EnvironmentFault:  # another program holds the file; what is done then compares them itself
            trouble = ""
        self.words.setText(f"{trouble}。" if trouble else "")
        self.setVisible(bool(trouble))
        if not trouble:
            self.box.setChecked(False)

    @property
    def is_given(self) -> bool:
        """Whether a person confirmed that the clock is right."""
        return self.box.isChecked()

    @property
    def is_open(self) -> bool:
        """Whether the warning is shown and not confirmed."""
        return not self.isHidden() and not self.box.isChecked()
