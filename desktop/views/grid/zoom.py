"""Larger and smaller figures in the grid by Ctrl and the wheel or + and -, kept for the next time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QTableView

from desktop.views.frame.file.recent import settings
from desktop.views.frame.look.theme import POINT_SIZE, bold, sized

_LEAST, _MOST, _STEP = 70, 200, 10
"""Per cent of the usual size. All of these are our own choice: smaller is not legible."""
_USUAL = 100
"""By definition."""
_NOTCH = 120
"""What Qt counts for one notch of a wheel, in eighths of a degree."""
_SETTING = "grid/zoom"
_KEYS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
"""Steps of a key with Ctrl. Chosen so that they are those of browsers; the plus without Shift too."""


class GridZoom(QObject):
    """Gives a grid and its head larger or smaller letters; rows and columns follow from them."""

    changed = Signal(int)
    """The size now, in per cent of the usual one."""

    def __init__(self, grid: QTableView) -> None:
        """Show a grid in the size in which it was seen last."""
        super().__init__(grid)
        self._grid = grid
        self._turned = 0
        self.percent = _USUAL
        grid.viewport().installEventFilter(self)
        grid.installEventFilter(self)
        kept = str(settings().value(_SETTING, _USUAL))
        self.set_percent(int(kept) if kept.isascii() and kept.isdigit() else _USUAL)

    def set_percent(self, percent: int) -> None:
        """Show the grid in another size, within what can be read."""
        before, self.percent = self.percent, min(max(percent, _LEAST), _MOST)
        if self.percent == before:
            return
        font = sized(self._grid.font(), POINT_SIZE * self.percent / _USUAL)
        # The window's style sheet has the last word on the texts of a head, also that of the frozen columns.
        is_usual = self.percent == _USUAL
        head = "" if is_usual else f"QHeaderView::section {{ font-size: {font.pointSizeF():.2f}pt; }}"
        # A style sheet takes a widget's fonts back where it is the first one, and where it ends: so it comes
        # before the fonts, and after them where both are to look as before the first step.
        if not is_usual:
            self._grid.setStyleSheet(head)
        self._grid.setFont(font)
        self._grid.horizontalHeader().setFont(bold(font))
        if is_usual:
            self._grid.setStyleSheet(head)
        settings().setValue(_SETTING, self.percent)
        self.changed.emit(self.percent)

    def step(self, steps: int) -> None:
        """Larger by so many steps, or smaller; 0 is back to the usual size."""
        self.set_percent(self.percent + steps * _STEP if steps else _USUAL)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: with Ctrl the wheel does not turn the sheet, and three keys zoom."""
        if isinstance(event, QKeyEvent):
            return self._on_key(event) or super().eventFilter(watched, event)
        if not isinstance(event, QWheelEvent) or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return super().eventFilter(watched, event)
        self._turned += event.angleDelta().y()  # a touchpad sends parts of a notch
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        if steps:
            self.step(steps)
        return True

    def _on_key(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if event.type() != QEvent.Type.KeyPress or held != Qt.KeyboardModifier.ControlModifier:
            return False
        steps = _KEYS.get(Qt.Key(event.key()))
        if steps is not None:
            self.step(steps)
        return steps is not None
