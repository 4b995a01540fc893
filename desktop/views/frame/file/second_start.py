"""A second start of the program brings the first window forward instead of opening another.

Whoever holds the lock is the first. The lock is asked for before anything is drawn and costs next to
nothing; the network module, by which the two talk, is loaded only by a second start, and by the first
one after its window is there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QStandardPaths

from desktop.services.places import OWN_FOLDER

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 2000
"""Milliseconds of waiting for the window that is open already; chosen by us, a user waits no longer."""
_LONGEST_REQUEST = 20_000
"""Bytes. Chosen far above a path."""
_DONE, _NOT_MINE = b"done\n", b"not mine\n"

Answer = Callable[[Path | None], bool]
"""Brings the window forward for a file, or for none in particular; False when it shows another one."""


class FirstStart(QObject):
    """Finds out whether this start of the program is the first; if it is, answers later ones.

    Args:
        folder: data folder that was named; the user's own place by default. Programs with different data
            folders do not know each other.
    """

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        """Set the place of the lock; it is taken by ``is_first``."""
        super().__init__(parent)
        standard = QStandardPaths.StandardLocation.GenericDataLocation
        place = folder or Path(QStandardPaths.writableLocation(standard))
        self._lock_path = place / OWN_FOLDER / "window.lock"
        self._lock: QLockFile | None = None
        self._server: QLocalServer | None = None
        self._answer: Answer | None = None

    @property
    def _name(self) -> str:
        import hashlib

        digest = hashlib.sha256(str(self._lock_path).encode("utf-8", "surrogateescape")).hexdigest()
        return f"tianbao-{digest[:20]}"

    def is_first(self) -> bool:
        """Take the lock; False when another start holds it. Where no lock can be made, everyone is first."""
        try:
            self._lock_path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return True
        self._lock = QLockFile(str(self._lock_path))
        self._lock.setStaleLockTime(0)
        return self._lock.tryLock(0) or self._lock.error() is not QLockFile.LockError.LockFailedError

    def hand_over(self, store: Path | None) -> bool:
        """Ask the first start to show a file; False when it does not answer or shows another file."""
        from PySide6.QtNetwork import QLocalSocket

        _let_others_come_forward()
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        request = {"open": None if store is None else str(store.absolute())}
        socket.write(json.dumps(request).encode("ascii") + b"\n")
        socket.flush()
        while not socket.canReadLine():
            if not socket.waitForReadyRead(_PATIENCE_MS):
                return False
        answered = bytes(socket.readLine().data())
        socket.disconnectFromServer()
        return answered == _DONE

    def listen(self, answer: Answer) -> None:
        """Answer later starts from now on; call it once the window is there."""
        from PySide6.QtNetwork import QLocalServer

        if self._lock is None or not self._lock.isLocked():
            return
        self._answer = answer
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(self._name)  # left behind by one that was killed: the lock is ours
        self._server.listen(self._name)

    def _on_connection(self) -> None:
        assert self._server is not None
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._on_request(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _on_request(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST_REQUEST:
                socket.abort()
            return
        try:
            wanted = json.loads(bytes(socket.readLine().data()))["open"]
            store = None if wanted is None else Path(wanted)
        except (ValueError, KeyError, TypeError):
            socket.abort()
            return
        assert self._answer is not None
        socket.write(_DONE if self._answer(store) else _NOT_MINE)
        socket.flush()


def _let_others_come_forward() -> None:
    """Let the first start come to the front: on Windows the program in front, now this one, must allow it."""
    if sys.platform == "win32":
        import ctypes

        any_process = 0xFFFFFFFF
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
