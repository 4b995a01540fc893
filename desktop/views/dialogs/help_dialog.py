"""F1: the keys and the steps on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.views.frame import theme
from desktop.views.frame.dialog_room import give_room
from desktop.views.frame.theme import POINT_SIZE, bold
from forms.filing.stage import Stage

_STEPS = tuple((stage.label, stage.about) for stage in Stage)
_KEYS = (
    ("Enter / Shift+Enter", "下一格 / 上一格"),
    ("Tab / Shift+Tab", "右一格 / 左一格"),
    ("Ctrl+方向键", "到有数的一头；加 Shift 一并选中"),
    ("F2", "修改格内文字，光标在末尾"),
    ("Delete", "清空选中的格"),
    ("Ctrl+C / X / V", "与 Excel、WPS 互相复制、剪切、粘贴"),
    ("Ctrl+D", "用上一格的数向下填充"),
    ("Ctrl+'", "沿用上年数"),
    ("Alt+1 / 2 / 3", "没有数：未收集（-1）/ 未开展（-2）/ 不适用"),
    ("Ctrl+Z / Ctrl+Y", "撤销 / 重做，重启后仍有效"),
    ("Ctrl+F", "按名称、代码或拼音首字母查找"),
    ("F4", "采纳程序建议的数"),
    ("F6", "在报表、表格、审核结果、本格说明间切换，收起的会打开"),
    ("F7 / Shift+F7", "下一个 / 上一个没填的格"),
    ("F8", "到下一处要填的格或要写的原因"),
    ("Esc", "从写原因的方框回到格"),
    ("F9", "查看审核结果"),
    ("Ctrl+PageDown / PageUp", "下一张 / 上一张表"),
    ("Ctrl+滚轮", "放大、缩小表格"),
    ("Ctrl+P", "打印"),
    ("Ctrl+1 … Ctrl+5", "到填报、审核、定稿打印、导出报送、回执"),
)


class HelpDialog(QDialog):
    """One page, closed with Escape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(parent)
        self.setWindowTitle("帮助")
        self.setMinimumWidth(900)
        columns = QHBoxLayout()
        columns.setSpacing(28)
        for title, rows in (("一年的步骤", _STEPS), ("按键", _KEYS)):
            column = QVBoxLayout()
            heading = QLabel(title)
            heading.setFont(bold(self.font(), points=POINT_SIZE + 2))
            text = QLabel(_table(rows))
            text.setWordWrap(True)
            column.addWidget(heading)
            column.addWidget(text)
            column.addStretch(1)
            columns.addLayout(column, 1)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 14)
        layout.addLayout(columns, 1)
        layout.addWidget(buttons)
        give_room(self)


def _table(rows: tuple[tuple[str, str], ...]) -> str:
    cells = "".join(
        f"<tr><td style='color:{theme.ACCENT}; padding:0 14px 1px 0; white-space:nowrap'>{left}</td>"
        f"<td style='padding-bottom:1px'>{right}</td></tr>"
        for left, right in rows
    )
    return f"<table cellspacing='0'>{cells}</table>"


def show_help(parent: QWidget) -> None:
    """Open the page."""
    dialog = HelpDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
