"""再写出单子: the letters of one unit's year, as they were signed, into a folder once more."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.models.office.outcome import DeedOutcome, lines_told
from desktop.models.tasks import Context
from desktop.services.office.letters.outgoing import unit_folder
from desktop.services.office.letters.stored_letters import signed_letters, write_letters
from desktop.views.frame.dialog import muted
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.deeds.unit_combo import UnitCombo
from desktop.views.office.deeds.units_table import UnitsTable
from desktop.views.office.page import OfficeFrame
from forms.filing.receipt_time import minute_in_beijing

_ABOUT = "单位没有收到、文件丢了的，照签名时的原样再写出，编号不变，不用口令；加密按现在登记的收件证书。"


class LettersDialog(DeedDialog):
    """Lists what was signed for a unit; all of it is written."""

    writes = True

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None, unit: str = "") -> None:
        """List the letters of a unit's year."""
        heading = f"再写出 {frame.desk_year.year} 年签发过的单子"
        super().__init__(frame, "再写出单子", "再写出全部", None, parent, heading=heading)
        self.unit = UnitCombo(self.desk, self.year, unit)
        self.unit.currentIndexChanged.connect(self._read)
        self.table = UnitsTable("签发过的单子", ("单子", "签发", "经办人"), 0)
        self.table.setColumnWidth(1, 160)
        self.table.setColumnWidth(2, 110)
        self.put(muted(_ABOUT), self.unit, self.table)
        self._read()
        (self.go if self.go.isEnabled() else self.unit).setFocus()

    def _read(self) -> None:
        found = signed_letters(self.desk, self.unit.unit, self.year) if self.unit.unit else []
        rows = [
            (str(one.number), (f"第 {one.number} 号{one.kind.label}", minute_in_beijing(one.at), one.actor))
            for one in found
        ]
        self.table.show_units(rows)
        self.lock()

    def obstacle(self) -> str:
        """Override DeedDialog.obstacle."""
        if not self.unit.unit:
            return "请选单位。"
        return "" if self.table.rowCount() else "这一年还没有给这个单位签发过单子。"

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        desk, year, unit, folder = self.desk, self.year, self.unit.unit, self.chosen_folder()

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            written = write_letters(desk, unit, year, unit_folder(desk, folder, unit))
            names = [path.name for _, path in written]
            return DeedOutcome(lines_told(f"已照原样写出 {len(written)} 份：", names), written[0][1])

        return "正在写出单子……", work
