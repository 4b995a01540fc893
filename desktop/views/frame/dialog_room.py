"""The height of a dialog with wrapped texts, which Qt's own size hint cuts at 150 %."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


def give_room(dialog: QDialog) -> None:
    """Make a dialog as high as its wrapped words need at its width, but not higher than the screen."""
    layout = dialog.layout()
    if layout is None:
        return
    width = max(dialog.minimumWidth(), layout.minimumSize().width())
    wanted = layout.totalHeightForWidth(width)
    height = min(wanted, dialog.screen().availableGeometry().height() - 40)
    dialog.setMinimumHeight(height)
    dialog.resize(width, height)
