"""What is pictured for the manual: a widget, a part of it, and the numbers beside what the text names."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget


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
