"""恢复备份: which backup, what would change, and only then the change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from desktop.models.keeping import offered_backups
from desktop.services.keeping import AnyDesk
from desktop.views.dialogs.restoring import ask_backup
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.keys import let_enter_go_back
from forms.turning import shown_plainly

_ABOUT = "选一个备份，先看看会变成什么样。恢复时现在的数据文件会另存在旁边，以后可以在“另存的文件”里换回来。"


class RestoreDialog(Dialog):
    """Shows what restoring a backup would change; ``wanted`` asks the window to do it.

    Args:
        desk: the open file.
        in_words: what restoring a backup would change, or why it cannot be, and whether it can.
        parent: of the window.
    """

    chapter = "keeping.md"
    wanted = Signal(Path)
    """A backup is to take the place of the file."""

    def __init__(
        self, desk: AnyDesk, in_words: Callable[[Path], tuple[str, bool]], parent: QWidget | None = None
    ) -> None:
        """Offer the backups beside the file."""
        super().__init__("恢复备份", parent, width=620, height=460)
        self._desk, self._in_words = desk, in_words
        self.list, self.told = QListWidget(), QLabel()
        self.list.setAccessibleName("备份")
        for words, path in offered_backups(desk):
            self._add(words, path)
        self.told.setWordWrap(True)
        other = QPushButton("其他备份文件……")
        other.setAutoDefault(False)
        other.clicked.connect(self._ask_file)
        buttons = QDialogButtonBox()
        self.restore = buttons.addButton("恢复", QDialogButtonBox.ButtonRole.AcceptRole)
        self.restore.setProperty("kind", "primary")
        self.restore.setEnabled(False)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(other)
        row.addStretch(1)
        self.lay_out(muted(_ABOUT), self.list, row, self.told, buttons=buttons)
        self.list.itemSelectionChanged.connect(self._on_chosen)
        let_enter_go_back(buttons)
        self.list.setFocus()
        if not self.list.count():
            self.told.setText("数据文件旁边的“备份”文件夹里还没有备份。")

    def choose(self, path: Path) -> None:
        """Offer a backup from elsewhere and choose it."""
        self.list.setCurrentItem(self._add(str(path), path))

    def _add(self, words: str, path: Path) -> QListWidgetItem:
        item = QListWidgetItem(shown_plainly(words), self.list)
        item.setData(Qt.ItemDataRole.UserRole, path)
        return item

    def _ask_file(self) -> None:
        backup = ask_backup(self)
        if backup is not None:
            self.choose(backup)

    def _chosen(self) -> Path | None:
        """The backup that somebody selected; the one that merely has the cursor is not chosen."""
        item = next(iter(self.list.selectedItems()), None)
        return None if item is None else Path(item.data(Qt.ItemDataRole.UserRole))

    def _on_chosen(self) -> None:
        path = self._chosen()
        words, can_be_restored = ("", False) if path is None else self._in_words(path)
        self.told.setText(words)
        is_held = self._desk.is_read_only and not self._desk.is_altered
        self.restore.setEnabled(can_be_restored and not is_held)

    def _on_accepted(self) -> None:
        shown = self.told.text()
        self._on_chosen()  # the backup may have been replaced or deleted since it was looked at
        path = self._chosen()
        if path is None or not self.restore.isEnabled() or self.told.text() != shown:
            return
        self.accept()
        self.wanted.emit(path)
