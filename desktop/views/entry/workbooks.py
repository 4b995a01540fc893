"""The Excel form out, and a filled one back in after a preview."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.kinds.doors import FILL
from desktop.models.grid.cell_text import reading_text
from desktop.models.tasks import TaskRunner
from desktop.models.unit.cell_facts import place_text
from desktop.models.unit.pasting import Fate, PastedCell, PastePreview
from desktop.models.unit.working_year import WorkingYear
from desktop.services.incoming import read_incoming
from desktop.services.places import file_name
from desktop.services.unit.exchange import (
    MAX_WORKBOOK_BYTES,
    WorkbookPreview,
    entry_workbook,
    read_workbook,
    take_over,
)
from desktop.services.unit.year import YearChange
from desktop.views.entry.preview_dialog import PreviewDialog
from desktop.views.frame.background import Background
from desktop.views.frame.file.files import ask_open_place, ask_save_place, save_bytes
from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.status_line import StatusLine
from forms.errors import TianbaoError
from forms.figures.quantity import parse_quantity

_SUBJECT = "forms"
_FILTER = "Excel (*.xlsx)"
_HINT = "确认后一次填入，按 Ctrl+Z 可整体撤销；不采用的格子保持原样。"


class Workbooks:
    """What the two Excel buttons do.

    Args:
        window: parent of dialogs.
        working: the year.
        tasks: where the reading and writing runs.
        status: where it is told.
        notice: where the outcome is told.
    """

    def __init__(
        self, window: QWidget, working: WorkingYear, tasks: TaskRunner, status: StatusLine, notice: Notice
    ) -> None:
        """Work for a window."""
        self._window, self._working, self._notice = window, working, notice
        self._background = Background(tasks, status)

    def ask_export(self) -> None:
        """Ask for a place and write the form to fill in elsewhere."""
        year = self._working.year
        name = f"{file_name(year.desk.unit.official_name)}{year.year}年度填报表"
        place = ask_save_place(self._window, "导出 Excel 填报表", name, "填报表", ".xlsx", subject=_SUBJECT)
        if place:
            self.export(place)

    def export(self, place: str) -> None:
        """Write the form to fill in elsewhere."""
        year = self._working.year
        self._background.run(
            "正在生成 Excel 填报表……",
            lambda: entry_workbook(year),
            lambda data: save_bytes(place, data, self._notice),
            self._tell,
        )

    def ask_import(self) -> None:
        """Ask for a filled form and show what it would change."""
        place = ask_open_place(self._window, "从 Excel 填报表导入", _FILTER, subject=_SUBJECT)
        if place:
            self.read(place)

    def read(self, place: str) -> None:
        """Read a filled form and show what it would change."""
        year = self._working.year
        self._notice.clear()

        def work() -> WorkbookPreview:
            return read_workbook(year, read_incoming(Path(place), FILL, MAX_WORKBOOK_BYTES))

        self._background.run("正在读取 Excel……", work, self._show, self._tell)

    def _show(self, preview: WorkbookPreview) -> None:
        if not self._is_open():
            return
        cells = [*self._changes(preview), *_refusals(preview)]
        if not cells and not preview.notes:
            words = "里的数据与现在的完全相同，没有需要导入的。" if preview.same else "里没有填数据。"
            self._notice.say(f"Excel 表{words}", "good" if preview.same else "alarm")
            return
        shown = PastePreview(
            tuple(cells),
            matched_by_name=True,
            more_same=preview.same,
            more_refused=preview.unnamed,
        )
        notes = "".join(
            f"{note.place}：{note.message}" for note in preview.notes if note not in preview.unread
        )
        dialog = PreviewDialog(shown, "导入预览", self._window, hint=f"{_HINT}{notes}" if notes else "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._take_over(preview))
        dialog.rejected.connect(lambda: self._notice.say("没有从 Excel 导入，什么也没有改。"))
        dialog.open()

    def _is_open(self) -> bool:
        """Whether the year is still the one in the window; says so where it is not."""
        year = self._working.desk_year
        if self._working.is_left:
            self._notice.say(f"没有导入：读 Excel 时 {year} 年度已换下或重新打开，请回到该年度再导入一次。")
        return not self._working.is_left

    def _take_over(self, preview: WorkbookPreview) -> None:
        filled: list[YearChange] = []

        def work() -> YearChange:
            filled.append(take_over(self._working.year, preview))
            return filled[0]

        if self._working.take_over(work):
            words = f"已从 Excel 填入 {len(filled[0].keys)} 格；按 Ctrl+Z 可整体撤销。"
            self._notice.say(words, "good")

    def _changes(self, preview: WorkbookPreview) -> list[PastedCell]:
        found = []
        for cell, present, text in preview.changes:
            row = self._working.row(cell.address)
            place = place_text(self._working, row, cell)
            now, then = (reading_text(parse_quantity(t, row.unit), row.decimals) for t in (present, text))
            found.append(
                PastedCell(
                    place=place, text=text, address=cell.address, present=now, shown=then, fate=Fate.FILL
                )
            )
        for cell, present, text in preview.sources:
            row = self._working.row(cell.address)
            place = f"{place_text(self._working, row, cell)} 的来源"
            found.append(
                PastedCell(
                    place=place, text=text, address=cell.address, present=present, shown=text, fate=Fate.FILL
                )
            )
        return found

    def _tell(self, error: TianbaoError) -> None:
        self._notice.say(error.sentence, "bad")


def _refusals(preview: WorkbookPreview) -> list[PastedCell]:
    sheets = [
        PastedCell(
            place=n.place, text="", address="", present="", shown="", fate=Fate.REFUSED, reason=n.message
        )
        for n in preview.unread
    ]
    return sheets + [
        PastedCell(
            place=f"{r.sheet}!{r.cell}",
            text=r.text,
            address=r.address,
            present="",
            shown="",
            fate=Fate.REFUSED,
            reason=r.message,
        )
        for r in preview.refused
    ]
