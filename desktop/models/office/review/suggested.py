"""What a question hangs on, and the texts that are suggested for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.models.office.review.review_lines import LineKind, ReviewLine, place_words
from desktop.services.office.letters.suggesting import Offered
from desktop.services.office.overview.reviewing import Review
from forms.frozen import frozen
from forms.letters.question import QuestionScope
from forms.reporting.asked_place import past_place


@frozen
class AskedPlace:
    """What a question hangs on.

    Attributes:
        scope: of what kind it is.
        cell: its cell; empty for none.
        code: of the check or fact that led to it; empty for none.
        words: the same for people.
    """

    scope: QuestionScope
    cell: str
    code: str
    words: str

    def is_same_as(self, other: AskedPlace) -> bool:
        """Whether both are about the same cell, or neither is about one."""
        return bool(self.cell) and self.cell == other.cell


@frozen
class Suggested:
    """A suggested question.

    Attributes:
        label: what led to it and where, in a line.
        text: what would be asked.
        place: on what it would hang.
    """

    label: str
    text: str
    place: AskedPlace


def place_of_cell(review: Review, address: str) -> AskedPlace:
    """On what a question about a cell hangs; on the whole filing where no form has a cell of this address."""
    words = place_words(review, address)
    if not words:
        return AskedPlace(QuestionScope.FILING, "", "", f"{review.name}整份报送")
    name = review.judged.layout.row_by_cell[address].name if review.judged is not None else ""
    return AskedPlace(QuestionScope.CELL, address, "", f"{words}　{name}")


def place_of_line(review: Review, line: ReviewLine) -> AskedPlace:
    """A question about what a line is about."""
    is_past = line.kind is LineKind.UNASKED and bool(line.subject)
    if line.kind is LineKind.HISTORY or is_past:
        item, breakdown, year = line.subject.rsplit("/", 2)
        return AskedPlace(
            QuestionScope.CELL, f"{item}/{breakdown}/{year}", "", f"{line.place}　{year} 年的往年数"
        )
    if line.kind is LineKind.CHECK and line.code:
        return AskedPlace(
            QuestionScope.FINDING, line.cell, line.code, f"{line.place}　{line.title}：{line.words}"
        )
    return place_of_cell(review, line.cell)


def suggested(review: Review, offered: Iterable[Offered], place: AskedPlace) -> list[Suggested]:
    """The texts that are suggested, those about a place first."""
    found = []
    for one in offered:
        asked = one.question
        past = past_place(asked.cell)
        at = asked.typed_at if past is not None else asked.cell
        where = place_words(review, at) or (f"{past.year} 年" if past is not None else "整份报送")
        at_place = AskedPlace(one.scope, asked.cell, asked.code, f"{where}　{asked.reason.label}")
        if at_place.is_same_as(place):  # called as the line that is asked about: a rate is typed elsewhere
            where = place.words
            at_place = replace(at_place, words=place.words)
        label = f"{asked.reason.label}　{where}"
        found.append(Suggested(label=label, text=asked.text, place=at_place))
    return sorted(found, key=lambda one: not one.place.is_same_as(place))
