"""A letter of the office, signed and packed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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
        further: other files, as a return letter or a plan pack.

    Raises:
        PayloadRefused: a file cannot be taken, or it would be too large.
        IdentityError: the key cannot sign at this time.
    """
    files = [letter_file(letter_document(letter))]
    if questions:
        table = write_table(QUESTION_COLUMNS, [question_row(one) for one in questions])
        files.append(PayloadFile(QUESTIONS_NAME, "text/csv", table))
    return build([*files, *further], identity, letter.made_at)


def letter_file(document: Mapping[str, Any]) -> PayloadFile:
    """``letter.json``, its ``kind`` first, so that a reader can say what the file is by its first bytes."""
    rest = {name: value for name, value in document.items() if name != "kind"}
    kind = canonical_json(document["kind"])
    return PayloadFile(LETTER_NAME, "application/json", b'{"kind":' + kind + b"," + canonical_json(rest)[1:])
