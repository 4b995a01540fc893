"""A fingerprint as far as it has been typed from stamped paper, group by group; both desks compare so."""

from __future__ import annotations

import unicodedata

from forms.errors import UserInputError
from forms.frozen import frozen
from forms.receiving.fingerprint import GROUPS, difference, differing_groups, read_fingerprint

_GROUP = 4
_DIGITS = 64
"""Both: SHA-256 (FIPS 180-4) in groups of four hexadecimal digits, as the sheets print it."""


@frozen
class TypedPrint:
    """How far a fingerprint is.

    Attributes:
        shown: the digits in groups, as they are shown while they are typed.
        told: what is wrong or missing, in a sentence; empty where it is the right one.
        digits: the 64 digits, where they are the right ones; else empty.
        is_wrong: whether a digit that stands there is wrong.
    """

    shown: str
    told: str
    digits: str = ""
    is_wrong: bool = False


def in_groups(text: str) -> str:
    """Typed digits in groups of four, upper case; whatever else stands between them is left out."""
    plain = unicodedata.normalize("NFKC", text)  # an input method may type them full width
    digits = "".join(c for c in plain.upper() if c.isalnum() and c.isascii())[:_DIGITS]
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def typed_print(text: str, expected: str, thing: str, otherwise: str) -> TypedPrint:
    """Compare what was typed so far with a certificate's fingerprint, whole groups only.

    Args:
        text: as it was typed, pasted or scanned.
        expected: 64 digits, which are told to nobody.
        thing: what has that fingerprint, in Chinese: 这个文件.
        otherwise: what it means where the paper does have other digits, in Chinese.
    """
    shown = in_groups(text)
    groups = shown.lower().split()
    whole = [group for group in groups if len(group) == _GROUP]
    wrong = [n for n, group in enumerate(whole, 1) if group != expected[(n - 1) * _GROUP : n * _GROUP]]
    if len("".join(groups)) < _DIGITS:
        told = f"已输入 {len(whole)} 组，共 {GROUPS} 组。"
        if wrong:
            told = f"第 {'、'.join(map(str, wrong[:_GROUP]))} 组与{thing}的不同，请再看一遍盖章纸。"
        return TypedPrint(shown, told, is_wrong=bool(wrong))
    try:
        digits = read_fingerprint(shown)
    except UserInputError as error:
        return TypedPrint(shown, f"{error.message}。", is_wrong=True)
    differing = differing_groups(digits, expected)
    if differing:
        told = f"与{thing}的指纹{difference(differing)}。纸上确实这样写的，{otherwise}。"
        return TypedPrint(shown, told, is_wrong=True)
    return TypedPrint(shown, "", digits=digits)
