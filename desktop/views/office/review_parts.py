"""What the page 审核 is made of, for those who act on it."""

from __future__ import annotations

from desktop.models.office.review_table import ReviewTable
from desktop.models.office.under_review import UnderReview
from desktop.views.frame.notice import Notice
from desktop.views.office.facts_pane import FactsPane
from desktop.views.office.lines_pane import LinesPane
from desktop.views.office.page import OfficePage
from desktop.views.office.review_panes import ReviewPanes
from desktop.views.office.unit_pane import UnitPane


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
