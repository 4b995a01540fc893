"""Taking in from the window: what is dropped or chosen, the passphrase where it is needed, how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.models.office.intake import Intake, IntakeEnd
from desktop.models.office.window_words import window_words
from desktop.models.tasks import TaskRunner
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.intake.handed import holds_encrypted
from desktop.services.office.registry.keys import KeyUse, known_key
from desktop.submission.encryption.envelope import ReceivingKey
from desktop.views.frame.background import Background
from desktop.views.frame.file.files import ask_folder, ask_open_places, dropped_places
from desktop.views.office.passphrase_dialog import ReceivingKeyDialog
from forms.errors import TianbaoError

_KINDS = "报送包、加密包、邮件、压缩文件 (*.asice *.cms *.eml *.zip);;所有文件 (*)"


class TakingIn(QObject):
    """Takes in one batch after the other; what is dropped meanwhile comes next.

    Args:
        desk: the office's desk.
        tasks: where it runs.
        background: the same, told in the status line.
        window: on which things are dropped, and over which is asked.
    """

    begun = Signal()
    progressed = Signal(int, int, str)
    """Files done, files in all, name of the one that is read."""
    ended = Signal(object)
    """An ``IntakeEnd``."""

    def __init__(self, desk: OfficeDesk, tasks: TaskRunner, background: Background, window: QWidget) -> None:
        """Listen to what is dropped."""
        super().__init__(window)
        self._desk, self._background, self._window = desk, background, window
        self._key: ReceivingKey | None = None
        self._next: list[Path] = []
        self._is_busy = False
        self._intake = Intake(desk, tasks, self)
        self._intake.progressed.connect(self.progressed)
        self._intake.ended.connect(self._on_ended)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: what is let go anywhere in the window is taken in."""
        if not isinstance(event, QDropEvent):  # of which entering and moving are kinds
            return super().eventFilter(watched, event)
        paths = dropped_places(event.mimeData())
        (event.acceptProposedAction if paths else event.ignore)()
        if paths and event.type() is QEvent.Type.Drop:
            QTimer.singleShot(0, self, partial(self.take, paths))  # who dropped them must not wait
        return True

    def ask_files(self) -> None:
        """Ask for files and take them in (Ctrl+O)."""
        self.take([Path(place) for place in ask_open_places(self._window, "收件", _KINDS)])

    def ask_folder(self) -> None:
        """Ask for a folder and take everything in it in."""
        place = ask_folder(self._window, "收件：选一个文件夹")
        self.take([Path(place)] if place else [])

    def take(self, paths: Sequence[Path]) -> None:
        """Take in files and folders, off the window's thread; after what is being taken in."""
        if not paths:
            return
        if self._is_busy:
            self._next.extend(paths)
            return
        self._is_busy = True
        self.begun.emit()
        path = known_key(self._desk, KeyUse.RECEIVING)
        if self._key is not None or path is None:
            self._intake.start(paths, self._key)
            return
        self._background.run(
            "正在看有没有加密的……",
            partial(holds_encrypted, list(paths)),
            partial(self._on_looked, list(paths), path),
            self._on_failed,
        )

    def stop(self) -> None:
        """Stop before the next file; what is in stays in, and nothing more is begun."""
        self._next.clear()
        self._intake.cancel()

    def _on_looked(self, paths: list[Path], key: Path, is_encrypted: bool) -> None:
        if not is_encrypted:
            self._intake.start(paths, None)
            return
        dialog = ReceivingKeyDialog(key, self._background, self._window)
        dialog.opened.connect(partial(self._start_with, paths))
        dialog.open()

    def _start_with(self, paths: list[Path], key: ReceivingKey | None) -> None:
        self._key = key
        self._intake.start(paths, key, key_is_closed=key is None)

    def _on_failed(self, error: TianbaoError) -> None:
        self._on_ended(IntakeEnd(trouble=window_words(error.sentence)))

    def _on_ended(self, end: IntakeEnd) -> None:
        self._is_busy = False
        self.ended.emit(end)
        waiting, self._next = self._next, []
        self.take(waiting)
