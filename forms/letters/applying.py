"""What a reader does with a letter, by its number and the content that it answers (``letters.md``).

A letter is applied once, in the order of the numbers. Nothing about the past is changed by an older one, and
a lost one blocks nothing: the next one names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum

from forms.frozen import frozen


class LetterStanding(StrEnum):
    """How a letter stands to what its reader holds."""

    APPLIES = "applies"
    """It is newer than every other, and is carried out."""
    REPEATED = "repeated"
    """It was read before, byte for byte; nothing changes."""
    RECORD = "record"
    """It is older than the last applied one and was not read before; it is kept, and changes nothing."""
    FOREIGN = "foreign"
    """It speaks of a content that this store did not freeze, and that no letter told of before; refused."""
    CONTRADICTS = "contradicts"
    """Another letter has its number, or the one before it is another than it says; it is refused."""


@frozen
class HeldLetters:
    """What a reader holds of a unit's year, or of the tasks of a year.

    Attributes:
        digests: digest of every letter that was read, by its number.
        last_applied: number of the last applied one; 0 where there is none.
        contents: digests of all contents that this store froze for the year.
        told: digests of contents of which a letter was carried out here, which another store froze. Whoever
            took the acceptance of such a one must be able to take its reopening.
    """

    digests: Mapping[int, str]
    last_applied: int
    contents: AbstractSet[str]
    told: AbstractSet[str] = frozenset()


@frozen
class Application:
    """What is to be done with a letter.

    Attributes:
        standing: how it stands to what the reader holds.
        skipped: numbers before it that were never read, ascending; they may still come, as a record. Of a
            desk that was restored from a backup most do not exist.
    """

    standing: LetterStanding
    skipped: tuple[int, ...] = ()


def application(
    number: int, digest: str, previous: str | None, contents: AbstractSet[str], held: HeldLetters
) -> Application:
    """What a reader does with a letter whose signature and address are sound.

    Args:
        number: its number.
        digest: SHA-256 of the signed container, an envelope around it taken off.
        previous: digest of the letter before it, as it says.
        contents: digests of the contents that it speaks of, of a choice also those that were not chosen;
            empty where it speaks of none.
        held: what the reader holds.
    """
    known = held.digests.get(number)
    if known is not None:
        return Application(LetterStanding.REPEATED if known == digest else LetterStanding.CONTRADICTS)
    before = held.digests.get(number - 1)
    if before is not None and before != previous:
        return Application(LetterStanding.CONTRADICTS)
    # A store that was made anew froze nothing of what it may get letters about, and has none of them. While
    # it has frozen nothing, all of them are about what another one froze: where one says that the year was
    # accepted, the one that opens it again must not be refused.
    known_contents = held.contents | held.told
    if contents and held.digests and held.contents and contents.isdisjoint(known_contents):
        return Application(LetterStanding.FOREIGN)
    if number < held.last_applied:
        return Application(LetterStanding.RECORD)
    first = held.last_applied + 1
    skipped = tuple(one for one in range(first, number) if one not in held.digests)
    return Application(LetterStanding.APPLIES, skipped)
