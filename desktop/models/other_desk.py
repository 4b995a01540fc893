"""What is said where a data file opens the other desk than the one that was open or asked for.

The two desks never show each other's file; which of them opens follows from the file alone.
"""

from __future__ import annotations

from typing import Final

from desktop.models.beginning import Purpose

_WHOSE: Final = {Purpose.REPORTING: "填报单位", Purpose.RECEIVING: "统计局"}
_WINDOW: Final = {Purpose.REPORTING: "填报", Purpose.RECEIVING: "统计局接收"}
_BEFORE: Final = {Purpose.REPORTING: "填报", Purpose.RECEIVING: "统计局"}


def other_desk_words(name: str, opens: Purpose, before: Purpose, left: str = "") -> str:
    """Say that a file opened the other desk, and what became of what was open.

    Args:
        name: file name of what was opened.
        opens: the desk whose file it is.
        before: the desk that was open, or was chosen on the first screen.
        left: file name of what was open; empty on the first screen.
    """
    what = f"“{name}”是{_WHOSE[opens]}的数据文件，打开的是{_WINDOW[opens]}的窗口。"
    if not left:
        return f"用途选的是“{before.label}”；{what}"
    return f"{what}刚才{_BEFORE[before]}的“{left}”已保存、关上，要用再打开它。"
