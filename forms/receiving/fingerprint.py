"""A fingerprint as it is typed or scanned from a stamped sheet, and how far it is that of a certificate."""

from __future__ import annotations

import re
import unicodedata

from forms.codes.office import OfficeCode
from forms.errors import UserInputError

GROUPS = 16
_GROUP = 4
"""Both: SHA-256 has 64 hexadecimal digits (FIPS 180-4), which are printed in groups of four."""
_DIGITS = frozenset("0123456789abcdef")
_BETWEEN = re.compile(r"[\s:：·.,，、_-]+")
_LONGEST = 1000
"""Characters of a typed fingerprint that are read. Chosen far above the 79 that are printed."""
_MISREAD = {"o": "0", "q": "0", "i": "1", "l": "1", "s": "5", "z": "2"}
"""Letters that are no hexadecimal digits, and what stood there instead. Chosen by us for how they look."""
_MOST_NAMED = 4
"""Groups named in a sentence; where more differ it is another certificate. Chosen by us."""


def read_fingerprint(typed: str) -> str:
    """The 64 digits of a fingerprint (SHA-256, lower case) as it was typed.

    Letter case, width, blanks, line ends, colons and hyphens make no difference.

    Raises:
        UserInputError: a character is no digit, or there are too many or too few (E-OFFICE-005); the sentence
            names the group.
    """
    groups = _BETWEEN.sub(" ", unicodedata.normalize("NFKC", typed[:_LONGEST])).strip().lower().split()
    digits = "".join(groups)
    wrong = next(((at, c) for at, c in enumerate(digits) if c not in _DIGITS), None)
    if wrong is not None:
        at, character = wrong
        shown = character.upper() if character.isprintable() else "看不见的字符"
        meant = f"，多半是数字 {_MISREAD[character]}" if character in _MISREAD else ""
        where = _group_of(groups, at)
        raise UserInputError(
            OfficeCode.FINGERPRINT_WRITTEN,
            f"指纹第 {where} 组里的“{shown}”不是指纹里的字（只有 0—9 和 A—F）{meant}。请对照登记表改正",
        )
    if len(digits) != GROUPS * _GROUP:
        raise UserInputError(OfficeCode.FINGERPRINT_WRITTEN, _wrong_length(groups, len(digits)))
    return digits


def _group_of(groups: list[str], at: int) -> int:
    """Number of the group in which a digit stands: as typed, or by fours where there were no groups."""
    if len(groups) == 1:
        return at // _GROUP + 1
    passed = 0
    for number, group in enumerate(groups, 1):
        passed += len(group)
        if at < passed:
            return number
    return len(groups)


def _wrong_length(groups: list[str], length: int) -> str:
    odd = next(((n, g) for n, g in enumerate(groups, 1) if len(g) != _GROUP), None)
    named = f"第 {odd[0]} 组有 {len(odd[1])} 位。" if odd is not None and len(groups) > 1 else ""
    return f"指纹应是 {GROUPS} 组、每组 {_GROUP} 位，写的却一共 {length} 位。{named}请对照登记表改正"


def differing_groups(typed: str, certificate: str) -> tuple[int, ...]:
    """Numbers of the groups, from 1, in which two fingerprints of 64 digits differ."""
    return tuple(
        at // _GROUP + 1
        for at in range(0, GROUPS * _GROUP, _GROUP)
        if typed[at : at + _GROUP] != certificate[at : at + _GROUP]
    )


def is_slip(groups: tuple[int, ...]) -> bool:
    """Whether so few groups differ that they were mistyped; else it is another certificate's fingerprint."""
    return len(groups) <= _MOST_NAMED


def difference(groups: tuple[int, ...]) -> str:
    """Clause that says in which groups two fingerprints differ (Chinese); the right digits are not told.

    Whoever reads them from the screen has compared nothing.
    """
    if is_slip(groups):
        return f"第 {'、'.join(map(str, groups))} 组不同"
    return f"{GROUPS} 组里有 {len(groups)} 组不同"
