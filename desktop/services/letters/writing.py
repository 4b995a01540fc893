"""A letter of the office, signed and packed."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.submission.keys.identity import Identity
from desktop.submission.package import PayloadFile, build
from desktop.submission.profile.published import LETTER_NAME, QUESTIONS_NAME
from desktop.submission.profile.tables import write_table
from forms.canonical import canonical_json
from forms.letters.letter import SentLetter, letter_document
from forms.letters.question import QUESTION_COLUMNS, AskedQuestion, question_row


def packed_letter(
    letter: SentLetter,
    questions: Sequence[AskedQuestion],
    identity: Identity,
    further: Sequence[PayloadFile] = (),
) -> bytes:
    """The signed container of a letter.

    Args:
        letter: what it says; its questions are those given here.
        questions: all that are open, in order.
        identity: the office's signing key.
        further: other files, as a return slip or a plan pack.

    Raises:
        PayloadRefused: a file cannot be taken, or it would be too large.
        IdentityError: the key cannot sign at this time.
    """
    document = letter_document(letter)
    kind = canonical_json(document.pop("kind"))
    # The kind stands first, so that a reader can say what it is by the first bytes.
    files = [
        PayloadFile(LETTER_NAME, "application/json", b'{"kind":' + kind + b"," + canonical_json(document)[1:])
    ]
    if questions:
        table = write_table(QUESTION_COLUMNS, [question_row(one) for one in questions])
        files.append(PayloadFile(QUESTIONS_NAME, "text/csv", table))
    return build([*files, *further], identity, letter.made_at)
