"""What can be done with the cells of the grid, each by a key and in the menu of the right mouse button."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from forms.figures.quantity import Missing


class Command(Enum):
    """A thing to do: its words in the menu, and its key, empty for none."""

    CUT = ("剪切", "Ctrl+X")
    COPY = ("复制", "Ctrl+C")
    PASTE = ("粘贴", "Ctrl+V")
    CLEAR = ("清空", "Del")
    LAST_YEAR = ("沿用上年数", "Ctrl+'")
    FILL_DOWN = ("向下填充", "Ctrl+D")
    FILL_RIGHT = ("向右填充", "Ctrl+R")
    NOT_COLLECTED = ("未收集（-1）", "Alt+1")
    NOT_CONDUCTED = ("未开展（-2）", "Alt+2")
    NOT_APPLICABLE = ("不适用", "Alt+3")
    NEXT_BLANK = ("下一个没填的格", "F7")
    PREVIOUS_BLANK = ("上一个没填的格", "Shift+F7")
    ATTACH = ("添加附件…", "")
    REDEFINE = ("记录口径变动…", "")
    PRINT = ("打印…", "Ctrl+P")

    @property
    def words(self) -> str:
        """What the menu says."""
        return self.value[0]

    @property
    def key(self) -> QKeySequence:
        """Its key, an empty sequence for none."""
        return QKeySequence(self.value[1])


REASONS = {
    Command.NOT_COLLECTED: Missing.NOT_COLLECTED,
    Command.NOT_CONDUCTED: Missing.NOT_CONDUCTED,
    Command.NOT_APPLICABLE: Missing.NOT_APPLICABLE,
}
"""The reason that a command gives in place of a figure."""


def key_of(reason: Missing) -> str:
    """The key that gives a reason, as people read it."""
    return next(command.value[1] for command, meant in REASONS.items() if meant is reason)


IN_EDITOR = frozenset({Command.LAST_YEAR, Command.NEXT_BLANK, Command.PREVIOUS_BLANK, *REASONS})
"""Commands whose keys mean the same while a cell is typed; the others belong to the text."""
_OTHER_KEYS = {
    "Ctrl+Ins": Command.COPY,
    "Shift+Ins": Command.PASTE,
    "Shift+Del": Command.CUT,
    "Backspace": Command.CLEAR,
}
"""Keys that some people have for the same since their first computer."""


def _commands_by_key() -> dict[QKeySequence, Command]:
    named = {command.key: command for command in Command if not command.key.isEmpty()}
    return {**named, **{QKeySequence(key): command for key, command in _OTHER_KEYS.items()}}


def command_of(event: QKeyEvent) -> Command | None:
    """The command of a key press, None for any other key."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(held.value | event.key())
    return _BY_KEY.get(pressed)


_BY_KEY = _commands_by_key()
