"""办理记录: everything that was decided about a unit's year, and taking back what can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QListWidget, QListWidgetItem, QWidget

from desktop.services.office.overview.reviewing import MadeDecision
from desktop.views.frame.dialog import Dialog, muted

_ADVICE = "每一件都在记录里，撤回也是一件。验收用【重开】撤回；问题在下面的表里了结或再问。"


class DecisionsDialog(Dialog):
    """Lists decisions, newest first.

    Args:
        decisions: what was decided, oldest first.
        parent: of the dialog.
    """

    chapter = "desk-review.md"
    undo_wanted = Signal(int, str)
    """Number of a decision that is to be taken back, and its line."""

    def __init__(self, decisions: Sequence[MadeDecision], parent: QWidget) -> None:
        """Show them."""
        super().__init__("办理记录", parent, width=720, height=420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget()
        self.list.setAccessibleName("办理记录")
        self.list.setWordWrap(True)
        self._decisions = list(reversed(decisions))
        for one in self._decisions:
            self.list.addItem(QListWidgetItem(one.line))
        buttons = QDialogButtonBox()
        self.undo = buttons.addButton("撤回这个决定……", QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.undo.clicked.connect(self._undo)
        self.list.currentRowChanged.connect(self._lock)
        self.lay_out(self.list, muted(_ADVICE if decisions else "还没有办过什么。"), buttons=buttons)
        self._lock(-1)
        if decisions:
            self.list.setCurrentRow(0)
        self.list.setFocus()

    def _lock(self, row: int) -> None:
        self.undo.setEnabled(0 <= row < len(self._decisions) and self._decisions[row].is_undoable)

    def _undo(self) -> None:
        one = self._decisions[self.list.currentRow()]
        self.accept()
        self.undo_wanted.emit(one.decision.id, one.line)
