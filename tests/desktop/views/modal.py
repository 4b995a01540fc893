"""Answering a dialog that waits for its answer within a call, such as Qt's own questions and file dialogs."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

_PATIENCE = 400
"""Looks, 10 ms apart; chosen by us, four seconds are enough on a busy machine."""


def answer(act):
    """Give the next modal dialog to ``act`` as soon as it is there; returns a list that it is put into.

    Keep the list and look whether it has the dialog's words: a dialog that never came leaves it empty.
    """
    seen = []

    def look(left):
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            seen.append(dialog.windowTitle())
            act(dialog)
        elif left:
            QTimer.singleShot(10, lambda: look(left - 1))

    QTimer.singleShot(0, lambda: look(_PATIENCE))
    return seen
