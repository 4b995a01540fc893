"""Keeps the window that is open: the first screen, the desk of a unit, or that of an office.

Only Qt is imported here, and not its namespace ``Qt``, which costs 20 ms: the first picture must not wait
for the store, the rules, and what it does not show.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app.application import complete_application
from desktop.app.closing import Closing
from desktop.app.office_again import OfficeAgain
from desktop.app.unit_again import UnitAgain
from desktop.own_import import NAMED_ONLY, put_off
from desktop.views.frame.file.recent import last_year, remember
from desktop.views.frame.look.curtain import draw_curtain, show_placed

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.unit.desk import Desk
    from desktop.views.main_window import MainWindow
    from desktop.views.office.window import OfficeWindow
    from desktop.views.welcome import WelcomeWindow

_CHORES = 200
"""Milliseconds from the opening of a file to the day's backup; chosen by us, so that it begins after the
first picture and before anybody has typed a figure."""


class Shell:
    """Keeps the window that is open: the first screen, the desk of a unit, or that of an office.

    Args:
        folder: where new files are put; the user's documents by default.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Nothing is open yet."""
        self.window: QWidget | None = None
        self._unit, self._office = UnitAgain(self), OfficeAgain(self)
        self._folder = folder
        self._shown: Path | None = None
        self._receives = False
        """Whether what is shown is the office's."""
        self._welcome: WelcomeWindow | None = None
        """The first screen, while it is shown."""
        self._letter: Path | None = None
        """A letter of the office that came before a data file was open; it is opened in the next one."""

    def shows(self, path: Path) -> bool:
        """Whether the window in front is that of a file."""
        return path.absolute() == self._shown

    def draw_curtain(self) -> None:
        """Paint the empty window at once."""
        self.window = draw_curtain()

    @staticmethod
    def _complete() -> None:
        """Complete the application, before anything but the curtain is shown."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        complete_application(application)

    def begin(self, store: Path | None, year: int | None) -> bool:
        """Open a store, or the first screen where none is given.

        Args:
            store: a file of either desk, or anything else that is then taken as what it is.
            year: reporting year to begin with; the one that is due when None.

        Returns:
            False when a store cannot be opened, which was told.
        """
        with put_off(*NAMED_ONLY):
            from desktop.services.unit.desk import open_desk
        from desktop.services.incoming import is_office_store, is_store
        from forms.errors import TianbaoError

        if store is None:
            self.show_welcome()
            return True
        if not is_store(store) and not is_office_store(store) and self._is_something_else(store):
            return True
        try:
            if is_office_store(store):
                self.show_office(store, year)
                return True
            desk = open_desk(store)
        except TianbaoError as error:
            from desktop.views.frame.telling import tell

            self._complete()
            tell(self.window, "打不开数据文件", error.sentence, "trouble.md")
            if self.window is not None:
                self.window.close()
            return False
        self.show_desk(desk, year)
        return True

    def _is_something_else(self, path: Path) -> bool:
        """Take a file that is no store as what it is; False where no kind fits, for opening to say why."""
        from desktop.views.dialogs.opened_file import is_told_about

        self._complete()
        if self.import_plan(path):
            return True
        if not is_told_about(path):
            return False
        self.show_welcome().open_file(path)
        return True

    def import_plan(self, path: Path) -> bool:
        """Offer a plan pack to the file opened last; False where it is none or for no recent file."""
        from desktop.views.dialogs.opened_plan import desk_for_plan

        desk = desk_for_plan(path, self.window)
        if desk is None:
            return False
        self.show_desk(desk)
        return True

    def come_forward(self, store: Path | None) -> bool:
        """Bring the window forward for a later start; False when that one needs a window of its own."""
        window = self.window
        if window is None:
            return False
        if store is not None and self._shown is None:
            if not self.begin(store, None):
                return False
            window = self.window
        elif store is not None and store.absolute() != self._shown and not self._take_letter(store):
            return False
        if window is not None:
            from PySide6.QtCore import Qt

            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.raise_()
            window.activateWindow()
        return True

    def _take_letter(self, path: Path) -> bool:
        """Hand a letter of the office to the open file, or to the office what came; False for other files."""
        from desktop.services.incoming import is_office_store, is_store
        from desktop.services.unit.letters.opening import is_letter
        from desktop.views.main_window import MainWindow
        from desktop.views.office.window import OfficeWindow

        if isinstance(self.window, OfficeWindow) and not is_store(path) and not is_office_store(path):
            self.window.taking.take([path])
            return True
        if not isinstance(self.window, MainWindow) or not is_letter(path):
            return False
        self.window.other.open(path)
        return True

    def show_welcome(self) -> WelcomeWindow:
        """Show the first screen."""
        from desktop.views.welcome import WelcomeWindow

        self._complete()
        window = WelcomeWindow(self._folder)
        window.opened.connect(self.show_desk)
        window.letter_came.connect(self._keep_letter)
        window.office_wanted.connect(lambda path: self.open_office(path, window.notice.say))
        self._replace(window)
        self._shown, self._welcome = None, window
        return window

    def _keep_letter(self, path: Path) -> None:
        self._letter = path

    def _open_kept_letter(self, window: MainWindow) -> None:
        """Open the letter that came while no file was open, once the window is there."""
        letter, self._letter = self._letter, None
        if letter is not None:
            QTimer.singleShot(0, window, lambda: window.other.open(letter))

    def show_desk(self, desk: Desk, year: int | None = None) -> MainWindow:
        """Show a unit's desk, in the year last worked in where none is given."""
        from desktop.views.main_window import MainWindow

        if year is None:
            year = last_year(desk.path, desk.suggested_year())
        remember(desk.path)
        other = self._told_of_other_desk(desk.path, receives=False)
        self._shown, self._receives, self._welcome = desk.path.absolute(), False, None
        # Not before the window is put together: what is put into something else gets its style anew.
        window = MainWindow(desk, year, self._complete)
        window.installEventFilter(Closing(window))
        if other and window.current_page() is not window.entry:
            window.current_page().say(other)
            other = ""
        if other or desk.cautions:
            notice = window.entry.notice
            told = [other, *desk.cautions, notice.sentence]
            notice.say("\n".join(filter(None, told)), lasting=True)
        window.other.store_wanted.connect(lambda path: self._unit.open_instead(window, path))
        window.other.plan_wanted.connect(lambda path: self._unit.look_at_plan(window, path))
        window.other.begin_wanted.connect(self._begin_anew)
        window.reopen_wanted.connect(lambda: self._unit.reopen(window))
        window.newer_plan_wanted.connect(lambda: self._unit.take_over_plan(window))
        window.restore_wanted.connect(lambda backup: self._unit.restore(window, backup))
        self._replace(window)
        self._open_kept_letter(window)
        if not desk.is_read_only:
            # Later: the day's backup, where it is due, takes a tenth of the time of the first picture.
            QTimer.singleShot(_CHORES, window, lambda: _do_chores(window))
        return window

    def show_office(self, path: Path, year: int | None = None) -> OfficeWindow:
        """Show the statistics office's desk.

        Args:
            path: the office's file.
            year: reporting year to begin with; the one that is due when None.

        Raises:
            EnvironmentFault: the file cannot be opened; what was shown stays.
        """
        from desktop.views.office.opening import open_office_window

        window = open_office_window(path, self._complete, year)
        other = self._told_of_other_desk(window.path, receives=True)
        self._shown, self._receives, self._welcome = window.path.absolute(), True, None
        window.reopen_wanted.connect(lambda: self._office.reopen(window))
        window.file_wanted.connect(lambda wanted: self._office.leave(window, wanted))
        window.begin_wanted.connect(self._begin_anew)
        window.restore_wanted.connect(lambda backup: self._office.restore(window, backup))
        self._replace(window)
        window.say_first(other)
        return window

    def _told_of_other_desk(self, path: Path, *, receives: bool) -> str:
        """What to say where a file is of the other desk than the one in front; empty where it is not."""
        chosen = None if self._welcome is None else self._welcome.purpose.purpose
        if chosen is None and self._shown is None:
            return ""
        from desktop.models.beginning import Purpose
        from desktop.models.other_desk import other_desk_words

        opens = Purpose.RECEIVING if receives else Purpose.REPORTING
        before = chosen or (Purpose.RECEIVING if self._receives else Purpose.REPORTING)
        left = "" if self._shown is None else self._shown.name
        return "" if before is opens else other_desk_words(path.name, opens, before, left)

    def open_office(self, path: Path, say: Callable[[str, str], object]) -> None:
        """Show the office's desk in the place of a window, or say there why it cannot be opened."""
        from forms.errors import TianbaoError

        try:
            self.show_office(path)
        except TianbaoError as error:
            say(error.sentence, "bad")

    def _begin_anew(self) -> None:
        from desktop.views.welcome import WelcomeWindow

        self.show_welcome()
        assert isinstance(self.window, WelcomeWindow)
        self.window.begin_anew()  # somebody begins: the files of lately are not what was asked for

    def _replace(self, window: QWidget) -> None:
        """Show a window before the one it replaces goes, or Qt would take the program for finished."""
        before, self.window = self.window, window
        show_placed(window)
        if before is not None:
            before.close()
            before.deleteLater()


def _do_chores(window: MainWindow) -> None:
    if window.isVisible():  # else it was closed again, and its file with it
        window.after_opening()
