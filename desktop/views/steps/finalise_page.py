"""The page 定稿打印: what stands against it, who answers for it, what it looks like on paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.models.tasks import TaskRunner
from desktop.models.unit.thread import open_questions
from desktop.models.unit.unsaved_words import WITHDRAWAL, WrittenAbout
from desktop.models.unit.working_year import WorkingYear
from desktop.services.places import file_name
from desktop.services.unit.filing.finalising import finalise, obstacles
from desktop.services.unit.printing import official_pdf, official_workbook, small_cell_caution
from desktop.services.unit.year import YearChange
from desktop.views.frame.background import Background
from desktop.views.frame.file.files import ask_save_place, save_bytes
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.look.theme import bold
from desktop.views.frame.paper.pdf_preview import PdfPreview
from desktop.views.frame.paper.scrolled_paper import scrolled_paper
from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.room import Room
from desktop.views.frame.status_line import StatusLine
from desktop.views.frame.unread import saying_why_unread
from desktop.views.letters.waiting_link import WaitingLink
from desktop.views.steps.freeze_dialog import FreezeDialog
from desktop.views.steps.paper_menu import PaperMenu
from desktop.views.steps.people_form import PeopleForm
from desktop.views.steps.survey_button import SurveyButton
from desktop.views.steps.year_standing import YearStanding
from desktop.views.unit_page import UnitPage
from forms.errors import TianbaoError
from forms.filing.stage import Stage
from forms.filing.state import Step, can_step

_NARROW = 1080
"""Pixels of the page below which the bar above the form has no room for all its buttons; chosen by us."""


_WIDTH, _NARROW_WIDTH = 312, 284
"""Pixels of what stands beside the form, as usual and in a narrow window; our own choice."""


class FinalisePage(UnitPage):
    """Freeze the year, see and print the official form."""

    withdrawal_wanted = Signal()
    """The frozen year is to be taken back."""

    def __init__(self, tasks: TaskRunner, status: StatusLine, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._background, self._status = Background(tasks, status), status
        self._pdf = b""
        self._is_to_print = False
        """Whether a printer is asked for as soon as the form is drawn."""
        self._stale = True
        self._drawing: object | None = None
        """The last drawing that was begun, while what it draws is still so."""
        self.preview, self.people, self.notice = PdfPreview(), PeopleForm(), Notice()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(10)
        layout.addWidget(self._left())
        layout.addWidget(self._right(), 1)
        let_enter_press(self)

    # --- layout ----------------------------------------------------------------------------------

    def _left(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        self._standing = YearStanding()
        self._to_review = QPushButton("去处理问题")
        self._to_review.clicked.connect(lambda: self.stage_wanted.emit(Stage.REVIEW))
        self._people_heading = QLabel()
        self._people_heading.setFont(bold(self.font()))
        self._caution = QLabel()
        self._caution.setProperty("tone", "alarm")
        self._caution.setWordWrap(True)
        self.freeze = QPushButton("定稿")
        self.freeze.setProperty("kind", "primary")
        self.freeze.clicked.connect(self._ask_to_finalise)
        self.take_back = QPushButton("撤回定稿……")
        self.take_back.clicked.connect(self.withdrawal_wanted)
        self._onward = QPushButton(f"下一步：{Stage.EXPORT.label}")
        self._onward.setProperty("kind", "primary")
        self._onward.clicked.connect(lambda: self.stage_wanted.emit(Stage.EXPORT))
        self.waiting = WaitingLink()
        self.waiting.stage_wanted.connect(self.stage_wanted)
        column.addWidget(self._standing)
        column.addWidget(self.waiting)
        column.addWidget(self._to_review, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._people_heading)
        for widget in (self.people, self._caution, self.freeze, self._onward, self.take_back):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName("填报人员和定稿")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room, self._people_paper = Room(), scrolled_paper(inner, area)
        self._people_paper.setFixedWidth(_WIDTH)
        return self._people_paper

    def _right(self) -> QWidget:
        paper = QFrame()
        paper.setObjectName("paper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(10, 8, 10, 10)
        column.addWidget(self.preview, 1)
        column.addWidget(self.notice)  # below: what is above it stays under the mouse
        self.survey_button = SurveyButton(self.notice)
        self.paper = PaperMenu(self, self.preview, self._background, self._status, self.notice)
        self.preview.tools.addWidget(self.survey_button)
        self.save_pdf_button = QPushButton("保存 PDF")
        self.save_book_button = QPushButton("保存 Excel")
        self.print_button = QPushButton("打印……")
        for button, answer in (
            (self.save_pdf_button, self._ask_pdf_path),
            (self.save_book_button, self._ask_book_path),
            (self.print_button, self._ask_printer),
        ):
            button.clicked.connect(answer)
            self.preview.tools.addWidget(button)
        self.preview.tools.addWidget(self.paper.button)
        return paper

    def make_room(self, room: Room) -> None:
        """Override Page.make_room."""
        self._room = room
        self._people_paper.setFixedWidth(_WIDTH if room.left else _NARROW_WIDTH)
        self._fold()

    # --- what is shown ---------------------------------------------------------------------------

    def show_year(self, working: WorkingYear) -> None:
        """Show a year."""
        self._working = working
        working.changed.connect(self._on_working_changed)
        working.state_changed.connect(self._on_working_changed)
        self.survey_button.show_year(working)
        self.paper.show_year(working)
        self._fold()
        self.notice.clear()
        self._take_away_pdf()
        self.show_state()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: in a narrow window what is needed least goes into 更多."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        spare = [self.save_book_button, *([self.survey_button] if self.survey_button.is_offered else [])]
        self.save_pdf_button.setVisible(self._room.buttons)
        if not self._room.buttons:
            spare.append(self.save_pdf_button)
        self.paper.fold(spare, is_narrow=self.width() < _NARROW)

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Override Page.say."""
        self.notice.say(sentence, tone)

    def activate(self) -> None:
        """Show what is true now and draw the form anew where figures changed."""
        self.show_state()
        if self._stale:
            self.draw()
        self._place_focus()

    def areas(self) -> Sequence[QWidget]:
        """Override Page.areas: what is done next, the names, the form, what is done with it."""
        ways = (self.freeze, self._to_review, self._onward)
        first = next((w for w in ways if w.isVisible() and w.isEnabled()), self.take_back)
        return (first, next(iter(self.people.lines.values())), self.preview.view, self.print_button)

    def _place_focus(self) -> None:
        """Put the focus where the next thing is done: what is missing, then 定稿, then the printer."""
        if self.freeze.isVisible() and self.freeze.isEnabled():
            self.freeze.setFocus()
        elif self._to_review.isVisible():
            self._to_review.setFocus()
        else:
            missing = next((line for line in self.people.lines.values() if not line.text().strip()), None)
            if missing is not None and not missing.isReadOnly():
                missing.setFocus()
            else:
                self.print_button.setFocus()

    def show_state(self) -> None:
        """Say whether the year can be frozen, or that it is."""
        if self._working is None:
            return
        year = self._working.year
        frozen, found = year.state.is_frozen, obstacles(year)
        self._people_heading.setText("定稿时的签署人员" if frozen else "签署人员")
        self.people.show_year(self._working)
        self._standing.show_year(year, found)
        self.waiting.show_year(self._working)
        self._to_review.setVisible(not frozen and not year.report.is_clear)
        caution = small_cell_caution(year)
        said = [self._working.other_than_due(), f"{caution}。" if caution else ""]
        self._caution.setText("\n".join(filter(None, said)))
        self._caution.setVisible(any(said))
        self.freeze.setVisible(not frozen)
        self.freeze.setEnabled(not found and year.is_editable)
        self._onward.setVisible(frozen)
        self.take_back.setVisible(can_step(year.state, Step.WITHDRAW))
        self.take_back.setEnabled(not year.desk.is_read_only)

    # --- the form --------------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw the official form off the GUI thread; dropped if figures, state or year change meanwhile."""
        assert self._working is not None
        year, self._stale = self._working.year, False
        self._drawing = drawing = object()

        def answer(data: bytes) -> None:
            if drawing is self._drawing:  # else the figures, the state or the year are others by now
                self._show_pdf(data)

        def refuse(error: TianbaoError) -> None:
            if drawing is self._drawing:
                self._stale = True
            self._tell(error)

        self._background.run("正在生成报表……", lambda: official_pdf(year), answer, refuse)

    def look_at(self, form: str) -> None:
        """Override UnitPage.look_at: the preview stands at the form, now or once it is drawn."""
        self.preview.look_at(form)

    def print_form(self) -> None:
        """Override UnitPage.print_form: ask for a printer, once the form is drawn."""
        self._is_to_print = not self._pdf
        if self._pdf:
            self._ask_printer()

    def _show_pdf(self, data: bytes) -> None:
        self._pdf = data
        self.preview.show_pdf(data)
        for button in (self.save_pdf_button, self.print_button):
            button.setEnabled(bool(data))
        if data and self._is_to_print:
            self._is_to_print = False
            QTimer.singleShot(0, self, self._ask_printer)  # a dialog must not hold up what draws the form

    def _take_away_pdf(self) -> None:
        """Remove the drawn form: it is out of date and must be neither saved nor printed."""
        self._stale, self._drawing, self._is_to_print = True, None, False
        self._show_pdf(b"")

    def save_pdf(self, place: str) -> None:
        """Write the form that is shown into a file."""
        if self._pdf:
            save_bytes(place, self._pdf, self.notice)
        else:
            self.notice.say("没有保存：报表正在重新生成，请稍后再保存。")

    def save_workbook(self, place: str) -> None:
        """Make the official workbook and write it into a file."""
        assert self._working is not None
        year = self._working.year
        self._background.run(
            "正在生成 Excel 报表……",
            lambda: official_workbook(year),
            lambda data: save_bytes(place, data, self.notice),
            self._tell,
        )

    def _file_name(self) -> str:
        assert self._working is not None
        year = self._working.year
        kind = f"第{year.record.revision}次报送" if year.state.is_frozen else "草稿"
        return f"{file_name(year.desk.unit.official_name)}{year.year}年度监测报表（{kind}）"

    def _ask_pdf_path(self) -> None:
        with saying_why_unread(self.say):
            place = ask_save_place(self, "保存 PDF", self._file_name(), "PDF", ".pdf")
            if place:
                self.save_pdf(place)

    def _ask_book_path(self) -> None:
        with saying_why_unread(self.say):
            place = ask_save_place(self, "保存 Excel", self._file_name(), "Excel", ".xlsx")
            if place:
                self.save_workbook(place)

    def _ask_printer(self) -> None:
        self.paper.print_all()

    # --- 定稿 ------------------------------------------------------------------------------------

    def _ask_to_finalise(self) -> None:
        with saying_why_unread(self.say):
            self._open_question()

    def _open_question(self) -> None:
        assert self._working is not None
        dialog = FreezeDialog(self._working.year, self, questions=open_questions(self._working))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self.finalise(
                by_hand=dialog.by_hand.isChecked(),
                clock_is_right=dialog.clock_word.is_given,
                annex=dialog.annex.isChecked(),
            )
        )
        dialog.open()

    def finalise(self, *, by_hand: bool = False, clock_is_right: bool = False, annex: bool = True) -> None:
        """Freeze the year off the GUI thread; nothing can be typed meanwhile.

        Args:
            by_hand: a person confirmed that what no font can draw will be written by hand.
            clock_is_right: a person confirmed it although the data file records a later time.
            annex: whether the early warnings follow the printed form as an annex.
        """
        assert self._working is not None
        working = self._working
        self.window().setEnabled(False)

        def work() -> int:
            return finalise(working.year, by_hand=by_hand, clock_is_right=clock_is_right, annex=annex)

        def answer(revision: int) -> None:
            self.window().setEnabled(True)
            working.follow()
            self.notice.say(
                f"已定稿（第 {revision} 次报送）。请打印、签字盖章，再到{Stage.EXPORT.place}导出。", "good"
            )
            self._onward.setFocus()

        def refuse(error: TianbaoError) -> None:
            self.window().setEnabled(True)
            self.show_state()
            self._tell(error)

        self._background.run("正在定稿……", work, answer, refuse)

    def attend_to_text(self, about: WrittenAbout) -> None:
        """Override UnitPage.attend_to_text: a name, or the button that asks why the year is taken back."""
        self.people.attend_to(about)
        if about == WITHDRAWAL:
            self.take_back.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.notice.say("撤回原因还没有保存：按【撤回定稿】，在原来写的上面改正。", "bad")

    # --- answers ---------------------------------------------------------------------------------

    def _tell(self, error: TianbaoError) -> None:
        self.notice.say(error.sentence, "bad")

    def _on_working_changed(self, change: YearChange | None = None) -> None:
        del change
        self.notice.clear()
        self._take_away_pdf()
        self.show_state()
        if self.isVisible():
            self.draw()
