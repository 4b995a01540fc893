"""免报 and its undo: a unit that has nothing to report this year, with the reason; the head decides."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QPlainTextEdit, QWidget

from desktop.models.office.outcome import DeedOutcome
from desktop.models.tasks import Context
from desktop.services.office.decisions.deciding import excuse
from desktop.views.frame.dialog import muted
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.deeds.key_box import row_label
from desktop.views.office.deeds.unit_combo import UnitCombo
from desktop.views.office.page import OfficeFrame
from forms.receiving.permission import Act
from forms.receiving.state import ALLOWED, Deed, OfficeState

_EXCUSE = "这一年没有业务、没有要报的，记为免报：不催它，不算待报。要写明原因，原因留在变更记录里。"
_CALL = "取消免报以后，这个单位又是待报，要报送这一年。"
_MOVES = {Deed.CALL, Deed.EXCUSE}
"""What is done here; where neither is allowed, something has come."""
_HEIGHT = 76
"""Pixels of the reason: three lines; chosen by us."""


class ExcuseDialog(DeedDialog):
    """Excuses the unit, or takes that back where it is excused."""

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None, unit: str = "") -> None:
        """Ask for the reason."""
        heading = f"{frame.desk_year.year} 年免报、取消免报"
        super().__init__(frame, "免报", "记为免报", Act.EXCUSE, parent, heading=heading)
        row = frame.desk_year.row_of(unit)
        # What has come is no reason to think of that unit; it is not proposed only to be refused.
        unit = "" if row is not None and not _MOVES & ALLOWED[row.state] else unit
        self.unit, self.about = UnitCombo(self.desk, self.year, unit), muted(_EXCUSE)
        self.unit.currentIndexChanged.connect(self.lock)
        self.reason, form = QPlainTextEdit(), QFormLayout()
        self.reason.setAccessibleName("原因")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(_HEIGHT)
        form.addRow(row_label("单位"), self.unit)
        form.addRow(row_label("原因"), self.reason)
        self.put(self.about, form)
        (self.reason if unit else self.unit).setFocus()

    @property
    def _undoes(self) -> bool:
        """Whether the chosen unit is excused, so that only its undo can be meant."""
        row = self.frame.desk_year.row_of(self.unit.unit)
        return row is not None and row.state is OfficeState.EXCUSED

    def lock(self) -> None:
        """Override DeedDialog.lock: what can be done follows from how the unit stands."""
        self.about.setText(_CALL if self._undoes else _EXCUSE)
        self.go.setText("取消免报" if self._undoes else "记为免报")
        super().lock()

    def obstacle(self) -> str:
        """Override DeedDialog.obstacle."""
        row = self.frame.desk_year.row_of(self.unit.unit)
        if row is None:
            return "请选单位。"
        if not _MOVES & ALLOWED[row.state]:
            return f"{row.name}现在是“{row.state.label}”，已经报来了，不能免报。"
        return ""

    def lacks(self) -> str:
        """Override DeedDialog.lacks."""
        if self.reason.toPlainText().strip():
            return ""
        self.reason.setFocus()
        return "请写明原因。"

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        desk, year, unit, undo = self.desk, self.year, self.unit.unit, self._undoes
        reason = self.reason.toPlainText().strip()

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            excuse(desk, unit, year, reason, undo=undo)
            done = "已取消免报，这个单位又是待报" if undo else "已记为免报"
            return DeedOutcome(f"{done}。任务里写着谁要报：已经布置过的，请再布置一次。")

        return "正在记下……", work
