"""The plans that can be begun with: those that come with the program, and packs read from files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.services.clock import local_now
from desktop.services.plans.packs import PlanPack, bundled_ids, load_bundled
from desktop.views.beginning.plan_combo import PlanCombo
from desktop.views.frame.file.files import ask_open_place
from forms.errors import TianbaoError
from forms.turning import shown_plainly

if TYPE_CHECKING:
    from desktop.services.plans.files import PlanFile

_KINDS = "规划数据包 (*.wdpplan *.json);;所有文件 (*)"


class PlanPick(QWidget):
    """A list of plans, and beside it the way to read one more; none is chosen at first.

    Args:
        next_step: what is asked for after the plan, as a sentence.
    """

    said = Signal(str, str)
    """What came of reading a file, and its tone."""
    read = Signal()
    """A plan was read from a file, and is chosen now."""

    def __init__(self, next_step: str) -> None:
        """Offer what comes with the program."""
        super().__init__()
        self._next_step = next_step
        self._packs: dict[str, PlanPack] = {}
        """By plan id what comes with the program, by digest what was read."""
        self._files: dict[str, PlanFile] = {}
        """By digest the packs that were read, as they were handed over."""
        self.combo, self.open = PlanCombo(), QPushButton("从文件……")
        self.open.setAccessibleName("从文件导入规划数据包")
        self.open.setToolTip("导入规划数据包：统计局发来的、列表里没有的规划")
        self.open.clicked.connect(self._ask)
        for plan_id in bundled_ids():
            self.combo.addItem(self._bundled(plan_id).plan.shown_title, plan_id)
        self.combo.setCurrentIndex(-1)  # nobody begins for a plan that was not chosen
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.combo, 1)
        row.addWidget(self.open)

    @property
    def pack(self) -> PlanPack | None:
        """The plan that is chosen."""
        key = self.combo.currentData()
        return self._packs[key] if key is not None else None

    @property
    def file(self) -> PlanFile | None:
        """The chosen plan as it was handed over; None for one that comes with the program."""
        return None if self.pack is None else self._files.get(self.pack.digest)

    def _bundled(self, plan_id: str) -> PlanPack:
        self._packs[plan_id] = load_bundled(plan_id)
        return self._packs[plan_id]

    def _ask(self) -> None:
        place = ask_open_place(self, "导入规划数据包", _KINDS)
        if place:
            self.take(Path(place))

    def take(self, path: Path) -> None:
        """Read a pack, offer it and choose it; whose it is, is said. Nothing is stored by it."""
        # The first screen need not wait for what judges signatures.
        from desktop.services.plans.files import read_plan_file

        try:
            file = read_plan_file(path, now=local_now())
        except TianbaoError as error:
            self.said.emit(error.sentence, "bad")
            return
        plan, key = file.pack.plan, file.pack.digest
        self._files[key] = file
        same = next((known for known, pack in self._packs.items() if pack.digest == key), key)
        if same not in self._packs:
            self._packs[same] = file.pack
            self.combo.addItem(shown_plainly(f"{plan.shown_title}　版本 {plan.version}（{path.name}）"), same)
        self.combo.setCurrentIndex(self.combo.findData(same))
        told = f"已读入《{plan.shown_title}》版本 {plan.version}：{file.signer.rstrip('。')}。"
        self.said.emit(told + self._next_step, "good" if file.is_signed else "alarm")
        self.read.emit()
