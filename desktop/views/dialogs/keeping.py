"""数据保管 at the unit: beside what both desks do, past submissions and newer versions of the plan."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.models.tasks import TaskRunner
from desktop.models.unit.keeping import log_in_words, restoring_in_words
from desktop.services.handover import Handover
from desktop.services.unit.desk import Desk
from desktop.services.unit.handover import hand_over
from desktop.services.unit.plan.taking_over import preview_newer
from desktop.views.dialogs.file_keeping import FileKeeping
from desktop.views.dialogs.past_dialog import PastDialog
from desktop.views.dialogs.plan_dialog import PlanDialog
from desktop.views.frame.file.sending_places import SendingPlaces
from desktop.views.frame.status_line import StatusLine
from forms.errors import TianbaoError
from forms.filing.stage import Stage


class Keeping(FileKeeping):
    """What the menu beside the name of a unit's file does.

    Args:
        window: parent of dialogs.
        desk: the open file.
        tasks: where long work runs.
        status: where it is told.
    """

    newer_plan_wanted = Signal()
    """The version of the plan that comes with the program is to be taken over; the file must be let go of."""
    after_handover = f"接收人打开副本后，先在{Stage.FINALISE.place}改填表人。"

    def __init__(self, window: QWidget, desk: Desk, tasks: TaskRunner, status: StatusLine) -> None:
        """Work for a window."""
        super().__init__(window, desk, tasks, status)
        self._desk = desk

    def log_in_words(self) -> tuple[str, str, bool]:
        """Override FileKeeping.log_in_words."""
        return log_in_words(self._desk)

    def restoring_in_words(self, backup: Path) -> tuple[str, bool]:
        """Override FileKeeping.restoring_in_words."""
        return restoring_in_words(self._desk, backup)

    def last_key(self) -> str:
        """Override FileKeeping.last_key: the key that was used last, while it is there."""
        key = SendingPlaces(self._desk).key()
        return key if key and Path(key).is_file() else ""

    def make_handover(self, key: Path | None) -> Handover:
        """Override FileKeeping.make_handover."""
        return hand_over(self._desk, key)

    def show_past(self) -> PastDialog | None:
        """List what was ever frozen; None where that is said not to be readable now."""
        try:
            dialog = PastDialog(self._desk, self._window)
        except TianbaoError as error:
            self._tell(error)
            return None
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def show_newer_plan(self) -> None:
        """Show what the newer version of the plan changes, and take it over if wanted."""
        plan = self._desk.plan
        try:
            preview = preview_newer(self._desk)
            if preview is None:
                self.say(f"本程序没有比现用版本 {plan.version} 更新的《{plan.shown_title}》。")
                return
            if PlanDialog.ask(preview, self._window):
                self.newer_plan_wanted.emit()
        except TianbaoError as error:
            self._tell(error)
