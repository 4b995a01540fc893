"""The question before a window closes that holds what could not be stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QWidget

from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.keys import let_enter_go_back

_MOST = 8
"""Lines listed; chosen by us, so many fit a dialog on a small screen."""
_MENDED = "返回后改正，离开那一格就会保存。"
_REPLACED = "按【重新打开】以后，这些内容仍留在原来的地方，可以改正后保存；也可以先抄下来。"


class UnsavedDialog(Dialog):
    """Accepted where the texts are given up; Enter and Esc go back to them.

    Args:
        lines: what could not be stored.
        replaced: whether another file has taken the place of the open one, so that nothing can be
            corrected in this window.
    """

    chapter = "trouble.md"

    def __init__(
        self, lines: Sequence[str], parent: QWidget | None = None, *, replaced: bool = False
    ) -> None:
        """Say what would be lost."""
        heading = f"还有 {len(lines)} 处内容没有保存，关闭后就没有了"
        super().__init__("还有内容没有保存", parent, heading=heading)
        shown = list(lines[:_MOST])
        if len(lines) > _MOST:
            shown.append(f"另有 {len(lines) - _MOST} 处")
        self.listed = QLabel("\n".join(shown))
        self.listed.setTextFormat(Qt.TextFormat.PlainText)
        self.listed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.listed.setWordWrap(True)
        self.about = muted(_REPLACED if replaced else _MENDED)
        buttons = QDialogButtonBox()
        self.give_up = buttons.addButton("不要这些内容，关闭", QDialogButtonBox.ButtonRole.AcceptRole)
        self.back = buttons.addButton("返回", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.lay_out(self.listed, self.about, buttons=buttons)
        let_enter_go_back(buttons)


def ask_to_give_up(
    lines: Sequence[str], window: QWidget, give_up: Callable[[], None], *, replaced: bool
) -> None:
    """Open the question; ``give_up`` is called where the texts are given up."""
    dialog = UnsavedDialog(lines, window, replaced=replaced)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(give_up)
    dialog.open()
