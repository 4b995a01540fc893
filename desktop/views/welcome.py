"""The first screen: go on with a file, or begin for a unit."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.models.beginning import (
    NEEDED,
    Purpose,
    UnitChoice,
    beginning_heading,
    beginning_steps,
    made,
    still_missing,
    unit_choices,
)
from desktop.services.backup_names import STORE_ENDING
from desktop.services.files import with_ending
from desktop.services.places import file_name, typed_path
from desktop.services.unit.desk import Desk, create_desk, open_desk
from desktop.views.beginning.going_on import GoingOn
from desktop.views.beginning.heading import heading_row
from desktop.views.beginning.made_box import MadeBox
from desktop.views.beginning.opening import Opening
from desktop.views.beginning.people_box import PeopleBox
from desktop.views.beginning.plan_pick import PlanPick
from desktop.views.beginning.purpose_box import PurposeBox
from desktop.views.beginning.steps_list import StepsList
from desktop.views.beginning.unit_box import UnitBox
from desktop.views.frame.file.files import ask_save_place, dropped_file
from desktop.views.frame.file.recent import default_folder
from desktop.views.frame.help_key import explained_at, let_help_open
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.parts.notice import Notice
from forms.errors import TianbaoError

if TYPE_CHECKING:
    from desktop.views.office.beginning import OfficeBeginning

_STEPS = 1240
"""Pixels below which there is no room for the list of steps; chosen for the two panes and the paper."""
_LOW = 560
"""Pixels of height below which the list of units leaves room for what follows it; our own choice."""
_AROUND = 90
"""Pixels around a field that are scrolled into sight with it; chosen for the two lines of names."""
_LABEL = 74
"""Pixels of the column of labels; chosen by us."""


class WelcomeWindow(QWidget):
    """Lets somebody open a data file or make one; ``opened`` hands over its desk.

    Nothing is chosen for anybody, and Enter leads to the next field: only the button makes a file.

    Args:
        folder: where new files are put; the user's documents by default.
    """

    opened = Signal(object)
    """The opened ``Desk``."""
    office_wanted = Signal(Path)
    """The file of a statistics office is to be opened."""
    letter_came = Signal(Path)
    """A letter of the office is to be opened as soon as a data file is."""

    def __init__(self, folder: Path | None = None) -> None:
        """Make the window."""
        super().__init__()
        self.setWindowTitle("妇女发展规划监测填报")
        self.setMinimumSize(QSize(560, 340))
        self.resize(1100, 680)
        self._folder = folder or default_folder()
        self._office: OfficeBeginning | None = None
        self._made: tuple[Path, str, str] | None = None
        """Path, plan and unit of the file that was made, but in which nobody could be named yet."""
        self.setAcceptDrops(True)
        self.notice, self.going_on = Notice(), GoingOn()
        self.recent = self.going_on.recent
        self.opening = Opening(self, self._folder, self.recent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 12)
        layout.setSpacing(8)
        layout.addLayout(heading_row(self.font()))
        layout.addWidget(self._middle(), 1)
        layout.addWidget(self.notice)
        layout.addLayout(self._foot())
        self._connect()
        let_enter_press(self)
        self._show_missing()
        if self.recent.count():
            self.recent.setFocus()
        else:
            self.begin_anew()

    # --- layout ----------------------------------------------------------------------------------

    def _middle(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("plain")
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._panes.setContentsMargins(0, 0, 0, 0)
        self._panes.setSpacing(14)
        self.steps = StepsList()
        paper = self._paper()
        # Who has a file finds it first, by eye and by Tab, and not the paper on which another is begun.
        order = (
            (self.going_on, self.steps, paper) if self.recent.count() else (self.steps, paper, self.going_on)
        )
        for pane in order:
            self._panes.addWidget(pane, pane is paper)
        self._area = QScrollArea()
        self._area.setAccessibleName("开始")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setWidget(inner)
        return self._area

    def _paper(self) -> QWidget:
        paper = QFrame()
        paper.setObjectName("paper")
        grid = QGridLayout(paper)
        grid.setContentsMargins(22, 16, 22, 16)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)
        self._heading = QLabel()
        self._heading.setFont(bold(self.font(), points=POINT_SIZE + 1))
        grid.addWidget(self._heading, 0, 0, 1, 2)
        self.plans, self.unit = PlanPick("请选单位。"), UnitBox()
        self.made, self.people = MadeBox(), PeopleBox()
        self.purpose = PurposeBox()
        self.plan = self.plans.combo
        rows: tuple[tuple[str, QWidget], ...] = (
            ("用途", self.purpose),
            ("规划", self.plans),
            ("单位", self.unit),
            ("将建立", self.made),
            ("人员", self.people),
        )
        self._of_unit: list[QWidget] = []
        for number, (name, widget) in enumerate(rows, start=1):
            label = QLabel(name)
            label.setFont(bold(self.font()))
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, number, 1)
            self._of_unit += [] if widget is self.purpose else [label, widget]
        self._grid = grid
        grid.setRowStretch(len(rows) + 2, 1)
        return paper

    def office(self) -> OfficeBeginning:
        """What is asked of those who receive, in the place of what is asked of a unit."""
        from desktop.views.office.beginning import OfficeBeginning

        if self._office is None:
            self._office = OfficeBeginning(self._folder)
            self._grid.addWidget(self._office, self._grid.rowCount() - 2, 0, 1, 2)
            self._office.changed.connect(self._show_missing)
            self._office.said.connect(self.notice.say)
            self._office.made.connect(self.office_wanted)
            self._office.onward.connect(partial(self._go_on_to, self.begin))
            self._office.plans.read.connect(partial(self._go_on_to, self._office.officer))
            let_enter_press(self._office)
        return self._office

    def _foot(self) -> QHBoxLayout:
        self.missing = QLabel()
        self.missing.setProperty("tone", "alarm")
        keys = ElidedLabel("F1 帮助　方向键挑选　Enter 到下一项；停在“建立并开始”上按才建立")
        keys.setProperty("tone", "muted")
        self.begin = QPushButton("建立并开始填报")
        self.begin.setProperty("kind", "primary")
        row = QHBoxLayout()
        row.addWidget(self.missing, 1)
        row.addWidget(keys)
        row.addSpacing(12)
        row.addWidget(self.begin)
        return row

    def _connect(self) -> None:
        self.opening.opened.connect(self.opened)
        self.opening.office_wanted.connect(self.office_wanted)
        self.opening.letter_came.connect(self.letter_came)
        self.opening.plan_came.connect(self._take_plan)
        self.opening.said.connect(self.notice.say)
        self.going_on.file_wanted.connect(self.opening.open_file)
        self.going_on.open_wanted.connect(self.opening.ask_file)
        self.going_on.restore_wanted.connect(lambda: self.opening.restoring().ask())
        self.going_on.taken_off.connect(self._on_taken_off)
        self.going_on.sample_wanted.connect(self.opening.prepare_sample)
        self.purpose.chosen.connect(self._show_missing)
        self.purpose.onward.connect(self._go_on_from_purpose)
        self.plan.currentIndexChanged.connect(self._show_units)
        self.plans.said.connect(self.notice.say)
        self.plans.read.connect(lambda: self._go_on_to(self.unit.line))
        self.plan.onward.connect(partial(self._go_on_to, self.unit.line))
        self.unit.chosen.connect(self._on_unit_chosen)
        self.unit.dropped.connect(self._show_missing)
        self.unit.line.returnPressed.connect(self._take_unit)
        self.made.place.textEdited.connect(self._show_missing)
        self.made.place_wanted.connect(self._ask_place)
        self.people.edited.connect(self._show_missing)
        self.people.left.connect(self._look_at_names)
        self.begin.clicked.connect(self.make)
        lines = [self.made.place, *self.people.lines.values()]
        for line, following in zip(lines, [*lines[1:], self.begin], strict=True):
            line.returnPressed.connect(partial(self._go_on_to, following))
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self.opening.ask_file)
        let_help_open(self, "first-use.md")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: what comes first stands first, in a narrow window above the other."""
        super().resizeEvent(event)
        self.steps.setVisible(self.width() >= _STEPS)
        self.unit.make_room(is_low=self.height() < _LOW)
        self._panes.setDirection(self.going_on.make_room(self.width()))

    # --- going on --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Override QWidget.dragEnterEvent: one file may be dropped, whatever it is."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Override QWidget.dropEvent: it is opened."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.open_file(path))  # who dropped it must not wait

    def _on_taken_off(self, path: Path) -> None:
        self.notice.say(f"已从列表中去掉；文件还在原处：{path}", "good")

    def open_file(self, path: Path) -> None:
        """Open an existing file, or begin with a plan; of another kind, say what it is."""
        self.opening.open_file(path)

    def _take_plan(self, path: Path) -> None:
        if self.purpose.purpose is Purpose.RECEIVING:
            self.office().plans.take(path)
        else:
            self.purpose.choose(Purpose.REPORTING)
            self.plans.take(path)

    # --- beginning -------------------------------------------------------------------------------

    def begin_anew(self) -> None:
        """Put the focus where somebody begins who has no file yet."""
        self.purpose.take_focus()

    def _go_on_from_purpose(self) -> None:
        is_unit = self.purpose.purpose is Purpose.REPORTING
        self._go_on_to(self.plan if is_unit else self.office().plans.combo)

    def _show_missing(self) -> None:
        """Say what will be made and what is still to be answered; the button waits for it."""
        unit, pack, purpose = self.unit.unit, self.plans.pack, self.purpose.purpose
        is_unit = purpose is Purpose.REPORTING
        explained_at(self, "desk-intake.md" if purpose is Purpose.RECEIVING else "first-use.md")
        if purpose is Purpose.RECEIVING:
            self._show_missing_of_office()
            return
        self._show_rows(of_unit=True)
        plan = None if pack is None else pack.plan
        self.steps.show_steps(beginning_steps(purpose, plan, unit, self.people.texts()))
        self.plans.setEnabled(is_unit)
        self.unit.setEnabled(is_unit and pack is not None)
        self.people.setEnabled(is_unit and unit is not None)
        if unit is None or pack is None:
            self.made.show_made("", "")
        else:
            self.made.show_made(unit.name, made(unit, pack.plan))
        has_place = unit is None or bool(self.made.place.text().strip())  # it is suggested with the unit
        missing = still_missing(
            purpose=purpose is not None,
            plan=pack is not None,
            unit=unit is not None,
            place=has_place,
            people=self.people.texts(),
        )
        goes_on = bool(self.recent.count()) and purpose is None
        told = bool(missing) and not goes_on  # who goes on with a file lacks nothing
        self.missing.setText(f"还差 {len(missing)} 项：{'、'.join(missing)}" if told else "")
        self.begin.setEnabled(is_unit and not missing)

    def _show_missing_of_office(self) -> None:
        """The same for those who receive."""
        self._show_rows(of_unit=False)
        missing = self.office().missing
        people = self.people.texts()
        self.steps.show_steps(beginning_steps(Purpose.RECEIVING, None, None, people, missing))
        self.missing.setText(f"还差 {len(missing)} 项：{'、'.join(missing)}" if missing else "")
        self.begin.setEnabled(not missing)

    def _show_rows(self, *, of_unit: bool) -> None:
        for widget in self._of_unit:
            widget.setVisible(of_unit)
        if self._office is not None or not of_unit:
            self.office().setVisible(not of_unit)
        self._heading.setText(beginning_heading(of_unit=of_unit, again=self.recent.count() > 0))
        self.begin.setText("建立并开始填报" if of_unit else "建立并开始接收")

    def make(self) -> None:
        """Make the file that was asked for."""
        if self.purpose.purpose is Purpose.RECEIVING:
            self.office().make()
        else:
            self.make_store()

    def make_store(self) -> None:
        """Make the file and open it."""
        unit = self.unit.unit
        assert unit is not None, "the button waits for it"
        path = with_ending(typed_path(self.made.place.text(), self._folder), STORE_ENDING)
        refused = [word.sentence for word in self.people.words() if word.is_refused]
        if refused:
            self.notice.say("".join(refused), "bad")
            return
        try:
            desk = self._make_desk(path, unit)
        except TianbaoError as error:
            self.notice.say(error.sentence, "bad")
            return
        self.opened.emit(desk)

    def _make_desk(self, path: Path, unit: UnitChoice) -> Desk:
        """Make the file and name the people; the file that an earlier try made is used."""
        pack = self.plans.pack
        assert pack is not None, "the button waits for it"
        wanted = path, pack.digest, unit.code
        if self._made == wanted:
            desk = open_desk(path)
        else:
            desk = create_desk(path, pack, unit.code)
            self._made = wanted
        try:
            desk.name_people(**{role: text for role, text in self.people.texts().items() if text})
        except TianbaoError:
            with suppress(TianbaoError):
                desk.close()
            raise
        return desk

    def _look_at_names(self) -> None:
        words = self.people.words()
        said = "".join(word.sentence for word in words)
        if said:
            self.notice.say(said, "bad" if any(word.is_refused for word in words) else "alarm")

    def _show_units(self) -> None:
        pack = self.plans.pack
        self.unit.offer(unit_choices(pack.plan) if pack is not None else ())
        self.made.place.clear()
        self._show_missing()

    def _take_unit(self) -> None:
        if not self.unit.take():
            self.notice.say("请打几个字，用上下键挑出本单位，按 Enter 选定。")

    def _on_unit_chosen(self) -> None:
        assert self.unit.unit is not None
        self.notice.clear()
        self.made.show_place(str(self._folder / f"{file_name(self.unit.unit.name)}{STORE_ENDING}"))
        self._show_missing()
        self._go_on_to(self.people.lines[NEEDED])

    def _go_on_to(self, widget: QWidget) -> None:
        widget.setFocus()
        if self._area.isAncestorOf(widget):
            # When the page has been laid out with what is said above.
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(widget, 0, _AROUND))

    def _ask_place(self) -> None:
        start = str(typed_path(self.made.place.text() or "本单位", self._folder))
        place = ask_save_place(self, "数据文件", start, "数据文件", STORE_ENDING, replaces=False)
        if place:
            self.made.show_place(place)
            self._show_missing()
