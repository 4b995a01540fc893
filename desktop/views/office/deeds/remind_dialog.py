"""催报: mail drafts to units that are late, and the tick that a person sent them."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QWidget

from desktop.models.office.outcome import DeedOutcome, lines_told
from desktop.models.tasks import Context
from desktop.services.office.letters.reminding import late_units, tick_all_sent, write_reminders
from desktop.views.frame.dialog import muted
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.deeds.units_table import UnitsTable
from desktop.views.office.page import OfficeFrame
from forms.filing.receipt_time import day_in_beijing
from forms.receiving.permission import Act

_ABOUT = (
    "给打勾的单位各写一封邮件草稿，写明缺哪几张表、哪几个问题没有答复，没有任何数；一周内催过的不打勾。"
    "程序不发邮件：核对收件人后自己发出，发出以后回到这里，按【记下已发出】。"
)
_LETTERS = "退回单、回执单的邮件草稿在【再写出单子】里再写出。"


class RemindDialog(DeedDialog):
    """Writes drafts for the units that are ticked, or notes that they went out.

    Args:
        frame: the window.
        parent: of the dialog.
        unit: code of the only unit that it is about, late or not; empty for all that are late.
    """

    writes = True

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None, unit: str = "") -> None:
        """Tick all that are listed."""
        whose = f"给{frame.desk_year.desk.unit_name(unit)}的催报" if unit else "催报"
        heading = f"{frame.desk_year.year} 年{whose}"
        super().__init__(frame, "催报", "写出邮件草稿", None, parent, heading=heading, width=760)
        self._unit = unit
        self._ticks = False
        self.table = UnitsTable("要催的单位", ("单位", "期限", "缺什么、催过几次"), 2, ticked=True)
        self.table.setColumnWidth(0, 260)
        self.everyone = QCheckBox("期限还没有到、没有期限的也列出")
        self.sent = self.buttons.addButton("记下已发出", QDialogButtonBox.ButtonRole.ActionRole)
        self.sent.clicked.connect(self._tick)
        self.everyone.toggled.connect(self._read)
        self.table.ticks_changed.connect(self.lock)
        self.put(muted(_ABOUT), self.table, self.everyone)
        self.everyone.setChecked(bool(unit))
        self.everyone.setVisible(not unit)
        self._read()
        (self.go if unit and self.go.isEnabled() else self.table).setFocus()

    def _read(self) -> None:
        late = [
            one
            for one in late_units(self.desk, self.year, everyone=self.everyone.isChecked())
            if self._unit in {"", one.unit}
        ]
        rows = [
            (one.unit, (self.desk.unit_name(one.unit), str(one.deadline or "未定"), one.why)) for one in late
        ]
        today = day_in_beijing(self.desk.clock())
        self.table.show_units(rows, {one.unit for one in late if self._unit or one.is_due(today)})

    def lock(self) -> None:
        """Override DeedDialog.lock: noting that it was sent writes, drafts do not."""
        super().lock()
        why = self.obstacle() or self.desk.why_not(Act.REMIND)
        self.sent.setEnabled(not why)
        self.sent.setToolTip(why)

    def obstacle(self) -> str:
        """Override DeedDialog.obstacle."""
        if self._unit and not self.table.rowCount():
            name = self.desk.unit_name(self._unit)
            return f"{name} {self.year} 年没有要催的：没有缺的表，没有过期未答复的问题。{_LETTERS}"
        if not self.table.rowCount():
            return "没有迟报的单位。期限还没有到、没有期限的，在下面打勾列出。"
        return "" if self.table.ticked() else "还没有选单位：按空格在单位前打勾。"

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        return ("正在记下……", self._noting()) if self._ticks else ("正在写邮件草稿……", self._writing())

    def lacks(self) -> str:
        """Override DeedDialog.lacks."""
        return ""

    def _noting(self) -> Job:
        desk, year, units = self.desk, self.year, self.table.ticked()

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            tick_all_sent(desk, units, year)
            return DeedOutcome(lines_told("已记下催报发给了：", map(desk.unit_name, units)))

        return work

    def _writing(self) -> Job:
        desk, year, units, folder = self.desk, self.year, self.table.ticked(), self.chosen_folder()
        everyone = self.everyone.isChecked()

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            written = write_reminders(desk, year, folder, everyone=everyone, units=units, apart=True)
            names = (desk.unit_name(late.unit) for late, _ in written)
            foot = "每个单位一个文件夹。核对收件人后自己发出；发出以后再打开催报，按“记下已发出”。"
            return DeedOutcome(
                lines_told(f"已写出 {len(written)} 封邮件草稿：", names, foot),
                written[0][1].parent if written else None,
            )

        return work

    def _tick(self) -> None:
        self._ticks = True
        self.do()
        self._ticks = False
