"""The button that saves the survey sheet (抽样调查表) of the unit in the window."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.models.unit.working_year import WorkingYear
from desktop.services.places import file_name
from desktop.services.unit.surveying import has_surveys, survey_pdf
from desktop.views.frame.file.files import ask_save_place, save_bytes
from desktop.views.frame.parts.notice import Notice


class SurveyButton(QPushButton):
    """Hidden where no sample survey finds any figure of the unit."""

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        """Make a button without a year."""
        super().__init__("抽样调查表……", parent)
        self._notice = notice
        self._working: WorkingYear | None = None
        self.is_offered = False
        """Whether the unit has such a survey."""
        self.setToolTip("举办专项调查时用：抽样、样本量、时间、方法和结果，打印后手写")
        self.setVisible(False)
        self.clicked.connect(self._ask_path)

    def show_year(self, working: WorkingYear) -> None:
        """Serve a year."""
        self._working = working
        self.is_offered = has_surveys(working.year)
        self.setVisible(self.is_offered)

    def save(self, place: str) -> None:
        """Write the sheet into a file."""
        assert self._working is not None
        save_bytes(place, survey_pdf(self._working.year), self._notice)

    def _ask_path(self) -> None:
        assert self._working is not None
        year = self._working.year
        name = f"{file_name(year.desk.unit.official_name)}{year.year}年度抽样调查表"
        place = ask_save_place(self, "保存抽样调查表", name, "PDF", ".pdf")
        if place:
            self.save(place)
