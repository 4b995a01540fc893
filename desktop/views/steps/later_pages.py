"""The pages after 填报: each is imported and made when first wanted, for most starts need none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.views.frame.top_bar import Stage

if TYPE_CHECKING:
    from desktop.views.main_window import MainWindow


def make_page(stage: Stage, window: MainWindow) -> QWidget:
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
