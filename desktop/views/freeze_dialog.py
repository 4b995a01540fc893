"""The one question before 定稿: what is about to be fixed, and how it can be changed afterwards."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop.models.freezing import AFTERWARDS, frozen_facts
from desktop.services.year import YearDesk
from desktop.views.facts_table import facts_html
from desktop.views.theme import POINT_SIZE, bold


class FreezeDialog(QDialog):
    """Enter freezes, Esc goes back; nothing is changed here.

    Args:
        year: a year that can be frozen.
    """

    def __init__(self, year: YearDesk, parent: QWidget | None = None) -> None:
        """Say what will be fixed."""
        super().__init__(parent)
        self.setWindowTitle("定稿")
        self.setMinimumWidth(480)
        heading = QLabel("将要定稿的内容")
        heading.setFont(bold(self.font(), points=POINT_SIZE + 2))
        self.facts, afterwards = QLabel(facts_html(frozen_facts(year))), QLabel(AFTERWARDS)
        afterwards.setProperty("tone", "muted")
        for words in (self.facts, afterwards):
            words.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.freeze = buttons.addButton("定稿", QDialogButtonBox.ButtonRole.AcceptRole)
        self.freeze.setProperty("kind", "primary")
        self.freeze.setDefault(True)
        buttons.addButton("再看看", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        for widget in (heading, self.facts, afterwards, buttons):
            layout.addWidget(widget)
