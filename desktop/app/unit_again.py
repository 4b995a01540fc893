"""The way from a unit's window to another file, or to the same one again with what could not be stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.app.shown import ShowsWindows
    from desktop.models.unit.entry_grid import Unsaved
    from desktop.models.unit.unsaved_words import UnsavedWords
    from desktop.views.main_window import MainWindow


class UnitAgain:
    """What the window of a unit asks for and cannot do itself: it is closed for it.

    Args:
        shell: shows the window that follows.
    """

    def __init__(self, shell: ShowsWindows) -> None:
        """Nothing is open yet."""
        self._shell = shell

    def open_instead(self, window: MainWindow, path: Path) -> None:
        """Open another data file in the place of the one in the window."""
        from desktop.services.incoming import is_office_store
        from desktop.services.unit.desk import open_desk
        from forms.errors import TianbaoError

        if self._shell.shows(path):
            window.keeping().say("这个文件已经打开了。")
            return
        if is_office_store(path):
            self._shell.open_office(path, lambda sentence, _: window.keeping().say(sentence))
            return
        try:
            desk = open_desk(path)
        except TianbaoError as error:
            window.keeping().say(error.sentence)
            return
        self._shell.show_desk(desk)

    def look_at_plan(self, window: MainWindow, path: Path) -> None:
        """Offer a plan pack to the open file, and open it again whatever came of it."""
        from desktop.views.dialogs.opened_file import tell_about
        from forms.errors import TianbaoError

        told = []
        try:
            window.let_go()
        except TianbaoError as error:
            told.append(error.sentence)
        if not told and self._shell.import_plan(path):
            return
        self._open_again(window, told)
        tell_about(path, self._shell.window)

    def restore(self, window: MainWindow, backup: Path) -> None:
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

    def take_over_plan(self, window: MainWindow) -> None:
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

    def reopen(self, window: MainWindow) -> None:
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
            opened = self._shell.show_desk(open_desk(window.path), window.working.desk_year)
        except TianbaoError as error:  # it was deleted or damaged from outside: begin with another one
            self._shell.show_welcome()
            assert self._shell.window is not None
            said = "\n".join([*told, error.sentence, *_not_stored(lines)])
            self._shell.window.notice.say(said, "bad")  # type: ignore[attr-defined]
            return
        if opened.working.year.desk.unit == unit:
            _hand_on(opened, unsaved, words)
            held = opened.unsaved_lines()
            lines = [line for line in lines if line not in held]
        told.extend(_not_stored(lines))
        opened.keeping().say("\n".join(told))


def _hand_on(window: MainWindow, figures: Mapping[int, Unsaved], words: UnsavedWords) -> None:
    """Let a window go on with what could not be stored in the one before it."""
    window.words.take_over(words)
    window.entry.hold(figures)
    window.reopen_year()
    window.entry.say_unsaved()


def _not_stored(lines: list[str]) -> list[str]:
    """What could not be stored and has no place in the window that follows, to be written down."""
    return ["没有保存的内容：", *lines] if lines else []
