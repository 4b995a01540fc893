"""Which step has which page; each is imported and made when first wanted, for most starts need none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from desktop.models.tasks import TaskRunner
from desktop.views.frame.status_line import StatusLine
from desktop.views.other_file import OtherFile
from desktop.views.past_view import PastView
from desktop.views.steps.withdrawing import Withdrawing
from desktop.views.unit_page import UnitPage
from forms.filing.stage import Stage


class StepsWindow(Protocol):
    """What a page needs of the window it stands in."""

    tasks: TaskRunner
    status: StatusLine
    past_view: PastView
    withdrawing: Withdrawing
    other: OtherFile

    def show_stage(self, stage: Stage) -> None:
        """Show the page of a step."""

    def open_year(self, year: int) -> None:
        """Open another reporting year."""

    def attend_to(self, address: str, subject: object) -> None:
        """Lead to the cell of this address, and to the words that are asked for there."""


def _review(window: StepsWindow) -> UnitPage:
    from desktop.views.steps.review_page import ReviewPage

    page = ReviewPage()
    page.jumped.connect(window.attend_to)
    return page


def _finalise(window: StepsWindow) -> UnitPage:
    from desktop.views.steps.finalise_page import FinalisePage

    page = FinalisePage(window.tasks, window.status)
    page.withdrawal_wanted.connect(window.withdrawing.ask)
    return page


def _export(window: StepsWindow) -> UnitPage:
    from desktop.views.steps.export_page import ExportPage

    return ExportPage(window.tasks, window.status)


def _receipt(window: StepsWindow) -> UnitPage:
    from desktop.views.steps.receipt_page import ReceiptPage

    def show_receipt_of(year: int) -> None:
        window.open_year(year)
        window.show_stage(Stage.RECEIPT)

    page = ReceiptPage(window.tasks, window.status)
    page.year_wanted.connect(show_receipt_of)
    page.went.connect(window.past_view.go_to)
    page.open_wanted.connect(window.other.ask)
    return page


PAGES: Final[Mapping[Stage, Callable[[StepsWindow], UnitPage]]] = {
    Stage.REVIEW: _review,
    Stage.FINALISE: _finalise,
    Stage.EXPORT: _export,
    Stage.RECEIPT: _receipt,
}
"""Every step but 填报, whose page the window begins with."""


def make_page(stage: Stage, window: StepsWindow) -> UnitPage:
    """Make the page of a step and connect it to its window."""
    page = PAGES[stage](window)
    page.stage_wanted.connect(window.show_stage)
    return page
