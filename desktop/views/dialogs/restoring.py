"""Restoring a backup where no file is open: the file is damaged or gone, or the PC is a new one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.services.backup_names import STORE_ENDING, data_file_of
from desktop.services.unit.keeping import preview_restore, restore_backup
from desktop.views.frame.file.files import ask_open_place, ask_save_place
from desktop.views.frame.help_key import let_help_open
from forms.errors import TianbaoError

_KINDS = "备份 (*.bak *.db *.damaged);;所有文件 (*)"
"""What the program names backups and copies, and everything, since a person may have named one otherwise:
what a file is, is read from its bytes."""
_KEPT = "现在的数据文件如果还在，会另存在旁边，不会丢。"


class Restoring(QObject):
    """Asks for a backup and for the file it becomes, shows what would change, and restores.

    Args:
        window: parent of dialogs.
        folder: where to look first.
    """

    restored = Signal(Path)
    """The file that stands now."""
    failed = Signal(str)

    def __init__(self, window: QWidget, folder: Path) -> None:
        """Work for a window."""
        super().__init__(window)
        self._window, self._folder = window, folder

    def ask(self) -> None:
        """Ask for both files."""
        backup = ask_backup(self._window, self._folder)
        if backup is None:
            return
        title, start = "恢复成哪个数据文件", str(data_file_of(backup))
        store = ask_save_place(self._window, title, start, "数据文件", STORE_ENDING, replaces=False)
        if store:
            self.show(backup, Path(store))

    def show(self, backup: Path, store: Path) -> None:
        """Show what restoring would change, and do it when that is wanted."""
        try:
            preview = preview_restore(backup, store)
        except TianbaoError as error:
            self.failed.emit(error.sentence)
            return
        box = QMessageBox(QMessageBox.Icon.Question, "恢复备份", "\n".join([*preview.sentences, _KEPT]))
        let_help_open(box, "keeping.md")
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
            self.failed.emit(error.sentence)
            return
        self.restored.emit(store)


def ask_backup(parent: QWidget, folder: Path | None = None) -> Path | None:
    """Ask for a backup, under whatever name; None where nobody chooses one.

    Args:
        parent: of the dialog.
        folder: where to look first; the one used last by default.
    """
    place = ask_open_place(parent, "选择备份", _KINDS, str(folder or ""))
    return Path(place) if place else None
