"""The menu 数据保管 beside the name of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from desktop.views.dialogs.keeping import Keeping

RESTORE, KEPT = "恢复备份……", "另存的文件……"
"""The entries that mend a file that was replaced."""


def fill_keeping_menu(menu: QMenu, keeping: Callable[[], Keeping]) -> None:
    """Put the entries into the menu; what they do is loaded when one is chosen."""
    for words, chosen in (
        ("备份到……", lambda: keeping().ask_backup()),
        (RESTORE, lambda: keeping().ask_restore()),
        (KEPT, lambda: keeping().show_kept()),
        ("以前的报送……", lambda: keeping().show_past()),
        ("核对变更记录", lambda: keeping().check_log()),
        ("导出变更记录……", lambda: keeping().ask_log_place()),
        ("办理交接……", lambda: keeping().ask_handover()),
    ):
        menu.addAction(words, chosen)
