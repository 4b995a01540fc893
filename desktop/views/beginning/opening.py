"""Going on with a file: what it is decides what is done with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.services.backup_names import STORE_ENDING
from desktop.services.incoming import is_office_store, is_store
from desktop.services.unit.desk import open_desk
from desktop.views.beginning.recent_list import RecentList
from desktop.views.frame.file.files import ask_open_place
from forms.errors import TianbaoError

if TYPE_CHECKING:
    from desktop.views.dialogs.restoring import Restoring

KINDS = (
    f"数据文件、统计局来件、报送包、规划数据包 (*{STORE_ENDING} *.asice *.cms *.wdpplan);;"
    f"数据文件 (*{STORE_ENDING});;所有文件 (*)"
)
"""Files that 打开 asks for; the installer has the system open those of the first line by a double click."""
_FIRST_THE_FILE = "请先打开本单位的数据文件，来件随后就会打开。"


class Opening(QObject):
    """Opens files for the first screen, and says what else one of them is.

    Args:
        window: the first screen, over which dialogs are shown.
        folder: where new files are put.
        recent: the files opened lately; where there are none, a file is looked for in ``folder`` first.
    """

    opened = Signal(object)
    """The opened ``Desk``."""
    office_wanted = Signal(Path)
    """The file of a statistics office is to be opened."""
    letter_came = Signal(Path)
    """A letter of the office is to be opened as soon as a data file is."""
    plan_came = Signal(Path)
    """A plan is to be begun with."""
    said = Signal(str, str)
    """A sentence for the person, and its tone."""

    def __init__(self, window: QWidget, folder: Path, recent: RecentList) -> None:
        """Open nothing yet."""
        super().__init__(window)
        self._window, self._folder, self._recent = window, folder, recent

    def open_file(self, path: Path) -> None:
        """Open an existing file, or begin with a plan; of another kind, say what it is."""
        if is_office_store(path):
            self.office_wanted.emit(path)
            return
        if not is_store(path):
            from desktop.views.dialogs.opened_file import is_plan, is_told_about, tell_about

            if is_plan(path):
                self.plan_came.emit(path)
                return
            from desktop.services.unit.letters.opening import is_letter

            if is_letter(path):
                self.said.emit(f"“{path.name}”是统计局的来件：{_FIRST_THE_FILE}", "alarm")
                self.letter_came.emit(path)
                return
            if is_told_about(path):
                tell_about(path, self._window)
                return
        try:
            desk = open_desk(path)
        except TianbaoError as error:
            self.said.emit(error.sentence, "bad")
            return
        self.opened.emit(desk)

    def ask_file(self) -> None:
        """Ask for a file, and open it whatever it is."""
        start = "" if self._recent.count() else str(self._folder)
        place = ask_open_place(self._window, "打开", KINDS, start)
        if place:
            self.open_file(Path(place))

    def restoring(self) -> Restoring:
        """Restoring a backup in the place of a file that is damaged or gone."""
        from desktop.views.dialogs.restoring import Restoring

        restoring = Restoring(self._window, self._folder)
        restoring.restored.connect(self.open_file)
        restoring.failed.connect(lambda words: self.said.emit(words, "bad"))
        return restoring

    def prepare_sample(self) -> None:
        """Make the file with 演示数据, and open it."""
        self.said.emit("正在准备演示数据……", "alarm")
        QTimer.singleShot(0, self, self._open_sample)  # what is said is seen first

    def _open_sample(self) -> None:
        from desktop.services.unit.sample import make_sample_file  # few people want it

        try:
            path = make_sample_file(self._folder)
        except TianbaoError as error:
            self.said.emit(error.sentence, "bad")
            return
        self.open_file(path)
