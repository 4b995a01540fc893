"""What stands at the top of the first screen: the program's name, and what it does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel

from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.elided_label import ElidedLabel


def heading_row(font: QFont) -> QHBoxLayout:
    """The row, in a window of this font."""
    title = QLabel("妇女发展规划监测填报")
    title.setFont(bold(font, points=POINT_SIZE + 5))
    about = ElidedLabel("离线填报、审核、打印、签名报送。数据都在一个文件里，不上传。")
    about.setProperty("tone", "muted")
    row = QHBoxLayout()
    row.addWidget(title)
    row.addSpacing(10)
    row.addWidget(about, 1, Qt.AlignmentFlag.AlignBottom)
    return row
