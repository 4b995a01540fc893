"""The pages after 填报: each is imported and made when first wanted, for most starts need none of them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.models.tasks import TaskRunner
from desktop.views.frame.status_line import StatusLine
from desktop.views.frame.top_bar import Stage


class StepsWindow(Protocol):
    """What a page needs of the window it stands in."""

    tasks: TaskRunner
    status: StatusLine

    def show_stage(self, stage: Stage) -> None:
        """Show the page of a step."""

    def attend_to(self, address: str, subject: object) -> None:
        """Lead to the cell of this address, and to the words that are asked for there."""


def make_page(stage: Stage, window: StepsWindow) -> QWidget:
    """Make the page of a step and connect it to its window."""
    if stage is Stage.REVIEW:
        from desktop.views.steps.review_page import ReviewPage

        review = ReviewPage()
        review.jumped.connect(window.attend_to)
        return review
    if stage is Stage.FINALISE:
        from desktop.views.steps.finalise_page import FinalisePage

        finalise = FinalisePage(window.tasks, window.status)
        finalise.stage_wanted.connect(window.show_stage)
        return finalise
    if stage is Stage.EXPORT:
        from desktop.views.steps.export_page import ExportPage

        export = ExportPage(window.tasks, window.status)
        export.stage_wanted.connect(window.show_stage)
        return export
    from desktop.views.steps.receipt_page import ReceiptPage

    receipt = ReceiptPage()
    receipt.stage_wanted.connect(window.show_stage)
    return receipt
