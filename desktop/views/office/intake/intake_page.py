"""The page 收件: what is to be done, where every unit stands, what came."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.models.grid.roles import Mark
from desktop.models.office.board.board_table import BoardModel
from desktop.models.office.board.todo import Job, jobs_of
from desktop.models.office.deed import DeskDeed
from desktop.models.office.desk_year import DeskYear
from desktop.models.office.intake import IntakeEnd, is_all_taken, summary_of
from desktop.models.office.place import OfficePlace
from desktop.models.office.window_words import window_words
from desktop.services.office.overview.board_book import write_board
from desktop.services.office.overview.board_filter import BoardFilter
from desktop.views.frame.file.files import ask_save_place
from desktop.views.frame.folding_pane import FoldingPane
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.room import Room
from desktop.views.office.deeds.result_dialog import IntakeResult
from desktop.views.office.doing import DEEDS
from desktop.views.office.intake.board_view import BoardView
from desktop.views.office.intake.current_unit import CurrentUnit
from desktop.views.office.intake.deeds_menu import DeedsButton
from desktop.views.office.intake.filter_bar import FilterBar
from desktop.views.office.intake.today_pane import TodayPane
from desktop.views.office.page import OfficeFrame, OfficePage
from forms.filing.receipt_time import BEIJING

_LEFT, _RIGHT = 240, 288
"""Both in pixels, of the panes beside the paper; chosen by us, as in the pictures of the design."""
_SEARCHED = "查单位：名称或拼音首字母"
_ABOUT = "要我办的在前；占比以应报为 100%"
_MARGIN = 10
"""Pixels around the panes; our own choice, as on the pages of the unit."""


class IntakePage(OfficePage):
    """Shows what is read of the year; a unit that is chosen on either side is the current one."""

    def __init__(self, frame: OfficeFrame) -> None:
        """Show no year yet."""
        super().__init__(frame)
        self.notice, self.model = Notice(), BoardModel(self)
        self.today, self.unit = TodayPane(), CurrentUnit()
        self.board, self.filters, self.search = BoardView(), FilterBar(), QLineEdit()
        self.board.show_model(self.model)
        self._current = ""
        self._end = IntakeEnd()
        self._begun: DeskYear | None = None  # the year that was shown once, wholly read
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.left = FoldingPane(self.today, self, self._place_left, _MARGIN)
        self.right = FoldingPane(self.unit, self, self._place_right, _MARGIN)
        for pane, width in ((self.left, _LEFT), (self._paper(), 0), (self.right, _RIGHT)):
            self.split.addWidget(pane)
            if width:
                pane.setMinimumWidth(width - 20)
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        self.split.setSizes([_LEFT, 820, _RIGHT])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        layout.addWidget(self.split, 1)
        layout.addWidget(self.notice)
        self._connect()
        let_enter_press(self)

    def _paper(self) -> QWidget:
        paper = QFrame()
        paper.setObjectName("paper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        self.title, self.about = QLabel("报送进度"), ElidedLabel()
        self.title.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self.widen = QPushButton("全部显示　Esc")
        self.widen.clicked.connect(self.show_all)
        self.widen.hide()
        self.search.setPlaceholderText(_SEARCHED)
        self.search.setAccessibleName("查单位")
        self.search.setFixedWidth(188)
        self.write = QPushButton("导出进度表")
        self.deeds = DeedsButton(self.frame, lambda: self._current)
        self.todo, self.of_unit = QPushButton("待办"), QPushButton("当前单位")
        for button, pane, inside in (
            (self.todo, self.left, self.today.todo),
            (self.of_unit, self.right, self.unit.area),
        ):
            button.clicked.connect(partial(_show_pane, pane, inside))
            button.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (
            self.todo, self.title, self.about, self.widen, self.search, self.write, self.deeds, self.of_unit,
        ):  # fmt: skip
            row.addWidget(widget, 1 if widget is self.about else 0)
        self.empty = QLabel()
        self.empty.setProperty("tone", "muted")
        self.empty.hide()
        column.addLayout(row)
        column.addWidget(self.filters)
        column.addWidget(self.board, 1)
        column.addWidget(self.empty)
        return paper

    def _connect(self) -> None:
        self.today.todo.job_chosen.connect(self._on_job_chosen)
        self.today.todo.job_wanted.connect(self.do)
        self.board.unit_chosen.connect(self._show_current)
        self.board.unit_opened.connect(self._open_unit)
        self.filters.filter_chosen.connect(self._show_filter)
        self.search.textChanged.connect(self._look_for)
        self.search.returnPressed.connect(self.board.setFocus)
        self.write.clicked.connect(self._write_board)
        self.unit.opened.connect(lambda: self._open_unit(self._current))
        self.unit.drafts_wanted.connect(lambda: self._do_in_dialog(DeskDeed.REMIND, self._current))
        taking, drop = self.frame.taking, self.today.drop
        drop.files_wanted.connect(taking.ask_files)
        drop.folder_wanted.connect(taking.ask_folder)
        drop.stop_wanted.connect(taking.stop)
        drop.result_wanted.connect(self.show_result)
        taking.begun.connect(self._on_begun)
        taking.progressed.connect(drop.show_progress)
        taking.ended.connect(self._on_taken)

    # --- what is shown ---------------------------------------------------------------------------

    def show_desk_year(self, working: DeskYear) -> None:
        """Override OfficePage.show_desk_year."""
        self.show_all()
        self.notice.clear()  # it was about the other year
        self._current = ""
        self.today.clear()
        plan = working.desk.pack_of(working.year).plan
        self.model.clear([unit.name for unit in plan.reporting_units])
        self.filters.show_counts(())
        self.unit.show_unit(None, None, "")

    def show_unit(self, unit: str) -> None:
        """Override OfficePage.show_unit."""
        self._show_wanted(unit)

    def _show_wanted(self, unit: str) -> None:
        """Show a unit that is to be dealt with: a filter that leaves it out is no longer meant."""
        if self.model.narrowed_words and self.model.row_of(unit) < 0:
            self.show_all()
        self._show_current(unit)

    def show_person(self) -> None:
        """Override OfficePage.show_person: what was said was for who worked before."""
        self.notice.fade()

    def show_all(self) -> None:
        """Show the lines of all units again."""
        if self.model.narrowed_words:
            self.search.clear()
            self.filters.choose(BoardFilter.EXPECTED)

    def close_over(self) -> bool:
        """Override OfficePage.close_over: first all units are shown again."""
        is_narrowed = bool(self.model.narrowed_words)
        self.show_all()
        return is_narrowed

    def refresh(self) -> None:
        """Override OfficePage.refresh."""
        working = self.frame.desk_year
        today = working.today
        if today is None:
            return
        names, current = working.names, self._current
        jobs = jobs_of(today, names, working.desk.why_not)
        self.today.show_today(today, jobs)
        self.todo.setText(f"待办 {len(jobs)}")
        self.filters.show_counts(today.board.rows)
        had_lines = bool(self.model.rows)
        self.model.show_today(today, names)
        if had_lines and not self.model.rows:  # the last one that was looked for is dealt with
            self.show_all()
        self._show_current(current or self.model.unit_at(0))
        self._say_empty()
        self._show_beginning(jobs)

    def _show_beginning(self, jobs: Sequence[Job]) -> None:
        """Open what is to be done once, where it is folded and the desk is new: every line says 等报送."""
        working = self.frame.desk_year
        if self._begun is not working and working.today is not None and working.today.is_whole:
            self._begun = working
            if self.left.is_folded and jobs and jobs[0].mark is Mark.NEW:
                _show_pane(self.left, self.today.todo)

    def activate(self) -> None:
        """Override Page.activate."""
        (self.board if self.left.is_folded else self.today.todo).setFocus()

    def _show_current(self, unit: str) -> None:
        """Show a unit at the right, and its line where it is among those shown."""
        working = self.frame.desk_year
        row, today = working.row_of(unit), working.today
        self._current = unit if row is not None else ""
        name = "" if row is None else self.model.name_of(row)
        self.unit.show_unit(row, today, name, working.contact_of(unit))
        self._show_ways()
        if self.board.current_unit != unit:
            self.board.go_to(unit)

    def _show_ways(self) -> None:
        row = self.frame.desk_year.row_of(self._current)
        today = self.frame.desk_year.today
        has_came = row is not None and today is not None and bool(today.dossiers[row.unit].came)
        has_page = self.frame.has_place(OfficePlace.REVIEW)
        why = "" if has_came or row is None else "还没有收到文件，没有报表可看。"
        self.unit.show_ways(may_open=has_came and has_page, why=why, has_drafts=DeskDeed.REMIND in DEEDS)

    def _show_filter(self, wanted: BoardFilter) -> None:
        self.model.show_filter(wanted)
        self._after_choosing()

    def _look_for(self, text: str) -> None:
        self.model.look_for(text)
        self._after_choosing()

    def _after_choosing(self) -> None:
        if not self.board.go_to(self._current):
            self._show_current(self.model.unit_at(0))
        self._say_empty()

    def _say_empty(self) -> None:
        narrowed = self.model.narrowed_words
        self.about.show_text(narrowed or _ABOUT)
        self.about.setProperty("tone", "alarm" if narrowed else "muted")
        self.about.style().polish(self.about)
        self.widen.setVisible(bool(narrowed))
        # Which units are shown is worth more than the name of what is seen anyhow.
        self.title.setVisible(not (narrowed and self.left.is_folded))
        is_empty = self.frame.desk_year.today is not None and not self.model.rows
        self.empty.setText("没有符合的单位：按 Esc 全部显示。" if is_empty else "")
        self.empty.setVisible(is_empty)

    # --- what is done ----------------------------------------------------------------------------

    def _on_job_chosen(self, job: Job) -> None:
        if job.unit:
            self._show_wanted(job.unit)

    def do(self, job: Job) -> None:
        """Go to where a job is done."""
        if job.year:
            self.frame.show_year_of(OfficePlace.INTAKE, job.unit, job.year)
        elif isinstance(job.goal, DeskDeed):
            self._do_in_dialog(job.goal)
        elif self.frame.has_place(job.goal):
            self.frame.show_place(job.goal, job.unit)
        else:
            self._open_unit(job.unit)

    def _do_in_dialog(self, deed: DeskDeed, unit: str = "") -> None:
        if deed in DEEDS:
            DEEDS[deed](self.frame, self.window(), unit)
        else:
            self.say(f"“{deed.label}”现在还在命令行办理。")

    def _open_unit(self, unit: str) -> None:
        if self.frame.has_place(OfficePlace.REVIEW):
            self.frame.show_place(OfficePlace.REVIEW, unit)
        else:
            self.say("“审核”页现在还没有，请在命令行查看。")

    def _on_begun(self) -> None:
        self._leave_drop()  # Enter would stop it
        self.today.drop.show_running(is_running=True)

    def _leave_drop(self) -> None:
        """Put the focus on what is to be done, where it is among the buttons that take in."""
        focus: QWidget | None = self.window().focusWidget()  # the stubs know of no None
        if focus is not None and self.today.drop.isAncestorOf(focus):
            self.activate()

    def _on_taken(self, end: IntakeEnd) -> None:
        self._leave_drop()
        self._end = end
        self.today.drop.show_running(is_running=False)
        words, now = summary_of(end), self.frame.desk_year.desk.clock().astimezone(BEIJING)
        self.today.drop.show_last(f"上次 {now:%H:%M}　{words}" if end.lines else "以前收的……")
        if end.trouble or end.stopped_at is not None:
            self.say(words, "bad" if end.trouble else "alarm")
        elif is_all_taken(end):
            self.say(f"收件结果　{words}", "good")
        else:
            self.show_result()

    def show_result(self) -> None:
        """Show what became of each file of the last taking in, and of each day before."""
        if self._end.lines:
            IntakeResult(self.frame, self._end, self.window()).open()
        else:
            self._do_in_dialog(DeskDeed.CAME)

    def _write_board(self) -> None:
        working = self.frame.desk_year
        board, desk = working.board, working.desk
        if board is None:
            return
        beside = str(desk.path.with_name(f"{working.year} 年报送进度"))  # not among what was received
        place = ask_save_place(self, "导出进度表", beside, "Excel 工作簿", ".xlsx")
        if not place:
            return
        path = Path(place)
        self.frame.background.run(
            "正在写进度表……",
            lambda: write_board(desk, board, path),
            lambda _: self.notice.say_saved(path),
            lambda error: self.notice.say(window_words(error.sentence), "bad"),
        )

    # --- keys and room ---------------------------------------------------------------------------

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Override Page.say."""
        self.notice.say(sentence, tone)
        QTimer.singleShot(0, self, self._follow)  # when the page has been laid out with it

    @property
    def unit_shown(self) -> str:
        """Code of the unit at the right; empty where none is."""
        return self._current

    def areas(self) -> Sequence[QWidget]:
        """Override Page.areas."""
        return (self.today.todo, self.filters.checked(), self.search, self.board, self.unit.area)

    def go_to_next_problem(self) -> None:
        """Override Page.go_to_next_problem: the next job, in sight where its pane is folded."""
        todo = self.today.todo
        here, count = todo.currentIndex().row(), self.today.model.rowCount()
        if not count:
            self.say("没有要办的。", "muted")
            return
        if count == 1 and todo.hasFocus():
            self.say("只有这一件待办：按 Enter 办理。", "muted")
        todo.choose((here + 1) % count if todo.hasFocus() else max(here, 0))
        if job := todo.current_job:
            self._on_job_chosen(job)  # where it was current before, nothing said so
        if todo.isVisible():
            todo.setFocus()
        else:
            _show_pane(self.left, todo)

    def make_room(self, room: Room) -> None:
        """Override Page.make_room: the pane at the right folds first, then the one at the left."""
        focus: QWidget | None = self.window().focusWidget()  # the stubs know of no None
        panes = (self.left, self.right)
        was_inside = focus is not None and any(pane.isAncestorOf(focus) for pane in panes)
        self.right.fold(folded=not room.right)
        self.left.fold(folded=not room.left)
        self.of_unit.setVisible(not room.right)
        self.todo.setVisible(not room.left)
        self.search.setFixedWidth(188 if room.buttons else 120)
        self.search.setPlaceholderText(_SEARCHED if room.buttons else "查单位")
        if focus is not None and was_inside and not focus.isVisibleTo(self):  # folded with its pane
            self.board.setFocus()

    def _place_left(self) -> QRect:
        return QRect(0, 0, _LEFT + 2 * _MARGIN, self._free())

    def _place_right(self) -> QRect:
        width = _RIGHT + 2 * _MARGIN
        return QRect(self.width() - width, 0, width, self._free())

    def _free(self) -> int:
        """Height of what a drawer may cover: the notice below stays in sight."""
        return self.notice.geometry().top() - 2 if self.notice.isVisible() else self.height()

    def _follow(self) -> None:
        for pane in (self.left, self.right):
            pane.follow()


def _show_pane(pane: FoldingPane, inside: QWidget) -> None:
    """Bring a folded pane into sight, with the focus in it."""
    pane.open()
    inside.setFocus(Qt.FocusReason.OtherFocusReason)
