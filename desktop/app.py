"""The composition root of the window: builds desk and windows and hands everything down.

Only Qt is imported here: the first picture must not wait for the store and the rules.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from desktop.models.singletons import keep_singletons_alive
from desktop.views.curtain import draw_curtain, show_placed
from desktop.views.theme import apply_ground, apply_style

if TYPE_CHECKING:
    from desktop.services.desk import Desk


def run(folder: Path | None = None, store: Path | None = None, year: int | None = None) -> int:
    """Open the window and return the exit code when the last one is closed.

    Args:
        folder: where new files are put; the user's documents by default.
        store: the file to open at once; the first screen asks when None.
        year: reporting year to begin with; the one that is due when None.
    """
    application = begin_application()
    shell = Shell(folder)
    shell.draw_curtain()
    complete_application(application)
    watch_faults(application)
    return application.exec() if shell.begin(store, year) else 3


def begin_application() -> QApplication:
    """The one application object, with as much of our look as the first picture needs."""
    keep_singletons_alive()
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["tianbao"])
    application.setApplicationName("tianbao")
    apply_ground(application)
    return application


def complete_application(application: QApplication) -> None:
    """Add the Chinese standard texts and the rest of our look."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    apply_style(application)


def watch_faults(application: QApplication) -> None:
    """Let errors that escape go into a log and a sentence instead of nowhere."""
    from desktop.views.faults import Faults

    Faults(parent=application).install()


class Shell:
    """Keeps the window that is open: the first screen, or the desk of a unit.

    Args:
        folder: where new files are put; the user's documents by default.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Nothing is open yet."""
        self.window: QWidget | None = None
        self._folder = folder

    def draw_curtain(self) -> None:
        """Paint the empty window at once."""
        self.window = draw_curtain()

    def begin(self, store: Path | None, year: int | None) -> bool:
        """Open a store, or the first screen where none is given; False when a store cannot be opened."""
        if store is None:
            self.show_welcome()
            return True
        from PySide6.QtWidgets import QMessageBox

        from desktop.services.desk import open_desk
        from forms.errors import TianbaoError

        try:
            desk = open_desk(store)
        except TianbaoError as error:
            QMessageBox.critical(self.window, "打不开数据文件", error.message)
            if self.window is not None:
                self.window.close()
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
        from desktop.views.main_window import MainWindow
        from desktop.views.recent import remember

        remember(desk.path)
        window = MainWindow(desk, year)
        self._replace(window)
        if not desk.is_read_only:
            window.back_up()

    def _replace(self, window: QWidget) -> None:
        """Show a window before the one it replaces goes, or Qt would take the program for finished."""
        before, self.window = self.window, window
        show_placed(window)
        if before is not None:
            before.close()
            before.deleteLater()
