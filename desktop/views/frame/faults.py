"""Handling errors of the program itself: a log entry, and one sentence for the person."""

from __future__ import annotations

import faulthandler
import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QStandardPaths,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.views.frame.help_key import let_help_open
from forms.errors import EnvironmentFault

_LOG = logging.getLogger("desktop")
_LOG_BYTES, _LOG_FILES = 500_000, 3
"""Bytes of a file of the program's log, and how many older ones are kept. Chosen so that all of them fit an
e-mail."""
_BROKEN = "刚才这一步没有完成。以前保存的内容都在，没有丢失；刚填的那一格请看一眼还在不在。可以继续使用。"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Faults(QObject):
    """Logs errors that nothing else caught, by place and kind alone, so that no figure gets into the log.

    Args:
        folder: where the log lies; the user's application data by default.
    """

    caught = Signal(str, str)
    """Name of an error that escaped, on whatever thread, and its sentence where it is one for a clerk."""

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        """Open the log."""
        super().__init__(parent)
        standard = QStandardPaths.StandardLocation.GenericDataLocation
        self.folder = folder or Path(QStandardPaths.writableLocation(standard)) / "tianbao" / "log"
        self.file = self.folder / "tianbao.log"
        self._said = False
        self.caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from Python's and Qt's own last resorts."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(
                self.file, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8"
            )
            self._crash = (self.folder / "crash.log").open("a", encoding="utf-8")
        except OSError:
            return  # no log is no reason not to work
        handler.setFormatter(WhereAndWhatKind("%(asctime)s %(levelname)s %(name)s %(message)s"))
        logging.getLogger().addHandler(handler)
        faulthandler.enable(self._crash)
        sys.excepthook = self.on_exception
        qInstallMessageHandler(_on_qt_message)

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an error that escaped; it may come from any thread, so no dialog is opened here."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _LOG.error("unexpected %s", kind.__name__, exc_info=(kind, error, trace))
        self.caught.emit(kind.__name__, error.sentence if isinstance(error, EnvironmentFault) else "")

    def _tell(self, name: str, sentence: str) -> None:
        if self._said:
            return
        self._said = True
        box = QMessageBox(QApplication.activeWindow())
        let_help_open(box, "trouble.md")
        box.setIcon(QMessageBox.Icon.Warning)
        # A file that is held, a disk that is full: nothing of the program is broken.
        box.setWindowTitle("这一步没有完成" if sentence else "程序内部出错")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(sentence or _BROKEN)
        trouble = f"如果反复出现，请把这个日志文件发给维护人员：\n{self.file}\n（{name}）"
        box.setInformativeText("以前保存的内容都在，没有丢失。" if sentence else trouble)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._on_box_finished)
        box.open()

    def _on_box_finished(self) -> None:
        self._said = False


class WhereAndWhatKind(logging.Formatter):
    """Writes of an error where it happened and what kind it is, never its words: they may hold a figure."""

    def formatException(self, ei: object) -> str:
        """Override logging.Formatter.formatException."""
        assert isinstance(ei, tuple)
        lines: list[str] = []
        error: BaseException | None = ei[1]
        while error is not None:
            lines += [
                f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            lines.append(f"{type(error).__name__} {getattr(error, 'code', '')}".rstrip())
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    del context
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), text)
