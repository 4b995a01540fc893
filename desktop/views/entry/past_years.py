"""往年数据: the table of earlier years out, and a filled one back in after a preview."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.kinds.doors import HISTORY
from desktop.models.tasks import TaskRunner
from desktop.models.unit.past_figures import preview_history
from desktop.models.unit.working_year import WorkingYear
from desktop.services.incoming import read_incoming
from desktop.services.past_tables import MAX_TABLE_BYTES, HistoryPreview
from desktop.services.places import file_name
from desktop.services.unit.history import history_table, import_history, read_history
from desktop.views.entry.preview_dialog import PreviewDialog
from desktop.views.frame.background import Background
from desktop.views.frame.file.files import ask_open_place, ask_save_place, save_bytes
from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.status_line import StatusLine
from forms.errors import TianbaoError

_SUBJECT = "history"
_HINT = "确认后先自动备份，再导入。本单位在这里填报过的年份，仍以填报的数据为准；不采用的格子保持原样。"


class PastYears:
    """What the menu of earlier years does.

    Args:
        window: parent of dialogs.
        working: the year that is open.
        tasks: where the reading and writing runs.
        status: where it is told.
        notice: where the outcome is told.
        reopen: opens the year anew, so that everything shows the figures.
    """

    def __init__(
        self,
        window: QWidget,
        working: WorkingYear,
        tasks: TaskRunner,
        status: StatusLine,
        notice: Notice,
        reopen: Callable[[], object],
    ) -> None:
        """Work for a window."""
        self._window, self._working, self._notice, self._reopen = window, working, notice, reopen
        self._background = Background(tasks, status)

    @classmethod
    def ask_place(cls, parent: QWidget, name: str) -> str:
        """Ask where to put the table."""
        return ask_save_place(parent, "导出往年数据表", name, "往年数据表", ".xlsx", subject=_SUBJECT)

    @classmethod
    def ask_file(cls, parent: QWidget) -> str:
        """Ask for a filled table."""
        kinds = "往年数据表 (*.xlsx *.csv)"
        return ask_open_place(parent, "导入往年数据", kinds, subject=_SUBJECT)

    def write(self) -> None:
        """Ask for a place and write the table with what is on file."""
        desk = self._working.year.desk
        place = self.ask_place(self._window, f"{file_name(desk.unit.official_name)}往年数据")
        if place:
            self._background.run(
                "正在生成往年数据表……",
                lambda: history_table(desk),
                lambda data: save_bytes(place, data, self._notice),
                self._tell,
            )

    def read(self) -> None:
        """Ask for a filled table and show what it would change."""
        place = self.ask_file(self._window)
        if place:
            self.read_table(place)

    def read_table(self, place: str) -> None:
        """Read a filled table and show what it would change."""
        desk = self._working.year.desk
        self._notice.clear()
        self._background.run(
            "正在读取往年数据……",
            lambda: read_history(desk, read_incoming(Path(place), HISTORY, MAX_TABLE_BYTES)),
            lambda preview: self._show(preview, Path(place).name),
            self._tell,
        )

    def _show(self, preview: HistoryPreview, source: str) -> None:
        unused = preview.unused_sentence
        if not preview.changes and not preview.problems:
            words = "与数据文件里的完全相同，没有需要导入的。" if preview.same else "里没有填数据。"
            words += unused
            self._notice.say(f"往年数据表{words}", "good" if preview.same else "alarm")
            return
        shown = preview_history(self._working, preview)
        dialog = PreviewDialog(
            shown,
            "往年数据导入预览",
            self._window,
            hint=preview.shifted_sentence + _HINT + unused + preview.open_sentence,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._take_over(preview, source))
        dialog.rejected.connect(lambda: self._notice.say("没有导入往年数据，什么也没有改。"))
        dialog.open()

    def _take_over(self, preview: HistoryPreview, source: str) -> None:
        desk = self._working.year.desk

        def tell(count: int) -> None:
            self._window.setEnabled(True)
            self._reopen()
            self._notice.say(f"已导入往年数据 {count} 个，上年数、走势图和审核都已更新。", "good")

        def refuse(error: TianbaoError) -> None:
            self._window.setEnabled(True)
            self._tell(error)

        self._window.setEnabled(False)
        self._background.run(
            "正在备份并导入往年数据……", lambda: import_history(desk, preview, source), tell, refuse
        )

    def _tell(self, error: TianbaoError) -> None:
        self._notice.say(error.sentence, "bad")
