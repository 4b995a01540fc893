"""What came and went about a unit's year, and what was asked and answered, as texts.

Nothing of it may hold a value of a sensitive item: the caller leaves such values out.
"""

from __future__ import annotations

from collections.abc import Sequence

from forms.frozen import frozen


@frozen
class ExchangeLine:
    """Something that came or went.

    Attributes:
        at: day and minute.
        what: letter, 定稿, export or change of state.
        revision: number of the submission that it is about; None for none.
        who: who did it, or who signed it.
        told: what it says, a reason or a name of a file; may be empty.
        proof: digest of the file, or 校验码 of what was frozen; may be empty.
    """

    at: str
    what: str
    revision: int | None
    who: str
    told: str
    proof: str


@frozen
class AskedLine:
    """A question, as it was asked once, with its answer.

    Attributes:
        letter: title of the letter that asks it so for the first time.
        id: of the question.
        place: form, row and column, or that it is about the whole.
        text: what is asked.
        asked: who asks, and when.
        deadline: last day for the answer; may be empty.
        old: figure that was asked about; a word where it is not listed; may be empty.
        new: figure that stood there afterwards, likewise.
        answer: what was answered; may be empty.
        answered: who answered, and when; may be empty.
        stands: what has become of it, in a word.
    """

    letter: str
    id: str
    place: str
    text: str
    asked: str
    deadline: str
    old: str
    new: str
    answer: str
    answered: str
    stands: str


@frozen
class ExchangeSheet:
    """The exchange of a unit's year.

    Attributes:
        title: the unit in full, and the year.
        notes: sentences about how to read it.
        lines: what came and went, the oldest first.
        questions: what was asked, in the order of the letters.
    """

    title: str
    notes: Sequence[str]
    lines: Sequence[ExchangeLine]
    questions: Sequence[AskedLine]
