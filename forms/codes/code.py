"""What a stable code is: its text, what it means and what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class CodeTrait(StrEnum):
    """What is special about a code, for whoever makes a sentence of problems; no code is asked for."""

    ADVISED = "advised"
    """The sentence of the problem says already what to do."""
    REPACKED = "repacked"
    """Another program unpacked the package and packed it again: one sentence speaks of all its files."""
    BY_REPACKING = "by-repacking"
    """It comes with packing again, and alone only where something else changed the bytes."""
    NOT_COMPARED = "not-compared"
    """There was no register of certificates to compare the signer with, so that nothing is said of it."""
    FOLLOWS = "follows"
    """Something was not looked at because of something else, which is told."""
    UNREAD = "unread"
    """Whole parts of a workbook were not read, in which there may be figures."""
    FOREIGN = "foreign"
    """It was made by another program in a way that this one does not read, and nothing of it is damaged."""
    OTHER_UNIT = "other-unit"
    """A certificate speaks for another unit than the one that filed, and both can be named."""
    OUTSIDE = "outside"
    """It stands for cells outside a form, which are counted, and in which there may be figures."""


class ErrorCode(str):
    """A code *is* its text, so it is compared and written as one. No Enum: that is 20 times dearer to make.

    Attributes:
        meaning: what has happened, in one clause (Chinese).
        remedy: what a person does about it (Chinese).
        in_window: the same with places of the office's window, where the remedy names a command or is another
            there; else empty.
        subject: what it speaks of, where a sentence of the program repeats it (Chinese); else empty.
        fields: where a check speaks of a whole record of a plan pack, the fields of which the first that the
            record has is meant; else empty.
        traits: what is special about it.
    """

    __slots__ = ("fields", "in_window", "meaning", "remedy", "subject", "traits")
    meaning: str
    remedy: str
    in_window: str
    subject: str
    fields: tuple[str, ...]
    traits: frozenset[CodeTrait]

    def __new__(
        cls,
        code: str,
        meaning: str,
        remedy: str,
        *traits: CodeTrait,
        in_window: str = "",
        subject: str = "",
        fields: tuple[str, ...] = (),
    ) -> Self:
        """Keep the words beside the code.

        Args:
            code: ``E-<AREA>-<nnn>``, or ``TB-<AREA>-<nnn>`` for what is no error; never reused or renumbered.
            meaning: what has happened.
            remedy: what to do.
            traits: see above.
            in_window: see above.
            subject: see above.
            fields: see above.
        """
        made = super().__new__(cls, code)
        made.meaning, made.remedy, made.subject = meaning, remedy, subject
        made.in_window = in_window
        made.fields, made.traits = fields, frozenset(traits)
        return made
