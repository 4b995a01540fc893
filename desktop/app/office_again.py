"""The way from the office's window to another file, or to the same one again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.app.shown import ShowsWindows
    from desktop.views.office.window import OfficeWindow


class OfficeAgain:
    """What the window of the office asks for and cannot do itself: it is closed for it.

    Args:
        shell: shows the window that follows.
    """

    def __init__(self, shell: ShowsWindows) -> None:
        """Nothing is open yet."""
        self._shell = shell

    def leave(self, window: OfficeWindow, path: Path) -> None:
        """Open another data file in the place of the office's; whatever else it is, is taken in."""
        from desktop.services.incoming import is_office_store, is_store
        from desktop.services.unit.desk import open_desk
        from forms.errors import TianbaoError

        if self._shell.shows(path):
            window.say("这个文件已经打开了。")
        elif is_office_store(path):
            self._shell.open_office(path, window.say)
        elif not is_store(path):
            window.taking.take([path])
        else:
            try:
                self._shell.show_desk(open_desk(path))
            except TianbaoError as error:
                window.say(error.sentence, "bad")

    def reopen(self, window: OfficeWindow) -> None:
        """Open what lies now where the office's file was."""
        from forms.errors import TianbaoError

        year = window.desk_year.year
        with suppress(TianbaoError):  # that it was replaced was told already
            window.let_go()
        self._shell.begin(window.path, year)

    def restore(self, window: OfficeWindow, backup: Path) -> None:
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
        if self._shell.begin(window.path, year) and self._shell.window is not None:
            self._shell.window.current_page().say("\n".join(told))  # type: ignore[attr-defined]
