"""签发基础数据: the table chosen, what it says and would change shown, then signed and written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.kinds.doors import HISTORY
from desktop.models.office.outcome import DeedOutcome
from desktop.models.office.window_words import window_words
from desktop.models.tasks import Context
from desktop.services.files import write_file
from desktop.services.incoming import read_incoming
from desktop.services.office.task.base_figures import BasePreview, base_template, issue_base, read_base
from desktop.services.office.task.base_words import fates, figure_lines, preview_lines
from desktop.services.past_tables import MAX_TABLE_BYTES
from desktop.services.places import file_name
from desktop.views.frame.dialog import muted
from desktop.views.frame.file.files import ask_save_place
from desktop.views.frame.parts.notice import Notice
from desktop.views.office.deeds.chosen_table import ChosenTable
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.page import OfficeFrame
from forms.errors import TianbaoError
from forms.receiving.permission import Act

_ABOUT = (
    "人口、住户、就业等归口统计局、各单位报表上要用的数。先写出要填的表，填好以后选它：程序说出采用什么、"
    "与上一号有什么不同，有一格不对整张表都不签发。签发的数在单位那里锁定，已经报来的不重算。"
)
_LINES = 500
"""Lines of one kind that the window shows; chosen by us, more is no reading."""


class BaseDialog(DeedDialog):
    """Nothing can be signed that was not shown."""

    signs = writes = True

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Wait for a table."""
        year = frame.desk_year.year
        super().__init__(
            frame, "基础数据", "签名并写出", Act.BASE, parent, heading=f"{year} 年的基础数据", width=760
        )
        beside, background = self.desk.path.parent, frame.background
        self.table = ChosenTable(
            self, "填好的基础数据表", beside, background, self._read, self._after_reading
        )
        self.says, self.notice = self.table.says, Notice()
        self.template = QPushButton("写出要填的表……")
        self.template.clicked.connect(self._write_template)
        self.put(muted(_ABOUT), self.table.row(self.template), self.notice, self.says)
        self.table.line.setFocus()

    def obstacle(self) -> str:
        """Override DeedDialog.obstacle."""
        if self.table.found is None:
            return "先选填好的表，看过它说的，才能签名。"
        if not self.table.found.is_sound:
            reading = self.table.found.reading
            why = f"有 {reading.refused} 格不能采用" if reading.refused else "表里一个基础数据也没有"
            return f"{why}，整张表不签发：请照上面逐格改正，再选一次。"
        return ""

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        assert self.table.found is not None
        preview, desk, opened, folder = self.table.found, self.desk, self.opener(), self.chosen_folder()

        def work(context: Context) -> DeedOutcome:
            identity = opened()
            context.checkpoint(0, 0)
            stored = issue_base(desk, preview, identity, folder)
            path = folder / stored.name
            word = "已签发" if preview.is_new else "没有变化，照原样再写出"
            return DeedOutcome(
                f"{word} {stored.year} 年基础数据第 {stored.number} 号：{path.name}。"
                "随下一次布置的任务发给各单位，也可以单独发出。",
                path,
            )

        return "正在签发基础数据……", work

    def _write_template(self) -> None:
        name = file_name(f"{self.desk.plan.place}{self.year}年基础数据")
        place = ask_save_place(self, "写出要填的基础数据表", name, "Excel 表", ".xlsx")
        if not place:
            return
        try:
            write_file(Path(place), base_template(self.desk, self.year))
        except TianbaoError as error:
            self.notice.say(window_words(error.sentence), "bad")
        else:
            self.notice.say_saved(Path(place))

    def _read(self, path: Path) -> tuple[BasePreview, str]:
        """Off the window's thread."""
        preview = read_base(self.desk, read_incoming(path, HISTORY, MAX_TABLE_BYTES), self.year)
        lines = preview_lines(self.desk, preview, _LINES)
        figures = figure_lines(self.desk, preview, _LINES)
        known = "" if preview.is_new else "\n与现行的一号完全相同：不另编号，照原样再写出。"
        return preview, "\n".join([f"{path.name}：{fates(preview)}", *lines, *figures]) + known

    def _after_reading(self) -> None:
        self.lock()
        if self.go.isEnabled():
            self.focus_what_lacks()
