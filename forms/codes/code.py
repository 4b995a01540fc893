"""What a stable code is: its text, what it means and what to do."""

from __future__ import annotations

from typing import Self


class ErrorCode(str):
    """A code *is* its text, so it is compared and written as one. No Enum: that is 20 times dearer to make.

    Attributes:
        meaning: what has happened, in one clause (Chinese).
        remedy: what a person does about it (Chinese).
        subject: what it speaks of, where a sentence of the program repeats it (Chinese); else empty.
    """

    __slots__ = ("meaning", "remedy", "subject")
    meaning: str
    remedy: str
    subject: str

    def __new__(cls, code: str, meaning: str, remedy: str, subject: str = "") -> Self:
        """Keep the words beside the code.

        Args:
            code: ``E-<AREA>-<nnn>``, or ``TB-<AREA>-<nnn>`` for what is no error; never reused or renumbered.
            meaning: what has happened.
            remedy: what to do.
            subject: see above.
        """
        made = super().__new__(cls, code)
        made.meaning, made.remedy, made.subject = meaning, remedy, subject
        return made
