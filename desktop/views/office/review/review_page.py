"""The page 审核: one unit's year in the grid, read only, and what an officer does about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.office.desk_year import DeskYear
from desktop.models.office.place import OfficePlace
from desktop.models.office.review.received_grid import ReceivedGridModel
from desktop.models.office.review.received_year import CLOSED, ReceivedYear
from desktop.models.office.review.review_buttons import deeds_of
from desktop.models.office.review.review_facts import shown_facts, wants_paper
from desktop.models.office.review.review_lines import place_words, review_lines
from desktop.models.office.review.review_table import ReviewTable
from desktop.models.office.review.review_unit import (
    ReceivedFormsModel,
    file_name,
    package_title,
    unit_words,
)
from desktop.models.office.review.under_review import UnderReview
from desktop.services.office.overview.reviewing import Review
from desktop.views.frame.room import Room
from desktop.views.grid.commands import Command
from desktop.views.grid.view import FormGridView
from desktop.views.office.page import OfficeFrame
from desktop.views.office.review.facts_pane import FactsPane
from desktop.views.office.review.lines_pane import LinesPane
from desktop.views.office.review.review_deeds import ReviewDeeds
from desktop.views.office.review.review_panes import ReviewPanes
from desktop.views.office.review.review_parts import ReviewParts
from desktop.views.office.review.unit_pane import UnitPane
from forms.receiving.state import Deed

_NO_UNIT = "先在【收件】里选一个单位，按 Enter 打开。"
_ELECTRONIC = "这是报送包里的电子页。校验码要照盖章的纸输入，照屏幕抄的证明不了什么。"
_NO_FIGURES = "这一份的数读不出来，或没有它所用的规划数据包：先看【核验结果】里怎么办。"


class UnitReviewPage(ReviewParts):
    """Shows a unit's year; everything is derived from the store, and read anew after each deed."""

    keys = "F8 下一处　F7 提问　F9 验收　F6 换区　Ctrl+Enter 了结　Ctrl+PgDn 下一张表　F3 校验码　F1 帮助"

    def __init__(self, frame: OfficeFrame) -> None:
        """Show no unit yet."""
        super().__init__(frame)
        self.under_review = UnderReview(frame.background.run, self)
        self._received: ReceivedYear | None = None
        self._led_to = ""
        """Digest of the package that waits and to whose facts the page led; empty for none."""
        self._grid_model: ReceivedGridModel | None = None
        self.table = ReviewTable(self)
        self.grid, self.lines = FormGridView(), LinesPane(self.table)
        # The menu of the grid offers what changes figures.
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.grid.viewport().setAcceptDrops(False)
        self.unit, self.facts = UnitPane(), FactsPane()
        self.panes = ReviewPanes(self.unit, self.grid, self.lines, self.facts)
        self.notice = self.panes.notice
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addWidget(self.panes)
        self.deeds = ReviewDeeds(self)
        self._connect()
        self._show_nothing(_NO_UNIT)

    def _connect(self) -> None:
        self.under_review.shown.connect(self._show_at_once)
        self.under_review.refused.connect(lambda sentence: self.say(sentence, "bad"))
        self.under_review.done.connect(lambda sentence: self.say(sentence, "good"))
        self.unit.revision_chosen.connect(self.under_review.show_content)
        self.unit.tree.form_chosen.connect(self.show_form)
        self.grid.cell_chosen.connect(self._on_cell_chosen)
        self.grid.refused.connect(lambda _: self.say(CLOSED))
        self.grid.status_wanted.connect(lambda _: self.say(CLOSED))
        self.grid.pasted.connect(lambda _: self.say(CLOSED))
        self.grid.commanded.connect(self._on_commanded)
        self.grid.end_reached.connect(partial(self._step, 1))
        self.lines.table.went.connect(self.go_to_line)
        self.lines.table.chosen.connect(self._on_line_chosen)
        heading = self.panes.heading
        heading.back.clicked.connect(lambda: self.frame.show_place(OfficePlace.INTAKE))
        heading.printed.toggled.connect(self._show_printed)
        self.panes.left_pane.connect(self.activate)
        for key, answer in (
            ("F7", self.deeds.ask),
            ("F9", self.deeds.accept_by_key),
            ("Ctrl+PgDown", partial(self._step, 1)),
            ("Ctrl+PgUp", partial(self._step, -1)),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(answer)

    # --- what is shown ---------------------------------------------------------------------------

    def show_desk_year(self, working: DeskYear) -> None:
        """Override OfficePage.show_desk_year."""
        self.under_review.show_desk_year(working)
        self._show_nothing("正在打开……" if self.under_review.unit else _NO_UNIT)

    def show_unit(self, unit: str) -> None:
        """Override OfficePage.show_unit."""
        if unit != self.under_review.unit:
            self._show_nothing("正在打开……")
        self.under_review.show_unit(unit)

    def show_content(self, content: str) -> None:
        """Override OfficePage.show_content."""
        self.under_review.show_content(content)

    def refresh(self) -> None:
        """Override OfficePage.refresh."""
        self.under_review.follow()

    def show_person(self) -> None:
        """Override OfficePage.show_person."""
        review = self.under_review.review
        if review is not None:
            self.panes.deeds.show_deeds(deeds_of(review, self.under_review.why_not))

    def activate(self) -> None:
        """Override Page.activate."""
        self.under_review.follow()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_nothing(self, words: str) -> None:
        self._received = self._grid_model = None
        self.panes.setEnabled(words == _NO_UNIT)
        for part in (self.grid, self.lines, self.panes.deeds, self.facts, self.unit):
            part.setVisible(False)
        self.panes.heading.show_form(words, "")
        self.panes.told.show_text("")

    def _show_at_once(self) -> None:
        """Show what was read, and paint it once: a bar that is filled would paint everything for itself."""
        focus: QWidget | None = self.window().focusWidget()  # the stubs know of no None
        was_here = focus is not None and self.isAncestorOf(focus)
        self.setUpdatesEnabled(False)
        try:
            self._show()
        finally:
            self.setUpdatesEnabled(True)
        self._keep_focus(was_here=was_here)

    def _keep_focus(self, *, was_here: bool) -> None:
        """Keep the focus on the page where the button that had it is locked now; lead to what waits."""
        review, waiting = self.under_review.review, ""
        if review is not None and review.package is not None and review.unit_year.current is None:
            waiting = review.package.digest
        answered = review is not None and any(one.is_answered for one in review.unit_year.questions)
        if answered and not waiting and review is not None and review.package is not None:
            # Another mark than that of a package that waits: to both the page leads once, and no further time
            # when it is shown anew.
            waiting = f"答复 {review.package.digest}"
        is_new, self._led_to = waiting != self._led_to, waiting
        if answered and is_new and self.isVisible() and (row := self.table.next_open(-1)) >= 0:
            self.panes.bring(self.lines.table)  # what is to be read first
            self.lines.choose(row)
            return
        if waiting and is_new and not answered and self.isVisible():
            self.panes.bring(self.facts)  # what is to be done stands there, also where it is folded
            return
        now: QWidget | None = self.window().focusWidget()
        if was_here and (now is None or not self.isAncestorOf(now)):
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        """Show what was read."""
        review = self.under_review.review
        assert review is not None
        self.panes.setEnabled(True)
        for part in (self.lines, self.panes.deeds, self.facts, self.unit):
            part.setVisible(True)
        self.unit.show_words(unit_words(review))
        self.facts.show_facts(package_title(review), shown_facts(review), file_name(review))
        self._show_figures(review)
        self._show_lines(review)
        self.panes.deeds.show_deeds(deeds_of(review, self.under_review.why_not))
        heading = self.panes.heading
        heading.compare.setVisible(review.changed is not None)
        if review.changed is not None:
            heading.compare.setText(f"与第 {review.changed.candidates[0].revision} 版比较")
        heading.printed.setEnabled(bool(review.pages.printed))
        if heading.printed.isChecked():
            self._show_printed(wanted=True)

    def _show_figures(self, review: Review) -> None:
        judged = review.judged
        self.grid.setVisible(judged is not None)
        if judged is None:
            self._received = self._grid_model = None
            self.unit.show_forms(None)
            self.panes.heading.show_form(review.name, "")
            self.panes.told.show_text(_NO_FIGURES if review.package is not None else "还没有报来。")
            if review.package is not None and self.isVisible():
                self.panes.bring(self.facts)  # what is to be done stands there, also where it is folded
            return
        shown = self._received
        if shown is not None and shown.layout == judged.layout and self._grid_model is not None:
            shown.show_review(review, judged)
            self._show_cell(self.grid.current_address())
            return
        self._received = received = ReceivedYear(review, judged, self)
        self._grid_model = ReceivedGridModel(received, received.layout.forms[0], received)
        self.grid.show_model(self._grid_model)
        self.unit.show_forms(ReceivedFormsModel(received, received))
        self.unit.tree.choose(received.layout.forms[0].form.code)
        self.show_form(received.layout.forms[0].form.code)
        if self.isVisible():
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_lines(self, review: Review) -> None:
        chosen, place = self.lines.current(), self.lines.table.currentIndex().row()
        self.table.show_lines(review_lines(review))
        self.lines.show_chips()
        self.panes.share()
        self.panes.heading.lines.setText(self.table.words)
        if chosen is None:
            return
        row = self.table.row_of(chosen)
        if row < 0 and self.table.lines and self.lines.table.isVisible():  # dealt with: the next one
            row = min(place, len(self.table.lines) - 1)
        self.lines.choose(row)
        if row < 0:
            self.lines.words.clear()
            self._show_cell(self.current_cell())

    def show_form(self, code: str) -> None:
        """Show a form of the unit."""
        if self._received is None or self._grid_model is None:
            return
        form = self._received.form(code)
        if self._grid_model.form is not form:
            self._grid_model.show_form(form)
        period = form.form.period.describe(self._received.desk_year)
        name = "" if self.under_review.review is None else self.under_review.review.name
        self.panes.heading.show_form(form.form.title, period, name)
        self.panes.look_at(form.form.title)
        self._show_cell(self.grid.current_address())

    def go_to(self, address: str) -> bool:
        """Go to a cell, on whatever form it stands; False where there is none."""
        received = self._received
        if received is None or address not in received.layout.cell_by_address:
            return False
        self.unit.tree.choose(received.layout.form_of(address).form.code)
        return self.grid.choose(address)

    def go_to_line(self) -> None:
        """Go to the cell of the current line, with the focus."""
        line = self.lines.current()
        if line is not None and self.go_to(line.cell):
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_line_chosen(self) -> None:
        line = self.lines.current()
        if line is not None:
            self.go_to(line.cell)
            self.panes.uncover()
            self.panes.told.show_text(f"{line.title}　{line.place}　{line.words}")
            self.lines.words.setText(f"{line.place}　{line.words}")
        self.deeds.show_line(line)

    def _on_cell_chosen(self, address: str) -> None:
        self.notice.fade()
        self._show_cell(address)

    def _show_cell(self, address: str) -> None:
        review = self.under_review.review
        if review is None or self._received is None:
            return
        told = self._received.about(address)
        place = place_words(review, address)
        self.panes.told.show_text(f"{place}　{told}" if told else place)

    def _show_printed(self, wanted: bool) -> None:
        review = self.under_review.review
        if wanted and review is not None and review.pages.printed:
            self.deeds.show_printed()
            if wants_paper(review):
                self.say(_ELECTRONIC)
        else:
            self.panes.show_printed(None)

    # --- keys ------------------------------------------------------------------------------------

    def _step(self, offset: int) -> None:
        if not self.unit.tree.step(offset):
            self.say("这是最后一张表。" if offset > 0 else "这是第一张表。")

    def _on_commanded(self, command: Command) -> None:
        if command is Command.NEXT_BLANK:
            self.deeds.ask()
        elif command is not Command.PREVIOUS_BLANK:
            self.say(CLOSED)

    @property
    def form_title(self) -> str:
        """Title of the form that is shown; empty where none is."""
        return "" if self._grid_model is None else self._grid_model.form.form.title

    def current_cell(self) -> str:
        """Address of the cell that is chosen; empty without one."""
        return self.grid.current_address() if self._grid_model is not None else ""

    @property
    def has_problems(self) -> bool:
        """Override Page.has_problems."""
        return self.under_review.review is not None

    def go_to_next_problem(self) -> None:
        """Override Page.go_to_next_problem: the next line to be dealt with, then what can be done."""
        here = self.lines.table.currentIndex().row() if self.lines.table.hasFocus() else -1
        row = self.table.next_open(here)
        if row >= 0:
            self.panes.bring(self.lines.table)
            self.lines.choose(row)
            return
        target = self.facts.first()
        if target is not None and not target.hasFocus() and here < 0:
            self.panes.bring(self.facts)
            return
        review = self.under_review.review
        if review is not None and Deed.REOPEN not in review.refused:  # done here: on to the next job
            self.frame.show_place(OfficePlace.INTAKE, review.unit)
            self.frame.current_page().go_to_next_problem()
            return
        button = self.panes.deeds.furthest()
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def confirm(self) -> None:
        """Override Page.confirm: the question of the current line is settled."""
        self.deeds.close_question()

    def close_over(self) -> bool:
        """Override OfficePage.close_over."""
        is_closed = self.panes.close_over()
        if is_closed:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        return is_closed

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Override Page.say."""
        self.notice.say(sentence, tone)

    def make_room(self, room: Room) -> None:
        """Override Page.make_room."""
        self.panes.make_room(room)

    def areas(self) -> Sequence[QWidget]:
        """Override Page.areas."""
        return self.panes.areas()
