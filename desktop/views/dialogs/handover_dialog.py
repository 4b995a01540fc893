"""办理交接: what goes over, whose key, and the sheet to sign."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.services.places import typed_path
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.file.files import ask_open_place

_ABOUT = (
    "程序先做一份检查过的数据副本，再生成交接单：各年报到哪一步、变更记录有多少条、副本和证书的指纹。"
    "打印后由移交人、接收人、监交人签字，数据副本和密钥文件一并交给接收人，口令当面另交。"
)
_KEY = "密钥文件（交接单上只写证书指纹，不需要口令；还没有密钥的可以空着）"


class HandoverDialog(Dialog):
    """Asks for the key file; the window makes the sheet.

    Args:
        holder: whose file it is.
        folder: where a key file lies of which only the name is typed.
        key: the key file that is suggested; empty for none.
        more: what is handed over besides, as a sentence; empty for nothing.
        parent: of the window.
    """

    chapter = "keeping.md"
    wanted = Signal(object)
    """Make the sheet; with the path of the key file, or None."""

    def __init__(
        self, holder: str, folder: Path, key: str, parent: QWidget | None = None, more: str = ""
    ) -> None:
        """Suggest the key used last."""
        super().__init__("办理交接", parent, heading=f"办理交接：{holder}")
        self._folder = folder
        self.key, choose = QLineEdit(key), QPushButton("选择……")
        self.key.setAccessibleName("密钥文件")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._ask_key)
        row = QHBoxLayout()
        row.addWidget(self.key, 1)
        row.addWidget(choose)
        buttons = QDialogButtonBox()
        self.make = buttons.addButton("生成交接单……", QDialogButtonBox.ButtonRole.AcceptRole)
        self.make.setProperty("kind", "primary")
        self.make.setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self.lay_out(muted(_ABOUT + more), QLabel(_KEY), row, buttons=buttons)

    def _ask_key(self) -> None:
        place = ask_open_place(self, "选择密钥文件", "密钥文件 (*.p12 *.pfx)", self.key.text())
        if place:
            self.key.setText(place)

    def _on_accepted(self) -> None:
        is_named = bool(self.key.text().strip())
        self.accept()
        self.wanted.emit(typed_path(self.key.text(), self._folder) if is_named else None)
