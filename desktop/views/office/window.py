"""The window of the statistics office: bar, pages, status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent

from desktop.models.office.deed import DeskDeed
from desktop.models.office.desk_year import DeskYear
from desktop.models.office.people import goes_on_words
from desktop.models.office.place import OfficePlace
from desktop.models.office.standing import deadline_words
from desktop.services.backup_names import STORE_ENDING
from desktop.services.desk import Replacement
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.key_standing import ends_of_keys, wants_first_key
from desktop.services.office.years import year_received, years_of
from desktop.views.frame.file.files import ask_open_place
from desktop.views.frame.file.recent import RecentFile, note
from desktop.views.frame.framed_window import FramedWindow
from desktop.views.frame.help_key import explained_at
from desktop.views.frame.look.standstill import stand_still
from desktop.views.frame.top_bar import TopBar
from desktop.views.frame.unit_menu import MenuWords
from desktop.views.office.doing import DEEDS
from desktop.views.office.keeping import OfficeKeeping
from desktop.views.office.keeping_menu import fill_keeping_menu
from desktop.views.office.page import OfficePage
from desktop.views.office.pages import PAGES
from desktop.views.office.taking_in import TakingIn
from desktop.views.office.window_keys import answer_keys
from desktop.views.office.working_now import WorkingNow

_MENU: Final = MenuWords(
    opens="打开别的数据文件……\tCtrl+Shift+O",
    begins="新建……\tCtrl+N",
    change="换文件",
    about="打开别的数据文件（Ctrl+Shift+O）、新建（Ctrl+N）、换文件",
    deeds="办理",
)
_RECEIVING: Final = "统计局接收"
"""How the list of files opened lately marks the office's."""


class OfficeWindow(FramedWindow):
    """The desk of a statistics office in one window.

    Args:
        desk: the opened desk; the window closes it.
        year: reporting year to begin with; the one that is received now when None.
        built: called when the window is put together and shows nothing yet.
    """

    closed = Signal()
    file_wanted = Signal(Path)
    """Another file is to be opened, in the place of this one where it is a data file."""
    begin_wanted = Signal()
    """The first screen is to be shown in the place of this file."""
    reopen_wanted = Signal()
    """Another file has taken the place of the one that is open, and is to be opened instead."""

    restore_wanted = Signal(Path)
    """A backup is to take the place of the file."""

    def __init__(
        self, desk: OfficeDesk, year: int | None = None, built: Callable[[], object] = lambda: None
    ) -> None:
        """Open a desk."""
        super().__init__(desk, TopBar(self.steps(), _MENU, has_home=False))
        self._desk = desk
        self._desk_year: DeskYear | None = None
        self._made: dict[OfficePlace, OfficePage] = {}
        self.taking = TakingIn(desk, self.tasks, self.background, self)
        self._first_words = ""
        """What is said of how the file came to be opened."""
        self._mark = ""
        """Of the file when the board was asked for last."""
        self.put_together()
        self.working_now = WorkingNow(desk, self.show_people, self._on_person)
        self.status.put_beside_file(self.working_now)
        self._keys_told = False
        """Whether it was said, once, that a key of the office ends soon, or that there is none yet."""
        self.setWindowTitle(f"{desk.plan.office} — 妇女发展规划监测接收")
        self.bar.show_titles(f"{desk.plan.place}妇女发展规划监测接收", desk.plan.office, desk.path)
        self.status.show_file(desk.path, read_only=desk.is_read_only)
        self._connect()
        built()
        self.open_year(year_received(desk) if year is None else year)

    def _connect(self) -> None:
        self.watch.found.connect(self._stand_still)
        self.banner.reopen_wanted.connect(self.reopen_wanted)
        self.tasks.busy_changed.connect(lambda busy: busy or self.watch.look())
        self.bar.stage_chosen.connect(self.show_place)
        self.bar.year_chosen.connect(self.open_year)
        self.taking.ended.connect(self.reread)
        self.bar.unit.open_wanted.connect(self.ask_file)
        self.bar.unit.new_wanted.connect(self.begin_wanted)
        self.bar.unit.file_wanted.connect(self.file_wanted)
        self.bar.unit.deeds = [(f"{deed.label}……", partial(does, self, self)) for deed, does in DEEDS.items()]
        self._remedies = fill_keeping_menu(self.status.keeping.menu(), self.keeping)
        answer_keys(self, self)

    # --- the year --------------------------------------------------------------------------------

    @property
    def desk_year(self) -> DeskYear:
        """The desk and the reporting year that is open."""
        assert self._desk_year is not None
        return self._desk_year

    def open_year(self, year: int) -> None:
        """Show another reporting year, or the same anew; its board is read off this thread."""
        if self.watch.look():
            return
        before = self._desk_year
        self._desk_year = working = DeskYear(self._desk, year, self.background.run, self)
        working.changed.connect(self._on_changed)
        working.refused.connect(self._on_refused)
        if before is not None:
            before.is_left = True
            before.deleteLater()
        self.bar.show_years(sorted({*years_of(self._desk), year}), year)
        for page in self.made_pages():
            page.show_desk_year(working)
        self.reread()
        self.show_place(OfficePlace.INTAKE)
        note(
            RecentFile(
                path=self._desk.path,
                unit=self._desk.plan.office,
                year=year,
                state=_RECEIVING,
                opened=f"{self._desk.clock():%Y-%m-%d}",
                due=year_received(self._desk),
            )
        )

    def reread(self) -> None:
        """Have everything read anew."""
        self._mark = self._desk.mark
        self.desk_year.reread()

    def _on_person(self) -> None:
        self.reread()
        for page in self.made_pages():
            page.show_person()
        self.current_page().activate()  # the keys of the page are heard where the focus is on it

    def show_people(self) -> None:
        """Show who is listed at the desk, and who works now."""
        DEEDS[DeskDeed.PEOPLE](self, self)

    def _tell_of_keys(self) -> None:
        """Say that a key ends soon; a file that was just begun leads to its first one."""
        if sentences := ends_of_keys(self._desk):
            self.say("\n".join(filter(None, (self._first_words, *sentences))))
        if wants_first_key(self._desk):
            DEEDS[DeskDeed.KEYS](self, self)

    def _on_changed(self) -> None:
        self._mark = self._desk.mark
        self.working_now.show_now()
        if not self._keys_told:
            self._keys_told = True
            self._tell_of_keys()
        today = self.desk_year.today
        assert today is not None
        words, is_past = deadline_words(today)
        self.bar.show_deadline(words, overdue=is_past)
        for page in self.made_pages():
            page.refresh()

    def _on_refused(self, sentence: str) -> None:
        self.watch.look()
        self.say(sentence, "bad")

    # --- the pages -------------------------------------------------------------------------------

    @staticmethod
    def steps() -> list[OfficePlace]:
        """The steps that there are, in their order."""
        return [place for place in OfficePlace if place.is_step and place in PAGES]

    def has_place(self, place: OfficePlace) -> bool:
        """Whether there is such a page."""
        return place in PAGES

    def made_pages(self) -> Sequence[OfficePage]:
        """The pages that were made so far."""
        return list(self._made.values())

    def show_place(self, place: OfficePlace, unit: str = "", content: str = "") -> None:
        """Show a page, about a unit where one is named by its code, and a revision by its content."""
        if self.watch.look() or not self.has_place(place):
            return
        is_first = place not in self._made
        page = self._page(place)
        if is_first and not unit and place.is_step:  # from the bar: about whom the page 收件 is
            unit = self._page(OfficePlace.INTAKE).unit_shown
        if unit:
            page.show_unit(unit)
        if content:
            page.show_content(content)
        self.pages.setCurrentWidget(page)
        self.bar.show_stage(place.step, frozenset())
        self.status.show_keys(page.keys)
        page.activate()

    def show_year_of(self, place: OfficePlace, unit: str, year: int) -> None:
        """Open a reporting year where another one is open, read it anew, and show a page about a unit."""
        if year != self.desk_year.year:
            self.open_year(year)
        else:
            self.reread()
        self.show_place(place if self.has_place(place) else OfficePlace.INTAKE, unit)

    def compare_paper(self) -> None:
        """Ask for the 校验码 of stamped pages."""
        DEEDS[DeskDeed.PAPER](self, self)

    def go_back(self) -> None:
        """Go back to the first page."""
        self.show_place(OfficePlace.INTAKE)

    def _page(self, place: OfficePlace) -> OfficePage:
        if place not in self._made:
            page = PAGES[place](self)
            explained_at(page, place.chapter)
            page.show_desk_year(self.desk_year)
            if self.desk_year.board is not None:
                page.refresh()
            self._made[place] = page
            self.add_page(page)
        return self._made[place]

    def say_first(self, sentence: str) -> None:
        """Say how the file came to be opened and what is to be known of it; keys are told of beside it."""
        told = [sentence, *self._desk.cautions]
        if self._desk.is_read_only and not self._desk.is_altered:  # of an altered file the cautions say it
            told.append(self._desk.why_read_only)
        told.append(goes_on_words(self._desk))
        self._first_words = "\n".join(filter(None, told))
        if self._first_words:
            self.say(self._first_words)

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Say something on the page in front."""
        self.current_page().say(sentence, tone)

    # --- the file --------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: another window may have written, and days may have passed."""
        super().changeEvent(event)
        is_front = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        has_file = self._desk_year is not None and not self._desk_year.is_left
        if is_front and has_file and not self.watch.look() and self._desk.is_read_only:
            self.reread()

    def keeping(self) -> OfficeKeeping:
        """Backup, restoring, change log and handover of the file."""
        keeping = OfficeKeeping(self, self._desk, self.tasks, self.status)
        keeping.restore_wanted.connect(self.restore_wanted)
        return keeping

    def _stand_still(self, replacement: Replacement) -> None:
        """Show what is in the window as the past, and leave only what mends it."""
        stand_still(self, (self.bar, self.pages), self.status.keeping.menu(), self._remedies)
        self.status.show_past()
        self.banner.tell(replacement)

    def ask_file(self) -> None:
        """Ask for another data file, and open it in the place of this one."""
        place = ask_open_place(self, "打开", f"数据文件 (*{STORE_ENDING});;所有文件 (*)")
        if place:
            self.file_wanted.emit(Path(place))

    @property
    def path(self) -> Path:
        """The file that is open."""
        return self._desk.path

    def let_go(self) -> None:
        """End what is running, and close the file.

        Raises:
            EnvironmentFault: the file was replaced from outside.
        """
        self.leave_field()
        self.tasks.wait()
        self.desk_year.is_left = True
        self._desk.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QWidget.closeEvent."""
        self.let_go()
        super().closeEvent(event)
        self.closed.emit()
