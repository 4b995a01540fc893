"""What the page 审核 is made of, for those who act on it."""

from __future__ import annotations

from desktop.models.office.review.review_table import ReviewTable
from desktop.models.office.review.under_review import UnderReview
from desktop.views.frame.parts.notice import Notice
from desktop.views.office.page import OfficePage
from desktop.views.office.review.facts_pane import FactsPane
from desktop.views.office.review.lines_pane import LinesPane
from desktop.views.office.review.review_panes import ReviewPanes
from desktop.views.office.review.unit_pane import UnitPane


class ReviewParts(OfficePage):
    """A page with the parts of 审核; the page itself makes them."""

    under_review: UnderReview
    table: ReviewTable
    lines: LinesPane
    unit: UnitPane
    facts: FactsPane
    panes: ReviewPanes
    notice: Notice

    @property
    def form_title(self) -> str:
        """Title of the form that is shown; empty where none is."""
        raise NotImplementedError

    def current_cell(self) -> str:
        """Address of the cell that is chosen; empty without one."""
        raise NotImplementedError
