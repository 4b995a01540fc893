"""Tells what the store says when it is let go of, while there is still a window to say it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QCloseEvent

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from desktop.views.main_window import MainWindow


class Closing(QObject):
    """Tells what the store says when it is let go of, while there is still a window to say it in."""

    def __init__(self, window: MainWindow) -> None:
        """Watch over the end of a window."""
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if watched is not self._window or not isinstance(event, QCloseEvent):
            return super().eventFilter(watched, event)
        from forms.errors import TianbaoError

        try:
            self._window.closeEvent(event)
        except TianbaoError as error:
            from desktop.views.frame.telling import tell

            tell(self._window, "请核对数据文件", error.sentence, "trouble.md")
            self._window.closed.emit()
        return True
