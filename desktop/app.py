"""The composition root of the window: builds desk and windows and hands everything down.

Only Qt is imported here, and not its namespace ``Qt``, which costs 20 ms: the first picture must not wait
for the store, the rules, and what it does not show.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.own_import import put_off
from desktop.services.places import OWN_FOLDER, keep_everything_in, remove_what_was_left
from desktop.views.frame.file.recent import keep_settings_in, last_year, remember
from desktop.views.frame.file.second_start import FirstStart
from desktop.views.frame.look.curtain import draw_curtain, show_placed
from desktop.views.frame.look.theme import apply_ground, apply_style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QEvent

    from desktop.models.unit.entry_grid import Unsaved
    from desktop.models.unit.unsaved_words import UnsavedWords
    from desktop.services.unit.desk import Desk
    from desktop.views.main_window import MainWindow
    from desktop.views.office.window import OfficeWindow
    from desktop.views.welcome import WelcomeWindow

ARGUMENTS = ["tianbao", "-style", "Fusion"]
"""What Qt is started with. Choosing the style later would load the class QStyle, which costs 5 ms."""
NAMED_ONLY = ("asyncio", "importlib.metadata", "pickle", "sqlalchemy.dialects.sqlite.aiosqlite")
"""What SQLAlchemy names at its import, and this program never uses."""


def run(folder: Path | None = None, store: Path | None = None, year: int | None = None) -> int:
    """Open the window and return the exit code when the last one is closed.

    Args:
        folder: where everything is kept; the user's documents and usual places by default.
        store: the file to open at once; the first screen asks when None.
        year: reporting year to begin with; the one that is due when None.
    """
    application = begin_application()
    if folder is not None:
        keep_settings_in(folder / OWN_FOLDER)
        keep_everything_in(folder)
    first = FirstStart(folder, application)
    if not first.is_first() and first.hand_over(store):
        return 0
    shell = Shell(folder)
    shell.draw_curtain()
    watch_faults(application, folder)
    if not shell.begin(store, year):
        return 3
    QTimer.singleShot(0, application, lambda: first.listen(shell.come_forward))
    QTimer.singleShot(0, application, _collect_again)
    QTimer.singleShot(0, application, remove_what_was_left)  # where no data file was opened yet
    return application.exec()


def _collect_again() -> None:
    """Look for garbage from now on, among what is made from now on."""
    gc.freeze()
    gc.enable()


def begin_application() -> QApplication:
    """The one application object, with as much of our look as the first picture needs."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(ARGUMENTS)
    application.setApplicationName("tianbao")
    apply_ground(application)
    return application


def complete_application(application: QApplication) -> None:
    """Add the Chinese standard texts and the rest of our look, where they are not there yet."""
    from desktop.views.frame.look.standard_texts import install_standard_texts

    if not application.styleSheet():
        install_standard_texts(application)
        apply_style(application)


def watch_faults(application: QApplication, folder: Path | None = None) -> None:
    """Let errors that escape go into a log and a sentence instead of nowhere."""
    from desktop.views.frame.faults import Faults

    place = None if folder is None else folder / OWN_FOLDER / "log"
    Faults(place, parent=application).install()


class Shell:
    """Keeps the window that is open: the first screen, the desk of a unit, or that of an office.

    Args:
        folder: where new files are put; the user's documents by default.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Nothing is open yet."""
        self.window: QWidget | None = None
        self._folder = folder
        self._shown: Path | None = None
        self._receives = False
        """Whether what is shown is the office's."""
        self._welcome: WelcomeWindow | None = None
        """The first screen, while it is shown."""
        self._letter: Path | None = None
        """A letter of the office that came before a data file was open; it is opened in the next one."""

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
        """Open a store, or the first screen where none is given; False when a store cannot be opened."""
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
        if self._import_plan(path):
            return True
        if not is_told_about(path):
            return False
        self.show_welcome().open_file(path)
        return True

    def _import_plan(self, path: Path) -> bool:
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
        window.office_wanted.connect(lambda path: self._open_office(path, window.notice.say))
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
        """Show a unit's desk."""
        from desktop.views.main_window import MainWindow

        if year is None:
            year = last_year(desk.path, desk.suggested_year())
        remember(desk.path)
        other = self._told_of_other_desk(desk.path, receives=False)
        self._shown, self._receives, self._welcome = desk.path.absolute(), False, None
        # Not before the window is put together: what is put into something else gets its style anew.
        window = MainWindow(desk, year, self._complete)
        window.installEventFilter(_Closing(window))
        if other and window.current_page() is not window.entry:
            window.current_page().say(other)
            other = ""
        if other or desk.cautions:
            notice = window.entry.notice
            told = [other, *desk.cautions, notice.sentence]
            notice.say("\n".join(filter(None, told)), lasting=True)
        window.other.store_wanted.connect(lambda path: self._open_instead(window, path))
        window.other.plan_wanted.connect(lambda path: self._look_at_plan(window, path))
        window.other.begin_wanted.connect(self._begin_anew)
        window.reopen_wanted.connect(lambda: self._reopen(window))
        window.newer_plan_wanted.connect(lambda: self._take_over_plan(window))
        window.restore_wanted.connect(lambda backup: self._restore(window, backup))
        self._replace(window)
        self._open_kept_letter(window)
        if not desk.is_read_only:
            window.after_opening()
        return window

    def show_office(self, path: Path, year: int | None = None) -> OfficeWindow:
        """Show the statistics office's desk.

        Raises:
            EnvironmentFault: the file cannot be opened; what was shown stays.
        """
        from desktop.views.office.opening import open_office_window

        window = open_office_window(path, self._complete, year)
        other = self._told_of_other_desk(window.path, receives=True)
        self._shown, self._receives, self._welcome = window.path.absolute(), True, None
        window.reopen_wanted.connect(lambda: self._reopen_office(window))
        window.file_wanted.connect(lambda wanted: self._leave_office(window, wanted))
        window.begin_wanted.connect(self._begin_anew)
        window.restore_wanted.connect(lambda backup: self._restore_office(window, backup))
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

    def _open_office(self, path: Path, say: Callable[[str, str], object]) -> None:
        """Show the office's desk in the place of a window, or say there why it cannot be opened."""
        from forms.errors import TianbaoError

        try:
            self.show_office(path)
        except TianbaoError as error:
            say(error.sentence, "bad")

    def _leave_office(self, window: OfficeWindow, path: Path) -> None:
        """Open another data file in the place of the office's; whatever else it is, is taken in."""
        from desktop.services.incoming import is_office_store, is_store
        from desktop.services.unit.desk import open_desk
        from forms.errors import TianbaoError

        if path.absolute() == self._shown:
            window.say("这个文件已经打开了。")
        elif is_office_store(path):
            self._open_office(path, window.say)
        elif not is_store(path):
            window.taking.take([path])
        else:
            try:
                self.show_desk(open_desk(path))
            except TianbaoError as error:
                window.say(error.sentence, "bad")

    def _reopen_office(self, window: OfficeWindow) -> None:
        """Open what lies now where the office's file was."""
        from forms.errors import TianbaoError

        year = window.desk_year.year
        with suppress(TianbaoError):  # that it was replaced was told already
            window.let_go()
        self.begin(window.path, year)

    def _restore_office(self, window: OfficeWindow, backup: Path) -> None:
        """Put a backup in the place of the office's file, and open it again whatever came of it."""
        from desktop.services.office.keeping import restore_office
        from forms.errors import TianbaoError

        year, person, told = window.desk_year.year, window.desk_year.desk.person, []
        try:
            window.let_go()
        except TianbaoError as error:  # the file was replaced from outside: a reason to restore
            told.append(error.sentence)
        try:
            kept = restore_office(backup, window.path, person, other_region=True)  # the dialog said whose
            told.append(f"已恢复备份“{backup.name}”。")
            if kept is not None:
                told.append(f"恢复前的数据另存为“{kept.name}”，可以在【数据保管】→【另存的文件】里换回。")
        except TianbaoError as error:
            told.append(f"没有恢复：{error.sentence}")
        if self.begin(window.path, year) and self.window is not None:
            self.window.current_page().say("\n".join(told))  # type: ignore[attr-defined]

    def _open_instead(self, window: MainWindow, path: Path) -> None:
        """Open another data file in the place of the one in the window."""
        from desktop.services.incoming import is_office_store
        from desktop.services.unit.desk import open_desk
        from forms.errors import TianbaoError

        if path.absolute() == self._shown:
            window.keeping().say("这个文件已经打开了。")
            return
        if is_office_store(path):
            self._open_office(path, lambda sentence, _: window.keeping().say(sentence))
            return
        try:
            desk = open_desk(path)
        except TianbaoError as error:
            window.keeping().say(error.sentence)
            return
        self.show_desk(desk)

    def _begin_anew(self) -> None:
        from desktop.views.welcome import WelcomeWindow

        self.show_welcome()
        assert isinstance(self.window, WelcomeWindow)
        self.window.begin_anew()  # somebody begins: the files of lately are not what was asked for

    def _look_at_plan(self, window: MainWindow, path: Path) -> None:
        """Offer a plan pack to the open file, and open it again whatever came of it."""
        from desktop.views.dialogs.opened_file import tell_about
        from forms.errors import TianbaoError

        told = []
        try:
            window.let_go()
        except TianbaoError as error:
            told.append(error.sentence)
        if not told and self._import_plan(path):
            return
        self._open_again(window, told)
        tell_about(path, self.window)

    def _restore(self, window: MainWindow, backup: Path) -> None:
        """Put a backup in the place of the open file, and open it again whatever came of it."""
        from desktop.services.unit.keeping import restore_backup
        from forms.errors import TianbaoError

        told = []
        try:
            window.let_go()
        except TianbaoError as error:  # the file was replaced from outside: a reason to restore
            told.append(error.sentence)
        try:
            kept = restore_backup(backup, window.path, other_unit=True)  # the dialog said whose both are
            told.append(f"已恢复备份“{backup.name}”。")
            if kept is not None:
                told.append(
                    f"恢复前的数据另存为“{kept.name}”，需要时可以在【数据保管】→【另存的文件】里换回。"
                )
        except TianbaoError as error:
            told.append(f"没有恢复：{error.sentence}")
        self._open_again(window, told)

    def _take_over_plan(self, window: MainWindow) -> None:
        """Put the plan that comes with the program in force, and open the file again whatever came of it."""
        from desktop.services.unit.desk import open_desk
        from desktop.services.unit.plan.taking_over import take_over_newer
        from forms.errors import TianbaoError

        told = []
        try:
            window.let_go()
            with open_desk(window.path) as desk:
                version, backup = take_over_newer(desk)
            told.append(f"规划已换成版本 {version}，已填的数据都在。换之前的备份是“{backup.name}”。")
        except TianbaoError as error:
            told.append(f"没有换规划版本：{error.sentence}")
        self._open_again(window, told)

    def _reopen(self, window: MainWindow) -> None:
        """Open what lies now where the file of a window was; what was typed there is told of."""
        from forms.errors import TianbaoError

        told = []
        try:
            window.let_go()
        except TianbaoError as error:
            told.append(error.sentence)
        replacement = window.watch.replacement
        if replacement is not None and not told:
            told.append(f"已重新打开“{replacement.name}”。{replacement.where}。")
        self._open_again(window, told)

    def _open_again(self, window: MainWindow, told: list[str]) -> None:
        from desktop.services.unit.desk import open_desk
        from forms.errors import TianbaoError

        unsaved, words, lines = window.entry.unsaved, window.words, window.unsaved_lines()
        unit = window.working.year.desk.unit
        try:
            opened = self.show_desk(open_desk(window.path), window.working.desk_year)
        except TianbaoError as error:  # it was deleted or damaged from outside: begin with another one
            self.show_welcome()
            assert self.window is not None
            said = "\n".join([*told, error.sentence, *_not_stored(lines)])
            self.window.notice.say(said, "bad")  # type: ignore[attr-defined]
            return
        if opened.working.year.desk.unit == unit:
            _hand_on(opened, unsaved, words)
            held = opened.unsaved_lines()
            lines = [line for line in lines if line not in held]
        told.extend(_not_stored(lines))
        opened.keeping().say("\n".join(told))

    def _replace(self, window: QWidget) -> None:
        """Show a window before the one it replaces goes, or Qt would take the program for finished."""
        before, self.window = self.window, window
        show_placed(window)
        if before is not None:
            before.close()
            before.deleteLater()


def _hand_on(window: MainWindow, figures: Mapping[int, Unsaved], words: UnsavedWords) -> None:
    """Let a window go on with what could not be stored in the one before it."""
    window.words.take_over(words)
    window.entry.hold(figures)
    window.reopen_year()
    window.entry.say_unsaved()


def _not_stored(lines: list[str]) -> list[str]:
    """What could not be stored and has no place in the window that follows, to be written down."""
    return ["没有保存的内容：", *lines] if lines else []


class _Closing(QObject):
    """Tells what the store says when it is let go of, while there is still a window to say it in."""

    def __init__(self, window: MainWindow) -> None:
        """Watch over the end of a window."""
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if watched is not self._window or not isinstance(event, QCloseEvent):
            return super().eventFilter(watched, event)
        from forms.errors import TianbaoError

        try:
            self._window.closeEvent(event)
        except TianbaoError as error:
            from desktop.views.frame.telling import tell

            tell(self._window, "请核对数据文件", error.sentence, "trouble.md")
            self._window.closed.emit()
        return True
