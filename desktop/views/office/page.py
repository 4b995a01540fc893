"""Base of the pages of the office's window, and what such a page may use of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from desktop.models.office.desk_year import DeskYear
from desktop.models.office.place import OfficePlace
from desktop.models.tasks import TaskRunner
from desktop.views.frame.background import Background
from desktop.views.frame.page import Page
from desktop.views.frame.status_line import StatusLine

if TYPE_CHECKING:
    from desktop.views.office.taking_in import TakingIn


class OfficeFrame(Protocol):
    """What a page needs of the window it stands in; the window itself is its parent for dialogs."""

    tasks: TaskRunner
    background: Background
    status: StatusLine
    taking: TakingIn

    @property
    def desk_year(self) -> DeskYear:
        """The desk and the reporting year that is open."""

    def current_page(self) -> Page:
        """The page in front."""

    def has_place(self, place: OfficePlace) -> bool:
        """Whether there is such a page."""

    def show_place(self, place: OfficePlace, unit: str = "", content: str = "") -> None:
        """Show a page, about a unit where one is named by its code, and a revision by its content."""

    def show_year_of(self, place: OfficePlace, unit: str, year: int) -> None:
        """Open a reporting year where another one is open, and show a page about a unit."""


class OfficePage(Page):
    """A page of the office's window.

    Attributes:
        keys: which keys it answers (Chinese), the ones that are used most first: where there is little room
            the last ones are left out.

    Args:
        frame: the window that it stands in.
    """

    keys: ClassVar[str] = "F1 帮助　F6 换区　F8 下一待办　F3 校验码　Enter 办这一步　Ctrl+O 收件"

    def __init__(self, frame: OfficeFrame) -> None:
        """Show nothing yet."""
        super().__init__()
        self.frame = frame

    def show_desk_year(self, working: DeskYear) -> None:
        """Show a reporting year, in place of the one before; ``refresh`` follows once its board was read."""

    @property
    def unit_shown(self) -> str:
        """Code of the unit that it is about; empty where it is about none."""
        return ""

    def show_unit(self, unit: str) -> None:
        """Show a unit, by its code; comes before ``activate``, and again where the unit is the same."""

    def show_content(self, content: str) -> None:
        """Show one of the unit's revisions, by its content digest; comes after ``show_unit``."""

    def show_person(self) -> None:
        """Show what whoever works at the desk now may do; somebody else did before."""

    def close_over(self) -> bool:
        """Close what is open over the page (Esc); False where nothing is: then Esc leads back."""
        return False

    def refresh(self) -> None:
        """Show what the board says now; only where the page shows anything of it."""
