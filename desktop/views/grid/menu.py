"""The menu of the right mouse button over the grid."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from desktop.views.grid.commands import REASONS, Command

_GROUPS = (
    (Command.CUT, Command.COPY, Command.PASTE, Command.CLEAR),
    (Command.LAST_YEAR, Command.FILL_DOWN, Command.FILL_RIGHT),
    tuple(REASONS),
    (Command.NEXT_BLANK, Command.ATTACH, Command.REDEFINE),
    (Command.PRINT,),
)


def grid_menu(parent: QWidget, do: Callable[[Command], object]) -> QMenu:
    """A menu with a line for each command and its key; what cannot be done says why when it is chosen.

    Args:
        parent: the grid.
        do: carries a command out.
    """
    menu = QMenu(parent)
    menu.setAccessibleName("单元格菜单")
    for group in _GROUPS:
        room = menu.addMenu("没有数的原因") if group == tuple(REASONS) else menu
        for command in group:
            action = room.addAction(command.words)
            action.setShortcut(command.key)
            action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(partial(_carry_out, do, command))
        if room is menu and group is not _GROUPS[-1]:
            menu.addSeparator()
    return menu


def _carry_out(do: Callable[[Command], object], command: Command, _checked: bool = False) -> None:
    do(command)
