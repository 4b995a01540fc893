"""Whether the open file is still the one that the window shows.

Writing, freezing and exporting find that out by themselves. Reading does not: the connection goes on
reading the file that nobody else sees any more. So the window looks whenever it comes to the front, before
it shows a page and after work in the background. A look asks the system for the date of the file; only
where that differs, the file is read, away from the window's thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.services.desk import Replacement
from desktop.services.keeping import AnyDesk
from desktop.views.frame.background import Background
from forms.errors import TianbaoError


class FileWatch(QObject):
    """Looks after the file of a window.

    Args:
        desk: the open file.
        background: where a closer look is taken.
    """

    found = Signal(object)
    """A ``Replacement``; comes once."""

    def __init__(self, desk: AnyDesk, background: Background, parent: QObject) -> None:
        """Nothing was found yet."""
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._is_looking = False
        self.replacement: Replacement | None = None

    def look(self) -> bool:
        """Look at the file; returns whether it is known that another one has taken its place."""
        if self.replacement is None and not self._is_looking and self._desk.seems_replaced:
            self._is_looking = True
            self._background.run("正在核对数据文件……", self._desk.replacement, self._take, self._give_up)
        return self.replacement is not None

    def _take(self, replacement: Replacement | None) -> None:
        self._is_looking = False
        if replacement is not None and self.replacement is None:
            self.replacement = replacement
            self.found.emit(replacement)

    def _give_up(self, error: TianbaoError) -> None:
        """The file cannot be looked at just now; the next look comes soon, and writing looks for itself."""
        del error
        self._is_looking = False
