"""Restoring a backup where no file is open: the file is damaged or gone, or the PC is a new one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.services.unit.keeping import (
    BACKUP_FOLDER,
    preview_restore,
    restore_backup,
)
from forms.errors import TianbaoError

_KEPT = "现在的数据文件如果还在，会另存在旁边，不会丢。"


class Restoring(QObject):
    """Asks for a backup and for the file it becomes, shows what would change, and restores.

    Args:
        window: parent of dialogs.
        folder: where to look first.
        suffix: ending of data files.
    """

    restored = Signal(Path)
    """The file that stands now."""
    failed = Signal(str)

    def __init__(self, window: QWidget, folder: Path, suffix: str) -> None:
        """Work for a window."""
        super().__init__(window)
        self._window, self._folder, self._suffix = window, folder, suffix

    def ask(self) -> None:
        """Ask for both files."""
        backup, _ = QFileDialog.getOpenFileName(self._window, "选择备份", str(self._folder), "备份 (*.bak)")
        if not backup:
            return
        store, _ = QFileDialog.getSaveFileName(
            self._window,
            "恢复成哪个数据文件",
            str(self.file_of(Path(backup))),
            f"数据文件 (*{self._suffix})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if store:
            self.show(Path(backup), Path(store))

    def file_of(self, backup: Path) -> Path:
        """The data file that a backup was probably made of: beside the folder of backups."""
        folder = backup.parent.parent if backup.parent.name == BACKUP_FOLDER else backup.parent
        return folder / f"{backup.name.split('.')[0]}{self._suffix}"

    def show(self, backup: Path, store: Path) -> None:
        """Show what restoring would change, and do it when that is wanted."""
        try:
            preview = preview_restore(backup, store)
        except TianbaoError as error:
            self.failed.emit(error.message)
            return
        box = QMessageBox(QMessageBox.Icon.Question, "恢复备份", "\n".join([*preview.sentences, _KEPT]))
        box.setParent(self._window, box.windowFlags())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.addButton("恢复", QMessageBox.ButtonRole.AcceptRole)
        back = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        box.setEscapeButton(back)
        box.accepted.connect(lambda: self._restore(backup, store))
        box.open()

    def _restore(self, backup: Path, store: Path) -> None:
        try:
            restore_backup(backup, store, other_unit=True)  # the dialog said whose both are
        except TianbaoError as error:
            self.failed.emit(error.message)
            return
        self.restored.emit(store)
