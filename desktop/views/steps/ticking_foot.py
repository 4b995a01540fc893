"""Below the list of 审核: how many findings are ticked, and the button that ticks all of a kind."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.models.unit.review import ReviewModel
from desktop.models.unit.working_year import WorkingYear
from desktop.views.frame.parts.elided_label import ElidedLabel
from forms.findings import Finding

_HOW_TO_TICK = "空格、Ctrl、Shift 加选，一段说明给几条"
_IN_SHORT = "空格加选"
_ALIKE = "一并选"


class TickingFoot(QWidget):
    """Says how many are ticked, and offers those that ask the same."""

    alike_wanted = Signal()
    """All findings of the chosen one's kind are to be ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say how to tick."""
        super().__init__(parent)
        self._ticked, self.alike = ElidedLabel(_HOW_TO_TICK), QPushButton()
        self._ticked.setProperty("tone", "muted")
        self.alike.setProperty("kind", "quiet")
        self.alike.setAutoDefault(False)
        self.alike.clicked.connect(self.alike_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._ticked, 1)
        row.addWidget(self.alike)
        self.setFixedHeight(self.alike.sizeHint().height() + 4)

    def show_ticked(self, working: WorkingYear, model: ReviewModel, finding: Finding | None) -> None:
        """Say how many will be explained together, and offer those of the chosen one's kind."""
        ticked = {f.identity for f in model.ticked}
        if ticked and finding is not None and working.asks_for_words(finding):
            ticked.add(finding.identity)
        alike = model.alike(finding) if finding is not None else ()
        offered = len(alike) > 1 and any(f not in model.ticked for f in alike)
        how = _IN_SHORT if offered else _HOW_TO_TICK  # beside the button the sentence would be cut
        self._ticked.show_text(f"已选 {len(ticked)} 条　{how}" if ticked else how)
        self.alike.setVisible(offered)
        if offered and finding is not None:
            self.alike.setText(f"{_ALIKE}“{model.name_of_kind(finding)}” {len(alike)} 条（Ctrl+A）")
