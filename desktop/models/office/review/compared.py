"""Two revisions of a unit's year beside each other: only the cells that differ."""

from __future__ import annotations

from desktop.models.office.review.review_lines import place_words
from desktop.services.office.acceptance.choosing import Fork
from desktop.services.office.overview.reviewing import Review
from forms.frozen import frozen


@frozen
class ComparedLine:
    """A cell in which two revisions differ.

    Attributes:
        place: where it stands; of an earlier year with the year.
        name: of the figure.
        before: in the other revision.
        now: in the one that is looked at.
    """

    place: str
    name: str
    before: str
    now: str


def compared_lines(review: Review, fork: Fork) -> tuple[ComparedLine, ...]:
    """The cells that differ: this year's first."""
    year = review.unit_year.year
    return tuple(
        ComparedLine(
            place=(place_words(review, one.cell) or one.cell)
            + (f"　{one.year} 年" if one.year != year else ""),
            name=fork.names.get(one.cell, ""),
            before=one.stated[0] or "（空）",
            now=one.stated[1] or "（空）",
        )
        for one in fork.differences
    )


def others_of(review: Review) -> list[tuple[int, str]]:
    """The other revisions that came: number and content, newest first."""
    shown = None if review.package is None else review.package.content
    found = {one.content: one.revision for one in review.unit_year.packages if one.content != shown}
    return sorted(((number, content) for content, number in found.items()), reverse=True)
