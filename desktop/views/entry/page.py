"""The page 填报: forms, grid, current cell, findings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.grid.forms_tree import FormsModel
from desktop.models.grid.moving import following_blank
from desktop.models.unit.entry_grid import EntryGridModel, Unsaved
from desktop.models.unit.findings import FindingsModel
from desktop.models.unit.last_entered import last_entered
from desktop.models.unit.past_year import PastYear
from desktop.models.unit.reached import filed_words
from desktop.models.unit.standing import begun_words
from desktop.models.unit.suggestions import offers
from desktop.models.unit.taking_back import take_over, words_of_change
from desktop.models.unit.unsaved_lines import unsaved_counts, unsaved_lines
from desktop.models.unit.unsaved_words import OF_UNIT, WrittenAbout
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.year import YearChange
from desktop.views.entry.cell_pane import CellPane
from desktop.views.entry.findings_pane import FindingsPane
from desktop.views.entry.forms_pane import FormsPane
from desktop.views.entry.orders import GridOrders
from desktop.views.entry.panes import EntryPanes
from desktop.views.frame.room import Room
from desktop.views.grid.view import FormGridView
from desktop.views.unit_page import UnitPage
from forms.findings import Finding, Suggestion


class EntryPage(UnitPage):
    """Where figures are typed."""

    import_wanted = Signal()
    workbook_wanted = Signal()
    preview_wanted = Signal()
    past_left = Signal()
    """What is to be shown next belongs to the year that is open, not to the earlier one in the grid."""
    past_typed = Signal(dict)
    """Figures of the earlier year in the grid are to be corrected: texts by address."""
    unsaved_changed = Signal()
    """A text that could not be stored came or went."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._unsaved: dict[int, Unsaved] = {}
        """Texts of the years not shown that could not be stored."""
        self._grid_model: EntryGridModel | None = None
        self._findings_model: FindingsModel | None = None
        self._jumped_to = ""
        """Where F8 led last, until something is stored."""
        self.asked_from_grid = False
        """Whether F8 was pressed in the grid, not beside it."""
        self.forms, self.grid, self.findings, self.cell = (
            FormsPane(),
            FormGridView(),
            FindingsPane(),
            CellPane(),
        )
        self.panes = EntryPanes(self.forms, self.grid, self.findings, self.cell)
        self.heading, self.foot, self.notice = self.panes.heading, self.panes.foot, self.panes.foot.notice
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addWidget(self.panes)
        self._connect()

    def _connect(self) -> None:
        self.heading.read_book.clicked.connect(self.import_wanted)
        self.heading.write_book.clicked.connect(self.workbook_wanted)
        self.heading.preview.clicked.connect(self.preview_wanted)
        self.panes.left_pane.connect(self.activate)
        self.panes.line.jumped.connect(self.attend_to)
        self.cell.shown.connect(self.panes.cell_line.show_cell)
        self.forms.form_chosen.connect(self.show_form)
        self.grid.leaving.connect(self.cell.wait)
        self.grid.cell_chosen.connect(self._on_cell_chosen)
        self.orders = GridOrders(self.grid, self.notice, self)
        self.orders.past_typed.connect(self.past_typed)
        self.orders.cell_wanted.connect(self.go_to)
        self.orders.files_wanted.connect(self.cell.evidence.ask_and_attach)
        self.orders.redefinition_wanted.connect(self.cell.definition_wanted)
        self.grid.end_reached.connect(self._on_end_reached)
        self.grid.status_wanted.connect(self._on_status_wanted)
        self.findings.jumped.connect(self.attend_to)
        self.cell.escaped.connect(lambda: self.grid.setFocus(Qt.FocusReason.OtherFocusReason))
        self.cell.accepted.connect(self._on_accepted)

    # --- what is shown ---------------------------------------------------------------------------

    def show_year(self, working: WorkingYear) -> None:
        """Show a year, beginning where there is something to do."""
        unsaved = self.unsaved  # before the model, which holds those of the year shown, is replaced
        self._working = working
        self.foot.tell_change("", at_once=False)
        forms = FormsModel(working, working)
        forms.dataChanged.connect(self._show_progress)
        self._findings_model = FindingsModel(working, working)
        self.cell.show_year(working)
        self.forms.show_model(forms)
        self.findings.show_model(self._findings_model)
        self.panes.line.show_model(self._findings_model)
        code = forms.first_unfinished()
        self._grid_model = EntryGridModel(working, working.form(code), working)
        self._grid_model.past_typed.connect(self.past_typed)
        self._grid_model.rejected.connect(self._on_model_rejected)
        self._grid_model.unsaved_changed.connect(self.unsaved_changed)
        self.grid.show_model(self._grid_model)
        self.orders.show_year(working)
        self.forms.choose(code)
        self.show_form(code)
        working.refused.connect(self._on_working_refused)
        working.changed.connect(self._on_working_changed)
        working.state_changed.connect(self.show_state)
        self.show_state()
        self.hold(unsaved)

    @property
    def past(self) -> PastYear | None:
        """The earlier year that is shown in the grid, if one is."""
        return self._grid_model.past if self._grid_model is not None else None

    def show_past(self, past: PastYear | None) -> None:
        """Show an earlier year in the grid, marked as such, or the year that is open again."""
        if self._grid_model is None:
            return
        address = self.grid.current_address()
        self._grid_model.show_past(past)
        self.grid.choose(address)
        self.cell.show_past(past)
        self.show_form(self._grid_model.form.form.code)
        self.notice.clear()
        self.show_state()

    def activate(self) -> None:
        """Put the focus into the grid."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def has_unsaved(self) -> bool:
        """Whether anything of any year could not be stored."""
        return bool(self.unsaved_lines())

    def unsaved_lines(self) -> list[str]:
        """Every figure and every text of the window that could not be stored, a line each."""
        return unsaved_lines(self._working, self.unsaved) if self._working is not None else []

    @property
    def unsaved(self) -> dict[int, Unsaved]:
        """Texts that could not be stored, by year."""
        shown = self._grid_model.unsaved if self._grid_model is not None else {}
        if self._working is None or not shown:
            return dict(self._unsaved)
        return {**self._unsaved, self._working.desk_year: shown}

    def hold(self, unsaved: Mapping[int, Unsaved]) -> None:
        """Keep texts that could not be stored until their year is shown, and say that they are kept."""
        assert self._working is not None
        assert self._grid_model is not None
        year = self._working.desk_year
        self._grid_model.hold(unsaved.get(year, {}))
        self._unsaved = {other: texts for other, texts in unsaved.items() if other != year and texts}
        self.unsaved_changed.emit()

    def say_unsaved(self) -> None:
        """Say which texts are still kept without being stored, where there are any."""
        if self._kept():
            self._say_standing()

    def _kept(self) -> str:
        """Which texts are still kept without being stored; empty where there are none."""
        counts = unsaved_counts(self._working, self.unsaved) if self._working is not None else {}
        kept = "、".join(_counted(year, *both) for year, both in counts.items())
        return f"有内容没有保存，仍留在原来的地方：{kept}。按 F8 到那里改正。" if kept else ""

    def _say_standing(self) -> None:
        """Say what is so for as long as this year is shown: what is not stored, and what the grid shows."""
        assert self._working is not None
        kept, past = self._kept(), self.past
        closed = self._working.why_nothing_changes() if past is None else ""
        if closed and not kept:
            self.orders.say_closed(closed, lasting=True)
            return
        shown = past.said if past is not None else closed or self._working.other_than_due()
        self.notice.say("\n".join(filter(None, (kept, shown))), lasting=True, once=not kept)

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Override Page.say."""
        self.notice.say(sentence, tone)

    def show_state(self) -> None:
        """Say why nothing can be typed, where that is so."""
        if self._working is None:
            return
        reason = self._working.why_nothing_changes()
        self._say_standing()
        filed = filed_words(self._working.year) if self.past is None else ""
        self.heading.show_filed(filed, is_closed=self._working.state.is_frozen)
        self.heading.read_book.setEnabled(not reason)
        self.forms.read_past.setEnabled(not self._working.year.desk.is_read_only)

    def say_welcome_back(self) -> None:
        """Say how far a year is that was begun earlier."""
        model = self.forms.tree.model()
        if self._working is None or not self._working.is_editable or not isinstance(model, FormsModel):
            return
        last = last_entered(self._working)
        if last is not None:
            self.go_to(following_blank(self._working, last[0], forward=True))
        filled, total = model.totals()
        self.notice.say(begun_words(self._working, total - filled), "good")

    @property
    def form_in_front(self) -> str:
        """Title of the form that is shown; empty before a year is."""
        return self._grid_model.form.form.title if self._grid_model is not None else ""

    def show_form(self, code: str) -> None:
        """Show a form."""
        if self._working is None or self._grid_model is None:
            return
        form = self._working.form(code)
        if self._grid_model.form is not form:
            self._grid_model.show_form(form)
        number = form.form.table_no or "（由统计局填写）"
        period = form.form.period.describe(self._grid_model.year)
        mark = f"{self._grid_model.year} 年往年数据 · " if self.past is not None else ""
        self.heading.show_form(f"{mark}{form.form.title}", period, number)
        self._show_progress()
        self._show_cell_facts(self.grid.current_address())

    def go_to(self, address: str) -> None:
        """Make a cell current, on whatever form it is."""
        if not address:
            return
        if self.past is not None:
            self.past_left.emit()
        self.cell.wait(True)  # another form begins at its first blank cell, which is not the one wanted
        self.forms.choose(address.partition("/")[0])
        self.grid.choose(address)
        self.cell.wait(False)
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def attend_to(self, address: str, subject: object = None) -> None:
        """Go to a cell where something is to be done, with the focus where it is done.

        Reasons and sources are written beside the grid: typed into the cell they would replace the figure.

        Args:
            address: the cell.
            subject: the finding that leads there, if one does; else the first open one of the cell counts.
        """
        self.go_to(address)
        if self._working is None or not address:
            return
        finding = subject if isinstance(subject, Finding) else self._working.to_explain(address)
        if finding is not None and self._working.asks_for_words(finding):
            self.panes.show_cell()
            self.cell.write_about(finding)
        elif self._working.asks_for_source(address, finding):
            self.panes.show_cell()
            self.cell.write_line("数据来源")

    def attend_to_text(self, about: WrittenAbout) -> None:
        """Put the cursor into a line beside the current cell."""
        self.panes.show_cell()
        self.cell.write_line(about.name)

    @property
    def has_problems(self) -> bool:
        """Override Page.has_problems: F8 stays here."""
        return True

    def go_to_next_problem(self) -> None:
        """Go to the next cell with something to do (F8)."""
        if self._working is None or self._findings_model is None:
            return
        addresses, here = list(self._working.year.layout.cell_by_address), self.grid.current_address()
        asked = self._working.to_explain(here) if self.asked_from_grid else None
        self.asked_from_grid = False
        following: str | None = here
        if asked is None or asked.cells[0] != here:  # else the box was left with Esc, or an arrow led here
            following = self._findings_model.next_open(here, addresses, goes_on=here == self._jumped_to)
        if following is None:
            self.notice.say(f"没有需要处理的问题了，{self._working.onward}。", "good")
        else:
            self.notice.clear()  # what could not be typed into the cell before is of no matter here
            self.attend_to(following)
            self._jumped_to = following

    def confirm(self) -> None:
        """Override Page.confirm: a figure is stored where it is, words beside the grid lead on as F8 does."""
        if not _holds(self.cell):
            self.grid.leave()
        elif self.cell.confirm():
            self.go_to_next_problem()

    def accept_suggestion(self) -> None:
        """Take over what is suggested for the current cell, or for the finding in focus (F4)."""
        self.grid.leave()  # what is suggested is about the figure that is being typed, not the one before it
        chosen = self.cell.first_offer()
        if self._working is not None and self.findings.list.hasFocus():
            offered = offers(self._working, self.findings.list.current_finding())
            chosen = offered[0].suggestions if offered else ()
        if chosen:
            self._on_accepted(chosen)
        else:
            self.notice.say("这里没有可以采纳的建议。")

    def step_form(self, step: int) -> None:
        """Show the next form or the one before; who was writing about a cell is back in the grid."""
        if _holds(self.cell):
            self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.forms.step(step)

    def make_room(self, room: Room) -> None:
        """Override Page.make_room."""
        self.panes.make_room(room)

    # --- answers ---------------------------------------------------------------------------------

    def _on_accepted(self, suggestions: tuple[Suggestion, ...]) -> None:
        if self._working is not None:
            told = take_over(self._working, suggestions)
            if told.tone == "good":
                self.grid.go_on()
            self.notice.say(told.sentence, told.tone)

    def _on_cell_chosen(self, address: str) -> None:
        self.foot.advise()
        self.notice.fade()
        self._show_cell_facts(address)

    def _show_progress(self) -> None:
        forms = self.forms.tree.model()
        if self._grid_model is not None and isinstance(forms, FormsModel):
            self.heading.forms.show_form(forms, self._grid_model.form.form.code, counts=self.past is None)

    def _show_cell_facts(self, address: str) -> None:
        """Show what there is about a cell; words that the one before it keeps unsaved are told of."""
        self.panes.line.show_cell(address, is_past=self.past is not None)
        kept = self.cell.show_cell(address)
        if kept:
            self.notice.say(kept, "bad")

    def _on_model_rejected(self, address: str, text: str, reason: str) -> None:
        del address
        self.notice.say(f"“{text[:20]}”还没有保存，留在格里：{reason}", "bad")

    def _on_working_refused(self, address: str, reason: str) -> None:
        del address
        self.notice.say(reason, "bad")

    def _on_working_changed(self, change: YearChange) -> None:
        self._jumped_to = ""
        self.notice.clear()
        self._say_standing()
        if self._working is not None:
            words = words_of_change(self._working, change)
            self.foot.tell_change(words, at_once=len(change.keys) > 1)

    def _on_status_wanted(self, row: int) -> None:
        """Show in 本格说明 what the status of a row speaks of."""
        if self._working is None or self._grid_model is None:
            return
        if self.past is not None:
            self.notice.say(self.past.said)
            return
        address, finding = self._working.behind_status(self._grid_model.form.rows[row])
        self.attend_to(address, finding)
        self.panes.show_cell()

    def _on_end_reached(self) -> None:
        if self._working is None or self._grid_model is None:
            return
        progress = self._working.year.progress(self._grid_model.form)
        blank = progress.total - progress.filled
        if blank:
            self.foot.advise(f"到底了，本表还有 {blank} 格未填：按 F8 到下一个要处理的地方。")
        elif self.forms.has_next():
            self.foot.advise("到底了，本表各格都已填。Ctrl+PageDown 到下一张表。")
        else:
            self.foot.advise("到底了，这是最后一张表，各格都已填。F9 看审核结果。")


def _counted(year: int, figures: int, words: int) -> str:
    """How many cells and texts of a year, e.g. ``2025 年度 2 格和 1 处说明或备注``."""
    if year == OF_UNIT:
        return f"签署人员 {words} 处"
    parts = [f"{figures} 格" if figures else "", f"{words} 处说明或备注" if words else ""]
    return f"{year} 年度 " + "和 ".join(part for part in parts if part)


def _holds(pane: QWidget) -> bool:
    return pane.isAncestorOf(pane.window().focusWidget())
