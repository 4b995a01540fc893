"""The main window: bar, the steps, status line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent

from desktop.models.grid.cell_text import value_text
from desktop.models.unit.standing import counting_date
from desktop.models.unit.unsaved_words import UnsavedWords
from desktop.models.unit.working_year import WorkingYear
from desktop.services.desk import Replacement
from desktop.services.unit.desk import Desk
from desktop.services.unit.letters.kept_letters import OfficeLetters
from desktop.services.unit.year import YearDesk, open_year
from desktop.views.frame.file.after_opening import do_chores
from desktop.views.frame.file.noting import note_year
from desktop.views.frame.look.colours import now
from desktop.views.keeping_menu import fill_keeping_menu
from desktop.views.other_file import OtherFile
from desktop.views.paged_window import PagedWindow
from desktop.views.past_view import PastView
from desktop.views.steps.withdrawing import Withdrawing
from desktop.views.unsaved_way import UnsavedWay
from desktop.views.window_keys import WindowKeys
from forms.errors import TianbaoError
from forms.filing.stage import Stage
from forms.filing.state import YearState

if TYPE_CHECKING:
    from desktop.views.dialogs.keeping import Keeping
    from desktop.views.entry.past_years import PastYears
    from desktop.views.entry.workbooks import Workbooks
    from desktop.views.grid.finder_box import FinderBox


class MainWindow(PagedWindow):
    """The desk of a unit in one window.

    Args:
        desk: the opened store; the window closes it.
        year: reporting year to begin with; the one that is due when None.
        built: called when the window is put together and shows nothing yet.
    """

    closed = Signal()
    restore_wanted = Signal(Path)
    """A backup is to take the place of the file; the file must be let go of first."""
    newer_plan_wanted = Signal()
    """The plan that comes with the program is to be taken over; the file must be let go of first."""
    reopen_wanted = Signal()
    """Another file has taken the place of the one that is open, and is to be opened instead."""

    def __init__(
        self, desk: Desk, year: int | None = None, built: Callable[[], object] = lambda: None
    ) -> None:
        """Open a desk."""
        super().__init__(desk)
        self._colours = now()
        self._mark = ""
        """Of the file when the year was read, or changed here for the last time."""
        self._kept: tuple[str, YearDesk] | None = None
        """The year that was left last, and the mark of the file then: reading one takes 20 ms and more."""
        self.may_close = False
        """Whether it closes without asking: what could not be stored was given up, or is kept elsewhere."""
        self.words = UnsavedWords(self)
        self.unsaved_way, self.past_view = UnsavedWay(self), PastView(self, self)
        self.withdrawing = Withdrawing(self, self)
        self.put_together()
        self.setWindowTitle(f"{desk.unit.official_name} — 妇女发展规划监测填报")
        title, name = f"{desk.plan.place}妇女发展规划监测填报", desk.unit.official_name
        self.bar.show_titles(title, name, desk.path, is_invented=desk.is_invented)
        self.status.show_file(desk.path, read_only=desk.is_read_only)
        self.other = OtherFile(self, self)
        self._connect()
        built()
        self.open_year(year if year is not None else desk.suggested_year())

    # --- the year --------------------------------------------------------------------------------

    def open_year(self, year: int) -> None:
        """Open a reporting year; if it cannot be, the open one stays, or the one that is due is opened."""
        if self.watch.look():
            return
        with self.status.working(f"正在打开 {year} 年度……" if self._working is not None else ""):
            self._open_year(year)

    def _open_year(self, year: int) -> None:
        try:
            opened = self._as_it_was_left(year) or open_year(self._desk, year)
        except TianbaoError as error:
            if self._working is None:
                self.open_year(self._desk.suggested_year())
            self.past_view.refuse(error.sentence, "bad")
            return
        self.__dict__.pop("finder", None)  # the forms may be other ones, by a task's version of the plan
        before, self._working = self._working, WorkingYear(opened, self, self.words)
        self._working.exchange = OfficeLetters(opened)
        self._working.changed.connect(self._on_working_changed)
        self._working.refused.connect(self._on_working_refused)
        self._working.state_changed.connect(self._on_state_changed)
        mark = self._desk.mark
        is_current = before is not None and self._mark == mark  # else it does not know of all that is stored
        self._kept = (mark, before.year) if before is not None and is_current else None
        self._mark = mark
        for page in self.made_pages():
            page.show_year(self._working)
        if before is not None:
            before.is_left = True
            before.deleteLater()
        self.past_view.show_years(year)
        self._show_saved()
        self._show_state()
        self._begin()
        self.entry.say_unsaved()

    def _as_it_was_left(self, year: int) -> YearDesk | None:
        """A year that was left, where nothing was stored since; never the open one itself."""
        if self._kept is None or self._kept[1].year != year or self.working.desk_year == year:
            return None
        return self._kept[1] if self._kept[0] == self._desk.mark else None

    def reopen_year(self) -> None:
        """Open the year anew and stay at the cell: what lies before the year has changed."""
        address = self.entry.grid.current_address()
        self.open_year(self.working.desk_year)
        self.go_to(address)

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: days may have passed, and another window may have written."""
        super().changeEvent(event)
        is_shown = self._working is not None and self.isVisible()  # else it was closed, and its file with it
        if event.type() == QEvent.Type.StyleChange and is_shown and self._colours is not now():
            self._colours = now()
            self._show_anew()  # texts and pictures were made with the colours before
        is_front = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_front and self._working and not self.watch.look():
            with suppress(TianbaoError):  # what is wrong with the file is told where it is used
                self._look_again()

    def _look_again(self) -> None:
        self._show_state()
        if self._desk.is_read_only and self._desk.mark != self._mark:
            self._show_anew()

    def _show_anew(self) -> None:
        """Open the year anew and stay on the page."""
        stage = self._current_stage()
        self.reopen_year()
        self.show_home() if stage is None else self.show_stage(stage)

    def _begin(self) -> None:
        """Go on where the year stands: the first screen, the figures, or what follows them."""
        year = self.working.year
        if year.state.is_frozen or (year.state is YearState.EMPTY and year.is_editable):
            self.show_home()
            return
        self.show_stage(Stage.ENTRY)
        self.entry.say_welcome_back()

    def _on_state_changed(self) -> None:
        self._mark = self._desk.mark
        self._show_state()

    def _show_state(self) -> None:
        year = self.working.year
        words, is_overdue = counting_date(self.working)
        self.bar.show_deadline(words, overdue=is_overdue)
        self._show_steps()
        note_year(year)

    # --- wiring ------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.watch.found.connect(self._stand_still)
        self.banner.reopen_wanted.connect(self.reopen_wanted)
        self.tasks.busy_changed.connect(lambda busy: busy or self.watch.look())
        self.bar.stage_chosen.connect(self.show_stage)
        self.bar.home_chosen.connect(self.show_home)
        self.bar.year_chosen.connect(self.past_view.choose)
        self.entry.forms.past_chosen.connect(self.past_view.show)
        self.entry.past_typed.connect(self.past_view.ask_reason)
        self.entry.orders.withdrawal_wanted.connect(self.withdrawing.ask)
        self.entry.past_left.connect(self.past_view.leave)
        self.bar.unit.open_wanted.connect(self.other.ask)
        self.bar.unit.new_wanted.connect(self.other.begin)
        self.bar.unit.file_wanted.connect(self.other.open)
        self.entry.unsaved_changed.connect(self._show_saved)
        self.entry.orders.print_wanted.connect(self.print_paper)
        self.entry.orders.selection_said.connect(self.status.show_selection)
        self.entry.grid.zoom.changed.connect(self.status.show_zoom)
        self.words.changed.connect(self._show_saved)
        self.entry.preview_wanted.connect(self._show_paper)
        self.entry.import_wanted.connect(lambda: self.workbooks().ask_import())
        self.entry.workbook_wanted.connect(lambda: self.workbooks().ask_export())
        self.entry.cell.definition_wanted.connect(self.ask_definition)
        self.entry.cell.answer_wanted.connect(self.answer_about)
        self.entry.forms.past_wanted.connect(lambda: self.past_years().write())
        self.entry.forms.past_offered.connect(lambda: self.past_years().read())
        self._remedies = fill_keeping_menu(self.status.keeping.menu(), self.keeping)
        self.keys = WindowKeys(self, self)

    def _show_paper(self) -> None:
        """Show the official form, at the page of the form in front."""
        form = self.entry.form_in_front if self.pages.currentWidget() is self.entry else ""
        self.show_stage(Stage.FINALISE)
        self.current_page().look_at(form)

    @cached_property
    def finder(self) -> FinderBox:
        """What asks which row to look for."""
        from desktop.views.grid.finder_box import FinderBox

        finder = FinderBox(
            self._desk.layout, self, lambda row, cell: value_text(self.working, row, cell).shown
        )
        finder.found.connect(self.go_to)
        return finder

    def look_for(self) -> None:
        """Ask what to look for on the forms (Ctrl+F)."""
        self.finder.open()

    def print_paper(self) -> None:
        """Show the official form and ask for a printer (Ctrl+P)."""
        self._show_paper()
        self.current_page().print_form()

    def after_opening(self) -> None:
        """Make the day's backup when it is due, and look for a newer plan, off the GUI thread."""
        do_chores(self._desk, self.background, self.entry.notice)

    def keeping(self) -> Keeping:
        """Backup, restoring, past submissions and handover."""
        from desktop.views.dialogs.keeping import Keeping

        keeping = Keeping(self, self._desk, self.tasks, self.status)
        keeping.restore_wanted.connect(self.restore_wanted)
        keeping.newer_plan_wanted.connect(self.newer_plan_wanted)
        return keeping

    # --- tables in and out -----------------------------------------------------------------------

    def workbooks(self) -> Workbooks:
        """Excel in and out for the year that is open."""
        from desktop.views.entry.workbooks import Workbooks

        return Workbooks(self, self.working, self.tasks, self.status, self.entry.notice)

    def past_years(self) -> PastYears:
        """Figures of earlier years in and out."""
        from desktop.views.entry.past_years import PastYears

        notice = self.entry.notice
        return PastYears(self, self.working, self.tasks, self.status, notice, self.reopen_year)

    def ask_definition(self, address: str) -> None:
        """Ask since when the figure of a cell means something else, and record it."""
        from desktop.views.entry.definition_dialog import ask_definition

        ask_definition(self.working, address, self, self._on_definition_recorded)

    def _on_definition_recorded(self, year: int) -> None:
        self.reopen_year()
        self.entry.notice.say(f"已记录口径变动：从 {year} 年起不再与以前的数据比较。", "good")

    # --- answers ---------------------------------------------------------------------------------

    def _show_saved(self) -> None:
        saved, line = self.working.saved_at, self.status
        line.show_unsaved() if self.entry.has_unsaved else line.show_saved(saved)

    def _on_working_changed(self) -> None:
        self._mark = self._desk.mark
        self._show_saved()
        self._show_steps()

    def _stand_still(self, replacement: Replacement) -> None:
        """Show what is in the window as the past, and leave only what mends it."""
        from desktop.views.frame.look.standstill import stand_still

        self.finder.hide()
        stand_still(self, (self.bar, self.pages), self.status.keeping.menu(), self._remedies)
        self.status.show_past()
        self._show_saved()
        self.banner.tell(replacement)

    def _on_working_refused(self, address: str, _reason: str) -> None:
        self.watch.look()
        if address and not self.working.why_closed(address):
            self.status.show_unsaved()

    @property
    def path(self) -> Path:
        """The file that is open."""
        return self._desk.path

    def let_go(self) -> None:
        """Store what is being typed, end what is running, and close the file.

        Raises:
            EnvironmentFault: the file was replaced from outside; what was stored is kept aside.
        """
        self.leave_field()
        self.may_close = True
        self.tasks.wait()
        if self._working is not None:
            self._working.is_left = True  # what was put off until the field was left finds no file any more
        self._desk.close()

    def unsaved_lines(self) -> list[str]:
        """What could not be stored on any page, a line each."""
        return self.entry.unsaved_lines()

    def _on_given_up(self) -> None:
        self.may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QWidget.closeEvent: what could not be stored is not dropped without a word."""
        self.leave_field()
        unsaved = [] if self.may_close else self.unsaved_lines()
        if unsaved:
            from desktop.views.dialogs.unsaved_dialog import ask_to_give_up

            event.ignore()
            replaced = self.watch.replacement is not None
            ask_to_give_up(unsaved, self, self._on_given_up, replaced=replaced)
            return
        self.let_go()
        super().closeEvent(event)
        self.closed.emit()
