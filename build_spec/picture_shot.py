"""What is pictured for the manual: a widget, a part of it, and the numbers beside what the text names."""

from __future__ import annotations

import time

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget

_PATIENCE_SECONDS = 1.0
"""Within which a page has drawn itself after the last work in the background."""


class Shot:
    """A widget to be pictured, what of it, and where the numbers of the text stand.

    Args:
        name: of the file.
        widget: as it is shown now.
        numbered: the widgets in it that the text speaks of, from 1.
        part: what of it is shown; all of it by default.
    """

    def __init__(
        self, name: str, widget: QWidget, numbered: list[QWidget] | None = None, part: QRect | None = None
    ) -> None:
        """Keep what is to be pictured."""
        self.name, self.widget, self.numbered = name, widget, numbered or []
        self.part = part or widget.rect()


def settle(widget: QWidget) -> None:
    """Let what goes on in the background come to its end."""
    tasks = getattr(widget.window(), "tasks", None)
    since = time.monotonic()
    while time.monotonic() < since + _PATIENCE_SECONDS:
        QApplication.processEvents()
        if tasks is not None and tasks.is_busy:
            since = time.monotonic()
