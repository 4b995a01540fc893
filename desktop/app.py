"""The composition root of the window: builds desk and windows and hands everything down."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desktop.models.booleans import keep_true_alive
from desktop.services.desk import Desk, open_desk
from desktop.views.main_window import MainWindow
from desktop.views.theme import apply_theme
from forms.errors import TianbaoError


def run(folder: Path | None = None, store: Path | None = None, year: int | None = None) -> int:
    """Open the window and return the exit code when the last one is closed.

    Args:
        folder: where new files are put; the user's documents by default.
        store: the file to open at once; the first screen asks when None.
        year: reporting year to begin with; the one that is due when None.
    """
    application = make_application()
    shell = Shell(folder)
    return application.exec() if shell.begin(store, year) else 3


def make_application() -> QApplication:
    """The one application object, with Chinese standard texts and our look."""
    keep_true_alive()
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["tianbao"])
    application.setApplicationName("tianbao")
    application.setApplicationDisplayName("")
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    apply_theme(application)
    return application


class Shell:
    """Keeps the window that is open: the first screen, or the desk of a unit."""

    def __init__(self, folder: Path | None = None) -> None:
        """Nothing is open yet."""
        self.window: QWidget | None = None
        self._folder = folder

    def begin(self, store: Path | None, year: int | None) -> bool:
        """Open a store, or the first screen where none is given; False when a store cannot be opened."""
        if store is None:
            self.show_welcome()
            return True
        try:
            desk = open_desk(store)
        except TianbaoError as error:
            QMessageBox.critical(None, "打不开数据文件", error.message)
            return False
        self.show_desk(desk, year)
        return True

    def show_welcome(self) -> None:
        """Show the first screen."""
        from desktop.views.welcome import WelcomeWindow

        window = WelcomeWindow(self._folder)
        window.opened.connect(self.show_desk)
        self._replace(window)

    def show_desk(self, desk: Desk, year: int | None = None) -> None:
        """Show a unit's desk."""
        from desktop.views.recent import remember

        remember(desk.path)
        self._replace(MainWindow(desk, year))

    def _replace(self, window: QWidget) -> None:
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()
