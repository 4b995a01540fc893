"""数据保管 of the office's file: backup, restoring, the change log, handover; what others may not is told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.models.office.keeping import office_log_in_words, office_restoring_in_words
from desktop.models.tasks import TaskRunner
from desktop.services.handover import Handover
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.handover import hand_over_office
from desktop.services.office.registry.keys import KeyUse, known_key
from desktop.views.dialogs.file_keeping import FileKeeping
from desktop.views.frame.status_line import StatusLine
from forms.receiving.permission import Act


class OfficeKeeping(FileKeeping):
    """What the menu beside the name of the office's file does.

    Args:
        window: parent of dialogs.
        desk: the office's desk.
        tasks: where long work runs.
        status: where it is told.
    """

    after_handover = "接收人打开副本后，由组长先在【人员】里列入接收人。"

    def __init__(self, window: QWidget, desk: OfficeDesk, tasks: TaskRunner, status: StatusLine) -> None:
        """Work for a window."""
        super().__init__(window, desk, tasks, status)
        self._desk = desk

    def log_in_words(self) -> tuple[str, str, bool]:
        """Override FileKeeping.log_in_words."""
        return office_log_in_words(self._desk)

    def restoring_in_words(self, backup: Path) -> tuple[str, bool]:
        """Override FileKeeping.restoring_in_words."""
        return office_restoring_in_words(self._desk, backup)

    def last_key(self) -> str:
        """Override FileKeeping.last_key."""
        return str(known_key(self._desk, KeyUse.SIGNING) or "")

    def handed_besides(self) -> str:
        """Override FileKeeping.handed_besides: without the other key nothing encrypted can be opened."""
        key = known_key(self._desk, KeyUse.RECEIVING)
        return "" if key is None else f"收件密钥“{key.name}”也要交：没有它，加密的报送打不开。"

    def make_handover(self, key: Path | None) -> Handover:
        """Override FileKeeping.make_handover."""
        return hand_over_office(self._desk, key)

    def begin_restore(self) -> None:
        """Offer backups to restore, or say who may."""
        if self._is_open_to(Act.RESTORE):
            self.ask_restore()

    def begin_handover(self) -> None:
        """Ask what is needed for the handover sheet, or say who may."""
        if self._is_open_to(Act.HAND_OVER):
            self.ask_handover()

    def _is_open_to(self, act: Act) -> bool:
        # A file that was replaced is read-only and restored all the same: that is what mends it.
        why = "" if act is Act.RESTORE and self._desk.is_altered else self._desk.why_not(act)
        if why:
            self.say(why, QMessageBox.Icon.Warning)
        return not why
