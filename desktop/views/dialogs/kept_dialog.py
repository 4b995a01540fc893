"""另存的文件: what the program kept aside of the open file, to be compared, put back or removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QTableWidgetItem,
    QWidget,
)

from desktop.models.keeping import KeptLine, kept_in_words
from desktop.services.keeping import AnyDesk, remove_kept_aside
from desktop.views.dialogs.choice_table import ChoiceTable
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.help_key import let_help_open
from desktop.views.frame.opening import open_folder_of
from forms.errors import TianbaoError
from forms.turning import shown_plainly

_COLUMNS = ("是什么", "写下的时间", "在哪里")
_ABOUT = (
    "数据文件被替换、没有正常关闭或恢复备份时，程序把不该丢的另存下来，列在这里。程序自己从不删除它们；"
    "核对过、确实不再需要的，可以删除。"
)


class KeptDialog(Dialog):
    """Removes only what somebody chose and confirmed.

    Args:
        desk: the open file.
        in_words: how a kept file differs from the open one.
        parent: of the window.
    """

    chapter = "keeping.md"
    restore_wanted = Signal(Path)
    """A kept file is to be looked at as a backup that may be restored."""

    def __init__(
        self, desk: AnyDesk, in_words: Callable[[Path], tuple[str, bool]], parent: QWidget | None = None
    ) -> None:
        """List what was kept."""
        super().__init__("另存的文件", parent, width=860, height=420)
        self._desk, self._in_words = desk, in_words
        self._lines: list[KeptLine] = []
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.table = ChoiceTable("另存的文件", _COLUMNS, widest=2)
        buttons = QDialogButtonBox()
        action = QDialogButtonBox.ButtonRole.ActionRole
        self.folder = buttons.addButton("打开所在文件夹", action)
        self.compare = buttons.addButton("与现在的文件比较", action)
        self.restore = buttons.addButton("恢复成这一份……", action)
        self.remove = buttons.addButton("删除……", action)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        self.lay_out(muted(_ABOUT), self.table, self.told, buttons=buttons)
        self.folder.clicked.connect(self._open_folder)
        self.compare.clicked.connect(self._compare)
        self.restore.clicked.connect(self._restore)
        self.remove.clicked.connect(self._remove)
        self.table.itemSelectionChanged.connect(self._show_choices)
        self._fill()

    def _fill(self) -> None:
        self._lines = kept_in_words(self._desk)
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            for column, text in enumerate((line.what, line.taken, str(line.path))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        self.table.clearSelection()
        self.told.setText("" if self._lines else "没有另存的文件。")
        self._show_choices()

    @property
    def _chosen(self) -> KeptLine | None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        return self._lines[rows.pop()] if rows else None

    def _show_choices(self) -> None:
        line = self._chosen
        for button in (self.folder, self.remove):
            button.setEnabled(line is not None)
        for button in (self.compare, self.restore):
            button.setEnabled(line is not None and line.is_store)
        if line is not None:
            self.told.setText("")

    def _open_folder(self) -> None:
        if self._chosen is not None:
            open_folder_of(self._chosen.path)

    def _compare(self) -> None:
        if self._chosen is not None:
            self.told.setText(self._in_words(self._chosen.path)[0])

    def _restore(self) -> None:
        line = self._chosen
        if line is not None:
            self.accept()
            self.restore_wanted.emit(line.path)

    def _remove(self) -> None:
        line = self._chosen
        if line is None:
            return
        box = QMessageBox(QMessageBox.Icon.Warning, "删除另存的文件", _about_removing(line), parent=self)
        let_help_open(box, self.chapter)
        remove = box.addButton("删除", QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton("保留", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        remove.clicked.connect(lambda: self._remove_now(line))
        box.open()

    def _remove_now(self, line: KeptLine) -> None:
        try:
            remove_kept_aside(self._desk, line.path)
        except (TianbaoError, ValueError) as error:
            told = error.sentence if isinstance(error, TianbaoError) else "这个文件已经不在了。"
            self._fill()
            self.told.setText(told)
            return
        self._fill()
        self.told.setText(shown_plainly(f"已删除“{line.path.name}”。"))


def _about_removing(line: KeptLine) -> str:
    return f"{line.path.name}\n{line.what}（{line.taken}）\n\n删除后不能找回。请先比较，确实不再需要才删除。"
