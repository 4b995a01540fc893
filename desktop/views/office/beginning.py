"""统计局接收 on the first screen: for which plan, who begins, and where the office's file is put."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from desktop.models.beginning import made_office, office_missing
from desktop.models.office.window_words import window_words
from desktop.services.backup_names import STORE_ENDING
from desktop.services.files import with_ending
from desktop.services.office.beginning import begin_office
from desktop.services.places import file_name, typed_path
from desktop.views.beginning.made_box import CAUTION_OF_OFFICE, NOTHING_OF_OFFICE, MadeBox
from desktop.views.beginning.plan_combo import PlanCombo
from desktop.views.beginning.plan_pick import PlanPick
from desktop.views.frame.file.files import ask_save_place
from desktop.views.frame.look.theme import bold
from forms.errors import TianbaoError
from forms.receiving.role import OfficeRole

_LABEL = 74
"""Pixels of the column of labels; chosen by us, as on the rest of the screen."""
_HINT = (
    "每一次收件、登记和决定都记下是谁办的。组长什么都能办，布置任务、验收、免报和签名密钥由组长办；"
    "监测员收件、登记、提问。以后可以在窗口里再列入别的人。建好以后接着新建签名密钥。"
)


class OfficeBeginning(QWidget):
    """Asks what is needed for the office's file, and makes it.

    Args:
        folder: where new files are put.
    """

    changed = Signal()
    """Something was answered."""
    said = Signal(str, str)
    """What there is to say, and its tone."""
    made = Signal(Path)
    """The file that was made."""
    onward = Signal()
    """Enter on the last line."""

    def __init__(self, folder: Path) -> None:
        """Ask; nothing is chosen for anybody."""
        super().__init__()
        self._folder = folder
        self.plans, self.officer = PlanPick("请写经办人。"), QLineEdit()
        self.box = MadeBox(NOTHING_OF_OFFICE, CAUTION_OF_OFFICE)
        self.officer.setAccessibleName("经办人")
        self.role = PlanCombo()
        self.role.setAccessibleName("角色")
        self.role.setPlaceholderText("请选角色")
        for role in (OfficeRole.HEAD, OfficeRole.OFFICER):  # who only looks cannot begin
            self.role.addItem(role.label, role)
        self.role.setCurrentIndex(-1)
        hint = QLabel(_HINT)
        hint.setProperty("tone", "muted")
        hint.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("规划", self.plans),
            ("将建立", self.box),
            ("经办人", self.officer),
            ("角色", self.role),
            ("", hint),
        )
        for number, (name, widget) in enumerate(rows):
            label = QLabel(name)
            label.setFont(bold(self.font()))
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, number, 1)
        self.plans.combo.currentIndexChanged.connect(self._suggest_place)
        self.plans.said.connect(self.said)
        self.plans.combo.onward.connect(self.officer.setFocus)
        self.box.place.textEdited.connect(self.changed)
        self.box.place_wanted.connect(self._ask_place)
        self.box.place.returnPressed.connect(self.officer.setFocus)
        self.officer.textEdited.connect(self.changed)
        self.officer.returnPressed.connect(self.role.setFocus)
        self.role.currentIndexChanged.connect(self.changed)
        self.role.onward.connect(self.onward)

    @property
    def missing(self) -> list[str]:
        """What has to be answered before the file can be made, in the order of the screen."""
        return office_missing(
            plan=self.plans.pack is not None,
            place=self.plans.pack is None or bool(self.box.place.text().strip()),
            officer=self.officer.text(),
            role=self.role.currentIndex() >= 0,
        )

    def make(self) -> None:
        """Make the file."""
        pack = self.plans.pack
        assert pack is not None, "the button waits for it"
        path = with_ending(typed_path(self.box.place.text(), self._folder), STORE_ENDING)
        try:
            role = OfficeRole(self.role.currentData())
            begin_office(path, pack, self.officer.text().strip(), role, self.plans.file)
        except TianbaoError as error:
            self.said.emit(window_words(error.sentence), "bad")
            return
        self.made.emit(path)

    def _suggest_place(self) -> None:
        pack = self.plans.pack
        if pack is not None:
            name = file_name(f"{pack.plan.place}接收")
            self.box.place.setText(str(self._folder / f"{name}{STORE_ENDING}"))
            self.box.place.setCursorPosition(0)
            self.box.show_made(pack.plan.office, made_office(pack.plan))
        self.changed.emit()

    def _ask_place(self) -> None:
        start = str(typed_path(self.box.place.text() or "统计局接收", self._folder))
        place = ask_save_place(self, "数据文件", start, "数据文件", STORE_ENDING, replaces=False)
        if place:
            self.box.place.setText(place)
            self.changed.emit()
