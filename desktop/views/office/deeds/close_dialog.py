"""定库: the county's year is frozen, signed and stored; every unit is accepted or excused before."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from desktop.models.office.outcome import DeedOutcome
from desktop.models.tasks import Context
from desktop.services.office.county.closing import close_year, last_closing
from desktop.services.office.county.summary import closed_lines, closing_words, summary_lines
from desktop.views.frame.dialog import muted
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.page import OfficeFrame
from forms.receiving.permission import Act

_ABOUT = (
    "把各单位验收的数汇总、签名，存进数据文件，并写出签了名的文件。以后汇总、报告都能照它一字不差地再做。"
    "定库不公布任何数，也不改任何数；有单位以后要更正，先重开、再验收，然后再定库一次，新旧两次都留存。"
)


class CloseDialog(DeedDialog):
    """Says how often the year was frozen, and who is wanting before it can be."""

    chapter = "county.md"
    signs = writes = True
    folder_name = "汇总"

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Show how the year stands."""
        year = frame.desk_year.year
        super().__init__(
            frame,
            "定库",
            "签名并定库",
            Act.CLOSE,
            parent,
            heading=f"{frame.desk_year.desk.plan.place} {year} 年定库",
        )
        before = last_closing(self.desk, year)
        self.before = QLabel(closing_words(before))
        self.put(muted(_ABOUT), self.before)
        self.focus_what_lacks()

    def obstacle(self) -> str:
        """Override DeedDialog.obstacle."""
        waiting = self.frame.desk_year.not_accepted
        if self.frame.desk_year.board is None:
            return "正在看进度，请稍候。"
        return f"还有 {waiting} 个单位没有验收：先办完验收，或办免报。" if waiting else ""

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        desk, year = self.desk, self.year
        opened, folder = self.opener(), self.chosen_folder()

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            closed = close_year(desk, year, opened(), folder)
            lines = [*closed_lines(desk, closed), *summary_lines(closed.collection, closed.before)]
            return DeedOutcome("\n".join(lines), closed.path)

        return "正在定库……", work
