"""The button that writes what came and went about a year (往来记录) into a workbook."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.models.unit.working_year import WorkingYear
from desktop.services.places import file_name
from desktop.services.unit.letters.exchange_record import exchange_workbook
from desktop.views.frame.background import Background
from desktop.views.frame.file.files import ask_save_place, save_bytes
from desktop.views.frame.parts.notice import Notice


class RecordButton(QPushButton):
    """Asks where, and writes it off the GUI thread.

    Args:
        notice: where it is told what was saved, or why not.
        background: where it is written.
    """

    def __init__(self, notice: Notice, background: Background, parent: QWidget | None = None) -> None:
        """Serve no year yet."""
        super().__init__("导出往来记录", parent)
        self._working: WorkingYear | None = None
        self._notice, self._background = notice, background
        self.setAutoDefault(False)
        self.setToolTip("本年度与统计局的往来写成一个 Excel 文件，不含敏感项目的数")
        self.clicked.connect(self._ask_place)

    def show_year(self, working: WorkingYear) -> None:
        """Serve a year."""
        self._working = working

    def _ask_place(self) -> None:
        assert self._working is not None
        year = self._working.year
        name = f"{file_name(year.desk.unit.official_name)}{year.year}年度往来记录"
        place = ask_save_place(self, "导出往来记录", name, "Excel", ".xlsx")
        if place:
            self.save(place)

    def save(self, place: str) -> None:
        """Write it into a file."""
        assert self._working is not None
        year = self._working.year
        self._background.run(
            "正在写往来记录……",
            lambda: exchange_workbook(year),
            lambda data: save_bytes(place, data, self._notice),
            lambda error: self._notice.say(error.sentence, "bad"),
        )
