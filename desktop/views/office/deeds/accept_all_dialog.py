"""验收全部无疑问的: who would be accepted, and why each other unit is not, before anything is signed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.models.office.outcome import DeedOutcome, lines_told
from desktop.models.office.window_words import window_words
from desktop.models.tasks import Context
from desktop.services.office.acceptance.accepting_all import WithoutDoubt, accept_all, without_doubt
from desktop.services.office.letters.cautions import letter_cautions
from desktop.views.frame.dialog import muted
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.deeds.units_table import UnitsTable
from desktop.views.office.page import OfficeFrame
from forms.errors import TianbaoError
from forms.receiving.permission import Act

_ABOUT = "没有疑问、纸质表相符（或不要求）的一次验收，每个单位一份验收单；不能验收的，下面写明差什么。"


class AcceptAllDialog(DeedDialog):
    """Reads everybody's standing off the window's thread; the button waits for it."""

    signs = writes = True

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Begin to read."""
        year = frame.desk_year.year
        super().__init__(
            frame, "验收全部无疑问的", "签名并验收", Act.ACCEPT, parent,
            heading=f"验收 {year} 年全部无疑问的", width=820,
        )  # fmt: skip
        self._found: WithoutDoubt | None = None
        self._failed = ""
        self.table = UnitsTable("各单位能不能验收", ("单位", "验收", "差什么、怎么办"), 2)
        self.table.setColumnWidth(0, 230)
        self.table.setColumnWidth(1, 90)
        self.put(muted(_ABOUT), self.table)
        desk = self.desk
        frame.background.run("正在看哪些能验收……", lambda: without_doubt(desk, year), self._show, self._tell)
        self.table.setFocus()

    def obstacle(self) -> str:
        """Override DeedDialog.obstacle."""
        if self._found is None:
            return self._failed or "正在看哪些能验收……"
        return "" if self._found.units else "现在没有可以验收的单位；各单位差什么，在上面。"

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        opened, folder, desk, year = self.opener(), self.chosen_folder(), self.desk, self.year

        def work(context: Context) -> DeedOutcome:
            made, _ = accept_all(desk, year, opened(), folder, context.checkpoint, apart=True)
            said = letter_cautions(desk, [unit for unit, _ in made], year)
            foot = "\n".join(
                [*said, "验收单和邮件草稿在文件夹里，每个单位一个文件夹，核对收件人后自己发出。"]
            )
            names = (desk.unit_name(unit) for unit, _ in made)
            return DeedOutcome(
                lines_told(f"已验收 {len(made)} 个单位：", names, foot), made[0][1].parent if made else None
            )

        return "正在签名验收……", work

    def _show(self, found: WithoutDoubt) -> None:
        self._found, name = found, self.desk.unit_name
        can = [(unit, (name(unit), "可以验收", "")) for unit in found.units]
        cannot = [
            (one.unit, (name(one.unit), one.state.label, "；".join(one.reasons))) for one in found.others
        ]
        self.table.show_units([*can, *cannot])
        self.heading.setText(
            f"验收 {self.year} 年全部无疑问的：{len(can)} 个可以，{len(cannot)} 个不能或不用"
        )
        self.lock()
        if can and self.go.isEnabled():
            self.focus_what_lacks()

    def _tell(self, error: TianbaoError) -> None:
        self._failed = window_words(error.sentence)
        self.lock()
