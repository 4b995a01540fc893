"""Confirming who owns what in the plan: the list out, back in, and the version with it put in force."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.models.office.outcome import DeedOutcome
from desktop.models.office.window_words import window_words
from desktop.models.tasks import Context
from desktop.services.office.owners import take_owners, write_owners
from desktop.services.places import file_name, typed_path
from desktop.views.frame.dialog import muted
from desktop.views.frame.file.files import ask_open_place, ask_save_place
from desktop.views.frame.parts.notice import Notice
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.deeds.key_box import row_label
from desktop.views.office.page import OfficeFrame
from forms.errors import TianbaoError
from forms.receiving.permission import Act

_ABOUT = (
    "规划里哪个单位填报哪个指标是程序预设的，要有人确认。\n"
    "一、写出责任单位清单，请有关单位逐项核对，改错的地方；\n"
    "二、读入核对好的清单，写明由谁确认：程序写出新一版规划数据包，从这一年起用，并自动备份。"
)


class OwnersDialog(DeedDialog):
    """Two steps, of which the first changes nothing."""

    writes = True

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Offer both steps."""
        super().__init__(frame, "确认责任单位", "确认并采用", Act.PLAN, parent)
        self.write = QPushButton("写出责任单位清单……")
        self.write.clicked.connect(self._write_list)
        self.notice, self.list, self.by = Notice(), QLineEdit(), QLineEdit(self.desk.holder)
        self.list.setAccessibleName("核对好的清单")
        self.by.setAccessibleName("由谁确认")
        choose = QPushButton("选择……")
        choose.setAccessibleName("选择核对好的清单")
        choose.clicked.connect(self._ask_list)
        first, row, form = QHBoxLayout(), QHBoxLayout(), QFormLayout()
        first.addWidget(self.write)
        first.addStretch(1)
        row.addWidget(self.list, 1)
        row.addWidget(choose)
        form.addRow(row_label("核对好的清单"), row)
        form.addRow(row_label("由谁确认"), self.by)
        self.put(muted(_ABOUT), first, self.notice, form)
        self.write.setFocus()

    def lacks(self) -> str:
        """Override DeedDialog.lacks."""
        if not self.list.text().strip():
            self.list.setFocus()
            return "请先选择核对好的清单（.xlsx）。"
        if not self.by.text().strip():
            self.by.setFocus()
            return "请写明由谁确认。"
        return ""

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        desk, year, by = self.desk, self.year, self.by.text()
        path, folder = typed_path(self.list.text(), desk.path.parent), self.chosen_folder()

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            taken = take_owners(desk, year, path, by, folder)
            return DeedOutcome(
                f"{taken.entries} 项的责任单位已确认，{taken.changed} 项与原来不同。"
                f"规划数据包 {taken.adopted.pack.plan.version} 版从 {taken.adopted.year} 年起用，"
                f"已写出：{taken.path.name}；随任务发给各单位。",
                taken.path,
            )

        return "正在确认责任单位……", work

    def _write_list(self) -> None:
        name = file_name(f"{self.desk.plan.place}责任单位清单 {self.desk.plan.version}")
        place = ask_save_place(self, "写出责任单位清单", name, "Excel 表", ".xlsx")
        if not place:
            return
        try:
            write_owners(self.desk, self.year, Path(place))
        except TianbaoError as error:
            self.notice.say(window_words(error.sentence), "bad")
        else:
            self.notice.say_saved(Path(place))

    def _ask_list(self) -> None:
        place = ask_open_place(self, "核对好的责任单位清单", "Excel 表 (*.xlsx)", self.list.text())
        if place:
            self.list.setText(place)
            self.by.setFocus()
