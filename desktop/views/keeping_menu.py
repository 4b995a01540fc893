"""The menu 数据保管 beside the name of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from desktop.views.dialogs.keeping import Keeping


def fill_keeping_menu(menu: QMenu, keeping: Callable[[], Keeping]) -> tuple[QAction, ...]:
    """Put the entries into the menu; what they do is loaded when one is chosen.

    Returns:
        The entries that mend a file that was replaced.
    """
    menu.addAction("备份到……", lambda: keeping().ask_backup())
    restore = menu.addAction("恢复备份……", lambda: keeping().ask_restore())
    kept = menu.addAction("另存的文件……", lambda: keeping().show_kept())
    menu.addAction("以前的报送……", lambda: keeping().show_past())
    menu.addAction("核对变更记录", lambda: keeping().check_log())
    menu.addAction("导出变更记录……", lambda: keeping().ask_log_place())
    menu.addAction("规划新版本……", lambda: keeping().show_newer_plan())
    menu.addAction("办理交接……", lambda: keeping().ask_handover())
    return restore, kept
