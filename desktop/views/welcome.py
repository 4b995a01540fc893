"""The first screen: go on with a file, or begin for a unit."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.services.files import with_ending
from desktop.services.incoming import is_store
from desktop.services.places import file_name, typed_path
from desktop.services.plans.packs import PlanPack, bundled_ids, load_bundled
from desktop.services.unit.backup_names import STORE_ENDING
from desktop.services.unit.desk import Desk, create_desk, open_desk
from desktop.views.frame.calm_combo import CalmComboBox
from desktop.views.frame.files import ask_open_place, ask_save_place
from desktop.views.frame.help_key import let_help_open
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.notice import Notice
from desktop.views.frame.recent import default_folder, recent_files
from desktop.views.frame.theme import POINT_SIZE, bold
from desktop.views.steps.people_form import role_word
from forms.errors import TianbaoError
from forms.filing.people import ROLES
from forms.filing.stage import Stage

if TYPE_CHECKING:
    from desktop.views.dialogs.restoring import Restoring

_FILTER = f"数据文件 (*{STORE_ENDING});;所有文件 (*)"


class WelcomeWindow(QWidget):
    """Lets somebody open a data file or make one; ``opened`` hands over its desk.

    Args:
        folder: where new files are put; the user's documents by default.
    """

    opened = Signal(object)
    """The opened ``Desk``."""

    def __init__(self, folder: Path | None = None) -> None:
        """Make the window."""
        super().__init__()
        self.setWindowTitle("妇女发展规划监测填报")
        self.setMinimumSize(QSize(560, 340))
        self.resize(1000, 560)
        self._folder = folder or default_folder()
        self._packs: dict[str, PlanPack] = {}
        self._made: tuple[Path, str, str] | None = None
        """Path, plan and unit of the file that was made, but in which nobody could be named yet."""
        self.notice = Notice()
        title = QLabel("妇女发展规划监测填报")
        title.setFont(bold(self.font(), points=POINT_SIZE + 7))
        about = QLabel("离线填报、审核、打印、签名报送。数据都在一个文件里，不上传。")
        about.setProperty("tone", "muted")
        panes = QHBoxLayout()
        panes.setSpacing(16)
        panes.addWidget(self._going_on(), 1)
        panes.addWidget(self._beginning(), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 22, 28, 22)
        layout.setSpacing(10)
        for widget in (title, about, self.notice):
            layout.addWidget(widget)
        layout.addLayout(panes, 1)
        let_enter_press(self)
        let_help_open(self, "first-use.md")
        (self.recent[0] if self.recent else self.plan).setFocus()

    # --- going on --------------------------------------------------------------------------------

    def _going_on(self) -> QWidget:
        paper, column = _card("继续填报", self)
        self.recent: list[QPushButton] = []
        files = recent_files()
        for path in files[:4]:
            button = QPushButton(f"{path.stem}\n{path.parent}")
            button.setToolTip(str(path))
            button.setStyleSheet("text-align: left; padding: 8px 12px;")
            button.clicked.connect(lambda _=False, p=path: self.open_file(p))
            self.recent.append(button)
            column.addWidget(button)
        if not files:
            none = QLabel("本机还没有打开过数据文件。\n换了电脑时，把数据文件拷过来，在这里打开。")
            none.setProperty("tone", "muted")
            column.addWidget(none)
        other = QPushButton("打开其他数据文件……")
        other.clicked.connect(self._ask_file)
        restore = QPushButton("从备份恢复……")
        restore.clicked.connect(lambda: self.restoring().ask())
        row = QHBoxLayout()
        row.addWidget(other)
        row.addWidget(restore)
        row.addStretch(1)
        column.addStretch(1)
        column.addLayout(row)
        return paper

    def restoring(self) -> Restoring:
        """Restoring a backup in the place of a file that is damaged or gone."""
        from desktop.views.dialogs.restoring import Restoring

        restoring = Restoring(self, self._folder)
        restoring.restored.connect(self.open_file)
        restoring.failed.connect(lambda words: self.notice.say(words, "bad"))
        return restoring

    def open_file(self, path: Path) -> None:
        """Open an existing file; of another kind, say what it is."""
        if not is_store(path):
            from desktop.views.dialogs.opened_file import is_told_about, tell_about

            if is_told_about(path):
                tell_about(path, self)
                return
        try:
            desk = open_desk(path)
        except TianbaoError as error:
            self.notice.say(error.sentence, "bad")
            return
        self.opened.emit(desk)

    def _ask_file(self) -> None:
        place = ask_open_place(self, "打开数据文件", _FILTER)
        if place:
            self.open_file(Path(place))

    # --- beginning -------------------------------------------------------------------------------

    def _beginning(self) -> QWidget:
        paper, column = _card("第一次使用：建立本单位的数据文件", self)
        self.plan, self.unit, self.place = CalmComboBox(), CalmComboBox(), QLineEdit()
        self.people = {role.key: QLineEdit() for role in ROLES}
        for plan_id in bundled_ids():
            self.plan.addItem(self._pack(plan_id).plan.title, plan_id)
        self.plan.setPlaceholderText("请选择规划")
        self.place.setPlaceholderText("选好单位后建议位置")
        self.place.setAccessibleName("保存到")
        for box, name in ((self.plan, "规划"), (self.unit, "单位")):
            box.setAccessibleName(name)
            box.setCurrentIndex(-1)  # nobody begins for a unit that was not chosen
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        choose = QPushButton("选择……")
        choose.clicked.connect(self._ask_place)
        where = QHBoxLayout()
        where.addWidget(self.place, 1)
        where.addWidget(choose)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow("规划", self.plan)
        form.addRow("单位", self.unit)
        form.addRow("保存到", where)
        for role in ROLES:
            self.people[role.key].editingFinished.connect(self._look_at_names)
            form.addRow(role.label, self.people[role.key])
        hint = QLabel(f"人员以后可在{Stage.FINALISE.place}更改。")
        hint.setProperty("tone", "muted")
        self.begin = QPushButton("建立并开始填报")
        self.begin.setProperty("kind", "primary")
        self.begin.clicked.connect(self.make_store)
        column.addLayout(form)
        column.addWidget(hint)
        column.addStretch(1)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        self.plan.currentIndexChanged.connect(self._show_units)
        self.unit.currentIndexChanged.connect(self._suggest_place)
        for line in (self.place, *self.people.values()):
            line.returnPressed.connect(self.make_store)
        self._show_units()
        return paper

    def make_store(self) -> None:
        """Make the file and open it."""
        for box, words in ((self.plan, "请先选择规划。"), (self.unit, "请先选择本单位。")):
            if box.currentIndex() < 0:
                self.notice.say(words)
                box.setFocus()
                return
        if not self.place.text().strip():
            self.notice.say("请先写明数据文件保存到哪里。")
            self.place.setFocus()
            return
        path = with_ending(typed_path(self.place.text(), self._folder), STORE_ENDING)
        names = [role_word(role, line.text()) for role, line in self.people.items()]
        refused = [name.sentence for name in names if name.is_refused]
        if refused:
            self.notice.say("".join(refused), "bad")
            return
        try:
            desk = self._make_desk(path)
        except TianbaoError as error:
            self.notice.say(error.sentence, "bad")
            return
        self.opened.emit(desk)

    def _make_desk(self, path: Path) -> Desk:
        """Make the file and name the people; the file that an earlier try made is used."""
        wanted = path, self.plan.currentData(), self.unit.currentData()
        if self._made == wanted:
            desk = open_desk(path)
        else:
            desk = create_desk(path, self._pack(self.plan.currentData()), self.unit.currentData())
            self._made = wanted
        try:
            self._name_people(desk)
        except TianbaoError:
            with suppress(TianbaoError):
                desk.close()
            raise
        return desk

    def _look_at_names(self) -> None:
        words = [role_word(role, line.text()) for role, line in self.people.items()]
        said = "".join(word.sentence for word in words)
        if said:
            self.notice.say(said, "bad" if any(word.is_refused for word in words) else "alarm")

    def _name_people(self, desk: Desk) -> None:
        texts = {role: line.text() for role, line in self.people.items() if line.text().strip()}
        if texts:
            desk.name_people(**texts)

    def _pack(self, plan_id: str) -> PlanPack:
        if plan_id not in self._packs:
            self._packs[plan_id] = load_bundled(plan_id)
        return self._packs[plan_id]

    def _show_units(self) -> None:
        chosen = self.plan.currentIndex() >= 0
        self.unit.clear()
        self.unit.setEnabled(chosen)
        self.unit.setPlaceholderText("请选择本单位" if chosen else "请先选择规划")
        for unit in self._pack(self.plan.currentData()).plan.reporting_units if chosen else ():
            self.unit.addItem(unit.official_name, unit.code)
        self.unit.setCurrentIndex(-1)

    def _suggest_place(self) -> None:
        self.notice.clear()
        if self.unit.currentIndex() < 0:
            self.place.clear()
            return
        self.place.setText(str(self._folder / f"{file_name(self.unit.currentText())}{STORE_ENDING}"))
        self.place.setCursorPosition(0)

    def _ask_place(self) -> None:
        start = str(typed_path(self.place.text() or "本单位", self._folder))
        place = ask_save_place(self, "数据文件", start, "数据文件", STORE_ENDING, replaces=False)
        if place:
            self.place.setText(place)


def _card(title: str, parent: QWidget) -> tuple[QFrame, QVBoxLayout]:
    paper = QFrame()
    paper.setObjectName("paper")
    column = QVBoxLayout(paper)
    column.setContentsMargins(18, 16, 18, 16)
    column.setSpacing(10)
    heading = QLabel(title)
    heading.setFont(bold(parent.font(), points=POINT_SIZE + 1))
    column.addWidget(heading)
    return paper, column
