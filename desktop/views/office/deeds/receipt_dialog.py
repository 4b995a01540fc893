"""回执: signed receipts as mail drafts, for one unit or for all that have none yet."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget

from desktop.models.office.outcome import DeedOutcome, lines_told
from desktop.models.tasks import Context
from desktop.services.office.letters.cautions import letter_cautions
from desktop.services.office.letters.outgoing import unit_folder
from desktop.services.office.letters.receipts import (
    ACCEPTED_INSTEAD,
    accepted_without_receipt,
    receipt,
    receipts,
    wanting_receipts,
)
from desktop.views.frame.dialog import muted
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.deeds.unit_combo import UnitCombo
from desktop.views.office.deeds.units_table import UnitsTable
from desktop.views.office.page import OfficeFrame
from forms.receiving.permission import Act

_ABOUT = "证明收到的是哪一份报送，没有任何数：签名文件、邮件草稿、可打印的 PDF。再办一次，还是原来的编号。"


class ReceiptDialog(DeedDialog):
    """One unit's receipt, or all that are missing."""

    signs = writes = True

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None, unit: str = "") -> None:
        """Offer the current unit where there is one, and all that want one."""
        super().__init__(
            frame, "回执", "签名并写出回执", Act.RECEIPT, parent,
            heading=f"{frame.desk_year.year} 年的回执", width=780,
        )  # fmt: skip
        self._wanting = wanting_receipts(self.desk, self.year)
        self._accepted = accepted_without_receipt(self.desk, self.year)
        self.unit = UnitCombo(self.desk, self.year, unit)
        self.unit.currentIndexChanged.connect(self.lock)
        self.one = QRadioButton("只给一个单位")
        self.all = QRadioButton(f"还没有回执的 {len(self._wanting)} 个单位")
        (self.one if unit else self.all).setChecked(True)
        self.table = UnitsTable("还没有回执的单位", ("单位",), 0)
        self.table.show_units([(code, (self.desk.unit_name(code),)) for code in self._wanting])
        self.table.setVisible(bool(self._wanting))
        self.one.toggled.connect(self.lock)
        row = QHBoxLayout()
        row.addWidget(self.one)
        row.addWidget(self.unit, 1)
        self.put(muted(_ABOUT), row, self.all, self.table)
        self.focus_what_lacks()

    def lock(self) -> None:
        """Override DeedDialog.lock: the list is of all."""
        self.table.setEnabled(self.all.isChecked())
        self.unit.setEnabled(self.one.isChecked())
        super().lock()

    def obstacle(self) -> str:
        """Override DeedDialog.obstacle."""
        row = self.frame.desk_year.row_of(self.unit.unit) if self.one.isChecked() else None
        if self.one.isChecked() and row is None:
            return "请选单位。"
        if row is not None and row.revision is None:
            return f"{row.name}现在是“{row.state.label}”，没有认定的一版，不能签发回执。"
        if row is not None and row.unit in self._accepted:
            return f"{row.name}的这一版{ACCEPTED_INSTEAD}。"
        if self.all.isChecked() and not self._wanting:
            return "收下的各单位都已有回执，没有要签发的。"
        return ""

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        unit = self.unit.unit if self.one.isChecked() else ""
        opened, folder, desk, year = self.opener(), self.chosen_folder(), self.desk, self.year

        def work(context: Context) -> DeedOutcome:
            identity = opened()
            if unit:
                made = [receipt(desk, unit, year, identity, unit_folder(desk, folder, unit))]
            else:
                made = receipts(desk, year, identity, folder, context.checkpoint, apart=True)
            again = {True: "", False: "（以前签发过，再写出）"}
            lines = [f"{desk.unit_name(one.unit)}：第 {one.number} 号{again[one.is_new]}" for one in made]
            said = letter_cautions(desk, [one.unit for one in made], year)
            foot = "\n".join([*said, "每个单位一个文件夹，邮件草稿在旁边，核对收件人后自己发出。"])
            head = f"已写出 {len(made)} 份回执单："
            written = [one.path if unit else one.path.parent for one in made]
            return DeedOutcome(lines_told(head, lines, foot), written[0] if written else None)

        return "正在签发回执……", work
