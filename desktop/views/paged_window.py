"""The unit's window with a page for each step of a year; each is made when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.models.unit.reached import done_of
from desktop.models.unit.unsaved_words import name_of
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.desk import Desk
from desktop.views.entry.page import EntryPage
from desktop.views.frame.framed_window import FramedWindow
from desktop.views.frame.help_key import explained_at
from desktop.views.frame.top_bar import TopBar
from desktop.views.frame.unit_menu import MenuWords
from desktop.views.frame.unread import saying_why_unread
from desktop.views.steps.later_pages import make_page
from desktop.views.unit_page import UnitPage
from forms.filing.stage import Stage

if TYPE_CHECKING:
    from desktop.views.home.page import HomePage
    from desktop.views.other_file import OtherFile
    from desktop.views.past_view import PastView
    from desktop.views.steps.withdrawing import Withdrawing


_MENU: Final = MenuWords(
    opens="打开……\tCtrl+O",
    begins="为另一个单位新建……\tCtrl+N",
    change="换单位",
    about="打开（Ctrl+O）、新建（Ctrl+N）、换单位",
)
_KEYS: Final = "F1 帮助　F6 换区　F8 下一问题　F9 审核"


class PagedWindow(FramedWindow):
    """Keeps the pages and says which is in front; whoever inherits opens the years.

    Args:
        desk: the opened store.
    """

    past_view: PastView
    withdrawing: Withdrawing
    other: OtherFile

    def __init__(self, desk: Desk) -> None:
        """Hold the page 填报 alone."""
        super().__init__(desk, TopBar(list(Stage), _MENU), _KEYS)
        self._desk = desk
        self._working: WorkingYear | None = None
        self.entry = EntryPage()
        explained_at(self.entry, "entry.md")
        self._made: dict[Stage, UnitPage] = {Stage.ENTRY: self.entry}
        self._home: HomePage | None = None
        self.pages.addWidget(self.entry)

    @property
    def working(self) -> WorkingYear:
        """The year that is open."""
        assert self._working is not None
        return self._working

    def open_year(self, year: int) -> None:
        """Open another reporting year, or the same anew."""
        raise NotImplementedError

    # --- the pages -------------------------------------------------------------------------------

    def show_home(self) -> None:
        """Show the page 概况."""
        if self.watch.look():
            return
        with saying_why_unread(self._say_in_front):
            self.past_view.leave()
            self._bring_to_front(self._home_page())

    def _home_page(self) -> HomePage:
        from desktop.views.home.page import HomePage  # the first cell does not wait for it

        if self._home is None:
            page = HomePage()
            explained_at(page, "home.md")
            page.stage_wanted.connect(self.show_stage)
            page.went.connect(self.go_to)
            page.person_wanted.connect(self.write_name)
            page.went_to.connect(self.past_view.go_to)
            page.show_year(self.working)
            self.add_page(page)
            self._home = page
        return self._home

    def _bring_to_front(self, page: UnitPage) -> None:
        self.pages.setCurrentWidget(page)
        page.activate()
        self._show_steps()

    def _say_in_front(self, sentence: str, tone: str) -> None:
        self.current_page().say(sentence, tone)

    def _show_steps(self) -> None:
        self.bar.show_stage(self._current_stage(), done_of(self.working))

    def _current_stage(self) -> Stage | None:
        """The step in front; None for 概况."""
        current = self.pages.currentWidget()
        return next((stage for stage, page in self._made.items() if page is current), None)

    def current_page(self) -> UnitPage:
        """The page in front."""
        page = self.pages.currentWidget()
        assert isinstance(page, UnitPage)
        return page

    def show_stage(self, stage: Stage) -> None:
        """Show one of the steps."""
        if self.watch.look():
            return
        with saying_why_unread(self._say_in_front):
            if stage is not Stage.ENTRY:
                self.past_view.leave()
            self._bring_to_front(self._page(stage))

    def _page(self, stage: Stage) -> UnitPage:
        if stage not in self._made:
            page = make_page(stage, self)
            explained_at(page, f"{stage.name.lower()}.md")
            page.show_year(self.working)
            self.add_page(page)
            self._made[stage] = page
        return self._made[stage]

    def made_pages(self) -> list[UnitPage]:
        """The pages that were made so far."""
        return [*self._made.values(), *([self._home] if self._home is not None else [])]

    def go_to(self, address: str) -> None:
        """Show a cell in 填报."""
        self.show_stage(Stage.ENTRY)
        self.entry.go_to(address)

    def answer_about(self, address: str) -> None:
        """Lead to where what the office asks about a cell is answered."""
        from desktop.views.steps.receipt_page import ReceiptPage

        asked = self.working.asked_at(address)
        self.show_stage(Stage.RECEIPT)
        page = self.current_page()
        if asked and isinstance(page, ReceiptPage):
            page.attend_to_question(asked[0].id)

    def write_name(self, role: str) -> None:
        """Lead to where the name of a role is written."""
        self.show_stage(Stage.FINALISE)
        self.current_page().attend_to_text(name_of(role))

    def attend_to(self, address: str, subject: object) -> None:
        """Show a cell in 填报, with the focus where what a finding or warning asks for is done."""
        self.show_stage(Stage.ENTRY)
        self.entry.attend_to(address, subject)
