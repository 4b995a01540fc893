"""数据保管 of either desk: backup, restoring, what was kept aside, the change log."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.models.tasks import TaskRunner
from desktop.services.files import write_file
from desktop.services.handover import Handover
from desktop.services.keeping import AnyDesk, back_up, export_log
from desktop.services.places import file_name
from desktop.views.dialogs.handover_dialog import HandoverDialog
from desktop.views.dialogs.kept_dialog import KeptDialog
from desktop.views.dialogs.restore_dialog import RestoreDialog
from desktop.views.frame.background import Background
from desktop.views.frame.file.files import ask_folder, ask_save_place
from desktop.views.frame.help_key import let_help_open
from desktop.views.frame.opening import open_folder_of, open_place
from desktop.views.frame.status_line import StatusLine
from forms.errors import TianbaoError

_ACTION = QMessageBox.ButtonRole.ActionRole


class FileKeeping(QObject):
    """What the menu beside the name of the file does at both desks.

    Args:
        window: parent of dialogs.
        file: the open file.
        tasks: where long work runs.
        status: where it is told.
    """

    restore_wanted = Signal(Path)
    """A backup is to take the place of the file."""
    after_handover = ""
    """What whoever takes over does first, as a sentence."""

    def __init__(self, window: QWidget, file: AnyDesk, tasks: TaskRunner, status: StatusLine) -> None:
        """Work for a window."""
        super().__init__(window)
        self._window, self._file = window, file
        self._background = Background(tasks, status)

    # --- each desk answers these -----------------------------------------------------------------

    def log_in_words(self) -> tuple[str, str, bool]:
        """Whether the change log is whole and what is not; what must stand on paper; whether it is whole."""
        raise NotImplementedError

    def restoring_in_words(self, backup: Path) -> tuple[str, bool]:
        """What restoring a backup would change, or why it cannot be; and whether it can."""
        raise NotImplementedError

    def last_key(self) -> str:
        """The key file that a handover suggests; empty where there is none."""
        raise NotImplementedError

    def handed_besides(self) -> str:
        """What goes over besides the copy and that key, as a sentence; empty for nothing."""
        return ""

    def make_handover(self, key: Path | None) -> Handover:
        """Make the copy and the sheet; off the window's thread."""
        raise NotImplementedError

    # --- what both do ----------------------------------------------------------------------------

    def ask_backup(self) -> None:
        """Ask for a folder, such as a USB stick, and put a checked copy there."""
        folder = ask_folder(self._window, "备份到哪个文件夹")
        if folder:
            self.back_up(Path(folder))

    def back_up(self, folder: Path) -> None:
        """Put a checked copy into a folder."""
        self._background.run(
            "正在备份……",
            lambda: back_up(self._file, folder, "手动备份"),
            lambda path: self.say(f"已备份，并打开检查过：\n{path}", beside=path),
            self._tell,
        )

    def ask_restore(self) -> RestoreDialog:
        """Offer backups to restore."""
        dialog = RestoreDialog(self._file, self.restoring_in_words, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self.restore_wanted)
        dialog.open()
        return dialog

    def show_kept(self) -> KeptDialog:
        """List what was kept aside."""
        dialog = KeptDialog(self._file, self.restoring_in_words, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.restore_wanted.connect(lambda path: self.ask_restore().choose(path))
        dialog.open()
        return dialog

    def check_log(self) -> None:
        """Prove the change log, and tell what must stand on paper."""
        self._background.run("正在核对变更记录……", self.log_in_words, self._tell_log, self._tell)

    def _tell_log(self, answer: tuple[str, str, bool]) -> None:
        words, on_paper, is_whole = answer
        icon = QMessageBox.Icon.Information if is_whole else QMessageBox.Icon.Warning
        box = self._box(words, icon)
        # Long numbers in groups, which say nothing to somebody who only wants to know whether all is well.
        box.addButton("与纸上的核对……", _ACTION).clicked.connect(lambda: self.say(on_paper))
        self._open_box(box)

    def ask_log_place(self) -> None:
        """Ask where to put the change log for an inspector."""
        name = f"{file_name(self._file.holder)}变更记录"
        place = ask_save_place(self._window, "导出变更记录", name, "变更记录", ".xlsx", ".csv")
        if place:
            self._background.run(
                "正在导出变更记录……",
                lambda: export_log(self._file, Path(place)),
                lambda count: self.say(f"已导出 {count} 条变更记录：\n{place}", file=Path(place)),
                self._tell,
            )

    def ask_handover(self) -> HandoverDialog:
        """Ask what is needed for the handover sheet."""
        folder = self._file.path.parent
        dialog = HandoverDialog(
            self._file.holder, folder, self.last_key(), self._window, self.handed_besides()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self._hand_over)
        dialog.open()
        return dialog

    @classmethod
    def ask_sheet_place(cls, parent: QWidget, name: str) -> str:
        """Ask where to put the handover sheet."""
        return ask_save_place(parent, "保存交接单", name, "交接单", ".pdf")

    def _hand_over(self, key: Path | None) -> None:
        place = self.ask_sheet_place(self._window, f"{file_name(self._file.holder)}交接单")
        if not place:
            return

        def work() -> Handover:
            made = self.make_handover(key)
            write_file(Path(place), made.pdf)
            return made

        self._background.run(
            "正在生成交接单……",
            work,
            lambda made: self.say(
                f"已保存交接单：\n{place}\n\n随交接单移交的数据副本：\n{made.copy}\n\n"
                f"请打印交接单，三方签字；{self.after_handover}",
                file=Path(place),
            ),
            self._tell,
        )

    def _tell(self, error: TianbaoError) -> None:
        self.say(error.sentence, QMessageBox.Icon.Warning)

    def say(
        self,
        words: str,
        icon: QMessageBox.Icon = QMessageBox.Icon.Information,
        *,
        file: Path | None = None,
        beside: Path | None = None,
    ) -> None:
        """Show the outcome in a message box, whatever page is in front.

        Args:
            words: what happened.
            icon: how grave it is.
            file: what was saved, to be opened from here.
            beside: a file whose folder alone is offered: a copy of the data is not opened by a slip.
        """
        box = self._box(words, icon)
        if (lying := file or beside) is not None:
            if file is not None:
                box.addButton("打开", _ACTION).clicked.connect(lambda: open_place(lying))
            box.addButton("打开所在文件夹", _ACTION).clicked.connect(lambda: open_folder_of(lying))
        self._open_box(box)

    def _box(self, words: str, icon: QMessageBox.Icon) -> QMessageBox:
        return QMessageBox(icon, "数据保管", words, QMessageBox.StandardButton.Ok, self._window)

    def _open_box(self, box: QMessageBox) -> None:
        box.setEscapeButton(QMessageBox.StandardButton.Ok)
        box.setDefaultButton(QMessageBox.StandardButton.Ok)
        let_help_open(box, "keeping.md")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
